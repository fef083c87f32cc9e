/* Counting uses. */
#include "service/throttle.h"

#include "throttle.sql.h"

struct taking {
	const struct throttle *throttles;
	size_t count;
	bool refused;
	struct instant resets; /* of the one that has none left */
};

/* DONE though it is refused: what was counted stays. */
static enum outcome take(struct context *ctx, void *state)
{
	struct taking *taking = state;
	struct instant now = context_now(ctx);
	taking->refused = false;
	for (size_t i = 0; i < taking->count && !taking->refused; i++) {
		const struct throttle *throttle = &taking->throttles[i];
		bool found;
		struct throttle_find row;
		TRY(throttle_add(ctx->writer, throttle->name, instant_add(now, throttle->window_us), now));
		TRY(throttle_find(ctx->reader, throttle->name, &found, &row));
		if (!found)
			return FAULT;
		taking->refused = row.used > throttle->most;
		taking->resets = row.resets;
	}
	return DONE;
}

enum outcome throttle_take_all(struct context *ctx, const struct throttle *throttles, size_t count)
{
	struct taking taking = {.throttles = throttles, .count = count};
	TRY(context_transact(ctx, take, &taking));
	if (!taking.refused)
		return DONE;
	int64_t minutes = (taking.resets.us - context_now(ctx).us) / MINUTE_US + 1;
	return problems_refuse(ctx->problems, TOO_MANY,
			       (struct problem){
				       .code = "too_many_attempts",
				       .message = N_("Too many attempts. Try again in {0} minutes."),
				       .values = {text_of_number(ctx->arena, minutes)},
			       });
}

enum outcome throttle_take(struct context *ctx, const struct throttle *throttle)
{
	return throttle_take_all(ctx, throttle, 1);
}

struct forgetting {
	struct text shared, own;
};

/* In the order in which they are taken, so that two never wait for each other. */
static enum outcome forget(struct context *ctx, void *state)
{
	const struct forgetting *forgetting = state;
	int64_t changed;
	TRY(throttle_give_back(ctx->writer, forgetting->shared, &changed));
	return throttle_remove(ctx->writer, forgetting->own, &changed);
}

enum outcome throttle_forget(struct context *ctx, struct text shared, struct text own)
{
	return context_transact(ctx, forget, &(struct forgetting){shared, own});
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

static struct text name_of_place(struct arena *arena, const struct throttle_try *attempt)
{
	return text_format(arena, "%s:address:%.*s", attempt->what, TEXT_ARG(attempt->network));
}

static struct text name_of_both(struct arena *arena, const struct throttle_try *attempt)
{
	return text_format(arena, "%s:%.*s:%.*s", attempt->what, TEXT_ARG(attempt->network),
			   TEXT_ARG(text_lower_ascii(arena, attempt->account)));
}

enum outcome throttle_take_try(struct context *ctx, const struct throttle_try *attempt)
{
	const struct throttle both[] = {
		{name_of_place(ctx->arena, attempt), 50, 15 * MINUTE_US},
		{name_of_both(ctx->arena, attempt), 10, 15 * MINUTE_US},
	};
	return throttle_take_all(ctx, both, 2);
}

enum outcome throttle_forget_try(struct context *ctx, const struct throttle_try *attempt)
{
	return throttle_forget(ctx, name_of_place(ctx->arena, attempt), name_of_both(ctx->arena, attempt));
}
