/* What only SQLite can meet: a group that cannot be committed, a transaction that is lost, another process that writes.
 */
#include "tests/engine.h"
#include "tests/faults.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct store_statement add = {
	.name = "item_add", .sqlite = "INSERT INTO items (id, parent) VALUES (?1, ?2)", .changes = true};

static void open_with_items(struct engine *engine)
{
	engine_open_bare(engine, ENGINE_SQLITE);
	engine_script(engine, "CREATE TABLE items (id INTEGER PRIMARY KEY,"
			      " parent INTEGER REFERENCES items DEFERRABLE INITIALLY DEFERRED) STRICT;"
			      "CREATE TRIGGER lose BEFORE INSERT ON items WHEN new.id = 13"
			      " BEGIN SELECT raise(ROLLBACK, 'thirteen'); END;"
			      "CREATE TABLE id_blocks (kind TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT");
}

/* ---- works that come together ---- */

struct item {
	struct engine *engine;
	int64_t id, parent;
	bool takes_id;
	int runs;
	enum outcome outcome;
	pthread_t thread;
};

static enum outcome add_item(struct writer *writer, void *state)
{
	struct item *item = state;
	int64_t changed;
	item->runs++;
	if (item->takes_id)
		TRY(store_next_id(item->engine->store, TEXT("item"), &item->id));
	const struct store_value values[] = {
		{.kind = STORE_NUMBER, .number = item->id},
		{.kind = item->parent ? STORE_NUMBER : STORE_NULL, .number = item->parent},
	};
	return store_change(writer, &add, values, 2, &changed);
}

static void *run_item(void *state)
{
	struct item *item = state;
	item->outcome = store_transact(item->engine->store, item->engine->arena, &engine_session, add_item, item);
	return NULL;
}

struct gate {
	sem_t entered, opened;
};

static enum outcome wait_at_gate(struct writer *writer, void *state)
{
	struct gate *gate = state;
	(void)writer;
	sem_post(&gate->entered);
	sem_wait(&gate->opened);
	return DONE;
}

struct gate_call {
	struct engine *engine;
	struct gate gate;
};

static void *hold_writer(void *state)
{
	struct gate_call *call = state;
	if (store_transact(call->engine->store, call->engine->arena, &engine_session, wait_at_gate, &call->gate) !=
	    DONE)
		abort();
	return NULL;
}

/* Runs all items so that they share a group: the writer is held, and for longer than a group may run, until all are in
 * the queue. `fail` syncs fail from then on. */
static void run_together(struct engine *engine, struct item *items, int count, int fail)
{
	struct gate_call call = {.engine = engine};
	pthread_t holder;
	sem_init(&call.gate.entered, 0, 0);
	sem_init(&call.gate.opened, 0, 0);
	assert_int_equal(pthread_create(&holder, NULL, hold_writer, &call), 0);
	sem_wait(&call.gate.entered);
	for (int i = 0; i < count; i++) {
		items[i].engine = engine;
		assert_int_equal(pthread_create(&items[i].thread, NULL, run_item, &items[i]), 0);
	}
	usleep(100000);
	faults_begin(FAULT_SYNC, fail ? 1 : FAULTS_FOREVER, fail ? fail - 1 : 0);
	sem_post(&call.gate.opened);
	pthread_join(holder, NULL);
	for (int i = 0; i < count; i++)
		pthread_join(items[i].thread, NULL);
	faults_end();
}

#define CROWD 50

/* One sync when the machine is idle; a busy one may let a group run out of its time and begin another. */
static void fifty_works_share_a_sync(void **state)
{
	struct engine engine;
	struct item items[CROWD] = {0};
	(void)state;
	open_with_items(&engine);
	for (int i = 0; i < CROWD; i++)
		items[i].id = 100 + i;
	run_together(&engine, items, CROWD, 0);
	assert_in_range(faults_syncs(), 1, CROWD / 10);
	for (int i = 0; i < CROWD; i++)
		assert_true(items[i].outcome == DONE && items[i].runs == 1);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM items"), CROWD);
	engine_close(&engine);
}

static void a_failed_sync_runs_each_work_again_alone(void **state)
{
	struct engine engine;
	struct item items[CROWD] = {0};
	int again = 0;
	(void)state;
	open_with_items(&engine);
	for (int i = 0; i < CROWD; i++)
		items[i].id = 100 + i;
	run_together(&engine, items, CROWD, 1);
	for (int i = 0; i < CROWD; i++) {
		assert_int_equal(items[i].outcome, DONE);
		again += items[i].runs - 1;
	}
	assert_in_range(again, 1, CROWD);
	engine_reopen(&engine);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM items"), CROWD);
	engine_close(&engine);
}

static void a_disk_that_keeps_failing_is_told_until_it_recovers(void **state)
{
	struct engine engine;
	struct item items[5] = {{.id = 1}, {.id = 2}, {.id = 3}, {.id = 4}, {.id = 5}};
	struct item later = {.engine = &engine, .id = 6};
	(void)state;
	open_with_items(&engine);
	run_together(&engine, items, 5, 1000);
	for (int i = 0; i < 5; i++)
		assert_true(items[i].outcome == TOO_MANY && items[i].runs == 2);
	run_item(&later);
	assert_int_equal(later.outcome, DONE);
	engine_reopen(&engine);
	assert_int_equal(engine_number(&engine, "SELECT sum(id) FROM items"), 6);
	engine_close(&engine);
}

static void only_the_work_that_loses_the_transaction_fails(void **state)
{
	struct engine engine;
	struct item items[] = {{.id = 11}, {.id = 12}, {.id = 13}, {.id = 14}, {.id = 15}};
	(void)state;
	open_with_items(&engine);
	run_together(&engine, items, 5, 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(items[i].outcome, items[i].id == 13 ? FAULT : DONE);
	assert_int_equal(engine_number(&engine, "SELECT sum(id) FROM items"), 11 + 12 + 14 + 15);
	engine_close(&engine);
}

static void only_the_work_that_breaks_a_deferred_constraint_fails(void **state)
{
	struct engine engine;
	struct item items[] = {{.id = 1}, {.id = 2, .parent = 99}, {.id = 3, .parent = 3}};
	(void)state;
	open_with_items(&engine);
	run_together(&engine, items, 3, 0);
	assert_int_equal(items[0].outcome, DONE);
	assert_int_equal(items[1].outcome, FAULT);
	assert_int_equal(items[2].outcome, DONE);
	assert_int_equal(engine_number(&engine, "SELECT sum(id) FROM items"), 4);
	engine_close(&engine);
}

/* The block that the failed group took is free again for others, so its rest must not be used. */
static void ids_of_a_failed_group_are_dropped(void **state)
{
	struct engine engine;
	struct item item = {.engine = &engine, .takes_id = true};
	int64_t here, there;
	struct store *other;
	struct text why;
	(void)state;
	open_with_items(&engine);
	faults_begin(FAULT_SYNC, 1, FAULTS_FOREVER);
	run_item(&item);
	faults_end();
	assert_int_equal(item.outcome, TOO_MANY);
	assert_int_equal(store_next_id(engine.store, TEXT("item"), &here), DONE);
	assert_true(here > item.id);
	const struct store_options options = {.where = engine.where};
	assert_int_equal(store_open(&options, engine.arena, &other, &why), DONE);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(store_next_id(other, TEXT("item"), &there), DONE);
		assert_int_equal(store_next_id(engine.store, TEXT("item"), &here), DONE);
		assert_true(here != there && here > item.id);
		engine_script(&engine, text_format(engine.arena, "INSERT INTO items (id) VALUES (%ld), (%ld)",
						   1000 + here, 1000 + there)
					       .at);
	}
	store_close(other);
	engine_close(&engine);
}

struct id_call {
	struct gate_call call;
	atomic_bool answered;
	int64_t id;
};

static enum outcome take_block_and_wait(struct writer *writer, void *state)
{
	struct id_call *taken = state;
	TRY(store_next_id(taken->call.engine->store, TEXT("item"), &taken->id));
	return wait_at_gate(writer, &taken->call.gate);
}

static void *run_taker(void *state)
{
	struct id_call *taken = state;
	struct engine *engine = taken->call.engine;
	if (store_transact(engine->store, engine->arena, &engine_session, take_block_and_wait, taken) != DONE)
		abort();
	return NULL;
}

static void *ask_id(void *state)
{
	struct id_call *asked = state;
	if (store_next_id(asked->call.engine->store, TEXT("item"), &asked->id) != DONE)
		abort();
	asked->answered = true;
	return NULL;
}

static void a_block_is_for_others_only_when_it_is_durable(void **state)
{
	struct engine engine;
	struct id_call taken = {.call.engine = &engine}, asked = {.call.engine = &engine};
	pthread_t taker, asker;
	(void)state;
	open_with_items(&engine);
	sem_init(&taken.call.gate.entered, 0, 0);
	sem_init(&taken.call.gate.opened, 0, 0);
	assert_int_equal(pthread_create(&taker, NULL, run_taker, &taken), 0);
	sem_wait(&taken.call.gate.entered);
	assert_int_equal(pthread_create(&asker, NULL, ask_id, &asked), 0);
	usleep(100000);
	assert_false(asked.answered);
	sem_post(&taken.call.gate.opened);
	pthread_join(taker, NULL);
	pthread_join(asker, NULL);
	assert_int_equal(asked.id, taken.id + 1);
	engine_close(&engine);
}

/* ---- another process ---- */

/* A child that holds the write lock for that long; returns when it has it. */
static pid_t hold_lock(struct engine *engine, unsigned ms)
{
	int pipes[2];
	char ready;
	assert_int_equal(pipe(pipes), 0);
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *db;
		if (sqlite3_open(engine->where.at, &db) != SQLITE_OK ||
		    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
			_exit(1);
		if (write(pipes[1], "r", 1) != 1)
			_exit(1);
		usleep(ms * 1000);
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
		_exit(0);
	}
	close(pipes[1]);
	assert_int_equal(read(pipes[0], &ready, 1), 1);
	close(pipes[0]);
	return child;
}

static void another_process_is_waited_for(void **state)
{
	struct engine engine;
	struct item item = {.engine = &engine, .id = 1};
	(void)state;
	open_with_items(&engine);
	pid_t child = hold_lock(&engine, 300);
	run_item(&item);
	assert_int_equal(item.outcome, DONE);
	waitpid(child, NULL, 0);
	engine_close(&engine);
}

static void five_seconds_of_another_process_are_too_many(void **state)
{
	struct engine engine;
	struct item item = {.engine = &engine, .id = 1};
	(void)state;
	open_with_items(&engine);
	pid_t child = hold_lock(&engine, 60000);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM items"), 0); /* reading goes on */
	run_item(&item);
	assert_int_equal(item.outcome, TOO_MANY);
	assert_int_equal(item.runs, 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	run_item(&item);
	assert_int_equal(item.outcome, DONE);
	engine_close(&engine);
}

/* ---- the file ---- */

static void the_file_is_durable_and_for_us_alone(void **state)
{
	struct engine engine;
	struct stat status;
	(void)state;
	open_with_items(&engine);
	assert_int_equal(stat(engine.where.at, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat(text_format(engine.arena, "%s-wal", engine.where.at).at, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(engine_number(&engine, "PRAGMA synchronous"), 2);
	assert_int_equal(engine_number(&engine, "PRAGMA foreign_keys"), 1);
	assert_int_equal(engine_number(&engine, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
	engine_close(&engine);
}

static void a_missing_file_is_made_only_on_request(void **state)
{
	struct arena *arena = arena_open(1 << 20);
	const struct store_options options = {.where = TEXT("/tmp/clientele-there-is-none.db")};
	struct store *store;
	struct text why;
	(void)state;
	assert_int_equal(store_open(&options, arena, &store, &why), FAULT);
	assert_true(text_find(why, TEXT("No such file"), 0) != SIZE_MAX);
	assert_int_not_equal(access(options.where.at, F_OK), 0);
	arena_close(arena);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
	static const char words[] = "These are words, and no database, though there are as many bytes as its head has: "
				    "a hundred, and some more.";
	char path[] = "/tmp/clientele-words-XXXXXX";
	struct arena *arena = arena_open(1 << 20);
	const struct store_options options = {.where = text_of(path)};
	struct store *store;
	struct text why;
	int file = mkstemp(path);
	(void)state;
	assert_int_equal(write(file, words, sizeof(words)), sizeof(words));
	close(file);
	assert_int_equal(store_open(&options, arena, &store, &why), FAULT);
	assert_true(text_find(why, TEXT("not a database"), 0) != SIZE_MAX);
	unlink(path);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_works_share_a_sync),
		cmocka_unit_test(a_failed_sync_runs_each_work_again_alone),
		cmocka_unit_test(a_disk_that_keeps_failing_is_told_until_it_recovers),
		cmocka_unit_test(only_the_work_that_loses_the_transaction_fails),
		cmocka_unit_test(only_the_work_that_breaks_a_deferred_constraint_fails),
		cmocka_unit_test(ids_of_a_failed_group_are_dropped),
		cmocka_unit_test(a_block_is_for_others_only_when_it_is_durable),
		cmocka_unit_test(another_process_is_waited_for),
		cmocka_unit_test(five_seconds_of_another_process_are_too_many),
		cmocka_unit_test(the_file_is_durable_and_for_us_alone),
		cmocka_unit_test(a_missing_file_is_made_only_on_request),
		cmocka_unit_test(a_file_that_is_no_database_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
