/* 240 lists of 100,000 customers over HTTP against what plain rows say, on both engines.
 *
 * The one idea: the demo is made once, in SQLite, and copied to PostgreSQL; both are asked the same at the same time.
 * Every field comes first in four questions at least, every order in both directions. LIST_ORACLE_PEOPLE makes
 * them fewer while working on it.
 */
#include "tests/list_people.h"
#include "tests/list_truth.h"
#include "tests/site.h"

#include "format/json_read.h"
#include "format/url.h"
#include "server/demo.h"
#include "store/filling.h"

#include <stdlib.h>
#include <string.h>

#define REQUESTS 240

static uint64_t people = 100000;

/* What nothing in the demo has yet: orders, foreign numbers, discounts, further groups, somebody who is there now; and
 * nobody who goes while we ask. */
static const char *const more =
	"UPDATE customers SET discount = id % 40 * 25 WHERE id % 4 = 0;"
	"UPDATE customers SET discount_amount = id % 50 * 100 + 1000, discount_currency = CASE id % 3 WHEN 0 THEN "
	"'EUR' "
	"ELSE 'MYR' END WHERE id % 4 = 1;"
	"UPDATE customers SET billing_email = 'Books' || id % 90 || '@Example.com' WHERE id % 6 = 0;"
	"INSERT INTO tax_ids (customer_id, at, id, kind, country, value) SELECT id, 0, 1000000 + id, 'vat', 'DE', "
	"'DE ' || id % 700 || ' 55' FROM customers WHERE id % 9 = 0;"
	"UPDATE customer_counters SET orders = customer_id % 7, last_order = CASE WHEN customer_id % 7 > 0 THEN "
	"(SELECT c.created FROM customers c WHERE c.id = customer_id) + customer_id % 5000 * 60000000 END, "
	"spent_base = CASE WHEN customer_id % 7 > 0 THEN customer_id * 7919 % 100000 ELSE 0 END;"
	"UPDATE customer_counters SET last_seen = last_seen + 315360000000000 WHERE customer_id % 50 = 0;"
	"UPDATE customer_counters SET last_seen = last_seen - 3600000000 WHERE customer_id % 50 <> 0 AND "
	"last_seen > (unixepoch() - 600) * 1000000;"
	"INSERT INTO external_ids (customer_id, system, value) SELECT id, 'shop', 'Ab-' || id FROM customers "
	"WHERE id % 3 = 0;"
	"UPDATE customer_search SET external_ids = '\nab-' || customer_id || '\n' WHERE customer_id % 3 = 0;"
	"INSERT INTO customer_groups (customer_id, group_id) SELECT id, (SELECT MAX(id) FROM groups) FROM customers "
	"WHERE id % 5 = 0;"
	"DELETE FROM customer_counters WHERE customer_id % 1001 = 0;";

static void make_demo(struct engine *engine)
{
	struct demo demo = {.store = engine->store, .seed = 11, .now = clock_now(&clock_system)};
	struct context ctx;
	demo.arena = arena_open(SIZE_MAX);
	context_open(&ctx, demo.arena, engine->store);
	assert_int_equal(demo_fill(&demo, &ctx, people), DONE);
	context_close(&ctx);
	arena_close(demo.arena);
	engine_script(engine, more);
}

/* ---- over the wire ---- */

enum side { SQLITE, POSTGRES, SIDES };

struct asking {
	struct engine engines[SIDES];
	struct site sites[SIDES];
	struct http_client clients[SIDES];
	struct text keys[SIDES];
	const struct truth *truth;
	struct arena *arena; /* of one question */
};

static void serve(struct asking *asking, enum side side)
{
	site_open_on(&asking->sites[side], &asking->engines[side]);
	asking->keys[side] = site_key(&asking->sites[side], "customers.read").key;
}

/* Not before there is something to ask: servers close what is silent. */
static void connect_to(struct asking *asking, enum side side)
{
	http_client_open(&asking->clients[side], asking->sites[side].port);
	asking->clients[side].wait_ms = 300000;
}

static void end(struct asking *asking, enum side side)
{
	http_client_close(&asking->clients[side]);
	site_close(&asking->sites[side]);
	engine_close(&asking->engines[side]);
}

struct page {
	struct text filter, path;  /* path: without the cursor */
	struct text cursor[SIDES]; /* none: the first page */
	const int64_t *expected;
	size_t total, at, most;
};

static void send_request(struct asking *asking, const struct page *page, enum side side)
{
	struct text cursor = page->cursor[side], more_of_it = TEXT("");
	if (!text_is_none(cursor))
		more_of_it = text_format(asking->arena, "&total=no&cursor=%.*s",
					 TEXT_ARG(url_encode(asking->arena, cursor)));
	struct text request = text_format(
		asking->arena, "GET %.*s%.*s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %.*s\r\n\r\n",
		TEXT_ARG(page->path), TEXT_ARG(more_of_it), TEXT_ARG(asking->keys[side]));
	assert_true(http_client_send(&asking->clients[side], request));
}

/* The rows are those, in this order. */
static void check_rows(const struct page *page, const struct json_value *data, const char *engine)
{
	size_t left = page->total - page->at;
	int64_t id;
	assert_int_equal(json_count(data), left < page->most ? left : page->most);
	for (size_t i = 0; i < json_count(data); i++) {
		assert_true(json_as_number(json_member(json_at(data, i), TEXT("id")), &id));
		if (id != page->expected[page->at + i])
			fail_msg("%s: %.*s (%.*s), row %zu: customer %lld, not %lld", engine, TEXT_ARG(page->filter),
				 TEXT_ARG(page->path), page->at + i, (long long)id,
				 (long long)page->expected[page->at + i]);
	}
}

static void check_answer(struct asking *asking, struct page *page, enum side side)
{
	const char *engine = side == SQLITE ? ENGINE_SQLITE : ENGINE_POSTGRES;
	struct http_reply reply;
	assert_true(http_client_read(&asking->clients[side], false, &reply));
	struct text body = http_reply_body(&reply), next = TEXT_NONE;
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	int64_t total;
	if (reply.status != 200)
		fail_msg("%s: %.*s: %d %.*s", engine, TEXT_ARG(page->path), reply.status, TEXT_ARG(body));
	assert_int_equal(json_open((struct bytes){(const unsigned char *)body.at, body.size}, &document, &fault), DONE);
	const struct json_value *root = json_root(document);
	if (text_is_none(page->cursor[side])) {
		assert_true(json_as_number(json_member(root, TEXT("total")), &total));
		if ((size_t)total != page->total)
			fail_msg("%s: %.*s: %lld of %zu", engine, TEXT_ARG(page->filter), (long long)total,
				 page->total);
	}
	check_rows(page, json_member(root, TEXT("data")), engine);
	bool has_next = json_as_text(json_member(root, TEXT("next")), &next);
	assert_int_equal(has_next, page->at + page->most < page->total);
	page->cursor[side] = has_next ? text_copy(asking->arena, next) : TEXT_NONE;
	http_reply_free(&reply);
}

/* Both engines work at the same time. False at the end of the list. */
static bool check_page(struct asking *asking, struct page *page)
{
	for (enum side side = 0; side < SIDES; side++)
		send_request(asking, page, side);
	for (enum side side = 0; side < SIDES; side++)
		check_answer(asking, page, side);
	page->at += page->most;
	return page->at < page->total;
}

static void check_question(struct asking *asking, int number)
{
	enum truth_sort sort = (enum truth_sort)(number % TRUTH_SORTS);
	bool descending = number / TRUTH_SORTS % 2;
	const struct truth_question *question =
		truth_ask(asking->truth, (enum truth_field)(number % TRUTH_FIELDS), clock_now(&clock_system));
	struct page page = {.filter = truth_print(asking->arena, question), .most = 1 + list_random(100)};
	page.expected = truth_answer(asking->truth, question, sort, descending, &page.total);
	page.path = text_format(asking->arena, "/api/v1/customers?limit=%zu&sort=%s%s&filter=%.*s", page.most,
				descending ? "-" : "", truth_sort_word(sort),
				TEXT_ARG(url_encode(asking->arena, page.filter)));
	bool goes_on = check_page(asking, &page);
	for (int pages = number % 4 == 0 ? 2 : 0; pages && goes_on; pages--)
		goes_on = check_page(asking, &page);
	print_message("%s%-10s %6zu  %.*s\n", descending ? "-" : " ", truth_sort_word(sort), page.total,
		      TEXT_ARG(page.filter));
}

static void lists_of_a_hundred_thousand_are_what_the_rows_say_on_both_engines(void **state)
{
	struct asking asking = {.arena = arena_open(SIZE_MAX)};
	struct arena *rows = arena_open(SIZE_MAX);
	(void)state;
	if (getenv("LIST_ORACLE_PEOPLE"))
		people = strtoull(getenv("LIST_ORACLE_PEOPLE"), NULL, 10);
	engine_open(&asking.engines[SQLITE], ENGINE_SQLITE);
	engine_open(&asking.engines[POSTGRES], ENGINE_POSTGRES);
	make_demo(&asking.engines[SQLITE]);
	assert_int_equal(filling_copy(asking.engines[SQLITE].store, asking.engines[POSTGRES].store, rows), DONE);
	serve(&asking, SQLITE);
	serve(&asking, POSTGRES);
	list_random_seed(5);
	struct truth *truth = truth_read(&asking.engines[POSTGRES], rows, zone_find(TEXT("Asia/Kuala_Lumpur")));
	assert_int_equal(truth->count, people);
	truth->scratch = asking.arena;
	asking.truth = truth;
	connect_to(&asking, SQLITE);
	connect_to(&asking, POSTGRES);
	for (int number = 0; number < REQUESTS; number++, arena_reset(asking.arena))
		check_question(&asking, number);
	end(&asking, SQLITE);
	end(&asking, POSTGRES);
	arena_close(rows);
	arena_close(asking.arena);
}

/* A field or an order that is declared later is asked for too, or this fails. */
static void every_field_and_every_order_is_asked_for(void **state)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	(void)state;
	for (size_t i = 0; i < count; i++) {
		bool is_attribute = columns[i].kind == LIST_KIND_attribute, asked = false;
		for (enum truth_field f = 0; f < TRUTH_FIELDS; f++)
			asked |= is_attribute ? strncmp(truth_key(f), "attr.", 5) == 0
					      : strcmp(truth_key(f), columns[i].key) == 0;
		if (!asked)
			fail_msg("nobody asks for %s", columns[i].key);
	}
	for (enum list_sort sort = 0; sort < LIST_SORT_COUNT; sort++) {
		bool asked = false;
		for (enum truth_sort s = 0; s < TRUTH_SORTS; s++)
			asked |= text_equal(text_of(truth_sort_word(s)), list_sort_word(sort));
		if (!asked)
			fail_msg("nobody sorts by %.*s", TEXT_ARG(list_sort_word(sort)));
	}
	assert_true(REQUESTS >= 4 * TRUTH_FIELDS && REQUESTS >= 2 * TRUTH_SORTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_and_every_order_is_asked_for),
		cmocka_unit_test(lists_of_a_hundred_thousand_are_what_the_rows_say_on_both_engines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
