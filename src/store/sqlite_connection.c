/* One connection to a SQLite file and the statements that it keeps prepared. */
#include "store/sqlite.h"

#include "base/log.h"

#include <stdlib.h>

/* synchronous=FULL: what COMMIT has answered survives a power cut. Checkpoints are the writer's business
 * (sqlite_writer.c), after it has answered. mmap: reads go without copying; Debian's build caps it at 2 GiB.
 * trusted_schema: our triggers write to FTS5 tables (`search` in .schema), which SQLite before 3.41 takes for unsafe;
 * we register no function that a strange trigger could call. */
#define PRAGMAS_OF_ALL                                                                                                 \
	"PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = ON; PRAGMA temp_store = "        \
	"MEMORY;"                                                                                                      \
	"PRAGMA mmap_size = 2147418112; PRAGMA wal_autocheckpoint = 0;"

static const char *const pragmas_of_writer = "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864;"
					     "PRAGMA cache_size = -65536;" PRAGMAS_OF_ALL;
static const char *const pragmas_of_writer_alone = "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864;"
						   "PRAGMA cache_size = -524288;" PRAGMAS_OF_ALL;
static const char *const pragmas_of_reader = PRAGMAS_OF_ALL "PRAGMA cache_size = -4096; PRAGMA query_only = ON;";

int sqlite_run(struct sqlite_connection *connection, const char *sql)
{
	return sqlite3_exec(connection->db, sql, NULL, NULL, NULL);
}

int sqlite_run_kept(struct sqlite_connection *connection, const struct store_statement *statement)
{
	sqlite3_stmt *kept = prepared_find(&connection->prepared, statement);
	if (!kept) {
		int code = sqlite3_prepare_v3(connection->db, statement->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &kept,
					      NULL);
		if (code != SQLITE_OK)
			return code;
		prepared_add(&connection->prepared, statement, kept);
	}
	int code = sqlite3_step(kept);
	sqlite3_reset(kept);
	return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

int sqlite_begin(struct sqlite_connection *connection, const struct store_statement *begin)
{
	static const struct store_statement undo = {.name = "undo_left", .sqlite = "ROLLBACK"};
	if (!sqlite3_get_autocommit(connection->db))
		sqlite_run_kept(connection, &undo);
	return sqlite_run_kept(connection, begin);
}

static int configure(struct sqlite_connection *connection, const char *pragmas)
{
	sqlite3_extended_result_codes(connection->db, 1);
	/* First: switching to WAL already may meet another process. */
	sqlite3_busy_timeout(connection->db, SQLITE_BUSY_MS);
	sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return sqlite_run(connection, pragmas);
}

struct sqlite_connection *sqlite_connection_open(const struct sqlite_store *sqlite, bool writes, int *ret_code)
{
	struct sqlite_connection *connection = calloc(1, sizeof(*connection));
	if (!connection)
		abort();
	const char *for_writer = sqlite->alone ? pragmas_of_writer_alone : pragmas_of_writer;
	*ret_code = sqlite3_open_v2(sqlite->path, &connection->db,
				    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (*ret_code == SQLITE_OK)
		*ret_code = configure(connection, writes ? for_writer : pragmas_of_reader);
	if (*ret_code == SQLITE_OK)
		return connection;
	sqlite_connection_close(connection);
	return NULL;
}

static void close_statement(void *statement)
{
	sqlite3_finalize(statement);
}

void sqlite_connection_close(struct sqlite_connection *connection)
{
	if (!connection)
		return;
	prepared_clear(&connection->prepared, close_statement);
	for (size_t i = 0; i < SQLITE_RECENT; i++)
		sqlite3_finalize(connection->recent[i]);
	sqlite3_close(connection->db);
	free(connection);
}

/* The disk is full or does not answer, or there is no memory: the same may succeed when that is over. */
static bool is_the_machine(int kind)
{
	return kind == SQLITE_FULL || kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN || kind == SQLITE_NOMEM;
}

enum outcome sqlite_fault(sqlite3 *db, const char *what, int code)
{
	int kind = code & 0xff;
	if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) {
		log_line(LOG_WARN, TEXT_NONE, "sqlite: %s: the database is busy", what);
		return TOO_MANY;
	}
	log_line(LOG_ERROR, TEXT_NONE, "sqlite: %s: %s (%d)", what, db ? sqlite3_errmsg(db) : sqlite3_errstr(code),
		 code);
	return is_the_machine(kind) ? TOO_MANY : FAULT;
}

/* ---- statements ---- */

struct statement {
	sqlite3_stmt *sqlite;
	bool is_passing; /* to be finalized after use */
};

/* A kept statement that is in use (a row function asks it again) is prepared once more for that time. */
static int find_declared(struct sqlite_connection *connection, const struct store_statement *declared,
			 struct statement *ret_statement)
{
	sqlite3_stmt *kept = prepared_find(&connection->prepared, declared);
	if (kept && !sqlite3_stmt_busy(kept)) {
		*ret_statement = (struct statement){.sqlite = kept};
		return SQLITE_OK;
	}
	sqlite3_stmt *fresh = NULL;
	int code = sqlite3_prepare_v3(connection->db, declared->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &fresh, NULL);
	if (code == SQLITE_OK && !kept)
		prepared_add(&connection->prepared, declared, fresh);
	*ret_statement = (struct statement){.sqlite = fresh, .is_passing = kept != NULL};
	return code;
}

static int find_composed(struct sqlite_connection *connection, struct text sql, struct statement *ret_statement)
{
	for (size_t i = 0; i < SQLITE_RECENT; i++) {
		sqlite3_stmt *kept = connection->recent[i];
		if (kept && !sqlite3_stmt_busy(kept) && text_equal(text_of(sqlite3_sql(kept)), sql)) {
			*ret_statement = (struct statement){.sqlite = kept};
			return SQLITE_OK;
		}
	}
	sqlite3_stmt *fresh = NULL;
	int code = sqlite3_prepare_v3(connection->db, sql.at, (int)sql.size, SQLITE_PREPARE_PERSISTENT, &fresh, NULL);
	sqlite3_stmt **oldest = &connection->recent[connection->oldest];
	*ret_statement = (struct statement){.sqlite = fresh, .is_passing = *oldest && sqlite3_stmt_busy(*oldest)};
	if (code != SQLITE_OK || ret_statement->is_passing)
		return code;
	sqlite3_finalize(*oldest);
	*oldest = fresh;
	connection->oldest = (connection->oldest + 1) % SQLITE_RECENT;
	return SQLITE_OK;
}

/* The values outlive the statement's run, so nothing is copied. */
static int bind(sqlite3_stmt *statement, const struct store_value *values, int count)
{
	if (sqlite3_bind_parameter_count(statement) != count)
		return SQLITE_RANGE;
	int code = SQLITE_OK;
	for (int i = 0; i < count && code == SQLITE_OK; i++) {
		const struct store_value *value = &values[i];
		switch (value->kind) {
		case STORE_NULL: code = sqlite3_bind_null(statement, i + 1); break;
		case STORE_NUMBER: code = sqlite3_bind_int64(statement, i + 1, value->number); break;
		case STORE_TEXT:
			code = sqlite3_bind_text64(statement, i + 1, value->text.at, value->text.size, SQLITE_STATIC,
						   SQLITE_UTF8);
			break;
		case STORE_BYTES:
			code = sqlite3_bind_blob64(statement, i + 1, value->text.at, value->text.size, SQLITE_STATIC);
			break;
		}
	}
	return code;
}

/* ---- rows ---- */

struct sqlite_row {
	struct store_row row; /* first */
	sqlite3_stmt *statement;
};

static sqlite3_stmt *statement_of(const struct store_row *row)
{
	return ((const struct sqlite_row *)row)->statement;
}

static bool row_is_null(const struct store_row *row, int column)
{
	return sqlite3_column_type(statement_of(row), column) == SQLITE_NULL;
}

/* SQLite itself gives 0 for null. A value answers without looking for its column each time. */
static int64_t row_number(const struct store_row *row, int column, int64_t none)
{
	if (none == 0)
		return sqlite3_column_int64(statement_of(row), column);
	sqlite3_value *value = sqlite3_column_value(statement_of(row), column);
	return sqlite3_value_type(value) == SQLITE_NULL ? none : sqlite3_value_int64(value);
}

static struct bytes row_bytes(const struct store_row *row, int column)
{
	sqlite3_value *value = sqlite3_column_value(statement_of(row), column);
	const unsigned char *at = sqlite3_value_blob(value);
	if (at)
		return (struct bytes){at, (size_t)sqlite3_value_bytes(value)};
	/* SQLite gives NULL for no bytes too, which must not become a null column. */
	return (struct bytes){sqlite3_value_type(value) == SQLITE_NULL ? NULL : (const unsigned char *)"", 0};
}

static const struct store_row_kind row_kind = {row_is_null, row_number, row_bytes};

static int step_all(sqlite3_stmt *statement, const struct engine_ask *ask, enum outcome *ret_outcome)
{
	struct sqlite_row row = {{&row_kind}, statement};
	int code;
	*ret_outcome = DONE;
	while ((code = sqlite3_step(statement)) == SQLITE_ROW && *ret_outcome == DONE)
		if (ask->row)
			*ret_outcome = ask->row(ask->state, &row.row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Only composed statements search; inside a transaction they find what it has written. */
static int feed_search(struct reader *reader, const struct engine_ask *ask)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)reader->store;
	bool is_writer = reader->connection == sqlite->writer;
	return is_writer && !ask->statement ? sqlite_search_feed(sqlite) : SQLITE_OK;
}

enum outcome sqlite_ask(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed)
{
	struct sqlite_connection *connection = reader->connection;
	struct statement statement = {0};
	enum outcome outcome = DONE;
	int code = feed_search(reader, ask);
	if (code == SQLITE_OK)
		code = ask->statement ? find_declared(connection, ask->statement, &statement)
				      : find_composed(connection, ask->composed, &statement);
	/* SQLite's own words hold only names when a statement does not parse or breaks a constraint; else they may hold
	 * values (a search that FTS5 cannot read). */
	bool names_only = code != SQLITE_OK;
	if (code == SQLITE_OK)
		code = bind(statement.sqlite, ask->values, ask->count);
	if (code == SQLITE_OK)
		code = step_all(statement.sqlite, ask, &outcome);
	names_only |= (code & 0xff) == SQLITE_CONSTRAINT;
	if (code == SQLITE_OK)
		*ret_changed = sqlite3_changes64(connection->db);
	else
		outcome = sqlite_fault(names_only ? connection->db : NULL, engine_ask_name(ask), code);
	reader->failed |= code != SQLITE_OK && reader->in_transaction;
	sqlite3_reset(statement.sqlite);
	if (statement.is_passing)
		sqlite3_finalize(statement.sqlite);
	return outcome;
}
