/* Doing what is due. */
#include "server/due.h"

#include "base/log.h"
#include "context/context.h"
#include "features/access/access.h"
#include "web/throttle.h"

#define ARENA_BUDGET (16u << 20)
#define A_BATCH      200 /* keeps the arena small; the next batch begins at once */

/* One piece of work in a context of its own; false when it failed, which is logged where it failed. */
static bool run(struct store *store, context_work *work, void *state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	context_open(&ctx, arena, store);
	enum outcome outcome = work(&ctx, state);
	context_close(&ctx);
	return outcome == DONE;
}

static enum outcome lift(struct context *ctx, void *state)
{
	int64_t *lifted = state;
	return access_lift_due(ctx, A_BATCH, lifted);
}

static enum outcome forget(struct context *ctx, void *state)
{
	(void)state;
	return throttle_forget_ended(ctx);
}

void due_run(struct store *store)
{
	int64_t lifted = A_BATCH;
	while (lifted == A_BATCH)
		if (!run(store, lift, &lifted)) {
			log_line(LOG_WARN, TEXT_NONE,
				 "suspensions that have ended could not be lifted; trying again later");
			break;
		}
	if (!run(store, forget, NULL))
		log_line(LOG_WARN, TEXT_NONE, "counts of attempts could not be forgotten; trying again later");
}
