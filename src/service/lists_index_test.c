/* Lists by the index against lists by SQL: the same questions to two stores on one database, of which one has an index.
 *
 * QUESTIONS=10000 in the environment asks so many of each engine; else fewer are asked, since SQL takes long.
 */
#include "service/lists_index.h"
#include "store/engine.h"
#include "tests/engine.h"
#include "tests/list_people.h"
#include "tests/unit.h"

#include "base/buffer.h"
#include "schema.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COPIES            10 /* of the people, so that they are twenty thousand */
#define QUESTIONS_DEFAULT 150
#define WRITERS           8
#define ROUNDS_DEFAULT    20
#define SCRIPT_MOST       (1 << 20)

struct room {
	struct engine engine;
	struct store *plain; /* the same database, answered by SQL */
	struct arena *arena; /* of one question */
};

static struct instant fixed_now(void *state)
{
	(void)state;
	return (struct instant){PEOPLE_NOW};
}
static const struct clock fixed_clock = {fixed_now, NULL};

static int count_from_environment(int otherwise)
{
	const char *count = getenv("QUESTIONS");
	return count ? atoi(count) : otherwise;
}

/* ---- twenty thousand people ---- */

static void add_copies(struct buffer *script, const struct schema_table *table, int copy)
{
	buffer_add_format(script, "INSERT INTO %s SELECT ", table->name);
	for (size_t i = 0; i < table->column_count; i++) {
		const char *name = table->columns[i].name;
		bool is_id = strcmp(name, "id") == 0 || strcmp(name, "customer_id") == 0;
		bool is_created = strcmp(name, "created") == 0 || strcmp(name, "last_sign_in") == 0;
		buffer_add_format(script, "%s%s", i ? ", " : "", name);
		if (is_id)
			buffer_add_format(script, " + %d", copy * PEOPLE);
		else if (is_created)
			buffer_add_format(script, " - %d * %lld", copy, (long long)HOUR_US * 7);
	}
	const char *id = strcmp(table->name, "customers") == 0 ? "id" : "customer_id";
	buffer_add_format(script, " FROM %s WHERE %s <= %d;\n", table->name, id, PEOPLE);
}

static void make_people(struct engine *engine)
{
	struct buffer script = buffer_make(SCRIPT_MOST);
	list_people_make(engine);
	for (int copy = 1; copy < COPIES; copy++)
		for (size_t i = 0; i < schema_tables_count; i++)
			if (schema_tables[i].customer_data != SCHEMA_DATA_NONE)
				add_copies(&script, &schema_tables[i], copy);
	buffer_add_char(&script, '\0');
	engine_script(engine, script.at);
	buffer_free(&script);
}

/* ---- the room ---- */

static void wait_until_ready(struct store *store)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	struct lists_index_state index;
	for (int i = 0; i < 12000; i++) {
		lists_index_state(store, &index);
		if (index.stage == LISTS_INDEX_READY)
			return;
		nanosleep(&pause, NULL);
	}
	fail_msg("the index was not built");
}

static void room_open(struct room *room, const char *engine, uint64_t seed)
{
	struct text why;
	*room = (struct room){.arena = arena_open(64u << 20)};
	list_random_seed(seed);
	engine_open(&room->engine, engine);
	make_people(&room->engine);
	const struct store_options options = {.where = room->engine.where, .readers = 4};
	assert_int_equal(store_open(&options, room->engine.arena, &room->plain, &why), DONE);
	assert_int_equal(lists_index_start(room->engine.store), DONE);
	wait_until_ready(room->engine.store);
}

static void room_close(struct room *room)
{
	lists_index_stop(room->engine.store);
	store_close(room->plain);
	engine_close(&room->engine);
	arena_close(room->arena);
}

static void context_as(struct room *room, struct store *store, const struct store_session *session,
		       struct context *ret_ctx)
{
	context_open(ret_ctx, room->arena, store);
	ret_ctx->session = *session;
	ret_ctx->clock = &fixed_clock;
}

/* ---- one question to both ---- */

static const struct store_session sessions[] = {
	{.scope = STORE_SCOPE_ALL},
	{.scope = STORE_SCOPE_ALL},
	{.scope = STORE_SCOPE_OWN, .staff = 7},
	{.scope = STORE_SCOPE_CHANNELS, .staff = 8},
	{.scope = STORE_SCOPE_CHANNELS, .staff = 7},
	{.scope = STORE_SCOPE_NONE, .staff = 7},
};

struct both {
	struct context index, plain;
	struct list_ask ask;
	struct text source;
};

static void complain(const struct both *both, const char *what, size_t at)
{
	fail_msg("%.*s | %s%.*s | from %lld, %lld rows%s%s: %s differs at %zu", TEXT_ARG(both->source),
		 both->ask.descending ? "-" : "", TEXT_ARG(list_sort_word(both->ask.sort)), (long long)both->ask.offset,
		 (long long)both->ask.most, both->ask.guests ? " guests" : "", both->ask.trash ? " trash" : "", what,
		 at);
}

static void compare_answers(const struct both *both, const struct list_answer *index, const struct list_answer *plain)
{
	if (index->total != plain->total)
		complain(both, "the total", (size_t)index->total);
	if (index->count != plain->count)
		complain(both, "the number of rows", index->count);
	for (size_t i = 0; i < index->count; i++)
		if (index->rows[i].id.value != plain->rows[i].id.value ||
		    (!both->ask.only_ids && !text_equal(index->rows[i].display_name, plain->rows[i].display_name)))
			complain(both, "a row", i);
	if (text_is_none(index->next) != text_is_none(plain->next))
		complain(both, "what comes next", index->count);
}

static void check_page(struct both *both, struct list_answer *ret_index, struct list_answer *ret_plain)
{
	assert_int_equal(lists_run(&both->index, &both->ask, ret_index), DONE);
	assert_int_equal(lists_run(&both->plain, &both->ask, ret_plain), DONE);
	compare_answers(both, ret_index, ret_plain);
}

/* The page behind, by the cursor that each of them gave: both may go on with either. */
static void check_next(struct both both, const struct list_answer *index, const struct list_answer *plain)
{
	struct list_answer from_index, from_plain;
	both.ask.no_total = true;
	both.ask.cursor = plain->next;
	assert_int_equal(lists_run(&both.index, &both.ask, &from_index), DONE);
	both.ask.cursor = index->next;
	assert_int_equal(lists_run(&both.plain, &both.ask, &from_plain), DONE);
	compare_answers(&both, &from_index, &from_plain);
}

static void check_others(struct both *both, const struct list_answer *plain)
{
	struct customer_id *ids, *plain_ids, around[4];
	size_t count, plain_count;
	const struct customer_id after = {list_random(PEOPLE * COPIES)};
	assert_int_equal(lists_ids(&both->index, &both->ask, after, &ids, &count), DONE);
	assert_int_equal(lists_ids(&both->plain, &both->ask, after, &plain_ids, &plain_count), DONE);
	if (count != plain_count || (count && memcmp(ids, plain_ids, count * sizeof *ids) != 0))
		complain(both, "the ids", count);
	const struct customer_id customer =
		plain->count && list_random(3) ? plain->rows[list_random((unsigned)plain->count)].id : after;
	enum outcome outcome = lists_around(&both->plain, &both->ask, customer, &around[0], &around[1]);
	assert_int_equal(lists_around(&both->index, &both->ask, customer, &around[2], &around[3]), outcome);
	if (outcome == DONE && memcmp(around, around + 2, sizeof around / 2) != 0)
		complain(both, "what stands around", (size_t)customer.value);
}

/* Totals alone, several in one go: the question and two that every page asks. */
static void check_totals(struct both *both)
{
	enum { COUNT = 3 };
	static const char *const others[COUNT - 1] = {"status:pending", "created:last7d"};
	struct list_ask asks[COUNT] = {both->ask};
	int64_t totals[COUNT], plain_totals[COUNT];
	for (size_t i = 1; i < COUNT; i++) {
		struct filter *filter;
		assert_int_equal(filter_parse(&both->plain, text_of(others[i - 1]), &filter), DONE);
		asks[i] = (struct list_ask){.filter = filter, .guests = i == 1};
	}
	assert_int_equal(lists_count(&both->index, asks, COUNT, totals), DONE);
	assert_int_equal(lists_count(&both->plain, asks, COUNT, plain_totals), DONE);
	if (memcmp(totals, plain_totals, sizeof totals) != 0)
		complain(both, "the totals", (size_t)totals[0]);
}

static void check_question(struct room *room)
{
	struct both both = {0};
	struct list_answer index, plain;
	struct filter *filter;
	const struct store_session *session = &sessions[list_random(sizeof sessions / sizeof *sessions)];
	arena_reset(room->arena);
	context_as(room, room->engine.store, session, &both.index);
	context_as(room, room->plain, session, &both.plain);
	both.source = list_question_print(room->arena, list_question_make(room->arena, (int)list_random(4)));
	assert_int_equal(filter_parse(&both.plain, both.source, &filter), DONE);
	both.ask = (struct list_ask){
		.filter = filter,
		.sort = (enum list_sort)list_random(LIST_SORT_COUNT),
		.descending = list_random(2),
		.most = 1 + list_random(60),
		.guests = list_random(2),
		.trash = list_random(3) == 0,
		.only_ids = list_random(2),
	};
	check_page(&both, &index, &plain);
	both.ask.offset = list_random((unsigned)index.total + 20);
	check_page(&both, &index, &plain);
	if (!text_is_none(plain.next))
		check_next(both, &index, &plain);
	check_others(&both, &plain);
	check_totals(&both);
	context_close(&both.index);
	context_close(&both.plain);
}

static void every_list_by_the_index_is_the_one_by_sql(void **state)
{
	struct room room;
	struct lists_index_state index;
	int questions = count_from_environment(QUESTIONS_DEFAULT);
	room_open(&room, *state, 1);
	for (int i = 0; i < questions; i++)
		check_question(&room);
	lists_index_state(room.engine.store, &index);
	assert_int_equal(index.customers, PEOPLE * COPIES);
	assert_int_equal(index.by_sql, 0);
	assert_true(index.answered >= 3 * questions);
	room_close(&room);
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
	struct room *room;
	pthread_rwlock_t pause; /* held by each writer while it writes, by the test while it compares */
	atomic_bool stop;
	atomic_int next;
	atomic_llong written, fresh_id;
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
	"UPDATE customer_attributes SET number = 1500 WHERE attribute_id = 2 AND customer_id = #",
	"DELETE FROM customer_channels WHERE channel_id = 2 AND customer_id = #",
	"UPDATE emails SET folded = 'u1@y.test' WHERE customer_id = #",
	"UPDATE addresses SET city = 'Ipoh', postcode = '450' WHERE customer_id = #",
	"UPDATE customer_search SET words = 'li an 12' WHERE customer_id = #",
	"DELETE FROM customer_counters WHERE customer_id = #",
};

/* As an import adds them: many in one transaction. */
static void add_new(struct writer_thread *writer, struct buffer *script)
{
	long long first = atomic_fetch_add(&writer->writing->fresh_id, 50);
	for (long long id = first; id < first + 50; id++)
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
static void erase_one(struct buffer *script, long long id)
{
	for (size_t i = schema_tables_count; i-- > 0;)
		if (schema_tables[i].customer_data == SCHEMA_DATA_CUSTOMER && !schema_tables[i].append_only)
			buffer_add_format(script, "DELETE FROM %s WHERE customer_id = %lld;", schema_tables[i].name,
					  id);
	buffer_add_format(script, "DELETE FROM customers WHERE id = %lld;", id);
}

static void make_script(struct writer_thread *writer, struct buffer *script)
{
	long long id = 1 + draw(writer, PEOPLE * COPIES);
	unsigned kind = draw(writer, sizeof changes / sizeof *changes + 4);
	buffer_clear(script);
	if (kind < sizeof changes / sizeof *changes) {
		for (const char *c = changes[kind]; *c; c++)
			if (*c == '#')
				buffer_add_number(script, id);
			else
				buffer_add_char(script, *c);
	} else if (kind == sizeof changes / sizeof *changes) {
		add_new(writer, script);
	} else {
		erase_one(script, id);
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
static void compare_now(struct room *room, struct writing *writing)
{
	pthread_rwlock_wrlock(&writing->pause);
	assert_int_equal(store_transact(room->engine.store, room->engine.arena, &engine_session, run_nothing, NULL),
			 DONE);
	for (int i = 0; i < 4; i++)
		check_question(room);
	pthread_rwlock_unlock(&writing->pause);
}

static void lists_stay_the_same_while_eight_change_trash_import_and_erase(void **state)
{
	struct room room;
	struct writing writing = {.room = &room, .fresh_id = PEOPLE * COPIES + 1};
	struct writer_thread writers[WRITERS];
	struct lists_index_state index;
	pthread_rwlockattr_t test_first;
	int rounds = count_from_environment(ROUNDS_DEFAULT * 4) / 4;
	room_open(&room, *state, 2);
	pthread_rwlockattr_init(&test_first);
	pthread_rwlockattr_setkind_np(&test_first, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&writing.pause, &test_first);
	for (int i = 0; i < WRITERS; i++) {
		/* The last two write as another process does: the index is not told. */
		writers[i] = (struct writer_thread){.writing = &writing,
						    .store = i < WRITERS - 2 ? room.engine.store : room.plain,
						    .arena = arena_open(1 << 20),
						    .random = (uint64_t)i + 1};
		assert_int_equal(pthread_create(&writers[i].thread, NULL, write_on, &writers[i]), 0);
	}
	const struct timespec moment = {.tv_nsec = 20000000};
	for (int i = 0; i < rounds; i++) {
		nanosleep(&moment, NULL);
		compare_now(&room, &writing);
	}
	atomic_store(&writing.stop, true);
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(writers[i].thread, NULL);
		arena_close(writers[i].arena);
	}
	lists_index_state(room.engine.store, &index);
	print_message("%lld transactions; the index answered %lld lists, SQL %lld\n", (long long)writing.written,
		      (long long)index.answered, (long long)index.by_sql);
	assert_true(writing.written > rounds);
	assert_true(index.answered > 0);
	pthread_rwlock_destroy(&writing.pause);
	room_close(&room);
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
