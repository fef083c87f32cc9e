/* Importing a file as a job: a step takes some rows, and its place in the file is written with them. */
#include "features/transfer/transfer_files.h"
#include "features/transfer/transfer_options.h"
#include "features/transfer/transfer_run.h"

/* ---- a run ---- */

static enum outcome removed(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "gone", N_("The file has been removed. Upload it again."), TEXT_NONE);
}

static enum outcome read_head(struct context *ctx, struct transfer_run *run, struct transfer_head *head)
{
	struct transfer_rows rows;
	const struct transfer_rows_ask ask = {.path = run->path, .most = 2, .bytes_most = SIZE_MAX};
	TRY(transfer_rows_read(ctx, &ask, &rows));
	if (!rows.count)
		return NOT_FOUND;
	*head = (struct transfer_head){.headers = rows.list[0].cells, .header_count = rows.list[0].count};
	run->begins_at = rows.list[0].end;
	if (rows.count > 1) {
		head->first = rows.list[1].cells;
		head->first_count = rows.list[1].count;
	}
	return DONE;
}

enum outcome transfer_run_open(struct context *ctx, const struct job *job, struct transfer_run *ret_run)
{
	struct transfer_head head;
	bool found;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	TRY(context_read(ctx));
	TRY(import_of_job(ctx->reader, job->id, &found, &ret_run->row));
	if (!found || ret_run->row.state != IMPORT_FILE_STATE_HERE)
		return removed(ctx);
	ret_run->path = transfer_piece_path(ctx, ret_run->row.token, TRANSFER_PIECE_ROWS);
	TRY(transfer_options_read(ctx->arena, ret_run->row.options, &ret_run->options));
	enum outcome outcome = read_head(ctx, ret_run, &head);
	if (outcome == NOT_FOUND)
		return removed(ctx);
	TRY(outcome);
	return transfer_plan_make(ctx, &ret_run->options, &head, &ret_run->plan);
}

enum outcome transfer_run_read(struct context *ctx, const struct transfer_run *run, int64_t place, size_t most,
			       struct transfer_rows *ret_rows)
{
	const struct transfer_rows_ask ask = {
		.path = run->path, .place = place ? place : run->begins_at, .most = most, .bytes_most = RUN_STEP_BYTES};
	enum outcome outcome = transfer_rows_read(ctx, &ask, ret_rows);
	return outcome == NOT_FOUND ? removed(ctx) : outcome;
}

/* ---- importing ---- */

struct importing {
	struct transfer_run run;
	struct transfer_rows rows; /* the next ones; 0: none is left */
};

enum outcome transfer_import_prepare(struct context *ctx, const struct job *job, void **ret_prepared)
{
	struct importing *importing = arena_take(ctx->arena, sizeof *importing);
	*ret_prepared = importing;
	TRY(transfer_run_open(ctx, job, &importing->run));
	return transfer_run_read(ctx, &importing->run, importing->run.row.place, RUN_STEP_ROWS, &importing->rows);
}

static bool is_full(void *step)
{
	return job_step_is_full(step);
}

/* Whom it added or changed, for taking it back. */
static enum outcome note_customers(struct context *ctx, struct job_step *step, const struct transfer_step *rows)
{
	for (size_t i = 0; i < rows->done_count; i++) {
		enum import_result result = rows->done[i].result;
		if (result == IMPORT_RESULT_CREATED || result == IMPORT_RESULT_UPDATED)
			TRY(job_step_note(ctx, step, rows->done[i].customer));
	}
	return DONE;
}

static enum outcome advance(struct context *ctx, struct job_step *step, const struct transfer_run *run,
			    const struct transfer_step *rows)
{
	const struct transfer_row *last = &rows->rows[rows->done_count - 1];
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

static enum outcome finish(struct context *ctx, const struct transfer_run *run)
{
	const struct import_of_job *row = &run->row;
	const struct import_counts counts = {{[IMPORT_RESULT_CREATED] = row->created,
					      [IMPORT_RESULT_UPDATED] = row->updated,
					      [IMPORT_RESULT_UNCHANGED] = row->unchanged,
					      [IMPORT_RESULT_REFUSED] = row->refused}};
	TRY(import_finish(ctx->writer, context_now(ctx), row->id));
	return transfer_audit(ctx, row->id, row->name, &counts);
}

static enum outcome run_fast(struct context *ctx, void *state)
{
	return transfer_step_run(ctx, state);
}

/* All rows as one attempt, which costs less than one each; should it fail, one each. */
static enum outcome run_rows(struct context *ctx, struct transfer_step *rows)
{
	enum outcome outcome = context_attempt(ctx, run_fast, rows);
	if (outcome != CONFLICT || !rows->late)
		return outcome;
	rows->careful = true;
	return transfer_step_run(ctx, rows);
}

enum outcome transfer_import_job(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	const struct importing *importing = job_step_prepared(step);
	const struct transfer_run *run = &importing->run;
	struct transfer_step rows = {.plan = &run->plan,
				     .rows = importing->rows.list,
				     .count = importing->rows.count,
				     .is_full = is_full,
				     .state = step};
	*ret_ended = importing->rows.count == 0;
	if (*ret_ended)
		return finish(ctx, run);
	job_step_move(step, job_step_place(step), 0, 0); /* its time runs from here */
	TRY(run_rows(ctx, &rows));
	TRY(transfer_step_keep_refused(ctx, &rows, run->row.id));
	TRY(note_customers(ctx, step, &rows));
	return advance(ctx, step, run, &rows);
}
