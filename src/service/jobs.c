/* Asking for jobs, watching and stopping them. */
#include "service/jobs.h"

#include "format/json_read.h"
#include "jobs.sql.h"

/* ---- asking ---- */

struct job_asker jobs_asker(const struct context *ctx)
{
	const struct actor *actor = &ctx->actor;
	if (actor->kind == ACTOR_KIND_STAFF)
		return (struct job_asker){.staff = {actor->id}};
	if (actor->kind == ACTOR_KIND_KEY)
		return (struct job_asker){.staff = {ctx->session.staff}, .key = {actor->id}};
	return (struct job_asker){0};
}

struct adding {
	const struct job_ask *ask;
	struct job_asker asker;
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
					    .final = ask->final,
					    .staff_id = adding->asker.staff,
					    .api_key_id = adding->asker.key,
					    .state = JOB_STATE_WAITING,
					    .created = context_now(ctx),
					    .total = ask->total,
				    });
}

enum outcome jobs_add(struct context *ctx, const struct job_ask *ask, struct job_id *ret_job)
{
	const struct job_asker asker = jobs_asker(ctx);
	if (!asker.staff.value)
		return problems_refuse(ctx->problems, FORBIDDEN,
				       (struct problem){.code = "staff_only",
							.message = N_("Only people can ask for this, and keys that a "
								      "person has made.")});
	return context_transact(ctx, add, &(struct adding){ask, asker, ret_job});
}

/* ---- watching ---- */

bool jobs_is_own(const struct context *ctx, struct job_asker asked)
{
	const struct job_asker asker = jobs_asker(ctx);
	bool same_key = asker.key.value == asked.key.value, same_staff = asker.staff.value == asked.staff.value;
	return asker.key.value ? same_key : asker.staff.value && same_staff;
}

/* The problem that was kept as the key of its translation and a JSON array of its values; without message: none was. */
static enum outcome read_problem(struct context *ctx, struct text message, struct text told,
				 struct problem *ret_problem)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text value;
	*ret_problem = (struct problem){.message = text_is_none(message) ? NULL : text_copy(ctx->arena, message).at};
	for (size_t i = 0; i < PROBLEM_VALUES; i++)
		ret_problem->values[i] = TEXT_NONE;
	if (text_is_none(told))
		return DONE;
	if (json_open((struct bytes){(const unsigned char *)told.at, told.size}, &document, &fault) != DONE)
		return FAULT;
	const struct json_value *list = json_root(document);
	for (size_t i = 0; i < PROBLEM_VALUES && i < json_count(list); i++)
		if (json_as_text(json_at(list, i), &value))
			ret_problem->values[i] = text_copy(ctx->arena, value);
	return DONE;
}

static enum outcome read_jobs(struct context *ctx, const struct job_list *rows, size_t count, struct job *ret_jobs)
{
	for (size_t i = 0; i < count; i++) {
		ret_jobs[i] = (struct job){
			.id = rows[i].id,
			.kind = rows[i].kind,
			.what = rows[i].what,
			.arguments = rows[i].arguments,
			.undoes = rows[i].undoes_id,
			.undone_by = rows[i].undone_by,
			.final = rows[i].final,
			.staff = rows[i].staff_id,
			.staff_name = rows[i].staff_name,
			.key = rows[i].api_key_id,
			.key_name = rows[i].key_name,
			.state = rows[i].state,
			.created = rows[i].created,
			.started = rows[i].started,
			.finished = rows[i].finished,
			.place = rows[i].place,
			.total = rows[i].total,
			.changed = rows[i].changed,
			.skipped = rows[i].skipped,
			.next_try = rows[i].next_try,
		};
		TRY(read_problem(ctx, rows[i].message, rows[i].told, &ret_jobs[i].failure));
	}
	return DONE;
}

enum outcome jobs_get(struct context *ctx, struct job_id job, struct job *ret_job)
{
	struct job_list *rows;
	size_t count;
	TRY(context_read(ctx));
	if (job.value == INT64_MAX)
		return NOT_FOUND;
	TRY(job_list(ctx->reader, (struct staff_id){0}, (struct api_key_id){0}, job.value + 1, 1, &rows, &count));
	if (!count || rows[0].id.value != job.value)
		return NOT_FOUND;
	if (!context_may(ctx, PERMISSION_JOBS_MANAGE) &&
	    !jobs_is_own(ctx, (struct job_asker){rows[0].staff_id, rows[0].api_key_id}))
		return NOT_FOUND;
	return read_jobs(ctx, rows, 1, ret_job);
}

enum outcome jobs_check_id(struct context *ctx, struct text kind, int64_t id)
{
	struct job job;
	(void)kind;
	return jobs_get(ctx, (struct job_id){id}, &job);
}

enum outcome jobs_list(struct context *ctx, int64_t before, int64_t most, struct job **ret_jobs, size_t *ret_count)
{
	bool all = context_may(ctx, PERMISSION_JOBS_MANAGE);
	const struct job_asker only = all ? (struct job_asker){0} : jobs_asker(ctx);
	struct job_list *rows;
	*ret_count = 0;
	if (!all && !only.staff.value)
		return DONE;
	TRY(context_read(ctx));
	TRY(job_list(ctx->reader, only.staff, only.key, before ? before : INT64_MAX, most, &rows, ret_count));
	*ret_jobs = arena_take_array(ctx->arena, *ret_count, sizeof **ret_jobs);
	return read_jobs(ctx, rows, *ret_count, *ret_jobs);
}

enum outcome jobs_count(struct context *ctx, int64_t *ret_total)
{
	bool all = context_may(ctx, PERMISSION_JOBS_MANAGE);
	const struct job_asker only = all ? (struct job_asker){0} : jobs_asker(ctx);
	struct job_count found;
	*ret_total = 0;
	if (!all && !only.staff.value)
		return DONE;
	TRY(context_read(ctx));
	TRY(job_count(ctx->reader, only.staff, only.key, &found));
	*ret_total = found.total;
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
		row->customer = rows[i].customer_id;
		TRY(read_problem(ctx, rows[i].message, rows[i].told, &row->why));
	}
	return DONE;
}

enum outcome jobs_count_rows(struct context *ctx, struct job_id job, enum job_result result, int64_t *ret_total)
{
	struct job_row_count found;
	TRY(context_read(ctx));
	TRY(job_row_count(ctx->reader, job, result, &found));
	*ret_total = found.total;
	return DONE;
}

enum outcome jobs_tally_stays(struct context *ctx, struct job_id job, struct job_stays **ret_stays, size_t *ret_count)
{
	struct job_row_tally *rows;
	TRY(context_read(ctx));
	TRY(job_row_tally(ctx->reader, job, JOB_RESULT_PARTLY, &rows, ret_count));
	*ret_stays = arena_take_array(ctx->arena, *ret_count, sizeof **ret_stays);
	for (size_t i = 0; i < *ret_count; i++)
		(*ret_stays)[i] = (struct job_stays){text_copy(ctx->arena, rows[i].message).at, rows[i].customers};
	return DONE;
}

/* ---- what ended ---- */

enum outcome jobs_list_news(struct context *ctx, const struct job_id **ret_jobs, size_t *ret_count)
{
	const struct job_news_list *rows;
	*ret_count = 0;
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return DONE;
	TRY(context_read(ctx));
	TRY(job_news_list(ctx->reader, (struct staff_id){ctx->actor.id}, &rows, ret_count));
	struct job_id *jobs = arena_take_array(ctx->arena, *ret_count, sizeof *jobs);
	for (size_t i = 0; i < *ret_count; i++)
		jobs[i] = rows[i].job_id;
	*ret_jobs = jobs;
	return DONE;
}

/* Ids only grow, and one that was put away never comes back. */
enum outcome jobs_print_news(struct context *ctx, struct text *ret_print)
{
	const struct job_id *jobs;
	size_t count;
	TRY(jobs_list_news(ctx, &jobs, &count));
	*ret_print = text_format(ctx->arena, "%zu-%lld", count, (long long)(count ? jobs[0].value : 0));
	return DONE;
}

static enum outcome remove_news(struct context *ctx, void *state)
{
	const struct job_id *job = state;
	int64_t removed;
	return job_news_remove(ctx->writer, (struct staff_id){ctx->actor.id}, *job, &removed);
}

enum outcome jobs_remove_news(struct context *ctx, struct job_id job)
{
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return NOT_FOUND;
	return context_transact(ctx, remove_news, &job);
}

/* ---- stopping ---- */

struct moving {
	struct job_id job;
	bool others; /* somebody else's */
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
	if (!changed)
		return context_conflict(ctx, TEXT_NONE, "job_state",
					N_("The job has ended meanwhile, or is so already."), TEXT_NONE);
	return moving->others && moving->to == JOB_STATE_CANCELLED ? job_news_add(ctx->writer, moving->job, &changed)
								   : DONE;
}

static enum outcome set_state(struct context *ctx, struct moving moving)
{
	struct job job;
	TRY(jobs_get(ctx, moving.job, &job));
	moving.others = ctx->actor.kind != ACTOR_KIND_STAFF || ctx->actor.id != job.staff.value;
	return context_transact(ctx, move, &moving);
}

enum outcome jobs_pause(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_RUNNING, JOB_STATE_WAITING};
	return set_state(ctx, (struct moving){.job = job, .to = JOB_STATE_PAUSED, .from = from, .count = 2});
}

enum outcome jobs_resume(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_PAUSED};
	return set_state(ctx, (struct moving){.job = job, .to = JOB_STATE_WAITING, .from = from, .count = 1});
}

enum outcome jobs_cancel(struct context *ctx, struct job_id job)
{
	static const enum job_state from[] = {JOB_STATE_RUNNING, JOB_STATE_WAITING, JOB_STATE_PAUSED};
	return set_state(ctx, (struct moving){.job = job, .to = JOB_STATE_CANCELLED, .from = from, .count = 3});
}

bool jobs_can_undo(const struct context *ctx, const struct job *job)
{
	return !instant_is_none(job->finished) && !job->final && job->changed > 0 && !job->undoes.value &&
	       !job->undone_by.value && context_now(ctx).us - job->finished.us < JOB_UNDO_US;
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
