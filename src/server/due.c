/* Doing what is due. */
#include "server/due.h"

#include "base/log.h"
#include "context/context.h"
#include "features/access/access.h"

#define ARENA_BUDGET (16u << 20)
#define A_BATCH      200 /* keeps the arena small; the next batch begins at once */

static enum outcome lift(struct store *store, int64_t *ret_lifted)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	context_open(&ctx, arena, store);
	enum outcome outcome = access_lift_due(&ctx, A_BATCH, ret_lifted);
	context_close(&ctx);
	return outcome;
}

void due_run(struct store *store)
{
	int64_t lifted = A_BATCH;
	while (lifted == A_BATCH)
		if (lift(store, &lifted) != DONE) {
			log_line(LOG_WARN, TEXT_NONE,
				 "suspensions that have ended could not be lifted; trying again later");
			return;
		}
}
