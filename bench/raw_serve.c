/* What the machine can do with the same libraries and nothing else: a libmicrohttpd server that reads SQLite. The
 * figures of the program are ratios to this one in the same run.
 *
 *   raw_serve PORT DATABASE    GET /row/<id>: the customer's row as JSON. GET /profile/<id>: the statements of a
 * profile and a page of PROFILE bytes.
 */
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

int main(int count, char **words)
{
	if (count == 3) {
		database = words[2];
		return serve(atoi(words[1]));
	}
	fprintf(stderr, "raw_serve PORT DATABASE\n");
	return 2;
}
