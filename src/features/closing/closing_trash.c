/* Who is deleted permanently by the clock: those who closed their account and have not come back, and those who have
 * lain in the trash for as long as the business wants.
 *
 * The one idea: a transaction each, in the order of their ids. Whoever cannot be deleted is logged and passed, so that
 * one broken row keeps nobody else's promise from being kept.
 */
#include "features/closing/closing.h"

#include "base/log.h"
#include "service/settings.h"

struct aging {
	struct customer_id customer;
	struct instant before;
};

/* Asks again under their lock: somebody may have restored them meanwhile. Gone already: NOT_FOUND. */
static enum outcome lock(struct context *ctx, const struct aging *aging, bool *ret_trashed,
			 struct customer_row *ret_row)
{
	TRY(customers_lock(ctx, aging->customer, ret_row));
	*ret_trashed = !instant_is_none(ret_row->trashed_at);
	return DONE;
}

static enum outcome erase(struct context *ctx, const struct aging *aging)
{
	return customers_erase(ctx, aging->customer, text_of_number(ctx->arena, aging->customer.value));
}

static enum outcome remove_closed(struct context *ctx, void *state)
{
	const struct aging *aging = state;
	struct closure_find closure;
	struct customer_row row;
	bool trashed, found;
	TRY(lock(ctx, aging, &trashed, &row));
	TRY(closure_find(ctx->reader, aging->customer, &found, &closure));
	return found && trashed && closure.at.us < aging->before.us ? erase(ctx, aging) : DONE;
}

static enum outcome remove_trashed(struct context *ctx, void *state)
{
	const struct aging *aging = state;
	struct customer_row row;
	bool trashed;
	TRY(lock(ctx, aging, &trashed, &row));
	return trashed && row.trashed_at.us < aging->before.us ? erase(ctx, aging) : DONE;
}

static void take(struct context *ctx, context_work *work, struct aging *aging)
{
	enum outcome outcome = context_transact(ctx, work, aging);
	if (outcome != DONE && outcome != NOT_FOUND)
		log_line(LOG_WARN, TEXT_NONE, "customer %lld could not be deleted permanently; trying again later",
			 (long long)aging->customer.value);
}

static enum outcome remove_settled(struct context *ctx, void *state)
{
	int64_t removed;
	(void)state;
	return closure_remove_settled(ctx->writer, &removed);
}

enum outcome closing_remove_old(struct context *ctx, int64_t most, struct closing_sweep *sweep)
{
	struct aging aging = {.before = instant_add(context_now(ctx), -ACCOUNT_RETURN_US)};
	struct closure_due *rows;
	size_t count;
	TRY(context_transact(ctx, remove_settled, NULL));
	TRY(context_read(ctx));
	TRY(closure_due(ctx->reader, aging.before, sweep->after.value, most, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		sweep->after = aging.customer = rows[i].customer_id;
		take(ctx, remove_closed, &aging);
	}
	sweep->seen = (int64_t)count;
	return DONE;
}

enum outcome closing_empty_trash(struct context *ctx, int64_t most, struct closing_sweep *sweep)
{
	struct trash_due *rows;
	size_t count;
	struct aging aging = {0};
	TRY(context_read(ctx));
	TRY(settings_days_ago(ctx, SETTING_TRASH_DAYS, &aging.before));
	TRY(trash_due(ctx->reader, CUSTOMER_STATUS_TRASHED, aging.before, sweep->after.value, most, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		sweep->after = aging.customer = rows[i].id;
		take(ctx, remove_trashed, &aging);
	}
	sweep->seen = (int64_t)count;
	return DONE;
}
