/* A client for tests: it sends the bytes it is told to, well-formed or not, and reads one response after another.
 *
 * The one idea: it knows HTTP only as far as finding where a response ends (Content-Length, chunked, close).
 */
#ifndef TESTS_HTTP_CLIENT_H
#define TESTS_HTTP_CLIENT_H

#include "base/buffer.h"

struct http_client {
	int descriptor;
	struct buffer came; /* bytes behind the last response */
	int wait_ms;        /* longest silence that is waited for, and half of the longest response; 60,000 at first */
	int64_t until_ms;   /* the response under way is waited for */
};

struct http_reply {
	int status;         /* 0: the connection ended, was silent, or went on and on before a whole response came */
	struct buffer head; /* status line and headers, with the empty line */
	struct buffer body;
};

/* Connects to 127.0.0.1; ends the test program when nobody listens. */
void http_client_open(struct http_client *client, unsigned port);
void http_client_close(struct http_client *client);

/* False when the other side has closed. */
bool http_client_send(struct http_client *client, struct text bytes);
/* `bodiless`: the response to HEAD. Interim responses (1xx) are passed over. The reply must be freed. */
bool http_client_read(struct http_client *client, bool bodiless, struct http_reply *ret_reply);
/* Waits for the other side to close; false when bytes come instead, or nothing does for `wait_ms`. */
bool http_client_ended(struct http_client *client);

/* Value of the first header of that name, any case; none when absent. */
struct text http_reply_header(const struct http_reply *reply, struct text name);
struct text http_reply_body(const struct http_reply *reply);
void http_reply_free(struct http_reply *reply);

/* A request on a connection of its own: connects, sends, reads, closes. */
struct http_reply http_client_ask(unsigned port, struct text request);

#endif
