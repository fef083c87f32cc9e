/* A fresh store for a test, on either engine.
 *
 * The one idea: a test takes the engine's name as its state and is listed with ON_BOTH, so nothing is tested on one
 * engine only unless it says so.
 *
 *	static void a_note_is_kept(void **state)
 *	{
 *		struct engine engine;
 *		engine_open(&engine, *state);
 *		…
 *		engine_close(&engine);
 *	}
 *	const struct CMUnitTest tests[] = {ON_BOTH(a_note_is_kept)};
 *
 * Whatever fails in here fails the test. PostgreSQL is started by tests/postgres.sh when it does not run.
 */
#ifndef TESTS_ENGINE_H
#define TESTS_ENGINE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/store.h"

#define ENGINE_SQLITE   "sqlite"
#define ENGINE_POSTGRES "postgres"
#define ON_SQLITE(test)                                                                                                \
	{                                                                                                              \
#test " on sqlite", test, NULL, NULL, (void *)(uintptr_t)ENGINE_SQLITE                                 \
	}
#define ON_POSTGRES(test)                                                                                              \
	{                                                                                                              \
#test " on postgres", test, NULL, NULL, (void *)(uintptr_t)ENGINE_POSTGRES                             \
	}
#define ON_BOTH(test) ON_SQLITE(test), ON_POSTGRES(test)

struct engine {
	struct arena *arena;
	struct store *store;
	struct text where;     /* for store_options, to open it once more */
	struct text directory; /* SQLite: holds the file and nothing else */
	struct text database;  /* PostgreSQL: its name */
};

/* With every table of the schema, empty. Made once a process, then copied. */
void engine_open(struct engine *engine, const char *name);
/* Without any table. */
void engine_open_bare(struct engine *engine, const char *name);
/* The database goes too. */
void engine_close(struct engine *engine);
/* Closes the store and opens it again (as a restart does). */
void engine_reopen(struct engine *engine);

extern const struct store_session engine_session; /* everything in scope */

/* The path of a file of tests/: this program stands somewhere below the project's root, or TEST_ROOT says where that
 * is. */
struct text engine_find_file(struct arena *arena, const char *name);

/* Runs a script in a transaction. */
void engine_script(struct engine *engine, const char *sql);
/* PostgreSQL learns how many rows there are, as it does by itself after a while; until then it plans badly. */
void engine_analyze(struct engine *engine);
/* The first column of the first row, or 0. */
int64_t engine_number(struct engine *engine, const char *sql);

#endif
