/* Short notices between the servers of one database, heard by all of them and by whoever sent them.
 *
 * The one idea: they are hints, not records: what was sent while a connection was down is lost, and whoever needs to
 * know the truth reads the database. On PostgreSQL they travel by LISTEN and NOTIFY on a connection of their own; a
 * SQLite file has one server, so there is nobody to tell.
 */
#ifndef STORE_NOTICES_H
#define STORE_NOTICES_H

#include "store/store.h"

#define NOTICE_MOST 7800 /* bytes; PostgreSQL refuses 8,000 */

/* Called on the notices' own thread. */
typedef void notices_heard(void *state, struct text notice);

struct notices;
/* NULL when the store has one server alone. */
struct notices *notices_open(struct store *store, notices_heard *heard, void *state);
void notices_close(struct notices *notices);
/* Never waits. Longer ones, and those that come faster than the database takes them, are dropped with a line in the
 * log. */
void notices_send(struct notices *notices, struct text notice);

#endif
