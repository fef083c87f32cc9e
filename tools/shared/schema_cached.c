/* Counting changes of tables that are `cached`, for whoever keeps their rows in memory; see schema_model.h.
 *
 * The one idea: one number for all of them, raised by triggers in the transaction of the change: whoever sees the
 * number sees the change, and no rule can forget to raise it. For each row, so that a statement that changes none
 * counts none.
 */
#include "tools/shared/schema_model.h"

static const char *const count =
	"\tINSERT INTO cached_changes (one, number) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET number = "
	"cached_changes.number + 1;\n";

static void count_on_sqlite(struct buffer *b, const struct table *table)
{
	static const char *const events[][2] = {{"insert", "INSERT"}, {"update", "UPDATE"}, {"delete", "DELETE"}};
	for (size_t i = 0; i < 3; i++)
		buffer_add_format(b, "CREATE TRIGGER %.*s_cached_%s AFTER %s ON %.*s BEGIN\n%sEND;\n",
				  TEXT_ARG(table->name), events[i][0], events[i][1], TEXT_ARG(table->name), count);
}

static void count_on_postgres(struct buffer *b, const struct table *table)
{
	buffer_add_format(b,
			  "CREATE FUNCTION %.*s_cached() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n%s"
			  "\tRETURN NULL;\nEND $$;\n",
			  TEXT_ARG(table->name), count);
	buffer_add_format(b,
			  "CREATE TRIGGER %.*s_cached AFTER INSERT OR UPDATE OR DELETE ON %.*s\n"
			  "FOR EACH ROW EXECUTE FUNCTION %.*s_cached();\n",
			  TEXT_ARG(table->name), TEXT_ARG(table->name), TEXT_ARG(table->name));
}

void ddl_cached(struct buffer *b, const struct table *table, bool postgres)
{
	if (!table->cached)
		return;
	if (postgres)
		count_on_postgres(b, table);
	else
		count_on_sqlite(b, table);
}
