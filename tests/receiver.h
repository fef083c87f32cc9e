/* A server that others are called on, beside a test: it keeps every request and answers as it is told.
 *
 * The one idea: one thread, one connection at a time, closed behind every answer, so what has been received is known
 * when the caller has its answer. */
#ifndef TESTS_RECEIVER_H
#define TESTS_RECEIVER_H

#include "base/arena.h"
#include "base/text.h"

#include <pthread.h>

#define RECEIVER_MOST 64

struct receiver {
	struct arena *arena;
	pthread_t thread;
	int listening;
	unsigned port;
	pthread_mutex_t lock;           /* guards what follows */
	const char *answer;             /* the whole response; NULL: the connection is held and nothing is said */
	bool endless;                   /* the answer's body never ends */
	struct text got[RECEIVER_MOST]; /* head and body as they came */
	size_t count;
};

/* Listens on 127.0.0.1 and answers 200. */
void receiver_start(struct receiver *receiver);
void receiver_stop(struct receiver *receiver);
/* From the next request on. */
void receiver_answer(struct receiver *receiver, const char *answer);
size_t receiver_count(struct receiver *receiver);
/* The n-th, from 1; it fails the test when there is none. */
struct text receiver_got(struct receiver *receiver, size_t number);
/* The value of one of its headers; none when there is none. */
struct text receiver_header(struct text request, const char *name);
struct text receiver_body(struct text request);
/* "http://127.0.0.1:PORT/path" */
struct text receiver_url(struct receiver *receiver, const char *path);

#endif
