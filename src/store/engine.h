/* What an engine gives to store.c, and what store.c gives back to engines. Nobody above the store includes this.
 *
 * The one idea: an engine is a table of functions; its store, readers and rows begin with the structs below, so the
 * typed calls of store.h need neither to know nor to ask which engine answers.
 *
 * Elsewhere: SQLite (sqlite.h), PostgreSQL (postgres.h).
 */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "store/cache.h"

/* One statement to run: a declared one, or (statement NULL) composed text. */
struct engine_ask {
	const struct store_statement *statement;
	struct text composed;
	const struct store_value *values;
	int count;
	store_row_fn *row; /* NULL: rows are passed over */
	void *state;
};

struct store_engine {
	bool is_postgres;
	void (*close)(struct store *store);
	enum outcome (*reader_open)(struct store *store, struct reader *reader, bool snapshot);
	enum outcome (*reader_renew)(struct reader *reader);
	void (*reader_close)(struct reader *reader);
	/* Runs `work` by engine_run(), once or again, and ends its transaction. */
	enum outcome (*transact)(struct store *store, struct writer *writer, store_work *work, void *state);
	enum outcome (*ask)(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed);
	/* Rows that were given and not sent yet are not wanted any more. NULL: the engine keeps none back. */
	void (*forget)(struct writer *writer);
	/* Several statements without values, separated by ';'. */
	enum outcome (*script)(struct writer *writer, const char *sql);
	enum outcome (*next_id)(struct store *store, struct text kind, bool ordered, int64_t *ret_id);
};

struct store {
	const struct store_engine *engine;
	struct store_follower *follower;
	struct cache cache;
};

struct reader {
	struct store *store;
	struct arena *arena;
	struct store_session session;
	void *connection;       /* the engine's */
	struct cache_age *age;  /* what statements that are `cached` answer from; NULL: not asked for yet */
	struct own_answer *own; /* of a writer: what it answers them from itself (cache.c) */
	bool writes;            /* it is a writer's, and sees what that has written */
	bool in_transaction;    /* one failed statement spoils all that follow */
	bool failed;
	bool again; /* it failed because of others, or with its connection: the whole transaction may succeed if run
		       anew */
};

struct writer {
	struct reader reader; /* first */
};

struct store_row_kind {
	bool (*is_null)(const struct store_row *row, int column);
	int64_t (*number)(const struct store_row *row, int column, int64_t none);
	struct bytes (*bytes)(const struct store_row *row, int column);
};

struct store_row {
	const struct store_row_kind *kind;
};

/* Runs `work` with the mark set by which nested transactions are found. DONE becomes FAULT when one of its statements
 * failed, so both engines agree that such a transaction never commits. */
enum outcome engine_run(struct writer *writer, store_work *work, void *state) MUST_USE;
/* After COMMIT, before anybody is answered. */
void engine_committed(struct store *store);
/* The writer whose work runs on this thread, or NULL. */
struct writer *engine_running(void);
/* The statement's name for the log; values never get there. */
const char *engine_ask_name(const struct engine_ask *ask);

/* Several statements in the writer's transaction, for migrations and tests. */
enum outcome store_script(struct writer *writer, const char *sql) MUST_USE;

enum outcome sqlite_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			 struct text *ret_why) MUST_USE;
enum outcome postgres_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			   struct text *ret_why) MUST_USE;

#endif
