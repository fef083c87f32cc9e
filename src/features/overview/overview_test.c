/* Recently viewed customers, by page, on both engines. */
#include "tests/site.h"

static void add_customers(struct site *site)
{
	for (int i = 1; i <= 10; i++)
		engine_script(
			&site->engine,
			text_format(site->arena,
				    "INSERT INTO customers (id, version, status, salutation, name_order, display_name, "
				    "sort_name, type_id, "
				    "group_id, channel_id, vip, newsletter, discount, guest, activation, approval, "
				    "active, blocked, since, "
				    "created, modified) SELECT %d, 1, 9, 0, 0, 'Person-%d.', 'p', (SELECT MIN(id) FROM "
				    "types), (SELECT MIN(id) "
				    "FROM groups), (SELECT MIN(id) FROM channels), 0, 0, -1, 0, 1, 1, 1, 0, 1, 1, 1",
				    i, i)
				.at);
}

static void look_at(struct visitor *visitor, int customer)
{
	assert_int_equal(visitor_get(visitor, text_format(visitor->site->arena, "/admin/customers/%d", customer).at),
			 200);
}

static size_t place_of(struct visitor *visitor, const char *name)
{
	return text_find(visitor->body, text_of(name), 0);
}

static void who_was_looked_at_last_comes_first_and_once(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	struct visitor owner = site_staff(&site, "owner");
	look_at(&owner, 3);
	look_at(&owner, 4);
	look_at(&owner, 3);
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_true(place_of(&owner, "Person-3.") < place_of(&owner, "Person-4."));
	assert_true(place_of(&owner, "Person-4.") != SIZE_MAX);
	assert_false(visitor_sees(&owner, "Person-5."));
	site_close(&site);
}

static void eight_are_kept(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	struct visitor owner = site_staff(&site, "owner");
	for (int i = 1; i <= 10; i++)
		look_at(&owner, i);
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_true(visitor_sees(&owner, "Person-10."));
	assert_true(visitor_sees(&owner, "Person-3."));
	assert_false(visitor_sees(&owner, "Person-2."));
	site_close(&site);
}

static void what_one_may_not_see_is_left_out_whatever_the_cookie_says(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	struct visitor sales = site_staff(&site, "sales");
	sales.cookies =
		text_format(site.arena, "%.*s; __Host-recent=3.4.x.-1.99999999999999999999", TEXT_ARG(sales.cookies));
	assert_int_equal(visitor_get(&sales, "/admin"), 200);
	assert_false(visitor_sees(&sales, "Person-3."));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_was_looked_at_last_comes_first_and_once),
		ON_BOTH(eight_are_kept),
		ON_BOTH(what_one_may_not_see_is_left_out_whatever_the_cookie_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
