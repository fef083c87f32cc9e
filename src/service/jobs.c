/* Asking for jobs, watching and stopping them. */
#include "service/jobs.h"

#include "format/json_read.h"
#include "jobs.sql.h"

/* ---- asking ---- */

struct adding {
	const struct job_ask *ask;
	struct job_id *ret_job;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	const struct job_ask *ask = adding->ask;
	TRY(store_next_id(ctx->store, TEXT("job"), &adding->ret_job->value));
	return job_add(ctx->writer, &(struct job_add_in){
					    .id = *adding->ret_job,
					    .kind = text_of(ask->kind),
					    .what = ask->what,
					    .arguments = ask->arguments,
					    .undoes_id = ask->undoes,
					    .staff_id = {ctx->actor.id},
					    .state = JOB_STATE_WAITING,
					    .created = context_now(ctx),
					    .total = ask->total,
				    });
}

enum outcome jobs_add(struct context *ctx, const struct job_ask *ask, struct job_id *ret_job)
{
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.code = "staff_only", .message = N_("Only people can ask for this.")});
	return context_transact(ctx, add, &(struct adding){ask, ret_job});
}

/* ---- watching ---- */

static bool may_see(const struct context *ctx, struct staff_id staff)
{
	return context_may(ctx, PERMISSION_JOBS_MANAGE) ||
	       (ctx->actor.kind == ACTOR_KIND_STAFF && ctx->actor.id == staff.value);
}

enum outcome jobs_get(struct context *ctx, struct job_id job, struct job *ret_job)
{
	struct job_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(job_find(ctx->reader, job, &found, &row));
	if (!found || !may_see(ctx, row.staff_id))
		return NOT_FOUND;
	*ret_job = (struct job){
		.id = row.id,
		.kind = row.kind,
		.what = row.what,
		.arguments = row.arguments,
		.undoes = row.undoes_id,
		.undone_by = row.undone_by,
		.staff = row.staff_id,
		.staff_name = row.staff_name,
		.state = row.state,
		.created = row.created,
		.started = row.started,
		.finished = row.finished,
		.place = row.place,
		.total = row.total,
		.changed = row.changed,
		.skipped = row.skipped,
	};
	return DONE;
}

enum outcome jobs_check_id(struct context *ctx, struct text kind, int64_t id)
{
	struct job job;
	(void)kind;
	return jobs_get(ctx, (struct job_id){id}, &job);
}

enum outcome jobs_list(struct context *ctx, int64_t before, int64_t most, struct job **ret_jobs, size_t *ret_count)
{
	struct staff_id only = {context_may(ctx, PERMISSION_JOBS_MANAGE) ? 0 : ctx->actor.id};
	struct job_list *rows;
	TRY(context_read(ctx));
	TRY(job_list(ctx->reader, only, before ? before : INT64_MAX, most, &rows, ret_count));
	struct job *jobs = arena_take_array(ctx->arena, *ret_count, sizeof *jobs);
	for (size_t i = 0; i < *ret_count; i++)
		jobs[i] = (struct job){
			.id = rows[i].id,
			.kind = rows[i].kind,
			.what = rows[i].what,
			.undoes = rows[i].undoes_id,
			.staff = rows[i].staff_id,
			.staff_name = rows[i].staff_name,
			.state = rows[i].state,
			.created = rows[i].created,
			.finished = rows[i].finished,
			.total = rows[i].total,
			.changed = rows[i].changed,
			.skipped = rows[i].skipped,
		};
	*ret_jobs = jobs;
	return DONE;
}

/* What a problem's values were, from a JSON array of texts. */
static enum outcome read_told(struct context *ctx, struct text told, struct problem *problem)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text value;
	for (size_t i = 0; i < PROBLEM_VALUES; i++)
		problem->values[i] = TEXT_NONE;
	if (text_is_none(told))
		return DONE;
	if (json_open((struct bytes){(const unsigned char *)told.at, told.size}, &document, &fault) != DONE)
		return FAULT;
	const struct json_value *list = json_root(document);
	for (size_t i = 0; i < PROBLEM_VALUES && i < json_count(list); i++)
		if (json_as_text(json_at(list, i), &value))
			problem->values[i] = text_copy(ctx->arena, value);
	return DONE;
}

enum outcome jobs_rows(struct context *ctx, const struct job_rows_ask *ask, struct job_row **ret_rows,
		       size_t *ret_count)
{
	struct job_row_list *rows;
	TRY(context_read(ctx));
	TRY(job_row_list(ctx->reader, ask->job, ask->result, ask->after, ask->most, &rows, ret_count));
	*ret_rows = arena_take_array(ctx->arena, *ret_count, sizeof **ret_rows);
	for (size_t i = 0; i < *ret_count; i++) {
		struct job_row *row = &(*ret_rows)[i];
		*row = (struct job_row){.customer = rows[i].customer_id};
		if (!text_is_none(rows[i].message))
			row->why.message = text_format(ctx->arena, "%.*s", TEXT_ARG(rows[i].message)).at;
		TRY(read_told(ctx, rows[i].told, &row->why));
	}
	return DONE;
}

/* ---- stopping ---- */

struct moving {
	struct job_id job;
	enum job_state to;
	const enum job_state *from; /* the first is that it is in most likely */
	size_t count;
};

static enum outcome move(struct context *ctx, void *state)
{
	const struct moving *moving = state;
	struct instant finished = moving->to == JOB_STATE_CANCELLED ? context_now(ctx) : INSTANT_NONE;
	int64_t changed = 0;
	for (size_t i = 0; i < moving->count && !changed; i++)
		TRY(job_move(ctx->writer, moving->to, finished, moving->job, moving->from[i], &changed));
	return changed ? DONE
		       : context_conflict(ctx, TEXT_NONE, "job_state",
					  N_("The job has ended meanwhile, or is so already."), TEXT_NONE);
}

static enum outcome set_state(struct context *ctx, const struct moving *moving)
{
	struct job job;
	TRY(jobs_get(ctx, moving->job, &job));
	return context_transact(ctx, move, (void *)(uintptr_t)moving);
}

enum outcome jobs_pause(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_RUNNING, JOB_STATE_WAITING};
	return set_state(ctx, &(struct moving){job, JOB_STATE_PAUSED, from, 2});
}

enum outcome jobs_resume(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_PAUSED};
	return set_state(ctx, &(struct moving){job, JOB_STATE_WAITING, from, 1});
}

enum outcome jobs_cancel(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_RUNNING, JOB_STATE_WAITING, JOB_STATE_PAUSED};
	return set_state(ctx, &(struct moving){job, JOB_STATE_CANCELLED, from, 3});
}

bool jobs_can_undo(const struct context *ctx, const struct job *job)
{
	return !instant_is_none(job->finished) && job->changed > 0 && !job->undoes.value && !job->undone_by.value &&
	       context_now(ctx).us - job->finished.us < JOB_UNDO_US;
}

struct undoing {
	struct job_id job;
	struct job_id *ret_undo;
};

static enum outcome undo(struct context *ctx, void *state)
{
	const struct undoing *undoing = state;
	struct job job;
	TRY(jobs_get(ctx, undoing->job, &job));
	if (!jobs_can_undo(ctx, &job))
		return context_conflict(ctx, TEXT_NONE, "job_undo", N_("This job cannot be taken back."), TEXT_NONE);
	const struct job_ask ask = {
		.kind = "undo", .what = job.what, .arguments = TEXT("{}"), .undoes = job.id, .total = job.changed};
	return jobs_add(ctx, &ask, undoing->ret_undo);
}

enum outcome jobs_undo(struct context *ctx, struct job_id job, struct job_id *ret_undo)
{
	return context_transact(ctx, undo, &(struct undoing){job, ret_undo});
}
