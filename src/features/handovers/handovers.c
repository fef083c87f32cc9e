/* The rules of handing over. */
#include "features/handovers/handovers.h"

#include "features/audit/audit.h"
#include "features/staff/staff.h"
#include "service/events.h"

enum outcome handovers_count(struct context *ctx, struct staff_id staff, struct handover_uses *ret_uses)
{
	TRY(context_read(ctx));
	return handover_uses(ctx->reader, staff, ret_uses);
}

static bool may_see(struct text words, const struct handover_uses *uses)
{
	struct permission_set set;
	struct text unknown;
	return permission_set_parse(words, &set, &unknown) && permission_has(set, PERMISSION_CUSTOMERS_READ) &&
	       (!uses->follow_ups || permission_has(set, PERMISSION_NOTES_READ));
}

enum outcome handovers_list_heirs(struct context *ctx, struct staff_id staff, const struct handover_heir **ret_heirs,
				  size_t *ret_count)
{
	struct handover_uses uses;
	struct handover_heirs *rows;
	size_t count;
	TRY(handovers_count(ctx, staff, &uses));
	TRY(handover_heirs(ctx->reader, staff, &rows, &count));
	struct handover_heir *heirs = arena_take_array(ctx->arena, count, sizeof *heirs);
	*ret_count = 0;
	for (size_t i = 0; i < count; i++)
		if (may_see(rows[i].permissions, &uses))
			heirs[(*ret_count)++] = (struct handover_heir){rows[i].id, rows[i].name};
	*ret_heirs = heirs;
	return DONE;
}

struct handing {
	const struct handover_ask *ask;
	struct text to_name;
	struct handover_uses uses; /* before anything was handed over */
	bool more;                 /* something may still be theirs */
};

static struct text number_or_none(struct context *ctx, struct staff_id staff)
{
	return staff.value ? text_of_number(ctx->arena, staff.value) : TEXT_NONE;
}

static enum outcome hand_customer(struct context *ctx, const struct handover_ask *ask, struct customer_id customer)
{
	TRY(handover_customer(ctx->writer, ask->to, context_now(ctx), customer));
	const struct event_change change = {"representative", number_or_none(ctx, ask->staff),
					    number_or_none(ctx, ask->to)};
	return events_record(ctx,
			     &(struct event){customer, "customer.updated", "customer", customer.value, &change, 1});
}

static enum outcome hand_follow_up(struct context *ctx, struct staff_id to, const struct handover_follow_ups *row)
{
	TRY(handover_follow_up(ctx->writer, row->customer_id, row->id, to));
	return events_record(ctx,
			     &(struct event){row->customer_id, "note.handed_over", "note", row->id.value, NULL, 0});
}

static enum outcome hand_some(struct context *ctx, void *state)
{
	struct handing *h = state;
	struct handover_customers *customers;
	struct handover_follow_ups *follow_ups = NULL;
	size_t customer_count, follow_up_count = 0;
	TRY(handover_customers(ctx->reader, h->ask->staff, &customers, &customer_count));
	for (size_t i = 0; i < customer_count; i++)
		TRY(hand_customer(ctx, h->ask, customers[i].id));
	if (h->ask->to.value)
		TRY(handover_follow_ups(ctx->reader, h->ask->staff, h->ask->to, &follow_ups, &follow_up_count));
	for (size_t i = 0; i < follow_up_count; i++)
		TRY(hand_follow_up(ctx, h->ask->to, &follow_ups[i]));
	h->more = customer_count + follow_up_count > 0;
	return DONE;
}

static enum outcome refuse_used(struct context *ctx, const struct handover_uses *uses)
{
	return context_conflict(ctx, TEXT("to"), "in_use",
				N_("They represent {0} customers, and {1} follow-ups wait for them. Choose who gets "
				   "these, or nobody."),
				text_of_number(ctx->arena, uses->customers),
				text_of_number(ctx->arena, uses->follow_ups), TEXT_NONE);
}

/* Whoever came to be theirs meanwhile is handed over by asking again. */
static enum outcome deactivate(struct context *ctx, void *state)
{
	const struct handing *h = state;
	struct handover_uses left;
	TRY(handovers_count(ctx, h->ask->staff, &left));
	if (left.customers)
		return refuse_used(ctx, &left);
	TRY(staff_set_active(ctx, h->ask->staff, false));
	if (!h->uses.customers && !h->uses.follow_ups)
		return DONE;
	const struct audit_change changes[] = {
		{"to", TEXT_NONE, h->to_name},
		{"customers", TEXT_NONE, text_of_number(ctx->arena, h->uses.customers)},
		{"follow_ups", TEXT_NONE, text_of_number(ctx->arena, h->uses.follow_ups)},
	};
	return audit_add(ctx, &(struct audit_record){"staff.handed_over", "staff", h->ask->staff.value, changes, 3});
}

static enum outcome check_heir(struct context *ctx, struct handing *h)
{
	const struct handover_heir *heirs;
	size_t count;
	if (!h->ask->to.value)
		return DONE;
	TRY(handovers_list_heirs(ctx, h->ask->staff, &heirs, &count));
	for (size_t i = 0; i < count; i++)
		if (heirs[i].id.value == h->ask->to.value)
			h->to_name = heirs[i].name;
	return text_is_none(h->to_name)
		       ? context_invalid(ctx, TEXT("to"), "unknown",
					 N_("Choose somebody active who sees these customers."), TEXT_NONE)
		       : DONE;
}

/* Whoever sees only some of the customers does not change all. */
static enum outcome check_used(struct context *ctx, struct handing *h)
{
	if (ctx->session.scope != STORE_SCOPE_ALL)
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.field = TEXT("to"),
					 .code = "not_all_customers",
					 .message = N_("Only who sees all customers may hand them over.")});
	return h->ask->to.value || h->ask->to_nobody ? check_heir(ctx, h) : refuse_used(ctx, &h->uses);
}

enum outcome handovers_deactivate(struct context *ctx, const struct handover_ask *ask)
{
	struct handing h = {.ask = ask, .to_name = TEXT_NONE};
	TRY(staff_check_active(ctx, ask->staff, false));
	TRY(handovers_count(ctx, ask->staff, &h.uses));
	if (h.uses.customers + h.uses.follow_ups > 0) {
		TRY(check_used(ctx, &h));
		do
			TRY(context_transact(ctx, hand_some, &h));
		while (h.more);
	}
	return context_transact(ctx, deactivate, &h);
}
