/* Filling a new database with very many rows, for the demo and for tests with its size.
 *
 * The one idea: what only serves finding and checking (indexes, search tables, foreign keys) is built once, from all
 * rows, instead of row by row. Nobody else may use the database meanwhile; one whose filling broke off is thrown away.
 */
#ifndef STORE_FILLING_H
#define STORE_FILLING_H

#include "store/store.h"

/* Takes indexes that only find and the triggers of search tables away. On PostgreSQL nothing: see filling_copy(). */
enum outcome filling_begin(struct store *store, struct arena *arena, struct text *ret_kept) MUST_USE;
/* Makes again what filling_begin() kept. */
enum outcome filling_end(struct store *store, struct arena *arena, struct text kept) MUST_USE;
/* Every row of `from`, on SQLite, into `to`, on PostgreSQL, which migrate_create() has made and which holds nothing
 * yet; all or nothing. */
enum outcome filling_copy(struct store *from, struct store *to, struct arena *arena) MUST_USE;

#endif
