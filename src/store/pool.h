/* Connections that are lent to one thread at a time, at most so many.
 *
 * The one idea: the pool keeps idle connections and counts those that are out; opening one, which is slow and may
 * fail, is the borrower's, outside the pool's lock, in a place that pool_take() has reserved.
 */
#ifndef STORE_POOL_H
#define STORE_POOL_H

#include "base/outcome.h"

#include <pthread.h>
#include <stddef.h>

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t given;
	void **idle; /* last given back is first taken: its caches are warm */
	size_t idle_count;
	size_t places; /* idle ones, lent ones, reserved ones */
	size_t most;
};

void pool_open(struct pool *pool, size_t most);
/* All must have been given back; close them with pool_take_idle() first. */
void pool_close(struct pool *pool);

/* An idle connection, or NULL with a place reserved: open one and keep it, or pool_forget() the place. TOO_MANY when
 * all are lent and none comes back within a second. */
enum outcome pool_take(struct pool *pool, void **ret_connection) MUST_USE;
void pool_give(struct pool *pool, void *connection);
/* A lent connection was closed, or a reserved place was not used. */
void pool_forget(struct pool *pool);
/* Takes an idle one out for good; NULL when there is none. */
void *pool_take_idle(struct pool *pool);

#endif
