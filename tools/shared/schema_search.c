/* The index by which any part of a text is found, for either engine; see schema_model.h.
 *
 * The one idea: both engines cut texts into runs of three characters, PostgreSQL in an index that LIKE uses by itself,
 * SQLite in a table beside the table (FTS5 over its content) that is asked by MATCH. FTS5 writes what it holds in
 * memory down at every savepoint, which costs more than all else that adding a row does; so triggers only note which
 * rows wait, with the text that the index knows them by, and the writer feeds the index once before COMMIT.
 */
#include "tools/shared/schema_model.h"

#include <string.h>

static struct text row_id(const struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (column_is_sole_key(table, &table->columns[i]))
			return table->columns[i].name;
	return TEXT_NONE;
}

/* A row that waits already keeps its first text: that is the one in the index. */
static void add_trigger(struct buffer *b, const struct table *table, const char *name, const char *verb)
{
	bool is_known = strcmp(name, "insert") != 0, is_update = strcmp(name, "update") == 0;
	struct text of = table->name, column = table->search.names[0], id = row_id(table);
	const char *side = is_known ? "OLD" : "NEW";
	buffer_add_format(b,
			  "CREATE TRIGGER %.*s_waiting_%s AFTER %s%.*s ON %.*s BEGIN INSERT OR IGNORE INTO "
			  "%.*s_waiting (id, known) VALUES (%s.%.*s, ",
			  TEXT_ARG(of), name, verb, is_update ? (int)column.size : 0, column.at, TEXT_ARG(of),
			  TEXT_ARG(of), side, TEXT_ARG(id));
	if (is_known)
		buffer_add_format(b, "OLD.%.*s); END;\n", TEXT_ARG(column));
	else
		buffer_add(b, TEXT("NULL); END;\n"));
}

void search_feeding(struct buffer *b, const struct table *table, enum search_step step)
{
	struct text name = table->name, column = table->search.names[0], id = row_id(table);
	switch (step) {
	case SEARCH_TAKE_OUT:
		buffer_add_format(b,
				  "INSERT INTO %.*s_parts (%.*s_parts, rowid, %.*s) SELECT 'delete', id, known FROM "
				  "%.*s_waiting WHERE known IS NOT NULL",
				  TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(column), TEXT_ARG(name));
		break;
	case SEARCH_PUT_IN:
		buffer_add_format(b,
				  "INSERT INTO %.*s_parts (rowid, %.*s) SELECT t.%.*s, t.%.*s FROM %.*s_waiting w JOIN "
				  "%.*s t ON t.%.*s = w.id",
				  TEXT_ARG(name), TEXT_ARG(column), TEXT_ARG(id), TEXT_ARG(column), TEXT_ARG(name),
				  TEXT_ARG(name), TEXT_ARG(id));
		break;
	case SEARCH_FORGET: buffer_add_format(b, "DELETE FROM %.*s_waiting", TEXT_ARG(name)); break;
	}
}

void ddl_search(struct buffer *b, const struct table *table, bool postgres)
{
	if (table->search.count == 0)
		return;
	struct text name = table->name, column = table->search.names[0];
	if (postgres) {
		buffer_add_format(b,
				  "CREATE EXTENSION IF NOT EXISTS pg_trgm;\n"
				  "CREATE INDEX %.*s_parts ON %.*s USING gin (%.*s gin_trgm_ops);\n",
				  TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(column));
		return;
	}
	buffer_add_format(b,
			  "CREATE VIRTUAL TABLE %.*s_parts USING fts5(%.*s, content='%.*s', content_rowid='%.*s', "
			  "tokenize='trigram case_sensitive 1', columnsize=0);\n"
			  "CREATE TABLE %.*s_waiting (id INTEGER PRIMARY KEY, known TEXT) STRICT;\n",
			  TEXT_ARG(name), TEXT_ARG(column), TEXT_ARG(name), TEXT_ARG(row_id(table)), TEXT_ARG(name));
	add_trigger(b, table, "insert", "INSERT");
	add_trigger(b, table, "delete", "DELETE");
	add_trigger(b, table, "update", "UPDATE OF ");
}
