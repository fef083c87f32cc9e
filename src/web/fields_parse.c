/* Query and body as a list of named values, whatever the content type; see web/fields.h. */
#include "format/url.h"
#include "web/fields_parts.h"

#include <string.h>

struct field *field_list_add(struct field_list *list)
{
	if (*list->total == FIELDS_MOST)
		return NULL;
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 8;
		struct field *larger = arena_take_array(list->arena, room, sizeof(*larger));
		if (list->count)
			memcpy(larger, list->list, list->count * sizeof(*larger));
		list->list = larger;
		list->room = room;
	}
	++*list->total;
	return &list->list[list->count++];
}

int fields_refuse(struct context *ctx, int status, const char *code, const char *message)
{
	problems_add(ctx->problems, (struct problem){.code = code, .message = message});
	return status;
}

static int refuse_text(struct context *ctx)
{
	return fields_refuse(ctx, 422, "not_text", N_("Some text is not valid UTF-8, or holds a NUL."));
}

int fields_refuse_number(struct context *ctx)
{
	return fields_refuse(ctx, 413, "too_many_fields", N_("Too many values were sent at once."));
}

/* "a=1&b=2" */
static int fields_parse_pairs(struct context *ctx, struct text encoded, struct field_list *list)
{
	for (;;) {
		bool found = false;
		struct url_pair pair;
		if (url_next_pair(ctx->arena, &encoded, &found, &pair) != DONE)
			return refuse_text(ctx);
		if (!found)
			return 0;
		struct field *field = field_list_add(list);
		if (!field)
			return fields_refuse_number(ctx);
		*field = (struct field){.name = pair.name, .form = FIELD_TEXT, .text = pair.value};
	}
}

/* "Text/HTML; charset=x" → "text/html" */
static struct text media_type(struct arena *arena, struct text header)
{
	struct text type = text_slice(header, 0, text_find(header, TEXT(";"), 0));
	return text_lower_ascii(arena, text_trim(type));
}

static int parse_raw(struct context *ctx, const struct route *route, const struct http_request *http,
		     struct fields *ret_fields)
{
	ret_fields->raw = http->body;
	ret_fields->raw_type = media_type(ctx->arena, http_header(http, TEXT("Content-Type")));
	for (const char *const *type = route->raw_types; *type; type++)
		if (text_equal(ret_fields->raw_type, text_of(*type)))
			return 0;
	return fields_refuse(ctx, 415, "unsupported_type", N_("This content type is not taken here."));
}

static int parse_body(struct context *ctx, const struct http_request *http, struct fields *fields,
		      struct field_list *list)
{
	struct text header = http_header(http, TEXT("Content-Type")), type = media_type(ctx->arena, header);
	struct text body = {(const char *)http->body.at, http->body.size};
	if (text_is_empty(type) && body.size == 0)
		return 0;
	if (text_equal(type, TEXT("application/json"))) {
		fields->json = true;
		return fields_parse_json(ctx, body, list);
	}
	if (text_equal(type, TEXT("application/x-www-form-urlencoded")))
		return fields_parse_pairs(ctx, body, list);
	if (text_equal(type, TEXT("multipart/form-data")))
		return fields_parse_multipart(ctx, header, http->body, list);
	return fields_refuse(ctx, 415, "unsupported_type", N_("This content type is not taken here."));
}

int fields_parse(struct context *ctx, const struct route *route, const struct http_request *http,
		 struct fields *ret_fields)
{
	size_t total = 0;
	struct field_list list = {.arena = ctx->arena, .total = &total};
	bool query = route->raw_types || route->method == HTTP_GET || route->method == HTTP_DELETE;
	*ret_fields = (struct fields){0};
	int status = 0;
	if (route->raw_types)
		status = parse_raw(ctx, route, http, ret_fields);
	if (!status && query)
		status = fields_parse_pairs(ctx, http->query, &list);
	else if (!status && http->query.size) /* a second place for fields would be one to smuggle them through */
		status = fields_refuse(ctx, 422, "unknown_field", N_("This address takes no query."));
	else if (!status)
		status = parse_body(ctx, http, ret_fields, &list);
	ret_fields->list = list.list;
	ret_fields->count = list.count;
	return status;
}

int fields_parse_item(struct context *ctx, struct text json, struct fields *ret_fields)
{
	size_t total = 0;
	struct field_list list = {.arena = ctx->arena, .total = &total};
	int status = fields_parse_json(ctx, json, &list);
	*ret_fields = (struct fields){.list = list.list, .count = list.count, .json = true};
	return status;
}
