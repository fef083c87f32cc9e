/* The trash is emptied of those who have lain in it for as long as the business wants. */
#include "features/closing/closing.h"

#include "service/settings.h"

struct aging {
	struct customer_id customer;
	struct instant before;
};

/* Asked again under its lock: somebody may have restored them meanwhile. */
static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct aging *aging = state;
	struct customer_row row;
	enum outcome outcome = customers_lock(ctx, aging->customer, &row);
	if (outcome == NOT_FOUND)
		return DONE;
	TRY(outcome);
	if (instant_is_none(row.trashed_at) || row.trashed_at.us >= aging->before.us)
		return DONE;
	return customers_erase(ctx, aging->customer, text_of_number(ctx->arena, aging->customer.value));
}

enum outcome closing_empty_trash(struct context *ctx, int64_t most, int64_t *ret_seen)
{
	struct trash_due *rows;
	size_t count;
	int64_t days;
	TRY(context_read(ctx));
	TRY(settings_count(ctx, SETTING_TRASH_DAYS, &days));
	struct aging aging = {.before = instant_add(context_now(ctx), -days * DAY_US)};
	TRY(trash_due(ctx->reader, CUSTOMER_STATUS_TRASHED, aging.before, most, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		aging.customer = rows[i].id;
		TRY(context_transact(ctx, remove_one, &aging));
	}
	*ret_seen = (int64_t)count;
	return DONE;
}
