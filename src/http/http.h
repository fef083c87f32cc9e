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
	struct bytes
		body; /* whole; kept below the limit the body rule gave; a mapped file when the spool rule says so */
	struct text peer;    /* address of the client, after trusted proxies: "203.0.113.7", "2001:db8::1" */
	struct text network; /* its network, which limits are counted by: "203.0.113.7", "2001:db8::" */
	bool secure;         /* came over TLS, by a trusted proxy's word */
	uint64_t serial;     /* of this request in this process */
};
/* First header of that name, any case; none when absent. */
struct text http_header(const struct http_request *request, struct text name);

#define HTTP_RESPONSE_HEADERS 24
#define HTTP_RESPONSE_MOST    (256u << 20)
struct http_response {
	int status; /* set by the handler; 200 at first */
	struct http_pair headers[HTTP_RESPONSE_HEADERS];
	size_t header_count;
	struct buffer body;         /* up to HTTP_RESPONSE_MOST; freed by http */
	struct text file;           /* when not none: send this file instead of the body, Range honoured */
	struct http_stream *stream; /* see http_stream_open() */
	/* Not 0: it leaves when a multiple of this time has passed since the request was whole. Holds no worker. */
	unsigned pace_ms;
};
/* Sets a header in place of one of the same name (of Set-Cookie there may be many); name and value must last as long as
 * the request's arena. Control characters in a value (but tabs) are dropped when it is sent, with a line in the log:
 * whoever passes them has a bug. Content-Length, Date, Connection and Transfer-Encoding are http's own. */
void http_set_header(struct http_response *response, struct text name, struct text value);

typedef void http_handler(void *state, struct http_request *request, struct http_response *response);
/* Most bytes of body this request may have, asked when its headers are in; 0: none allowed. Over it: 413. */
typedef size_t http_body_rule(void *state, enum http_method method, struct text path);
/* Whether its body goes to a file instead of memory. The file has no name: nothing of it is left after a crash. */
enum http_spool {
	HTTP_SPOOL_NEVER,
	HTTP_SPOOL,
	HTTP_SPOOL_ASKS, /* once http_leave says so */
};
typedef enum http_spool http_spool_rule(void *state, enum http_method method, struct text path);
/* Whether who sends these headers may send such a body: 0, or the status to refuse it with before it comes. Runs on a
 * worker, so it may wait for the database. */
typedef unsigned http_leave(void *state, struct http_request *request);

struct http_options {
	struct text listen;          /* "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one */
	struct text trusted_proxies; /* addresses and networks, separated by blanks; none: no one */
	unsigned workers;            /* 0: 64 */
	unsigned queue;              /* most requests that wait for a worker; 0: 1024 */
	unsigned connections;        /* most that are open; 0: 8192 */
	unsigned per_client;         /* most connections (behind trusted proxies: requests) of one network; 0: 512 */
	size_t arena_budget;         /* bytes a request may take; 0: 64 MiB */
	unsigned header_ms;          /* a whole header must come in this time; 0: 10,000 */
	unsigned beat_ms;            /* how often a stream tells that it is alive; 0: 15,000 */
	unsigned slow_ms;            /* bodies and readers must move 30 KiB in this time; 0: 30,000 */
	http_handler *handle;
	http_body_rule *body_rule;
	http_spool_rule *spool_rule; /* NULL: never */
	http_leave *leave;           /* needed where the spool rule asks */
	struct text spool_folder;    /* for those files, on a disk that has room; none: /tmp */
	void *state;
};

struct http_server;
enum outcome http_start(const struct http_options *options, struct http_server **ret_server,
			struct text *ret_why) MUST_USE;
/* The port that it listens on. */
unsigned http_port(const struct http_server *server);
/* Refuses new requests, ends streams, lets running ones end (at most `seconds`), closes. False when some still run:
 * their handlers may yet use `state`, so all that is left to do is to end the process. */
bool http_stop(struct http_server *server, unsigned seconds) MUST_USE;

/* A response that stays open, for server-sent events. It holds no worker: the handler opens it and returns. */
struct http_stream;
/* The connection has ended, in whatever way. The last that is heard of the stream: it is gone when this returns, so
 * whoever sends to it from other threads does so under a lock that this takes too. */
typedef void http_stream_closed(void *state, struct http_stream *stream);
/* Called by a handler; the headers are its own (text/event-stream). NULL when there is no memory. `closed` may already
 * be called while the handler is returning. A comment line goes out every `beat_ms`, so that a lost client is noticed.
 */
struct http_stream *http_stream_open(struct http_response *response, http_stream_closed *closed, void *state);
/* Queues bytes as they are. False when the stream has ended or the client has left HTTP_STREAM_MOST unread, which ends
 * it. Never waits. */
#define HTTP_STREAM_MOST (256u << 10)
bool http_stream_send(struct http_stream *stream, struct text bytes);
/* No more is sent; `closed` follows. */
void http_stream_end(struct http_stream *stream);

struct http_statistics {
	uint64_t connections; /* since the start */
	uint64_t requests;    /* handed to the handler */
	uint64_t refused;     /* by limits: body too large, too many of one client, queue full */
	uint64_t cut;         /* for being slow */
	unsigned running;     /* requests being worked on or answered */
};
struct http_statistics http_count(const struct http_server *server);

#endif
