/* The index's thread: building, then following the log of changes; see lists_index.h.
 *
 * The one idea: the log says whom to read anew, never what changed, so reading somebody twice does no harm. Therefore
 * building needs no lock on the database: the place in the log is noted first, everybody is read in portions, and what
 * changed meanwhile is read again.
 *
 * The log is read when this process has committed, and four times a second for the sake of others.
 */
#include "service/lists_index_parts.h"

#include "base/log.h"
#include "base/memory.h"
#include "lists.sql.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BATCH       256 /* customers that are put at a time while following */
#define PAUSE_NS    (INT64_C(250) * 1000000)
#define RETRY_NS    (INT64_C(1000) * 1000000)
#define FORGET_NS   (INT64_C(600) * 1000000000) /* changes are kept so long for other processes */
#define LOST_NS     (FORGET_NS / 2)             /* who could not read for so long builds anew */
#define ARENA_BYTES ((size_t)16 << 20)
#define SORTERS     2

struct feeding {
	struct list_index *index;
	struct arena *arena; /* of one portion */
	struct reader *reader;
	int64_t heard_ns;  /* when the log was last read */
	int64_t forget_ns; /* when changes were last forgotten, and up to where next time */
	int64_t forget;
};

static enum outcome open_reader(struct feeding *f)
{
	return store_reader_open(f->index->store, f->arena, &list_everybody, false, &f->reader);
}

static void close_reader(struct feeding *f)
{
	store_reader_close(f->reader);
	f->reader = NULL;
	arena_reset(f->arena);
}

/* ---- building ---- */

static enum outcome read_beginning(struct feeding *f, struct list_customers_size *ret_size)
{
	struct list_change_position position;
	TRY(open_reader(f));
	enum outcome outcome = list_change_position(f->reader, &position);
	if (outcome == DONE)
		outcome = list_customers_size(f->reader, ret_size);
	f->index->position = position.position;
	close_reader(f);
	return outcome;
}

/* The lock is held throughout: nobody reads an index that is not ready, and nobody waits for it either. */
static enum outcome build(struct feeding *f)
{
	struct list_index *index = f->index;
	struct list_customers_size size;
	TRY(read_beginning(f, &size));
	atomic_store(&index->loaded, 0);
	atomic_store(&index->expected, size.number);
	index->built++;
	slot_index_free(&index->slots);
	list_shape_make(index->arena, (size_t)size.number, &index->shape);
	slot_index_make(&index->slots, &index->shape.slots, (size_t)size.number);
	TRY(list_index_load(index, size.last));
	slot_index_sort(&index->slots, SORTERS);
	return DONE;
}

/* ---- following ---- */

struct changed {
	int64_t *ids;
	size_t count, room;
};

static enum outcome add_changed(void *state, const struct list_changes_from *row)
{
	struct changed *changed = state;
	if (changed->count == changed->room) {
		changed->room = changed->room ? changed->room * 2 : 64;
		changed->ids = memory_resize(changed->ids, changed->room * sizeof *changed->ids);
	}
	changed->ids[changed->count++] = row->customer;
	return DONE;
}

static int compare_ids(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return (a > b) - (a < b);
}

static void sort_changed(struct changed *changed)
{
	size_t kept = 0;
	if (changed->count)
		qsort(changed->ids, changed->count, sizeof *changed->ids, compare_ids);
	for (size_t i = 0; i < changed->count; i++)
		if (kept == 0 || changed->ids[kept - 1] != changed->ids[i])
			changed->ids[kept++] = changed->ids[i];
	changed->count = kept;
}

/* Rows and those who are gone, with the lock, which is let go between a few rows for the sake of readers. */
static void put_batch(struct list_index *index, const struct list_batch *batch, const int64_t *ids, size_t count)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		if (i % 16 == 0) {
			if (i > 0)
				pthread_rwlock_unlock(&index->lock);
			pthread_rwlock_wrlock(&index->lock);
		}
		if (at < batch->count && batch->rows[at].id == ids[i])
			slot_index_put(&index->slots, &batch->rows[at++]);
		else
			slot_index_drop(&index->slots, ids[i]);
		index->touched.ids[index->touched.count++ % LIST_TOUCHED_MOST] = ids[i];
	}
	if (count)
		pthread_rwlock_unlock(&index->lock);
}

static enum outcome feed_batch(struct feeding *f, const int64_t *ids, size_t count)
{
	const struct list_rows_ask ask = {.ids = ids, .count = count};
	TRY(open_reader(f));
	struct list_batch batch = list_batch_make(f->arena, count);
	enum outcome outcome = list_rows_read(f->reader, &f->index->shape, &ask, &batch);
	if (outcome == DONE)
		put_batch(f->index, &batch, ids, count);
	close_reader(f);
	return outcome;
}

static enum outcome read_log(struct feeding *f, struct changed *changed, int64_t *ret_position)
{
	struct list_change_position position = {0};
	TRY(open_reader(f));
	enum outcome outcome = list_change_position(f->reader, &position);
	if (outcome == DONE)
		outcome = list_changes_from(f->reader, f->index->position, add_changed, changed);
	*ret_position = position.position;
	close_reader(f);
	return outcome;
}

/* What the index leaves of the memory is for what is kept; on PostgreSQL nothing is (lists_kept.h). */
static void fit_kept(struct list_index *index)
{
	if (store_is_postgres(index->store))
		return;
	size_t bytes = slot_index_bytes(&index->slots);
	list_kept_fit(index->kept, index->slots.alive_count, index->memory > bytes ? index->memory - bytes : 0);
}

static enum outcome feed(struct feeding *f)
{
	struct list_index *index = f->index;
	struct changed changed = {0};
	int64_t position = index->position;
	enum outcome outcome = read_log(f, &changed, &position);
	sort_changed(&changed);
	if (outcome == DONE)
		list_kept_follow(index->kept, changed.ids, changed.count, position);
	for (size_t at = 0; at < changed.count && outcome == DONE; at += BATCH)
		outcome = feed_batch(f, changed.ids + at, changed.count - at < BATCH ? changed.count - at : BATCH);
	if (changed.count)
		fit_kept(index);
	free(changed.ids);
	if (outcome == DONE) {
		index->position = position;
		f->heard_ns = monotonic_ns();
	}
	return outcome;
}

/* ---- forgetting ---- */

static enum outcome forget_work(struct writer *writer, void *state)
{
	int64_t changed;
	return list_changes_forget(writer, *(int64_t *)state, &changed);
}

/* What every process has had time to read. */
static void forget_changes(struct feeding *f)
{
	if (monotonic_ns() - f->forget_ns < FORGET_NS)
		return;
	if (f->forget > 0 &&
	    store_transact(f->index->store, f->arena, &list_everybody, forget_work, &f->forget) != DONE)
		log_line(LOG_WARN, TEXT_NONE, "lists: changes that everybody has read could not be taken away");
	f->forget = f->index->position;
	f->forget_ns = monotonic_ns();
}

/* ---- the thread ---- */

/* Until there was a COMMIT, or for so long. */
static void pause_for(struct list_index *index, int64_t ns)
{
	const struct timespec end = list_in_ns(ns);
	pthread_mutex_lock(&index->turn);
	while (!atomic_load(&index->stop) && atomic_load(&index->fed) == atomic_load(&index->committed))
		if (pthread_cond_timedwait(&index->committed_one, &index->turn, &end) != 0)
			break;
	pthread_mutex_unlock(&index->turn);
}

static void tell_fed(struct list_index *index, long long committed)
{
	pthread_mutex_lock(&index->turn);
	atomic_store(&index->fed, committed);
	pthread_cond_broadcast(&index->changed);
	pthread_mutex_unlock(&index->turn);
}

/* Each is tried again until it succeeds: a database that cannot be read now is no reason to do without an index. */
static bool try_until_done(struct feeding *f, enum outcome step(struct feeding *f))
{
	while (!atomic_load(&f->index->stop)) {
		if (step(f) == DONE)
			return !atomic_load(&f->index->stop);
		if (step == feed && monotonic_ns() - f->heard_ns > LOST_NS)
			return false;
		const struct timespec second = {.tv_sec = RETRY_NS / 1000000000};
		nanosleep(&second, NULL);
	}
	return false;
}

static bool build_and_catch_up(struct feeding *f)
{
	struct list_index *index = f->index;
	int64_t start_ns = monotonic_ns();
	atomic_store(&index->stage, LISTS_INDEX_BUILDING);
	pthread_rwlock_wrlock(&index->lock);
	list_asked_free(index);
	list_kept_forget(index->kept);
	list_rooms_free(index);
	bool built = try_until_done(f, build);
	pthread_rwlock_unlock(&index->lock);
	f->heard_ns = monotonic_ns();
	long long committed = atomic_load(&index->committed);
	if (!built || !try_until_done(f, feed))
		return false;
	fit_kept(index);
	tell_fed(index, committed);
	atomic_store(&index->built_us, (monotonic_ns() - start_ns) / 1000);
	atomic_store(&index->stage, LISTS_INDEX_READY);
	log_line(LOG_INFO, TEXT_NONE, "lists: the index holds %zu customers in %zu MB and was built in %.1f s",
		 index->slots.alive_count, slot_index_bytes(&index->slots) >> 20,
		 (double)atomic_load(&index->built_us) / 1e6);
	return true;
}

static void *run(void *state)
{
	struct list_index *index = state;
	struct feeding f = {.index = index, .arena = arena_open(ARENA_BYTES), .forget_ns = monotonic_ns()};
	while (!atomic_load(&index->stop)) {
		bool follows = build_and_catch_up(&f);
		while (follows && !atomic_load(&index->stop)) {
			long long committed = atomic_load(&index->committed);
			follows = try_until_done(&f, feed);
			tell_fed(index, committed);
			forget_changes(&f);
			pause_for(index, PAUSE_NS);
		}
	}
	arena_close(f.arena);
	return NULL;
}

static void committed(struct store_follower *follower)
{
	struct list_index *index = (struct list_index *)(void *)follower;
	pthread_mutex_lock(&index->turn);
	atomic_fetch_add(&index->committed, 1);
	pthread_cond_signal(&index->committed_one);
	pthread_mutex_unlock(&index->turn);
}

/* ---- starting and stopping ---- */

static void make_locks(struct list_index *index)
{
	pthread_rwlockattr_t writers_first;
	pthread_condattr_t monotonic;
	pthread_rwlockattr_init(&writers_first);
	pthread_rwlockattr_setkind_np(&writers_first, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&index->lock, &writers_first);
	pthread_rwlockattr_destroy(&writers_first);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&index->changed, &monotonic);
	pthread_cond_init(&index->committed_one, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&index->asked_lock, NULL);
	pthread_mutex_init(&index->room_lock, NULL);
	pthread_mutex_init(&index->turn, NULL);
}

static void free_index(struct list_index *index)
{
	slot_index_free(&index->slots);
	list_asked_free(index);
	list_kept_free(index->kept);
	list_rooms_free(index);
	pthread_rwlock_destroy(&index->lock);
	pthread_cond_destroy(&index->changed);
	pthread_cond_destroy(&index->committed_one);
	pthread_mutex_destroy(&index->asked_lock);
	pthread_mutex_destroy(&index->room_lock);
	pthread_mutex_destroy(&index->turn);
	arena_close(index->arena);
	free(index);
}

enum outcome lists_index_start(struct store *store, const struct lists_index_options *options)
{
	struct list_index *index = memory_resize(NULL, sizeof *index);
	*index = (struct list_index){.follower = {committed},
				     .store = store,
				     .arena = arena_open(ARENA_BYTES),
				     .kept = list_kept_make(options->folder),
				     .memory = options->memory};
	atomic_init(&index->stage, LISTS_INDEX_BUILDING);
	make_locks(index);
	store_follow(store, &index->follower);
	if (pthread_create(&index->thread, NULL, run, index) == 0)
		return DONE;
	store_follow(store, NULL);
	free_index(index);
	log_line(LOG_ERROR, TEXT_NONE, "lists: no thread could be started for the index");
	return FAULT;
}

void lists_index_stop(struct store *store)
{
	struct list_index *index = (struct list_index *)(void *)store_follower(store);
	if (!index)
		return;
	pthread_mutex_lock(&index->turn);
	atomic_store(&index->stop, true);
	pthread_cond_broadcast(&index->committed_one);
	pthread_mutex_unlock(&index->turn);
	pthread_join(index->thread, NULL);
	store_follow(store, NULL);
	free_index(index);
}
