/* That customers have taken their data with them. */
#include "features/takeout/takeout.h"

#include "service/events.h"

static enum outcome record(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	return events_record(ctx, &(struct event){.customer = *customer,
						  .name = "customer.data_taken",
						  .object_kind = "customer",
						  .object_id = customer->value});
}

enum outcome takeout_record(struct context *ctx)
{
	struct customer_id customer = {ctx->session.customer};
	return context_transact(ctx, record, &customer);
}
