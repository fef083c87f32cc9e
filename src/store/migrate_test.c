/* A new database, an old one, a newer one, somebody else's; on both engines. */
#include "tests/engine.h"

#include "store/migrate.h"
#include "store/migration.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST        MIGRATION_FIRST
#define SAME(script) .sqlite = script, .postgres = script

static int64_t version_of(struct engine *engine)
{
	int64_t version;
	assert_int_equal(migrate_version(engine->store, engine->arena, &version), DONE);
	return version;
}

/* A database of the first version, with the tables that migration itself needs and one more. */
static void open_first(struct engine *engine, const char *name)
{
	engine_open_bare(engine, name);
	engine_script(engine, "CREATE TABLE schema_version (version BIGINT PRIMARY KEY, at BIGINT NOT NULL);"
			      "CREATE TABLE steps (n BIGINT);"
			      "INSERT INTO schema_version VALUES (1, 0)");
}

static void an_empty_database_gets_the_newest_schema(void **state)
{
	struct engine engine;
	int64_t version, steps;
	engine_open_bare(&engine, *state);
	assert_int_equal(migrate_version(engine.store, engine.arena, &version), NOT_FOUND);
	assert_int_equal(migrate_up(engine.store, engine.arena, NULL, &steps), NOT_FOUND);
	assert_int_equal(migrate_create(engine.store, engine.arena), DONE);
	assert_int_equal(version_of(&engine), migrate_newest());
	assert_int_equal(migrate_up(engine.store, engine.arena, NULL, &steps), DONE);
	assert_int_equal(steps, 0);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM id_blocks"), 0);
	assert_int_equal(migrate_create(engine.store, engine.arena), CONFLICT);
	engine_close(&engine);
}

static void what_was_made_is_taken_away_whole(void **state)
{
	struct engine engine;
	int64_t version;
	engine_open_bare(&engine, *state);
	assert_int_equal(migrate_create(engine.store, engine.arena), DONE);
	assert_int_equal(migrate_remove(engine.store, engine.arena), DONE);
	assert_int_equal(migrate_version(engine.store, engine.arena, &version), NOT_FOUND);
	assert_int_equal(
		engine_number(&engine, store_is_postgres(engine.store)
					       ? "SELECT count(*) FROM pg_catalog.pg_proc WHERE pronamespace = "
						 "(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = "
						 "current_schema()) AND prolang <> (SELECT oid FROM "
						 "pg_catalog.pg_language WHERE lanname = 'c')"
					       : "SELECT count(*) FROM sqlite_schema"),
		0);
	assert_int_equal(migrate_create(engine.store, engine.arena), DONE);
	engine_close(&engine);
}

static const struct migration three[] = {
	{FIRST + 1, "step 1", SAME("INSERT INTO steps VALUES (2); ALTER TABLE steps ADD COLUMN more BIGINT")},
	{FIRST + 2, "step 2", SAME("INSERT INTO steps VALUES (3, 33)")},
	{FIRST + 3, "step 3", .sqlite = "INSERT INTO steps VALUES (4, unixepoch())",
	 .postgres = "INSERT INTO steps VALUES (4, extract(epoch FROM now()))"},
	{0},
};

static void missing_steps_run_once_in_order(void **state)
{
	struct engine engine;
	int64_t steps;
	open_first(&engine, *state);
	assert_int_equal(migration_run(engine.store, engine.arena, three, NULL, &steps), DONE);
	assert_int_equal(steps, 3);
	assert_int_equal(version_of(&engine), FIRST + 3);
	assert_int_equal(migration_run(engine.store, engine.arena, three, NULL, &steps), DONE);
	assert_int_equal(steps, 0);
	assert_int_equal(engine_number(&engine, "SELECT sum(n) FROM steps"), 2 + 3 + 4);
	engine_close(&engine);
}

static void a_step_that_fails_leaves_the_version_before_it(void **state)
{
	static const struct migration failing[] = {
		{FIRST + 1, "step 1", SAME("INSERT INTO steps VALUES (2)")},
		{FIRST + 2, "step 2", SAME("INSERT INTO steps VALUES (3); INSERT INTO nowhere VALUES (1)")},
		{0},
	};
	static const struct migration mended[] = {
		{FIRST + 1, "step 1", SAME("INSERT INTO steps VALUES (2)")},
		{FIRST + 2, "step 2", SAME("INSERT INTO steps VALUES (3)")},
		{0},
	};
	struct engine engine;
	int64_t steps;
	open_first(&engine, *state);
	assert_int_equal(migration_run(engine.store, engine.arena, failing, NULL, &steps), FAULT);
	assert_int_equal(steps, 1);
	assert_int_equal(version_of(&engine), FIRST + 1);
	assert_int_equal(engine_number(&engine, "SELECT sum(n) FROM steps"), 2);
	assert_int_equal(migration_run(engine.store, engine.arena, mended, NULL, &steps), DONE);
	assert_int_equal(steps, 1);
	assert_int_equal(engine_number(&engine, "SELECT sum(n) FROM steps"), 2 + 3);
	engine_close(&engine);
}

static void a_newer_database_is_refused(void **state)
{
	struct engine engine;
	int64_t steps;
	open_first(&engine, *state);
	engine_script(&engine, "UPDATE schema_version SET version = 5");
	assert_int_equal(migration_run(engine.store, engine.arena, three, NULL, &steps), CONFLICT);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM steps"), 0);
	engine_close(&engine);
}

static void a_database_of_somebody_else_is_left_alone(void **state)
{
	struct engine engine;
	int64_t version, steps;
	engine_open_bare(&engine, *state);
	engine_script(&engine, "CREATE TABLE theirs (n BIGINT)");
	assert_int_equal(migrate_version(engine.store, engine.arena, &version), CONFLICT);
	assert_int_equal(migrate_up(engine.store, engine.arena, NULL, &steps), CONFLICT);
	assert_int_equal(migrate_create(engine.store, engine.arena), CONFLICT);
	engine_close(&engine);
}

#define SERVERS 4

/* Long enough for all to have seen the old version, if they may. */
static const struct migration slow[] = {
	{FIRST + 1, "step 1", .sqlite = "INSERT INTO steps VALUES (2)",
	 .postgres = "INSERT INTO steps SELECT 2 FROM pg_sleep(0.3)"},
	{FIRST + 2, "step 2", SAME("INSERT INTO steps VALUES (3)")},
	{0},
};

/* The steps that it ran are its exit status. */
static void run_server(struct engine *engine, const struct migration *plan)
{
	const struct store_options options = {.where = engine->where};
	struct store *store;
	struct text why;
	int64_t steps;
	if (store_open(&options, engine->arena, &store, &why) != DONE ||
	    migration_run(store, engine->arena, plan, NULL, &steps) != DONE)
		abort();
	store_close(store);
	_exit((int)steps);
}

static void servers_that_start_together_do_each_step_once(void **state)
{
	struct engine engine;
	int ran = 0;
	open_first(&engine, *state);
	for (int i = 0; i < SERVERS; i++)
		if (fork() == 0)
			run_server(&engine, slow);
	for (int i = 0; i < SERVERS; i++) {
		int status;
		wait(&status);
		assert_true(WIFEXITED(status));
		ran += WEXITSTATUS(status);
	}
	assert_int_equal(ran, 2);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM steps"), 2);
	engine_close(&engine);
}

/* The second step takes so long that it is cut off for sure; afterwards it is as quick as it was meant to be. */
static const struct migration slow_at_the_end[] = {
	{FIRST + 1, "step 1", SAME("INSERT INTO steps VALUES (2)")},
	{FIRST + 2, "step 2",
	 .sqlite = "INSERT INTO steps VALUES (30); WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
		   "WHERE n < "
		   "1000000000) INSERT INTO steps SELECT max(n) FROM c",
	 .postgres = "INSERT INTO steps VALUES (30); INSERT INTO steps SELECT 300 FROM pg_sleep(60)"},
	{0},
};
static const struct migration quick_at_the_end[] = {
	{FIRST + 1, "step 1", SAME("INSERT INTO steps VALUES (2)")},
	{FIRST + 2, "step 2", SAME("INSERT INTO steps VALUES (3)")},
	{0},
};

static void an_upgrade_that_is_killed_goes_on_where_it_was__security_31(void **state)
{
	struct engine engine;
	int64_t steps;
	int status;
	open_first(&engine, *state);
	pid_t child = fork();
	if (child == 0)
		run_server(&engine, slow_at_the_end);
	for (int tries = 0; tries < 2000 && version_of(&engine) == FIRST; tries++)
		usleep(5000);
	usleep(100000);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(version_of(&engine), FIRST + 1);
	assert_int_equal(migration_run(engine.store, engine.arena, quick_at_the_end, NULL, &steps), DONE);
	assert_int_equal(steps, 1);
	assert_int_equal(engine_number(&engine, "SELECT sum(n) FROM steps"), 2 + 3);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_empty_database_gets_the_newest_schema),
		ON_BOTH(what_was_made_is_taken_away_whole),
		ON_BOTH(missing_steps_run_once_in_order),
		ON_BOTH(a_step_that_fails_leaves_the_version_before_it),
		ON_BOTH(a_newer_database_is_refused),
		ON_BOTH(a_database_of_somebody_else_is_left_alone),
		ON_BOTH(servers_that_start_together_do_each_step_once),
		ON_BOTH(an_upgrade_that_is_killed_goes_on_where_it_was__security_31),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
