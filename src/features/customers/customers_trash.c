/* Into the trash and out of it. The trash keeps claims, so nobody takes an address meanwhile. */
#include "features/customers/customers.h"

#include "service/events.h"
#include "service/outbox.h"

struct trashing {
	struct customer_id customer;
	struct text reason;
	bool restore;
};

static enum outcome trash(struct context *ctx, void *state)
{
	const struct trashing *trashing = state;
	struct customer_lock lock;
	struct customer_row row;
	bool found;
	TRY(customer_lock(ctx->reader, trashing->customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(customers_get(ctx, trashing->customer, &row));
	bool there = !instant_is_none(row.trashed_at);
	if (there && !trashing->restore)
		return context_conflict(ctx, TEXT_NONE, "in_trash", N_("This customer is in the trash already."),
					TEXT_NONE);
	if (!there && trashing->restore)
		return context_conflict(ctx, TEXT_NONE, "not_in_trash", N_("This customer is not in the trash."),
					TEXT_NONE);
	struct staff_id by = {ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0};
	struct text reason = text_is_empty(trashing->reason) ? TEXT_NONE : trashing->reason;
	TRY(customer_set_trash(ctx->writer, &(struct customer_set_trash_in){
						    .trashed_at = trashing->restore ? INSTANT_NONE : context_now(ctx),
						    .trashed_by = trashing->restore ? (struct staff_id){0} : by,
						    .trash_reason = trashing->restore ? TEXT_NONE : reason,
						    .modified = context_now(ctx),
						    .id = trashing->customer,
					    }));
	TRY(customers_derive(ctx, trashing->customer));
	/* Nobody writes to whoever is in it, but to warn them: they may not be who has done that. */
	if (!trashing->restore)
		TRY(outbox_cancel_waiting(ctx, "mail", trashing->customer));
	const struct event_change change = {"reason", row.trash_reason, trashing->restore ? TEXT_NONE : reason};
	return events_record(ctx, &(struct event){
					  .customer = trashing->customer,
					  .name = trashing->restore ? "customer.restored" : "customer.trashed",
					  .object_kind = "customer",
					  .object_id = trashing->customer.value,
					  .changes = &change,
					  .change_count = 1,
				  });
}

enum outcome customers_trash(struct context *ctx, struct customer_id customer, struct text reason)
{
	return context_transact(ctx, trash, &(struct trashing){customer, reason, false});
}

enum outcome customers_restore(struct context *ctx, struct customer_id customer)
{
	return context_transact(ctx, trash, &(struct trashing){customer, TEXT_NONE, true});
}
