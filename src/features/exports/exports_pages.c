/* Exports on screen: the list, one, its file. The form: exports_form_pages.c. */
#include "features/exports/exports_pages.h"

#include "exports.routes.h"
#include "exports.views.h"
#include "web/status.h"
#include "web/view.h"

#define A_PAGE 50

struct text export_whom_words(const struct request *request, enum export_whom whom)
{
	static const char *const words[EXPORT_WHOM_COUNT] = {
		[EXPORT_WHOM_ALL] = N_("All customers"),
		[EXPORT_WHOM_NEW] = N_("New since my last export"),
		[EXPORT_WHOM_FILTER] = N_("Those that match the filter"),
		[EXPORT_WHOM_SELECTED] = N_("Selected customers"),
	};
	return page_words(request, words[whom], TEXT_NONE);
}

static struct text format_words(const struct request *request, enum export_format format)
{
	static const char *const words[EXPORT_FORMAT_COUNT] = {
		[EXPORT_FORMAT_CSV] = N_("CSV"),
		[EXPORT_FORMAT_XLSX] = N_("XLSX"),
		[EXPORT_FORMAT_JSONL] = N_("JSON Lines"),
	};
	return page_words(request, words[format], TEXT_NONE);
}

static struct export_shown shown_of(const struct request *request, const struct export_made *made)
{
	struct arena *arena = request->ctx->arena;
	bool gone = !instant_is_none(made->removed);
	return (struct export_shown){
		.made = made,
		.whom = export_whom_words(request, made->whom),
		.format = format_words(request, made->format),
		.state = page_words(request, gone ? N_("The file has gone") : job_state_label(made->state), TEXT_NONE),
		.mark = gone ? MARK_REST : job_state_mark(made->state),
		.url = exports_one_show_url(arena, made->id),
		.job_url = text_format(arena, "/admin/jobs/%lld", (long long)made->job.value),
		.file_url = made->may_get ? exports_file_get_url(arena, made->id) : TEXT_NONE,
		.remove_action = exports_remove_post_url(arena, made->id),
	};
}

enum outcome exports_list_show(struct request *request, const struct exports_list_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct exports_screen screen = {.everybodys = context_may(request->ctx, PERMISSION_JOBS_MANAGE)};
	struct export_made *made;
	TRY(exports_list(request->ctx, in->has_before ? in->before : 0, A_PAGE + 1, &made, &screen.count));
	if (screen.count > A_PAGE) {
		screen.count = A_PAGE;
		screen.next_url =
			text_format(arena, "/admin/exports?before=%lld", (long long)made[A_PAGE - 1].id.value);
	}
	struct export_shown *list = arena_take_array(arena, screen.count, sizeof *list);
	for (size_t i = 0; i < screen.count; i++)
		list[i] = shown_of(request, &made[i]);
	screen.list = list;
	view_exports_list(answer_html(request, 200), page_frame(request, N_("Exports")), &screen);
	return DONE;
}

enum outcome exports_one_show(struct request *request, const struct exports_one_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct export_made made;
	struct job job;
	TRY(exports_get(request->ctx, in->export, &made));
	struct export_screen screen = {
		.shown = shown_of(request, &made),
		.live = text_format(arena, "job/%lld", (long long)made.job.value),
		.open = made.state == JOB_STATE_WAITING || made.state == JOB_STATE_RUNNING ||
			made.state == JOB_STATE_PAUSED,
	};
	if (made.state == JOB_STATE_FAILED && made.has_job) {
		TRY(jobs_get(request->ctx, made.job, &job));
		screen.why = job.failure.message ? problem_text(&request->view, &job.failure)
						 : page_words(request, N_("Nobody knows why; the log may."), TEXT_NONE);
	}
	request->view.language = request->ctx->language;
	request->view.zone = request->ctx->zone;
	screen.until = view_instant_text(&request->view, instant_add(made.created, EXPORT_KEPT_US));
	struct page_frame *frame = page_frame_named(request, screen.shown.whom);
	page_crumb(request, frame, N_("Exports"), TEXT("/admin/exports"));
	view_exports_one(answer_html(request, 200), frame, &screen);
	return DONE;
}

/* ---- the file ---- */

static struct text file_name(struct arena *arena, const struct export_made *made)
{
	static const char *const endings[EXPORT_FORMAT_COUNT] = {"csv", "xlsx", "jsonl"};
	return text_format(arena, "customers-%.*s-%lld.%s", TEXT_ARG(date_format(arena, instant_date(made->created))),
			   (long long)made->id.value, endings[made->format]);
}

static struct text file_type(const struct export_made *made)
{
	static const char *const types[EXPORT_FORMAT_COUNT] = {
		"text/csv",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/jsonl",
	};
	return text_of(types[made->format]);
}

/* The rest of a download that was cut off is the same download. */
static bool is_beginning(const struct request *request)
{
	struct text range = http_header(request->http, TEXT("Range"));
	return request->http->method == HTTP_GET && (text_is_empty(range) || text_starts(range, TEXT("bytes=0-")));
}

enum outcome exports_answer_file(struct request *request, struct export_id export)
{
	struct export_made made;
	struct text path;
	TRY(exports_file(request->ctx, export, &made, &path));
	if (is_beginning(request))
		TRY(exports_note_download(request->ctx, export));
	return answer_file(request, &(struct answered_file){.path = path,
							    .type = file_type(&made),
							    .name = file_name(request->ctx->arena, &made)});
}

enum outcome exports_file_get(struct request *request, const struct exports_file_get *in)
{
	return exports_answer_file(request, in->export);
}

enum outcome exports_remove_post(struct request *request, const struct exports_remove_post *in)
{
	TRY(exports_remove(request->ctx, in->export));
	return answer_redirect_saying(request, TEXT("/admin/exports"), N_("The file was removed."), TEXT_NONE);
}
