/* Answers that are kept, by customer; see lists_kept.h.
 *
 * The one idea: a table of sets of eight places each. Who is new takes a free place of his set, or that of the one who
 * was asked longest ago, so nothing has to be kept in order and nobody is looked for in more than eight places.
 *
 * The customer of the log's last row is never kept: when he changes again, the log stays as it is (schema_listed.c).
 */
#include "service/lists_kept.h"

#include "base/memory.h"
#include "lists.sql.h"
#include "service/lists_index_parts.h"

#include <stdlib.h>
#include <string.h>

#define WAYS        8
#define SET_USUAL   4 /* of as many as there is room for; a set overflows by chance then, hardly ever */
#define SETS_LEAST  16
#define BYTES_LEAST ((size_t)64 << 20)
#define ROW_USUAL   512
#define ROW_MOST    8192
#define LOOKED_MOST 4096 /* customers that are looked for at a time */

struct kept_row {
	int64_t id; /* 0: free */
	char *at;
	int64_t until_us; /* INT64_MAX: for good */
	uint32_t size;
	atomic_uint used;
};

struct list_kept {
	pthread_rwlock_t lock; /* guards all but the times of use */
	struct kept_row *rows; /* NULL until it is known how many there may be */
	size_t sets;
	size_t bytes, bytes_most, count;
	int64_t wanting;  /* how often there came to be somebody of whom nothing is kept */
	int64_t position; /* in the log: of all that changed up to here nothing older is kept; -1: not known */
	int64_t made_of;
	atomic_uint clock;
};

struct list_kept *list_kept_make(void)
{
	struct list_kept *kept = memory_resize(NULL, sizeof *kept);
	*kept = (struct list_kept){.position = -1, .wanting = 1};
	pthread_rwlock_init(&kept->lock, NULL);
	return kept;
}

static void drop(struct list_kept *kept, struct kept_row *row)
{
	kept->bytes -= row->size;
	kept->count -= row->id != 0;
	free(row->at);
	row->at = NULL;
	row->id = row->size = 0;
}

static void drop_all(struct list_kept *kept)
{
	for (size_t i = 0; kept->rows && i < kept->sets * WAYS; i++)
		drop(kept, &kept->rows[i]);
	kept->wanting++;
}

void list_kept_free(struct list_kept *kept)
{
	drop_all(kept);
	free(kept->rows);
	pthread_rwlock_destroy(&kept->lock);
	free(kept);
}

static struct kept_row *set_of(const struct list_kept *kept, int64_t id)
{
	uint64_t hash = (uint64_t)id * UINT64_C(0x9E3779B97F4A7C15);
	return kept->rows + ((hash >> 32) * kept->sets >> 32) * WAYS;
}

static struct kept_row *find(const struct list_kept *kept, int64_t id)
{
	struct kept_row *set = kept->rows ? set_of(kept, id) : NULL;
	for (size_t i = 0; set && i < WAYS; i++)
		if (set[i].id == id)
			return &set[i];
	return NULL;
}

/* ---- the index's thread ---- */

void list_kept_fit(struct list_kept *kept, size_t customers, size_t bytes)
{
	if (bytes < BYTES_LEAST)
		bytes = BYTES_LEAST;
	size_t most = customers < bytes / ROW_USUAL ? customers : bytes / ROW_USUAL;
	if (kept->rows && most <= kept->sets * SET_USUAL)
		return;
	pthread_rwlock_wrlock(&kept->lock);
	drop_all(kept);
	/* Half as many more, so that it is not made anew soon. */
	for (kept->sets = SETS_LEAST; kept->sets * SET_USUAL < most + most / 2;)
		kept->sets *= 2;
	kept->bytes_most = bytes;
	size_t size = kept->sets * WAYS * sizeof *kept->rows;
	kept->rows = memory_resize(kept->rows, size);
	memset(kept->rows, 0, size);
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
	for (size_t i = 0; i < count; i++) {
		struct kept_row *row = find(kept, ids[i]);
		if (row)
			drop(kept, row);
	}
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
	atomic_fetch_add(&index->kept->clock, 1);
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
	struct list_kept *all = kept->all;
	struct kept_row *row = all && customer.value != kept->last && fits(kept) ? find(all, customer.value) : NULL;
	if (!row || row->until_us <= kept->now.us)
		return TEXT_NONE;
	atomic_store_explicit(&row->used, atomic_load_explicit(&all->clock, memory_order_relaxed),
			      memory_order_relaxed);
	return (struct text){row->at, row->size};
}

/* The place of the same customer, a free one while there is memory, or the one that was asked longest ago; emptied. */
static struct kept_row *make_place(struct list_kept *kept, int64_t id, size_t size)
{
	struct kept_row *set = set_of(kept, id), *place = find(kept, id);
	for (size_t i = 0; !place && i < WAYS; i++)
		if (!set[i].id && kept->bytes + size <= kept->bytes_most)
			place = &set[i];
	unsigned now = atomic_load(&kept->clock);
	for (size_t i = 0; !place && i < WAYS; i++) {
		bool is_oldest = true;
		for (size_t j = 0; j < WAYS; j++)
			is_oldest &= now - atomic_load(&set[i].used) >= now - atomic_load(&set[j].used);
		place = is_oldest ? &set[i] : NULL;
	}
	if (place)
		drop(kept, place);
	return place;
}

void lists_kept_add(const struct lists_kept *kept, struct customer_id customer, struct text bytes, struct instant until)
{
	struct list_kept *all = kept->all;
	if (!all || customer.value == kept->last || bytes.size > ROW_MOST)
		return;
	pthread_rwlock_wrlock(&all->lock);
	bool is_new = all->rows && fits(kept) && all->position == kept->position;
	struct kept_row *place = is_new ? make_place(all, customer.value, bytes.size) : NULL;
	if (place && all->bytes + bytes.size <= all->bytes_most) {
		place->id = customer.value;
		place->size = (uint32_t)bytes.size;
		place->until_us = instant_is_none(until) ? INT64_MAX : until.us;
		place->at = memory_resize(NULL, bytes.size);
		memcpy(place->at, bytes.at, bytes.size);
		atomic_store(&place->used, atomic_load(&all->clock));
		all->bytes += bytes.size;
		all->count++;
	}
	pthread_rwlock_unlock(&all->lock);
}

/* ---- ahead ---- */

/* With both locks. */
static void add_wanting(const struct list_index *index, struct lists_kept_pass *pass, struct lists_kept_wanted *wanted)
{
	const struct slot_index *slots = &index->slots;
	for (size_t looked = 0; looked < LOOKED_MOST && pass->slot < slots->slots; looked++, pass->slot++) {
		int64_t id = slot_numbers_get(&slots->ids, pass->slot);
		if (wanted->count == LISTS_KEPT_WANTED)
			return;
		if (bits_has(slots->alive, pass->slot) && !find(index->kept, id))
			wanted->ids[wanted->count++].value = id;
	}
}

bool lists_kept_wanting(struct store *store, struct lists_kept_pass *pass, struct lists_kept_wanted *ret_wanted)
{
	struct list_index *index = list_index_of(store);
	ret_wanted->count = 0;
	if (!index || store_is_postgres(store) || atomic_load(&index->stage) != LISTS_INDEX_READY ||
	    !list_index_lock(index))
		return false;
	struct list_kept *kept = index->kept;
	pthread_rwlock_rdlock(&kept->lock);
	bool goes_on = pass->slot < index->slots.slots && (pass->slot || pass->wanting != kept->wanting) &&
		       kept->bytes < kept->bytes_most - kept->bytes_most / 16;
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
	*ret_count = (int64_t)kept->count;
	*ret_bytes = (int64_t)(kept->bytes + (kept->rows ? kept->sets * WAYS * sizeof *kept->rows : 0));
	pthread_rwlock_unlock(&kept->lock);
}
