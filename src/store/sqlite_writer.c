/* The one thread that changes a SQLite file, and group commit.
 *
 * The one idea: COMMIT costs a sync of the disk whatever it holds, so works that arrive while another runs share one.
 * Each but the first has a savepoint of its own, so that refusing one leaves the others; refusing the first undoes the
 * transaction, which holds nothing else yet. Nobody waits for company: a work that comes alone is committed at once.
 *
 * The first goes without for the sake of large works (imports, bulk changes), which are first as a rule: inside a
 * savepoint SQLite keeps what each page held before, and walks that whole list at the end of every statement.
 *
 * When the group cannot be committed (disk full, a sync that failed, a deferred constraint that one work broke), it is
 * undone as a whole and each of its works runs once more, alone, so that only those fail which must.
 *
 * Checkpoints, which copy the WAL into the file and sync both, run on this thread after the works have been answered.
 */
#include "store/sqlite.h"

#include "base/log.h"

#include <semaphore.h>

#define GROUP_MOST       4096
#define GROUP_NS         (5 * INT64_C(1000000)) /* a group that ran that long takes nobody more in */
#define CHECKPOINT_PAGES 4096
#define WAL_PAGES_LARGE  65536
#define RESTART_MS       20

struct sqlite_request {
	struct sqlite_request *next;
	struct writer *writer;
	store_work *work;
	void *state;
	enum outcome outcome;
	sem_t answered;
};

struct group {
	struct sqlite_request *first, **last;
	unsigned count;
	int64_t until_ns;
};

/* ---- the callers' side ---- */

enum outcome sqlite_transact(struct store *store, struct writer *writer, store_work *work, void *state)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	struct sqlite_request request = {.writer = writer, .work = work, .state = state};
	writer->reader.connection = sqlite->writer;
	sem_init(&request.answered, 0, 0);
	pthread_mutex_lock(&sqlite->queue.lock);
	bool was_empty = !sqlite->queue.first;
	*sqlite->queue.last = &request;
	sqlite->queue.last = &request.next;
	if (was_empty)
		pthread_cond_signal(&sqlite->queue.filled);
	pthread_mutex_unlock(&sqlite->queue.lock);
	while (sem_wait(&request.answered) != 0)
		;
	sem_destroy(&request.answered);
	return request.outcome;
}

static struct sqlite_request *queue_take(struct sqlite_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	struct sqlite_request *request = queue->first;
	if (request) {
		queue->first = request->next;
		if (!queue->first)
			queue->last = &queue->first;
	}
	pthread_mutex_unlock(&queue->lock);
	return request;
}

/* False when there will be nothing more. */
static bool queue_wait(struct sqlite_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	while (!queue->first && !queue->stop)
		pthread_cond_wait(&queue->filled, &queue->lock);
	bool filled = queue->first;
	pthread_mutex_unlock(&queue->lock);
	return filled;
}

/* ---- the writer's side ---- */

static const struct store_statement begin = {.name = "begin", .sqlite = "BEGIN IMMEDIATE"};
static const struct store_statement savepoint = {.name = "savepoint", .sqlite = "SAVEPOINT work"};
static const struct store_statement release = {.name = "release", .sqlite = "RELEASE work"};
static const struct store_statement undo = {.name = "undo", .sqlite = "ROLLBACK TO work"};
static const struct store_statement commit = {.name = "commit", .sqlite = "COMMIT"};
static const struct store_statement rollback = {.name = "rollback", .sqlite = "ROLLBACK"};

static bool is_lost(const struct sqlite_store *sqlite)
{
	return sqlite3_get_autocommit(sqlite->writer->db);
}

/* Runs one work in a savepoint. False when the whole transaction is no more, or cannot be gone on with. */
static bool run_beside_others(struct sqlite_store *sqlite, struct sqlite_request *request)
{
	int code = sqlite_run_kept(sqlite->writer, &savepoint);
	if (code != SQLITE_OK) {
		request->outcome = sqlite_fault(NULL, "SAVEPOINT", code);
		return false;
	}
	request->outcome = engine_run(request->writer, request->work, request->state);
	/* Both fail when a statement has rolled back the whole transaction: the savepoint went with it. */
	if (request->outcome != DONE && sqlite_run_kept(sqlite->writer, &undo) != SQLITE_OK)
		return false;
	code = sqlite_run_kept(sqlite->writer, &release);
	if (code != SQLITE_OK)
		request->outcome = sqlite_fault(NULL, "RELEASE", code);
	return code == SQLITE_OK;
}

/* Commits what has been run together with the ids taken by it; any outcome but DONE leaves no transaction. */
static enum outcome end_transaction(struct sqlite_store *sqlite, bool whole)
{
	enum outcome outcome = whole ? sqlite_ids_save(sqlite) : FAULT;
	if (outcome == DONE) {
		int code = sqlite_search_feed(sqlite);
		code = code == SQLITE_OK ? sqlite_run_kept(sqlite->writer, &commit) : code;
		if (code != SQLITE_OK)
			outcome = sqlite_fault(sqlite->writer->db, "COMMIT", code);
	}
	if (!is_lost(sqlite))
		sqlite_run_kept(sqlite->writer, &rollback);
	sqlite_ids_end(sqlite, outcome == DONE);
	sqlite->search_waits = false;
	if (outcome == DONE)
		engine_committed(&sqlite->store);
	return outcome;
}

static void answer_all(struct sqlite_request *request)
{
	while (request) {
		/* It lives on the caller's stack, which may be gone right after. */
		struct sqlite_request *next = request->next;
		sem_post(&request->answered);
		request = next;
	}
}

static void run_alone(struct sqlite_store *sqlite, struct sqlite_request *request)
{
	int code = sqlite_begin(sqlite->writer, &begin);
	if (code != SQLITE_OK) {
		request->outcome = sqlite_fault(NULL, "BEGIN", code);
		return;
	}
	request->outcome = engine_run(request->writer, request->work, request->state);
	enum outcome ended = end_transaction(sqlite, request->outcome == DONE);
	if (request->outcome == DONE)
		request->outcome = ended;
}

static void group_add(struct group *group, struct sqlite_request *request)
{
	request->next = NULL;
	*group->last = request;
	group->last = &request->next;
	group->count++;
}

/* Runs what waits after the first, and what comes meanwhile. False when the transaction was lost on the way. */
static bool run_others(struct sqlite_store *sqlite, struct group *group)
{
	struct sqlite_request *request;
	while (group->count < GROUP_MOST && monotonic_ns() < group->until_ns &&
	       (request = queue_take(&sqlite->queue))) {
		group_add(group, request);
		if (!run_beside_others(sqlite, request))
			return false;
	}
	return true;
}

/* Somebody else holds the file, or it cannot be written: everybody who waits now gets the same answer. */
static void refuse_waiting(struct sqlite_store *sqlite, enum outcome outcome)
{
	pthread_mutex_lock(&sqlite->queue.lock);
	struct sqlite_request *first = sqlite->queue.first;
	sqlite->queue.first = NULL;
	sqlite->queue.last = &sqlite->queue.first;
	pthread_mutex_unlock(&sqlite->queue.lock);
	for (struct sqlite_request *request = first; request; request = request->next)
		request->outcome = outcome;
	answer_all(first);
}

static void serve(struct sqlite_store *sqlite)
{
	int code = sqlite_begin(sqlite->writer, &begin);
	if (code != SQLITE_OK) {
		refuse_waiting(sqlite, sqlite_fault(NULL, "BEGIN", code));
		return;
	}
	struct group group = {.until_ns = monotonic_ns() + GROUP_NS};
	group.last = &group.first;
	struct sqlite_request *first = queue_take(&sqlite->queue);
	group_add(&group, first);
	first->outcome = engine_run(first->writer, first->work, first->state);
	bool lost = is_lost(sqlite);
	bool refused = first->outcome != DONE && !lost;
	bool whole = !refused && !lost && run_others(sqlite, &group);
	if (end_transaction(sqlite, whole) != DONE && !refused)
		for (struct sqlite_request *request = group.first; request; request = request->next)
			run_alone(sqlite, request);
	answer_all(group.first);
}

/* ---- the thread ---- */

static int wal_grew(void *state, sqlite3 *db, const char *schema, int pages)
{
	struct sqlite_store *sqlite = state;
	(void)db;
	(void)schema;
	if (pages < sqlite->wal_pages) /* begun again from its start */
		sqlite->wal_pages_copied = 0;
	sqlite->wal_pages = pages;
	return SQLITE_OK;
}

/* Readers never wait for it and it waits for none, unless one reader after another has kept the WAL from beginning
 * again until it is large: then it waits for them a moment. */
static void checkpoint(struct sqlite_store *sqlite)
{
	if (sqlite->wal_pages - sqlite->wal_pages_copied < CHECKPOINT_PAGES)
		return;
	bool is_large = sqlite->wal_pages >= WAL_PAGES_LARGE;
	sqlite3 *db = sqlite->writer->db;
	sqlite3_busy_timeout(db, RESTART_MS);
	int code = sqlite3_wal_checkpoint_v2(db, NULL, is_large ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
					     NULL, NULL);
	sqlite3_busy_timeout(db, SQLITE_BUSY_MS);
	if (code != SQLITE_OK && code != SQLITE_BUSY)
		sqlite_fault(NULL, "checkpoint", code);
	sqlite->wal_pages_copied = sqlite->wal_pages;
}

static void *run_writer(void *state)
{
	struct sqlite_store *sqlite = state;
	while (queue_wait(&sqlite->queue)) {
		serve(sqlite);
		checkpoint(sqlite);
	}
	return NULL;
}

bool sqlite_writer_start(struct sqlite_store *sqlite)
{
	struct sqlite_queue *queue = &sqlite->queue;
	queue->last = &queue->first;
	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->filled, NULL);
	sqlite3_wal_hook(sqlite->writer->db, wal_grew, sqlite);
	sqlite_search_watch(sqlite);
	return pthread_create(&queue->thread, NULL, run_writer, sqlite) == 0;
}

void sqlite_writer_stop(struct sqlite_store *sqlite)
{
	struct sqlite_queue *queue = &sqlite->queue;
	pthread_mutex_lock(&queue->lock);
	queue->stop = true;
	pthread_cond_signal(&queue->filled);
	pthread_mutex_unlock(&queue->lock);
	pthread_join(queue->thread, NULL);
	pthread_cond_destroy(&queue->filled);
	pthread_mutex_destroy(&queue->lock);
}
