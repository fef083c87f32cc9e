/* What only PostgreSQL can meet: deadlocks, lost connections, locks of others, its own types. */
#include "store/engine.h"
#include "tests/engine.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static void open_with_rows(struct engine *engine)
{
	engine_open_bare(engine, ENGINE_POSTGRES);
	engine_script(engine,
		      "CREATE TABLE rows (id BIGINT PRIMARY KEY, number BIGINT NOT NULL, small SMALLINT, day INTEGER);"
		      "INSERT INTO rows VALUES (1, 0, 1, -2), (2, 0, NULL, 3)");
}

static const struct store_statement count_up = {
	.name = "row_count_up", .postgres = "UPDATE rows SET number = number + 1 WHERE id = $1", .changes = true};
static const struct store_statement end_others = {
	.name = "end_others",
	.postgres = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
		    "WHERE datname = current_database() AND pid <> pg_backend_pid()",
	.columns = 1};
static const struct store_statement end_self = {
	.name = "end_self", .postgres = "SELECT pg_terminate_backend(pg_backend_pid())", .columns = 1};

static enum outcome change_row(struct writer *writer, int64_t id)
{
	int64_t changed;
	const struct store_value value = {.kind = STORE_NUMBER, .number = id};
	TRY(store_change(writer, &count_up, &value, 1, &changed));
	return changed == 1 ? DONE : FAULT;
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

static enum outcome transact(struct engine *engine, store_work *work, void *state)
{
	return store_transact(engine->store, engine->arena, &engine_session, work, state);
}

/* ---- conflicts ---- */

struct crossing {
	struct engine *engine;
	int64_t first, second;
	pthread_barrier_t *met;
	atomic_int runs;
	enum outcome outcome;
};

/* Two of these, crosswise: in the first run both hold one row before they ask for the other. */
static enum outcome change_two(struct writer *writer, void *state)
{
	struct crossing *crossing = state;
	TRY(change_row(writer, crossing->first));
	if (atomic_fetch_add(&crossing->runs, 1) == 0)
		pthread_barrier_wait(crossing->met);
	return change_row(writer, crossing->second);
}

static void *run_crossing(void *state)
{
	struct crossing *crossing = state;
	crossing->outcome = transact(crossing->engine, change_two, crossing);
	return NULL;
}

static void a_deadlock_is_tried_again(void **state)
{
	struct engine engine;
	pthread_barrier_t met;
	pthread_t thread;
	(void)state;
	open_with_rows(&engine);
	pthread_barrier_init(&met, NULL, 2);
	struct crossing one = {.engine = &engine, .first = 1, .second = 2, .met = &met};
	struct crossing two = {.engine = &engine, .first = 2, .second = 1, .met = &met};
	assert_int_equal(pthread_create(&thread, NULL, run_crossing, &one), 0);
	run_crossing(&two);
	pthread_join(thread, NULL);
	assert_int_equal(one.outcome, DONE);
	assert_int_equal(two.outcome, DONE);
	assert_true(one.runs + two.runs >= 3);
	assert_int_equal(engine_number(&engine, "SELECT sum(number) FROM rows"), 4);
	pthread_barrier_destroy(&met);
	engine_close(&engine);
}

static const char *const conflict = "DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$";

struct conflicts {
	int runs, failing;
};

static enum outcome conflict_some_times(struct writer *writer, void *state)
{
	struct conflicts *conflicts = state;
	TRY(change_row(writer, 1));
	if (conflicts->runs++ < conflicts->failing)
		(void)!store_script(writer, conflict);
	return DONE;
}

static void conflicts_are_tried_five_times_again(void **state)
{
	struct engine engine;
	struct conflicts five = {.failing = 5}, six = {.failing = 6};
	(void)state;
	open_with_rows(&engine);
	assert_int_equal(transact(&engine, conflict_some_times, &five), DONE);
	assert_int_equal(five.runs, 6);
	assert_int_equal(transact(&engine, conflict_some_times, &six), TOO_MANY);
	assert_int_equal(six.runs, 6);
	assert_int_equal(engine_number(&engine, "SELECT sum(number) FROM rows"), 1);
	engine_close(&engine);
}

struct lock_of_other {
	struct engine *engine;
	pthread_barrier_t *locked, *refused;
	enum outcome outcome;
};

static enum outcome hold_row(struct writer *writer, void *state)
{
	struct lock_of_other *other = state;
	TRY(change_row(writer, 1));
	pthread_barrier_wait(other->locked);
	pthread_barrier_wait(other->refused);
	return DONE;
}

static void *run_holder(void *state)
{
	struct lock_of_other *other = state;
	other->outcome = transact(other->engine, hold_row, other);
	return NULL;
}

static enum outcome change_first(struct writer *writer, void *state)
{
	(void)state;
	return change_row(writer, 1);
}

static void a_lock_of_others_is_waited_for_five_seconds(void **state)
{
	struct engine engine;
	pthread_barrier_t locked, refused;
	pthread_t thread;
	(void)state;
	open_with_rows(&engine);
	pthread_barrier_init(&locked, NULL, 2);
	pthread_barrier_init(&refused, NULL, 2);
	struct lock_of_other other = {.engine = &engine, .locked = &locked, .refused = &refused};
	assert_int_equal(pthread_create(&thread, NULL, run_holder, &other), 0);
	pthread_barrier_wait(&locked);
	assert_int_equal(transact(&engine, change_first, NULL), TOO_MANY);
	pthread_barrier_wait(&refused);
	pthread_join(thread, NULL);
	assert_int_equal(other.outcome, DONE);
	assert_int_equal(transact(&engine, change_first, NULL), DONE);
	assert_int_equal(engine_number(&engine, "SELECT number FROM rows WHERE id = 1"), 2);
	engine_close(&engine);
}

/* ---- lost connections ---- */

static void end_connections_of(struct engine *engine)
{
	const struct store_options options = {.where = engine->where};
	struct store *other;
	struct reader *reader;
	struct text why;
	assert_int_equal(store_open(&options, engine->arena, &other, &why), DONE);
	assert_int_equal(store_reader_open(other, engine->arena, &engine_session, false, &reader), DONE);
	assert_int_equal(store_query(reader, &end_others, NULL, 0, NULL, NULL), DONE);
	store_reader_close(reader);
	store_close(other);
}

static void lost_connections_are_renewed(void **state)
{
	struct engine engine;
	int64_t id = 0;
	(void)state;
	open_with_rows(&engine);
	engine_script(&engine, "CREATE TABLE id_blocks (kind TEXT PRIMARY KEY, next BIGINT NOT NULL)");
	assert_int_equal(transact(&engine, change_first, NULL), DONE);
	assert_int_equal(engine_number(&engine, "SELECT number FROM rows WHERE id = 1"), 1);
	end_connections_of(&engine);
	assert_int_equal(engine_number(&engine, "SELECT number FROM rows WHERE id = 1"), 1);
	assert_int_equal(transact(&engine, change_first, NULL), DONE);
	assert_int_equal(store_next_id(engine.store, TEXT("row"), &id), DONE);
	end_connections_of(&engine);
	struct reader *snapshot;
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, true, &snapshot), DONE);
	store_reader_close(snapshot);
	assert_int_equal(engine_number(&engine, "SELECT number FROM rows WHERE id = 1"), 2);
	engine_close(&engine);
}

static enum outcome die_in_first_run(struct writer *writer, void *state)
{
	int *runs = state;
	TRY(change_row(writer, 1));
	if ((*runs)++ == 0)
		TRY(store_query(writer_reader(writer), &end_self, NULL, 0, NULL, NULL));
	return change_row(writer, 2);
}

static void a_transaction_that_loses_its_connection_runs_again(void **state)
{
	struct engine engine;
	int runs = 0;
	(void)state;
	open_with_rows(&engine);
	assert_int_equal(transact(&engine, die_in_first_run, &runs), DONE);
	assert_int_equal(runs, 2);
	assert_int_equal(engine_number(&engine, "SELECT sum(number) FROM rows"), 2);
	engine_close(&engine);
}

static void a_snapshot_that_loses_its_connection_does_not_go_on(void **state)
{
	struct engine engine;
	struct reader *reader;
	int64_t number;
	(void)state;
	open_with_rows(&engine);
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, true, &reader), DONE);
	end_connections_of(&engine);
	const struct text sql = TEXT("SELECT count(*) FROM rows");
	assert_int_equal(store_query_composed(reader, sql, NULL, 0, read_number, &number), TOO_MANY);
	assert_int_equal(store_query_composed(reader, sql, NULL, 0, read_number, &number), FAULT);
	store_reader_close(reader);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM rows"), 2);
	engine_close(&engine);
}

static void a_server_that_is_not_there_is_told(void **state)
{
	struct arena *arena = arena_open(1 << 20);
	const struct store_options options = {.where = TEXT("postgresql:///none?host=/tmp/there-is-no-server")};
	struct store *store;
	struct text why;
	(void)state;
	assert_int_equal(store_open(&options, arena, &store, &why), FAULT);
	assert_true(text_find(why, TEXT("/tmp/there-is-no-server"), 0) != SIZE_MAX);
	arena_close(arena);
}

/* ---- types ---- */

static enum outcome query_number(struct engine *engine, const char *sql, int64_t *ret_number)
{
	struct reader *reader;
	*ret_number = 0;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, false, &reader), DONE);
	enum outcome outcome = store_query_composed(reader, text_of(sql), NULL, 0, read_number, ret_number);
	store_reader_close(reader);
	return outcome;
}

static void whole_numbers_of_every_type_are_read(void **state)
{
	static const struct {
		const char *sql;
		int64_t number;
	} cases[] = {
		{"SELECT true", 1},
		{"SELECT (-7)::smallint", -7},
		{"SELECT (-70000)::integer", -70000},
		{"SELECT (-9223372036854775808)::bigint", INT64_MIN},
		{"SELECT sum(n::bigint) FROM generate_series(1, 100000) n", INT64_C(5000050000)},
		{"SELECT sum(9223372036854775807)", INT64_MAX},
		{"SELECT (-9223372036854775808)::numeric", INT64_MIN},
		{"SELECT 30000::numeric", 30000},
		{"SELECT 0::numeric", 0},
		{"SELECT '12'::text", 12},
		{"SELECT sum(number) FROM rows WHERE id = 99", 0},
	};
	struct engine engine;
	(void)state;
	open_with_rows(&engine);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(engine_number(&engine, cases[i].sql) == cases[i].number);
	engine_close(&engine);
}

static void what_is_no_whole_number_of_64_bits_is_refused(void **state)
{
	static const char *const cases[] = {
		"SELECT 1.5::double precision",
		"SELECT 1::real",
		"SELECT sum(n) FROM (VALUES (9223372036854775807), (1::bigint)) t(n)",
		"SELECT -9223372036854775809",
		"SELECT 'NaN'::numeric",
		"SELECT 1e30",
	};
	struct engine engine;
	int64_t number;
	(void)state;
	open_with_rows(&engine);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(query_number(&engine, cases[i], &number), FAULT);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deadlock_is_tried_again),
		cmocka_unit_test(conflicts_are_tried_five_times_again),
		cmocka_unit_test(a_lock_of_others_is_waited_for_five_seconds),
		cmocka_unit_test(lost_connections_are_renewed),
		cmocka_unit_test(a_transaction_that_loses_its_connection_runs_again),
		cmocka_unit_test(a_snapshot_that_loses_its_connection_does_not_go_on),
		cmocka_unit_test(a_server_that_is_not_there_is_told),
		cmocka_unit_test(whole_numbers_of_every_type_are_read),
		cmocka_unit_test(what_is_no_whole_number_of_64_bits_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
