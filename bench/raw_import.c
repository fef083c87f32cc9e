/* What SQLite alone can load: the rows that an import has written, written again in the same order, by the same number
 * in a transaction, into the same tables with their indexes and triggers. Nothing is parsed, checked or looked
 * up, and reading the rows is not counted. Prints customers a second.
 *
 *   raw_import IMPORTED BEFORE STEP    the database after and before; STEP customers a transaction
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COLUMNS 64
#define NAME    128

/* In the order in which rows refer to each other. */
static const struct {
	const char *name, *customer;
} tables[] = {
	{"customers", "id"},
	{"customer_counters", "customer_id"},
	{"customer_channels", "customer_id"},
	{"customer_groups", "customer_id"},
	{"emails", "customer_id"},
	{"phones", "customer_id"},
	{"addresses", "customer_id"},
	{"tax_ids", "customer_id"},
	{"claims", "customer_id"},
	{"external_ids", "customer_id"},
	{"customer_attributes", "customer_id"},
	{"customer_search", "customer_id"},
	{"events", "customer_id"},
	{"event_values", "customer_id"},
};
#define TABLES (sizeof tables / sizeof *tables)

/* As the program feeds its search index before each COMMIT. */
static const char *const group[] = {
	"INSERT INTO customer_search_parts (rowid, words) SELECT s.customer_id, s.words FROM customer_search_waiting w "
	"JOIN customer_search s ON s.customer_id = w.id",
	"DELETE FROM customer_search_waiting",
};

struct row {
	size_t table;
	sqlite3_value *values[COLUMNS];
	struct row *next;
};

static sqlite3 *from, *to;
static sqlite3_stmt *reads[TABLES], *writes[TABLES];
static bool is_open[TABLES]; /* the row under its cursor has not been taken */

static void fail(sqlite3 *db)
{
	fprintf(stderr, "raw_import: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(db);
}

static int64_t last_there(void)
{
	sqlite3_stmt *ask;
	if (sqlite3_prepare_v2(to, "SELECT COALESCE(MAX(id), 0) FROM customers", -1, &ask, NULL) != SQLITE_OK ||
	    sqlite3_step(ask) != SQLITE_ROW)
		fail(to);
	int64_t last = sqlite3_column_int64(ask, 0);
	sqlite3_finalize(ask);
	return last;
}

static void prepare(size_t i, int64_t there)
{
	char sql[NAME * 2 + COLUMNS * 2];
	snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE %s > %lld ORDER BY %s", tables[i].name, tables[i].customer,
		 (long long)there, tables[i].customer);
	if (sqlite3_prepare_v2(from, sql, -1, &reads[i], NULL) != SQLITE_OK)
		fail(from);
	int size = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", tables[i].name);
	for (int k = 1; k < sqlite3_column_count(reads[i]); k++)
		size += snprintf(sql + size, sizeof sql - (size_t)size, ",?");
	snprintf(sql + size, sizeof sql - (size_t)size, ")");
	if (sqlite3_prepare_v2(to, sql, -1, &writes[i], NULL) != SQLITE_OK)
		fail(to);
	is_open[i] = sqlite3_step(reads[i]) == SQLITE_ROW;
}

static int column_of(size_t table)
{
	for (int i = 0; i < sqlite3_column_count(reads[table]); i++)
		if (strcmp(sqlite3_column_name(reads[table], i), tables[table].customer) == 0)
			return i;
	exit(1);
}

/* All rows of that customer, behind `last`. */
static struct row **read_customer(int64_t customer, struct row **last)
{
	for (size_t i = 0; i < TABLES; i++)
		while (is_open[i] && sqlite3_column_int64(reads[i], column_of(i)) <= customer) {
			struct row *row = calloc(1, sizeof *row);
			row->table = i;
			for (int k = 0; k < sqlite3_column_count(reads[i]); k++)
				row->values[k] = sqlite3_value_dup(sqlite3_column_value(reads[i], k));
			*last = row;
			last = &row->next;
			is_open[i] = sqlite3_step(reads[i]) == SQLITE_ROW;
		}
	return last;
}

static void write_all(struct row *row)
{
	run(to, "BEGIN IMMEDIATE");
	for (; row; row = row->next) {
		sqlite3_stmt *write = writes[row->table];
		for (int k = 0; k < COLUMNS && row->values[k]; k++)
			sqlite3_bind_value(write, k + 1, row->values[k]);
		if (sqlite3_step(write) != SQLITE_DONE)
			fail(to);
		sqlite3_reset(write);
	}
	for (size_t i = 0; i < sizeof group / sizeof *group; i++)
		run(to, group[i]);
	run(to, "COMMIT");
}

static void forget(struct row *row)
{
	while (row) {
		struct row *next = row->next;
		for (int k = 0; k < COLUMNS && row->values[k]; k++)
			sqlite3_value_free(row->values[k]);
		free(row);
		row = next;
	}
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **words)
{
	int64_t customers = 0;
	double seconds = 0;
	if (count != 4) {
		fprintf(stderr, "raw_import IMPORTED BEFORE STEP\n");
		return 2;
	}
	if (sqlite3_open(words[1], &from) != SQLITE_OK || sqlite3_open(words[2], &to) != SQLITE_OK)
		return 1;
	run(from, "PRAGMA mmap_size=2147483648");
	run(to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=ON; "
		"PRAGMA cache_size=-65536; PRAGMA mmap_size=2147483648");
	int64_t there = last_there();
	for (size_t i = 0; i < TABLES; i++)
		prepare(i, there);
	while (is_open[0]) {
		struct row *rows = NULL, **last = &rows;
		for (int i = 0; i < atoi(words[3]) && is_open[0]; i++, customers++)
			last = read_customer(sqlite3_column_int64(reads[0], 0), last);
		double began = now();
		write_all(rows);
		seconds += now() - began;
		forget(rows);
	}
	printf("%.0f\n", (double)customers / seconds);
	return 0;
}
