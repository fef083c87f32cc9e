/* What the store says in the log of a statement that failed, on both engines: its name, and no value. */
#include "tests/engine.h"

#include <string.h>
#include <unistd.h>

static const struct store_statement add = {.name = "thing_add",
					   .sqlite = "INSERT INTO things (id) VALUES (?1)",
					   .postgres = "INSERT INTO things (id) VALUES ($1)",
					   .changes = true};
/* What the engine cannot read, it would quote: FTS5's words as a column, PostgreSQL's as a number. */
static const struct store_statement find = {.name = "thing_find",
					    .sqlite = "SELECT rowid FROM words WHERE words MATCH ?1",
					    .postgres =
						    "SELECT id FROM things WHERE id = CAST(CAST($1 AS TEXT) AS BIGINT)",
					    .columns = 1};
static const struct store_value secret = {.kind = STORE_TEXT, .text = {"s3cret:word", 11}};

static enum outcome add_secret(struct writer *writer, void *state)
{
	int64_t changed;
	(void)state;
	return store_change(writer, &add, &secret, 1, &changed);
}

static enum outcome find_secret(struct writer *writer, void *state)
{
	return store_query(writer_reader(writer), &find, &secret, 1, NULL, state);
}

static void assert_told(struct engine *engine, store_work *work, const char *name)
{
	char log[4096] = "";
	int pipes[2], terminal = dup(STDERR_FILENO);
	assert_int_equal(pipe(pipes), 0);
	dup2(pipes[1], STDERR_FILENO);
	enum outcome outcome = store_transact(engine->store, engine->arena, &engine_session, work, NULL);
	dup2(terminal, STDERR_FILENO);
	close(terminal);
	close(pipes[1]);
	assert_true(read(pipes[0], log, sizeof(log) - 1) > 0);
	close(pipes[0]);
	assert_int_equal(outcome, FAULT);
	assert_non_null(strstr(log, name));
	if (strstr(log, "s3cret"))
		fail_msg("in the log: %s", log);
}

static void failures_are_logged_by_name_without_values__20(void **state)
{
	struct engine engine;
	engine_open_bare(&engine, *state);
	engine_script(&engine, store_is_postgres(engine.store) ? "CREATE TABLE things (id BIGINT PRIMARY KEY)"
							       : "CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT;"
								 "CREATE VIRTUAL TABLE words USING fts5(word)");
	assert_told(&engine, add_secret, "thing_add");
	assert_told(&engine, find_secret, "thing_find");
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(failures_are_logged_by_name_without_values__20)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
