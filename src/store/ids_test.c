/* Ids are never given twice: not to threads, not to processes, not after a refusal, not after kill -9. Both engines. */
#include "tests/engine.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROCESSES 2
#define THREADS   8
#define EACH      400

static void open_with_ids(struct engine *engine, const char *name)
{
	engine_open_bare(engine, name);
	engine_script(engine, store_is_postgres(engine->store)
				      ? "CREATE TABLE id_blocks (kind TEXT PRIMARY KEY, next BIGINT NOT NULL)"
				      : "CREATE TABLE id_blocks (kind TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT");
}

/* A child opens the database anew; what it does must end by _exit(). */
static struct store *open_again(struct engine *engine)
{
	const struct store_options options = {.where = engine->where};
	struct store *store;
	struct text why;
	if (store_open(&options, engine->arena, &store, &why) != DONE)
		abort();
	return store;
}

struct taker {
	struct store *store;
	int to;      /* a pipe for the ids */
	bool inside; /* in a transaction; those with an even id are refused, and what they took is nobody's */
	int64_t id;
};

static enum outcome take_inside(struct writer *writer, void *state)
{
	struct taker *taker = state;
	(void)writer;
	TRY(store_next_id(taker->store, TEXT("order"), &taker->id));
	return taker->id % 2 ? DONE : CONFLICT;
}

static enum outcome take(struct taker *taker, struct arena *arena)
{
	if (!taker->inside)
		return store_next_id(taker->store, TEXT("order"), &taker->id);
	enum outcome outcome;
	do
		outcome = store_transact(taker->store, arena, &engine_session, take_inside, taker);
	while (outcome == CONFLICT);
	return outcome;
}

static void *take_some(void *state)
{
	struct taker *taker = state;
	struct arena *arena = arena_open(1 << 20);
	for (int i = 0; i < EACH; i++)
		if (take(taker, arena) != DONE || write(taker->to, &taker->id, sizeof(taker->id)) != sizeof(taker->id))
			abort();
	arena_close(arena);
	return NULL;
}

static void run_taking_process(struct engine *engine, int to)
{
	pthread_t threads[THREADS];
	struct taker takers[THREADS];
	struct store *store = open_again(engine);
	for (int i = 0; i < THREADS; i++) {
		takers[i] = (struct taker){.store = store, .to = to, .inside = i % 2};
		if (pthread_create(&threads[i], NULL, take_some, &takers[i]) != 0)
			abort();
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	store_close(store);
	_exit(0);
}

static int compare_ids(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

/* Reads ids from a pipe until its writers are gone; they must all differ and be above `above`. Returns the highest. */
static int64_t check_ids(int from, int64_t above, size_t *ret_count)
{
	static int64_t ids[1 << 20];
	size_t size = 0;
	ssize_t got;
	while ((got = read(from, (char *)ids + size, sizeof(ids) - size)) > 0)
		size += (size_t)got;
	*ret_count = size / sizeof(*ids);
	qsort(ids, *ret_count, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < *ret_count; i++) {
		assert_true(ids[i] > above);
		above = ids[i];
	}
	return above;
}

static void two_processes_never_get_the_same(void **state)
{
	struct engine engine;
	int pipes[2];
	size_t count;
	open_with_ids(&engine, *state);
	assert_int_equal(pipe(pipes), 0);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			run_taking_process(&engine, pipes[1]);
	close(pipes[1]);
	check_ids(pipes[0], 0, &count);
	assert_int_equal(count, PROCESSES * THREADS * EACH);
	close(pipes[0]);
	for (int i = 0; i < PROCESSES; i++) {
		int status;
		wait(&status);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	engine_close(&engine);
}

static void a_refusal_and_a_restart_give_none_again(void **state)
{
	struct engine engine;
	int64_t last = 0;
	open_with_ids(&engine, *state);
	for (int i = 0; i < 5; i++) {
		struct taker taker = {.store = engine.store, .inside = true};
		assert_int_equal(take(&taker, engine.arena), DONE);
		assert_true(taker.id > last);
		last = taker.id;
		taker.inside = false;
		assert_int_equal(take(&taker, engine.arena), DONE);
		assert_true(taker.id > last);
		last = taker.id;
		if (i % 2)
			engine_reopen(&engine);
	}
	engine_close(&engine);
}

static enum outcome refuse_after_taking(struct writer *writer, void *state)
{
	struct taker *taker = state;
	(void)writer;
	TRY(store_next_id(taker->store, TEXT("order"), &taker->id));
	return INVALID;
}

/* The block was first taken by a work that is refused, which on SQLite undoes the block too. */
static void what_a_refused_work_took_is_given_to_nobody_while_the_process_lives(void **state)
{
	struct engine engine;
	open_with_ids(&engine, *state);
	struct taker taker = {.store = engine.store};
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, refuse_after_taking, &taker),
			 INVALID);
	int64_t refused = taker.id;
	assert_int_equal(store_next_id(engine.store, TEXT("order"), &taker.id), DONE);
	assert_true(taker.id > refused);
	engine_close(&engine);
}

static void kinds_count_apart_from_one(void **state)
{
	struct engine engine;
	int64_t order, note;
	open_with_ids(&engine, *state);
	for (int64_t i = 1; i <= 200; i++) {
		assert_int_equal(store_next_id(engine.store, TEXT("order"), &order), DONE);
		assert_int_equal(store_next_id(engine.store, TEXT("note"), &note), DONE);
		assert_true(order == i && note == i);
	}
	engine_close(&engine);
}

static void a_killed_process_gave_none_that_come_again(void **state)
{
	struct engine engine;
	int64_t highest = 0;
	open_with_ids(&engine, *state);
	store_close(engine.store);
	for (int round = 0; round < 8; round++) {
		int pipes[2];
		size_t count;
		assert_int_equal(pipe(pipes), 0);
		pid_t child = fork();
		if (child == 0)
			run_taking_process(&engine, pipes[1]);
		close(pipes[1]);
		assert_int_equal(poll(&(struct pollfd){.fd = pipes[0], .events = POLLIN}, 1, 60000), 1);
		usleep((useconds_t)(random() % 40000));
		kill(child, SIGKILL);
		highest = check_ids(pipes[0], highest, &count);
		close(pipes[0]);
		waitpid(child, NULL, 0);
	}
	assert_true(highest > 0);
	engine.store = open_again(&engine);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(two_processes_never_get_the_same),
		ON_BOTH(a_refusal_and_a_restart_give_none_again),
		ON_BOTH(what_a_refused_work_took_is_given_to_nobody_while_the_process_lives),
		ON_BOTH(kinds_count_apart_from_one),
		ON_BOTH(a_killed_process_gave_none_that_come_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
