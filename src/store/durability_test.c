/* What was answered DONE is there after kill -9 at any moment, whole, on both engines. */
#include "tests/engine.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS  8
#define THREADS 8

static const struct store_statement add = {.name = "row_add",
					   .sqlite = "INSERT INTO rows (id, half) VALUES (?1, ?2)",
					   .postgres = "INSERT INTO rows (id, half) VALUES ($1, $2)",
					   .changes = true};
static const struct store_statement find = {.name = "row_find",
					    .sqlite = "SELECT count(*) FROM rows WHERE id = ?1",
					    .postgres = "SELECT count(*) FROM rows WHERE id = $1",
					    .columns = 1};

struct writing {
	struct store *store;
	int64_t next;
	int to;
};

/* Two rows that belong together. */
static enum outcome add_both_halves(struct writer *writer, void *state)
{
	for (int64_t half = 0; half < 2; half++) {
		int64_t changed;
		const struct store_value values[] = {{.kind = STORE_NUMBER, .number = *(int64_t *)state},
						     {.kind = STORE_NUMBER, .number = half}};
		TRY(store_change(writer, &add, values, 2, &changed));
	}
	return DONE;
}

static void *write_on(void *state)
{
	struct writing *writing = state;
	struct arena *arena = arena_open(1 << 20);
	for (;; writing->next++) {
		if (store_transact(writing->store, arena, &engine_session, add_both_halves, &writing->next) != DONE ||
		    write(writing->to, &writing->next, sizeof(writing->next)) != sizeof(writing->next))
			abort();
		arena_reset(arena);
	}
	return NULL;
}

static void run_child(struct engine *engine, int round, int to)
{
	const struct store_options options = {.where = engine->where};
	struct writing writings[THREADS];
	pthread_t threads[THREADS];
	struct store *store;
	struct text why;
	if (store_open(&options, engine->arena, &store, &why) != DONE)
		abort();
	for (int i = 0; i < THREADS; i++) {
		writings[i] = (struct writing){store, (int64_t)(round * THREADS + i) * 1000000, to};
		if (pthread_create(&threads[i], NULL, write_on, &writings[i]) != 0)
			abort();
	}
	for (;;)
		pause();
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

static int check_acknowledged(struct engine *engine, int from)
{
	int64_t id;
	int count = 0;
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, false, &reader), DONE);
	for (; read(from, &id, sizeof(id)) == sizeof(id); count++) {
		int64_t halves = 0;
		const struct store_value value = {.kind = STORE_NUMBER, .number = id};
		assert_int_equal(store_query(reader, &find, &value, 1, read_number, &halves), DONE);
		assert_int_equal(halves, 2);
	}
	store_reader_close(reader);
	return count;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
	struct engine engine;
	int count = 0;
	engine_open_bare(&engine, *state);
	engine_script(&engine, store_is_postgres(engine.store)
				       ? "CREATE TABLE rows (id BIGINT, half BIGINT, PRIMARY KEY (id, half))"
				       : "CREATE TABLE rows (id INTEGER, half INTEGER, PRIMARY KEY (id, half)) STRICT");
	for (int round = 0; round < ROUNDS; round++) {
		int pipes[2];
		assert_int_equal(pipe(pipes), 0);
		pid_t child = fork();
		if (child == 0)
			run_child(&engine, round, pipes[1]);
		close(pipes[1]);
		assert_int_equal(poll(&(struct pollfd){.fd = pipes[0], .events = POLLIN}, 1, 60000), 1);
		usleep((useconds_t)(random() % 50000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		engine_reopen(&engine);
		count += check_acknowledged(&engine, pipes[0]);
		close(pipes[0]);
		assert_int_equal(engine_number(&engine, "SELECT count(*) FROM rows") % 2, 0);
	}
	assert_true(count > ROUNDS);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(what_was_acknowledged_survives_kill_9)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
