/* Inserts that are sent together on PostgreSQL, and at once on SQLite: nobody can tell. */
#include "store/engine.h"
#include "tests/engine.h"
#include "tests/unit.h"

#include <pthread.h>

#define MANY 500 /* by COPY */
#define FEW  3   /* by one pipeline */

static const struct store_statement shop_add = {
	.name = "gather_shop_add",
	.sqlite = "INSERT INTO shops (id, name, raw, one) VALUES (?1, ?2, ?3, 1)",
	.postgres = "INSERT INTO shops (id, name, raw, one) VALUES ($1, $2, $3, 1)",
	.changes = true,
	.copy = "shops (id, name, raw, one)",
	.copied = (const struct store_copied[]){{0, 0}, {1, 0}, {2, 0}, {-1, 1}},
	.copied_count = 4,
};
static const struct store_statement seller_add = {
	.name = "gather_seller_add",
	.sqlite = "INSERT INTO sellers (id, shop_id) VALUES (?1, ?2)",
	.postgres = "INSERT INTO sellers (id, shop_id) VALUES ($1, $2)",
	.changes = true,
	.copy = "sellers (id, shop_id)",
	.copied = (const struct store_copied[]){{0, 0}, {1, 0}},
	.copied_count = 2,
};
static const struct store_statement shop_count = {
	.name = "gather_shop_count",
	.sqlite = "SELECT COUNT(*) FROM shops",
	.postgres = "SELECT COUNT(*) FROM shops",
	.columns = 1,
	.tables = (const char *const[]){"shops", NULL},
};
static const struct store_statement shop_find = {
	.name = "gather_shop_find",
	.sqlite = "SELECT name, raw FROM shops WHERE id = ?1",
	.postgres = "SELECT name, raw FROM shops WHERE id = $1",
	.columns = 2,
	.tables = (const char *const[]){"shops", NULL},
};

static void open_shops(struct engine *engine, void **state)
{
	engine_open_bare(engine, *state);
	if (store_is_postgres(engine->store))
		engine_script(engine, "CREATE TABLE shops (id BIGINT PRIMARY KEY, name TEXT, raw BYTEA, one BIGINT);"
				      "CREATE TABLE sellers (id BIGINT PRIMARY KEY, shop_id BIGINT NOT NULL REFERENCES "
				      "shops (id))");
	else
		engine_script(engine,
			      "CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT, raw BLOB, one INTEGER);"
			      "CREATE TABLE sellers (id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES "
			      "shops (id))");
}

static struct text hostile(void)
{
	return TEXT("a\tb\\c\nd\re \\N \\. \"quoted\" Köln 中文");
}

static enum outcome add_shop(struct writer *writer, int64_t id)
{
	static const char raw[] = "\0\xff\\x\n";
	int64_t changed;
	const struct store_value values[] = {
		{.kind = STORE_NUMBER, .number = id},
		{.kind = id % 2 ? STORE_TEXT : STORE_NULL, .text = hostile()},
		{.kind = id % 3 ? STORE_BYTES : STORE_NULL, .text = {raw, sizeof raw - 1}},
	};
	TRY(store_change(writer, &shop_add, values, 3, &changed));
	return changed == 1 ? DONE : FAULT;
}

static enum outcome add_seller(struct writer *writer, int64_t id, int64_t shop)
{
	int64_t changed;
	const struct store_value values[] = {{.kind = STORE_NUMBER, .number = id},
					     {.kind = STORE_NUMBER, .number = shop}};
	return store_change(writer, &seller_add, values, 2, &changed);
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

static int64_t count_shops(struct writer *writer)
{
	int64_t count = -1;
	assert_int_equal(store_query(writer_reader(writer), &shop_count, NULL, 0, read_number, &count), DONE);
	return count;
}

/* ---- what is written is there, whoever asks ---- */

static enum outcome expect_shop(void *state, const struct store_row *row)
{
	int64_t id = *(int64_t *)state;
	assert_int_equal(store_row_is_null(row, 0), id % 2 == 0);
	if (id % 2)
		assert_true(text_equal(store_row_text(row, 0), hostile()));
	assert_int_equal(store_row_is_null(row, 1), id % 3 == 0);
	if (id % 3)
		assert_memory_equal(store_row_bytes(row, 1).at, "\0\xff\\x\n", 5);
	*(int64_t *)state = -id;
	return DONE;
}

static enum outcome add_and_look(struct writer *writer, void *state)
{
	int64_t count = *(int64_t *)state;
	for (int64_t id = 1; id <= count; id++) {
		TRY(add_shop(writer, id));
		TRY(add_seller(writer, id, id));
	}
	assert_int_equal(count_shops(writer), count);
	for (int64_t id = 1; id <= count; id++) {
		int64_t seen = id;
		const struct store_value value = {.kind = STORE_NUMBER, .number = id};
		TRY(store_query(writer_reader(writer), &shop_find, &value, 1, expect_shop, &seen));
		assert_int_equal(seen, -id);
	}
	return add_seller(writer, count + 1, 1); /* nobody asks before the end */
}

static void rows_of_any_number_and_with_anything_in_them_are_there_when_somebody_asks(void **state)
{
	static const int64_t numbers[] = {1, FEW, MANY};
	for (size_t i = 0; i < 3; i++) {
		struct engine engine;
		int64_t number = numbers[i];
		open_shops(&engine, state);
		assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_and_look, &number),
				 DONE);
		assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM sellers"), number + 1);
		assert_int_equal(engine_number(&engine, "SELECT SUM(one) FROM shops"), number);
		engine_close(&engine);
	}
}

/* ---- what is refused or undone ---- */

static enum outcome add_some(struct writer *writer, void *state)
{
	(void)state;
	for (int64_t id = 100; id < 100 + MANY; id++)
		TRY(add_shop(writer, id));
	return CONFLICT;
}

static enum outcome attempt(struct writer *writer, void *state)
{
	TRY(add_shop(writer, 1));
	assert_int_equal(store_attempt(writer, add_some, state), CONFLICT);
	assert_int_equal(count_shops(writer), 1);
	return add_shop(writer, 2);
}

static void what_an_attempt_wrote_is_undone_though_it_waits(void **state)
{
	struct engine engine;
	open_shops(&engine, state);
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, attempt, NULL), DONE);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM shops"), 2);
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_some, NULL), CONFLICT);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM shops"), 2);
	engine_close(&engine);
}

static enum outcome add_orphan(struct writer *writer, void *state)
{
	int64_t count = *(int64_t *)state;
	for (int64_t id = 1; id <= count; id++)
		TRY(add_seller(writer, id, 7));
	return DONE;
}

static void a_row_that_refers_to_nothing_takes_the_transaction_back(void **state)
{
	static const int64_t numbers[] = {1, MANY};
	for (size_t i = 0; i < 2; i++) {
		struct engine engine;
		int64_t number = numbers[i];
		open_shops(&engine, state);
		assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_orphan, &number),
				 FAULT);
		assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM sellers"), 0);
		assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_some, NULL), CONFLICT);
		engine_close(&engine);
	}
}

/* ---- others ---- */

struct race {
	struct engine *engine;
	int runs;
	int64_t number;
};

static enum outcome add_free(struct writer *writer, void *state)
{
	(void)state;
	return add_shop(writer, 5);
}

static void *take_meanwhile(void *state)
{
	struct race *race = state;
	assert_int_equal(store_transact(race->engine->store, race->engine->arena, &engine_session, add_free, NULL),
			 DONE);
	return NULL;
}

/* Adds those of 1 … number that nobody has; in the first run somebody takes one after it looked. */
static enum outcome add_missing(struct writer *writer, void *state)
{
	struct race *race = state;
	int64_t there = count_shops(writer);
	pthread_t thread;
	if (race->runs++ == 0) {
		pthread_create(&thread, NULL, take_meanwhile, race);
		pthread_join(thread, NULL);
	}
	for (int64_t id = 1; id <= race->number; id++)
		if (!there || id != 5)
			TRY(add_shop(writer, id));
	return DONE;
}

static void a_key_that_somebody_took_meanwhile_is_met_by_running_again(void **state)
{
	static const int64_t numbers[] = {8, MANY};
	for (size_t i = 0; i < 2; i++) {
		struct engine engine;
		open_shops(&engine, state);
		struct race race = {&engine, 0, numbers[i]};
		assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_missing, &race), DONE);
		assert_int_equal(race.runs, 2);
		assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM shops"), numbers[i]);
		engine_close(&engine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(rows_of_any_number_and_with_anything_in_them_are_there_when_somebody_asks),
		ON_BOTH(what_an_attempt_wrote_is_undone_though_it_waits),
		ON_BOTH(a_row_that_refers_to_nothing_takes_the_transaction_back),
		ON_POSTGRES(a_key_that_somebody_took_meanwhile_is_met_by_running_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
