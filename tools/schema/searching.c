/* Statements that feed the index of a searched column on SQLite; why they run late is told in shared/schema_search.c.
 */
#include "tools/schema/schema.h"

enum { STATEMENT_MOST = 16 * 1024 };

static const char *const step_names[] = {"take_out", "put_in", "forget"};

static void write_step(struct buffer *b, const struct table *table, enum search_step step)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(STATEMENT_MOST);
	search_feeding(&sql, table, step);
	buffer_add_format(b, "\t{.name = \"%.*s_search_%s\", .sqlite = ", TEXT_ARG(table->name), step_names[step]);
	output_literal(b, buffer_text(&sql));
	buffer_add(b, TEXT(", .changes = true},\n"));
}

void write_searching(struct buffer *b, const struct table *table)
{
	if (table->search.count == 0)
		return;
	buffer_add_format(b, "static const struct store_statement feed_%.*s[SCHEMA_SEARCH_STEPS] = {\n",
			  TEXT_ARG(table->name));
	for (enum search_step step = 0; step <= SEARCH_FORGET; step++)
		write_step(b, table, step);
	buffer_add(b, TEXT("};\n"));
}

void write_searching_members(struct buffer *b, const struct table *table)
{
	if (table->search.count)
		buffer_add_format(b, "\t.search_waiting = \"%.*s_waiting\",\n\t.search_feed = feed_%.*s,\n",
				  TEXT_ARG(table->name), TEXT_ARG(table->name));
}
