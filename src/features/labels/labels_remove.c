/* Taking labels away. What is used is handed over first, in steps, so that no transaction is long: whoever asks again
 * after an interruption goes on where it stopped. */
#include "features/labels/labels.h"

#include "features/audit/audit.h"
#include "features/customers/customers.h"
#include "service/events.h"

struct handing {
	enum label_kind kind;
	int64_t from, to;
	struct text from_name, to_name;
	bool more; /* somebody may still have it */
};

/* The main one: a column of the customer's row. */
static enum outcome hand_main(struct context *ctx, const struct handing *h, struct customer_id customer)
{
	struct instant now = context_now(ctx);
	if (h->kind == LABEL_TYPE)
		TRY(type_hand_over(ctx->writer, (struct type_id){h->to}, now, customer));
	else if (h->kind == LABEL_GROUP)
		TRY(group_hand_over(ctx->writer, (struct group_id){h->to}, now, customer));
	else
		TRY(channel_hand_over(ctx->writer, (struct channel_id){h->to}, now, customer));
	const struct event_change change = {label_kind_word(h->kind).at, text_of_number(ctx->arena, h->from),
					    text_of_number(ctx->arena, h->to)};
	return events_record(ctx, &(struct event){.customer = customer,
						  .name = "customer.updated",
						  .object_kind = "customer",
						  .object_id = customer.value,
						  .changes = &change,
						  .change_count = 1});
}

/* Further ones: rows; whoever has both keeps the one. */
static enum outcome hand_further(struct context *ctx, const struct handing *h, struct customer_id customer)
{
	int64_t added, removed;
	if (h->kind == LABEL_GROUP) {
		TRY(customer_group_add(ctx->writer, customer, (struct group_id){h->to}, &added));
		return customer_group_remove(ctx->writer, customer, (struct group_id){h->from}, &removed);
	}
	if (h->kind == LABEL_CHANNEL) {
		TRY(customer_channel_add(ctx->writer, customer, (struct channel_id){h->to}, context_now(ctx), &added));
		return customer_channel_remove(ctx->writer, customer, (struct channel_id){h->from}, &removed);
	}
	TRY(customer_tag_add(ctx->writer, customer, (struct tag_id){h->to}, context_now(ctx), &added));
	TRY(customer_tag_remove(ctx->writer, customer, (struct tag_id){h->from}, &removed));
	const struct event_change change = {"tag", h->from_name, h->to_name};
	return events_record(ctx, &(struct event){.customer = customer,
						  .name = "tag.merged",
						  .object_kind = "tag",
						  .object_id = h->to,
						  .changes = &change,
						  .change_count = 1});
}

static enum outcome hand_staff(struct context *ctx, const struct handing *h)
{
	struct channel_staff *rows;
	size_t count;
	int64_t changed;
	if (h->kind != LABEL_CHANNEL)
		return DONE;
	TRY(channel_staff(ctx->reader, (struct channel_id){h->from}, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		TRY(channel_staff_add(ctx->writer, rows[i].staff_id, (struct channel_id){h->to}, &changed));
		TRY(channel_staff_remove(ctx->writer, rows[i].staff_id, (struct channel_id){h->from}, &changed));
	}
	return channel_webhooks_hand_over(ctx->writer, (struct channel_id){h->to}, (struct channel_id){h->from},
					  &changed);
}

static enum outcome hand_some(struct context *ctx, void *state)
{
	struct handing *h = state;
	struct label_main_holders *mains;
	struct label_further_holders *furthers;
	size_t main_count, further_count;
	TRY(label_main_holders(ctx->reader, h->kind, h->from, &mains, &main_count));
	for (size_t i = 0; i < main_count; i++)
		TRY(hand_main(ctx, h, mains[i].id));
	TRY(label_further_holders(ctx->reader, h->kind, h->from, &furthers, &further_count));
	for (size_t i = 0; i < further_count; i++)
		TRY(hand_further(ctx, h, furthers[i].customer_id));
	h->more = main_count + further_count > 0;
	return h->more ? DONE : hand_staff(ctx, h);
}

static enum outcome remove_channel(struct context *ctx, struct channel_id channel)
{
	int64_t logos;
	TRY(channel_logo_remove(ctx->writer, channel.value, &logos));
	return channel_remove_row(ctx->writer, channel);
}

static enum outcome remove_row(struct context *ctx, enum label_kind kind, int64_t id)
{
	switch (kind) {
	case LABEL_TYPE: return type_remove_row(ctx->writer, (struct type_id){id});
	case LABEL_GROUP: return group_remove_row(ctx->writer, (struct group_id){id});
	case LABEL_CHANNEL: return remove_channel(ctx, (struct channel_id){id});
	case LABEL_TAG: return tag_remove_row(ctx->writer, (struct tag_id){id});
	case LABEL_KIND_COUNT: break;
	}
	return FAULT;
}

static enum outcome refuse_used(struct context *ctx, const struct label_uses *uses)
{
	return context_conflict(
		ctx, TEXT("to"), "in_use",
		N_("It is in use: by {0} customers, {1} times further, by {2} members of staff. Choose what they get "
		   "instead, or deactivate it."),
		text_of_number(ctx->arena, uses->customers), text_of_number(ctx->arena, uses->further),
		text_of_number(ctx->arena, uses->staff), TEXT_NONE);
}

static enum outcome remove_unused(struct context *ctx, void *state)
{
	static const char *const names[] = {"type.removed", "group.removed", "channel.removed", "tag.removed"};
	const struct handing *h = state;
	struct label_rows row;
	struct label_uses uses;
	TRY(labels_get(ctx, h->kind, h->from, &row));
	if (row.is_default)
		return context_conflict(ctx, TEXT_NONE, "is_default", N_("Make another one the default first."),
					TEXT_NONE);
	TRY(labels_count_uses(ctx, h->kind, h->from, &uses));
	if (uses.customers + uses.further + uses.staff)
		return refuse_used(ctx, &uses);
	TRY(remove_row(ctx, h->kind, h->from));
	const struct audit_change change = {"name", row.name, h->to ? h->to_name : TEXT_NONE};
	return audit_add(ctx, &(struct audit_record){names[h->kind], label_kind_word(h->kind).at, h->from, &change, 1});
}

/* Whoever sees only some of the customers does not change all. */
static enum outcome check_heir(struct context *ctx, struct handing *h)
{
	struct label_rows heir;
	if (ctx->session.scope != STORE_SCOPE_ALL)
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.field = TEXT("to"),
					 .code = "not_all_customers",
					 .message = N_("Only who sees all customers may hand them over.")});
	enum outcome outcome = h->to == h->from ? NOT_FOUND : labels_get(ctx, h->kind, h->to, &heir);
	if (outcome == NOT_FOUND || (outcome == DONE && !heir.active))
		return context_invalid(ctx, TEXT("to"), "unknown", N_("Choose another one that is active."), TEXT_NONE);
	TRY(outcome);
	h->to_name = heir.name;
	return DONE;
}

enum outcome labels_remove(struct context *ctx, enum label_kind kind, int64_t id, int64_t to)
{
	struct handing h = {.kind = kind, .from = id, .to = to};
	struct label_rows row;
	TRY(labels_get(ctx, kind, id, &row));
	h.from_name = row.name;
	if (row.is_default)
		return context_conflict(ctx, TEXT_NONE, "is_default", N_("Make another one the default first."),
					TEXT_NONE);
	if (to) {
		TRY(check_heir(ctx, &h));
		do
			TRY(context_transact(ctx, hand_some, &h));
		while (h.more);
	}
	return context_transact(ctx, remove_unused, &h);
}
