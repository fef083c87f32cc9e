/* Counting uses. */
#include "web/throttle.h"

#include "throttle.sql.h"
#include "web/request.h"

struct taking {
	const struct throttle *throttle;
	int64_t used;
	struct instant resets;
};

static enum outcome take(struct context *ctx, void *state)
{
	struct taking *taking = state;
	struct instant now = context_now(ctx);
	bool found;
	struct throttle_find row;
	TRY(throttle_add(ctx->writer, taking->throttle->name, instant_add(now, taking->throttle->window_us), now));
	TRY(throttle_find(ctx->reader, taking->throttle->name, &found, &row));
	taking->used = row.used;
	taking->resets = row.resets;
	return found ? DONE : FAULT;
}

enum outcome throttle_take(struct context *ctx, const struct throttle *throttle)
{
	struct taking taking = {.throttle = throttle};
	TRY(context_transact(ctx, take, &taking));
	if (taking.used <= throttle->most)
		return DONE;
	int64_t minutes = (taking.resets.us - context_now(ctx).us) / MINUTE_US + 1;
	return problems_refuse(ctx->problems, TOO_MANY,
			       (struct problem){
				       .code = "too_many_attempts",
				       .message = N_("Too many attempts. Try again in {0} minutes."),
				       .values = {text_of_number(ctx->arena, minutes)},
			       });
}

static enum outcome forget(struct context *ctx, void *state)
{
	const struct text *name = state;
	int64_t removed;
	return throttle_remove(ctx->writer, *name, &removed);
}

enum outcome throttle_forget(struct context *ctx, struct text name)
{
	return context_transact(ctx, forget, &name);
}

static enum outcome forget_ended(struct context *ctx, void *state)
{
	int64_t *removed = state;
	return throttle_remove_ended(ctx->writer, context_now(ctx), removed);
}

enum outcome throttle_forget_ended(struct context *ctx)
{
	int64_t removed;
	return context_transact(ctx, forget_ended, &removed);
}

static struct text name_of_both(struct arena *arena, const struct throttle_try *attempt)
{
	return text_format(arena, "%s:%.*s:%.*s", attempt->what, TEXT_ARG(attempt->peer),
			   TEXT_ARG(text_lower_ascii(arena, attempt->account)));
}

struct throttle_try throttle_own_password(const struct request *request)
{
	return (struct throttle_try){"password", request->http->peer,
				     text_of_number(request->ctx->arena, request->customer.customer.value)};
}

enum outcome throttle_take_try(struct context *ctx, const struct throttle_try *attempt)
{
	struct text place = text_format(ctx->arena, "%s:address:%.*s", attempt->what, TEXT_ARG(attempt->peer));
	const struct throttle by_place = {place, 50, 15 * MINUTE_US};
	const struct throttle by_both = {name_of_both(ctx->arena, attempt), 10, 15 * MINUTE_US};
	TRY(throttle_take(ctx, &by_place));
	return throttle_take(ctx, &by_both);
}

enum outcome throttle_forget_try(struct context *ctx, const struct throttle_try *attempt)
{
	return throttle_forget(ctx, name_of_both(ctx->arena, attempt));
}
