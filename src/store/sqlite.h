/* The SQLite engine's own structs; only store/sqlite*.c include this.
 *
 * The one idea: one connection writes and belongs to one thread; others read, each lent to one thread at a time. So
 * SQLite runs without its own mutexes.
 *
 * Elsewhere: opening and readers (sqlite.c), a connection and its statements (sqlite_connection.c), the writer's
 * thread and group commit (sqlite_writer.c), ids (sqlite_ids.c), the index for searching (sqlite_search.c).
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "store/engine.h"
#include "store/id_blocks.h"
#include "store/pool.h"
#include "store/prepared.h"

#include <sqlite3.h>

#define SQLITE_RECENT  16
#define SQLITE_BUSY_MS 5000 /* for another process that writes */

struct sqlite_connection {
	sqlite3 *db;
	struct prepared prepared;
	sqlite3_stmt *recent[SQLITE_RECENT]; /* composed statements, the oldest is replaced */
	unsigned oldest;
};

/* One call of store_transact() that waits for the writer; lives on the caller's stack. */
struct sqlite_request;

struct sqlite_queue {
	pthread_mutex_t lock; /* guards all but thread */
	pthread_cond_t filled;
	struct sqlite_request *first, **last;
	bool stop;
	pthread_t thread;
};

struct sqlite_store {
	struct store store; /* first */
	char *path;
	bool alone;
	struct pool readers;
	struct sqlite_connection *writer; /* the writer's thread alone uses it once that runs */
	struct sqlite_queue queue;
	struct id_blocks ids;
	int wal_pages;        /* after the last COMMIT; the writer's thread alone */
	int wal_pages_copied; /* when it last made a checkpoint */
	bool search_waits;    /* rows may wait for the index of a searched column; the writer's thread alone */
};

/* ---- sqlite_connection.c ---- */

/* NULL with *ret_code, SQLite's code, when it cannot be opened. */
struct sqlite_connection *sqlite_connection_open(const struct sqlite_store *sqlite, bool writes, int *ret_code);
void sqlite_connection_close(struct sqlite_connection *connection);
enum outcome sqlite_ask(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed) MUST_USE;
/* Runs SQL without values; SQLite's code. Nothing is logged. */
int sqlite_run(struct sqlite_connection *connection, const char *sql);
/* The same for a constant statement that stays prepared. */
int sqlite_run_kept(struct sqlite_connection *connection, const struct store_statement *statement);
/* Begins a transaction; one that could not be ended, since memory had run out, is undone first. */
int sqlite_begin(struct sqlite_connection *connection, const struct store_statement *begin);
/* Logs a failure and gives the outcome: TOO_MANY for a busy database. `db` NULL: SQLite's words for the code; else its
 * words for this failure, when those cannot hold values. */
enum outcome sqlite_fault(sqlite3 *db, const char *what, int code);

/* ---- sqlite_writer.c ---- */

bool sqlite_writer_start(struct sqlite_store *sqlite) MUST_USE;
/* Works that wait are still served. */
void sqlite_writer_stop(struct sqlite_store *sqlite);
enum outcome sqlite_transact(struct store *store, struct writer *writer, store_work *work, void *state) MUST_USE;

/* ---- sqlite_search.c: on the writer's thread ---- */

void sqlite_search_watch(struct sqlite_store *sqlite);
/* In the transaction, when all works have run or one of them asks the index, which may be undone: SQLite's code. */
int sqlite_search_feed(struct sqlite_store *sqlite);

/* ---- sqlite_ids.c ---- */

enum outcome sqlite_next_id(struct store *store, struct text kind, bool ordered, int64_t *ret_id) MUST_USE;
/* On the writer's thread, in the transaction but in no savepoint: saves the blocks that were taken in it. */
enum outcome sqlite_ids_save(struct sqlite_store *sqlite) MUST_USE;
/* After COMMIT: they are durable, or they were undone with it. */
void sqlite_ids_end(struct sqlite_store *sqlite, bool durable);

#endif
