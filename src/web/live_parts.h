/* The streams' own structs; used by web/live*.c alone.
 *
 * `lock` guards the list, each listener and the far crowd. A stream is sent to under it, and its `closed` takes it, so
 * a stream that is not NULL is there. Checks ask the database and hold no lock: a listener that is pinned is not freed.
 */
#ifndef WEB_LIVE_PARTS_H
#define WEB_LIVE_PARTS_H

#include "service/live.h"
#include "web/live.h"

#include <pthread.h>

#define LIVE_NAME_MOST 120

struct live_place {
	char topic[LIVE_TOPIC_MOST + 1];
	bool editing;
};

struct live_listener {
	struct live_listener *next;
	struct live_web *live;
	struct http_stream *stream; /* NULL: gone */
	unsigned pins;
	char token[64];
	char browser[44]; /* empty: unknown */
	int64_t staff;
	char name[LIVE_NAME_MOST + 1];
	struct live_place places[LIVE_PLACES];
	size_t place_count;
	char print[64]; /* of the news that it was told last; only the hub's thread looks at it */
};

/* Who is at a topic on another server, as it said last. */
struct live_crowd {
	struct live_crowd *next;
	int64_t until_ns; /* a server that went away says nothing more */
	char *server, *topic, *people;
};

struct live_web {
	struct store *store;
	struct live *hub;
	pthread_mutex_t lock;
	struct live_listener *listeners;
	struct live_crowd *crowds;
	int64_t announce_ns; /* when other servers are told anew; on the hub's thread alone */
};

/* ---- web/live_who.c; on the hub's thread ---- */

/* Somebody came, went or began to edit: tells those who are there, and other servers. */
void live_who_changed(struct live_web *live, struct text topic);
/* Another server has said who is there. */
void live_who_heard(struct live_web *live, const struct live_news *news);
/* Forgets servers that fell silent, tells others anew. */
void live_who_tick(struct live_web *live);
void live_who_close(struct live_web *live);

/* ---- web/live.c ---- */

/* Sends `event` with what `write` makes for each listener of the topic who may still hear of it. */
struct live_hearing {
	const struct live_listener *listener;
	struct context *ctx; /* theirs: language, permissions */
	struct buffer *data; /* takes the JSON */
};
typedef void live_write(const struct live_hearing *hearing, void *state);
void live_send(struct live_web *live, struct text topic, const char *event, live_write *write, void *state);
/* Queues live_who_changed(); at a topic of one's own, what waits there. */
void live_move(struct live_web *live, struct text topic);
/* "staff/7": what concerns that member of staff alone. */
bool live_is_own(struct text topic);
/* Under the lock. */
struct live_place *live_place_of(struct live_listener *listener, struct text topic);

#endif
