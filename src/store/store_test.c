/* What the store promises, on both engines: values, transactions, readers, many threads at once.
 *
 * Elsewhere: ids (ids_test.c), death of the process (durability_test.c), the log (log_test.c), what only one engine can
 * meet (sqlite_test.c, postgres_test.c).
 */
#include "tests/engine.h"

#include "base/log.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAME(sql) .sqlite = sql, .postgres = sql

static const struct store_statement add = {
	.name = "thing_add",
	.sqlite = "INSERT INTO things (id, number, words, raw) VALUES (?1, ?2, ?3, ?4)",
	.postgres = "INSERT INTO things (id, number, words, raw) VALUES ($1, $2, $3, $4)",
	.changes = true};
static const struct store_statement list = {
	.name = "thing_list", SAME("SELECT id, number, words, raw FROM things ORDER BY id"), .columns = 4};
static const struct store_statement count = {.name = "thing_count", SAME("SELECT count(*) FROM things"), .columns = 1};
static const struct store_statement find = {.name = "thing_find",
					    .sqlite = "SELECT number FROM things WHERE id = ?1",
					    .postgres = "SELECT number FROM things WHERE id = $1",
					    .columns = 1};
static const struct store_statement broken = {.name = "thing_broken", SAME("SELECT nothing FROM nowhere")};

static void open_with_things(struct engine *engine, const char *name)
{
	engine_open_bare(engine, name);
	engine_script(engine,
		      store_is_postgres(engine->store)
			      ? "CREATE TABLE things (id BIGINT PRIMARY KEY, number BIGINT, words TEXT, raw BYTEA)"
			      : "CREATE TABLE things (id INTEGER PRIMARY KEY, number INTEGER, words TEXT, raw BLOB) "
				"STRICT");
}

static enum outcome add_thing(struct writer *writer, int64_t id)
{
	int64_t changed;
	const struct store_value values[] = {{.kind = STORE_NUMBER, .number = id},
					     {.kind = STORE_NUMBER, .number = -id},
					     {.kind = STORE_TEXT, .text = TEXT("words")},
					     {.kind = STORE_NULL}};
	TRY(store_change(writer, &add, values, 4, &changed));
	return changed == 1 ? DONE : FAULT;
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

static struct reader *reader_of(struct engine *engine, bool snapshot)
{
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, snapshot, &reader), DONE);
	return reader;
}

static int64_t count_things(struct reader *reader)
{
	int64_t number = -1;
	assert_int_equal(store_query(reader, &count, NULL, 0, read_number, &number), DONE);
	return number;
}

static int64_t count_anew(struct reader *reader)
{
	assert_int_equal(store_reader_renew(reader), DONE);
	return count_things(reader);
}

static enum outcome transact(struct engine *engine, store_work *work, void *state)
{
	return store_transact(engine->store, engine->arena, &engine_session, work, state);
}

/* ---- values ---- */

struct thing {
	int64_t id, number;
	bool number_is_null, words_are_null, raw_is_null;
	struct text words;
	struct bytes raw;
};

struct things {
	struct arena *arena;
	struct thing list[8];
	size_t count;
};

static enum outcome read_thing(void *state, const struct store_row *row)
{
	struct things *things = state;
	struct bytes raw = store_row_bytes(row, 3);
	struct text kept = text_copy(things->arena, (struct text){(const char *)raw.at, raw.size});
	things->list[things->count++] = (struct thing){
		.id = store_row_number(row, 0),
		.number = store_row_number(row, 1),
		.number_is_null = store_row_is_null(row, 1),
		.words_are_null = store_row_is_null(row, 2),
		.raw_is_null = store_row_is_null(row, 3),
		.words = text_copy(things->arena, store_row_text(row, 2)),
		.raw = {(const unsigned char *)kept.at, kept.size},
	};
	return DONE;
}

static enum outcome add_extremes(struct writer *writer, void *state)
{
	static const char bytes[] = {0, 1, (char)0xff, 0};
	int64_t changed;
	const struct store_value most[] = {{.kind = STORE_NUMBER, .number = 1},
					   {.kind = STORE_NUMBER, .number = INT64_MIN},
					   {.kind = STORE_TEXT, .text = TEXT("Zoë'); DROP TABLE things; --")},
					   {.kind = STORE_BYTES, .text = {bytes, sizeof(bytes)}}};
	const struct store_value none[] = {{.kind = STORE_NUMBER, .number = 2},
					   {.kind = STORE_NULL},
					   {.kind = STORE_TEXT, .text = TEXT_NONE},
					   {.kind = STORE_BYTES, .text = TEXT_NONE}};
	const struct store_value empty[] = {{.kind = STORE_NUMBER, .number = 3},
					    {.kind = STORE_NUMBER, .number = INT64_MAX},
					    {.kind = STORE_TEXT, .text = TEXT("")},
					    {.kind = STORE_BYTES, .text = TEXT("")}};
	(void)state;
	TRY(store_change(writer, &add, most, 4, &changed));
	TRY(store_change(writer, &add, none, 4, &changed));
	return store_change(writer, &add, empty, 4, &changed);
}

static void values_come_back_as_they_went(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_extremes, NULL), DONE);
	struct reader *reader = reader_of(&engine, false);
	struct things things = {.arena = engine.arena};
	assert_int_equal(store_query(reader, &list, NULL, 0, read_thing, &things), DONE);
	assert_int_equal(things.count, 3);
	assert_true(things.list[0].number == INT64_MIN);
	assert_true(text_equal(things.list[0].words, TEXT("Zoë'); DROP TABLE things; --")));
	assert_int_equal(things.list[0].raw.size, 4);
	assert_memory_equal(things.list[0].raw.at, "\0\1\xff\0", 4);
	assert_true(things.list[1].number_is_null && things.list[1].words_are_null && things.list[1].raw_is_null);
	assert_int_equal(things.list[1].number, 0);
	assert_true(things.list[2].number == INT64_MAX);
	assert_false(things.list[2].words_are_null || things.list[2].raw_is_null);
	assert_false(text_is_none(things.list[2].words));
	assert_int_equal(things.list[2].words.size, 0);
	store_reader_close(reader);
	engine_close(&engine);
}

static void composed_statements_bind_their_values(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_extremes, NULL), DONE);
	struct reader *reader = reader_of(&engine, false);
	const struct store_value values[] = {{.kind = STORE_NUMBER, .number = 2},
					     {.kind = STORE_TEXT, .text = TEXT("")}};
	for (int i = 0; i < 40; i++) { /* more than are kept prepared */
		struct text place =
			store_is_postgres(engine.store) ? TEXT("$1 AND words = $2") : TEXT("?1 AND words = ?2");
		struct text sql =
			text_format(engine.arena, "SELECT id, %d FROM things WHERE id > %.*s", i, TEXT_ARG(place));
		int64_t id = 0;
		assert_int_equal(store_query_composed(reader, sql, values, 2, read_number, &id), DONE);
		assert_int_equal(id, 3);
	}
	store_reader_close(reader);
	engine_close(&engine);
}

/* ---- a row function ---- */

struct nest {
	struct reader *reader;
	int depth, rows;
};

static enum outcome ask_again(void *state, const struct store_row *row)
{
	struct nest *nest = state;
	int64_t id = store_row_number(row, 0);
	nest->rows++;
	if (nest->depth == 0)
		return DONE;
	struct nest inner = {nest->reader, nest->depth - 1, 0};
	TRY(store_query(nest->reader, &list, NULL, 0, ask_again, &inner));
	nest->rows += inner.rows;
	return store_row_number(row, 0) == id ? DONE : FAULT;
}

static void a_row_function_may_ask_the_same_again(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_extremes, NULL), DONE);
	struct nest nest = {.reader = reader_of(&engine, false), .depth = 2};
	assert_int_equal(store_query(nest.reader, &list, NULL, 0, ask_again, &nest), DONE);
	assert_int_equal(nest.rows, 3 + 9 + 27);
	store_reader_close(nest.reader);
	engine_close(&engine);
}

static enum outcome stop_at_once(void *state, const struct store_row *row)
{
	(void)row;
	++*(int *)state;
	return CONFLICT;
}

static void a_row_function_ends_the_reading(void **state)
{
	struct engine engine;
	int rows = 0;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_extremes, NULL), DONE);
	struct reader *reader = reader_of(&engine, false);
	assert_int_equal(store_query(reader, &list, NULL, 0, stop_at_once, &rows), CONFLICT);
	assert_int_equal(rows, 1);
	assert_int_equal(count_things(reader), 3);
	store_reader_close(reader);
	engine_close(&engine);
}

/* ---- transactions ---- */

static enum outcome add_and_refuse(struct writer *writer, void *state)
{
	TRY(add_thing(writer, *(int64_t *)state));
	return CONFLICT;
}

static enum outcome add_twice_and_go_on(struct writer *writer, void *state)
{
	(void)state;
	TRY(add_thing(writer, 1));
	if (add_thing(writer, 1) == DONE)
		return CONFLICT;
	return DONE;
}

static enum outcome ask_broken(struct writer *writer, void *state)
{
	(void)state;
	TRY(add_thing(writer, 1));
	return store_query(writer_reader(writer), &broken, NULL, 0, NULL, NULL);
}

static enum outcome see_own_writes(struct writer *writer, void *state)
{
	TRY(add_thing(writer, 5));
	return store_query(writer_reader(writer), &count, NULL, 0, read_number, state);
}

static void only_done_is_kept(void **state)
{
	struct engine engine;
	int64_t id = 7, seen = 0;
	open_with_things(&engine, *state);
	struct reader *reader = reader_of(&engine, false);
	assert_int_equal(transact(&engine, add_and_refuse, &id), CONFLICT);
	assert_int_equal(count_anew(reader), 0);
	assert_int_equal(transact(&engine, ask_broken, NULL), FAULT);
	assert_int_equal(count_anew(reader), 0);
	assert_int_equal(transact(&engine, see_own_writes, &seen), DONE);
	assert_int_equal(seen, 1);
	assert_int_equal(count_anew(reader), 1);
	store_reader_close(reader);
	engine_close(&engine);
}

static void a_failed_statement_spoils_its_transaction(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_twice_and_go_on, NULL), FAULT);
	struct reader *reader = reader_of(&engine, false);
	assert_int_equal(count_things(reader), 0);
	store_reader_close(reader);
	engine_close(&engine);
}

static enum outcome begin_inside(struct writer *writer, void *state)
{
	struct engine *engine = state;
	return store_transact(engine->store, writer_arena(writer), &engine_session, add_and_refuse, NULL);
}

static void a_nested_transaction_ends_the_process(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	pid_t child = fork();
	if (child == 0) {
		struct store *store;
		struct text why;
		const struct store_options options = {.where = engine.where};
		if (store_open(&options, engine.arena, &store, &why) != DONE)
			_exit(1);
		engine.store = store;
		_exit(transact(&engine, begin_inside, &engine) == DONE ? 2 : 3);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	engine_close(&engine);
}

/* ---- readers ---- */

static enum outcome add_one(struct writer *writer, void *state)
{
	return add_thing(writer, *(int64_t *)state);
}

static void a_snapshot_stands_still(void **state)
{
	struct engine engine;
	int64_t one = 1, two = 2;
	open_with_things(&engine, *state);
	assert_int_equal(transact(&engine, add_one, &one), DONE);
	struct reader *still = reader_of(&engine, true);
	struct reader *moving = reader_of(&engine, false);
	assert_int_equal(count_things(still), 1);
	assert_int_equal(transact(&engine, add_one, &two), DONE);
	assert_int_equal(count_things(still), 1);
	assert_int_equal(count_things(moving), 2);
	store_reader_close(still);
	still = reader_of(&engine, true);
	assert_int_equal(count_things(still), 2);
	store_reader_close(still);
	store_reader_close(moving);
	engine_close(&engine);
}

static void a_reader_cannot_write(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	struct reader *reader = reader_of(&engine, false);
	const struct store_value values[] = {{.kind = STORE_NUMBER, .number = 1}, {0}, {0}, {0}};
	assert_int_equal(store_query(reader, &add, values, 4, NULL, NULL), FAULT);
	assert_int_equal(count_things(reader), 0);
	store_reader_close(reader);
	engine_close(&engine);
}

static void no_free_reader_is_too_many(void **state)
{
	struct engine engine;
	open_with_things(&engine, *state);
	store_close(engine.store);
	const struct store_options options = {.where = engine.where, .readers = 2};
	struct text why;
	assert_int_equal(store_open(&options, engine.arena, &engine.store, &why), DONE);
	struct reader *first = reader_of(&engine, false), *second = reader_of(&engine, false), *third;
	int64_t began = monotonic_ns();
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, false, &third), TOO_MANY);
	int64_t took_ms = (monotonic_ns() - began) / 1000000;
	assert_in_range(took_ms, 900, 3000);
	store_reader_close(first);
	third = reader_of(&engine, false);
	store_reader_close(second);
	store_reader_close(third);
	engine_close(&engine);
}

/* ---- many at once ---- */

#define THREADS 64
#define EACH    100

struct crowd {
	struct engine *engine;
	int64_t first;
	int wrong;
};

/* Every third work is refused after it has written, beside others in the same group. */
static void *write_some(void *state)
{
	struct crowd *crowd = state;
	struct arena *arena = arena_open(1 << 20);
	struct reader *reader = NULL;
	for (int64_t id = crowd->first; id < crowd->first + EACH; id++) {
		bool refuse = id % 3 == 0;
		enum outcome outcome = store_transact(crowd->engine->store, arena, &engine_session,
						      refuse ? add_and_refuse : add_one, &id);
		int64_t number = 0;
		const struct store_value value = {.kind = STORE_NUMBER, .number = id};
		if (store_reader_open(crowd->engine->store, arena, &engine_session, false, &reader) != DONE ||
		    store_query(reader, &find, &value, 1, read_number, &number) != DONE)
			crowd->wrong++;
		else
			crowd->wrong += outcome != (refuse ? CONFLICT : DONE) || number != (refuse ? 0 : -id);
		store_reader_close(reader);
		arena_reset(arena);
	}
	arena_close(arena);
	return NULL;
}

static void many_threads_write_and_read_their_own_writes(void **state)
{
	struct engine engine;
	pthread_t threads[THREADS];
	struct crowd crowds[THREADS];
	open_with_things(&engine, *state);
	for (int i = 0; i < THREADS; i++) {
		crowds[i] = (struct crowd){.engine = &engine, .first = 1 + (int64_t)i * EACH};
		assert_int_equal(pthread_create(&threads[i], NULL, write_some, &crowds[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(crowds[i].wrong, 0);
	}
	int64_t kept = engine_number(&engine, "SELECT count(*) FROM things");
	assert_int_equal(kept, THREADS * EACH - THREADS * EACH / 3);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM things WHERE id % 3 = 0"), 0);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(values_come_back_as_they_went),
		ON_BOTH(composed_statements_bind_their_values),
		ON_BOTH(a_row_function_may_ask_the_same_again),
		ON_BOTH(a_row_function_ends_the_reading),
		ON_BOTH(only_done_is_kept),
		ON_BOTH(a_failed_statement_spoils_its_transaction),
		ON_BOTH(a_nested_transaction_ends_the_process),
		ON_BOTH(a_snapshot_stands_still),
		ON_BOTH(a_reader_cannot_write),
		ON_BOTH(no_free_reader_is_too_many),
		ON_BOTH(many_threads_write_and_read_their_own_writes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
