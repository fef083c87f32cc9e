/* What SQLite can write durably with group commit and nothing else: many threads ask, one writes what waits as one
 * transaction with synchronous=FULL. Prints how many a second.
 *
 *   raw_writes row DATABASE THREADS SECONDS         one row of four columns without an index
 *   raw_writes customer DATABASE THREADS SECONDS    all rows of a customer, as the program adds one by API: in its
 * tables with their indexes, triggers and the index for searching
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct kind {
	const char *name, *before, *after;
	const char *last;         /* asks for the largest number that was used before */
	const char *const *each;  /* of every write: ?1 its number, ?2 a text that is its own, ?3 the time */
	const char *const *group; /* before COMMIT */
};

static const char *const row_each[] = {
	"INSERT INTO raw_writes (id, email, name, at) VALUES (?1, ?2, 'Somebody Somewhere', ?3)",
	NULL,
};

static const char *const customer_each[] = {
	"INSERT INTO customers (id, version, status, login, email, salutation, first_name, last_name, name_order, "
	"display_name, sort_name, type_id, group_id, channel_id, vip, newsletter, discount, guest, activation, "
	"approval, "
	"active, blocked, since, created, modified) SELECT ?1, 1, 9, ?2, ?2, 0, 'Bench', ?2, 0, ?2, ?2, (SELECT "
	"MIN(id) "
	"FROM types), (SELECT MIN(id) FROM groups), (SELECT MIN(id) FROM channels), 0, 0, -1, 0, 1, 1, 1, 0, 20000, "
	"?3, ?3",
	"INSERT INTO customer_counters (customer_id, orders, spent_base, sign_ins) VALUES (?1, 0, 0, 0)",
	"INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (?1, (SELECT MIN(id) FROM channels), ?3)",
	"INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification) VALUES (?1, ?3, ?1, ?2, "
	"?2, 1, 0)",
	"INSERT INTO claims (kind, value, customer_id) VALUES (0, ?2, ?1)",
	"INSERT INTO claims (kind, value, customer_id) VALUES (1, ?2, ?1)",
	"INSERT INTO customer_search (customer_id, words) VALUES (?1, ?1 || ' bench ' || ?2 || ' ' || ?2)",
	"INSERT INTO events (customer_id, at, id, name, actor_kind, actor_id, object_kind, object_id) VALUES (?1, ?3, "
	"?1, "
	"'customer.created', 3, 1, 'customer', ?1)",
	"INSERT INTO event_values (customer_id, event_id, field, new) VALUES (?1, ?1, 'email', ?2)",
	"INSERT INTO event_values (customer_id, event_id, field, new) VALUES (?1, ?1, 'first_name', 'Bench')",
	"INSERT INTO event_values (customer_id, event_id, field, new) VALUES (?1, ?1, 'last_name', ?2)",
	NULL,
};

static const char *const customer_group[] = {
	"INSERT INTO customer_search_parts (rowid, words) SELECT s.customer_id, s.words FROM customer_search_waiting w "
	"JOIN "
	"customer_search s ON s.customer_id = w.id",
	"DELETE FROM customer_search_waiting",
	NULL,
};

static const struct kind kinds[] = {
	{"row",
	 "CREATE TABLE IF NOT EXISTS raw_writes (id INTEGER PRIMARY KEY, email TEXT, name TEXT, at INTEGER) STRICT",
	 "DROP TABLE raw_writes", "SELECT 0", row_each, (const char *const[]){NULL}},
	{"customer", "", "",
	 "SELECT MAX((SELECT MAX(id) FROM customers), (SELECT COALESCE(MAX(event_id), 0) FROM event_values))",
	 customer_each, customer_group},
};

static const struct kind *kind;
static const char *database;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked = PTHREAD_COND_INITIALIZER, answered = PTHREAD_COND_INITIALIZER;
static int64_t tickets, committed;
static volatile bool ending, over; /* clients end first, then the writer */

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "raw_writes: %s: %s\n", sql, why);
		exit(1);
	}
}

static int64_t ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		exit(1);
	sqlite3_step(statement);
	int64_t number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

static int prepare(sqlite3 *db, const char *const *sql, sqlite3_stmt **ret_list)
{
	int count = 0;
	for (; sql[count]; count++)
		if (sqlite3_prepare_v2(db, sql[count], -1, &ret_list[count], NULL) != SQLITE_OK) {
			fprintf(stderr, "raw_writes: %s\n", sqlite3_errmsg(db));
			exit(1);
		}
	return count;
}

static void step(sqlite3 *db, sqlite3_stmt *statement)
{
	if (sqlite3_step(statement) != SQLITE_DONE) {
		fprintf(stderr, "raw_writes: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_reset(statement);
}

static void write_one(sqlite3 *db, sqlite3_stmt **each, int count, int64_t number)
{
	char text[64];
	snprintf(text, sizeof text, "bench%lld@load.example", (long long)number);
	for (int i = 0; i < count; i++) {
		int places = sqlite3_bind_parameter_count(each[i]);
		sqlite3_bind_int64(each[i], 1, number);
		if (places > 1)
			sqlite3_bind_text(each[i], 2, text, -1, SQLITE_STATIC);
		if (places > 2)
			sqlite3_bind_int64(each[i], 3, 1790000000000000 + number);
		step(db, each[i]);
	}
}

static void *writer(void *state)
{
	sqlite3 *db;
	sqlite3_stmt *each[16], *group[4];
	(void)state;
	sqlite3_open(database, &db);
	run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=ON; "
		"PRAGMA "
		"cache_size=-65536");
	run(db, kind->before);
	int64_t last = ask(db, kind->last);
	int count = prepare(db, kind->each, each), group_count = prepare(db, kind->group, group);
	for (;;) {
		pthread_mutex_lock(&lock);
		while (tickets == committed && !over)
			pthread_cond_wait(&asked, &lock);
		int64_t from = committed, to = tickets;
		pthread_mutex_unlock(&lock);
		if (from == to)
			break;
		run(db, "BEGIN IMMEDIATE");
		for (int64_t i = from; i < to; i++)
			write_one(db, each, count, last + 1 + i);
		for (int i = 0; i < group_count; i++)
			step(db, group[i]);
		run(db, "COMMIT");
		pthread_mutex_lock(&lock);
		committed = to;
		pthread_cond_broadcast(&answered);
		pthread_mutex_unlock(&lock);
	}
	for (int i = 0; i < count; i++)
		sqlite3_finalize(each[i]);
	for (int i = 0; i < group_count; i++)
		sqlite3_finalize(group[i]);
	run(db, kind->after);
	sqlite3_close(db);
	return NULL;
}

static void *client(void *state)
{
	(void)state;
	while (!ending) {
		pthread_mutex_lock(&lock);
		int64_t mine = ++tickets;
		pthread_cond_signal(&asked);
		while (committed < mine)
			pthread_cond_wait(&answered, &lock);
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

static int measure(int threads, int seconds)
{
	pthread_t *list = calloc((size_t)threads + 1, sizeof *list);
	pthread_create(&list[0], NULL, writer, NULL);
	for (int i = 1; i <= threads; i++)
		pthread_create(&list[i], NULL, client, NULL);
	sleep((unsigned)seconds);
	int64_t done = committed;
	ending = true;
	for (int i = 1; i <= threads; i++)
		pthread_join(list[i], NULL);
	pthread_mutex_lock(&lock);
	over = true;
	pthread_cond_signal(&asked);
	pthread_mutex_unlock(&lock);
	pthread_join(list[0], NULL);
	printf("%lld\n", (long long)(done / seconds));
	return 0;
}

int main(int count, char **words)
{
	for (size_t i = 0; count == 5 && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(words[1], kinds[i].name) == 0)
			kind = &kinds[i];
	if (!kind) {
		fprintf(stderr, "raw_writes row|customer DATABASE THREADS SECONDS\n");
		return 2;
	}
	database = words[2];
	return measure(atoi(words[3]), atoi(words[4]));
}
