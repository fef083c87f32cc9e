/* A queue of news and the thread that tells it. Texts are copied, since who tells does not wait. */
#include "service/live.h"

#include "base/buffer.h"
#include "base/ids.h"
#include "base/log.h"
#include "store/notices.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WAITING_MOST 10000

struct waiting {
	struct waiting *next;
	bool ours;
	size_t size;
	char line[]; /* server, topic, name, payload, with tabs between; the payload may have more */
};

struct live {
	struct live_ears ears;
	struct notices *notices;
	struct arena *arena;
	struct text server;
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t wake;
	struct waiting *first, **last;
	size_t count;
	bool closing;
};

static void queue(struct live *live, struct text line, bool ours)
{
	struct waiting *one = malloc(sizeof *one + line.size);
	if (!one)
		abort();
	*one = (struct waiting){.ours = ours, .size = line.size};
	memcpy(one->line, line.at, line.size);
	pthread_mutex_lock(&live->lock);
	bool fits = live->count < WAITING_MOST;
	if (fits) {
		*live->last = one;
		live->last = &one->next;
		live->count++;
		pthread_cond_signal(&live->wake);
	}
	pthread_mutex_unlock(&live->lock);
	if (!fits)
		free(one);
}

/* What we sent ourselves comes back, too. */
static void hear_others(void *state, struct text notice)
{
	struct live *live = state;
	struct text rest = notice, server;
	if (text_next(&rest, '\t', &server) && !text_equal(server, live->server))
		queue(live, notice, false);
}

static void tell_one(struct live *live, const struct waiting *one)
{
	struct text rest = {one->line, one->size};
	struct live_news news = {.ours = one->ours};
	if (text_next(&rest, '\t', &news.server) && text_next(&rest, '\t', &news.topic) &&
	    text_next(&rest, '\t', &news.name)) {
		news.payload = text_is_none(rest) ? TEXT("") : rest;
		live->ears.hear(live->ears.state, &news);
	}
}

/* The next one, or NULL when it is time to tick or to end. */
static struct waiting *take(struct live *live, int64_t tick_at_ns, bool *ret_closing)
{
	const struct timespec at = {.tv_sec = tick_at_ns / 1000000000, .tv_nsec = tick_at_ns % 1000000000};
	int late = 0;
	pthread_mutex_lock(&live->lock);
	while (!live->first && !live->closing && !late)
		late = pthread_cond_clockwait(&live->wake, &live->lock, CLOCK_MONOTONIC, &at);
	struct waiting *one = live->first;
	if (one) {
		live->first = one->next;
		live->count--;
		if (!live->first)
			live->last = &live->first;
	}
	*ret_closing = live->closing;
	pthread_mutex_unlock(&live->lock);
	return one;
}

static void *run(void *state)
{
	struct live *live = state;
	int64_t tick_at = monotonic_ns();
	bool closing = false;
	while (!closing) {
		struct waiting *one = take(live, tick_at, &closing);
		if (one)
			tell_one(live, one);
		free(one);
		if (!closing && monotonic_ns() >= tick_at) {
			live->ears.tick(live->ears.state);
			tick_at = monotonic_ns() + LIVE_TICK_MS * INT64_C(1000000);
		}
	}
	return NULL;
}

void live_open(struct store *store, const struct live_ears *ears, struct live **ret_live)
{
	struct live *live = calloc(1, sizeof *live);
	if (!live)
		abort();
	live->ears = *ears;
	live->arena = arena_open(4096);
	live->server = token_make(live->arena).value;
	live->last = &live->first;
	pthread_mutex_init(&live->lock, NULL);
	pthread_cond_init(&live->wake, NULL);
	*ret_live = live;
	live->notices = notices_open(store, hear_others, live);
	if (pthread_create(&live->thread, NULL, run, live) != 0)
		abort();
}

void live_close(struct live *live)
{
	struct waiting *next;
	pthread_mutex_lock(&live->lock);
	live->closing = true;
	pthread_cond_signal(&live->wake);
	pthread_mutex_unlock(&live->lock);
	pthread_join(live->thread, NULL);
	/* Only now: the thread sends notices while it tells. What is heard meanwhile is queued, and forgotten. */
	notices_close(live->notices);
	for (struct waiting *one = live->first; one; one = next) {
		next = one->next;
		free(one);
	}
	pthread_cond_destroy(&live->wake);
	pthread_mutex_destroy(&live->lock);
	arena_close(live->arena);
	free(live);
}

void live_tell(struct live *live, const struct live_news *news, bool abroad)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make(NOTICE_MOST);
	const struct text parts[] = {live->server, news->topic, news->name, news->payload};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (i)
			buffer_add_char(&line, '\t');
		buffer_add(&line, parts[i]);
	}
	if (buffer_failed(&line)) {
		log_line(LOG_WARN, TEXT_NONE, "live: news about a topic is too long");
		return;
	}
	queue(live, buffer_text(&line), true);
	if (abroad)
		notices_send(live->notices, buffer_text(&line));
}

bool live_has_others(const struct live *live)
{
	return live->notices != NULL;
}
