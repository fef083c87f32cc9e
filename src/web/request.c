/* Reading what came in. */
#include "web/request.h"

#include "format/url.h"
#include "web/language.h"
#include "web/web.h"

#include <strings.h>

#define BEARER TEXT("Bearer ")

struct text request_value(const struct request *request, const char *name)
{
	return fields_sent(&request->fields, request->route, name);
}

struct text request_cookie(const struct request *request, struct text name)
{
	struct text rest = http_header(request->http, TEXT("Cookie")), pair;
	while (text_next(&rest, ';', &pair)) {
		struct text trimmed = text_trim(pair);
		if (trimmed.size > name.size && trimmed.at[name.size] == '=' && text_starts(trimmed, name))
			return text_slice(trimmed, name.size + 1, SIZE_MAX);
	}
	return TEXT_NONE;
}

struct text request_bearer(const struct request *request)
{
	struct text header = http_header(request->http, TEXT("Authorization"));
	if (header.size < BEARER.size || strncasecmp(header.at, BEARER.at, BEARER.size) != 0)
		return TEXT_NONE;
	return text_trim(text_slice(header, BEARER.size, SIZE_MAX));
}

struct text request_absolute(const struct request *request, struct text path)
{
	return text_join(request->ctx->arena, web_base_url(request->web), path);
}

static bool is_below(struct text path, struct text top)
{
	return text_starts(path, top) && (path.size == top.size || path.at[top.size] == '/');
}

bool request_is_office(const struct request *request)
{
	return is_below(request->http->path, TEXT("/admin")) || is_below(request->http->path, TEXT("/api"));
}

struct session_place request_place(const struct request *request)
{
	struct text agent = http_header(request->http, TEXT("User-Agent"));
	return (struct session_place){request->http->peer, text_is_none(agent) ? TEXT("") : agent,
				      request->http->network};
}

struct throttle_try request_password_try(const struct request *request)
{
	return (struct throttle_try){"password", request->http->network,
				     text_of_number(request->ctx->arena, request->customer.customer.value)};
}
