/* Making rows of lists ahead of who asks.
 *
 * The one idea: it rests as long as it worked, so it never takes more than half a core, and lets go of the database and
 * of every lock between two portions.
 */
#include "server/kept_ahead.h"

#include "base/log.h"
#include "features/customers/customers_json.h"
#include "service/lists_index.h"
#include "service/lists_kept.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ARENA_BUDGET (16u << 20)
#define BYTES_MOST   (8u << 20) /* of one portion */
#define IDLE_NS      (INT64_C(5000) * 1000000)

struct kept_ahead {
	struct store *store;
	struct arena *arena;
	pthread_t thread;
	pthread_mutex_t lock; /* guards stop */
	pthread_cond_t stopped;
	bool stop;
	int64_t told; /* how many were ready when it was last told */
};

/* False when it is to end. */
static bool rest(struct kept_ahead *ahead, int64_t ns)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	ns += until.tv_nsec;
	until.tv_sec += ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop && pthread_cond_timedwait(&ahead->stopped, &ahead->lock, &until) == 0)
		;
	bool stop = ahead->stop;
	pthread_mutex_unlock(&ahead->lock);
	return !stop;
}

/* Writing them is what keeps them; nobody reads this. */
static enum outcome make(struct kept_ahead *ahead, const struct lists_kept_wanted *wanted)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(BYTES_MOST);
	struct json_writer json = json_writer_make(&out);
	struct context ctx;
	context_open(&ctx, ahead->arena, ahead->store);
	enum outcome outcome = customers_json_write_many(&ctx, &json, wanted->ids, wanted->count);
	context_close(&ctx);
	arena_reset(ahead->arena);
	return outcome;
}

static void tell(struct kept_ahead *ahead)
{
	struct lists_index_state state;
	lists_index_state(ahead->store, &state);
	if (state.kept == ahead->told)
		return;
	ahead->told = state.kept;
	log_line(LOG_INFO, TEXT_NONE, "lists: %lld customers are ready to be sent, in %lld MB", (long long)state.kept,
		 (long long)(state.kept_bytes >> 20));
}

static void *run(void *state)
{
	struct kept_ahead *ahead = state;
	struct lists_kept_pass pass = {0};
	struct lists_kept_wanted wanted;
	bool is_running = true, worked = false;
	while (is_running) {
		int64_t begun_ns = monotonic_ns(), rest_ns = IDLE_NS;
		if (lists_kept_wanting(ahead->store, &pass, &wanted)) {
			worked = true;
			if (wanted.count == 0 || make(ahead, &wanted) == DONE)
				rest_ns = monotonic_ns() - begun_ns;
		} else if (worked) {
			worked = false;
			tell(ahead);
		}
		is_running = rest(ahead, rest_ns);
	}
	return NULL;
}

static void close_ahead(struct kept_ahead *ahead)
{
	pthread_cond_destroy(&ahead->stopped);
	pthread_mutex_destroy(&ahead->lock);
	arena_close(ahead->arena);
	free(ahead);
}

struct kept_ahead *kept_ahead_start(struct store *store)
{
	struct kept_ahead *ahead = calloc(1, sizeof *ahead);
	pthread_condattr_t monotonic;
	if (!ahead)
		abort();
	ahead->store = store;
	ahead->arena = arena_open(ARENA_BUDGET);
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&ahead->stopped, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&ahead->thread, NULL, run, ahead) == 0)
		return ahead;
	close_ahead(ahead);
	return NULL;
}

void kept_ahead_stop(struct kept_ahead *ahead)
{
	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_signal(&ahead->stopped);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	close_ahead(ahead);
}
