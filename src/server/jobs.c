/* Doing jobs, step by step, each step in a context of its own as the member of staff, or the key, who asked. */
#include "server/jobs.h"

#include "base/ids.h"
#include "base/log.h"
#include "features/bulk/bulk.h"
#include "features/exports/exports.h"
#include "features/imports/imports_jobs.h"
#include "features/overview/overview_undo.h"
#include "format/json_write.h"
#include "web/sessions.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BUDGET  (64u << 20)
#define LOOK_MS       500 /* between two looks for something to do */
#define TELL_NS       (200 * INT64_C(1000000))
#define PROGRESS_MOST 512
#define LEASE_SIZE    64

static const struct job_kind kinds[] = {
#define JOB(name, prepare, work) {name, prepare, work},
#include "server/jobs.def"
#undef JOB
};

struct jobs {
	struct store *store;
	struct text files;
	struct live_web *live;
	char lease[LEASE_SIZE];
	pthread_t thread;
	pthread_mutex_t lock; /* guards stop */
	pthread_cond_t stopped;
	bool stop;
	int64_t told_ns;
};

static bool is_stopped(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	bool stop = jobs->stop;
	pthread_mutex_unlock(&jobs->lock);
	return stop;
}

static const struct job_kind *kind_of(struct text name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_equal(name, text_of(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

/* ---- telling ---- */

static void tell(struct jobs *jobs, struct arena *arena, const struct job *job)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PROGRESS_MOST);
	struct json_writer json = json_writer_make(&out);
	struct text topic = text_format(arena, "job/%lld", (long long)job->id.value);
	if (!jobs->live)
		return;
	json_begin_object(&json);
	json_pair_text(&json, "topic", topic);
	json_pair_text(&json, "state", job_state_key(job->state));
	json_pair_number(&json, "total", job->total);
	json_pair_number(&json, "changed", job->changed);
	json_pair_number(&json, "skipped", job->skipped);
	json_end_object(&json);
	live_tell_progress(jobs->live, topic, buffer_text(&out));
	jobs->told_ns = monotonic_ns();
}

/* ---- a step ---- */

enum end { GOES_ON, ENDED /* for this server */, LATER };

/* As whom it was asked for, if they are still there. */
static enum outcome become_asker(struct context *ctx, const struct job *job)
{
	if (!job->key.value)
		return sessions_act_as(ctx, job->staff);
	enum outcome outcome = sessions_act_as_key(ctx, job->key);
	if (outcome != NOT_FOUND)
		return outcome;
	return problems_refuse(ctx->problems, FORBIDDEN,
			       (struct problem){.code = "key_gone",
						.message = N_("The API key that asked for this is no longer valid.")});
}

static enum outcome run_step(struct context *ctx, struct jobs *jobs, const struct job *job, bool *ret_ended)
{
	const struct job_kind *kind = kind_of(job->kind);
	if (!kind)
		return NOT_FOUND;
	TRY(become_asker(ctx, job));
	ctx->request_id = text_format(ctx->arena, JOB_REQUEST, (long long)job->id.value);
	ctx->files = jobs->files;
	context_keep_touched(ctx);
	return jobs_run_step(ctx, job, text_of(jobs->lease), kind, ret_ended);
}

static void leave(struct jobs *jobs, struct job_id job)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	context_open(&ctx, arena, jobs->store);
	if (jobs_leave(&ctx, job, text_of(jobs->lease)) != DONE)
		log_line(LOG_WARN, TEXT_NONE, "job %lld could not be given up; it goes on when its lease has ended",
			 (long long)job.value);
	context_close(&ctx);
}

/* False when not even that could be written. */
static bool set_aside(struct jobs *jobs, struct job_id job, const struct problems *problems)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	context_open(&ctx, arena, jobs->store);
	enum outcome outcome =
		jobs_set_aside(&ctx, job, text_of(jobs->lease), problems->count ? &problems->list[0] : NULL);
	if (outcome != DONE)
		log_line(LOG_WARN, TEXT_NONE, "job %lld could not be set aside; it goes on when its lease has ended",
			 (long long)job.value);
	context_close(&ctx);
	return outcome == DONE;
}

static void fail(struct jobs *jobs, const struct job *job, const struct problems *problems)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	const struct problem *why = problems->count ? &problems->list[0] : NULL;
	struct context ctx;
	log_line(LOG_WARN, TEXT_NONE, "job %lld (%.*s) could not go on%s%s", (long long)job->id.value,
		 TEXT_ARG(job->kind), why ? ": " : "", why ? why->message : "");
	context_open(&ctx, arena, jobs->store);
	if (jobs_fail(&ctx, job->id, text_of(jobs->lease), why) != DONE)
		log_line(LOG_WARN, TEXT_NONE, "job %lld could not be ended; it is tried again when its lease has ended",
			 (long long)job->id.value);
	context_close(&ctx);
}

static bool read_job(struct jobs *jobs, struct arena *arena, struct job_id id, struct job *ret_job)
{
	struct context ctx;
	context_open(&ctx, arena, jobs->store);
	enum outcome outcome = jobs_get(&ctx, id, ret_job);
	context_close(&ctx);
	return outcome == DONE;
}

static enum end do_step(struct jobs *jobs, struct job_id id)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	struct job job;
	bool ended = false;
	if (!read_job(jobs, arena, id, &job))
		return LATER;
	context_open(&ctx, arena, jobs->store);
	enum outcome outcome = run_step(&ctx, jobs, &job, &ended);
	if (outcome == DONE && jobs->live)
		live_tell_touched(jobs->live, &ctx);
	context_close(&ctx);
	/* The database is busy, or the job was stopped meanwhile. */
	if (outcome != DONE && outcome != TOO_MANY && outcome != CONFLICT)
		fail(jobs, &job, ctx.problems);
	bool aside = outcome == TOO_MANY && set_aside(jobs, id, ctx.problems);
	if (outcome == DONE && !ended && monotonic_ns() - jobs->told_ns < TELL_NS)
		return GOES_ON;
	if (read_job(jobs, arena, id, &job))
		tell(jobs, arena, &job);
	if (jobs->live && !instant_is_none(job.finished))
		live_tell_ended(jobs->live, job.staff);
	return outcome == DONE ? (ended ? ENDED : GOES_ON) : outcome == TOO_MANY && !aside ? LATER : ENDED;
}

/* ---- the thread ---- */

static bool take_next(struct jobs *jobs, struct job_id *ret_job)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	context_open(&ctx, arena, jobs->store);
	enum outcome outcome = jobs_take(&ctx, text_of(jobs->lease), ret_job);
	context_close(&ctx);
	return outcome == DONE && ret_job->value;
}

static void run_waiting(struct jobs *jobs)
{
	struct job_id job;
	while (!is_stopped(jobs) && take_next(jobs, &job)) {
		enum end end = GOES_ON;
		while (end == GOES_ON && !is_stopped(jobs))
			end = do_step(jobs, job);
		if (end != ENDED)
			leave(jobs, job);
		if (end == LATER)
			return;
	}
}

static void open_jobs(struct jobs *jobs, struct store *store, struct text files, struct live_web *live)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(4096);
	struct secret token = token_make(arena);
	*jobs = (struct jobs){.store = store, .files = files, .live = live};
	memcpy(jobs->lease, token.value.at, token.value.size < LEASE_SIZE ? token.value.size : LEASE_SIZE - 1);
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->stopped, NULL);
}

static void close_jobs(struct jobs *jobs)
{
	pthread_cond_destroy(&jobs->stopped);
	pthread_mutex_destroy(&jobs->lock);
}

static void *run(void *state)
{
	struct jobs *jobs = state;
	while (!is_stopped(jobs)) {
		struct timespec until;
		run_waiting(jobs);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += LOOK_MS * 1000000;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_mutex_lock(&jobs->lock);
		if (!jobs->stop)
			pthread_cond_timedwait(&jobs->stopped, &jobs->lock, &until);
		pthread_mutex_unlock(&jobs->lock);
	}
	return NULL;
}

struct jobs *jobs_start(struct store *store, struct text files, struct live_web *live)
{
	struct jobs *jobs = calloc(1, sizeof *jobs);
	if (!jobs)
		abort();
	open_jobs(jobs, store, files, live);
	if (pthread_create(&jobs->thread, NULL, run, jobs) == 0)
		return jobs;
	close_jobs(jobs);
	free(jobs);
	return NULL;
}

void jobs_stop(struct jobs *jobs)
{
	if (!jobs)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->stop = true;
	pthread_cond_signal(&jobs->stopped);
	pthread_mutex_unlock(&jobs->lock);
	pthread_join(jobs->thread, NULL);
	close_jobs(jobs);
	free(jobs);
}

void jobs_run_waiting(struct store *store, struct text files)
{
	struct jobs jobs;
	open_jobs(&jobs, store, files, NULL);
	run_waiting(&jobs);
	close_jobs(&jobs);
}
