/* Doing jobs: taking one, its steps, its end. */
#include "format/json_write.h"
#include "jobs.sql.h"
#include "service/jobs.h"

#define TOLD_MOST 16384
#define A_BATCH   200

struct job_step {
	const struct job *job;
	struct text lease;
	const struct job_kind *kind;
	void *prepared;
	bool *ret_ended;
	int64_t until_ns; /* 0: nobody has been tried yet */
	int64_t place, changed, skipped;
	const char *stays; /* of the customer at hand */
};

const struct job *job_step_job(const struct job_step *step)
{
	return step->job;
}

void *job_step_prepared(const struct job_step *step)
{
	return step->prepared;
}

int64_t job_step_place(const struct job_step *step)
{
	return step->place;
}

bool job_step_is_full(const struct job_step *step)
{
	return step->until_ns && monotonic_ns() >= step->until_ns;
}

void job_step_move(struct job_step *step, int64_t place, int64_t changed, int64_t skipped)
{
	if (!step->until_ns)
		step->until_ns = monotonic_ns() + JOB_STEP_NS;
	step->place = place;
	step->changed += changed;
	step->skipped += skipped;
}

/* ---- a customer ---- */

static struct text write_told(struct arena *arena, const struct problem *problem)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(TOLD_MOST);
	struct json_writer json = json_writer_make(&out);
	if (!problem->message || text_is_none(problem->values[0]))
		return TEXT_NONE;
	json_begin_array(&json);
	for (size_t i = 0; i < PROBLEM_VALUES && !text_is_none(problem->values[i]); i++)
		json_add_text(&json, problem->values[i]);
	json_end_array(&json);
	return buffer_failed(&out) ? TEXT_NONE : text_copy(arena, buffer_text(&out));
}

static enum outcome note(struct context *ctx, struct job_step *step, struct customer_id customer,
			 enum job_result result, const struct problem *why)
{
	bool skipped = result == JOB_RESULT_SKIPPED;
	job_step_move(step, customer.value, !skipped, skipped);
	/* Nobody will take it back, and the customer may be gone. */
	if (step->job->final && !skipped)
		return DONE;
	return job_row_add(ctx->writer, &(struct job_row_add_in){
						.job_id = step->job->id,
						.result = result,
						.customer_id = customer,
						.message = why && why->message ? text_of(why->message) : TEXT_NONE,
						.told = why ? write_told(ctx->arena, why) : TEXT_NONE,
					});
}

void job_step_stays(struct job_step *step, const char *message)
{
	step->stays = message;
}

enum outcome job_step_try(struct context *ctx, struct job_step *step, struct customer_id customer, context_work *work,
			  void *state)
{
	size_t before = ctx->problems->count;
	struct problem why = {0};
	step->stays = NULL;
	if (!step->until_ns)
		step->until_ns = monotonic_ns() + JOB_STEP_NS;
	enum outcome outcome = context_attempt(ctx, work, state);
	if (outcome == DONE && step->stays)
		return note(ctx, step, customer, JOB_RESULT_PARTLY, &(struct problem){.message = step->stays});
	if (outcome == DONE)
		return note(ctx, step, customer, JOB_RESULT_CHANGED, NULL);
	if (outcome != CONFLICT && outcome != INVALID && outcome != NOT_FOUND)
		return outcome;
	if (ctx->problems->count > before)
		why = ctx->problems->list[before];
	ctx->problems->count = before;
	return note(ctx, step, customer, JOB_RESULT_SKIPPED, &why);
}

enum outcome job_step_note(struct context *ctx, struct job_step *step, struct customer_id customer)
{
	int64_t noted;
	return job_row_note(ctx->writer, step->job->id, JOB_RESULT_CHANGED, customer, &noted);
}

/* ---- a step ---- */

static struct instant lease_end(const struct context *ctx)
{
	return instant_add(context_now(ctx), JOB_LEASE_US);
}

struct leasing {
	struct text lease;
	struct job_id job;
	enum job_state state;      /* to give it up with */
	const struct problem *why; /* NULL: nobody knows */
};

static enum outcome finish(struct context *ctx, const struct leasing *leasing)
{
	const struct problem *why = leasing->why;
	bool ended = leasing->state != JOB_STATE_WAITING;
	int64_t moved;
	TRY(job_finish(ctx->writer,
		       &(struct job_finish_in){
			       .state = leasing->state,
			       .finished = ended ? context_now(ctx) : INSTANT_NONE,
			       .message = why && why->message ? text_of(why->message) : TEXT_NONE,
			       .told = why ? write_told(ctx->arena, why) : TEXT_NONE,
			       .id = leasing->job,
			       .running = JOB_STATE_RUNNING,
			       .lease = leasing->lease,
		       },
		       &moved));
	if (!moved || !ended)
		return DONE;
	TRY(job_news_add(ctx->writer, leasing->job, &moved));
	for (size_t i = 0; job_end_reactions[i]; i++)
		TRY(job_end_reactions[i](ctx, leasing->job));
	return DONE;
}

static enum outcome lost(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "job_lost", N_("The job was stopped, or goes on elsewhere."),
				TEXT_NONE);
}

static enum outcome run(struct context *ctx, void *state)
{
	struct job_step *step = state;
	int64_t moved;
	step->until_ns = 0;
	step->place = step->job->place;
	step->changed = step->skipped = 0;
	*step->ret_ended = false;
	enum outcome outcome = step->kind->work(ctx, step, step->ret_ended);
	if (outcome != DONE)
		return outcome == CONFLICT ? INVALID : outcome;
	TRY(job_advance(ctx->writer,
			&(struct job_advance_in){
				.place = step->place,
				.changed = step->changed,
				.skipped = step->skipped,
				.leased_until = lease_end(ctx),
				.id = step->job->id,
				.running = JOB_STATE_RUNNING,
				.lease = step->lease,
			},
			&moved));
	if (!moved)
		return lost(ctx);
	if (!*step->ret_ended)
		return DONE;
	return finish(ctx, &(struct leasing){step->lease, step->job->id, JOB_STATE_DONE, NULL});
}

enum outcome jobs_run_step(struct context *ctx, const struct job *job, struct text lease, const struct job_kind *kind,
			   bool *ret_ended)
{
	struct job_step step = {.job = job, .lease = lease, .kind = kind, .ret_ended = ret_ended};
	enum outcome outcome = kind->prepare ? kind->prepare(ctx, job, &step.prepared) : DONE;
	if (outcome != DONE)
		return outcome == CONFLICT ? INVALID : outcome;
	return context_transact(ctx, run, &step);
}

/* ---- taking, ending ---- */

static enum outcome take(struct context *ctx, void *state)
{
	struct leasing *leasing = state;
	bool found;
	int64_t taken = 0;
	leasing->job = (struct job_id){0};
	struct job_next row;
	TRY(job_next(ctx->reader, JOB_STATE_WAITING, context_now(ctx), JOB_STATE_RUNNING, &found, &row));
	if (found)
		TRY(job_take(ctx->writer,
			     &(struct job_take_in){
				     .running = JOB_STATE_RUNNING,
				     .now = context_now(ctx),
				     .lease = leasing->lease,
				     .leased_until = lease_end(ctx),
				     .id = row.id,
				     .waiting = JOB_STATE_WAITING,
			     },
			     &taken));
	if (taken)
		leasing->job = row.id;
	return DONE;
}

/* Looks before it writes, since mostly there is none. */
enum outcome jobs_take(struct context *ctx, struct text lease, struct job_id *ret_job)
{
	struct leasing leasing = {.lease = lease};
	struct job_next row;
	bool found;
	*ret_job = (struct job_id){0};
	TRY(context_read(ctx));
	TRY(job_next(ctx->reader, JOB_STATE_WAITING, context_now(ctx), JOB_STATE_RUNNING, &found, &row));
	if (!found)
		return DONE;
	TRY(context_transact(ctx, take, &leasing));
	*ret_job = leasing.job;
	return DONE;
}

static enum outcome give_up(struct context *ctx, void *state)
{
	return finish(ctx, state);
}

enum outcome jobs_leave(struct context *ctx, struct job_id job, struct text lease)
{
	return context_transact(ctx, give_up, &(struct leasing){lease, job, JOB_STATE_WAITING, NULL});
}

static enum outcome set_aside(struct context *ctx, void *state)
{
	static const struct problem busy = {.message = N_("The disk was full, or the database busy.")};
	const struct leasing *leasing = state;
	const struct problem *why = leasing->why && leasing->why->message ? leasing->why : &busy;
	struct job_tries row;
	int64_t pause = JOB_PAUSE_US, moved;
	bool found;
	TRY(job_tries(ctx->reader, leasing->job, JOB_STATE_RUNNING, leasing->lease, &found, &row));
	if (!found)
		return DONE;
	for (int64_t i = 0; i < row.tries && pause < JOB_PAUSE_MOST_US; i++)
		pause *= 2;
	return job_set_aside(ctx->writer,
			     &(struct job_set_aside_in){
				     .state = JOB_STATE_WAITING,
				     .tries = row.tries + 1,
				     .next_try = instant_add(context_now(ctx),
							     pause < JOB_PAUSE_MOST_US ? pause : JOB_PAUSE_MOST_US),
				     .message = text_of(why->message),
				     .told = write_told(ctx->arena, why),
				     .id = leasing->job,
				     .running = JOB_STATE_RUNNING,
				     .lease = leasing->lease,
			     },
			     &moved);
}

enum outcome jobs_set_aside(struct context *ctx, struct job_id job, struct text lease, const struct problem *why)
{
	return context_transact(ctx, set_aside, &(struct leasing){lease, job, JOB_STATE_WAITING, why});
}

enum outcome jobs_fail(struct context *ctx, struct job_id job, struct text lease, const struct problem *why)
{
	return context_transact(ctx, give_up, &(struct leasing){lease, job, JOB_STATE_FAILED, why});
}

/* A report may be of a million customers: some at a time, so that others get to write between. */
static enum outcome forget_some(struct context *ctx, void *state)
{
	struct instant before = {context_now(ctx).us - JOB_UNDO_US - DAY_US};
	int64_t *removed = state, jobs;
	TRY(job_row_remove_old(ctx->writer, before, A_BATCH, removed));
	if (*removed == A_BATCH)
		return DONE;
	TRY(job_news_remove_old(ctx->writer, before, &jobs));
	return job_remove_old(ctx->writer, before, &jobs);
}

enum outcome jobs_forget_old(struct context *ctx)
{
	int64_t removed;
	do
		TRY(context_transact(ctx, forget_some, &removed));
	while (removed == A_BATCH);
	return DONE;
}
