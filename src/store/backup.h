/* The whole database in one file, taken while others use it, and put back from there.
 *
 * The one idea: SQLite is copied page by page from one snapshot; PostgreSQL's own pg_dump and pg_restore do it there,
 * as separate programs. What stands around the copy (files, manifest) is server/command_backup.c.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/text.h"

/* Writes the database at `where` (as in store_options) as it is at one moment into the new file `to`, and syncs it.
 * FAULT with words for the operator. */
enum outcome backup_write(struct arena *arena, struct text where, struct text to, struct text *ret_why) MUST_USE;

/* Whether the file is what backup_write() made, whole: SQLite checks every page and reference, PostgreSQL reads the
 * table of contents. INVALID with words for the operator. */
enum outcome backup_check(struct arena *arena, struct text where, struct text from, struct text *ret_why) MUST_USE;

/* Makes the database at `where` that one; `from` is used up. CONFLICT when something is there and `force` is not set.
 * No server may use it meanwhile. */
enum outcome backup_restore(struct arena *arena, struct text where, struct text from, bool force,
			    struct text *ret_why) MUST_USE;

/* Runs a program of PATH, its words ended by NULL, and waits. False with words when it could not be run, or failed. */
bool backup_run(struct arena *arena, const char *const *words, struct text *ret_why);

#endif
