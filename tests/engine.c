/* Fresh stores for tests; the contract is in engine.h.
 *
 * What changes here: the template of each engine and the connection that makes databases, each made at its first use;
 * tests run one after another in a process.
 */
#include "tests/engine.h"

#include "store/engine.h"
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <libpq-fe.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARENA_BUDGET (64u << 20)

const struct store_session engine_session = {.scope = STORE_SCOPE_ALL};

static char sqlite_template[PATH_MAX];
static char postgres_template[64];

/* ---- opening ---- */

static struct store *open_store(struct arena *arena, struct text where)
{
	const struct store_options options = {.where = where, .create = true};
	struct store *store;
	struct text why;
	if (store_open(&options, arena, &store, &why) != DONE)
		fail_msg("%.*s: %.*s", TEXT_ARG(where), TEXT_ARG(why));
	return store;
}

static void make_schema(struct arena *arena, struct text where)
{
	struct store *store = open_store(arena, where);
	assert_int_equal(migrate_create(store, arena), DONE);
	store_close(store);
}

/* ---- SQLite: a file in a directory of its own ---- */

static struct text directory_make(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	struct text path = text_format(arena, "%s/clientele-test-XXXXXX", base ? base : "/tmp");
	char *name = arena_take(arena, path.size + 1);
	memcpy(name, path.at, path.size);
	assert_non_null(mkdtemp(name));
	return text_of(name);
}

static void directory_remove(struct arena *arena, struct text directory)
{
	static const char *const names[] = {"test.db", "test.db-wal", "test.db-shm", ""};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		remove(text_format(arena, "%.*s/%s", TEXT_ARG(directory), names[i]).at);
}

static struct text file_in(struct arena *arena, struct text directory)
{
	return text_format(arena, "%.*s/test.db", TEXT_ARG(directory));
}

static void sqlite_template_remove(void)
{
	struct arena *arena = arena_open(ARENA_BUDGET);
	directory_remove(arena, text_of(sqlite_template));
	arena_close(arena);
}

static void copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct stat status;
	assert_true(in >= 0 && out >= 0 && fstat(in, &status) == 0);
	for (off_t left = status.st_size; left > 0;) {
		ssize_t sent = sendfile(out, in, NULL, (size_t)left);
		assert_true(sent > 0);
		left -= sent;
	}
	close(in);
	close(out);
}

static void sqlite_make(struct engine *engine, bool with_schema)
{
	engine->directory = directory_make(engine->arena);
	engine->where = file_in(engine->arena, engine->directory);
	if (!with_schema)
		return;
	if (!*sqlite_template) {
		struct text directory = directory_make(engine->arena);
		make_schema(engine->arena, file_in(engine->arena, directory));
		snprintf(sqlite_template, sizeof(sqlite_template), "%s", directory.at);
		atexit(sqlite_template_remove);
	}
	copy_file(file_in(engine->arena, text_of(sqlite_template)).at, engine->where.at);
}

/* ---- PostgreSQL: a database of the tests' own cluster ---- */

struct text engine_find_file(struct arena *arena, const char *name)
{
	char path[PATH_MAX] = "";
	const char *root = getenv("TEST_ROOT");
	if (root)
		return text_format(arena, "%s/tests/%s", root, name);
	if (readlink("/proc/self/exe", path, sizeof(path) - 1) < 0)
		fail_msg("/proc/self/exe: %s", strerror(errno));
	char *folder = dirname(path);
	for (; strcmp(folder, "/") != 0; folder = dirname(folder)) {
		struct text file = text_format(arena, "%s/tests/%s", folder, name);
		if (access(file.at, R_OK) == 0)
			return file;
	}
	fail_msg("no tests/%s above this program; set TEST_ROOT", name);
	return TEXT_NONE;
}

static struct text run_script(struct arena *arena, const char *arguments)
{
	char line[PATH_MAX] = "";
	FILE *output =
		popen(text_format(arena, "'%s' %s", engine_find_file(arena, "postgres.sh").at, arguments).at, "re");
	assert_non_null(output);
	bool has_line = fgets(line, sizeof(line), output);
	if (pclose(output) != 0 || !has_line)
		fail_msg("tests/postgres.sh %s failed", arguments);
	return text_trim(text_copy(arena, text_of(line)));
}

#define URL_START "postgresql:///"
#define URL_NAME  "postgres"

/* Of the database "postgres"; the server is started at first. */
static const char *server_url(struct arena *arena)
{
	static char url[PATH_MAX];
	if (!*url)
		snprintf(url, sizeof(url), "%.*s", TEXT_ARG(run_script(arena, "start")));
	if (strncmp(url, URL_START URL_NAME, strlen(URL_START URL_NAME)) != 0)
		fail_msg("tests/postgres.sh gives another URL: %s", url);
	return url;
}

static struct text url_of(struct arena *arena, struct text database)
{
	return text_format(arena, URL_START "%.*s%s", TEXT_ARG(database),
			   server_url(arena) + strlen(URL_START URL_NAME));
}

/* CREATE and DROP DATABASE stand in no transaction, so they go past the store, by a connection of their own that lasts.
 */
static void administer(struct arena *arena, const char *sql)
{
	static PGconn *connection;
	if (!connection)
		connection = PQconnectdb(server_url(arena));
	PGresult *result = PQexec(connection, sql);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(connection));
	PQclear(result);
}

static void postgres_drop(struct arena *arena, struct text database)
{
	administer(arena, text_format(arena, "DROP DATABASE %.*s WITH (FORCE)", TEXT_ARG(database)).at);
}

static void postgres_template_remove(void)
{
	struct arena *arena = arena_open(ARENA_BUDGET);
	postgres_drop(arena, text_of(postgres_template));
	arena_close(arena);
}

static void postgres_make(struct engine *engine, bool with_schema)
{
	static unsigned number;
	struct arena *arena = engine->arena;
	if (with_schema && !*postgres_template) {
		struct text name = text_format(arena, "template_%d", (int)getpid());
		administer(arena, text_format(arena, "CREATE DATABASE %s TEMPLATE template0", name.at).at);
		make_schema(arena, url_of(arena, name));
		snprintf(postgres_template, sizeof(postgres_template), "%s", name.at);
		atexit(postgres_template_remove);
	}
	engine->database = text_format(arena, "test_%d_%u", (int)getpid(), number++);
	/* As files: by the log, which is how it is done unless asked, costs twice as much. */
	administer(arena, text_format(arena, "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", engine->database.at,
				      with_schema ? postgres_template : "template0")
				  .at);
	engine->where = url_of(arena, engine->database);
}

/* ---- both ---- */

static void engine_make(struct engine *engine, const char *name, bool with_schema)
{
	*engine = (struct engine){.arena = arena_open(ARENA_BUDGET)};
	if (strcmp(name, ENGINE_POSTGRES) == 0)
		postgres_make(engine, with_schema);
	else
		sqlite_make(engine, with_schema);
	engine->store = open_store(engine->arena, engine->where);
}

void engine_open(struct engine *engine, const char *name)
{
	engine_make(engine, name, true);
}

void engine_open_bare(struct engine *engine, const char *name)
{
	engine_make(engine, name, false);
}

void engine_reopen(struct engine *engine)
{
	store_close(engine->store);
	engine->store = open_store(engine->arena, engine->where);
}

void engine_close(struct engine *engine)
{
	store_close(engine->store);
	if (text_is_none(engine->database))
		directory_remove(engine->arena, engine->directory);
	else
		postgres_drop(engine->arena, engine->database);
	arena_close(engine->arena);
}

static enum outcome run_script_work(struct writer *writer, void *state)
{
	return store_script(writer, state);
}

void engine_script(struct engine *engine, const char *sql)
{
	if (store_transact(engine->store, engine->arena, &engine_session, run_script_work, (void *)(uintptr_t)sql) !=
	    DONE)
		fail_msg("failed: %s", sql);
}

void engine_analyze(struct engine *engine)
{
	if (!text_is_none(engine->database))
		engine_script(engine, "ANALYZE");
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

int64_t engine_number(struct engine *engine, const char *sql)
{
	int64_t number = 0;
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, false, &reader), DONE);
	enum outcome outcome = store_query_composed(reader, text_of(sql), NULL, 0, read_number, &number);
	store_reader_close(reader);
	if (outcome != DONE)
		fail_msg("failed: %s", sql);
	return number;
}
