/* Lists of the API whose rows are kept as bytes: as new as the database, whoever changed it. */
#include "server/kept_ahead.h"
#include "service/lists_index_parts.h"
#include "service/lists_kept.h"
#include "store/engine.h"
#include "tests/site.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PEOPLE 5
#define ROUNDS 60
#define CROWD  100000

struct shop {
	struct site site;
	struct visitor visitor;
	struct store *other; /* another process's */
	struct customer_id people[PEOPLE];
};

static void wait_until_ready(struct store *store)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	struct lists_index_state index = {0};
	for (int i = 0; i < 6000 && index.stage != LISTS_INDEX_READY; i++) {
		nanosleep(&pause, NULL);
		lists_index_state(store, &index);
	}
	assert_int_equal(index.stage, LISTS_INDEX_READY);
}

/* `folder`: for a file of what there is no memory for, or NULL. */
static void shop_open_beside(struct shop *shop, const char *engine, const char *folder)
{
	struct text why;
	site_open(&shop->site, engine);
	for (int i = 0; i < PEOPLE; i++)
		shop->people[i] = site_customer(&shop->site, text_format(shop->site.arena, "Person%d", i).at);
	shop->visitor = site_key(&shop->site, "customers.read");
	const struct store_options options = {.where = shop->site.engine.where, .readers = 2};
	assert_int_equal(store_open(&options, shop->site.arena, &shop->other, &why), DONE);
	assert_int_equal(lists_index_start(shop->site.ctx.store, &(struct lists_index_options){.folder = folder}),
			 DONE);
	wait_until_ready(shop->site.ctx.store);
}

static void shop_open(struct shop *shop, const char *engine)
{
	shop_open_beside(shop, engine, NULL);
}

static void shop_close(struct shop *shop)
{
	lists_index_stop(shop->site.ctx.store);
	store_close(shop->other);
	site_close(&shop->site);
}

static enum outcome run_script(struct writer *writer, void *state)
{
	return store_script(writer, state);
}

static void change(struct shop *shop, struct store *store, struct text sql)
{
	assert_int_equal(
		store_transact(store, shop->site.arena, &engine_session, run_script, (char *)(uintptr_t)sql.at), DONE);
}

/* Each row of the list is what the customer alone looks like, byte by byte. */
static void check_list(struct shop *shop)
{
	struct visitor alone = shop->visitor;
	assert_int_equal(visitor_get(&shop->visitor, "/api/v1/customers?sort=id"), 200);
	for (int i = 0; i < PEOPLE; i++) {
		struct text path =
			text_format(shop->site.arena, "/api/v1/customers/%lld", (long long)shop->people[i].value);
		assert_int_equal(visitor_get(&alone, path.at), 200);
		if (text_find(shop->visitor.body, alone.body, 0) == SIZE_MAX)
			fail_msg("%.*s\nis not in\n%.*s", TEXT_ARG(alone.body), TEXT_ARG(shop->visitor.body));
	}
}

static struct text sql_of(struct shop *shop, int kind, struct customer_id who, int number)
{
	struct arena *arena = shop->site.arena;
	long long id = (long long)who.value;
	if (kind == 0)
		return text_format(arena,
				   "UPDATE customers SET first_name = 'N%d', version = version + 1 WHERE id = %lld",
				   number, id);
	if (kind == 1)
		return text_format(arena, "UPDATE customer_counters SET orders = %d WHERE customer_id = %lld", number,
				   id);
	return text_format(arena, "INSERT INTO external_ids (customer_id, system, value) VALUES (%lld, 'shop', 'n%d')",
			   id, number);
}

static void a_list_shows_each_change_at_once_whoever_made_it(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	check_list(&shop);
	for (int i = 0; i < ROUNDS; i++) {
		struct store *store = i % 2 ? shop.other : shop.site.ctx.store;
		struct customer_id who = shop.people[i * 7 / 2 % PEOPLE], another = shop.people[i % PEOPLE];
		change(&shop, store, sql_of(&shop, 0, another, i));
		change(&shop, store, sql_of(&shop, i % 3, who, 2 * i));
		check_list(&shop);
		/* The index's thread reads the log after a COMMIT of ours, so all are kept anew. */
		change(&shop, shop.site.ctx.store, TEXT("DELETE FROM list_changes WHERE seq < 0"));
		check_list(&shop);
		check_list(&shop);
		/* The same customer once more, which does not lengthen the log. */
		change(&shop, store, sql_of(&shop, i % 3, who, 2 * i + 1));
		check_list(&shop);
	}
	shop_close(&shop);
}

static void a_suspension_that_ends_by_itself_has_ended_in_the_list(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	long long until = (long long)clock_now(&clock_system).us + 1500000;
	change(&shop, shop.site.ctx.store,
	       text_format(shop.site.arena,
			   "UPDATE customers SET suspended = 'sign_in', suspended_until = %lld WHERE id = %lld", until,
			   (long long)shop.people[2].value));
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&shop.visitor, "/api/v1/customers"), 200);
	const struct timespec pause = {.tv_sec = 1, .tv_nsec = 600000000};
	nanosleep(&pause, NULL);
	assert_int_equal(visitor_get(&shop.visitor, "/api/v1/customers"), 200);
	assert_false(visitor_sees(&shop.visitor, "\"status\":\"suspended\""));
	shop_close(&shop);
}

static struct text bytes_of(struct arena *arena, int64_t id)
{
	return text_format(arena, "%01000lld", (long long)id);
}

static size_t count_found(const struct lists_kept *kept, struct arena *arena)
{
	size_t found = 0;
	lists_kept_hold(kept);
	for (int64_t id = 1; id <= CROWD; id++) {
		struct text bytes = lists_kept_find(kept, (struct customer_id){id});
		if (text_is_none(bytes))
			continue;
		assert_true(text_equal(bytes, bytes_of(arena, id)));
		arena_reset(arena);
		found++;
	}
	lists_kept_release(kept);
	return found;
}

static const size_t bytes_kept = 80000000;

/* As many as that could be kept within the bytes. */
static void keep_crowd(struct shop *shop, struct lists_kept *kept, struct arena *arena)
{
	list_kept_fit(list_index_of(shop->site.ctx.store)->kept, CROWD, bytes_kept);
	assert_int_equal(lists_kept_begin(site_fresh(&shop->site), 1, kept), DONE);
	for (int64_t id = 1; id <= CROWD; id++) {
		lists_kept_add(kept, (struct customer_id){id}, bytes_of(arena, id), INSTANT_NONE);
		arena_reset(arena);
	}
}

static void what_there_is_no_memory_for_is_kept_in_a_file(void **state)
{
	struct shop shop;
	struct lists_kept kept;
	struct arena *arena = arena_open(1 << 20);
	const char *folder = getenv("TMPDIR");
	shop_open_beside(&shop, *state, folder ? folder : "/tmp");
	keep_crowd(&shop, &kept, arena);
	/* All but the one who changed last. */
	assert_int_equal(count_found(&kept, arena), store_is_postgres(shop.site.ctx.store) ? 0 : CROWD - 1);
	arena_close(arena);
	shop_close(&shop);
}

static void what_is_kept_is_the_customers_own_and_has_an_end(void **state)
{
	struct shop shop;
	struct lists_kept kept;
	struct arena *arena = arena_open(1 << 20);
	shop_open(&shop, *state);
	keep_crowd(&shop, &kept, arena);
	size_t found = count_found(&kept, arena);
	if (store_is_postgres(shop.site.ctx.store))
		assert_int_equal(found, 0);
	else
		assert_in_range(found, bytes_kept / 1100, bytes_kept / 1000);
	struct lists_kept other;
	assert_int_equal(lists_kept_begin(site_fresh(&shop.site), 2, &other), DONE);
	assert_int_equal(count_found(&other, arena), 0);
	/* Who may not see everybody is given nothing that others were shown. */
	struct context scoped = shop.site.ctx;
	scoped.reader = NULL;
	scoped.session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 1};
	assert_int_equal(lists_kept_begin(&scoped, 2, &other), DONE);
	assert_null(other.all);
	context_close(&scoped);
	arena_close(arena);
	shop_close(&shop);
}

static int64_t wait_until_kept(struct store *store, int64_t wanted)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	struct lists_index_state state = {0};
	for (int i = 0; i < 6000 && state.kept != wanted; i++) {
		nanosleep(&pause, NULL);
		lists_index_state(store, &state);
	}
	return state.kept;
}

static void everybody_is_ready_to_be_sent_before_anybody_asks(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	struct store *store = shop.site.ctx.store;
	struct kept_ahead *ahead = kept_ahead_start(store);
	assert_non_null(ahead);
	if (store_is_postgres(store)) {
		check_list(&shop);
		assert_int_equal(wait_until_kept(store, 0), 0);
	} else {
		/* All but the one who changed last. */
		assert_int_equal(wait_until_kept(store, PEOPLE - 1), PEOPLE - 1);
		check_list(&shop);
		change(&shop, store, sql_of(&shop, 0, shop.people[1], 1));
		assert_int_equal(wait_until_kept(store, PEOPLE - 1), PEOPLE - 1);
		check_list(&shop);
	}
	kept_ahead_stop(ahead);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_list_shows_each_change_at_once_whoever_made_it),
		ON_BOTH(a_suspension_that_ends_by_itself_has_ended_in_the_list),
		ON_BOTH(what_is_kept_is_the_customers_own_and_has_an_end),
		ON_BOTH(what_there_is_no_memory_for_is_kept_in_a_file),
		ON_BOTH(everybody_is_ready_to_be_sent_before_anybody_asks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
