/* Imports as JSON: a file that is sent and gone through, what would come and has come of it, its job. */
#include "features/imports/imports_pages.h"
#include "imports.routes.h"
#include "web/api.h"
#include "web/idempotency.h"
#include "web/live.h"
#include "web/web.h"

/* ---- what is told ---- */

/* One of the file's runs, with its job while that is remembered. */
struct run {
	bool there, has_job;
	struct import_of_file row;
	struct job job;
};

static enum outcome find_run(struct request *request, struct import_file_id file, bool dry, struct run *ret_run)
{
	struct context *ctx = request->ctx;
	*ret_run = (struct run){0};
	TRY(context_read(ctx));
	TRY(import_of_file(ctx->reader, file, dry, &ret_run->there, &ret_run->row));
	if (!ret_run->there || !ret_run->row.job_id.value)
		return DONE;
	enum outcome outcome = jobs_get(ctx, ret_run->row.job_id, &ret_run->job);
	ret_run->has_job = outcome == DONE;
	return outcome == NOT_FOUND ? DONE : outcome;
}

static void write_run(struct request *request, struct json_writer *json, const struct run *run)
{
	const struct import_of_file *row = &run->row;
	const struct job *job = &run->job;
	if (!run->there) {
		json_add_null(json);
		return;
	}
	json_begin_object(json);
	json_pair_id(json, "job", row->job_id.value);
	json_pair_text(json, "state", run->has_job ? job_state_key(job->state) : TEXT_NONE);
	json_pair_instant(json, "started", row->started);
	json_pair_instant(json, "finished", run->has_job ? job->finished : row->finished);
	json_pair_number(json, "created", row->created);
	json_pair_number(json, "updated", row->updated);
	json_pair_number(json, "unchanged", row->unchanged);
	json_pair_number(json, "refused", row->refused);
	json_pair_number(json, "unseen", row->unseen);
	json_pair_id(json, "undone_by", run->has_job ? job->undone_by.value : 0);
	json_pair_text(json, "message",
		       run->has_job && job->failure.message ? problem_text(&request->view, &job->failure) : TEXT_NONE);
	json_end_object(json);
}

/* A file and both of its runs. */
struct told {
	struct import_file file;
	struct run check, import;
};

static enum outcome find_told(struct request *request, struct import_file_id id, struct told *ret_told)
{
	TRY(imports_get_file(request->ctx, id, &ret_told->file));
	TRY(find_run(request, id, true, &ret_told->check));
	return find_run(request, id, false, &ret_told->import);
}

static void write_told(struct request *request, struct json_writer *json, const struct told *told)
{
	const struct import_file *file = &told->file;
	json_begin_object(json);
	json_pair_number(json, "id", file->id.value);
	json_pair_text(json, "name", file->name);
	json_pair_instant(json, "uploaded", file->uploaded);
	json_pair_instant(json, "until", instant_add(file->uploaded, IMPORT_KEPT_US));
	json_pair_text(json, "state", import_file_state_key(file->state));
	json_pair_text(json, "packing", import_packing_key(file->packing));
	json_pair_text(json, "encoding", file->encoding);
	json_pair_text(json, "delimiter", file->delimiter);
	json_pair_number(json, "rows", file->rows);
	json_add_key(json, "check");
	write_run(request, json, &told->check);
	json_add_key(json, "import");
	write_run(request, json, &told->import);
	json_end_object(json);
}

static enum outcome answer(struct request *request, struct import_file_id id, int status)
{
	struct told told;
	TRY(find_told(request, id, &told));
	if (status == 202)
		http_set_header(request->response, TEXT("Location"), imports_one_api_url(request->ctx->arena, id));
	struct json_writer json = api_begin(request, status);
	write_told(request, &json, &told);
	return DONE;
}

enum outcome imports_list_api(struct request *request, const struct imports_list_api *in)
{
	struct context *ctx = request->ctx;
	const struct job_asker only = imports_may_see_all(ctx) ? (struct job_asker){0} : jobs_asker(ctx);
	struct api_place place;
	struct import_file_count number;
	struct import_file_ids *rows;
	struct text next = TEXT_NONE;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	TRY(import_file_count(ctx->reader, only.staff, only.key, &number));
	TRY(import_file_ids(ctx->reader, only.staff, only.key, place.id ? place.id : INT64_MAX, in->limit + 1, &rows,
			    &count));
	bool more = count > (size_t)in->limit;
	count -= more;
	if (more)
		TRY(api_cursor_write(request, (struct api_place){rows[count - 1].uploaded, rows[count - 1].id.value},
				     &next));
	struct told *told = arena_take_array(ctx->arena, count, sizeof *told);
	for (size_t i = 0; i < count; i++)
		TRY(find_told(request, rows[i].id, &told[i]));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_told(request, &list.json, &told[i]);
	return api_list_end(&list, number.total, next);
}

enum outcome imports_one_api(struct request *request, const struct imports_one_api *in)
{
	return answer(request, in->file, 200);
}

/* ---- sending a file ---- */

struct sending {
	struct request *request;
	const struct import_taken *taken;
	const struct import_options *options;
	bool dry, added; /* added: its row is there, unless the transaction comes to nothing */
};

static enum outcome begin(struct context *ctx, void *state)
{
	struct sending *sending = state;
	struct import_file_id file;
	struct job_id job;
	TRY(imports_add_taken(ctx, sending->taken, &file));
	TRY(imports_set_options(ctx, file, sending->options));
	TRY(imports_start(ctx, file, sending->dry, &job));
	sending->added = true;
	return answer(sending->request, file, 202);
}

static struct import_options options_of(struct arena *arena, const struct imports_add_api *in)
{
	const struct import_asked asked = {
		.how = {.map = text_is_empty(in->map) ? TEXT_NONE : in->map,
			.system = in->system,
			.match = in->match,
			.mode = in->mode,
			.replace = in->replace,
			.make_missing = in->make_missing,
			.restore = in->restore,
			.raw = in->raw_cells},
		.type = in->type,
		.group = in->group,
		.channel = in->channel,
		.tags = in->tags,
		.language = in->language,
		.country = in->country,
	};
	return import_options_of(arena, &asked);
}

/* A file that came to nothing, or has come before with that Idempotency-Key, is not kept. */
enum outcome imports_add_api(struct request *request, const struct imports_add_api *in)
{
	struct context *ctx = request->ctx;
	const struct import_options options = options_of(ctx->arena, in);
	struct sending sending = {.request = request, .options = &options, .dry = in->dry_run};
	struct import_reading how;
	struct import_taken *taken;
	TRY(imports_make_reading(ctx, in->encoding, in->delimiter, &how));
	TRY(imports_take_file(ctx, text_is_none(in->name) ? TEXT("") : in->name, in->raw, &how, &taken));
	sending.taken = taken;
	enum outcome outcome = idempotency_transact(request, begin, &sending);
	if (outcome != DONE || !sending.added)
		imports_drop_taken(ctx, taken);
	return outcome;
}

enum outcome imports_start_api(struct request *request, const struct imports_start_api *in)
{
	struct job_id job;
	TRY(imports_start(request->ctx, in->file, in->dry_run, &job));
	return answer(request, in->file, 202);
}

/* ---- rows ---- */

static void write_row(struct json_writer *json, const struct import_shown_row *row, bool refused)
{
	json_begin_object(json);
	json_pair_number(json, "row", row->row);
	json_pair_id(json, "customer", row->customer.value);
	json_pair_text(json, "name", row->name);
	json_add_key(json, "changes");
	json_begin_array(json);
	for (size_t i = 0; i < row->count; i++) {
		const struct import_changed *change = &row->changes[i];
		json_begin_object(json);
		json_pair_text(json, "column", change->label);
		json_pair_text(json, "old", refused ? TEXT_NONE : change->old);
		json_pair_text(json, "new", refused ? change->old : change->new);
		json_pair_text(json, "message", refused ? change->new : TEXT_NONE);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

/* What would change is told of a look ahead alone. */
static int64_t count_of(const struct run *run, enum import_result result, bool dry)
{
	if (!run->there || (!dry && result != IMPORT_RESULT_REFUSED))
		return 0;
	return result == IMPORT_RESULT_CREATED   ? run->row.created
	       : result == IMPORT_RESULT_UPDATED ? run->row.updated
						 : run->row.refused;
}

enum outcome imports_rows_api(struct request *request, const struct imports_rows_api *in)
{
	struct import_shown_rows rows = {0};
	struct api_place place;
	struct import_file file;
	struct run run;
	struct text next = TEXT_NONE;
	enum import_result result = in->result == IMPORTS_ROWS_API_RESULT_CREATED   ? IMPORT_RESULT_CREATED
				    : in->result == IMPORTS_ROWS_API_RESULT_UPDATED ? IMPORT_RESULT_UPDATED
										    : IMPORT_RESULT_REFUSED;
	TRY(context_read_together(request->ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	TRY(imports_get_file(request->ctx, in->file, &file));
	TRY(find_run(request, in->file, in->dry_run, &run));
	const struct import_rows_asked asked = {run.row.id, result, text_is_empty(in->cursor) ? 0 : place.id,
						(size_t)in->limit + 1};
	if (run.there)
		TRY(import_read_rows(request, &asked, &rows));
	bool more = rows.count > (size_t)in->limit;
	rows.count -= more;
	if (more)
		TRY(api_cursor_write(request, (struct api_place){file.uploaded, rows.list[rows.count - 1].row}, &next));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < rows.count; i++)
		write_row(&list.json, &rows.list[i], result == IMPORT_RESULT_REFUSED);
	return api_list_end(&list, count_of(&run, result, in->dry_run), next);
}

enum outcome imports_refused_api(struct request *request, const struct imports_refused_api *in)
{
	return import_answer_refused(request, in->file, in->dry_run);
}

/* ---- its job ---- */

/* Of the run that began last. */
static enum outcome last_job(struct request *request, struct import_file_id file, struct job *ret_job)
{
	struct run check, import;
	TRY(find_run(request, file, true, &check));
	TRY(find_run(request, file, false, &import));
	bool imports = import.has_job && (!check.has_job || import.job.id.value > check.job.id.value);
	*ret_job = imports ? import.job : check.job;
	return import.has_job || check.has_job ? DONE : NOT_FOUND;
}

enum outcome imports_pause_api(struct request *request, const struct imports_pause_api *in)
{
	struct job job;
	TRY(last_job(request, in->file, &job));
	TRY(jobs_pause(request->ctx, job.id));
	return answer(request, in->file, 200);
}

enum outcome imports_resume_api(struct request *request, const struct imports_resume_api *in)
{
	struct job job;
	TRY(last_job(request, in->file, &job));
	TRY(jobs_resume(request->ctx, job.id));
	return answer(request, in->file, 200);
}

enum outcome imports_cancel_api(struct request *request, const struct imports_cancel_api *in)
{
	struct job job;
	TRY(last_job(request, in->file, &job));
	TRY(jobs_cancel(request->ctx, job.id));
	live_tell_ended(web_live(request->web), job.staff);
	return answer(request, in->file, 200);
}

enum outcome imports_undo_api(struct request *request, const struct imports_undo_api *in)
{
	struct run import;
	struct job_id undo;
	TRY(find_run(request, in->file, false, &import));
	if (!import.has_job)
		return NOT_FOUND;
	TRY(jobs_undo(request->ctx, import.job.id, &undo));
	TRY(answer(request, in->file, 202));
	http_set_header(request->response, TEXT("Location"),
			text_format(request->ctx->arena, "/api/v1/jobs/%lld", (long long)undo.value));
	return DONE;
}
