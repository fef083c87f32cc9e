/* From the library's view of a request to ours. The framing has been checked byte by byte before (framing.h). */
#include "http/framing.h"
#include "http/server.h"

#include <string.h>
#include <strings.h>

static const char *const method_names[HTTP_METHODS] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

const char *http_method_name(enum http_method method)
{
	return method_names[method];
}

static bool method_parse(const char *name, enum http_method *ret_method)
{
	for (unsigned i = 0; i < HTTP_METHODS; i++) {
		if (strcmp(name, method_names[i]) == 0) {
			*ret_method = (enum http_method)i;
			return true;
		}
	}
	return false;
}

static bool is_named(struct text name, struct text other)
{
	return name.size == other.size && strncasecmp(name.at, other.at, name.size) == 0;
}

struct text http_header(const struct http_request *request, struct text name)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (is_named(request->headers[i].name, name))
			return request->headers[i].value;
	return TEXT_NONE;
}

/* A value that is not UTF-8 is left out: nothing that matters here is sent in another encoding. */
static enum MHD_Result add_header(void *state, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct http_request *request = state;
	struct text text = text_trim(text_of(value));
	(void)kind;
	if (value == NULL || request->header_count == FRAMING_HEADERS_MOST ||
	    !text_is_valid((struct bytes){(const unsigned char *)text.at, text.size}))
		return MHD_YES;
	struct http_pair *pair = (struct http_pair *)&request->headers[request->header_count++];
	pair->name = text_copy(request->arena, text_of(name));
	pair->value = text_copy(request->arena, text);
	return MHD_YES;
}

/* All values of that name in their order, joined by commas. */
static struct text joined_header(const struct http_request *request, struct text name)
{
	struct text all = TEXT_NONE;
	for (size_t i = 0; i < request->header_count; i++) {
		if (!is_named(request->headers[i].name, name))
			continue;
		if (!text_is_none(all))
			all = text_join(request->arena, all, TEXT(","));
		all = text_is_none(all) ? request->headers[i].value
					: text_join(request->arena, all, request->headers[i].value);
	}
	return all;
}

/* "http://host/path": its host must be the one of the header, which is what everybody else looks at. */
static bool cut_authority(const struct http_request *request, struct text *target)
{
	size_t scheme = text_find(*target, TEXT("://"), 0);
	struct text name = text_slice(*target, 0, scheme);
	if (!is_named(name, TEXT("http")) && !is_named(name, TEXT("https")))
		return false;
	struct text rest = text_slice(*target, scheme + 3, SIZE_MAX);
	size_t end = 0;
	while (end < rest.size && rest.at[end] != '/' && rest.at[end] != '?')
		end++;
	if (!is_named(text_slice(rest, 0, end), http_header(request, TEXT("host"))))
		return false;
	*target = text_slice(rest, end, SIZE_MAX);
	if (!text_starts(*target, TEXT("/")))
		*target = text_join(request->arena, TEXT("/"), *target);
	return true;
}

static unsigned read_target(struct http_request *request, struct text target)
{
	bool asterisk = request->method == HTTP_OPTIONS && text_equal(target, TEXT("*"));
	if (!asterisk && !text_starts(target, TEXT("/")) && !cut_authority(request, &target))
		return 400;
	size_t mark = text_find(target, TEXT("?"), 0);
	request->path = text_slice(target, 0, mark);
	request->query = mark == SIZE_MAX ? TEXT_NONE : text_slice(target, mark + 1, SIZE_MAX);
	return 0;
}

/* Who asks, and whether by TLS: a proxy's word counts when the peer is a trusted one. */
static void read_client(struct exchange *exchange)
{
	struct http_request *request = &exchange->request;
	exchange->client = exchange->link->peer;
	if (exchange->link->trusted) {
		struct text forwarded = joined_header(request, TEXT("x-forwarded-for"));
		struct text scheme = joined_header(request, TEXT("x-forwarded-proto")), last;
		exchange->client = address_behind(&exchange->server->trusted, exchange->client, forwarded);
		while (text_next(&scheme, ',', &last))
			request->secure = is_named(text_trim(last), TEXT("https"));
	}
	request->peer = address_format(request->arena, exchange->client);
	request->network = address_format(request->arena, address_network(exchange->client));
}

unsigned request_read(struct exchange *exchange, const char *method)
{
	struct http_request *request = &exchange->request;
	if (!method_parse(method, &request->method))
		return 501;
	request->headers = arena_take_array(request->arena, FRAMING_HEADERS_MOST, sizeof(*request->headers));
	MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, add_header, request);
	read_client(exchange);
	return read_target(request, exchange->target);
}
