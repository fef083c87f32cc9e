/* Noting which customers changed, for whoever keeps an index of them; see schema_model.h.
 *
 * The one idea: triggers note it, so no rule can forget to, and those who follow read a log instead of being told. A
 * row of `list_changes` is (seq, customer). On SQLite, which writes one transaction at a time, seq rises by one, and
 * nothing is noted when the last row names the same customer already: so whoever follows reads from the last row that
 * he knows on, that row included. On PostgreSQL seq is the number of the transaction, and whoever follows reads from
 * the oldest transaction on that had not ended when he last looked.
 */
#include "tools/shared/schema_model.h"

static bool is_customer_id(const struct column *column)
{
	return column->type.type == SCHEMA_ID && text_equal(column->type.kind, TEXT("customer"));
}

const struct column *table_customer(const struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (is_customer_id(&table->columns[i]))
			return &table->columns[i];
	return NULL;
}

/* A condition of the trigger costs less than one of its statement; and a statement that writes the table that it reads
 * would copy what it reads first. */
static void add_on_sqlite(struct buffer *b, const struct table *table, struct text customer)
{
	static const struct {
		const char *name, *verb, *side;
		bool moved; /* only when the row was another's before */
	} events[] = {{"insert", "INSERT", "NEW", false},
		      {"update", "UPDATE", "NEW", false},
		      {"move", "UPDATE", "OLD", true},
		      {"delete", "DELETE", "OLD", false}};
	for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
		buffer_add_format(b, "CREATE TRIGGER %.*s_listed_%s AFTER %s ON %.*s\nWHEN ", TEXT_ARG(table->name),
				  events[i].name, events[i].verb, TEXT_ARG(table->name));
		if (events[i].moved)
			buffer_add_format(b, "OLD.%.*s <> NEW.%.*s AND ", TEXT_ARG(customer), TEXT_ARG(customer));
		buffer_add_format(
			b,
			"%s.%.*s IS NOT (SELECT customer FROM list_changes ORDER BY seq DESC LIMIT 1)\nBEGIN\n"
			"\tINSERT INTO list_changes (seq, customer)\n"
			"\tVALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM list_changes), %s.%.*s);\nEND;\n",
			events[i].side, TEXT_ARG(customer), events[i].side, TEXT_ARG(customer));
	}
}

static void note_on_postgres(struct buffer *b, const char *unless, const char *rows, struct text customer)
{
	buffer_add_format(b,
			  "\tIF TG_OP <> '%s' THEN\n\t\tINSERT INTO list_changes (seq, customer) SELECT DISTINCT "
			  "CAST(CAST(pg_current_xact_id() AS text) AS bigint), %.*s FROM %s ON CONFLICT DO NOTHING;\n"
			  "\tEND IF;\n",
			  unless, TEXT_ARG(customer), rows);
}

/* Once a statement, however many rows it changes. */
static void add_on_postgres(struct buffer *b, const struct table *table, struct text customer)
{
	static const struct {
		const char *name, *verb, *rows;
	} events[] = {{"insert", "INSERT", "NEW TABLE AS new_rows"},
		      {"update", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"},
		      {"delete", "DELETE", "OLD TABLE AS old_rows"}};
	struct text name = table->name;
	buffer_add_format(b, "CREATE FUNCTION %.*s_listed() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n",
			  TEXT_ARG(name));
	note_on_postgres(b, "INSERT", "old_rows", customer);
	note_on_postgres(b, "DELETE", "new_rows", customer);
	buffer_add(b, TEXT("\tRETURN NULL;\nEND $$;\n"));
	for (size_t i = 0; i < 3; i++)
		buffer_add_format(b,
				  "CREATE TRIGGER %.*s_listed_%s AFTER %s ON %.*s REFERENCING %s\n"
				  "FOR EACH STATEMENT EXECUTE FUNCTION %.*s_listed();\n",
				  TEXT_ARG(name), events[i].name, events[i].verb, TEXT_ARG(name), events[i].rows,
				  TEXT_ARG(name));
}

void ddl_listed(struct buffer *b, const struct table *table, bool postgres)
{
	if (!table->listed)
		return;
	struct text customer = table_customer(table)->name;
	if (postgres)
		add_on_postgres(b, table, customer);
	else
		add_on_sqlite(b, table, customer);
}
