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
	if (!made->has_job || made->state == JOB_STATE_DONE)
		return DONE;
	enum outcome outcome = jobs_get(request->ctx, made->job, &job);
	if (outcome == DONE && job.failure.message)
		*ret_why = problem_text(&request->view, &job.failure);
	return outcome == NOT_FOUND ? DONE : outcome;
}

static void write_export(struct request *request, struct json_writer *json, const struct export_made *made,
			 struct text why)
{
	json_begin_object(json);
	json_pair_number(json, "id", made->id.value);
	json_pair_number(json, "job", made->job.value);
	json_pair_text(json, "whom", export_whom_key(made->whom));
	json_pair_text(json, "filter", made->filter);
	json_pair_text(json, "format", export_format_key(made->format));
	json_pair_text(json, "state", job_state_key(made->state));
	json_pair_number(json, "total", made->total);
	json_pair_number(json, "rows", made->rows);
	json_pair_number(json, "bytes", made->bytes);
	json_pair_instant(json, "created", made->created);
	json_pair_instant(json, "finished", made->finished);
	json_pair_instant(json, "until", instant_add(made->created, EXPORT_KEPT_US));
	json_pair_instant(json, "removed", made->removed);
	json_pair_text(json, "file", made->may_get ? exports_file_api_url(request->ctx->arena, made->id) : TEXT_NONE);
	json_pair_text(json, "message", why);
	json_end_object(json);
}

static enum outcome answer(struct request *request, struct export_id id, int status)
{
	struct export_made made;
	struct text why;
	TRY(exports_get(request->ctx, id, &made));
	TRY(find_why(request, &made, &why));
	if (status == 202)
		http_set_header(request->response, TEXT("Location"), exports_one_api_url(request->ctx->arena, id));
	struct json_writer json = api_begin(request, status);
	write_export(request, &json, &made, why);
	return DONE;
}

enum outcome exports_list_api(struct request *request, const struct exports_list_api *in)
{
	struct context *ctx = request->ctx;
	struct api_place place;
	struct export_made *made;
	struct text next = TEXT_NONE;
	int64_t total;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	TRY(exports_total(ctx, &total));
	TRY(exports_list(ctx, place.id, in->limit + 1, &made, &count));
	bool more = count > (size_t)in->limit;
	count -= more;
	if (more)
		TRY(api_cursor_write(request, (struct api_place){made[count - 1].created, made[count - 1].id.value},
				     &next));
	struct text *whys = arena_take_array(ctx->arena, count, sizeof *whys);
	for (size_t i = 0; i < count; i++)
		TRY(find_why(request, &made[i], &whys[i]));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_export(request, &list.json, &made[i], whys[i]);
	return api_list_end(&list, total, next);
}

/* ---- asking ---- */

static enum export_whom whom_of(const struct exports_start_api *in)
{
	if (in->has_whom)
		return in->whom;
	if (in->selected_count)
		return EXPORT_WHOM_SELECTED;
	return text_is_empty(in->filter) ? EXPORT_WHOM_ALL : EXPORT_WHOM_FILTER;
}

/* Nobody gets more people than they meant, since something that they gave did not count. */
static enum outcome check_whom(struct context *ctx, enum export_whom whom, const struct exports_start_api *in)
{
	bool filters = whom == EXPORT_WHOM_FILTER, selects = whom == EXPORT_WHOM_SELECTED;
	if (filters == text_is_empty(in->filter))
		return context_invalid(ctx, TEXT("filter"), "whom",
				       N_("A filter goes with whom=filter, and only there."), TEXT_NONE);
	if (selects == (in->selected_count == 0))
		return context_invalid(ctx, TEXT("selected"), "whom",
				       N_("Selected customers go with whom=selected, and only there."), TEXT_NONE);
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
		.whom = whom_of(in),
		.filter = in->filter,
		.selected = in->selected,
		.selected_count = in->selected_count,
		.how = {.columns = export_layout_join(request->ctx->arena, in->columns, in->columns_count),
			.format = in->format,
			.encoding = in->encoding,
			.delimiter = delimiters[in->delimiter],
			.raw = in->formulas},
	};
	struct export_id export;
	TRY(check_whom(request->ctx, ask.whom, in));
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
