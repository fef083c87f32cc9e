/* Reading everybody into a new index; see lists_index_parts.h.
 *
 * The one idea: what takes time is asking the database, so portions are read side by side, each into memory of its own,
 * and put into the index one behind the other, as it wants rows in order of id.
 */
#include "base/log.h"
#include "service/lists_index_parts.h"

#define PORTION     2048 /* ids that are read at a time */
#define LOADERS     8    /* more than work at a time, since some wait for the disk */
#define PROGRESS_NS (INT64_C(5) * 1000000000)
#define ARENA_BYTES ((size_t)16 << 20)

const struct store_session list_everybody = {.scope = STORE_SCOPE_ALL};

struct loading {
	struct list_index *index;
	int64_t last;
	pthread_mutex_t lock; /* guards the rest, and the index while it is put into */
	pthread_cond_t moved;
	int64_t taken, put; /* portions that somebody reads or has read, and that are in the index */
	enum outcome outcome;
	int64_t said_ns;
};

static void say_progress(struct loading *loading)
{
	const struct list_index *index = loading->index;
	if (monotonic_ns() - loading->said_ns < PROGRESS_NS)
		return;
	loading->said_ns = monotonic_ns();
	log_line(LOG_INFO, TEXT_NONE, "lists: the index is being built: %lld of %lld customers",
		 (long long)atomic_load(&index->loaded), (long long)atomic_load(&index->expected));
}

/* Whoever is added behind the last one meanwhile stands in the log. */
static bool take_portion(struct loading *loading, int64_t *ret_portion)
{
	pthread_mutex_lock(&loading->lock);
	bool goes_on = loading->outcome == DONE && loading->taken * PORTION < loading->last &&
		       !atomic_load(&loading->index->stop);
	*ret_portion = goes_on ? loading->taken++ : 0;
	pthread_mutex_unlock(&loading->lock);
	return goes_on;
}

static enum outcome read_portion(struct loading *loading, int64_t portion, struct list_batch *batch)
{
	const struct list_rows_ask ask = {.first = portion * PORTION + 1, .last = (portion + 1) * PORTION};
	struct reader *reader;
	TRY(store_reader_open(loading->index->store, batch->arena, &list_everybody, false, &reader));
	enum outcome outcome = list_rows_read(reader, &loading->index->shape, &ask, batch);
	store_reader_close(reader);
	return outcome;
}

static void put_portion(struct loading *loading, int64_t portion, const struct list_batch *batch, enum outcome outcome)
{
	struct list_index *index = loading->index;
	pthread_mutex_lock(&loading->lock);
	while (loading->put != portion)
		pthread_cond_wait(&loading->moved, &loading->lock);
	if (loading->outcome == DONE)
		loading->outcome = outcome;
	for (size_t i = 0; loading->outcome == DONE && i < batch->count; i++)
		slot_index_append(&index->slots, &batch->rows[i]);
	atomic_fetch_add(&index->loaded, (long long)batch->count);
	say_progress(loading);
	loading->put++;
	pthread_cond_broadcast(&loading->moved);
	pthread_mutex_unlock(&loading->lock);
}

static void *load(void *state)
{
	struct loading *loading = state;
	struct arena *arena = arena_open(ARENA_BYTES);
	for (int64_t portion; take_portion(loading, &portion); arena_reset(arena)) {
		struct list_batch batch = list_batch_make(arena, PORTION);
		enum outcome outcome = read_portion(loading, portion, &batch);
		put_portion(loading, portion, &batch, outcome);
	}
	arena_close(arena);
	return NULL;
}

enum outcome list_index_load(struct list_index *index, int64_t last)
{
	struct loading loading = {.index = index, .last = last, .said_ns = monotonic_ns()};
	pthread_t others[LOADERS - 1];
	size_t count = 0;
	pthread_mutex_init(&loading.lock, NULL);
	pthread_cond_init(&loading.moved, NULL);
	while (count < LOADERS - 1 && pthread_create(&others[count], NULL, load, &loading) == 0)
		count++;
	(void)load(&loading);
	while (count > 0)
		pthread_join(others[--count], NULL);
	pthread_cond_destroy(&loading.moved);
	pthread_mutex_destroy(&loading.lock);
	return loading.outcome;
}
