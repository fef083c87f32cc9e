/* What would come of a file, and what has come of it: numbers, rows one by one, the job that is at it, the refused rows
 * as a file. */
#include "features/imports/imports_folder.h"
#include "features/imports/imports_options.h"
#include "features/imports/imports_pages.h"
#include "features/imports/imports_report.h"
#include "format/json_read.h"
#include "imports.routes.h"
#include "imports.views.h"
#include "web/status.h"

#define FIRST_ROWS 10
#define A_PAGE     100

/* ---- the job ---- */

static enum outcome fill_job(struct request *request, struct job_id id, struct import_job *ret_job)
{
	struct arena *arena = request->ctx->arena;
	struct job *job = arena_take(arena, sizeof *job);
	enum outcome outcome = jobs_get(request->ctx, id, job);
	*ret_job = (struct import_job){.there = outcome == DONE};
	if (outcome != DONE)
		return outcome == NOT_FOUND ? DONE : outcome;
	ret_job->job = job;
	ret_job->open = instant_is_none(job->finished);
	ret_job->running = job->state == JOB_STATE_RUNNING || job->state == JOB_STATE_WAITING;
	ret_job->paused = job->state == JOB_STATE_PAUSED;
	ret_job->failed = job->state == JOB_STATE_FAILED;
	ret_job->can_undo = jobs_can_undo(request->ctx, job);
	ret_job->url = text_format(arena, "/admin/jobs/%lld", (long long)id.value);
	ret_job->live = text_format(arena, "job/%lld", (long long)id.value);
	ret_job->state = page_words(request, job_state_label(job->state), TEXT_NONE);
	ret_job->mark = job_state_mark(job->state);
	ret_job->failure = job->failure.message ? problem_text(&request->view, &job->failure) : TEXT("");
	if (job->undone_by.value)
		ret_job->undone_url = text_format(arena, "/admin/jobs/%lld", (long long)job->undone_by.value);
	return DONE;
}

/* ---- the numbers ---- */

static struct text share_of(struct arena *arena, int64_t part, int64_t all)
{
	return text_of_number(arena, all ? part * 1000 / all : 0);
}

static void fill_counted(struct request *request, const struct import_of_file *row, const struct import_screen *screen,
			 bool dry, struct import_counted *ret_counted)
{
	struct arena *arena = request->ctx->arena;
	int64_t all = row->created + row->updated + row->unchanged + row->refused;
	*ret_counted = (struct import_counted){
		.there = true,
		.counts = {{[IMPORT_RESULT_CREATED] = row->created,
			    [IMPORT_RESULT_UPDATED] = row->updated,
			    [IMPORT_RESULT_UNCHANGED] = row->unchanged,
			    [IMPORT_RESULT_REFUSED] = row->refused}},
		.unseen = row->unseen,
		.rows = all,
		.created_at = TEXT("0"),
		.created_width = share_of(arena, row->created, all),
		.updated_at = share_of(arena, row->created, all),
		.updated_width = share_of(arena, row->updated, all),
		.unchanged_at = share_of(arena, row->created + row->updated, all),
		.unchanged_width = share_of(arena, row->unchanged, all),
		.refused_at = share_of(arena, row->created + row->updated + row->unchanged, all),
		.refused_width = share_of(arena, row->refused, all),
		.bar_label = page_words(request, N_("Added: {0}. Changed: {1}. Unchanged: {2}. Refused: {3}."),
					text_of_number(arena, row->created), text_of_number(arena, row->updated),
					text_of_number(arena, row->unchanged), text_of_number(arena, row->refused),
					TEXT_NONE),
		.rows_url =
			text_format(arena, "%.*s/rows?dry=%s&result=", TEXT_ARG(screen->url), dry ? "true" : "false"),
	};
}

/* ---- rows ---- */

static struct text text_at(struct arena *arena, const struct json_value *list, size_t place)
{
	struct text value = TEXT_NONE;
	(void)json_as_text(json_at(list, place), &value);
	return text_copy(arena, value);
}

static enum outcome read_changes(struct request *request, struct text kept, struct import_shown_row *row)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct arena *arena = request->ctx->arena;
	struct json_fault fault;
	if (text_is_none(kept))
		return DONE;
	if (json_open((struct bytes){(const unsigned char *)kept.at, kept.size}, &document, &fault) != DONE)
		return FAULT;
	const struct json_value *list = json_root(document);
	row->count = json_count(list);
	struct import_changed *changes = arena_take_array(arena, row->count, sizeof *changes);
	for (size_t i = 0; i < row->count; i++) {
		const struct json_value *change = json_at(list, i);
		changes[i] = (struct import_changed){text_at(arena, change, 0), text_at(arena, change, 1),
						     text_at(arena, change, 2)};
	}
	row->changes = changes;
	return DONE;
}

static enum outcome read_previews(struct request *request, const struct import_rows_asked *reading,
				  struct import_shown_rows *ret_rows)
{
	struct arena *arena = request->ctx->arena;
	struct import_preview_list *rows;
	TRY(import_preview_list(request->ctx->reader, reading->import, reading->result, reading->after,
				(int64_t)reading->most, &rows, &ret_rows->count));
	struct import_shown_row *list = arena_take_array(arena, ret_rows->count, sizeof *list);
	for (size_t i = 0; i < ret_rows->count; i++) {
		list[i] = (struct import_shown_row){
			.row = rows[i].position, .customer = rows[i].customer_id, .name = rows[i].name};
		if (rows[i].customer_id.value)
			list[i].url = text_format(arena, "/admin/customers/%lld", (long long)rows[i].customer_id.value);
		TRY(read_changes(request, rows[i].changes, &list[i]));
	}
	ret_rows->list = list;
	return DONE;
}

/* Column, value and reason of what was refused stand where label, old and new stand of what changes. */
static enum outcome read_refused(struct request *request, const struct import_rows_asked *reading,
				 struct import_shown_rows *ret_rows)
{
	struct arena *arena = request->ctx->arena;
	struct import_refusals refused;
	TRY(import_refusals_read(request->ctx, reading->import, reading->after, (int64_t)reading->most, &refused));
	struct import_shown_row *list = arena_take_array(arena, refused.count, sizeof *list);
	for (size_t i = 0; i < refused.count; i++) {
		const struct import_refusal *one = &refused.list[i];
		struct import_changed *reasons = arena_take_array(arena, one->count, sizeof *reasons);
		for (size_t k = 0; k < one->count; k++)
			reasons[k] = (struct import_changed){one->problems[k].field, one->values[k],
							     problem_text(&request->view, &one->problems[k])};
		list[i] = (struct import_shown_row){.row = one->row, .changes = reasons, .count = one->count};
	}
	*ret_rows = (struct import_shown_rows){.list = list, .count = refused.count};
	return DONE;
}

enum outcome import_read_rows(struct request *request, const struct import_rows_asked *reading,
			      struct import_shown_rows *ret_rows)
{
	return reading->result == IMPORT_RESULT_REFUSED ? read_refused(request, reading, ret_rows)
							: read_previews(request, reading, ret_rows);
}

/* ---- all of it, for the file's page ---- */

static enum outcome fill_seen(struct request *request, struct import_screen *screen)
{
	struct context *ctx = request->ctx;
	struct import_of_file row;
	bool found;
	TRY(import_of_file(ctx->reader, screen->file->id, true, &found, &row));
	if (!found)
		return DONE;
	fill_counted(request, &row, screen, true, &screen->seen);
	screen->stale = !text_equal(row.options, import_options_write(ctx->arena, &screen->file->options));
	TRY(fill_job(request, row.job_id, &screen->check));
	TRY(import_read_rows(request, &(struct import_rows_asked){row.id, IMPORT_RESULT_UPDATED, 0, FIRST_ROWS},
			     &screen->updated));
	if (screen->imported)
		return DONE;
	TRY(import_read_rows(request, &(struct import_rows_asked){row.id, IMPORT_RESULT_REFUSED, 0, FIRST_ROWS},
			     &screen->refused));
	if (row.refused)
		screen->refused_url = text_join(ctx->arena, imports_refused_show_url(ctx->arena, screen->file->id),
						TEXT("?dry=true"));
	return DONE;
}

static enum outcome fill_done(struct request *request, struct import_screen *screen)
{
	struct context *ctx = request->ctx;
	struct import_of_file row;
	TRY(import_of_file(ctx->reader, screen->file->id, false, &screen->imported, &row));
	if (!screen->imported)
		return DONE;
	fill_counted(request, &row, screen, false, &screen->done);
	TRY(fill_job(request, row.job_id, &screen->import));
	TRY(import_read_rows(request, &(struct import_rows_asked){row.id, IMPORT_RESULT_REFUSED, 0, FIRST_ROWS},
			     &screen->refused));
	if (row.refused)
		screen->refused_url = imports_refused_show_url(ctx->arena, screen->file->id);
	return DONE;
}

enum outcome import_fill_results(struct request *request, struct import_screen *screen)
{
	TRY(context_read(request->ctx));
	TRY(fill_done(request, screen));
	TRY(fill_seen(request, screen));
	screen->busy = screen->check.open || screen->import.open;
	screen->to_do =
		screen->seen.there && !screen->stale && !screen->check.open
			? screen->seen.counts.of[IMPORT_RESULT_CREATED] + screen->seen.counts.of[IMPORT_RESULT_UPDATED]
			: -1;
	return DONE;
}

/* ---- rows on a page of their own ---- */

static const char *title_of(enum import_result result)
{
	switch (result) {
	case IMPORT_RESULT_CREATED: return N_("Who is added");
	case IMPORT_RESULT_UPDATED: return N_("What changes");
	case IMPORT_RESULT_UNCHANGED:
	case IMPORT_RESULT_REFUSED: break;
	}
	return N_("Refused rows");
}

enum outcome imports_rows_show(struct request *request, const struct imports_rows_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct import_file file;
	struct import_of_file row;
	struct import_shown_rows rows = {0};
	bool found;
	TRY(imports_get_file(request->ctx, in->file, &file));
	TRY(import_of_file(request->ctx->reader, in->file, in->dry, &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(import_read_rows(request, &(struct import_rows_asked){row.id, in->result, in->after, A_PAGE + 1}, &rows));
	if (rows.count > A_PAGE) {
		rows.count = A_PAGE;
		rows.next_url =
			text_format(arena, "%.*s?dry=%s&result=%.*s&after=%lld",
				    TEXT_ARG(imports_rows_show_url(arena, in->file)), in->dry ? "true" : "false",
				    TEXT_ARG(import_result_key(in->result)), (long long)rows.list[A_PAGE - 1].row);
	}
	struct page_frame *frame = page_frame(request, title_of(in->result));
	page_crumb(request, frame, N_("Import"), TEXT("/admin/imports"));
	page_crumb_named(
		request, frame, file.name,
		text_join(arena, imports_one_show_url(arena, in->file), in->dry ? TEXT("?columns=true") : TEXT("")));
	view_imports_rows(answer_html(request, 200), frame, &rows, in->result == IMPORT_RESULT_REFUSED);
	return DONE;
}

/* ---- the file of refused rows ---- */

static struct text sentence(void *state, struct arena *arena, const struct problem *problem)
{
	struct request *request = state;
	struct view view = request->view;
	view.arena = arena;
	struct text said = problem_text(&view, problem);
	return text_is_empty(problem->field)
		       ? said
		       : text_format(arena, "%.*s: %.*s", TEXT_ARG(problem->field), TEXT_ARG(said));
}

enum outcome import_answer_refused(struct request *request, struct import_file_id id, bool dry)
{
	struct context *ctx = request->ctx;
	struct import_file file;
	struct import_of_file row;
	bool found;
	TRY(imports_get_file(ctx, id, &file));
	TRY(import_of_file(ctx->reader, id, dry, &found, &row));
	if (!found || file.state != IMPORT_FILE_STATE_HERE)
		return NOT_FOUND;
	const struct import_report report = {
		.import = row.id,
		.headers = file.headers,
		.header_count = file.header_count,
		.raw = file.options.raw,
		.lines = file.packing == IMPORT_PACKING_LINES,
		.sentence = sentence,
		.state = request,
	};
	struct text path = import_piece_path(ctx, file.token, IMPORT_PIECE_REFUSED);
	TRY(import_report_write(ctx, &report, path));
	struct text ending = report.lines ? TEXT(".jsonl") : TEXT(".csv");
	const struct answered_file answer = {
		.path = path,
		.type = report.lines ? TEXT("application/jsonl") : TEXT("text/csv"),
		.name = text_format(ctx->arena, "refused-%.*s%s", TEXT_ARG(file.name),
				    text_ends(file.name, ending) ? "" : ending.at),
	};
	return answer_file(request, &answer);
}

enum outcome imports_refused_show(struct request *request, const struct imports_refused_show *in)
{
	return import_answer_refused(request, in->file, in->dry);
}
