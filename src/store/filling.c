/* Taking indexes away and making them again, and the way from one engine to the other; the contract is in filling.h.
 *
 * Elsewhere: the rows' way into PostgreSQL (postgres_copy.c).
 */
#include "store/filling.h"

#include "base/buffer.h"
#include "store/postgres.h"
#include "store/schema_table.h"

#define SCRIPT_MOST (1 << 20)

static const struct store_session nobody = {.scope = STORE_SCOPE_NONE};

/* What keeps rows apart stays, and so do the triggers of what is append only. */
static const struct store_statement list_kept = {
	.name = "filling_list_kept",
	.sqlite = "SELECT type, name, sql FROM sqlite_schema WHERE (type = 'index' AND sql LIKE 'CREATE INDEX %') OR "
		  "(type = 'trigger' AND sql LIKE '%INTO %~_waiting %' ESCAPE '~')",
	.columns = 3};
static const struct store_statement list_searched = {
	.name = "filling_list_searched",
	.sqlite = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE %'",
	.columns = 1};

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
	buffer_add_format(&scripts->drop, "DROP %.*s %.*s;", TEXT_ARG(store_row_text(row, 0)),
			  TEXT_ARG(store_row_text(row, 1)));
	buffer_add_format(&scripts->make, "%.*s;", TEXT_ARG(store_row_text(row, 2)));
	return DONE;
}

static enum outcome rebuild_one(void *state, const struct store_row *row)
{
	struct text name = store_row_text(row, 0);
	buffer_add_format(&((struct scripts *)state)->make, "INSERT INTO %.*s (%.*s) VALUES ('rebuild');",
			  TEXT_ARG(name), TEXT_ARG(name));
	return DONE;
}

static enum outcome take_away(struct writer *writer, void *state)
{
	struct scripts scripts
		__attribute__((cleanup(scripts_free))) = {buffer_make(SCRIPT_MOST), buffer_make(SCRIPT_MOST)};
	struct reader *reader = writer_reader(writer);
	*(struct text *)state = TEXT("");
	if (reader_is_postgres(reader))
		return DONE;
	TRY(store_query(reader, &list_kept, NULL, 0, keep_one, &scripts));
	TRY(store_query(reader, &list_searched, NULL, 0, rebuild_one, &scripts));
	buffer_add_char(&scripts.drop, '\0');
	buffer_add_char(&scripts.make, '\0');
	if (buffer_failed(&scripts.drop) || buffer_failed(&scripts.make))
		return FAULT;
	*(struct text *)state = text_copy(writer_arena(writer), buffer_text(&scripts.make));
	return store_script(writer, scripts.drop.at);
}

enum outcome filling_begin(struct store *store, struct arena *arena, struct text *ret_kept)
{
	return store_transact(store, arena, &nobody, take_away, ret_kept);
}

static enum outcome make_again(struct writer *writer, void *state)
{
	return store_script(writer, ((struct text *)state)->at);
}

enum outcome filling_end(struct store *store, struct arena *arena, struct text kept)
{
	return text_is_empty(kept) ? DONE : store_transact(store, arena, &nobody, make_again, &kept);
}

/* ---- from one engine to the other ---- */

struct copying {
	struct reader *from;
	struct writer *to;
};

/* In the writing of COPY: columns between tabs, \N for null. */
static void add_value(struct buffer *line, const struct schema_column *column, const struct store_row *row, int at)
{
	if (store_row_is_null(row, at)) {
		buffer_add(line, TEXT("\\N"));
	} else if (column->type == SCHEMA_BYTES) {
		struct bytes bytes = store_row_bytes(row, at);
		buffer_add(line, TEXT("\\\\x"));
		for (size_t i = 0; i < bytes.size; i++)
			buffer_add_format(line, "%02x", bytes.at[i]);
	} else if (column->type != SCHEMA_TEXT && column->type != SCHEMA_JSON) {
		buffer_add_number(line, store_row_number(row, at));
	} else {
		struct text t = store_row_text(row, at);
		for (size_t i = 0; i < t.size; i++) {
			char c = t.at[i];
			if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
				buffer_add_char(line, '\\');
			buffer_add_char(line, c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
		}
	}
}

struct lines {
	const struct schema_table *table;
	struct writer *to;
	struct buffer buffer;
};

#define LINES_MOST    (64u << 20)
#define LINES_AT_ONCE (64u << 10)

static enum outcome send_lines(struct lines *lines)
{
	if (buffer_failed(&lines->buffer))
		return FAULT;
	enum outcome outcome = postgres_copy_lines(lines->to, buffer_text(&lines->buffer));
	buffer_clear(&lines->buffer);
	return outcome;
}

static enum outcome add_line(void *state, const struct store_row *row)
{
	struct lines *lines = state;
	for (size_t i = 0; i < lines->table->column_count; i++) {
		add_value(&lines->buffer, &lines->table->columns[i], row, (int)i);
		buffer_add_char(&lines->buffer, i + 1 < lines->table->column_count ? '\t' : '\n');
	}
	return lines->buffer.size < LINES_AT_ONCE ? DONE : send_lines(lines);
}

static enum outcome copy_table(struct copying *copying, const struct schema_table *table, struct buffer *sql)
{
	struct lines lines = {table, copying->to, buffer_make(LINES_MOST)};
	buffer_clear(sql);
	for (size_t i = 0; i < table->column_count; i++)
		buffer_add_format(sql, "%s%s", i ? ", " : "", table->columns[i].name);
	struct text columns = text_copy(writer_arena(copying->to), buffer_text(sql));
	buffer_clear(sql);
	buffer_add_format(sql, "SELECT %.*s FROM %s", TEXT_ARG(columns), table->name);
	TRY(postgres_copy_begin(copying->to, table->name, columns));
	enum outcome outcome = store_query_composed(copying->from, buffer_text(sql), NULL, 0, add_line, &lines);
	if (outcome == DONE)
		outcome = send_lines(&lines);
	buffer_free(&lines.buffer);
	return postgres_copy_end(copying->to, outcome);
}

/* Its rows say something of the database that they stand in. */
static bool is_of_one_database(struct text table)
{
	return text_equal(table, TEXT("schema_version")) || text_equal(table, TEXT("list_changes")) ||
	       text_equal(table, TEXT("cached_changes"));
}

static enum outcome copy_all(struct writer *writer, void *state)
{
	struct copying copying = {state, writer};
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(SCRIPT_MOST);
	struct text kept;
	TRY(postgres_copy_open(writer, &kept));
	for (size_t i = 0; i < schema_tables_count; i++)
		if (!is_of_one_database(text_of(schema_tables[i].name)))
			TRY(copy_table(&copying, &schema_tables[i], &sql));
	return store_script(writer, kept.at);
}

enum outcome filling_copy(struct store *from, struct store *to, struct arena *arena)
{
	struct reader *reader;
	TRY(store_reader_open(from, arena, &nobody, true, &reader));
	enum outcome outcome = store_transact(to, arena, &nobody, copy_all, reader);
	store_reader_close(reader);
	return outcome;
}
