/* One way to ask a database; SQLite and PostgreSQL answer.
 *
 * The one idea: nobody writes calls by hand. The SQL compiler turns `.sql` files into typed functions that use the
 * small set below. Reads take a reader, changes take a writer, and a writer exists only while store_transact() runs
 * its function, so a change outside a transaction cannot be written down.
 *
 * Elsewhere: the engines (store/sqlite.c, store/postgres.c), versions of the schema (store/migrate.h).
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/outcome.h"
#include "base/text.h"

struct store;
struct reader;
struct writer;

struct store_options {
	struct text where; /* a file's path, or postgres://… or postgresql://… */
	unsigned readers;  /* most connections that read at the same time; 0: 64 */
	bool create;       /* make the file when it is missing (SQLite) */
	bool alone;        /* no server beside us: larger cache, larger transactions */
};

/* Opens it without looking at the schema's version. On FAULT `*ret_why` says why, in words for the operator. */
enum outcome store_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			struct text *ret_why) MUST_USE;
void store_close(struct store *store);
/* Whether that is a PostgreSQL URL; else it is a file's path. */
bool store_names_postgres(struct text where);
bool store_is_postgres(const struct store *store);

/* Who asks; bound to :@staff, :@customer and :@scope(table) of statements, never an argument of theirs. */
enum store_scope {
	STORE_SCOPE_ALL,      /* every customer */
	STORE_SCOPE_OWN,      /* customers whose representative is `staff` */
	STORE_SCOPE_CHANNELS, /* customers seen in a channel of `staff` */
	STORE_SCOPE_SELF,     /* `customer` alone: a customer asks */
	STORE_SCOPE_NONE,     /* nothing */
};
struct store_session {
	enum store_scope scope;
	int64_t staff;
	int64_t customer;
};

/* A connection for reading, from a pool. TOO_MANY when none is free within a second. Rows' texts are copied into
 * `arena`. Statements between open and close see one snapshot when `snapshot` is set, and may do so when it is not. */
enum outcome store_reader_open(struct store *store, struct arena *arena, const struct store_session *session,
			       bool snapshot, struct reader **ret_reader) MUST_USE;
/* What is read from here on is as new as the database; the next statement takes the new snapshot. */
enum outcome store_reader_renew(struct reader *reader) MUST_USE;
void store_reader_close(struct reader *reader);
/* Whether all its statements see one snapshot. */
bool reader_sees_one_snapshot(const struct reader *reader);
bool reader_is_postgres(const struct reader *reader);

/* Runs `work` in one transaction and returns its outcome; any outcome but DONE undoes all it wrote. DONE is returned
 * only after COMMIT. `work` may run more than once (a conflict between writers, a failed group commit), so it writes
 * its outputs anew each time, and neither waits, sleeps, hashes passwords nor touches the network. On SQLite it runs
 * on the writer's thread while the caller sleeps, grouped with others into one COMMIT. A nested call ends the process.
 * TOO_MANY when the database cannot answer now: held by another process for five seconds, no connection free for one,
 * the server not reachable, the disk full or broken, conflicts with others again and again. A statement that failed
 * inside makes any DONE of `work` a FAULT. */
typedef enum outcome store_work(struct writer *writer, void *state);
enum outcome store_transact(struct store *store, struct arena *arena, const struct store_session *session,
			    store_work *work, void *state) MUST_USE;
/* A part of the transaction that may be undone by itself: any outcome but DONE undoes what `work` wrote since, and the
 * transaction goes on. FAULT when it cannot go on. An attempt may hold others. */
enum outcome store_attempt(struct writer *writer, store_work *work, void *state) MUST_USE;
/* The same connection as a reader that sees what has been written. */
struct reader *writer_reader(struct writer *writer);

/* A number that is another one when another process has changed the database. On PostgreSQL it stays: there nobody
 * waits for a transaction because it is large, as all writers of a SQLite file do. */
enum outcome store_others_number(struct writer *writer, int64_t *ret_number) MUST_USE;

/* Who is told of every COMMIT of this process: on the thread that made it, before store_transact() returns, so he
 * neither waits nor asks the store. One a store, set before others use it; NULL: nobody. */
struct store_follower {
	void (*committed)(struct store_follower *follower);
};
void store_follow(struct store *store, struct store_follower *follower);
struct store_follower *store_follower(const struct store *store);

/* The next id for a row of that kind ("customer"), from blocks of 64 that no other server has (hi-lo); never given
 * twice, not even after a rollback. */
enum outcome store_next_id(struct store *store, struct text kind, int64_t *ret_id) MUST_USE;
/* The same; on SQLite ids of that kind follow each other as their transactions do, whoever else writes. A kind is
 * always asked for in the same way. On PostgreSQL they do not: there a column `= transaction` says what came first. */
enum outcome store_next_ordered_id(struct store *store, struct text kind, int64_t *ret_id) MUST_USE;

/* ---- what generated code uses ---- */

/* What COPY writes into a column: a bound value, or a number. */
struct store_copied {
	int slot; /* -1: the number */
	int64_t number;
};

struct store_statement {
	const char *name;     /* unique in the program; also the prepared statement's name */
	const char *sqlite;   /* with ?1 … */
	const char *postgres; /* with $1 … */
	bool changes;
	bool changes_cached; /* … what cached statements may read */
	int columns;
	const char *copy;                  /* "table (columns)" of one that is gathered; NULL: it is not */
	const struct store_copied *copied; /* what goes into each of its columns */
	int copied_count;
	const char *const *tables; /* that it touches or refers to, ended by NULL; NULL: not known */
};

enum store_kind { STORE_NULL, STORE_NUMBER, STORE_TEXT, STORE_BYTES };
struct store_value {
	enum store_kind kind;
	int64_t number;
	struct text text; /* STORE_TEXT, STORE_BYTES (bytes in the same view) */
};

/* The row under the cursor. Views it gives are valid until the row function returns. */
struct store_row;
bool store_row_is_null(const struct store_row *row, int column);
int64_t store_row_number(const struct store_row *row, int column); /* null: 0 */
int64_t store_row_number_or(const struct store_row *row, int column, int64_t none);
struct text store_row_text(const struct store_row *row, int column); /* null: TEXT_NONE */
struct bytes store_row_bytes(const struct store_row *row, int column);

/* An outcome but DONE from the row function ends the reading and is returned. */
typedef enum outcome store_row_fn(void *state, const struct store_row *row);
enum outcome store_query(struct reader *reader, const struct store_statement *statement,
			 const struct store_value *values, int count, store_row_fn *row, void *state) MUST_USE;
enum outcome store_change(struct writer *writer, const struct store_statement *statement,
			  const struct store_value *values, int count, int64_t *ret_changed) MUST_USE;
struct arena *reader_arena(struct reader *reader);
/* From now on rows' texts are copied into `arena`: for work whose steps each have memory of their own. */
void reader_use_arena(struct reader *reader, struct arena *arena);
const struct store_session *reader_session(const struct reader *reader);
/* From now on statements carry that session: it is known only after the first have been asked. */
void reader_use_session(struct reader *reader, const struct store_session *session);
struct arena *writer_arena(struct writer *writer);
const struct store_session *writer_session(const struct writer *writer);

/* For the list executor alone (tools/check_layers names it): a statement composed of declared fragments. Not kept
 * prepared beyond a small cache. */
enum outcome store_query_composed(struct reader *reader, struct text sql, const struct store_value *values, int count,
				  store_row_fn *row, void *state) MUST_USE;

#endif
