/* Rows of small tables that hardly ever change, kept in memory between requests: what statements that say `cached`
 * answer from. Why it is right: docs/decisions/0009.
 *
 * The one idea: an age is a number that the database holds (`cached_changes`): every change of a table that is `cached`
 * raises it in the same transaction. A reader asks for it once a snapshot and sees answers of that age alone, so nobody
 * has to be told of changes, whoever made them.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "store/store.h"

#include <pthread.h>

struct cache_age;

struct cache {
	pthread_mutex_t lock; /* guards newest, and the answers of every age */
	struct cache_age *newest;
};

void cache_open(struct cache *cache);
/* Arenas that still hold answers keep them. */
void cache_close(struct cache *cache);

#endif
