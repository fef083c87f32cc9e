/* Answers that are kept, by customer; see lists_kept.h.
 *
 * Here is what makes them true; where they stand is the ring's (service/index/kept_ring.h).
 *
 * The customer of the log's last row is never kept: when he changes again, the log stays as it is (schema_listed.c).
 */
#include "service/lists_kept.h"

#include "base/memory.h"
#include "lists.sql.h"
#include "service/index/kept_ring.h"
#include "service/lists_index_parts.h"

#include <stdlib.h>
#include <string.h>

#define BYTES_LEAST ((size_t)64 << 20)
#define RING_LEAST  ((size_t)1 << 20)
#define ROW_USUAL   1152
#define ROW_MOST    8192
#define LOOKED_MOST 4096 /* customers that are looked for at a time */

struct list_kept {
	char *folder; /* NULL: memory alone */
	pthread_rwlock_t lock;
	struct kept_ring ring;
	size_t room;      /* for so many customers */
	int64_t wanting;  /* how often there came to be somebody of whom nothing is kept */
	int64_t position; /* in the log: of all that changed up to here nothing older is kept; -1: not known */
	int64_t made_of;
};

struct list_kept *list_kept_make(const char *folder)
{
	struct list_kept *kept = memory_resize(NULL, sizeof *kept);
	*kept = (struct list_kept){.folder = folder ? strdup(folder) : NULL, .position = -1, .wanting = 1};
	pthread_rwlock_init(&kept->lock, NULL);
	return kept;
}

void list_kept_free(struct list_kept *kept)
{
	kept_ring_close(&kept->ring);
	free(kept->folder);
	pthread_rwlock_destroy(&kept->lock);
	free(kept);
}

static void drop_all(struct list_kept *kept)
{
	kept_ring_clear(&kept->ring);
	kept->wanting++;
}

/* ---- the index's thread ---- */

/* In memory where they fit there, else in a file, else as many as fit. */
void list_kept_fit(struct list_kept *kept, size_t customers, size_t bytes)
{
	if (customers <= kept->room)
		return;
	pthread_rwlock_wrlock(&kept->lock);
	kept_ring_close(&kept->ring);
	kept->wanting++;
	/* A quarter more, so that it is not made anew soon. */
	kept->room = customers + customers / 4;
	size_t wanted = kept->room * (ROW_USUAL + 2 * sizeof(uint64_t));
	if (bytes < BYTES_LEAST)
		bytes = BYTES_LEAST;
	if (wanted < RING_LEAST)
		wanted = RING_LEAST;
	if (wanted <= bytes || !kept->folder || !kept_ring_open(&kept->ring, kept->room, wanted, kept->folder))
		(void)kept_ring_open(&kept->ring, kept->room, wanted < bytes ? wanted : bytes, NULL);
	pthread_rwlock_unlock(&kept->lock);
}

void list_kept_forget(struct list_kept *kept)
{
	pthread_rwlock_wrlock(&kept->lock);
	drop_all(kept);
	kept->position = -1;
	pthread_rwlock_unlock(&kept->lock);
}

void list_kept_follow(struct list_kept *kept, const int64_t *ids, size_t count, int64_t position)
{
	pthread_rwlock_wrlock(&kept->lock);
	for (size_t i = 0; i < count; i++)
		kept_ring_drop(&kept->ring, ids[i]);
	kept->wanting += count > 0;
	kept->position = position;
	pthread_rwlock_unlock(&kept->lock);
}

/* ---- askers ---- */

/* Whether what is kept is as new as the asker's snapshot. With the lock. */
static bool fits(const struct lists_kept *asker)
{
	return asker->all->position >= asker->position && asker->all->made_of == asker->made_of;
}

static void begin(struct list_kept *kept, int64_t made_of)
{
	pthread_rwlock_wrlock(&kept->lock);
	if (kept->made_of != made_of)
		drop_all(kept);
	kept->made_of = made_of;
	pthread_rwlock_unlock(&kept->lock);
}

enum outcome lists_kept_begin(struct context *ctx, int64_t made_of, struct lists_kept *ret_kept)
{
	struct list_change_last last;
	bool found;
	*ret_kept = (struct lists_kept){0};
	TRY(context_read(ctx));
	bool may = !reader_is_postgres(ctx->reader) && reader_session(ctx->reader)->scope == STORE_SCOPE_ALL;
	struct list_index *index = may && !context_is_writing(ctx) ? list_index_of(ctx->store) : NULL;
	if (!index)
		return DONE;
	TRY(list_change_last(ctx->reader, &found, &last));
	*ret_kept = (struct lists_kept){index->kept, found ? last.seq : 0, found ? last.customer : 0, made_of,
					context_now(ctx)};
	pthread_rwlock_rdlock(&index->kept->lock);
	bool is_ready = index->kept->made_of == made_of;
	pthread_rwlock_unlock(&index->kept->lock);
	if (!is_ready)
		begin(index->kept, made_of);
	return DONE;
}

void lists_kept_hold(const struct lists_kept *kept)
{
	if (kept->all)
		pthread_rwlock_rdlock(&kept->all->lock);
}

void lists_kept_release(const struct lists_kept *kept)
{
	if (kept->all)
		pthread_rwlock_unlock(&kept->all->lock);
}

struct text lists_kept_find(const struct lists_kept *kept, struct customer_id customer)
{
	int64_t until_us = 0;
	if (!kept->all || customer.value == kept->last || !fits(kept))
		return TEXT_NONE;
	struct text bytes = kept_ring_find(&kept->all->ring, customer.value, &until_us);
	return until_us > kept->now.us ? bytes : TEXT_NONE;
}

void lists_kept_add(const struct lists_kept *kept, struct customer_id customer, struct text bytes, struct instant until)
{
	struct list_kept *all = kept->all;
	if (!all || customer.value == kept->last || bytes.size > ROW_MOST)
		return;
	pthread_rwlock_wrlock(&all->lock);
	if (fits(kept) && all->position == kept->position)
		kept_ring_put(&all->ring, customer.value, instant_is_none(until) ? INT64_MAX : until.us, bytes);
	pthread_rwlock_unlock(&all->lock);
}

/* ---- ahead ---- */

/* With both locks. */
static void add_wanting(const struct list_index *index, struct lists_kept_pass *pass, struct lists_kept_wanted *wanted)
{
	const struct slot_index *slots = &index->slots;
	int64_t until_us;
	for (size_t looked = 0; looked < LOOKED_MOST && pass->slot < slots->slots; looked++, pass->slot++) {
		int64_t id = slot_numbers_get(&slots->ids, pass->slot);
		if (wanted->count == LISTS_KEPT_WANTED)
			return;
		if (bits_has(slots->alive, pass->slot) &&
		    text_is_none(kept_ring_find(&index->kept->ring, id, &until_us)))
			wanted->ids[wanted->count++].value = id;
	}
}

bool lists_kept_wanting(struct store *store, struct lists_kept_pass *pass, struct lists_kept_wanted *ret_wanted)
{
	struct list_index *index = list_index_of(store);
	ret_wanted->count = 0;
	if (!index || store_is_postgres(store) || atomic_load(&index->stage) != LISTS_INDEX_READY)
		return false;
	if (!list_index_lock(index))
		return true;
	struct list_kept *kept = index->kept;
	pthread_rwlock_rdlock(&kept->lock);
	bool goes_on = pass->slot < index->slots.slots && (pass->slot || pass->wanting != kept->wanting) &&
		       kept->ring.kept < kept->ring.size - kept->ring.size / 16;
	if (pass->slot == 0)
		pass->wanting = kept->wanting;
	if (goes_on)
		add_wanting(index, pass, ret_wanted);
	else
		pass->slot = 0;
	pthread_rwlock_unlock(&kept->lock);
	pthread_rwlock_unlock(&index->lock);
	return goes_on;
}

void list_kept_state(struct list_kept *kept, int64_t *ret_count, int64_t *ret_bytes)
{
	pthread_rwlock_rdlock(&kept->lock);
	*ret_count = (int64_t)kept->ring.count;
	*ret_bytes = (int64_t)(kept->ring.kept + kept->ring.place_count * sizeof *kept->ring.places);
	pthread_rwlock_unlock(&kept->lock);
}
