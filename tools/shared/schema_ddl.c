/* The SQL that makes a table, for either engine; see schema_model.h.
 *
 * The one idea: one text cannot serve both: STRICT tables of SQLite refuse BIGINT, PostgreSQL's INTEGER has 32 bits,
 * and triggers are written differently.
 */
#include "tools/shared/schema_model.h"

static const char *sql_type(enum schema_type type, bool postgres)
{
	switch (type) {
	case SCHEMA_FLAG:
	case SCHEMA_CHOICE: return postgres ? "SMALLINT" : "INTEGER";
	case SCHEMA_TEXT:
	case SCHEMA_JSON: return postgres ? "TEXT COLLATE \"C\"" : "TEXT";
	case SCHEMA_BYTES: return postgres ? "BYTEA" : "BLOB";
	case SCHEMA_DATE: return "INTEGER";
	case SCHEMA_ID:
	case SCHEMA_MONEY:
	case SCHEMA_INSTANT:
	case SCHEMA_COUNT: break;
	}
	return postgres ? "BIGINT" : "INTEGER";
}

static void add_names(struct buffer *b, const struct column_list *list, const char *between)
{
	for (size_t i = 0; i < list->count; i++)
		buffer_add_format(b, "%s%.*s", i ? between : "", TEXT_ARG(list->names[i]));
}

static void add_column(struct buffer *b, const struct table *table, const struct column *column, bool postgres)
{
	buffer_add_format(b, "\t%.*s %s", TEXT_ARG(column->name), sql_type(column->type.type, postgres));
	if (!column->null)
		buffer_add(b, TEXT(" NOT NULL"));
	if (column->transaction)
		buffer_add(b, postgres ? TEXT(" DEFAULT (pg_current_xact_id()::text::bigint)") : TEXT(" DEFAULT 0"));
	if (column_is_sole_key(table, column) && !table->clustered)
		buffer_add(b, TEXT(" PRIMARY KEY"));
	/* SQLite would fill a missing row id by itself, so a key of 0 is bound as 0 and refused here. */
	if (column_is_sole_key(table, column) && column->type.type == SCHEMA_ID)
		buffer_add_format(b, " CHECK (%.*s > 0)", TEXT_ARG(column->name));
	if (!text_is_none(column->target))
		buffer_add_format(b, " REFERENCES %.*s (id)", TEXT_ARG(column->target));
}

static void add_index(struct buffer *b, const struct table *table, const struct column_list *list)
{
	/* Both engines get the name that PostgreSQL would cut it to. */
	char room[1024];
	struct buffer name = buffer_make(sizeof room);
	buffer_add_format(&name, "%.*s_by_", TEXT_ARG(table->name));
	add_names(&name, list, "_");
	struct text cut = text_slice(buffer_text(&name), 0, WORD_MOST);
	buffer_add_format(b, "CREATE INDEX %.*s ON %.*s (", TEXT_ARG(cut), TEXT_ARG(table->name));
	add_names(b, list, ", ");
	buffer_add(b, TEXT(");\n"));
	buffer_free(&name);
}

void ddl_table(struct buffer *b, const struct table *table, bool postgres)
{
	buffer_add_format(b, "CREATE TABLE %.*s (\n", TEXT_ARG(table->name));
	for (size_t i = 0; i < table->column_count; i++) {
		if (i)
			buffer_add(b, TEXT(",\n"));
		add_column(b, table, &table->columns[i], postgres);
	}
	if (table->key.count > 1 || table->clustered) {
		buffer_add(b, TEXT(",\n\tPRIMARY KEY ("));
		add_names(b, &table->key, ", ");
		buffer_add_char(b, ')');
	}
	for (size_t i = 0; i < table->unique_count; i++) {
		buffer_add(b, TEXT(",\n\tUNIQUE ("));
		add_names(b, &table->uniques[i], ", ");
		buffer_add_char(b, ')');
	}
	buffer_add_format(b, "\n)%s%s;\n", postgres ? "" : " STRICT",
			  !postgres && table->clustered ? ", WITHOUT ROWID" : "");
	for (size_t i = 0; i < table->index_count; i++)
		add_index(b, table, &table->indexes[i]);
}

static bool is_customer(const struct column *column)
{
	return column->type.type == SCHEMA_ID && text_equal(column->type.kind, TEXT("customer"));
}

/* True where a merge or an erase is under way. */
static const char *const opened = "EXISTS (SELECT 1 FROM ledger_openings)";

/* The condition under which a change of a customer's ledger is let pass: an open ledger, and for an update nothing
 * changed but whose it is. */
static void add_exception(struct buffer *b, const struct table *table, bool update, bool postgres)
{
	buffer_add(b, text_of(opened));
	for (size_t i = 0; update && i < table->column_count; i++)
		if (!is_customer(&table->columns[i]))
			buffer_add_format(b, " AND OLD.%.*s IS%s NEW.%.*s", TEXT_ARG(table->columns[i].name),
					  postgres ? " NOT DISTINCT FROM" : "", TEXT_ARG(table->columns[i].name));
}

static void add_sqlite_trigger(struct buffer *b, const struct table *table, const char *verb, bool update)
{
	buffer_add_format(b, "CREATE TRIGGER %.*s_no_%s BEFORE %s ON %.*s", TEXT_ARG(table->name),
			  update ? "update" : "delete", verb, TEXT_ARG(table->name));
	if (table->customer_data == SCHEMA_DATA_CUSTOMER) {
		buffer_add(b, TEXT("\nWHEN NOT ("));
		add_exception(b, table, update, false);
		buffer_add_char(b, ')');
	}
	buffer_add_format(b, "\nBEGIN SELECT RAISE(ABORT, '%.*s is append only'); END;\n", TEXT_ARG(table->name));
}

static void add_postgres_trigger(struct buffer *b, const struct table *table)
{
	struct text name = table->name;
	buffer_add_format(b, "CREATE FUNCTION %.*s_append_only() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n",
			  TEXT_ARG(name));
	if (table->customer_data == SCHEMA_DATA_CUSTOMER) {
		buffer_add_format(b, "\tIF TG_OP = 'DELETE' THEN\n\t\tIF %s THEN RETURN OLD; END IF;\n\tELSIF ",
				  opened);
		add_exception(b, table, true, true);
		buffer_add(b, TEXT(" THEN\n\t\tRETURN NEW;\n\tEND IF;\n"));
	}
	buffer_add_format(b,
			  "\tRAISE EXCEPTION '%.*s is append only';\nEND $$;\n"
			  "CREATE TRIGGER %.*s_append_only BEFORE UPDATE OR DELETE ON %.*s\n"
			  "FOR EACH ROW EXECUTE FUNCTION %.*s_append_only();\n",
			  TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
}

void ddl_triggers(struct buffer *b, const struct table *table, bool postgres)
{
	if (!table->append_only)
		return;
	if (postgres) {
		add_postgres_trigger(b, table);
		return;
	}
	add_sqlite_trigger(b, table, "UPDATE", true);
	add_sqlite_trigger(b, table, "DELETE", false);
}
