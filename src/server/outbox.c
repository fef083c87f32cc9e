/* Doing what is in the outbox, each in a context of its own, as the system. */
#include "server/outbox.h"

#include "base/ids.h"
#include "base/log.h"
#include "features/mailings/mailings.h"
#include "features/oidc/oidc.h"
#include "features/webhooks/webhooks.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ARENA_BUDGET (64u << 20)
#define LOOK_MS      500 /* between two looks for something to do */
#define KINDS        (sizeof kinds / sizeof *kinds)

static const struct outbox_kind kinds[] = {
#define OUTBOX(name, ready, send, ended, close) {name, ready, send, ended, close},
#include "server/outbox.def"
#undef OUTBOX
};

struct post {
	struct outbox *outbox;
	const struct outbox_kind *kind;
	struct outbox_sender sender;
	pthread_t thread;
};

struct outbox {
	struct store *store;
	struct arena *arena;
	struct post posts[KINDS];
	size_t running;
	pthread_mutex_t lock; /* guards stop */
	pthread_cond_t stopped;
	bool stop;
};

static bool is_stopped(struct outbox *outbox)
{
	pthread_mutex_lock(&outbox->lock);
	bool stop = outbox->stop;
	pthread_mutex_unlock(&outbox->lock);
	return stop;
}

static bool run_one(struct post *post)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(ARENA_BUDGET);
	struct context ctx;
	bool found = false;
	context_open(&ctx, arena, post->outbox->store);
	enum outcome outcome = outbox_run_next(&ctx, post->kind, &post->sender, &found);
	context_close(&ctx);
	if (outcome != DONE && outcome != TOO_MANY)
		log_line(LOG_WARN, TEXT_NONE, "outbox: %s could not be done; trying again later", post->kind->name);
	return outcome == DONE && found;
}

static void run_due(struct post *post)
{
	while (!is_stopped(post->outbox) && run_one(post))
		;
}

static void end_sender(struct post *post)
{
	if (post->sender.connection && post->kind->close)
		post->kind->close(post->sender.connection);
}

static void *run(void *state)
{
	struct post *post = state;
	struct outbox *outbox = post->outbox;
	while (!is_stopped(outbox)) {
		struct timespec until;
		run_due(post);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += LOOK_MS * 1000000;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_mutex_lock(&outbox->lock);
		if (!outbox->stop)
			pthread_cond_timedwait(&outbox->stopped, &outbox->lock, &until);
		pthread_mutex_unlock(&outbox->lock);
	}
	end_sender(post);
	return NULL;
}

static struct outbox *open_outbox(struct store *store, struct text base_url, const struct networks *allowed)
{
	struct outbox *outbox = calloc(1, sizeof *outbox);
	if (!outbox)
		abort();
	outbox->store = store;
	outbox->arena = arena_open(4096);
	pthread_mutex_init(&outbox->lock, NULL);
	pthread_cond_init(&outbox->stopped, NULL);
	for (size_t i = 0; i < KINDS; i++)
		outbox->posts[i] = (struct post){
			.outbox = outbox,
			.kind = &kinds[i],
			.sender = {.lease = token_make(outbox->arena).value, .base_url = base_url, .allowed = allowed},
		};
	return outbox;
}

static void close_outbox(struct outbox *outbox)
{
	pthread_cond_destroy(&outbox->stopped);
	pthread_mutex_destroy(&outbox->lock);
	arena_close(outbox->arena);
	free(outbox);
}

struct outbox *outbox_start(struct store *store, struct text base_url, const struct networks *allowed)
{
	struct outbox *outbox = open_outbox(store, base_url, allowed);
	while (outbox->running < KINDS &&
	       pthread_create(&outbox->posts[outbox->running].thread, NULL, run, &outbox->posts[outbox->running]) == 0)
		outbox->running++;
	if (outbox->running == KINDS)
		return outbox;
	(void)outbox_stop(outbox, 1);
	return NULL;
}

bool outbox_stop(struct outbox *outbox, int seconds)
{
	struct timespec until;
	bool ended = true;
	if (!outbox)
		return true;
	pthread_mutex_lock(&outbox->lock);
	outbox->stop = true;
	pthread_cond_broadcast(&outbox->stopped);
	pthread_mutex_unlock(&outbox->lock);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += seconds;
	for (size_t i = 0; i < outbox->running; i++)
		ended &= pthread_timedjoin_np(outbox->posts[i].thread, NULL, &until) == 0;
	if (ended)
		close_outbox(outbox);
	return ended;
}

void outbox_run_waiting(struct store *store, struct text base_url)
{
	struct outbox *outbox = open_outbox(store, base_url, NULL);
	for (size_t i = 0; i < KINDS; i++) {
		run_due(&outbox->posts[i]);
		end_sender(&outbox->posts[i]);
	}
	close_outbox(outbox);
}
