/* A thin face over libmicrohttpd: whole requests in, whole responses out.
 *
 * The one idea: the library's threads parse and guard (RFC 9112 framing, deadlines, limits); every request is then
 * handed to one pool of workers, where the handler runs to its end and may wait for the database. A full queue answers
 * 503 at once.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/outcome.h"
#include "base/text.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OPTIONS };
#define HTTP_METHODS 7
const char *http_method_name(enum http_method method);

struct http_pair {
	struct text name;
	struct text value;
};

/* Everything lives in `arena` until the response has been queued. */
struct http_request {
	struct arena *arena;
	enum http_method method;
	struct text path;  /* as sent, not decoded, without the query */
	struct text query; /* as sent, without '?'; none when there was no '?' */
	const struct http_pair *headers;
	size_t header_count;
	struct bytes body; /* whole; kept below the limit the body rule gave */
	struct text peer;  /* address of the client, after trusted proxies: "203.0.113.7", "2001:db8::1" */
	bool secure;       /* came over TLS, by a trusted proxy's word */
	uint64_t serial;   /* of this request in this process */
};
/* First header of that name, any case; none when absent. */
struct text http_header(const struct http_request *request, struct text name);

struct http_response {
	int status;             /* set by the handler; 200 at first */
	struct http_pair headers[24];
	size_t header_count;
	struct buffer body;     /* freed by http */
	struct text file;       /* when not none: send this file instead of the body, Range honoured */
};
/* Adds a header; CR and LF in a value end the process under test and are dropped in production. */
void http_set_header(struct http_response *response, struct text name, struct text value);

typedef void http_handler(void *state, struct http_request *request, struct http_response *response);
/* Most bytes of body this request may have, asked when its headers are in; 0: none allowed. Over it: 413. */
typedef size_t http_body_rule(void *state, enum http_method method, struct text path);

struct http_options {
	struct text listen;          /* "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one */
	struct text trusted_proxies; /* addresses and networks, separated by blanks; none: no one */
	unsigned workers;            /* 0: 64 */
	unsigned queue;              /* most requests that wait for a worker; 0: 1024 */
	size_t arena_budget;         /* bytes a request may take; 0: 64 MiB */
	http_handler *handle;
	http_body_rule *body_rule;
	void *state;
};

struct http_server;
enum outcome http_start(const struct http_options *options, struct http_server **ret_server, struct text *ret_why) MUST_USE;
/* The port that it listens on. */
unsigned http_port(const struct http_server *server);
/* Lets running requests end (at most `seconds`), refuses new ones, closes. */
void http_stop(struct http_server *server, unsigned seconds);

#endif
