/* Pages, redirects, cookies, downloads. Problems are in web/problems.c. */
#include "web/answer.h"

#include "base/log.h"
#include "format/url.h"
#include "web/language.h"
#include "web/web.h"

#include <stdarg.h>

/* Memory for a page is taken at once, since a buffer that grows copies what it has. */
#define PAGE_USUAL ((size_t)48 << 10)

struct view *answer_html(struct request *request, int status)
{
	request->answered = true;
	request->response->status = request->status ? request->status : status;
	request->view.language = request->ctx->language;
	request->view.zone = request->ctx->zone;
	request->view.csrf = request->csrf;
	http_set_header(request->response, TEXT("Content-Type"), TEXT("text/html; charset=utf-8"));
	buffer_reserve(&request->response->body, PAGE_USUAL);
	return &request->view;
}

struct buffer *answer_json(struct request *request, int status)
{
	request->answered = true;
	request->response->status = status;
	http_set_header(request->response, TEXT("Content-Type"), TEXT("application/json"));
	return &request->response->body;
}

enum outcome answer_redirect(struct request *request, struct text path)
{
	request->answered = true;
	request->response->status = 303;
	http_set_header(request->response, TEXT("Location"), url_is_own_path(path) ? path : TEXT("/admin"));
	return DONE;
}

enum outcome answer_redirect_saying(struct request *request, struct text path, const char *message, ...)
{
	struct arena *arena = request->ctx->arena;
	struct text values[PROBLEM_VALUES] = {TEXT_NONE};
	va_list list;
	va_start(list, message);
	size_t count = 0;
	while (count < PROBLEM_VALUES && !text_is_none(values[count] = va_arg(list, struct text)))
		count++;
	va_end(list);
	struct text sentence = language_text(request->ctx->language, NULL, message);
	sentence = language_fill(arena, sentence, values, count);
	answer_cookie(request, TEXT("__Host-said"), url_encode(arena, text_slice(sentence, 0, 600)), 60);
	return answer_redirect(request, path);
}

struct text answer_said(struct request *request)
{
	struct text cookie = request_cookie(request, TEXT("__Host-said")), said;
	if (text_is_empty(cookie))
		return TEXT("");
	answer_cookie(request, TEXT("__Host-said"), TEXT(""), 0);
	return url_decode(request->ctx->arena, cookie, &said) == DONE ? said : TEXT("");
}

#define UNDO_MOST 3000 /* bytes; browsers keep 4096 a cookie */

void answer_offer_undo(struct request *request, struct text path, struct text what)
{
	struct arena *arena = request->ctx->arena;
	struct text offer = text_format(arena, "%.*s?%.*s", TEXT_ARG(path), TEXT_ARG(url_encode(arena, what)));
	if (offer.size <= UNDO_MOST)
		answer_cookie(request, TEXT("__Host-undo"), offer, 60);
}

void answer_offered_undo(struct request *request, struct text *ret_path, struct text *ret_what)
{
	struct text offer = request_cookie(request, TEXT("__Host-undo")), path;
	*ret_path = *ret_what = TEXT_NONE;
	if (text_is_empty(offer))
		return;
	answer_cookie(request, TEXT("__Host-undo"), TEXT(""), 0);
	if (text_next(&offer, '?', &path) && url_decode(request->ctx->arena, offer, ret_what) == DONE)
		*ret_path = path;
}

void answer_cookie(struct request *request, struct text name, struct text value, int64_t seconds)
{
	struct text cookie =
		text_format(request->ctx->arena, "%.*s=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%lld",
			    TEXT_ARG(name), TEXT_ARG(value), (long long)seconds);
	http_set_header(request->response, TEXT("Set-Cookie"), cookie);
}

enum outcome answer_bytes(struct request *request, struct text type, struct text name, struct bytes content)
{
	struct arena *arena = request->ctx->arena;
	request->answered = true;
	request->response->status = 200;
	http_set_header(request->response, TEXT("Content-Type"), type);
	http_set_header(request->response, TEXT("Content-Disposition"),
			text_format(arena, "attachment; filename*=UTF-8''%.*s", TEXT_ARG(url_encode(arena, name))));
	buffer_add_bytes(&request->response->body, content.at, content.size);
	return DONE;
}

/* In the place of the one that every page has. */
static void replace_header(struct http_response *response, struct text name, struct text value)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (text_equal(response->headers[i].name, name)) {
			response->headers[i].value = value;
			return;
		}
	http_set_header(response, name, value);
}

enum outcome answer_style(struct request *request, struct text style)
{
	request->answered = true;
	request->response->status = 200;
	http_set_header(request->response, TEXT("Content-Type"), TEXT("text/css; charset=utf-8"));
	replace_header(request->response, TEXT("Cache-Control"), TEXT("private, max-age=86400"));
	buffer_add(&request->response->body, style);
	return DONE;
}

/* Whatever it holds runs nothing and is taken for nothing else. */
static void set_apart(struct http_response *response)
{
	replace_header(response, TEXT("Content-Security-Policy"),
		       TEXT("default-src 'none'; frame-ancestors 'none'; sandbox"));
}

enum outcome answer_picture(struct request *request, struct text type, struct bytes picture)
{
	struct http_response *response = request->response;
	request->answered = true;
	response->status = 200;
	http_set_header(response, TEXT("Content-Type"), type);
	set_apart(response);
	http_set_header(response, TEXT("Cross-Origin-Resource-Policy"), TEXT("cross-origin"));
	replace_header(response, TEXT("Cache-Control"), TEXT("public, max-age=31536000, immutable"));
	buffer_add_bytes(&response->body, picture.at, picture.size);
	return DONE;
}

enum outcome answer_file(struct request *request, const struct answered_file *file)
{
	struct http_response *response = request->response;
	struct text name = url_encode(request->ctx->arena, file->name);
	request->answered = true;
	response->status = 200;
	response->file = file->path;
	http_set_header(response, TEXT("Content-Type"), file->type);
	http_set_header(response, TEXT("Content-Disposition"),
			text_is_none(file->name) ? TEXT("inline")
						 : text_format(request->ctx->arena, "attachment; filename*=UTF-8''%.*s",
							       TEXT_ARG(name)));
	set_apart(response);
	http_set_header(response, TEXT("Cross-Origin-Resource-Policy"), TEXT("same-origin"));
	if (file->lasting)
		replace_header(response, TEXT("Cache-Control"), TEXT("private, max-age=86400"));
	return DONE;
}

void answer_letter(struct request *request, struct text html)
{
	struct view *view = answer_html(request, 200);
	replace_header(request->response, TEXT("Content-Security-Policy"),
		       TEXT("default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
			    "sandbox"));
	buffer_add(view->out, html);
}

int answer_status(const struct request *request, enum outcome outcome)
{
	switch (outcome) {
	case DONE: return 200;
	case NOT_FOUND: return 404;
	case INVALID: return 422;
	case CONFLICT: return 409;
	case FORBIDDEN: return 403;
	/* Without a problem it is the store that cannot answer now. */
	case TOO_MANY: return request->ctx->problems->count ? 429 : 503;
	case FAULT: return 500;
	}
	return 500;
}
