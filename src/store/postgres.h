/* The PostgreSQL engine's own structs; only store/postgres*.c include this.
 *
 * The one idea: a connection that was lost or has gone stale is renewed where it is next used, so a server that comes
 * back (or another primary among the URL's hosts) needs no restart of ours.
 *
 * Readers and writers have pools of their own: who holds a reader may wait for a writer, never the other way round.
 *
 * Elsewhere: the store and transactions (postgres.c), a connection (postgres_connection.c), a statement's values and
 * rows (postgres_ask.c), rows of inserts that are sent together (postgres_gather.c), by the million (postgres_copy.c).
 */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include "store/engine.h"
#include "store/id_blocks.h"
#include "store/pool.h"
#include "store/prepared.h"

#include <libpq-fe.h>

/* What a statement is sent with; grows to the longest. */
struct postgres_values {
	const char **at;
	int *sizes;
	int *formats;
	char (*digits)[24];
	int room;
};

/* Rows that statements have given and that have not been sent yet (postgres_gather.c). */
struct postgres_gathered {
	struct gathered_rows *list; /* a statement each, in the order of their first rows */
	size_t count, room;
	size_t rows, bytes; /* of all */
};

struct postgres_connection {
	PGconn *pg;
	bool writes;
	bool is_stale; /* to be renewed: an old primary, a plan that no longer fits, a transaction that did not end */
	struct prepared prepared;
	struct postgres_values values;
	struct postgres_gathered gathered; /* of the transaction under way */
};

struct postgres_store {
	struct store store; /* first */
	char *url;
	struct pool readers, writers;
	struct id_blocks ids;
	struct postgres_connection *for_ids; /* guarded by ids.lock */
};

enum postgres_fate {
	POSTGRES_FINE,
	POSTGRES_AGAIN, /* undone because of others; the same work may succeed */
	POSTGRES_LOST,  /* the connection is gone */
	POSTGRES_BUSY,  /* the server cannot do it now: a lock held by others for too long, a full disk … */
	POSTGRES_FAULT,
};

/* ---- postgres_connection.c ---- */

/* Never NULL; it may be lost, then postgres_connection_check() says so. */
struct postgres_connection *postgres_connection_open(const char *url, bool writes);
void postgres_connection_close(struct postgres_connection *connection);
/* Renews it when it is lost or stale. TOO_MANY when the server cannot be reached. */
enum outcome postgres_connection_check(struct postgres_connection *connection) MUST_USE;
/* What became of a statement, logged when it is a fault. `result` is what libpq gave for it. */
enum postgres_fate postgres_fate(struct postgres_connection *connection, const char *what, const PGresult *result);
/* Runs SQL without values. */
enum postgres_fate postgres_run(struct postgres_connection *connection, const char *sql);

/* ---- postgres_ask.c ---- */

enum outcome postgres_ask(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed) MUST_USE;
void postgres_values_free(struct postgres_values *values);

/* Sends a statement's values in pipeline mode, or asks in the usual one; see postgres_gather.c. */
enum postgres_fate postgres_prepare(struct postgres_connection *connection,
				    const struct store_statement *statement) MUST_USE;
void postgres_set_values(struct postgres_values *to, const struct store_value *values, int count);

/* ---- postgres_gather.c ---- */

/* Keeps the row of a statement that is gathered; sends what waits when it has become much. */
enum outcome postgres_gather(struct reader *reader, const struct engine_ask *ask) MUST_USE;
/* Whether rows that wait must be sent before that is asked. */
bool postgres_gathered_matter(const struct postgres_connection *connection, const struct engine_ask *ask);
/* Sends all that wait. Marks the reader as a statement that fails does. */
enum outcome postgres_gathered_send(struct reader *reader) MUST_USE;
void postgres_gathered_forget(struct postgres_connection *connection);
void postgres_gathered_free(struct postgres_gathered *gathered);

/* ---- postgres_copy.c ---- */

/* Takes indexes and foreign keys away; `*ret_kept` is the script that makes them again. */
enum outcome postgres_copy_open(struct writer *writer, struct text *ret_kept) MUST_USE;
/* Lines in the text format of COPY, between begin and end. `outcome`: of reading them; anything but DONE undoes. */
enum outcome postgres_copy_begin(struct writer *writer, const char *table, struct text columns) MUST_USE;
enum outcome postgres_copy_lines(struct writer *writer, struct text lines) MUST_USE;
enum outcome postgres_copy_end(struct writer *writer, enum outcome outcome) MUST_USE;

#endif
