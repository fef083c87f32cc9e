/* Reading labels. Adding and changing: labels_change.c; taking away: labels_remove.c; those of a customer:
 * labels_customers.c. */
#include "features/labels/labels.h"

#include "format/fold.h"

struct text label_kind_word(enum label_kind kind)
{
	switch (kind) {
	case LABEL_TYPE: return TEXT("type");
	case LABEL_GROUP: return TEXT("group");
	case LABEL_CHANNEL: return TEXT("channel");
	case LABEL_TAG: return TEXT("tag");
	case LABEL_KIND_COUNT: break;
	}
	return TEXT_NONE;
}

enum outcome labels_list(struct context *ctx, enum label_kind kind, const struct label_rows **ret_rows,
			 size_t *ret_count)
{
	TRY(context_read(ctx));
	return label_rows(ctx->reader, kind, 0, ret_rows, ret_count);
}

struct holdings {
	struct label_holdings *rows;
	size_t count;
};

/* A page asks for each kind. */
static enum outcome read_holdings(struct context *ctx, struct customer_id customer, struct holdings *ret_holdings)
{
	static const char memo;
	const struct holdings *known = context_recall(ctx, &memo, customer.value);
	if (known) {
		*ret_holdings = *known;
		return DONE;
	}
	TRY(label_holdings(ctx->reader, customer, &ret_holdings->rows, &ret_holdings->count));
	struct holdings *kept = arena_take(ctx->arena, sizeof *kept);
	*kept = *ret_holdings;
	context_remember(ctx, &memo, customer.value, kept);
	return DONE;
}

enum outcome labels_held(struct context *ctx, enum label_kind kind, struct customer_id customer,
			 struct label_held **ret_list, size_t *ret_count)
{
	const struct label_rows *rows;
	struct holdings held;
	size_t count;
	TRY(labels_list(ctx, kind, &rows, &count));
	TRY(read_holdings(ctx, customer, &held));
	*ret_list = arena_take_array(ctx->arena, held.count, sizeof **ret_list);
	*ret_count = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t h = 0; h < held.count; h++)
			if (held.rows[h].kind == (int64_t)kind && held.rows[h].id == rows[i].id)
				(*ret_list)[(*ret_count)++] = (struct label_held){&rows[i], held.rows[h].at};
	return DONE;
}

enum outcome labels_get(struct context *ctx, enum label_kind kind, int64_t id, struct label_rows *ret_row)
{
	const struct label_rows *rows;
	size_t count;
	if (id < 1)
		return NOT_FOUND;
	TRY(context_read(ctx));
	TRY(label_rows(ctx->reader, kind, id, &rows, &count));
	if (!count)
		return NOT_FOUND;
	*ret_row = rows[0];
	return DONE;
}

enum outcome labels_count_customers(struct context *ctx, const struct label_rows *rows, size_t count,
				    int64_t **ret_customers)
{
	struct label_counts *counted;
	size_t counted_count;
	*ret_customers = arena_take_array(ctx->arena, count, sizeof **ret_customers);
	if (!count)
		return DONE;
	TRY(label_counts(ctx->reader, rows[0].kind, count == 1 ? rows[0].id : 0, &counted, &counted_count));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < counted_count; k++)
			if (counted[k].id == rows[i].id)
				(*ret_customers)[i] = counted[k].customers;
	return DONE;
}

/* How well a name fits: 3 its word, 2 its name, 1 its id; 0 not at all. */
static int fit(struct context *ctx, const struct label_rows *row, struct text called, struct text folded)
{
	int64_t id;
	if (text_equal(row->word, text_lower_ascii(ctx->arena, called)))
		return 3;
	if (text_equal(fold_sort(ctx->arena, row->name), folded))
		return 2;
	return text_to_number(called, &id) && id == row->id;
}

enum outcome labels_find(struct context *ctx, enum label_kind kind, struct text called, int64_t *ret_id)
{
	const struct label_rows *rows;
	size_t count;
	int best = 0;
	struct text trimmed = text_trim(called), folded = fold_sort(ctx->arena, trimmed);
	TRY(labels_list(ctx, kind, &rows, &count));
	for (size_t i = 0; i < count && !text_is_empty(trimmed); i++) {
		int one = fit(ctx, &rows[i], trimmed, folded);
		if (one > best) {
			best = one;
			*ret_id = rows[i].id;
		}
	}
	return best ? DONE : NOT_FOUND;
}

enum outcome labels_count_uses(struct context *ctx, enum label_kind kind, int64_t id, struct label_uses *ret_uses)
{
	TRY(context_read(ctx));
	return label_uses(ctx->reader, kind, id, ret_uses);
}
