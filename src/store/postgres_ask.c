/* A statement on PostgreSQL: values there, rows back.
 *
 * Numbers go as decimal text, which fits whatever integer type the server infers for the place, so nothing needs to be
 * described first; text and bytes go in binary form with their length. Rows come in binary form, whole: a row function
 * may ask the same connection again.
 */
#include "store/postgres.h"

#include "base/log.h"

#include <endian.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Types of columns by their numbers in pg_type, which never change. */
enum type {
	TYPE_BOOL = 16,
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_FLOAT4 = 700,
	TYPE_FLOAT8 = 701,
	TYPE_NUMERIC = 1700
};

/* ---- values ---- */

void postgres_values_free(struct postgres_values *values)
{
	free(values->at);
	free(values->sizes);
	free(values->formats);
	free(values->digits);
	*values = (struct postgres_values){0};
}

static void make_room(struct postgres_values *values, int count)
{
	if (count <= values->room)
		return;
	postgres_values_free(values);
	size_t room = (size_t)count + 16;
	values->at = calloc(room, sizeof(*values->at));
	values->sizes = calloc(room, sizeof(*values->sizes));
	values->formats = calloc(room, sizeof(*values->formats));
	values->digits = calloc(room, sizeof(*values->digits));
	if (!values->at || !values->sizes || !values->formats || !values->digits)
		abort();
	values->room = (int)room;
}

void postgres_set_values(struct postgres_values *to, const struct store_value *values, int count)
{
	make_room(to, count);
	for (int i = 0; i < count; i++) {
		const struct store_value *value = &values[i];
		to->at[i] = NULL;
		to->sizes[i] = 0;
		to->formats[i] = 1;
		switch (value->kind) {
		case STORE_NULL: break;
		case STORE_NUMBER:
			snprintf(to->digits[i], sizeof(to->digits[i]), "%" PRId64, value->number);
			to->at[i] = to->digits[i];
			to->formats[i] = 0;
			break;
		case STORE_TEXT:
		case STORE_BYTES:
			to->at[i] = value->text.at;
			to->sizes[i] = (int)value->text.size;
			break;
		}
	}
}

/* ---- rows ---- */

struct postgres_row {
	struct store_row row; /* first */
	const PGresult *result;
	int at;
};

static const struct postgres_row *own(const struct store_row *row)
{
	return (const struct postgres_row *)row;
}

static bool row_is_null(const struct store_row *row, int column)
{
	return PQgetisnull(own(row)->result, own(row)->at, column);
}

static struct bytes row_bytes(const struct store_row *row, int column)
{
	if (row_is_null(row, column))
		return (struct bytes){0};
	return (struct bytes){(const unsigned char *)PQgetvalue(own(row)->result, own(row)->at, column),
			      (size_t)PQgetlength(own(row)->result, own(row)->at, column)};
}

static int16_t read_int16(const unsigned char *at)
{
	uint16_t raw;
	memcpy(&raw, at, sizeof(raw));
	return (int16_t)be16toh(raw);
}

/* A sum of BIGINT is NUMERIC: number of digits to base 10000, weight of the first, sign, scale, digits. What stands
 * behind the point is cut. False when it does not fit, or is no number. */
static bool read_numeric(struct bytes bytes, int64_t *ret_number)
{
	int digits = read_int16(bytes.at);
	int weight = read_int16(bytes.at + 2);
	int sign = (uint16_t)read_int16(bytes.at + 4);
	int64_t number = 0;
	if (sign != 0 && sign != 0x4000)
		return false;
	for (int i = 0; i <= weight; i++) {
		int64_t digit = i < digits ? read_int16(bytes.at + 8 + 2 * i) : 0;
		if (__builtin_mul_overflow(number, 10000, &number) ||
		    __builtin_add_overflow(number, sign ? -digit : digit, &number))
			return false;
	}
	*ret_number = number;
	return true;
}

static int64_t row_number(const struct store_row *row, int column, int64_t none)
{
	struct bytes bytes = row_bytes(row, column);
	int64_t number = 0;
	if (!bytes.at)
		return none;
	switch (PQftype(own(row)->result, column)) {
	case TYPE_BOOL: return bytes.at[0];
	case TYPE_INT2: return read_int16(bytes.at);
	case TYPE_INT4: {
		uint32_t raw;
		memcpy(&raw, bytes.at, sizeof(raw));
		return (int32_t)be32toh(raw);
	}
	case TYPE_INT8: {
		uint64_t raw;
		memcpy(&raw, bytes.at, sizeof(raw));
		return (int64_t)be64toh(raw);
	}
	case TYPE_NUMERIC: return read_numeric(bytes, &number) ? number : 0; /* all_readable() has seen that it does */
	default: return text_to_number((struct text){(const char *)bytes.at, bytes.size}, &number) ? number : 0;
	}
}

static const struct store_row_kind row_kind = {row_is_null, row_number, row_bytes};

/* Floating point is refused, and a sum that no int64 holds, before any row is given. */
static bool all_readable(const char *name, const PGresult *result)
{
	for (int column = 0; column < PQnfields(result); column++) {
		Oid type = PQftype(result, column);
		bool readable = type != TYPE_FLOAT4 && type != TYPE_FLOAT8;
		for (int at = 0; type == TYPE_NUMERIC && readable && at < PQntuples(result); at++) {
			struct postgres_row row = {{&row_kind}, result, at};
			int64_t number;
			readable = row_is_null(&row.row, column) || read_numeric(row_bytes(&row.row, column), &number);
		}
		if (!readable) {
			log_line(LOG_ERROR, TEXT_NONE, "postgres: %s: column %d is no whole number of 64 bits", name,
				 column + 1);
			return false;
		}
	}
	return true;
}

static enum outcome give_rows(const struct engine_ask *ask, const PGresult *result)
{
	if (!all_readable(engine_ask_name(ask), result))
		return FAULT;
	struct postgres_row row = {{&row_kind}, result, 0};
	for (; ask->row && row.at < PQntuples(result); row.at++)
		TRY(ask->row(ask->state, &row.row));
	return DONE;
}

/* ---- statements ---- */

enum postgres_fate postgres_prepare(struct postgres_connection *connection, const struct store_statement *statement)
{
	if (prepared_find(&connection->prepared, statement))
		return POSTGRES_FINE;
	PGresult *result = PQprepare(connection->pg, statement->name, statement->postgres, 0, NULL);
	enum postgres_fate fate = postgres_fate(connection, statement->name, result);
	PQclear(result);
	if (fate == POSTGRES_FINE)
		prepared_add(&connection->prepared, statement, connection);
	return fate;
}

static enum postgres_fate run(struct postgres_connection *connection, const struct engine_ask *ask,
			      PGresult **ret_result)
{
	struct postgres_values *values = &connection->values;
	postgres_set_values(values, ask->values, ask->count);
	*ret_result = NULL;
	if (ask->statement) {
		enum postgres_fate fate = postgres_prepare(connection, ask->statement);
		if (fate != POSTGRES_FINE)
			return fate;
		*ret_result = PQexecPrepared(connection->pg, ask->statement->name, ask->count, values->at,
					     values->sizes, values->formats, 1);
	} else {
		char *sql = strndup(ask->composed.at, ask->composed.size);
		if (!sql)
			abort();
		*ret_result = PQexecParams(connection->pg, sql, ask->count, NULL, values->at, values->sizes,
					   values->formats, 1);
		free(sql);
	}
	return postgres_fate(connection, engine_ask_name(ask), *ret_result);
}

/* Outside a transaction a read that met a lost connection is asked once more. */
static enum postgres_fate run_renewing(struct reader *reader, const struct engine_ask *ask, PGresult **ret_result)
{
	struct postgres_connection *connection = reader->connection;
	enum postgres_fate fate = run(connection, ask, ret_result);
	if (reader->in_transaction || (fate != POSTGRES_LOST && !connection->is_stale))
		return fate;
	PQclear(*ret_result);
	*ret_result = NULL;
	return postgres_connection_check(connection) == DONE ? run(connection, ask, ret_result) : POSTGRES_LOST;
}

enum outcome postgres_ask(struct reader *reader, const struct engine_ask *ask, int64_t *ret_changed)
{
	PGresult *result;
	if (reader->writes && ask->statement && ask->statement->copy) {
		*ret_changed = 1;
		return postgres_gather(reader, ask);
	}
	if (reader->writes && postgres_gathered_matter(reader->connection, ask))
		TRY(postgres_gathered_send(reader));
	enum postgres_fate fate = run_renewing(reader, ask, &result);
	enum outcome outcome = FAULT;
	if (fate == POSTGRES_FINE) {
		*ret_changed = strtoll(PQcmdTuples(result), NULL, 10);
		outcome = give_rows(ask, result);
	} else if (fate != POSTGRES_FAULT) {
		outcome = TOO_MANY;
	}
	reader->failed |= fate != POSTGRES_FINE && reader->in_transaction;
	reader->again |= fate == POSTGRES_AGAIN || fate == POSTGRES_LOST;
	PQclear(result);
	return outcome;
}
