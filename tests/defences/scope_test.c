/* Security 1, 2: what one may not see is as if it never was, on every route with a customer's id. */
#include "tests/defences/walk.h"

static bool names_a_customer(const struct route *route)
{
	return route->audience == ROUTE_STAFF && walk_has_parameter(route, "customer");
}

/* The answer for `path`, and for the same route with an id that never was. */
static void assert_alike(struct visitor *visitor, const struct route *route, struct text path, struct text never)
{
	const char *body = route->method == HTTP_GET ? NULL : walk_form(visitor->site, route).at;
	int status = walk_send(visitor, route, path, body);
	struct text there = walk_body(visitor, path);
	int wanted = walk_send(visitor, route, never, body);
	if (status != wanted || status < 400 || status >= 500)
		fail_msg("%s %.*s: %d, but %d for one that never was", route->name, TEXT_ARG(path), status, wanted);
	if (!text_equal(there, walk_body(visitor, never)))
		fail_msg("%s: the answer for %.*s differs from that for one that never was", route->name,
			 TEXT_ARG(path));
}

static void a_customer_out_of_scope_is_as_one_that_never_was__1(void **state)
{
	struct site site;
	size_t walked = 0;
	site_open(&site, *state);
	walk_fill(&site, 12);
	struct visitor narrow = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE staff SET scope = 1 WHERE email_key = 'owner@site.example'");
	struct tables_print before = walk_print(&site);
	const struct route *route;
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!names_a_customer(route))
			continue;
		assert_alike(&narrow, route, walk_path(&site, route, 5, 5), walk_path(&site, route, WALK_NOBODY, 5));
		assert_int_equal(narrow.status, 404);
		walked++;
	}
	assert_true(walked >= 20);
	assert_null(walk_changed(&site, &before));
	site_close(&site);
}

static void what_is_of_another_customer_is_not_found_under_this_one__1(void **state)
{
	struct site site;
	site_open(&site, *state);
	walk_fill(&site, 40);
	struct visitor owner = site_staff(&site, "owner");
	const struct route *route;
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!names_a_customer(route) || route->path_count < 2 ||
		    route->fields[route->path_count - 1].kind != ROUTE_ID)
			continue;
		struct tables_print before = walk_print(&site);
		struct text never = walk_path(&site, route, 1, WALK_NOBODY);
		for (int64_t of = 2; of <= 40; of++) {
			struct text path = walk_path(&site, route, 1, of);
			if (text_equal(path, never))
				continue;
			assert_alike(&owner, route, path, never);
			break;
		}
		const char *changed = walk_changed(&site, &before);
		if (changed)
			fail_msg("%s changed %s", route->name, changed);
	}
	site_close(&site);
}

/* Whoever asks has a session, but on the other side. */
static void assert_nobody(struct visitor *visitor, const struct route *route, int wanted, const char *to)
{
	struct text path = walk_path(visitor->site, route, 1, 1);
	const char *body = route->method == HTTP_GET ? NULL : walk_form(visitor->site, route).at;
	int status = walk_send(visitor, route, path, body);
	if (status != wanted || (to && !text_starts(visitor->location, text_of(to))))
		fail_msg("%s %.*s: %d to %.*s", route->name, TEXT_ARG(path), status, TEXT_ARG(visitor->location));
}

static void a_customer_is_nobody_to_the_office_and_staff_are_nobody_to_the_portal__1(void **state)
{
	struct site site;
	const struct route *route;
	size_t office = 0, portal = 0;
	site_open(&site, *state);
	walk_fill(&site, 12);
	struct visitor owner = site_staff(&site, "owner"), customer = site_account(&site, "ann@x.example");
	/* A token is none on the other side either, whatever its cookie is called. */
	struct visitor swapped = customer;
	size_t at = text_find(customer.cookies, TEXT("__Host-account="), 0);
	swapped.cookies = text_join(site.arena, TEXT("__Host-session="), text_slice(customer.cookies, at + 15, 22));
	struct tables_print before = walk_print(&site);
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (route->audience == ROUTE_STAFF) {
			assert_nobody(&customer, route, 303, "/admin/sign-in");
			assert_nobody(&swapped, route, 303, "/admin/sign-in");
			office++;
		} else if (route->audience == ROUTE_KEY) {
			assert_nobody(&customer, route, 401, NULL);
		} else if (route->audience == ROUTE_CUSTOMER) {
			assert_nobody(&owner, route, 303, "/login");
			portal++;
		}
	}
	assert_true(office >= 50 && portal >= 5);
	assert_null(walk_changed(&site, &before));
	site_close(&site);
}

static void what_is_of_another_customer_is_not_found_in_the_portal__1(void **state)
{
	struct site site;
	const struct route *route;
	size_t walked = 0;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	site_account(&site, "ben@x.example");
	int64_t ben = engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ben@x.example'");
	engine_script(
		&site.engine,
		text_format(
			site.arena,
			"INSERT INTO phones (customer_id, at, id, typed, is_primary) VALUES (%lld, 1, 901, '0111', 1);"
			"INSERT INTO addresses (customer_id, at, id, city, is_shipping, is_billing) "
			"VALUES (%lld, 1, 902, 'Ipoh', 1, 1)",
			(long long)ben, (long long)ben)
			.at);
	struct tables_print before = walk_print(&site);
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (route->audience != ROUTE_CUSTOMER || !route->path_count)
			continue;
		struct text path = walk_path(&site, route, ben, ben);
		assert_alike(&ann, route, path, walk_path(&site, route, WALK_NOBODY, WALK_NOBODY));
		assert_int_equal(ann.status, 404);
		walked++;
	}
	assert_true(walked >= 8);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_sessions"), 2);
	assert_null(walk_changed(&site, &before));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_customer_out_of_scope_is_as_one_that_never_was__1),
		ON_BOTH(what_is_of_another_customer_is_not_found_under_this_one__1),
		ON_BOTH(a_customer_is_nobody_to_the_office_and_staff_are_nobody_to_the_portal__1),
		ON_BOTH(what_is_of_another_customer_is_not_found_in_the_portal__1),
	};
	return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}
