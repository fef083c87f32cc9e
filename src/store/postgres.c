/* The PostgreSQL engine: pools of connections, transactions that are tried again, blocks of ids.
 *
 * Elsewhere: a connection (postgres_connection.c), a statement (postgres_ask.c).
 */
#include "store/postgres.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define READERS_DEFAULT 64
#define WRITERS_LEAST   4
#define TRIES           6
#define PAUSE_US        5000

/* ---- readers ---- */

static enum outcome borrow(struct postgres_store *postgres, struct pool *pool,
			   struct postgres_connection **ret_connection)
{
	void *idle;
	*ret_connection = NULL;
	TRY(pool_take(pool, &idle));
	struct postgres_connection *connection = idle;
	if (!connection)
		connection = postgres_connection_open(postgres->url, pool == &postgres->writers);
	enum outcome outcome = postgres_connection_check(connection);
	if (outcome == DONE)
		*ret_connection = connection;
	else
		pool_give(pool, connection);
	return outcome;
}

/* A server that went away is seen only by asking it something, so the first question may need a second try. */
static enum outcome start_transaction(struct postgres_connection *connection, const char *sql)
{
	enum postgres_fate fate = postgres_run(connection, sql);
	if (fate == POSTGRES_LOST) {
		TRY(postgres_connection_check(connection));
		fate = postgres_run(connection, sql);
	}
	return fate == POSTGRES_FINE ? DONE : TOO_MANY;
}

static void give_back(struct pool *pool, struct postgres_connection *connection)
{
	if (PQtransactionStatus(connection->pg) != PQTRANS_IDLE)
		postgres_run(connection, "ROLLBACK");
	connection->is_stale |= PQtransactionStatus(connection->pg) != PQTRANS_IDLE;
	pool_give(pool, connection);
}

static const char *const begin_snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

static enum outcome postgres_reader_open(struct store *store, struct reader *reader, bool snapshot)
{
	struct postgres_store *postgres = (struct postgres_store *)store;
	struct postgres_connection *connection;
	TRY(borrow(postgres, &postgres->readers, &connection));
	reader->connection = connection;
	if (!snapshot)
		return DONE;
	enum outcome outcome = start_transaction(connection, begin_snapshot);
	if (outcome != DONE)
		give_back(&postgres->readers, connection);
	return outcome;
}

static enum outcome postgres_reader_renew(struct reader *reader)
{
	if (!reader->in_transaction)
		return DONE;
	reader->failed = false;
	TRY(start_transaction(reader->connection, "ROLLBACK"));
	return start_transaction(reader->connection, begin_snapshot);
}

static void postgres_reader_close(struct reader *reader)
{
	struct postgres_store *postgres = (struct postgres_store *)reader->store;
	give_back(&postgres->readers, reader->connection);
}

/* ---- transactions ---- */

/* A work that went on over a failed statement ends as the failure; whether it runs again, the failure says. */
static enum outcome commit(struct postgres_connection *connection, struct writer *writer)
{
	PGresult *result = PQexec(connection->pg, "COMMIT");
	enum postgres_fate fate = postgres_fate(connection, "COMMIT", result);
	/* PostgreSQL answers COMMIT of a spoiled transaction with success and the word ROLLBACK. */
	bool committed = fate == POSTGRES_FINE && strcmp(PQcmdStatus(result), "COMMIT") == 0;
	PQclear(result);
	/* When the connection is lost right now, nobody knows what became of it: not again. */
	writer->reader.again = fate == POSTGRES_AGAIN;
	return committed ? DONE : fate == POSTGRES_BUSY ? TOO_MANY : FAULT;
}

static enum outcome run_once(struct postgres_store *postgres, struct writer *writer, store_work *work, void *state)
{
	struct postgres_connection *connection;
	writer->reader.again = false;
	TRY(borrow(postgres, &postgres->writers, &connection));
	writer->reader.connection = connection;
	enum outcome outcome = start_transaction(connection, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
	if (outcome == DONE) {
		outcome = engine_run(writer, work, state);
		if (outcome == DONE)
			outcome = postgres_gathered_send(&writer->reader);
		if (outcome == DONE)
			outcome = commit(connection, writer);
		if (outcome == DONE)
			engine_committed(&postgres->store);
	}
	postgres_gathered_forget(connection);
	give_back(&postgres->writers, connection);
	return outcome;
}

/* Longer with every try, and different for each of those that met. */
static void pause_before(unsigned attempt)
{
	uint32_t us = arc4random_uniform(PAUSE_US * (1u << attempt));
	nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
}

static enum outcome postgres_transact(struct store *store, struct writer *writer, store_work *work, void *state)
{
	enum outcome outcome = FAULT;
	for (unsigned attempt = 0; attempt < TRIES; attempt++) {
		if (attempt > 0)
			pause_before(attempt);
		outcome = run_once((struct postgres_store *)store, writer, work, state);
		if (!writer->reader.again)
			return outcome;
	}
	log_line(LOG_ERROR, TEXT_NONE, "postgres: a transaction was undone %d times because of others", TRIES);
	return TOO_MANY;
}

static void postgres_forget(struct writer *writer)
{
	postgres_gathered_forget(writer->reader.connection);
}

static enum outcome postgres_script(struct writer *writer, const char *sql)
{
	struct postgres_connection *connection = writer->reader.connection;
	TRY(postgres_gathered_send(&writer->reader));
	PGresult *result = PQexec(connection->pg, sql);
	enum postgres_fate fate = postgres_fate(connection, "script", result);
	PQclear(result);
	writer->reader.failed |= fate != POSTGRES_FINE;
	writer->reader.again |= fate == POSTGRES_AGAIN || fate == POSTGRES_LOST;
	return fate == POSTGRES_FINE ? DONE : FAULT;
}

/* ---- ids ---- */

static enum outcome read_start(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

/* With the lock held, on its own connection, so that it is durable whatever the caller's transaction does. */
static enum outcome take_block(struct postgres_store *postgres, struct id_block *block)
{
	int64_t start = 0, changed;
	struct reader reader = {.store = &postgres->store, .connection = postgres->for_ids};
	const struct store_value values[] = {
		{.kind = STORE_TEXT, .text = {block->kind, block->kind_size}},
		{.kind = STORE_NUMBER, .number = postgres->ids.size},
	};
	const struct engine_ask ask = {
		.statement = &id_block_take_next, .values = values, .count = 2, .row = read_start, .state = &start};
	TRY(postgres_connection_check(postgres->for_ids));
	TRY(postgres_ask(&reader, &ask, &changed));
	id_block_start(&postgres->ids, block, start);
	return DONE;
}

/* Commits overlap here, so no way of giving ids orders them. */
static enum outcome postgres_next_id(struct store *store, struct text kind, bool ordered, int64_t *ret_id)
{
	(void)ordered;
	struct postgres_store *postgres = (struct postgres_store *)store;
	pthread_mutex_lock(&postgres->ids.lock);
	struct id_block *block = id_block_find(&postgres->ids, kind);
	enum outcome outcome = block ? DONE : FAULT;
	if (block && block->next == block->end)
		outcome = take_block(postgres, block);
	if (outcome == DONE)
		*ret_id = id_block_take(block);
	pthread_mutex_unlock(&postgres->ids.lock);
	return outcome;
}

/* ---- the store ---- */

static void close_pool(struct pool *pool)
{
	struct postgres_connection *connection;
	while ((connection = pool_take_idle(pool)))
		postgres_connection_close(connection);
	pool_close(pool);
}

static void postgres_close(struct store *store)
{
	struct postgres_store *postgres = (struct postgres_store *)store;
	close_pool(&postgres->readers);
	close_pool(&postgres->writers);
	postgres_connection_close(postgres->for_ids);
	id_blocks_close(&postgres->ids);
	free(postgres->url);
	free(postgres);
}

static const struct store_engine postgres_engine = {
	.is_postgres = true,
	.close = postgres_close,
	.reader_open = postgres_reader_open,
	.reader_renew = postgres_reader_renew,
	.reader_close = postgres_reader_close,
	.transact = postgres_transact,
	.ask = postgres_ask,
	.forget = postgres_forget,
	.script = postgres_script,
	.next_id = postgres_next_id,
};

enum outcome postgres_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			   struct text *ret_why)
{
	struct postgres_store *postgres = calloc(1, sizeof(*postgres));
	if (!postgres)
		abort();
	size_t readers = options->readers ? options->readers : READERS_DEFAULT;
	postgres->store.engine = &postgres_engine;
	postgres->url = strndup(options->where.at, options->where.size);
	/* A writer keeps its connection a short while, and a server allows about a hundred in all. */
	pool_open(&postgres->readers, readers);
	pool_open(&postgres->writers, readers / 3 > WRITERS_LEAST ? readers / 3 : WRITERS_LEAST);
	id_blocks_open(&postgres->ids, options->alone);
	postgres->for_ids = postgres_connection_open(postgres->url, true);
	if (!postgres->for_ids->is_stale) {
		*ret_store = &postgres->store;
		return DONE;
	}
	*ret_why = text_trim(text_copy(arena, text_of(PQerrorMessage(postgres->for_ids->pg))));
	postgres_close(&postgres->store);
	return FAULT;
}
