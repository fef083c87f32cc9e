/* What the generated schema (schema.c) says of each table.
 *
 * The one idea: tables are data, so that what must reach all of them (making a database, merge, erase, the access
 * report, checks) walks this list and cannot forget one. Tables stand in the order of their foreign keys: what is
 * referred to comes first.
 */
#ifndef STORE_SCHEMA_TABLE_H
#define STORE_SCHEMA_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum schema_type {
	SCHEMA_ID,
	SCHEMA_TEXT,
	SCHEMA_MONEY,
	SCHEMA_INSTANT,
	SCHEMA_DATE,
	SCHEMA_FLAG,
	SCHEMA_COUNT,
	SCHEMA_JSON,
	SCHEMA_BYTES,
	SCHEMA_CHOICE,
};

struct schema_column {
	const char *name;
	enum schema_type type;
	const char *kind; /* of SCHEMA_ID "customer", of SCHEMA_CHOICE "customer_status"; else NULL */
	bool null;
	bool key;           /* part of the primary key */
	const char *target; /* the table whose id it refers to, or NULL */
};

/* Whose data the table holds. */
enum schema_customer_data {
	SCHEMA_DATA_NONE,     /* no customer's */
	SCHEMA_DATA_THIS,     /* the customer itself */
	SCHEMA_DATA_CUSTOMER, /* a customer's, named by its id(customer) columns; merge, erase and report apply */
};

enum schema_merge { SCHEMA_MERGE_MOVE, SCHEMA_MERGE_UNITE, SCHEMA_MERGE_DROP, SCHEMA_MERGE_FORWARD };
enum schema_erase { SCHEMA_ERASE_DELETE, SCHEMA_ERASE_KEEP, SCHEMA_ERASE_ANONYMISE };

struct store_statement;

enum { SCHEMA_SEARCH_STEPS = 3 };

struct schema_table {
	const char *name;
	const char *id_kind;  /* kind of its column `id`, or NULL */
	const char *sqlite;   /* statements that make it with its indexes and triggers */
	const char *postgres; /* the same for PostgreSQL */
	enum schema_customer_data customer_data;
	enum schema_merge merge; /* only with SCHEMA_DATA_CUSTOMER, like the next two */
	enum schema_erase erase;
	bool report;      /* the access report shows its rows */
	bool append_only; /* triggers refuse UPDATE and DELETE; see ledger_openings in store.schema */
	/* Only with SCHEMA_DATA_CUSTOMER: one argument, the customer's number; deletes the rows or empties what people
	 * wrote in them. NULL: what the rows hold names nobody and stays. */
	const struct store_statement *erase_rows;
	/* Only with a searched column, on SQLite: the table of rows that wait for its index, and the statements that
	 * feed it. They run once before COMMIT: fed at every savepoint, the index costs more than all else that a row
	 * does. */
	const char *search_waiting;
	const struct store_statement *search_feed; /* SCHEMA_SEARCH_STEPS of them */
	const struct schema_column *columns;
	size_t column_count;
};

extern const struct schema_table schema_tables[];
extern const size_t schema_tables_count;
/* One argument, the customer's number; a column of counts for each table with SCHEMA_DATA_CUSTOMER, in order. */
extern const struct store_statement schema_count_rows;

#endif
