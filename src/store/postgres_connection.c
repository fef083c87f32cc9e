/* One connection to a PostgreSQL server: opening, renewing, understanding its errors. */
#include "store/postgres.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

/* A lock is waited for as long as SQLite waits for another process. Plans compiled by JIT cost more than our short
 * statements run. Readers cannot write even when a statement tries. */
#define SETTINGS_OF_ALL    "SET lock_timeout = 5000; SET jit = off; "
#define SETTINGS_OF_READER SETTINGS_OF_ALL "SET default_transaction_read_only = on"

/* Notices may quote values, and none of them asks for a deed. */
static void drop_notice(void *state, const PGresult *notice)
{
	(void)state;
	(void)notice;
}

static bool configure(struct postgres_connection *connection)
{
	if (PQstatus(connection->pg) != CONNECTION_OK)
		return false;
	PGresult *result = PQexec(connection->pg, connection->writes ? SETTINGS_OF_ALL : SETTINGS_OF_READER);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	PQclear(result);
	return done;
}

struct postgres_connection *postgres_connection_open(const char *url, bool writes)
{
	/* What stands before dbname is a default that the URL overrides. Among several hosts the primary is taken. */
	static const char *const names[] = {"client_encoding",
					    "application_name",
					    "connect_timeout",
					    "tcp_user_timeout",
					    "target_session_attrs",
					    "dbname",
					    NULL};
	const char *const values[] = {"UTF8", "clientele", "3", "8000", "read-write", url, NULL};
	struct postgres_connection *connection = calloc(1, sizeof(*connection));
	if (!connection)
		abort();
	connection->writes = writes;
	connection->pg = PQconnectdbParams(names, values, 1);
	if (!connection->pg)
		abort();
	PQsetNoticeReceiver(connection->pg, drop_notice, NULL);
	connection->is_stale = !configure(connection);
	return connection;
}

void postgres_connection_close(struct postgres_connection *connection)
{
	if (!connection)
		return;
	PQfinish(connection->pg);
	prepared_clear(&connection->prepared, NULL);
	postgres_values_free(&connection->values);
	postgres_gathered_free(&connection->gathered);
	free(connection);
}

enum outcome postgres_connection_check(struct postgres_connection *connection)
{
	if (PQstatus(connection->pg) == CONNECTION_OK && !connection->is_stale)
		return DONE;
	prepared_clear(&connection->prepared, NULL);
	PQreset(connection->pg);
	connection->is_stale = !configure(connection);
	if (!connection->is_stale)
		return DONE;
	log_line(LOG_ERROR, TEXT_NONE, "postgres: no connection: %s", PQerrorMessage(connection->pg));
	return TOO_MANY;
}

static bool is_one_of(const char *state, const char *const *states)
{
	for (; *states; states++)
		if (strncmp(state, *states, strlen(*states)) == 0)
			return true;
	return false;
}

/* The message of some classes quotes values ("invalid input syntax for type bigint: …"), so those are told by their
 * state and the names of what they concern. */
static void log_fault(const char *what, const char *state, const PGresult *result)
{
	static const char *const without_values[] = {"08", "25", "26", "40", "42", "53", "55", "57", "58", NULL};
	const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
	const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *words = is_one_of(state, without_values) && message ? message : "";
	log_line(LOG_ERROR, TEXT_NONE, "postgres: %s: %s %s%s%s", what, state, constraint ? constraint : "",
		 column ? column : "", words);
}

enum postgres_fate postgres_fate(struct postgres_connection *connection, const char *what, const PGresult *result)
{
	static const char *const again[] = {"40001", "40P01", NULL};
	/* A lock held for too long; too few connections, disk or memory; an input or output error; shutting down. */
	static const char *const busy[] = {"55P03", "53", "58030", "57P", NULL};
	static const char *const stale[] = {"25006", "26000", "0A000", NULL};
	ExecStatusType status = PQresultStatus(result);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN)
		return POSTGRES_FINE;
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (PQstatus(connection->pg) != CONNECTION_OK) {
		log_line(LOG_WARN, TEXT_NONE, "postgres: %s: the connection was lost (%s)", what, state ? state : "");
		return POSTGRES_LOST;
	}
	state = state ? state : "";
	if (is_one_of(state, again))
		return POSTGRES_AGAIN;
	connection->is_stale |= is_one_of(state, stale);
	log_fault(what, state, result);
	return is_one_of(state, busy) ? POSTGRES_BUSY : POSTGRES_FAULT;
}

enum postgres_fate postgres_run(struct postgres_connection *connection, const char *sql)
{
	PGresult *result = PQexec(connection->pg, sql);
	enum postgres_fate fate = postgres_fate(connection, sql, result);
	PQclear(result);
	return fate;
}
