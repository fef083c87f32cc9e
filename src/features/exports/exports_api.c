/* Exports as JSON: begun, looked after, fetched, removed. */
#include "exports.routes.h"
#include "features/exports/exports_layout.h"
#include "features/exports/exports_pages.h"
#include "web/api.h"

/* Why it could not go on; none: it could, or nobody knows. */
static enum outcome find_why(struct request *request, const struct export_made *made, struct text *ret_why)
{
	struct job job;
	*ret_why = TEXT_NONE;
	if (!made->has_job)
		return DONE;
	enum outcome outcome = jobs_get(request->ctx, made->job, &job);
	if (outcome == DONE && job.failure.message)
		*ret_why = problem_text(&request->view, &job.failure);
	return outcome == NOT_FOUND ? DONE : outcome;
}

static enum outcome answer(struct request *request, struct export_id id, int status)
{
	struct arena *arena = request->ctx->arena;
	struct export_made made;
	struct text why;
	TRY(exports_get(request->ctx, id, &made));
	TRY(find_why(request, &made, &why));
	if (status == 202)
		http_set_header(request->response, TEXT("Location"), exports_one_api_url(arena, id));
	struct json_writer json = api_begin(request, status);
	json_begin_object(&json);
	json_pair_number(&json, "id", id.value);
	json_pair_number(&json, "job", made.job.value);
	json_pair_text(&json, "whom", export_whom_key(made.whom));
	json_pair_text(&json, "filter", made.filter);
	json_pair_text(&json, "format", export_format_key(made.format));
	json_pair_text(&json, "state", job_state_key(made.state));
	json_pair_number(&json, "total", made.total);
	json_pair_number(&json, "rows", made.rows);
	json_pair_number(&json, "bytes", made.bytes);
	json_pair_instant(&json, "created", made.created);
	json_pair_instant(&json, "finished", made.finished);
	json_pair_instant(&json, "until", instant_add(made.created, EXPORT_KEPT_US));
	json_pair_instant(&json, "removed", made.removed);
	json_pair_text(&json, "file", made.may_get ? exports_file_api_url(arena, id) : TEXT_NONE);
	json_pair_text(&json, "message", why);
	json_end_object(&json);
	return DONE;
}

enum outcome exports_start_api(struct request *request, const struct exports_start_api *in)
{
	static const char delimiters[] = {
		[EXPORTS_START_API_DELIMITER_COMMA] = ',',
		[EXPORTS_START_API_DELIMITER_SEMICOLON] = ';',
		[EXPORTS_START_API_DELIMITER_TAB] = '\t',
	};
	const struct export_ask ask = {
		.whom = text_is_empty(in->filter) ? EXPORT_WHOM_ALL : EXPORT_WHOM_FILTER,
		.filter = in->filter,
		.how = {.columns = export_layout_join(request->ctx->arena, in->columns, in->columns_count),
			.format = in->format,
			.encoding = in->encoding,
			.delimiter = delimiters[in->delimiter],
			.raw = in->formulas},
	};
	struct export_id export;
	TRY(exports_start(request->ctx, &ask, &export));
	return answer(request, export, 202);
}

enum outcome exports_one_api(struct request *request, const struct exports_one_api *in)
{
	return answer(request, in->export, 200);
}

enum outcome exports_file_api(struct request *request, const struct exports_file_api *in)
{
	return exports_answer_file(request, in->export);
}

enum outcome exports_remove_api(struct request *request, const struct exports_remove_api *in)
{
	TRY(exports_remove(request->ctx, in->export));
	return api_done(request);
}
