/* Recently viewed customers, and whom search finds first, by page, on both engines. */
#include "features/customers/customers.h"
#include "service/settings.h"
#include "tests/site.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- search ---- */

static const struct customer_change *named(struct arena *arena, const char *first, const char *last, const char *email,
					   const char *login)
{
	struct customer_change *changes = arena_take_array(arena, 4, sizeof *changes);
	changes[0] = (struct customer_change){.field = CUSTOMER_FIELD_FIRST_NAME, .value = text_of(first)};
	changes[1] = (struct customer_change){.field = CUSTOMER_FIELD_LAST_NAME, .value = text_of(last)};
	changes[2] = (struct customer_change){.field = CUSTOMER_FIELD_EMAIL, .value = text_of(email)};
	changes[3] = (struct customer_change){.field = CUSTOMER_FIELD_LOGIN, .value = text_of(login)};
	return changes;
}

/* The oldest first: what is only newer must not stand above what fits better. */
static void add_searched(struct site *site)
{
	static const char *const people[][4] = {
		{"Anna", "Arnold", "first@example.com", "anna"},
		{"Maren", "Annaberg", "second@example.com", "maren"},
		{"Johanna", "Anders", "anna@example.com", "johanna"},
		{"Susanna", "Weber", "third@example.com", "susanna"},
	};
	struct context *ctx = site_fresh(site);
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		const struct customer_adding adding = {
			.changes = named(site->arena, people[i][0], people[i][1], people[i][2], people[i][3]),
			.count = 4};
		struct customer_id customer;
		assert_int_equal(customers_add(ctx, &adding, &customer), DONE);
	}
}

static void ask(struct visitor *visitor, const char *question)
{
	assert_int_equal(
		visitor_get(visitor, text_format(visitor->site->arena, "/admin/search/results?q=%s", question).at),
		200);
}

static void assert_order(struct visitor *visitor, const char *const *names, size_t count)
{
	size_t before = 0;
	for (size_t i = 0; i < count; i++) {
		size_t at = place_of(visitor, names[i]);
		if (at == SIZE_MAX || at < before)
			fail_msg("%s is not where it should be: %.*s", names[i], TEXT_ARG(visitor->body));
		before = at;
	}
}

static void who_is_meant_exactly_is_found_first_then_names_that_begin_so_then_others(void **state)
{
	static const char *const by_login[] = {"Anna Arnold", "Maren Annaberg", "Susanna Weber", "Johanna Anders"};
	static const char *const by_email[] = {"Johanna Anders"};
	static const char *const by_beginning[] = {"Maren Annaberg", "Anna Arnold", "Susanna Weber"};
	struct site site;
	site_open(&site, *state);
	add_searched(&site);
	struct visitor owner = site_staff(&site, "owner");
	ask(&owner, "anna");
	assert_order(&owner, by_login, 4);
	ask(&owner, "ANN");
	assert_order(&owner, by_beginning, 3);
	ask(&owner, "Anna%40Example.com");
	assert_order(&owner, by_email, 1);
	assert_int_equal(visitor_get(&owner, "/admin/search?q=anna"), 200);
	assert_order(&owner, by_login, 4);
	assert_true(text_find(owner.body, TEXT("Anna Arnold"), place_of(&owner, "Anna Arnold") + 1) == SIZE_MAX);
	site_close(&site);
}

static void a_number_finds_its_customer_above_those_who_only_contain_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	engine_script(&site.engine,
		      "INSERT INTO customer_search (customer_id, words) SELECT id, '3 person' FROM customers;");
	struct visitor owner = site_staff(&site, "owner"), sales = site_staff(&site, "sales");
	ask(&owner, "3");
	assert_true(place_of(&owner, "Person-3.") != SIZE_MAX);
	assert_true(place_of(&owner, "Person-3.") < place_of(&owner, "Person-10."));
	ask(&sales, "3");
	assert_false(visitor_sees(&sales, "Person-3."));
	site_close(&site);
}

/* ---- what is kept in memory ---- */

/* As another process does: with a store of its own. */
static void change_elsewhere(struct site *site, const char *sql)
{
	const struct store_options options = {.where = site->engine.where};
	struct engine other = site->engine;
	struct text why;
	assert_int_equal(store_open(&options, site->arena, &other.store, &why), DONE);
	engine_script(&other, sql);
	store_close(other.store);
}

static void the_next_page_shows_what_another_process_changed(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	struct visitor owner = site_staff(&site, "owner");
	look_at(&owner, 3);
	assert_false(visitor_sees(&owner, "elsewhere"));
	change_elsewhere(&site, "UPDATE types SET name = 'Type from elsewhere'");
	look_at(&owner, 3);
	assert_true(visitor_sees(&owner, "Type from elsewhere"));
	change_elsewhere(&site, "UPDATE groups SET name = 'Group from elsewhere'");
	change_elsewhere(&site,
			 "INSERT INTO tags (id, name, folded, colour, created) VALUES (77, 'Tag from elsewhere', "
			 "'t', '', 1)");
	look_at(&owner, 3);
	assert_true(visitor_sees(&owner, "Group from elsewhere"));
	assert_true(visitor_sees(&owner, "Tag from elsewhere"));
	change_elsewhere(&site, "DELETE FROM tags");
	look_at(&owner, 3);
	assert_false(visitor_sees(&owner, "Tag from elsewhere"));
	/* Who may come in is asked of the database each time. */
	change_elsewhere(&site, "UPDATE roles SET permissions = ''");
	assert_int_equal(visitor_get(&owner, "/admin/customers/3"), 403);
	site_close(&site);
}

/* The number behind the words of a tile or a tab. */
static int64_t number_behind(const struct visitor *visitor, const char *words)
{
	size_t at = text_find(visitor->body, text_of(words), 0);
	assert_true(at != SIZE_MAX);
	/* Past the address of the link, which may hold digits. */
	for (at += strlen(words); visitor->body.at[at] < '0' || visitor->body.at[at] > '9'; at++)
		if (visitor->body.at[at] == '<' && visitor->body.at[at + 1] == 'a')
			at = text_find(visitor->body, TEXT(">"), at);
	return strtoll(visitor->body.at + at, NULL, 10);
}

/* Kuala Lumpur is eight hours ahead: whoever came in its first hours of a day came the day before in UTC. */
static void the_first_page_counts_as_the_list_does_that_it_leads_to(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_customers(&site);
	const struct zone *zone = zone_find(TEXT("Asia/Kuala_Lumpur"));
	assert_non_null(zone);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_BUSINESS_ZONE, TEXT("Asia/Kuala_Lumpur")), DONE);
	struct date today = zone_local(zone, clock_now(&clock_system)).date;
	int64_t edge = zone_day_start(zone, (struct date){today.days - 6}).us;
	engine_script(&site.engine, text_format(site.arena,
						"UPDATE customers SET created = %lld WHERE id <= 3; "
						"UPDATE customers SET created = %lld WHERE id IN (4, 5); "
						"UPDATE customers SET guest = 1, status = 8 WHERE id = 3; "
						"UPDATE customers SET status = 5, approval = 0 WHERE id = 2",
						(long long)edge, (long long)edge - 1)
					    .at);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_int_equal(number_behind(&owner, "<dt>Customers</dt>"), 9);
	assert_int_equal(number_behind(&owner, "<dt>Awaiting approval</dt>"), 1);
	assert_int_equal(number_behind(&owner, "<dt>New in 7 days</dt>"), 2);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(number_behind(&owner, "New in 7 days"), 2);
	assert_int_equal(number_behind(&owner, "Everyone"), 9);
	site_close(&site);
}

static void what_goes_with_a_customer_is_told_to_whoever_may_delete_and_of_whoever_is_there(void **state)
{
	struct site site;
	site_open(&site, *state);
	long long ann = (long long)site_customer(&site, "Ann").value;
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support");
	const char *path = text_format(site.arena, "/admin/customers/%lld/erase/loss", ann).at;
	engine_script(&site.engine,
		      text_format(site.arena,
				  "INSERT INTO external_ids (customer_id, system, value) VALUES (%lld, 'shop', 'a1')",
				  ann)
			      .at);
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_true(visitor_sees(&owner, "Going with it: the customer’s own data"));
	assert_true(visitor_sees(&owner, "1 id of another system"));
	assert_int_equal(visitor_get(&agent, path), 403);
	assert_int_equal(visitor_get(&owner, "/admin/customers/999999/erase/loss"), 404);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_was_looked_at_last_comes_first_and_once),
		ON_BOTH(eight_are_kept),
		ON_BOTH(what_one_may_not_see_is_left_out_whatever_the_cookie_says),
		ON_BOTH(who_is_meant_exactly_is_found_first_then_names_that_begin_so_then_others),
		ON_BOTH(a_number_finds_its_customer_above_those_who_only_contain_it),
		ON_BOTH(the_next_page_shows_what_another_process_changed),
		ON_BOTH(the_first_page_counts_as_the_list_does_that_it_leads_to),
		ON_BOTH(what_goes_with_a_customer_is_told_to_whoever_may_delete_and_of_whoever_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
