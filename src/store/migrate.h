/* Versions of the schema: makes a new database, brings an old one up to date, refuses one that is newer.
 *
 * The one idea: the generated schema (schema.c) is the newest version; migrations/NNNN.sql lead to it step by step,
 * each in its own transaction with its number in schema_version. `make check` compares both ways on both engines.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/store.h"

/* NOT_FOUND when the database is empty; CONFLICT when the tables in it are another program's. */
enum outcome migrate_version(struct store *store, struct arena *arena, int64_t *ret_version) MUST_USE;
/* Whether its tables have the columns that this program knows, no more and no fewer: databases made by programs from
 * before a release share its version and need not. `ret_difference` names the first one, or is none. */
enum outcome migrate_compare(struct store *store, struct arena *arena, struct text *ret_difference) MUST_USE;
/* Makes every table of the generated schema in an empty database; CONFLICT when there are tables already. */
enum outcome migrate_create(struct store *store, struct arena *arena) MUST_USE;
/* Takes every table of the generated schema away again, with all that is in them; the database is empty then. */
enum outcome migrate_remove(struct store *store, struct arena *arena) MUST_USE;
/* Told of every step when it is committed: its version and what it does. */
typedef void migrate_tell_fn(int64_t version, const char *title);
/* Runs what is missing, each step in its own transaction; cut off, the next call goes on. CONFLICT when the database is
 * newer than this program, or another one's. */
enum outcome migrate_up(struct store *store, struct arena *arena, migrate_tell_fn *tell, int64_t *ret_steps) MUST_USE;
/* Tells of the steps that are missing from that version on, and runs none. */
void migrate_plan(int64_t version, migrate_tell_fn *tell);
/* Highest version that this program knows. */
int64_t migrate_newest(void);

#endif
