/* The index by which any part of a text is found, for either engine; see schema_model.h.
 *
 * The one idea: both engines cut texts into runs of three characters, PostgreSQL in an index that LIKE uses by itself,
 * SQLite in a table beside the table (FTS5 over its content, kept by triggers) that is asked by MATCH.
 */
#include "tools/shared/schema_model.h"

static struct text row_id(const struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (column_is_sole_key(table, &table->columns[i]))
			return table->columns[i].name;
	return TEXT_NONE;
}

/* Takes the row as it was out of the index, or puts it in as it is now. */
static void add_change(struct buffer *b, const struct table *table, bool out)
{
	struct text name = table->name, column = table->search.names[0], id = row_id(table);
	const char *side = out ? "OLD" : "NEW";
	buffer_add_format(b, " INSERT INTO %.*s_parts (", TEXT_ARG(name));
	if (out)
		buffer_add_format(b, "%.*s_parts, ", TEXT_ARG(name));
	buffer_add_format(b, "rowid, %.*s) VALUES (%s%s.%.*s, %s.%.*s);", TEXT_ARG(column), out ? "'delete', " : "",
			  side, TEXT_ARG(id), side, TEXT_ARG(column));
}

static void add_trigger(struct buffer *b, const struct table *table, const char *verb, bool out, bool in)
{
	struct text name = table->name, column = table->search.names[0];
	bool is_update = in && out;
	buffer_add_format(b, "CREATE TRIGGER %.*s_parts_%s AFTER %s%s%.*s ON %.*s BEGIN", TEXT_ARG(name),
			  is_update ? "update"
			  : in      ? "insert"
				    : "delete",
			  verb, is_update ? " OF " : "", is_update ? (int)column.size : 0, column.at, TEXT_ARG(name));
	if (out)
		add_change(b, table, true);
	if (in)
		add_change(b, table, false);
	buffer_add(b, TEXT(" END;\n"));
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
			  "tokenize='trigram case_sensitive 1', columnsize=0);\n",
			  TEXT_ARG(name), TEXT_ARG(column), TEXT_ARG(name), TEXT_ARG(row_id(table)));
	add_trigger(b, table, "INSERT", false, true);
	add_trigger(b, table, "DELETE", true, false);
	add_trigger(b, table, "UPDATE", true, true);
}
