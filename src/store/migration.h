/* The steps by which an old database becomes a new one; who runs them is store/migrate.h.
 *
 * The one idea: a step is SQL for each engine and runs in a transaction of its own. Foreign keys are checked
 * immediately; a step that rebuilds a table on SQLite begins with PRAGMA defer_foreign_keys = ON.
 */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include "store/migrate.h"

/* What the schema was when versions began to be counted. */
#define MIGRATION_FIRST 1

struct migration {
	int64_t version;   /* one more than the one before it; the first is MIGRATION_FIRST + 1; 0 ends the list */
	const char *title; /* what it does, for the operator */
	const char *sqlite;
	const char *postgres;
};

/* All that this program knows, in order; made from migrations/NNNN.sql. */
extern const struct migration migrations[];

/* Runs those of `steps` that the database lacks; the outcomes of migrate_up(). `tell`: NULL, or as there. */
enum outcome migration_run(struct store *store, struct arena *arena, const struct migration *steps,
			   migrate_tell_fn *tell, int64_t *ret_steps) MUST_USE;

#endif
