/* What happens to registrations by the clock. */
#include "features/audit/audit.h"
#include "features/registrations/registrations_write.h"

static enum outcome remind_one(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct customer_row row;
	int64_t reminded;
	TRY(customers_lock(ctx, *customer, &row));
	TRY(registration_remind(ctx->writer, context_now(ctx), *customer, &reminded));
	if (!reminded || !registration_waits(&row, true) || text_is_empty(row.email))
		return DONE;
	return registration_mail_again(ctx, *customer, MAILING_ACCOUNT_REMINDER, TEXT_NONE, TEXT_NONE);
}

enum outcome registrations_remind(struct context *ctx, int64_t most, int64_t *ret_reminded)
{
	struct registration_forgotten *rows;
	size_t count;
	struct instant before = instant_add(context_now(ctx), -REGISTRATION_REMIND_US);
	TRY(context_read(ctx));
	TRY(registration_forgotten(ctx->reader, before, most, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(context_transact(ctx, remind_one, &rows[i].customer_id));
	*ret_reminded = (int64_t)count;
	return DONE;
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct registration_find registration;
	struct customer_row row;
	bool registered;
	TRY(customers_lock(ctx, *customer, &row));
	TRY(registration_find(ctx->reader, *customer, &registered, &registration));
	if (!registration_waits(&row, registered) || registration.at.us >= context_now(ctx).us - REGISTRATION_LIFE_US)
		return DONE;
	return customers_erase(ctx, *customer, text_of_number(ctx->arena, customer->value));
}

static enum outcome settle(struct context *ctx, void *state)
{
	const int64_t *gone = state;
	int64_t settled;
	TRY(registration_remove_settled(ctx->writer, &settled));
	if (!*gone)
		return DONE;
	const struct audit_change change = {"count", TEXT_NONE, text_of_number(ctx->arena, *gone)};
	return audit_add(ctx, &(struct audit_record){"registrations.vanished", "registration", 0, &change, 1});
}

enum outcome registrations_remove_old(struct context *ctx, int64_t most, int64_t *ret_removed)
{
	struct registration_old *rows;
	size_t count;
	struct instant before = instant_add(context_now(ctx), -REGISTRATION_LIFE_US);
	TRY(context_read(ctx));
	TRY(registration_old(ctx->reader, before, most, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(context_transact(ctx, remove_one, &rows[i].customer_id));
	*ret_removed = (int64_t)count;
	return context_transact(ctx, settle, ret_removed);
}
