/* Answers and conditions of the API; cursors are in api_cursor.c. */
#include "web/api.h"

#include "base/log.h"
#include "format/url.h"

#include <sodium.h>

struct json_writer api_begin(struct request *request, int status)
{
	return json_writer_make(answer_json(request, status));
}

struct json_writer api_created(struct request *request, struct text path)
{
	http_set_header(request->response, TEXT("Location"), path);
	return api_begin(request, 201);
}

enum outcome api_done(struct request *request)
{
	request->answered = true;
	request->response->status = 204;
	return DONE;
}

struct api_list api_list_begin(struct request *request)
{
	struct api_list list = {request, api_begin(request, 200)};
	json_begin_object(&list.json);
	json_add_key(&list.json, "data");
	json_begin_array(&list.json);
	return list;
}

/* The same address with another cursor, as RFC 8288 has it. */
static void set_link(struct request *request, struct text next)
{
	struct arena *arena = request->ctx->arena;
	struct text rest = request->http->query, pair, query = TEXT("");
	while (text_next(&rest, '&', &pair))
		if (!text_is_empty(pair) && !text_starts(pair, TEXT("cursor=")))
			query = text_format(arena, "%.*s%.*s&", TEXT_ARG(query), TEXT_ARG(pair));
	http_set_header(request->response, TEXT("Link"),
			text_format(arena, "<%.*s?%.*scursor=%.*s>; rel=\"next\"", TEXT_ARG(request->http->path),
				    TEXT_ARG(query), TEXT_ARG(url_encode(arena, next))));
}

enum outcome api_list_end(struct api_list *list, int64_t total, struct text next)
{
	json_end_array(&list->json);
	json_add_key(&list->json, "total");
	if (total < 0)
		json_add_null(&list->json);
	else
		json_add_number(&list->json, total);
	json_pair_text(&list->json, "next", next);
	json_end_object(&list->json);
	if (!text_is_none(next))
		set_link(list->request, next);
	return DONE;
}

/* Whether a header's list of tags has one that `fits`, or is `*`. */
typedef bool tag_fits(struct text tag, struct text wanted);
static bool any_fits(struct text header, struct text wanted, tag_fits *fits)
{
	struct text rest = header, one;
	while (text_next(&rest, ',', &one)) {
		one = text_trim(one);
		if (text_equal(one, TEXT("*")) || fits(one, wanted))
			return true;
	}
	return false;
}

/* A cache along the way may have made the tag weak. */
static bool is_same(struct text tag, struct text wanted)
{
	return text_equal(text_starts(tag, TEXT("W/")) ? text_slice(tag, 2, SIZE_MAX) : tag, wanted);
}

static bool is_of_version(struct text tag, struct text wanted)
{
	return text_starts(tag, wanted) && tag.size > wanted.size &&
	       (tag.at[wanted.size] == '"' || tag.at[wanted.size] == '-');
}

static struct text tag_make(struct request *request, int64_t version)
{
	unsigned char hash[16];
	char hex[2 * sizeof hash + 1];
	const struct buffer *body = &request->response->body;
	crypto_generichash(hash, sizeof hash, (const unsigned char *)body->at, body->size, NULL, 0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	return text_format(request->ctx->arena, "\"v%lld-%s\"", (long long)version, hex);
}

/* The document speaks of tags where the route is declared so: both or none. */
static enum outcome check_tagged(const struct request *request)
{
	if (request->route->tagged)
		return DONE;
	log_line(LOG_ERROR, TEXT_NONE, "%s answers with tags and is not declared so", request->route->name);
	return FAULT;
}

enum outcome api_end_tagged(struct request *request, int64_t version)
{
	TRY(check_tagged(request));
	enum http_method method = request->http->method;
	struct text tag = tag_make(request, version), asked = http_header(request->http, TEXT("If-None-Match"));
	http_set_header(request->response, TEXT("ETag"), tag);
	bool reads = method == HTTP_GET || method == HTTP_HEAD;
	if (!reads || text_is_empty(asked) || !any_fits(asked, tag, is_same))
		return DONE;
	buffer_clear(&request->response->body);
	request->response->status = 304;
	return DONE;
}

enum outcome api_match(struct request *request, int64_t version)
{
	struct arena *arena = request->ctx->arena;
	struct text asked = http_header(request->http, TEXT("If-Match"));
	TRY(check_tagged(request));
	request->status = 0;
	if (text_is_none(asked) || any_fits(asked, text_format(arena, "\"v%lld", (long long)version), is_of_version))
		return DONE;
	request->status = 412;
	return context_conflict(request->ctx, TEXT_NONE, "changed_meanwhile",
				N_("This has been changed meanwhile; its version is {0} now."),
				text_of_number(arena, version), TEXT_NONE);
}
