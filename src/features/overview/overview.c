/* Recently viewed customers. */
#include "features/overview/overview.h"

#include "overview.sql.h"

static enum outcome remember(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct staff_id staff = {ctx->actor.id};
	int64_t changed;
	TRY(overview_recent_set(ctx->writer, staff, *customer, context_now(ctx), &changed));
	return overview_recent_trim(ctx->writer, staff, &changed);
}

enum outcome overview_remember(struct context *ctx, struct customer_id customer)
{
	struct overview_recent_last last;
	bool found;
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return DONE;
	TRY(context_read(ctx));
	TRY(overview_recent_last(ctx->reader, (struct staff_id){ctx->actor.id}, &found, &last));
	if (found && last.customer_id.value == customer.value)
		return DONE;
	return context_transact(ctx, remember, &customer);
}
