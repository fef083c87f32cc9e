/* What the files of http/ share; nobody else includes it.
 *
 * A link is one connection, an exchange one request and its response. Both belong to the library's thread that runs the
 * connection; between exchange_run() and the library's next call an exchange belongs to a worker.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/address.h"
#include "http/guard.h"
#include "http/http.h"
#include "http/pace.h"
#include "http/workers.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

struct http_server {
	struct http_options options;
	struct networks trusted;
	unsigned port;
	struct MHD_Daemon *daemon;
	int listener;
	struct guards *guards;
	struct clients *clients;
	struct workers *workers;
	struct streams *streams;
	struct pace *pace;
	_Atomic bool stopping;
	_Atomic unsigned running; /* requests that have come whole and are not wholly answered */
	_Atomic unsigned working; /* those of them that a worker or the pace has: suspended in the library */
	_Atomic uint64_t connections, requests, refused;
	pthread_mutex_t lock; /* of the exchanges that wait to be used again */
	struct exchange *idle;
	unsigned idle_count;
};

struct link {
	struct http_server *server;
	struct guard *guard;
	struct address peer;
	bool trusted; /* the peer is a proxy whose word counts */
	bool counted;
};

struct exchange {
	struct http_server *server;
	struct exchange *next; /* while idle */
	struct link *link;
	struct MHD_Connection *connection;
	enum {
		EXCHANGE_BEGUN,
		EXCHANGE_ASKING, /* a worker looks whether the body may come … */
		EXCHANGE_ASKED,  /* … and has said so in `status` */
		EXCHANGE_READING,
		EXCHANGE_REFUSED,
		EXCHANGE_RUNNING,
		EXCHANGE_ANSWERED
	} step;
	bool counted_client, counted_running;
	struct address client;
	struct text target;
	struct http_request request;
	struct http_response response;
	struct buffer body;
	size_t body_size, body_most;
	int64_t whole_ns;    /* since when the request has been whole; of monotonic_ns() */
	int body_descriptor; /* -1 when the body is in memory */
	struct MHD_Response *answer;
	unsigned status;
};

/* The library's callbacks (exchange.c). */
void *exchange_on_target(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_on_request(void *server, struct MHD_Connection *connection, const char *url,
				    const char *method, const char *version, const char *data, size_t *size,
				    void **exchange);
void exchange_on_end(void *server, struct MHD_Connection *connection, void **exchange,
		     enum MHD_RequestTerminationCode why);
/* A job of the workers. */
void exchange_work(void *exchange);
/* Its answer goes on its way, whoever had it. */
pace_release exchange_resume;
void exchange_free_idle(struct http_server *server);

/* Reads request line and headers into exchange->request. Returns 0 or the status to refuse with (request.c). */
unsigned request_read(struct exchange *exchange, const char *method);

/* Body and headers of exchange->response as the library wants them, in exchange->answer and ->status (answer.c). */
void answer_make(struct exchange *exchange);
/* The same for a status of http's own, as a problem (RFC 9457). */
void answer_plain(struct exchange *exchange, unsigned status);

/* Streams (stream.c): all of one server, with the thread that beats. */
struct streams;
struct streams *streams_open(unsigned beat_ms);
/* When no stream is left. */
void streams_close(struct streams *streams);
void streams_end_all(struct streams *streams);
/* The library's response for a stream that the handler opened. */
struct MHD_Response *stream_answer(struct http_stream *stream, struct streams *streams,
				   struct MHD_Connection *connection);

#endif
