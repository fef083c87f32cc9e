/* The face of the store: picks the engine and hands every call to it; what both engines share.
 *
 * The only state that changes here is `running`, one a thread: the writer whose work runs on it.
 */
#include "store/engine.h"

#include "base/log.h"

#include <stdlib.h>

static _Thread_local struct writer *running;

bool store_names_postgres(struct text where)
{
	return text_starts(where, TEXT("postgres://")) || text_starts(where, TEXT("postgresql://"));
}

enum outcome store_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			struct text *ret_why)
{
	*ret_store = NULL;
	*ret_why = TEXT_NONE;
	if (store_names_postgres(options->where))
		TRY(postgres_open(options, arena, ret_store, ret_why));
	else
		TRY(sqlite_open(options, arena, ret_store, ret_why));
	cache_open(&(*ret_store)->cache);
	return DONE;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	cache_close(&store->cache);
	store->engine->close(store);
}

bool store_is_postgres(const struct store *store)
{
	return store->engine->is_postgres;
}

void store_follow(struct store *store, struct store_follower *follower)
{
	store->follower = follower;
}

struct store_follower *store_follower(const struct store *store)
{
	return store->follower;
}

void engine_committed(struct store *store)
{
	if (store->follower)
		store->follower->committed(store->follower);
}

/* ---- readers and writers ---- */

enum outcome store_reader_open(struct store *store, struct arena *arena, const struct store_session *session,
			       bool snapshot, struct reader **ret_reader)
{
	struct reader *reader = arena_take(arena, sizeof(*reader));
	*reader = (struct reader){.store = store, .arena = arena, .session = *session, .in_transaction = snapshot};
	*ret_reader = NULL;
	TRY(store->engine->reader_open(store, reader, snapshot));
	*ret_reader = reader;
	return DONE;
}

enum outcome store_reader_renew(struct reader *reader)
{
	reader->age = NULL;
	return reader->store->engine->reader_renew(reader);
}

void store_reader_close(struct reader *reader)
{
	if (reader)
		reader->store->engine->reader_close(reader);
}

/* On SQLite they do whether that was asked for or not (sqlite.c). */
bool reader_sees_one_snapshot(const struct reader *reader)
{
	return reader->in_transaction || !reader->store->engine->is_postgres;
}

bool reader_is_postgres(const struct reader *reader)
{
	return reader->store->engine->is_postgres;
}

struct arena *reader_arena(struct reader *reader)
{
	return reader->arena;
}

void reader_use_arena(struct reader *reader, struct arena *arena)
{
	reader->arena = arena;
	reader->age = NULL;
	reader->own = NULL;
}

const struct store_session *reader_session(const struct reader *reader)
{
	return &reader->session;
}

void reader_use_session(struct reader *reader, const struct store_session *session)
{
	reader->session = *session;
}

struct reader *writer_reader(struct writer *writer)
{
	return &writer->reader;
}

struct arena *writer_arena(struct writer *writer)
{
	return writer->reader.arena;
}

const struct store_session *writer_session(const struct writer *writer)
{
	return &writer->reader.session;
}

/* ---- transactions ---- */

struct writer *engine_running(void)
{
	return running;
}

enum outcome engine_run(struct writer *writer, store_work *work, void *state)
{
	writer->reader.failed = false;
	writer->reader.again = false;
	writer->reader.own = NULL;
	running = writer;
	enum outcome outcome = work(writer, state);
	running = NULL;
	return outcome == DONE && writer->reader.failed ? FAULT : outcome;
}

enum outcome store_transact(struct store *store, struct arena *arena, const struct store_session *session,
			    store_work *work, void *state)
{
	if (running) {
		log_line(LOG_ERROR, TEXT_NONE, "store: a transaction was begun inside another; ending the process");
		abort();
	}
	struct writer writer = {
		.reader = {
			.store = store, .arena = arena, .session = *session, .in_transaction = true, .writes = true}};
	return store->engine->transact(store, &writer, work, state);
}

enum outcome store_next_id(struct store *store, struct text kind, int64_t *ret_id)
{
	*ret_id = 0;
	return store->engine->next_id(store, kind, false, ret_id);
}

enum outcome store_next_ordered_id(struct store *store, struct text kind, int64_t *ret_id)
{
	*ret_id = 0;
	return store->engine->next_id(store, kind, true, ret_id);
}

/* ---- statements ---- */

const char *engine_ask_name(const struct engine_ask *ask)
{
	return ask->statement ? ask->statement->name : "(composed)";
}

static enum outcome ask_engine(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed)
{
	*ret_changed = 0;
	if (reader->failed)
		return FAULT;
	return reader->store->engine->ask(reader, ask, ret_changed);
}

enum outcome store_query(struct reader *reader, const struct store_statement *statement,
			 const struct store_value *values, int count, store_row_fn *row, void *state)
{
	const struct engine_ask ask = {
		.statement = statement, .values = values, .count = count, .row = row, .state = state};
	int64_t changed;
	return ask_engine(reader, &ask, &changed);
}

enum outcome store_query_composed(struct reader *reader, struct text sql, const struct store_value *values, int count,
				  store_row_fn *row, void *state)
{
	const struct engine_ask ask = {.composed = sql, .values = values, .count = count, .row = row, .state = state};
	int64_t changed;
	return ask_engine(reader, &ask, &changed);
}

enum outcome store_change(struct writer *writer, const struct store_statement *statement,
			  const struct store_value *values, int count, int64_t *ret_changed)
{
	const struct engine_ask ask = {.statement = statement, .values = values, .count = count};
	if (statement->changes_cached)
		writer->reader.own = NULL;
	return ask_engine(&writer->reader, &ask, ret_changed);
}

static enum outcome take_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

enum outcome store_others_number(struct writer *writer, int64_t *ret_number)
{
	static const struct store_statement statement = {
		.name = "others_number",
		.sqlite = "PRAGMA data_version",
		.postgres = "SELECT 0",
		.columns = 1,
	};
	return store_query(&writer->reader, &statement, NULL, 0, take_number, ret_number);
}

enum outcome store_script(struct writer *writer, const char *sql)
{
	if (writer->reader.failed)
		return FAULT;
	writer->reader.own = NULL;
	return writer->reader.store->engine->script(writer, sql);
}

enum outcome store_attempt(struct writer *writer, store_work *work, void *state)
{
	TRY(store_script(writer, "SAVEPOINT attempt"));
	enum outcome outcome = work(writer, state);
	/* After a statement that failed, the whole transaction is lost on PostgreSQL, and so it is on both. */
	if (writer->reader.failed)
		return FAULT;
	if (outcome != DONE && writer->reader.store->engine->forget)
		writer->reader.store->engine->forget(writer);
	TRY(store_script(writer, outcome == DONE ? "RELEASE SAVEPOINT attempt"
						 : "ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt"));
	return outcome;
}

/* ---- rows ---- */

bool store_row_is_null(const struct store_row *row, int column)
{
	return row->kind->is_null(row, column);
}

int64_t store_row_number(const struct store_row *row, int column)
{
	return row->kind->number(row, column, 0);
}

int64_t store_row_number_or(const struct store_row *row, int column, int64_t none)
{
	return row->kind->number(row, column, none);
}

struct bytes store_row_bytes(const struct store_row *row, int column)
{
	return row->kind->bytes(row, column);
}

struct text store_row_text(const struct store_row *row, int column)
{
	struct bytes bytes = row->kind->bytes(row, column);
	return (struct text){(const char *)bytes.at, bytes.size};
}
