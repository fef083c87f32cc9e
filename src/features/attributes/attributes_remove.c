/* Taking attributes away. Values are handed over first, in steps; whoever asks again goes on where it stopped. */
#include "features/attributes/attributes.h"

#include "features/audit/audit.h"
#include "features/customers/customers.h"
#include "service/events.h"

struct handing {
	struct attribute from, to; /* to: id none when nobody takes over */
	bool more;
};

static enum outcome hand_one(struct context *ctx, const struct handing *h, const struct attribute_value_some *row)
{
	struct attribute_value_find there;
	struct attribute_value value;
	bool has;
	int64_t removed;
	TRY(attribute_value_find(ctx->reader, row->customer_id, h->to.row.id, &has, &there));
	TRY(attributes_check(ctx, &h->to, row->text, &value));
	if (!has && value.has_number)
		TRY(attribute_value_set(ctx->writer, row->customer_id, h->to.row.id, value.text, value.number));
	else if (!has)
		TRY(attribute_value_set_plain(ctx->writer, row->customer_id, h->to.row.id, value.text, value.folded));
	else if (h->from.row.kind == ATTRIBUTE_KIND_PICTURE)
		TRY(files_set_aside(ctx, row->customer_id, row->text));
	TRY(attribute_value_remove(ctx->writer, row->customer_id, h->from.row.id, &removed));
	TRY(customer_touch(ctx->writer, context_now(ctx), row->customer_id));
	const struct event_change changes[] = {
		{text_copy(ctx->arena, h->from.row.word).at, row->text, TEXT_NONE},
		{text_copy(ctx->arena, h->to.row.word).at, has ? there.text : TEXT_NONE, has ? there.text : value.text},
	};
	return events_record(ctx, &(struct event){.customer = row->customer_id,
						  .name = "attribute.changed",
						  .object_kind = "attribute",
						  .object_id = h->to.row.id.value,
						  .changes = changes,
						  .change_count = has ? 1 : 2});
}

static enum outcome hand_some(struct context *ctx, void *state)
{
	struct handing *h = state;
	struct attribute_value_some *rows;
	size_t count;
	TRY(attribute_value_some(ctx->reader, h->from.row.id, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(hand_one(ctx, h, &rows[i]));
	h->more = count > 0;
	return DONE;
}

static enum outcome remove_unused(struct context *ctx, void *state)
{
	const struct handing *h = state;
	struct attribute_count_values used;
	int64_t removed;
	TRY(attribute_count_values(ctx->reader, h->from.row.id, &used));
	if (used.customers)
		return context_conflict(ctx, TEXT("to"), "in_use",
					N_("{0} customers have a value. Choose which attribute takes them over, or "
					   "deactivate this one."),
					text_of_number(ctx->arena, used.customers), TEXT_NONE);
	TRY(attribute_label_remove_all(ctx->writer, h->from.row.id, &removed));
	TRY(attribute_option_remove_all(ctx->writer, h->from.row.id, &removed));
	TRY(attribute_remove_row(ctx->writer, h->from.row.id));
	const struct audit_change change = {"word", h->from.row.word, h->to.row.word};
	return audit_add(ctx,
			 &(struct audit_record){"attribute.removed", "attribute", h->from.row.id.value, &change, 1});
}

static enum outcome check_heir(struct context *ctx, struct handing *h, struct attribute_id to)
{
	if (ctx->session.scope != STORE_SCOPE_ALL)
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.field = TEXT("to"),
					 .code = "not_all_customers",
					 .message = N_("Only who sees all customers may hand them over.")});
	enum outcome outcome = to.value == h->from.row.id.value ? NOT_FOUND : attributes_get(ctx, to, &h->to);
	if (outcome == NOT_FOUND || (outcome == DONE && (!h->to.row.active || h->to.row.kind != h->from.row.kind)))
		return context_invalid(ctx, TEXT("to"), "unknown",
				       N_("Choose another one of the same kind that is active."), TEXT_NONE);
	return outcome;
}

enum outcome attributes_remove(struct context *ctx, struct attribute_id id, struct attribute_id to)
{
	struct handing h = {.to = {.row = {.word = TEXT_NONE}}};
	TRY(attributes_get(ctx, id, &h.from));
	if (to.value) {
		TRY(check_heir(ctx, &h, to));
		do
			TRY(context_transact(ctx, hand_some, &h));
		while (h.more);
	}
	return context_transact(ctx, remove_unused, &h);
}
