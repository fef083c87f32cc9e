/* Copies of a database; the contract is in backup.h. */
#include "store/backup.h"

#include "base/buffer.h"
#include "store/migrate.h"
#include "store/store.h"

#include <errno.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES_A_STEP 1024
#define BUSY_MS      5000
#define URL_MOST     65536 /* bytes */

extern char **environ;

bool backup_run(struct arena *arena, const char *const *words, struct text *ret_why)
{
	pid_t child;
	int status = -1;
	int error = posix_spawnp(&child, words[0], NULL, NULL, (char *const *)(uintptr_t)words, environ);
	if (error) {
		*ret_why = text_format(arena, "%s cannot be run: %s", words[0], strerror(error));
		return false;
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	*ret_why = text_format(arena, "%s failed", words[0]);
	return false;
}

/* ---- SQLite ---- */

struct files {
	sqlite3 *from, *to;
};

static void files_close(struct files *files)
{
	sqlite3_close(files->to);
	sqlite3_close(files->from);
}

/* Inside a reading transaction, so that the copy is of one moment and never begins again when others write. */
static int copy_pages(struct files *files)
{
	sqlite3_busy_timeout(files->from, BUSY_MS);
	int code = sqlite3_exec(files->from, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
	if (code != SQLITE_OK)
		return code;
	sqlite3_backup *backup = sqlite3_backup_init(files->to, "main", files->from, "main");
	if (!backup)
		return sqlite3_errcode(files->to);
	do
		code = sqlite3_backup_step(backup, PAGES_A_STEP);
	while (code == SQLITE_OK);
	int ended = sqlite3_backup_finish(backup);
	if (code != SQLITE_DONE || ended != SQLITE_OK)
		return ended != SQLITE_OK ? ended : code;
	/* One file, without a WAL beside it; this also writes it out. */
	return sqlite3_exec(files->to, "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

static enum outcome sqlite_write(struct arena *arena, struct text where, struct text to, struct text *ret_why)
{
	struct files files __attribute__((cleanup(files_close))) = {0};
	int code = sqlite3_open_v2(text_copy(arena, where).at, &files.from, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_open_v2(text_copy(arena, to).at, &files.to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
				       NULL);
	if (code == SQLITE_OK)
		code = copy_pages(&files);
	if (code == SQLITE_OK)
		return DONE;
	*ret_why = text_of(sqlite3_errstr(code));
	return FAULT;
}

static int read_verdict(void *state, int columns, char **values, char **names)
{
	(void)columns;
	(void)names;
	*(bool *)state = values[0] && strcmp(values[0], "ok") == 0;
	return 0;
}

static int read_wrong(void *state, int columns, char **values, char **names)
{
	(void)columns;
	(void)values;
	(void)names;
	*(bool *)state = false;
	return 0;
}

static enum outcome sqlite_check(struct arena *arena, struct text from, struct text *ret_why)
{
	struct files files __attribute__((cleanup(files_close))) = {0};
	bool whole = false;
	int code = sqlite3_open_v2(text_copy(arena, from).at, &files.from, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(files.from, "PRAGMA integrity_check", read_verdict, &whole, NULL);
	if (code == SQLITE_OK && whole)
		code = sqlite3_exec(files.from, "PRAGMA foreign_key_check", read_wrong, &whole, NULL);
	if (code == SQLITE_OK && whole)
		return DONE;
	*ret_why = TEXT("the database in it is damaged");
	return INVALID;
}

static enum outcome sqlite_restore(struct arena *arena, struct text where, struct text from, bool force,
				   struct text *ret_why)
{
	const char *path = text_copy(arena, where).at;
	struct stat found;
	if (stat(path, &found) == 0 && found.st_size > 0 && !force) {
		*ret_why = TEXT("there is a database already; --force replaces it");
		return CONFLICT;
	}
	/* A WAL of the old database would be played into the new one. */
	unlink(text_format(arena, "%s-wal", path).at);
	unlink(text_format(arena, "%s-shm", path).at);
	if (rename(text_copy(arena, from).at, path) == 0)
		return DONE;
	*ret_why = text_format(arena, "%s: %s", path, strerror(errno));
	return FAULT;
}

/* ---- PostgreSQL ---- */

static void add_setting(struct buffer *word, const PQconninfoOption *option)
{
	buffer_add_format(word, " %s='", option->keyword);
	for (const char *c = option->val; *c; c++) {
		if (*c == '\'' || *c == '\\')
			buffer_add_char(word, '\\');
		buffer_add_char(word, *c);
	}
	buffer_add_char(word, '\'');
}

/* Which database, as a word for a program of PostgreSQL. Not the password: everybody on the machine reads the words of
 * a program, and its user alone reads the environment. */
static bool name_database(struct arena *arena, struct text where, const char **ret_word, struct text *ret_why)
{
	struct buffer word __attribute__((cleanup(buffer_free))) = buffer_make(URL_MOST);
	char *error = NULL;
	PQconninfoOption *options = PQconninfoParse(text_copy(arena, where).at, &error);
	if (!options) {
		*ret_why = text_copy(arena, text_of(error ? error : "no memory"));
		PQfreemem(error);
		return false;
	}
	buffer_add_format(&word, "--dbname=");
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (o->val && strcmp(o->keyword, "password") == 0)
			setenv("PGPASSWORD", o->val, 1);
		else if (o->val)
			add_setting(&word, o);
	PQconninfoFree(options);
	*ret_why = TEXT("its URL is too long");
	*ret_word = text_copy(arena, buffer_text(&word)).at;
	return !buffer_failed(&word);
}

/* FAULT when it cannot be reached; NOT_FOUND when it is empty; CONFLICT when it is another program's. */
static enum outcome find_version(struct arena *arena, struct text where, struct text *ret_why)
{
	const struct store_options options = {.where = where};
	struct store *store;
	int64_t version;
	if (store_open(&options, arena, &store, ret_why) != DONE)
		return FAULT;
	enum outcome outcome = migrate_version(store, arena, &version);
	*ret_why = TEXT("it cannot be read; the log says why");
	store_close(store);
	return outcome;
}

static enum outcome postgres_restore(struct arena *arena, struct text where, struct text from, bool force,
				     struct text *ret_why)
{
	enum outcome there = find_version(arena, where, ret_why);
	if (there != NOT_FOUND && !force) {
		if (there == DONE || there == CONFLICT)
			*ret_why = TEXT("there is a database already; --force replaces it");
		return CONFLICT;
	}
	const char *database;
	if (!name_database(arena, where, &database, ret_why))
		return FAULT;
	const char *const into_empty[] = {"pg_restore", "--exit-on-error", "--single-transaction",
					  "--no-owner", database,          text_copy(arena, from).at,
					  NULL};
	const char *const over[] = {
		"pg_restore",  "--exit-on-error", "--single-transaction",    "--no-owner", "--clean",
		"--if-exists", database,          text_copy(arena, from).at, NULL};
	return backup_run(arena, there == NOT_FOUND ? into_empty : over, ret_why) ? DONE : FAULT;
}

/* ---- both ---- */

enum outcome backup_write(struct arena *arena, struct text where, struct text to, struct text *ret_why)
{
	if (!store_names_postgres(where))
		return sqlite_write(arena, where, to, ret_why);
	const char *database;
	if (!name_database(arena, where, &database, ret_why))
		return FAULT;
	const char *const words[] = {"pg_dump",    "--format=custom",
				     "--no-owner", text_format(arena, "--file=%.*s", TEXT_ARG(to)).at,
				     database,     NULL};
	return backup_run(arena, words, ret_why) ? DONE : FAULT;
}

enum outcome backup_check(struct arena *arena, struct text where, struct text from, struct text *ret_why)
{
	if (!store_names_postgres(where))
		return sqlite_check(arena, from, ret_why);
	const char *const words[] = {"pg_restore", "--list", "--file=/dev/null", text_copy(arena, from).at, NULL};
	return backup_run(arena, words, ret_why) ? DONE : INVALID;
}

enum outcome backup_restore(struct arena *arena, struct text where, struct text from, bool force, struct text *ret_why)
{
	return store_names_postgres(where) ? postgres_restore(arena, where, from, force, ret_why)
					   : sqlite_restore(arena, where, from, force, ret_why);
}
