/* Feeding the indexes of searched columns on SQLite, once before COMMIT; why so late is told in schema_table.h.
 *
 * The update hook says when a row begins to wait, so a transaction in which none does asks nothing. A work that was
 * undone may leave the mark behind: then the statements find nothing to do.
 */
#include "store/sqlite.h"

#include "store/schema_table.h"

#include <string.h>

static void row_changed(void *state, int operation, const char *schema, const char *table, sqlite3_int64 row)
{
	struct sqlite_store *sqlite = state;
	(void)schema, (void)row;
	if (operation == SQLITE_INSERT && !sqlite->search_waits)
		for (size_t i = 0; i < schema_tables_count && !sqlite->search_waits; i++)
			sqlite->search_waits =
				schema_tables[i].search_waiting && strcmp(schema_tables[i].search_waiting, table) == 0;
}

void sqlite_search_watch(struct sqlite_store *sqlite)
{
	sqlite3_update_hook(sqlite->writer->db, row_changed, sqlite);
}

int sqlite_search_feed(struct sqlite_store *sqlite)
{
	if (!sqlite->search_waits)
		return SQLITE_OK;
	for (size_t i = 0; i < schema_tables_count; i++)
		for (int step = 0; schema_tables[i].search_feed && step < SCHEMA_SEARCH_STEPS; step++) {
			int code = sqlite_run_kept(sqlite->writer, &schema_tables[i].search_feed[step]);
			if (code != SQLITE_OK)
				return code;
		}
	return SQLITE_OK;
}
