/* The list index as a whole: who may use it, how new it is, room to work in; the contract is in lists_index.h.
 *
 * The one idea: a write only counts its COMMIT; the index's thread reads what it changed, and a list waits until that
 * has been done for every COMMIT before it, which is a moment. So writes never wait for the index, and a list that is
 * asked after a write was acknowledged holds it.
 *
 * Elsewhere: building and following (lists_index_feed.c).
 */
#include "service/lists_index_parts.h"

#include "base/memory.h"

#include <stdlib.h>
#include <time.h>

#define WAIT_NS (20 * INT64_C(1000000)) /* longer than that SQL answers in the meantime */

struct list_index *list_index_of(const struct store *store)
{
	return (struct list_index *)(void *)store_follower(store);
}

/* ---- how new it is ---- */

struct timespec list_in_ns(int64_t ns)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	ns += t.tv_nsec;
	return (struct timespec){.tv_sec = t.tv_sec + ns / 1000000000, .tv_nsec = ns % 1000000000};
}

static bool wait_until_fed(struct list_index *index)
{
	long long wanted = atomic_load(&index->committed);
	if (atomic_load(&index->fed) >= wanted)
		return true;
	const struct timespec end = list_in_ns(WAIT_NS);
	pthread_mutex_lock(&index->turn);
	while (atomic_load(&index->fed) < wanted)
		if (pthread_cond_timedwait(&index->changed, &index->turn, &end) != 0)
			break;
	pthread_mutex_unlock(&index->turn);
	return atomic_load(&index->fed) >= wanted;
}

struct list_index *list_index_find(struct context *ctx)
{
	struct list_index *index = list_index_of(ctx->store);
	if (!index)
		return NULL;
	bool answers =
		!context_is_writing(ctx) && atomic_load(&index->stage) == LISTS_INDEX_READY && wait_until_fed(index);
	atomic_fetch_add(answers ? &index->answered : &index->by_sql, 1);
	return answers ? index : NULL;
}

void lists_index_state(struct store *store, struct lists_index_state *ret_state)
{
	struct list_index *index = list_index_of(store);
	*ret_state = (struct lists_index_state){.stage = LISTS_INDEX_OFF};
	if (!index)
		return;
	ret_state->stage = LISTS_INDEX_BUILDING;
	ret_state->customers = atomic_load(&index->loaded);
	ret_state->expected = atomic_load(&index->expected);
	ret_state->built_us = atomic_load(&index->built_us);
	ret_state->answered = atomic_load(&index->answered);
	ret_state->by_sql = atomic_load(&index->by_sql);
	if (atomic_load(&index->stage) != LISTS_INDEX_READY || !list_index_lock(index))
		return;
	ret_state->stage = LISTS_INDEX_READY;
	ret_state->customers = (int64_t)index->slots.alive_count;
	ret_state->bytes = (int64_t)slot_index_bytes(&index->slots);
	pthread_rwlock_unlock(&index->lock);
	list_kept_state(index->kept, &ret_state->kept, &ret_state->kept_bytes);
}

bool list_index_lock(struct list_index *index)
{
#ifdef __SANITIZE_THREAD__ /* which does not know the function with a clock */
	return pthread_rwlock_rdlock(&index->lock) == 0;
#else
	const struct timespec end = list_in_ns(WAIT_NS);
	return pthread_rwlock_clockrdlock(&index->lock, CLOCK_MONOTONIC, &end) == 0;
#endif
}

/* ---- room to work in ---- */

void list_rooms_free(struct list_index *index)
{
	for (size_t i = 0; i < index->room_count; i++)
		free(index->rooms[i]);
	free(index->rooms);
	index->rooms = NULL;
	index->room_count = index->room_room = 0;
}

uint64_t *list_room_take(struct list_index *index)
{
	uint64_t *room = NULL;
	pthread_mutex_lock(&index->room_lock);
	if (index->room_words != index->slots.words) {
		list_rooms_free(index);
		index->room_words = index->slots.words;
	}
	if (index->room_count)
		room = index->rooms[--index->room_count];
	pthread_mutex_unlock(&index->room_lock);
	return room ? room : bits_make(index->slots.words);
}

/* Taken and given under one holding of the lock, so it is as long as the index. */
void list_room_give(struct list_index *index, uint64_t *room)
{
	pthread_mutex_lock(&index->room_lock);
	if (index->room_count == index->room_room) {
		index->room_room = index->room_room ? index->room_room * 2 : 16;
		index->rooms = memory_resize(index->rooms, index->room_room * sizeof(*index->rooms));
	}
	index->rooms[index->room_count++] = room;
	pthread_mutex_unlock(&index->room_lock);
}
