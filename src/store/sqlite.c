/* The SQLite engine: opening a file, lending connections for reading.
 *
 * Elsewhere: statements (sqlite_connection.c), changes (sqlite_writer.c), ids (sqlite_ids.c).
 */
#include "store/sqlite.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READERS_DEFAULT 64

static void sqlite_close(struct store *store)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	sqlite_writer_stop(sqlite);
	struct sqlite_connection *connection;
	while ((connection = pool_take_idle(&sqlite->readers)))
		sqlite_connection_close(connection);
	sqlite_connection_close(sqlite->writer); /* last, so that it empties the WAL */
	pool_close(&sqlite->readers);
	id_blocks_close(&sqlite->ids);
	free(sqlite->path);
	free(sqlite);
}

static enum outcome borrow(struct sqlite_store *sqlite, struct sqlite_connection **ret_connection)
{
	void *idle;
	TRY(pool_take(&sqlite->readers, &idle));
	*ret_connection = idle;
	if (idle)
		return DONE;
	int code;
	*ret_connection = sqlite_connection_open(sqlite, false, &code);
	if (*ret_connection)
		return DONE;
	pool_forget(&sqlite->readers);
	return sqlite_fault(NULL, "opening a connection", code);
}

static const struct store_statement begin = {.name = "begin_reading", .sqlite = "BEGIN DEFERRED"};
static const struct store_statement end = {.name = "end_reading", .sqlite = "ROLLBACK"};

/* Asked for or not, statements see one snapshot: taking a place among the readers of the WAL costs as much as a short
 * statement, so it is taken once, by the first of them. */
static enum outcome sqlite_reader_open(struct store *store, struct reader *reader, bool snapshot)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	struct sqlite_connection *connection;
	(void)snapshot;
	TRY(borrow(sqlite, &connection));
	int code = sqlite_begin(connection, &begin);
	if (code != SQLITE_OK) {
		pool_give(&sqlite->readers, connection);
		return sqlite_fault(connection->db, "BEGIN", code);
	}
	reader->connection = connection;
	return DONE;
}

static void end_snapshot(struct sqlite_connection *connection)
{
	if (!sqlite3_get_autocommit(connection->db))
		sqlite_run_kept(connection, &end);
}

static enum outcome sqlite_reader_renew(struct reader *reader)
{
	struct sqlite_connection *connection = reader->connection;
	end_snapshot(connection);
	reader->failed = false;
	int code = sqlite_begin(connection, &begin);
	return code == SQLITE_OK ? DONE : sqlite_fault(connection->db, "BEGIN", code);
}

static void sqlite_reader_close(struct reader *reader)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)reader->store;
	end_snapshot(reader->connection);
	pool_give(&sqlite->readers, reader->connection);
}

static enum outcome sqlite_script(struct writer *writer, const char *sql)
{
	struct sqlite_connection *connection = writer->reader.connection;
	int code = sqlite_run(connection, sql);
	if (code == SQLITE_OK)
		return DONE;
	writer->reader.failed = true;
	return sqlite_fault(connection->db, "script", code);
}

static const struct store_engine sqlite_engine = {
	.is_postgres = false,
	.close = sqlite_close,
	.reader_open = sqlite_reader_open,
	.reader_renew = sqlite_reader_renew,
	.reader_close = sqlite_reader_close,
	.transact = sqlite_transact,
	.ask = sqlite_ask,
	.script = sqlite_script,
	.next_id = sqlite_next_id,
};

/* The file is made by us, not by SQLite, so that nobody else may read it; the WAL takes over its mode. */
static bool file_is_there(const struct store_options *options, struct arena *arena, struct text *ret_why)
{
	struct text path = text_copy(arena, options->where);
	int flags = O_RDWR | O_CLOEXEC | (options->create ? O_CREAT : 0);
	int file = open(path.at, flags, 0600);
	if (file < 0) {
		*ret_why = text_format(arena, "%s: %s", path.at, strerror(errno));
		return false;
	}
	close(file);
	return true;
}

/* Each connection is used by one thread at a time, and nobody asks for memory statistics, which take a global lock. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum outcome sqlite_open(const struct store_options *options, struct arena *arena, struct store **ret_store,
			 struct text *ret_why)
{
	static pthread_once_t configured = PTHREAD_ONCE_INIT;
	pthread_once(&configured, configure);
	if (!file_is_there(options, arena, ret_why))
		return FAULT;
	struct sqlite_store *sqlite = calloc(1, sizeof(*sqlite));
	if (!sqlite)
		abort();
	sqlite->store.engine = &sqlite_engine;
	sqlite->path = strndup(options->where.at, options->where.size);
	sqlite->alone = options->alone;
	pool_open(&sqlite->readers, options->readers ? options->readers : READERS_DEFAULT);
	id_blocks_open(&sqlite->ids, options->alone);
	int code;
	sqlite->writer = sqlite_connection_open(sqlite, true, &code);
	if (sqlite->writer && sqlite_writer_start(sqlite)) {
		*ret_store = &sqlite->store;
		return DONE;
	}
	*ret_why = sqlite->writer ? TEXT("no thread could be started for the writer")
				  : text_format(arena, "%s: %s", sqlite->path, sqlite3_errstr(code));
	sqlite_connection_close(sqlite->writer);
	pool_close(&sqlite->readers);
	id_blocks_close(&sqlite->ids);
	free(sqlite->path);
	free(sqlite);
	return FAULT;
}
