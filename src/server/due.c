/* Doing what is due. */
#include "server/due.h"

#include "base/log.h"
#include "context/context.h"
#include "features/access/access.h"
#include "features/accounts/accounts.h"
#include "features/audit/audit.h"
#include "features/closing/closing.h"
#include "features/exports/exports.h"
#include "features/files/files.h"
#include "features/imports/imports.h"
#include "features/oidc/oidc.h"
#include "features/registrations/registrations.h"
#include "features/visits/visits.h"
#include "service/jobs.h"
#include "service/outbox.h"
#include "service/throttle.h"

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

static enum outcome forget_jobs(struct context *ctx, void *state)
{
	(void)state;
	return jobs_forget_old(ctx);
}

static enum outcome forget_sign_ins(struct context *ctx, void *state)
{
	(void)state;
	return accounts_forget_old(ctx);
}

static enum outcome forget_places(struct context *ctx, void *state)
{
	(void)state;
	return audit_forget_places(ctx);
}

static enum outcome forget_outbox(struct context *ctx, void *state)
{
	(void)state;
	return outbox_forget_old(ctx);
}

static enum outcome keep_keys(struct context *ctx, void *state)
{
	(void)state;
	return oidc_keep_keys(ctx);
}

static enum outcome remove_files(struct context *ctx, void *state)
{
	ctx->files = *(struct text *)state;
	return files_remove_aside(ctx);
}

static enum outcome remove_exports(struct context *ctx, void *state)
{
	ctx->files = *(struct text *)state;
	return exports_remove_old(ctx);
}

static enum outcome remove_imports(struct context *ctx, void *state)
{
	ctx->files = *(struct text *)state;
	return imports_remove_old(ctx);
}

static enum outcome remind(struct context *ctx, void *state)
{
	return registrations_remind(ctx, A_BATCH, state);
}

static enum outcome remove_registrations(struct context *ctx, void *state)
{
	return registrations_remove_old(ctx, A_BATCH, state);
}

static enum outcome remove_closed(struct context *ctx, void *state)
{
	return closing_remove_old(ctx, A_BATCH, state);
}

static enum outcome empty_trash(struct context *ctx, void *state)
{
	return closing_empty_trash(ctx, A_BATCH, state);
}

static enum outcome end_visits(struct context *ctx, void *state)
{
	return visits_end_cut_short(ctx, A_BATCH, state);
}

/* Whoever is due, batch by batch. */
static bool sweep_all(struct store *store, context_work *batch)
{
	struct closing_sweep sweep = {0};
	do
		if (!run(store, batch, &sweep))
			return false;
	while (sweep.seen == A_BATCH);
	return true;
}

static void see_to_accounts(struct store *store)
{
	int64_t done;
	if (!run(store, remind, &done))
		log_line(LOG_WARN, TEXT_NONE, "reminders of registrations could not be sent; trying again later");
	if (!run(store, remove_registrations, &done))
		log_line(LOG_WARN, TEXT_NONE,
			 "registrations that nobody confirmed could not be deleted; trying again later");
	if (!sweep_all(store, remove_closed))
		log_line(LOG_WARN, TEXT_NONE,
			 "accounts that their customers have closed could not be deleted; trying again later");
}

static enum outcome find_next(struct context *ctx, void *state)
{
	struct instant at;
	TRY(access_find_next_due(ctx, &at));
	if (!instant_is_none(at))
		*(int64_t *)state = at.us - context_now(ctx).us;
	return DONE;
}

static void lift_all(struct store *store)
{
	int64_t lifted = A_BATCH;
	while (lifted == A_BATCH)
		if (!run(store, lift, &lifted)) {
			log_line(LOG_WARN, TEXT_NONE,
				 "suspensions that have ended could not be lifted; trying again later");
			return;
		}
}

static void run_each_minute(struct store *store)
{
	if (!run(store, forget, NULL))
		log_line(LOG_WARN, TEXT_NONE, "counts of attempts could not be forgotten; trying again later");
	if (!run(store, forget_jobs, NULL))
		log_line(LOG_WARN, TEXT_NONE, "old jobs could not be forgotten; trying again later");
	if (!run(store, forget_sign_ins, NULL))
		log_line(LOG_WARN, TEXT_NONE, "old sign-ins and sessions could not be forgotten; trying again later");
	if (!run(store, forget_places, NULL))
		log_line(LOG_WARN, TEXT_NONE,
			 "old addresses of the audit log could not be forgotten; trying again later");
	if (!run(store, forget_outbox, NULL))
		log_line(LOG_WARN, TEXT_NONE, "the outbox could not be tidied; trying again later");
	if (!run(store, keep_keys, NULL))
		log_line(LOG_WARN, TEXT_NONE, "keys for signing in at shops could not be kept; trying again later");
}

int64_t due_run(struct store *store, struct due *due)
{
	int64_t wait_us = DUE_MOST_US, ended;
	lift_all(store);
	if (!run(store, end_visits, &ended))
		log_line(LOG_WARN, TEXT_NONE, "visits that are over could not be ended; trying again later");
	if (monotonic_ns() >= due->forget_ns) {
		due->forget_ns = monotonic_ns() + MINUTE_US * 1000;
		run_each_minute(store);
		see_to_accounts(store);
	}
	if (monotonic_ns() >= due->trash_ns) {
		due->trash_ns = monotonic_ns() + HOUR_US * 1000;
		if (!sweep_all(store, empty_trash))
			log_line(LOG_WARN, TEXT_NONE, "the trash could not be emptied; trying again later");
	}
	if (!text_is_none(due->files) && monotonic_ns() >= due->files_ns) {
		due->files_ns = monotonic_ns() + HOUR_US * 1000;
		if (!run(store, remove_files, &due->files))
			log_line(LOG_WARN, TEXT_NONE,
				 "files that were set aside could not be removed; trying again later");
		if (!run(store, remove_exports, &due->files))
			log_line(LOG_WARN, TEXT_NONE, "old exports could not be removed; trying again later");
		if (!run(store, remove_imports, &due->files))
			log_line(LOG_WARN, TEXT_NONE, "imported files could not be removed; trying again later");
	}
	if (!run(store, find_next, &wait_us))
		return DUE_MOST_US;
	return wait_us < 1000 ? 1000 : wait_us > DUE_MOST_US ? DUE_MOST_US : wait_us;
}
