/* Reading attributes, and customers' values. Kinds and what fits them: attributes_check.c; the operator's changes:
 * attributes_change.c. */
#include "features/attributes/attributes_pictures.h"

#include "features/customers/customers.h"
#include "format/fold.h"
#include "service/events.h"

#include <string.h>

const char *const attribute_languages[ATTRIBUTE_LANGUAGES] = {"en", "ms", "de"};

struct text attribute_label(const struct attribute *attribute, struct text language)
{
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		if (text_equal(text_of(attribute_languages[l]), language) && !text_is_empty(attribute->labels[l]))
			return attribute->labels[l];
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		if (!text_is_empty(attribute->labels[l]))
			return attribute->labels[l];
	return attribute->row.word;
}

struct text attribute_option_lines(struct arena *arena, const struct text *options, size_t count)
{
	struct text lines = TEXT("");
	for (size_t i = 0; i < count; i++)
		lines = text_format(arena, "%.*s%.*s\n", TEXT_ARG(lines), TEXT_ARG(options[i]));
	return lines;
}

static enum outcome fill_labels(struct context *ctx, struct attribute *list, size_t count)
{
	const struct attribute_label_rows *rows;
	size_t row_count;
	TRY(attribute_label_rows(ctx->reader, &rows, &row_count));
	for (size_t r = 0; r < row_count; r++)
		for (size_t i = 0; i < count; i++)
			for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
				if (list[i].row.id.value == rows[r].attribute_id.value &&
				    text_equal(rows[r].language, text_of(attribute_languages[l])))
					list[i].labels[l] = rows[r].label;
	return DONE;
}

/* The rows come by attribute, so each has a run of one array. */
static enum outcome fill_options(struct context *ctx, struct attribute *list, size_t count)
{
	const struct attribute_option_rows *rows;
	size_t row_count;
	TRY(attribute_option_rows(ctx->reader, &rows, &row_count));
	struct text *values = arena_take_array(ctx->arena, row_count, sizeof *values);
	for (size_t r = 0; r < row_count; r++) {
		values[r] = rows[r].value;
		for (size_t i = 0; i < count; i++) {
			if (list[i].row.id.value != rows[r].attribute_id.value)
				continue;
			list[i].options = list[i].option_count ? list[i].options : &values[r];
			list[i].option_count++;
		}
	}
	return DONE;
}

static enum outcome read_some(struct context *ctx, struct attribute_id only, struct attribute **ret_list,
			      size_t *ret_count)
{
	const struct attribute_rows *rows;
	TRY(context_read(ctx));
	TRY(attribute_rows(ctx->reader, only, &rows, ret_count));
	*ret_list = arena_take_array(ctx->arena, *ret_count, sizeof **ret_list);
	for (size_t i = 0; i < *ret_count; i++)
		(*ret_list)[i] = (struct attribute){.row = rows[i]};
	TRY(fill_labels(ctx, *ret_list, *ret_count));
	return fill_options(ctx, *ret_list, *ret_count);
}

enum outcome attributes_list(struct context *ctx, struct attribute **ret_list, size_t *ret_count)
{
	return read_some(ctx, (struct attribute_id){0}, ret_list, ret_count);
}

enum outcome attributes_count_customers(struct context *ctx, const struct attribute *list, size_t count,
					int64_t **ret_customers)
{
	const struct attribute_id only = count == 1 ? list[0].row.id : (struct attribute_id){0};
	struct attribute_counts *counted;
	size_t counted_count;
	*ret_customers = arena_take_array(ctx->arena, count, sizeof **ret_customers);
	TRY(attribute_counts(ctx->reader, only, &counted, &counted_count));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < counted_count; k++)
			if (counted[k].attribute_id.value == list[i].row.id.value)
				(*ret_customers)[i] = counted[k].customers;
	return DONE;
}

enum outcome attributes_get(struct context *ctx, struct attribute_id id, struct attribute *ret_attribute)
{
	struct attribute *list;
	size_t count;
	if (id.value < 1)
		return NOT_FOUND;
	TRY(read_some(ctx, id, &list, &count));
	if (!count)
		return NOT_FOUND;
	*ret_attribute = list[0];
	return DONE;
}

/* 3 its word, 2 a label, 1 its id; 0 not at all. */
static int fit(struct context *ctx, const struct attribute *one, struct text called, struct text folded)
{
	int64_t id;
	if (text_equal(one->row.word, text_lower_ascii(ctx->arena, called)))
		return 3;
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		if (!text_is_empty(one->labels[l]) && text_equal(fold_sort(ctx->arena, one->labels[l]), folded))
			return 2;
	return text_to_number(called, &id) && id == one->row.id.value;
}

enum outcome attributes_find(struct context *ctx, struct text called, struct attribute_id *ret_id)
{
	struct attribute *list;
	size_t count;
	int best = 0;
	struct text trimmed = text_trim(called), folded = fold_sort(ctx->arena, trimmed);
	TRY(attributes_list(ctx, &list, &count));
	for (size_t i = 0; i < count && !text_is_empty(trimmed); i++) {
		int one = fit(ctx, &list[i], trimmed, folded);
		if (one > best) {
			best = one;
			*ret_id = list[i].row.id;
		}
	}
	return best ? DONE : NOT_FOUND;
}

enum outcome attributes_values(struct context *ctx, struct customer_id customer, const struct attribute *list,
			       size_t count, struct text **ret_values)
{
	struct attribute_value_list *rows;
	size_t row_count;
	TRY(context_read(ctx));
	TRY(attribute_value_list(ctx->reader, customer, &rows, &row_count));
	*ret_values = arena_take_array(ctx->arena, count, sizeof **ret_values);
	for (size_t i = 0; i < count; i++) {
		(*ret_values)[i] = TEXT_NONE;
		for (size_t r = 0; r < row_count; r++)
			if (rows[r].attribute_id.value == list[i].row.id.value)
				(*ret_values)[i] = rows[r].text;
	}
	return DONE;
}

/* What was seen, in the form in which values are kept; as it came when it fits no more. */
static struct text normal(struct context *ctx, const struct attribute *attribute, struct text was)
{
	struct attribute_value value;
	size_t before = ctx->problems->count;
	if (text_is_empty(text_trim(was)))
		return TEXT("");
	if (attributes_check(ctx, attribute, was, &value) == DONE)
		return value.text;
	ctx->problems->count = before;
	return was;
}

static enum outcome write_value(struct context *ctx, const struct attribute_setting *s,
				const struct attribute_value *value)
{
	int64_t removed;
	if (text_is_empty(value->text))
		return attribute_value_remove(ctx->writer, s->customer, s->attribute, &removed);
	if (value->has_number)
		return attribute_value_set(ctx->writer, s->customer, s->attribute, value->text, value->number);
	return attribute_value_set_plain(ctx->writer, s->customer, s->attribute, value->text, value->folded);
}

static enum outcome check_may_change(struct context *ctx, const struct attribute *attribute,
				     const struct attribute_setting *s, struct text old, struct text new)
{
	if (!attribute->row.active)
		return context_conflict(ctx, attribute->row.word, "inactive", N_("This attribute is not active."),
					TEXT_NONE);
	if (text_is_none(s->was) || text_equal(normal(ctx, attribute, s->was), old))
		return DONE;
	if (attribute->row.kind == ATTRIBUTE_KIND_PICTURE)
		return context_conflict(ctx, attribute->row.word, "changed_meanwhile",
					N_("Somebody else has changed this picture meanwhile."), TEXT_NONE);
	return context_conflict(ctx, attribute->row.word, "changed_meanwhile",
				N_("Somebody else has changed this to “{0}” meanwhile; you wrote “{1}”."),
				old.size ? old : TEXT("–"), new.size ? new : TEXT("–"), TEXT_NONE);
}

static enum outcome set(struct context *ctx, void *state)
{
	const struct attribute_setting *s = state;
	struct attribute attribute;
	struct attribute_customer_lock lock;
	struct attribute_value_find before;
	struct attribute_value value = {.text = TEXT("")};
	bool found, had;
	TRY(attribute_customer_lock(ctx->reader, s->customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(attributes_get(ctx, s->attribute, &attribute));
	if (!s->picture)
		TRY(attributes_check(ctx, &attribute, s->value, &value));
	TRY(attribute_value_find(ctx->reader, s->customer, s->attribute, &had, &before));
	struct text old = had ? before.text : TEXT("");
	if (!s->picture && text_equal(old, value.text))
		return DONE;
	TRY(check_may_change(ctx, &attribute, s, old, value.text));
	TRY(attribute_exchange_files(ctx, s, &attribute, old, &value.text));
	TRY(write_value(ctx, s, &value));
	TRY(customer_touch(ctx->writer, context_now(ctx), s->customer));
	const struct event_change change = {text_copy(ctx->arena, attribute.row.word).at, had ? old : TEXT_NONE,
					    value.text.size ? value.text : TEXT_NONE};
	return events_record(ctx, &(struct event){.customer = s->customer,
						  .name = "attribute.changed",
						  .object_kind = "attribute",
						  .object_id = s->attribute.value,
						  .changes = &change,
						  .change_count = 1});
}

enum outcome attribute_set(struct context *ctx, const struct attribute_setting *setting)
{
	struct attribute_setting copy = *setting;
	return context_transact(ctx, set, &copy);
}

enum outcome attributes_set(struct context *ctx, struct customer_id customer, struct attribute_id attribute,
			    struct text value, struct text was)
{
	return attribute_set(ctx, &(struct attribute_setting){
					  .customer = customer, .attribute = attribute, .value = value, .was = was});
}
