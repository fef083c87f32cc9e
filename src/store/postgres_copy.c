/* Rows by the million into PostgreSQL: COPY into tables that have lost their indexes and foreign keys for the while. */
#include "store/postgres.h"

#include "base/buffer.h"

#define SCRIPT_MOST (1 << 20)

/* What takes them away, and what makes them again: indexes first, since they help to check the references. */
static const struct store_statement list_kept = {
	.name = "copy_list_kept",
	.postgres = "SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname), "
		    "'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || "
		    "pg_get_constraintdef(oid), 2 AS place FROM pg_constraint "
		    "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace UNION ALL "
		    "SELECT 'DROP INDEX ' || quote_ident(indexname), indexdef, 1 FROM pg_indexes "
		    "WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX %' ORDER BY place",
	.columns = 3};

struct scripts {
	struct buffer drop, make;
};

static void scripts_free(struct scripts *scripts)
{
	buffer_free(&scripts->drop);
	buffer_free(&scripts->make);
}

static enum outcome keep_one(void *state, const struct store_row *row)
{
	struct scripts *scripts = state;
	buffer_add_format(&scripts->drop, "%.*s;", TEXT_ARG(store_row_text(row, 0)));
	buffer_add_format(&scripts->make, "%.*s;", TEXT_ARG(store_row_text(row, 1)));
	return DONE;
}

enum outcome postgres_copy_open(struct writer *writer, struct text *ret_kept)
{
	struct scripts scripts
		__attribute__((cleanup(scripts_free))) = {buffer_make(SCRIPT_MOST), buffer_make(SCRIPT_MOST)};
	TRY(store_query(writer_reader(writer), &list_kept, NULL, 0, keep_one, &scripts));
	buffer_add_char(&scripts.drop, '\0');
	buffer_add(&scripts.make, TEXT("ANALYZE"));
	buffer_add_char(&scripts.make, '\0');
	if (buffer_failed(&scripts.drop) || buffer_failed(&scripts.make))
		return FAULT;
	*ret_kept = text_copy(writer_arena(writer), buffer_text(&scripts.make));
	return store_script(writer, scripts.drop.at);
}

static struct postgres_connection *connection_of(struct writer *writer)
{
	return writer->reader.connection;
}

/* A failure spoils the transaction, as that of any other statement does. */
static enum outcome judge(struct writer *writer, PGresult *result)
{
	enum postgres_fate fate = postgres_fate(connection_of(writer), "COPY", result);
	PQclear(result);
	writer->reader.failed |= fate != POSTGRES_FINE;
	writer->reader.again |= fate == POSTGRES_AGAIN || fate == POSTGRES_LOST;
	return fate == POSTGRES_FINE ? DONE : fate == POSTGRES_FAULT ? FAULT : TOO_MANY;
}

enum outcome postgres_copy_begin(struct writer *writer, const char *table, struct text columns)
{
	struct text sql = text_format(writer_arena(writer), "COPY %s (%.*s) FROM STDIN", table, TEXT_ARG(columns));
	return judge(writer, PQexec(connection_of(writer)->pg, sql.at));
}

enum outcome postgres_copy_lines(struct writer *writer, struct text lines)
{
	return PQputCopyData(connection_of(writer)->pg, lines.at, (int)lines.size) == 1 ? DONE : TOO_MANY;
}

enum outcome postgres_copy_end(struct writer *writer, enum outcome outcome)
{
	PGconn *pg = connection_of(writer)->pg;
	PQputCopyEnd(pg, outcome == DONE ? NULL : "the rows could not be read");
	enum outcome ended = judge(writer, PQgetResult(pg));
	PQclear(PQgetResult(pg));
	return outcome == DONE ? ended : outcome;
}
