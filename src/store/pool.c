/* Lends connections; the contract is in pool.h. */
#include "store/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define WAIT_S 1

void pool_open(struct pool *pool, size_t most)
{
	*pool = (struct pool){.most = most};
	pool->idle = calloc(most, sizeof(*pool->idle));
	if (!pool->idle)
		abort();
	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->given, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void pool_close(struct pool *pool)
{
	pthread_cond_destroy(&pool->given);
	pthread_mutex_destroy(&pool->lock);
	free(pool->idle);
}

static bool is_exhausted(const struct pool *pool)
{
	return pool->idle_count == 0 && pool->places == pool->most;
}

enum outcome pool_take(struct pool *pool, void **ret_connection)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	*ret_connection = NULL;
	pthread_mutex_lock(&pool->lock);
	int late = 0;
	while (is_exhausted(pool) && !late)
		late = pthread_cond_timedwait(&pool->given, &pool->lock, &until);
	enum outcome outcome = DONE;
	if (pool->idle_count > 0)
		*ret_connection = pool->idle[--pool->idle_count];
	else if (pool->places < pool->most)
		pool->places++;
	else
		outcome = TOO_MANY;
	pthread_mutex_unlock(&pool->lock);
	return outcome;
}

void pool_give(struct pool *pool, void *connection)
{
	pthread_mutex_lock(&pool->lock);
	pool->idle[pool->idle_count++] = connection;
	pthread_cond_signal(&pool->given);
	pthread_mutex_unlock(&pool->lock);
}

void pool_forget(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->places--;
	pthread_cond_signal(&pool->given);
	pthread_mutex_unlock(&pool->lock);
}

void *pool_take_idle(struct pool *pool)
{
	void *connection = NULL;
	pthread_mutex_lock(&pool->lock);
	if (pool->idle_count > 0) {
		connection = pool->idle[--pool->idle_count];
		pool->places--;
	}
	pthread_mutex_unlock(&pool->lock);
	return connection;
}
