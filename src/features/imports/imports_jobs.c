/* Importing a file as a job: a step takes some rows, and its place in the file is written with them. */
#include "features/imports/imports_jobs.h"

#include "features/imports/imports_folder.h"
#include "features/imports/imports_options.h"

/* ---- a run ---- */

static enum outcome removed(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "gone", N_("The file has been removed. Upload it again."), TEXT_NONE);
}

static enum outcome read_head(struct context *ctx, struct import_run *run, struct import_head *head)
{
	struct import_rows rows;
	const struct import_rows_ask ask = {.path = run->path, .most = 2, .bytes_most = SIZE_MAX};
	TRY(import_rows_read(ctx, &ask, &rows));
	if (!rows.count)
		return NOT_FOUND;
	*head = (struct import_head){
		.headers = rows.list[0].cells, .header_count = rows.list[0].count, .lines = rows.list[0].row == 0};
	run->begins_at = rows.list[0].end;
	if (rows.count > 1) {
		head->first = rows.list[1].cells;
		head->first_count = rows.list[1].count;
	}
	return DONE;
}

enum outcome import_run_open(struct context *ctx, const struct job *job, struct import_run *ret_run)
{
	struct import_head head;
	bool found;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	TRY(context_read(ctx));
	TRY(import_of_job(ctx->reader, job->id, &found, &ret_run->row));
	if (!found || ret_run->row.state != IMPORT_FILE_STATE_HERE)
		return removed(ctx);
	ret_run->path = import_piece_path(ctx, ret_run->row.token, IMPORT_PIECE_ROWS);
	TRY(import_options_read(ctx->arena, ret_run->row.options, &ret_run->options));
	enum outcome outcome = read_head(ctx, ret_run, &head);
	if (outcome == NOT_FOUND)
		return removed(ctx);
	TRY(outcome);
	TRY(import_plan_make(ctx, &ret_run->options, &head, &ret_run->plan));
	ret_run->plan.began = ret_run->row.started;
	return DONE;
}

enum outcome import_run_read(struct context *ctx, const struct import_run *run, int64_t place, size_t most,
			     struct import_rows *ret_rows)
{
	const struct import_rows_ask ask = {
		.path = run->path, .place = place ? place : run->begins_at, .most = most, .bytes_most = RUN_STEP_BYTES};
	enum outcome outcome = import_rows_read(ctx, &ask, ret_rows);
	return outcome == NOT_FOUND ? removed(ctx) : outcome;
}

/* ---- importing ---- */

struct importing {
	struct import_run run;
	struct import_rows rows; /* the next ones; 0: none is left */
};

enum outcome imports_prepare(struct context *ctx, const struct job *job, void **ret_prepared)
{
	struct importing *importing = arena_take(ctx->arena, sizeof *importing);
	*ret_prepared = importing;
	TRY(import_run_open(ctx, job, &importing->run));
	return import_run_read(ctx, &importing->run, importing->run.row.place, RUN_STEP_ROWS, &importing->rows);
}

static bool is_full(void *step)
{
	return job_step_is_full(step);
}

/* Whom it added or changed, for taking it back. */
static enum outcome note_customers(struct context *ctx, struct job_step *step, const struct import_step *rows)
{
	for (size_t i = 0; i < rows->done_count; i++) {
		enum import_result result = rows->done[i].result;
		if (result == IMPORT_RESULT_CREATED || result == IMPORT_RESULT_UPDATED)
			TRY(job_step_note(ctx, step, rows->done[i].customer));
	}
	return DONE;
}

static enum outcome advance(struct context *ctx, struct job_step *step, const struct import_run *run,
			    const struct import_step *rows)
{
	const struct import_source_row *last = &rows->rows[rows->done_count - 1];
	const int64_t *of = rows->counts.of;
	int64_t advanced;
	TRY(import_advance(ctx->writer,
			   &(struct import_advance_in){
				   .position = last->row,
				   .place = last->end,
				   .created = of[IMPORT_RESULT_CREATED],
				   .updated = of[IMPORT_RESULT_UPDATED],
				   .unchanged = of[IMPORT_RESULT_UNCHANGED],
				   .refused = of[IMPORT_RESULT_REFUSED],
				   .id = run->row.id,
				   .from = run->row.position,
			   },
			   &advanced));
	job_step_move(step, last->row, of[IMPORT_RESULT_CREATED] + of[IMPORT_RESULT_UPDATED],
		      of[IMPORT_RESULT_UNCHANGED] + of[IMPORT_RESULT_REFUSED]);
	return advanced ? DONE : FAULT;
}

static enum outcome finish(struct context *ctx, const struct import_run *run)
{
	const struct import_of_job *row = &run->row;
	const struct import_counts counts = {{[IMPORT_RESULT_CREATED] = row->created,
					      [IMPORT_RESULT_UPDATED] = row->updated,
					      [IMPORT_RESULT_UNCHANGED] = row->unchanged,
					      [IMPORT_RESULT_REFUSED] = row->refused}};
	TRY(import_finish(ctx->writer, context_now(ctx), row->id));
	return imports_audit(ctx, row->id, row->name, &counts);
}

static enum outcome run_fast(struct context *ctx, void *state)
{
	return import_step_run(ctx, state);
}

/* All rows as one attempt, which costs less than one each; should it fail, one each. */
static enum outcome run_rows(struct context *ctx, struct import_step *rows)
{
	enum outcome outcome = context_attempt(ctx, run_fast, rows);
	if (outcome != CONFLICT || !rows->late)
		return outcome;
	rows->careful = true;
	return import_step_run(ctx, rows);
}

enum outcome imports_work(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	const struct importing *importing = job_step_prepared(step);
	const struct import_run *run = &importing->run;
	struct import_step rows = {.plan = &run->plan,
				   .rows = importing->rows.list,
				   .count = importing->rows.count,
				   .is_full = is_full,
				   .state = step};
	*ret_ended = importing->rows.count == 0;
	if (*ret_ended)
		return finish(ctx, run);
	job_step_move(step, job_step_place(step), 0, 0); /* its time runs from here */
	TRY(run_rows(ctx, &rows));
	TRY(import_step_keep_refused(ctx, &rows, run->row.id));
	TRY(note_customers(ctx, step, &rows));
	return advance(ctx, step, run, &rows);
}
