/* Answers and conditions of the API; cursors are in api_cursor.c. */
#include "web/api.h"

#include "format/url.h"

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
	if (total >= 0)
		json_pair_number(&list->json, "total", total);
	json_pair_text(&list->json, "next", next);
	json_end_object(&list->json);
	if (!text_is_none(next))
		set_link(list->request, next);
	return DONE;
}

static struct text tag_of(const struct request *request, int64_t version)
{
	return text_format(request->ctx->arena, "\"v%lld\"", (long long)version);
}

/* A header's list of tags has this one, or is `*`. A weak tag is the same only where weak ones count. */
static bool holds(struct text header, struct text tag, bool weak)
{
	struct text rest = header, one;
	while (text_next(&rest, ',', &one)) {
		one = text_trim(one);
		if (weak && text_starts(one, TEXT("W/")))
			one = text_slice(one, 2, SIZE_MAX);
		if (text_equal(one, tag) || text_equal(one, TEXT("*")))
			return true;
	}
	return false;
}

bool api_is_known(struct request *request, int64_t version)
{
	struct text tag = tag_of(request, version), asked = http_header(request->http, TEXT("If-None-Match"));
	http_set_header(request->response, TEXT("ETag"), tag);
	if (text_is_empty(asked) || !holds(asked, tag, true))
		return false;
	request->answered = true;
	request->response->status = 304;
	return true;
}

enum outcome api_match(struct request *request, int64_t version)
{
	struct text tag = tag_of(request, version), asked = http_header(request->http, TEXT("If-Match"));
	request->status = 0;
	if (text_is_none(asked) || holds(asked, tag, false))
		return DONE;
	request->status = 412;
	return context_conflict(request->ctx, TEXT_NONE, "changed_meanwhile",
				N_("This has been changed meanwhile; it is {0} now."), tag, TEXT_NONE);
}
