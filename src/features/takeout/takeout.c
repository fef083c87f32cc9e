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

enum outcome takeout_find_link(struct context *ctx, struct secret token, struct account_link *ret_link)
{
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_OWN_DATA, token, ret_link));
	return instant_is_none(ret_link->row.trashed_at) ? DONE : NOT_FOUND;
}

static enum outcome take_link(struct context *ctx, void *state)
{
	const struct secret *token = state;
	struct account_link link;
	TRY(takeout_find_link(ctx, *token, &link));
	TRY(accounts_take_link(ctx, ACCOUNT_LINK_PURPOSE_OWN_DATA, *token, &link));
	accounts_become(ctx, &link.row);
	return record(ctx, &link.customer);
}

enum outcome takeout_take_link(struct context *ctx, struct secret token)
{
	return context_transact(ctx, take_link, &token);
}
