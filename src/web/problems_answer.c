/* Problems as RFC 9457 for programs and as a page for people. */
#include "format/json_write.h"
#include "web.views.h"
#include "web/answer.h"
#include "web/language.h"
#include "web/pages.h"

static struct text sentence_of(struct request *request, const struct problem *problem)
{
	struct text sentence = language_text(request->ctx->language, NULL, problem->message);
	return language_fill(request->ctx->arena, sentence, problem->values, PROBLEM_VALUES);
}

/* "addresses/0/postcode" is the JSON pointer "/addresses/0/postcode". */
static void write_error(struct json_writer *json, struct request *request, const struct problem *problem)
{
	json_begin_object(json);
	if (!text_is_empty(problem->field)) {
		json_pair_text(json, "field", text_join(request->ctx->arena, TEXT("/"), problem->field));
	}
	json_pair_text(json, "code", text_of(problem->code));
	json_pair_text(json, "message", sentence_of(request, problem));
	json_add_key(json, "values");
	json_begin_array(json);
	for (size_t i = 0; i < PROBLEM_VALUES && !text_is_none(problem->values[i]); i++)
		json_add_text(json, problem->values[i]);
	json_end_array(json);
	json_end_object(json);
}

void answer_write_problems(struct request *request, struct json_writer *json, const struct problems *problems)
{
	json_begin_array(json);
	for (size_t i = 0; i < problems->count; i++)
		write_error(json, request, &problems->list[i]);
	json_end_array(json);
}

static const char *title_of(int status)
{
	switch (status) {
	case 400: return "Malformed request";
	case 401: return "Not signed in";
	case 403: return "Not allowed";
	case 404: return "Not found";
	case 405: return "Method not allowed";
	case 406: return "Not acceptable";
	case 409: return "Conflict";
	case 410: return "Gone";
	case 412: return "Changed meanwhile";
	case 413: return "Too large";
	case 415: return "Content type not taken";
	case 421: return "Unknown host";
	case 422: return "Invalid";
	case 429: return "Too many requests";
	case 503: return "Busy";
	default: return "Internal error";
	}
}

static void answer_json_problems(struct request *request, int status)
{
	struct json_writer json = json_writer_make(answer_json(request, status));
	http_set_header(request->response, TEXT("Content-Type"), TEXT("application/problem+json"));
	json_begin_object(&json);
	json_pair_text(&json, "type", TEXT("about:blank"));
	json_pair_text(&json, "title", text_of(title_of(status)));
	json_pair_number(&json, "status", status);
	json_pair_text(&json, "request_id", request->ctx->request_id);
	json_add_key(&json, "errors");
	answer_write_problems(request, &json, request->ctx->problems);
	json_end_object(&json);
}

static struct text all_sentences(struct request *request)
{
	const struct problems *problems = request->ctx->problems;
	struct text all = TEXT("");
	for (size_t i = 0; i < problems->count && i < 5; i++)
		all = text_format(request->ctx->arena, "%.*s%s%.*s", TEXT_ARG(all), i ? " " : "",
				  TEXT_ARG(sentence_of(request, &problems->list[i])));
	return all;
}

static void answer_page_problems(struct request *request, int status)
{
	struct page_frame *frame = page_frame_named(request, TEXT(""));
	bool framed = request->staff.staff.value != 0, theirs = request->customer.customer.value != 0;
	const struct page_error error = {
		.status = status,
		.detail = status == 404 || status == 500 ? TEXT("") : all_sentences(request),
		.request_id = status >= 500 ? request->ctx->request_id : TEXT(""),
		.back_url = request_is_office(request) ? TEXT("/admin") : TEXT("/account"),
	};
	request->status = status;
	struct view *view = answer_html(request, status);
	if (framed)
		view_page_begin(view, frame);
	else if (theirs)
		view_portal_begin(view, frame);
	else
		view_narrow_begin(view, frame);
	view_error_content(view, &error);
	if (framed)
		view_page_end(view, frame);
	else if (theirs)
		view_portal_end(view, frame);
	else
		view_narrow_end(view, frame);
}

void answer_retry_after(struct request *request)
{
	http_set_header(request->response, TEXT("Retry-After"), TEXT("1"));
}

void answer_problems(struct request *request, enum outcome outcome, int status)
{
	(void)outcome;
	buffer_clear(&request->response->body);
	bool program = request->route ? request->route->audience == ROUTE_KEY
				      : text_starts(request->http->path, TEXT("/api/"));
	if (status == 503)
		answer_retry_after(request);
	if (program)
		answer_json_problems(request, status);
	else
		answer_page_problems(request, status);
}
