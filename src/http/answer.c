/* From our response to the library's: headers, bodies in memory, files and their ranges (RFC 9110, 14). */
#include "http/server.h"

#include "base/log.h"
#include "http/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_named(const struct http_pair *pair, const char *name)
{
	return pair->name.size == strlen(name) && strncasecmp(pair->name.at, name, pair->name.size) == 0;
}

void http_set_header(struct http_response *response, struct text name, struct text value)
{
	for (size_t i = 0; i < response->header_count; i++) {
		struct http_pair *pair = &response->headers[i];
		bool same = pair->name.size == name.size && strncasecmp(pair->name.at, name.at, name.size) == 0;
		if (same && !is_named(pair, "Set-Cookie")) {
			pair->value = value;
			return;
		}
	}
	if (response->header_count < HTTP_RESPONSE_HEADERS)
		response->headers[response->header_count++] = (struct http_pair){name, value};
	else
		log_line(LOG_ERROR, TEXT_NONE, "no room for the header %.*s", TEXT_ARG(name));
}

/* Headers --------------------------------------------------------------------------------------------------------- */

/* NUL-terminated, without control characters: one header stays one line. */
static const char *clean(struct arena *arena, struct text t)
{
	char *line = arena_take(arena, t.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] >= ' ' && t.at[i] != 0x7f)
			line[size++] = t.at[i];
	if (size < t.size)
		log_line(LOG_ERROR, TEXT_NONE, "control characters were dropped from a header");
	return line;
}

static void add_headers(struct exchange *exchange)
{
	struct arena *arena = exchange->request.arena;
	for (size_t i = 0; i < exchange->response.header_count; i++) {
		const struct http_pair *pair = &exchange->response.headers[i];
		const char *name = clean(arena, pair->name), *value = clean(arena, pair->value);
		/* The library refuses empty values; a header without one says nothing. */
		if (*value != '\0' && MHD_add_response_header(exchange->answer, name, value) != MHD_YES)
			log_line(LOG_ERROR, TEXT_NONE, "the header %s cannot be sent", name);
	}
}

static struct text own_header(const struct exchange *exchange, const char *name)
{
	for (size_t i = 0; i < exchange->response.header_count; i++) {
		const struct http_pair *pair = &exchange->response.headers[i];
		if (is_named(pair, name))
			return pair->value;
	}
	return TEXT_NONE;
}

/* Ranges ---------------------------------------------------------------------------------------------------------- */

enum range { RANGE_WHOLE, RANGE_PART, RANGE_OUTSIDE };

/* "bytes=first-last", "bytes=first-", "bytes=-count". What is written in another way, and lists of ranges, may be
 * answered with the whole. */
static enum range range_parse(struct text t, int64_t size, int64_t *ret_first, int64_t *ret_last)
{
	struct text unit = TEXT("bytes=");
	size_t dash = text_find(t, TEXT("-"), 0);
	if (!text_starts(t, unit) || dash == SIZE_MAX)
		return RANGE_WHOLE;
	struct text from = text_slice(t, unit.size, dash - unit.size), to = text_slice(t, dash + 1, SIZE_MAX);
	int64_t first = 0, last = size - 1;
	if ((from.size > 0 && (!text_to_number(from, &first) || first < 0)) ||
	    (to.size > 0 && (!text_to_number(to, &last) || last < 0)) || from.size + to.size == 0)
		return RANGE_WHOLE;
	if (from.size == 0) {
		first = last < size ? size - last : 0;
		if (last == 0)
			return RANGE_OUTSIDE;
		last = size - 1;
	} else if (last < first) {
		return to.size == 0 ? RANGE_OUTSIDE : RANGE_WHOLE;
	}
	*ret_first = first;
	*ret_last = last < size ? last : size - 1;
	return first < size ? RANGE_PART : RANGE_OUTSIDE;
}

/* If-Range: the part only of what the client already has a part of. Weak tags never match. */
static bool is_same_version(const struct exchange *exchange)
{
	struct text wanted = http_header(&exchange->request, TEXT("if-range"));
	if (text_is_none(wanted))
		return true;
	if (text_starts(wanted, TEXT("W/")))
		return false;
	return text_equal(wanted, own_header(exchange, "etag")) ||
	       text_equal(wanted, own_header(exchange, "last-modified"));
}

static void answer_range(struct exchange *exchange, int file, int64_t size)
{
	struct http_response *response = &exchange->response;
	struct arena *arena = exchange->request.arena;
	int64_t first = 0, last = size - 1;
	enum range range = RANGE_WHOLE;
	if (response->status == 200 && exchange->request.method == HTTP_GET && is_same_version(exchange))
		range = range_parse(http_header(&exchange->request, TEXT("range")), size, &first, &last);
	if (range == RANGE_OUTSIDE) {
		close(file);
		answer_plain(exchange, 416);
		MHD_add_response_header(exchange->answer, "Content-Range",
					text_format(arena, "bytes */%lld", (long long)size).at);
		return;
	}
	exchange->status = range == RANGE_PART ? 206 : (unsigned)response->status;
	exchange->answer = MHD_create_response_from_fd_at_offset64((uint64_t)(last - first + 1), file, (uint64_t)first);
	http_set_header(response, TEXT("Accept-Ranges"), TEXT("bytes"));
	if (range == RANGE_PART)
		http_set_header(
			response, TEXT("Content-Range"),
			text_format(arena, "bytes %lld-%lld/%lld", (long long)first, (long long)last, (long long)size));
	add_headers(exchange);
}

/* Answers ---------------------------------------------------------------------------------------------------------- */

void answer_plain(struct exchange *exchange, unsigned status)
{
	char problem[HTTP_PROBLEM_SIZE];
	int size = http_problem(problem, status);
	exchange->status = status;
	exchange->answer = MHD_create_response_from_buffer((size_t)size, problem, MHD_RESPMEM_MUST_COPY);
	MHD_add_response_header(exchange->answer, "Content-Type", "application/problem+json");
	if (status == 503)
		MHD_add_response_header(exchange->answer, "Retry-After", "1");
}

static void answer_file(struct exchange *exchange)
{
	struct stat about;
	struct text path = text_copy(exchange->request.arena, exchange->response.file);
	int file = open(path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
		answer_range(exchange, file, about.st_size);
		return;
	}
	if (file >= 0)
		close(file);
	log_line(LOG_ERROR, TEXT_NONE, "a file to be sent cannot be opened: %s", strerror(errno));
	answer_plain(exchange, 500);
}

static void answer_body(struct exchange *exchange)
{
	struct http_response *response = &exchange->response;
	if (buffer_failed(&response->body)) {
		log_line(LOG_ERROR, TEXT_NONE, "a response of more than %u bytes was not sent", HTTP_RESPONSE_MOST);
		answer_plain(exchange, 500);
		return;
	}
	exchange->status = (unsigned)response->status;
	if (response->body.size > 0) {
		exchange->answer =
			MHD_create_response_from_buffer(response->body.size, response->body.at, MHD_RESPMEM_MUST_FREE);
		response->body = buffer_make(HTTP_RESPONSE_MOST); /* the bytes are the library's now */
	} else {
		exchange->answer = MHD_create_response_from_buffer(0, (char *)"", MHD_RESPMEM_PERSISTENT);
	}
	add_headers(exchange);
}

static void answer_stream(struct exchange *exchange)
{
	exchange->status = (unsigned)exchange->response.status;
	exchange->answer = stream_answer(exchange->response.stream, exchange->server->streams, exchange->connection);
	add_headers(exchange);
}

void answer_make(struct exchange *exchange)
{
	if (exchange->response.stream != NULL)
		answer_stream(exchange);
	else if (text_is_none(exchange->response.file))
		answer_body(exchange);
	else
		answer_file(exchange);
	buffer_free(&exchange->response.body);
}
