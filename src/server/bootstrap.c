/* Filling a new database. */
#include "server/bootstrap.h"

#include "bootstrap.sql.h"
#include "features/customers/customers.h"
#include "features/setup/setup.h"
#include "features/staff/staff.h"

static enum outcome basics(struct context *ctx, void *state)
{
	(void)state;
	struct instant now = context_now(ctx);
	int64_t type, group, channel, added;
	TRY(staff_seed_roles(ctx));
	TRY(store_next_id(ctx->store, TEXT("type"), &type));
	TRY(store_next_id(ctx->store, TEXT("group"), &group));
	TRY(store_next_id(ctx->store, TEXT("channel"), &channel));
	TRY(bootstrap_type(ctx->writer, (struct type_id){type}, now, &added));
	TRY(bootstrap_group(ctx->writer, (struct group_id){group}, now, &added));
	return bootstrap_channel(ctx->writer, (struct channel_id){channel}, now, &added);
}

enum outcome bootstrap_is_begun(struct context *ctx, bool *ret_begun)
{
	struct bootstrap_find row;
	TRY(context_read(ctx));
	TRY(bootstrap_find(ctx->reader, &row));
	*ret_begun = row.begun;
	return DONE;
}

enum outcome bootstrap_basics(struct context *ctx)
{
	return context_transact(ctx, basics, NULL);
}

enum outcome bootstrap_sample(struct context *ctx)
{
	static const struct customer_change fields[] = {
		{CUSTOMER_FIELD_FIRST_NAME, {"Sample", 6}, {0}},
		{CUSTOMER_FIELD_LAST_NAME, {"Customer", 8}, {0}},
		{CUSTOMER_FIELD_EMAIL, {SETUP_SAMPLE_EMAIL, sizeof SETUP_SAMPLE_EMAIL - 1}, {0}},
		{CUSTOMER_FIELD_COMPANY, {"Example Ltd", 11}, {0}},
	};
	struct customer_id customer;
	struct customer_adding adding = {.changes = fields, .count = 4};
	return customers_add(ctx, &adding, &customer);
}
