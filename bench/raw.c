/* What the machine can do with the same libraries and nothing else: a libmicrohttpd server that reads SQLite, and
 * writes in groups. The figures of the program are ratios to this one in the same run.
 *
 *   raw serve PORT DATABASE     GET /row/<id>: the customer's row as JSON. GET /profile/<id>: the statements of a
 * profile and a page of PROFILE bytes. raw writes DATABASE THREADS SECONDS   small durable inserts with group commit;
 * prints how many a second
 */
#include <microhttpd.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROFILE 40000

static const char *database;
static __thread sqlite3 *connection;
static __thread sqlite3_stmt *statements[9];

static const char *const profile[] = {
	"SELECT * FROM customers WHERE id = ?1",
	"SELECT * FROM customer_counters WHERE customer_id = ?1",
	"SELECT * FROM emails WHERE customer_id = ?1 ORDER BY at, id",
	"SELECT * FROM phones WHERE customer_id = ?1 ORDER BY at, id",
	"SELECT * FROM addresses WHERE customer_id = ?1 ORDER BY at, id",
	"SELECT t.name FROM customer_tags c JOIN tags t ON t.id = c.tag_id WHERE c.customer_id = ?1",
	"SELECT * FROM notes WHERE customer_id = ?1 ORDER BY at DESC, id DESC LIMIT 20",
	"SELECT * FROM events WHERE customer_id = ?1 ORDER BY at DESC, id DESC LIMIT 10",
	"SELECT * FROM customer_axes WHERE customer_id = ?1",
};

static void open_connection(void)
{
	if (connection)
		return;
	sqlite3_open_v2(database, &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	sqlite3_exec(connection, "PRAGMA mmap_size=2147483648; PRAGMA cache_size=-65536", NULL, NULL, NULL);
	for (int i = 0; i < 9; i++)
		if (sqlite3_prepare_v3(connection, profile[i], -1, SQLITE_PREPARE_PERSISTENT, &statements[i], NULL) !=
		    SQLITE_OK) {
			fprintf(stderr, "%s\n", sqlite3_errmsg(connection));
			exit(1);
		}
}

/* Runs it and adds every column to the text, as a stand-in for rendering. */
static size_t run(int which, int64_t id, char *out, size_t used, size_t room)
{
	sqlite3_stmt *s = statements[which];
	sqlite3_bind_int64(s, 1, id);
	while (sqlite3_step(s) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(s); i++) {
			const unsigned char *text = sqlite3_column_text(s, i);
			size_t size = (size_t)sqlite3_column_bytes(s, i);
			if (text && used + size + 4 < room) {
				out[used++] = '"';
				memcpy(out + used, text, size);
				used += size;
				out[used++] = '"';
				out[used++] = ',';
			}
		}
	sqlite3_reset(s);
	return used;
}

static enum MHD_Result handle(void *state, struct MHD_Connection *to, const char *url, const char *method,
			      const char *version, const char *data, size_t *size, void **seen)
{
	(void)state, (void)method, (void)version, (void)data, (void)size;
	if (!*seen) {
		*seen = (void *)1;
		return MHD_YES;
	}
	open_connection();
	bool whole = strncmp(url, "/profile/", 9) == 0;
	char *out = malloc(PROFILE * 2);
	size_t used = 0;
	for (int i = 0; i < (whole ? 9 : 1); i++)
		used = run(i, atoll(strrchr(url, '/') + 1), out, used, PROFILE * 2);
	if (whole && used < PROFILE) {
		memset(out + used, ' ', PROFILE - used);
		used = PROFILE;
	}
	struct MHD_Response *response = MHD_create_response_from_buffer(used, out, MHD_RESPMEM_MUST_FREE);
	enum MHD_Result result = MHD_queue_response(to, 200, response);
	MHD_destroy_response(response);
	return result;
}

static int serve(int port)
{
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)port, NULL, NULL, handle,
						     NULL, MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
	if (!daemon)
		return 1;
	pause();
	return 0;
}

/* ---- writes ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked = PTHREAD_COND_INITIALIZER, answered = PTHREAD_COND_INITIALIZER;
static int64_t tickets, committed;
static volatile bool ending, over; /* clients end first, then the writer */

static void *writer(void *state)
{
	(void)state;
	sqlite3 *db;
	sqlite3_stmt *insert;
	sqlite3_open(database, &db);
	sqlite3_exec(db,
		     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS raw_writes (id "
		     "INTEGER PRIMARY KEY, email "
		     "TEXT, name TEXT, at INTEGER) STRICT",
		     NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO raw_writes (email, name, at) VALUES (?1, ?2, ?3)", -1, &insert, NULL);
	for (;;) {
		pthread_mutex_lock(&lock);
		while (tickets == committed && !over)
			pthread_cond_wait(&asked, &lock);
		int64_t from = committed, to = tickets;
		pthread_mutex_unlock(&lock);
		if (from == to)
			break;
		sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		for (int64_t i = from; i < to; i++) {
			sqlite3_bind_text(insert, 1, "somebody@example.com", -1, SQLITE_STATIC);
			sqlite3_bind_text(insert, 2, "Somebody Somewhere", -1, SQLITE_STATIC);
			sqlite3_bind_int64(insert, 3, i);
			sqlite3_step(insert);
			sqlite3_reset(insert);
		}
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
		pthread_mutex_lock(&lock);
		committed = to;
		pthread_cond_broadcast(&answered);
		pthread_mutex_unlock(&lock);
	}
	sqlite3_finalize(insert);
	sqlite3_exec(db, "DROP TABLE raw_writes", NULL, NULL, NULL);
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

static int writes(int threads, int seconds)
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
	if (count == 4 && strcmp(words[1], "serve") == 0) {
		database = words[3];
		return serve(atoi(words[2]));
	}
	if (count == 5 && strcmp(words[1], "writes") == 0) {
		database = words[2];
		return writes(atoi(words[3]), atoi(words[4]));
	}
	fprintf(stderr, "raw serve PORT DATABASE | raw writes DATABASE THREADS SECONDS\n");
	return 2;
}
