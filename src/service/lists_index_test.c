/* Lists by the index against lists by SQL: the same questions to two stores on one database, of which one has an index.
 *
 * QUESTIONS=10000 in the environment asks so many of each engine; else fewer are asked, since SQL takes long.
 */
#include "store/engine.h"
#include "tests/list_both.h"
#include "tests/unit.h"

#include "base/buffer.h"
#include "store/schema_table.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define QUESTIONS_DEFAULT 40
#define WRITERS           8
#define ROUNDS_DEFAULT    12
#define NEWCOMERS         50
#define SCRIPT_MOST       (1 << 20)

static int count_from_environment(int otherwise)
{
	const char *count = getenv("QUESTIONS");
	return count ? atoi(count) : otherwise;
}

static void every_list_by_the_index_is_the_one_by_sql(void **state)
{
	struct list_both both;
	struct lists_index_state index;
	int questions = count_from_environment(QUESTIONS_DEFAULT);
	list_both_open(&both, *state, 1);
	for (int i = 0; i < questions; i++)
		list_both_check(&both);
	lists_index_state(both.engine.store, &index);
	assert_int_equal(index.customers, PEOPLE * LIST_COPIES);
	/* A machine with much to do may keep the feeding thread waiting; then SQL answers in its place. */
	assert_true(index.by_sql * 100 <= index.answered);
	assert_true(index.answered >= 3 * questions);
	list_both_close(&both);
}

/* ---- what the log holds ---- */

static const struct schema_table *table_called(struct text name)
{
	for (size_t i = 0; i < schema_tables_count; i++)
		if (text_equal(text_of(schema_tables[i].name), name))
			return &schema_tables[i];
	return NULL;
}

/* Each table that the SQL reads; names of types, groups and channels are read with every list that is sorted by them.
 */
static void check_tables_are_listed(struct text sql)
{
	static const struct text from = {"FROM ", 5};
	for (size_t at = 0; (at = text_find(sql, from, at)) != SIZE_MAX;) {
		at += from.size;
		struct text name = text_slice(sql, at, text_find(sql, TEXT(" "), at) - at);
		const struct schema_table *table = table_called(name);
		assert_non_null(table);
		if (table->customer_data != SCHEMA_DATA_NONE && !strstr(table->sqlite, "INSERT INTO list_changes"))
			fail_msg("%s is not listed in its .schema", table->name);
	}
}

static void every_table_that_lists_ask_is_listed(void **state)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	(void)state;
	for (size_t i = 0; i < count; i++)
		check_tables_are_listed(text_of(columns[i].sql));
	check_tables_are_listed(
		TEXT("FROM customers FROM customer_counters FROM customer_attributes FROM customer_search "));
}

/* ---- while others write ---- */

struct writing {
	struct list_both *both;
	pthread_rwlock_t pause; /* held by each writer while it writes, by the test while it compares */
	atomic_bool stop;
	atomic_int next;
	atomic_llong written, fresh_id, stale_id; /* newcomers have the ids from stale_id up to fresh_id */
};

struct writer_thread {
	struct writing *writing;
	struct store *store;
	struct arena *arena;
	uint64_t random;
	pthread_t thread;
	const char *script;
};

static unsigned draw(struct writer_thread *writer, unsigned below)
{
	writer->random = writer->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((writer->random >> 33) % below);
}

static enum outcome run_script(struct writer *writer, void *state)
{
	return store_script(writer, ((struct writer_thread *)state)->script);
}

/* Each of them changes what a list shows, sorts or hides; # is a customer. */
static const char *const changes[] = {
	"UPDATE customers SET status = 9 - status, modified = modified + 1 WHERE id = #",
	"UPDATE customers SET status = 1, trashed_at = 5 WHERE id BETWEEN # AND # + 20",
	"UPDATE customers SET sort_name = 'x' || sort_name, vip = 1 - vip WHERE id = #",
	"UPDATE customers SET type_id = 3 - type_id, group_id = 3 - group_id, guest = 1 - guest WHERE id = #",
	"UPDATE customers SET country = 'FR', company = 'Acme', sort_company = 'acme' WHERE id = #",
	"UPDATE customers SET country = NULL, sort_company = NULL, representative_id = 8 WHERE id = #",
	"UPDATE customer_counters SET orders = orders + 1, spent_base = spent_base + 777, last_sign_in = "
	"1779999990000000 - customer_id WHERE customer_id = #",
	"DELETE FROM customer_tags WHERE customer_id = #",
	"UPDATE emails SET verification = 2 - verification WHERE customer_id = #",
	"UPDATE customers SET zone = 'Europe/Berlin' WHERE id = #",
	"UPDATE customer_attributes SET number = 1500 WHERE attribute_id = 2 AND customer_id = #",
	"DELETE FROM customer_channels WHERE channel_id = 2 AND customer_id = #",
	"UPDATE emails SET folded = 'u1@y.test' WHERE customer_id = #",
	"UPDATE addresses SET city = 'Ipoh', postcode = '450' WHERE customer_id = #",
	"UPDATE customer_search SET words = 'li an 12' WHERE customer_id = #",
	"DELETE FROM customer_counters WHERE customer_id = #",
	"UPDATE customers SET discount = 1250 - discount, discount_amount = 1000 + id % 9 * 500, discount_currency = "
	"'MYR' "
	"WHERE id BETWEEN # AND # + 20",
};
#define CHANGES (sizeof changes / sizeof *changes)

/* As an import adds them: many in one transaction. */
static void add_new(struct writer_thread *writer, struct buffer *script)
{
	long long first = atomic_fetch_add(&writer->writing->fresh_id, NEWCOMERS);
	for (long long id = first; id < first + NEWCOMERS; id++)
		buffer_add_format(
			script,
			"INSERT INTO customers (id, status, salutation, guest, vip, type_id, group_id, channel_id, "
			"first_name, sort_name, display_name, created, since, version, name_order, newsletter, "
			"discount, "
			"activation, approval, active, blocked, modified) VALUES (%lld, 9, 1, 0, %lld, 1, 2, 1, 'Ann', "
			"'ann %lld', 'x', %lld, 20600, 1, 0, 0, 0, 1, 1, 1, 0, 0);"
			"INSERT INTO customer_search (customer_id, words) VALUES (%lld, 'ann %lld');"
			"INSERT INTO customer_tags (customer_id, tag_id, at) VALUES (%lld, %lld, 0);",
			id, id % 2, id, (long long)PEOPLE_NOW - id * 1000, id, id, id, 1 + id % 3);
}

/* As an erasure takes them away. */
static void erase(struct buffer *script, long long first, long long last)
{
	for (size_t i = schema_tables_count; i-- > 0;)
		if (schema_tables[i].customer_data == SCHEMA_DATA_CUSTOMER && !schema_tables[i].append_only)
			buffer_add_format(script, "DELETE FROM %s WHERE customer_id BETWEEN %lld AND %lld;",
					  schema_tables[i].name, first, last);
	buffer_add_format(script, "DELETE FROM customers WHERE id BETWEEN %lld AND %lld;", first, last);
}

/* As an import that is undone takes its own away, the oldest first: so the database stays as large as it was, and a
 * round as short. Of imports that may still be under way none is. */
static void take_back(struct writer_thread *writer, struct buffer *script)
{
	struct writing *writing = writer->writing;
	long long there = atomic_load(&writing->fresh_id) - atomic_load(&writing->stale_id);
	if (there < 2 * WRITERS * NEWCOMERS) {
		add_new(writer, script);
		return;
	}
	long long first = atomic_fetch_add(&writing->stale_id, NEWCOMERS);
	erase(script, first, first + NEWCOMERS - 1);
}

static void make_script(struct writer_thread *writer, struct buffer *script)
{
	long long id = 1 + draw(writer, PEOPLE * LIST_COPIES);
	unsigned kind = draw(writer, CHANGES + 4);
	buffer_clear(script);
	if (kind < CHANGES) {
		for (const char *c = changes[kind]; *c; c++)
			if (*c == '#')
				buffer_add_number(script, id);
			else
				buffer_add_char(script, *c);
	} else if (kind == CHANGES) {
		add_new(writer, script);
	} else if (kind == CHANGES + 1) {
		take_back(writer, script);
	} else {
		erase(script, id, id);
	}
	buffer_add_char(script, '\0');
}

static void *write_on(void *state)
{
	struct writer_thread *writer = state;
	struct writing *writing = writer->writing;
	struct buffer script = buffer_make(SCRIPT_MOST);
	while (!atomic_load(&writing->stop)) {
		make_script(writer, &script);
		writer->script = script.at;
		pthread_rwlock_rdlock(&writing->pause);
		if (store_transact(writer->store, writer->arena, &engine_session, run_script, writer) == DONE)
			atomic_fetch_add(&writing->written, 1);
		pthread_rwlock_unlock(&writing->pause);
		arena_reset(writer->arena);
	}
	buffer_free(&script);
	return NULL;
}

static enum outcome run_nothing(struct writer *writer, void *state)
{
	(void)writer, (void)state;
	return DONE;
}

/* What the other process wrote is read with the next COMMIT of ours at the latest. */
static void compare_now(struct list_both *both, struct writing *writing)
{
	pthread_rwlock_wrlock(&writing->pause);
	assert_int_equal(store_transact(both->engine.store, both->engine.arena, &engine_session, run_nothing, NULL),
			 DONE);
	for (int i = 0; i < 4; i++)
		list_both_check(both);
	pthread_rwlock_unlock(&writing->pause);
}

static void lists_stay_the_same_while_eight_change_trash_import_and_erase(void **state)
{
	struct list_both both;
	struct writing writing = {
		.both = &both, .fresh_id = PEOPLE * LIST_COPIES + 1, .stale_id = PEOPLE * LIST_COPIES + 1};
	struct writer_thread writers[WRITERS];
	struct lists_index_state index;
	pthread_rwlockattr_t test_first;
	int rounds = count_from_environment(ROUNDS_DEFAULT * 4) / 4;
	list_both_open(&both, *state, 2);
	pthread_rwlockattr_init(&test_first);
	pthread_rwlockattr_setkind_np(&test_first, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&writing.pause, &test_first);
	for (int i = 0; i < WRITERS; i++) {
		/* The last two write as another process does: the index is not told. */
		writers[i] = (struct writer_thread){.writing = &writing,
						    .store = i < WRITERS - 2 ? both.engine.store : both.plain,
						    .arena = arena_open(1 << 20),
						    .random = (uint64_t)i + 1};
		assert_int_equal(pthread_create(&writers[i].thread, NULL, write_on, &writers[i]), 0);
	}
	const struct timespec moment = {.tv_nsec = 20000000};
	for (int i = 0; i < rounds; i++) {
		nanosleep(&moment, NULL);
		compare_now(&both, &writing);
	}
	atomic_store(&writing.stop, true);
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(writers[i].thread, NULL);
		arena_close(writers[i].arena);
	}
	lists_index_state(both.engine.store, &index);
	print_message("%lld transactions; the index answered %lld lists, SQL %lld\n", (long long)writing.written,
		      (long long)index.answered, (long long)index.by_sql);
	assert_true(writing.written > rounds);
	assert_true(index.answered > 0);
	pthread_rwlock_destroy(&writing.pause);
	list_both_close(&both);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_that_lists_ask_is_listed),
		ON_BOTH(every_list_by_the_index_is_the_one_by_sql),
		ON_BOTH(lists_stay_the_same_while_eight_change_trash_import_and_erase),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
