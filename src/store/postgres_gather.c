/* Inserts that are sent together: their rows are kept back until somebody asks for their tables, or the end.
 *
 * The one idea: a row that is inserted answers nothing, so there is nothing to wait for. What asks a table that has
 * rows waiting sends them all first, and so does what changes rows in any other way, since it may refer to them. Few
 * rows go through one pipeline, one round trip for all; many go by COPY. Tables follow each other as in the schema,
 * whatever came first, so whoever is referred to is there.
 *
 * A row that another transaction has made impossible meanwhile (a name that was free) shows only here: the transaction
 * is run again, and sees it.
 */
#include "store/postgres.h"

#include "base/buffer.h"
#include "store/schema_table.h"

#include <stdlib.h>
#include <string.h>

#define COPY_LEAST 16 /* rows of one statement from which COPY is worth its two round trips */
#define BYTES_MOST ((size_t)16 << 20)
#define LINES_MOST ((size_t)256 << 20)

/* What follows a value: texts as offsets into `bytes`, which moves as it grows. */
struct gathered_rows {
	const struct store_statement *statement;
	size_t place; /* of its table in the schema */
	int width;
	struct store_value *values;
	size_t rows, room;
	struct buffer bytes;
};

/* ---- keeping ---- */

static bool inserts_into(const struct store_statement *statement, const char *table)
{
	size_t size = strlen(table);
	return strncmp(statement->copy, table, size) == 0 && statement->copy[size] == ' ';
}

/* Tables of nobody's schema stay in the order of their first rows. */
static size_t place_of(const struct store_statement *statement, size_t count)
{
	for (size_t i = 0; i < schema_tables_count; i++)
		if (inserts_into(statement, schema_tables[i].name))
			return i;
	return schema_tables_count + count;
}

static struct gathered_rows *rows_of(struct postgres_gathered *gathered, const struct engine_ask *ask)
{
	for (size_t i = 0; i < gathered->count; i++)
		if (gathered->list[i].statement == ask->statement)
			return &gathered->list[i];
	if (gathered->count == gathered->room) {
		gathered->room = gathered->room * 2 + 16;
		gathered->list = realloc(gathered->list, gathered->room * sizeof *gathered->list);
		if (!gathered->list)
			abort();
	}
	struct gathered_rows *rows = &gathered->list[gathered->count++];
	*rows = (struct gathered_rows){
		.statement = ask->statement,
		.place = place_of(ask->statement, gathered->count),
		.width = ask->count,
		.bytes = buffer_make(LINES_MOST),
	};
	return rows;
}

enum outcome postgres_gather(struct reader *reader, const struct engine_ask *ask)
{
	struct postgres_connection *connection = reader->connection;
	struct postgres_gathered *gathered = &connection->gathered;
	struct gathered_rows *rows = rows_of(gathered, ask);
	size_t width = (size_t)rows->width;
	if (rows->rows == rows->room) {
		rows->room = rows->room * 2 + 4;
		rows->values = realloc(rows->values, rows->room * width * sizeof *rows->values);
		if (!rows->values)
			abort();
	}
	struct store_value *values = &rows->values[rows->rows++ * width];
	for (size_t i = 0; i < width; i++) {
		values[i] = ask->values[i];
		if (values[i].kind != STORE_TEXT && values[i].kind != STORE_BYTES)
			continue;
		values[i].number = (int64_t)rows->bytes.size;
		buffer_add(&rows->bytes, values[i].text);
		gathered->bytes += values[i].text.size;
	}
	gathered->rows++;
	gathered->bytes += width * sizeof *values;
	return gathered->bytes > BYTES_MOST ? postgres_gathered_send(reader) : DONE;
}

void postgres_gathered_forget(struct postgres_connection *connection)
{
	struct postgres_gathered *gathered = &connection->gathered;
	for (size_t i = 0; i < gathered->count; i++) {
		free(gathered->list[i].values);
		buffer_free(&gathered->list[i].bytes);
	}
	gathered->count = gathered->rows = gathered->bytes = 0;
}

void postgres_gathered_free(struct postgres_gathered *gathered)
{
	free(gathered->list);
}

bool postgres_gathered_matter(const struct postgres_connection *connection, const struct engine_ask *ask)
{
	const struct postgres_gathered *gathered = &connection->gathered;
	if (!gathered->rows)
		return false;
	if (!ask->statement || !ask->statement->tables)
		return true;
	for (const char *const *table = ask->statement->tables; *table; table++)
		for (size_t i = 0; i < gathered->count; i++)
			if (inserts_into(gathered->list[i].statement, *table))
				return true;
	return false;
}

/* ---- sending ---- */

static const struct store_value *row_at(struct gathered_rows *rows, size_t at)
{
	struct store_value *values = &rows->values[at * (size_t)rows->width];
	for (int i = 0; i < rows->width; i++)
		if (values[i].kind == STORE_TEXT || values[i].kind == STORE_BYTES)
			values[i].text.at = values[i].text.size ? rows->bytes.at + values[i].number : "";
	return values;
}

/* As postgres_fate(); a key that somebody else took meanwhile is no fault of the work. */
static enum postgres_fate judge(struct postgres_connection *connection, const char *what, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (state && strcmp(state, "23505") == 0)
		return POSTGRES_AGAIN;
	return postgres_fate(connection, what, result);
}

static enum postgres_fate send_queries(struct postgres_connection *connection)
{
	struct postgres_gathered *gathered = &connection->gathered;
	for (size_t i = 0; i < gathered->count; i++)
		for (size_t k = 0; k < gathered->list[i].rows; k++) {
			struct gathered_rows *rows = &gathered->list[i];
			postgres_set_values(&connection->values, row_at(rows, k), rows->width);
			if (!PQsendQueryPrepared(connection->pg, rows->statement->name, rows->width,
						 connection->values.at, connection->values.sizes,
						 connection->values.formats, 1))
				return POSTGRES_LOST;
		}
	return PQpipelineSync(connection->pg) ? POSTGRES_FINE : POSTGRES_LOST;
}

/* The answers, in order; behind the first that failed the others say only that they were not tried. */
static enum postgres_fate take_answers(struct postgres_connection *connection)
{
	enum postgres_fate fate = POSTGRES_FINE;
	for (bool synced = false; !synced;) {
		PGresult *result = PQgetResult(connection->pg);
		ExecStatusType status = PQresultStatus(result);
		if (!result && PQstatus(connection->pg) != CONNECTION_OK)
			return POSTGRES_LOST;
		synced = status == PGRES_PIPELINE_SYNC;
		if (result && !synced && fate == POSTGRES_FINE && status != PGRES_PIPELINE_ABORTED)
			fate = judge(connection, "gathered rows", result);
		PQclear(result);
	}
	return fate;
}

static enum postgres_fate send_by_pipeline(struct postgres_connection *connection)
{
	struct postgres_gathered *gathered = &connection->gathered;
	for (size_t i = 0; i < gathered->count; i++) {
		enum postgres_fate fate = postgres_prepare(connection, gathered->list[i].statement);
		if (fate != POSTGRES_FINE)
			return fate;
	}
	if (!PQenterPipelineMode(connection->pg))
		return POSTGRES_LOST;
	enum postgres_fate fate = send_queries(connection);
	if (fate == POSTGRES_FINE)
		fate = take_answers(connection);
	if (!PQexitPipelineMode(connection->pg))
		connection->is_stale = true;
	return fate;
}

/* A value in the text format of COPY. */
static void add_value(struct buffer *lines, const struct store_value *value)
{
	if (value->kind == STORE_NULL)
		buffer_add(lines, TEXT("\\N"));
	if (value->kind == STORE_NUMBER)
		buffer_add_number(lines, value->number);
	if (value->kind == STORE_BYTES) {
		buffer_add(lines, TEXT("\\\\x"));
		for (size_t i = 0; i < value->text.size; i++)
			buffer_add_format(lines, "%02x", (unsigned char)value->text.at[i]);
	}
	for (size_t i = 0; value->kind == STORE_TEXT && i < value->text.size; i++) {
		char c = value->text.at[i];
		if (c == '\\' || c == '\n' || c == '\r' || c == '\t')
			buffer_add_char(lines, '\\');
		buffer_add_char(lines, c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c);
	}
}

static void add_lines(struct buffer *lines, struct gathered_rows *rows)
{
	for (size_t i = 0; i < rows->rows; i++) {
		const struct store_value *values = row_at(rows, i);
		for (int k = 0; k < rows->statement->copied_count; k++) {
			const struct store_copied *copied = &rows->statement->copied[k];
			const struct store_value number = {.kind = STORE_NUMBER, .number = copied->number};
			if (k)
				buffer_add_char(lines, '\t');
			add_value(lines, copied->slot < 0 ? &number : &values[copied->slot]);
		}
		buffer_add_char(lines, '\n');
	}
}

static enum postgres_fate take_result(struct postgres_connection *connection, const char *what, PGresult *result)
{
	enum postgres_fate fate = judge(connection, what, result);
	PQclear(result);
	return fate;
}

static enum postgres_fate copy(struct postgres_connection *connection, struct gathered_rows *rows)
{
	struct buffer lines __attribute__((cleanup(buffer_free))) = buffer_make(LINES_MOST);
	const char *name = rows->statement->name;
	buffer_add_format(&lines, "COPY %s FROM STDIN", rows->statement->copy);
	buffer_add_char(&lines, '\0');
	enum postgres_fate fate = take_result(connection, name, PQexec(connection->pg, lines.at));
	if (fate != POSTGRES_FINE)
		return fate;
	buffer_clear(&lines);
	add_lines(&lines, rows);
	const char *refusal = buffer_failed(&lines) ? "the rows are too large" : NULL;
	if (!refusal && PQputCopyData(connection->pg, lines.at, (int)lines.size) != 1)
		return POSTGRES_LOST;
	PQputCopyEnd(connection->pg, refusal);
	fate = take_result(connection, name, PQgetResult(connection->pg));
	PQclear(PQgetResult(connection->pg));
	return fate;
}

static int compare_places(const void *a, const void *b)
{
	const struct gathered_rows *left = a, *right = b;
	return (left->place > right->place) - (left->place < right->place);
}

static enum postgres_fate send(struct postgres_connection *connection)
{
	struct postgres_gathered *gathered = &connection->gathered;
	bool many = false;
	qsort(gathered->list, gathered->count, sizeof *gathered->list, compare_places);
	for (size_t i = 0; i < gathered->count; i++)
		many = many || gathered->list[i].rows >= COPY_LEAST;
	if (!many)
		return send_by_pipeline(connection);
	for (size_t i = 0; i < gathered->count; i++) {
		enum postgres_fate fate = copy(connection, &gathered->list[i]);
		if (fate != POSTGRES_FINE)
			return fate;
	}
	return POSTGRES_FINE;
}

enum outcome postgres_gathered_send(struct reader *reader)
{
	struct postgres_connection *connection = reader->connection;
	if (!connection->gathered.rows)
		return DONE;
	enum postgres_fate fate = reader->failed ? POSTGRES_FAULT : send(connection);
	postgres_gathered_forget(connection);
	reader->failed |= fate != POSTGRES_FINE;
	reader->again |= fate == POSTGRES_AGAIN || fate == POSTGRES_LOST;
	return fate == POSTGRES_FINE ? DONE : fate == POSTGRES_FAULT ? FAULT : TOO_MANY;
}
