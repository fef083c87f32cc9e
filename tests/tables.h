/* What stands in all tables, to see what has changed.
 *
 * The one idea: whatever a table of the schema holds is hashed with its name, so that nobody needs to know where
 * something might have been written.
 */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include "tests/engine.h"

#define TABLES_MOST 100

struct tables_print {
	struct {
		char hash[33];
		int64_t rows;
	} of[TABLES_MOST]; /* in the order of schema_tables */
};

/* A hash and the number of rows of each table but those that are named in `without`, which ends with NULL. */
struct tables_print tables_print(struct engine *engine, const char *const *without);
/* The first table whose rows differ; NULL: all are as they were. */
const char *tables_changed(const struct tables_print *before, const struct tables_print *now);

/* From now on triggers count what is done to rows of the same tables: where nothing was, nothing has to be hashed. */
void tables_watch(struct engine *engine, const char *const *without);
/* How often a row came, went or was written, also with what it held, since then; what was rolled back does not count.
 */
int64_t tables_touched(struct engine *engine);

#endif
