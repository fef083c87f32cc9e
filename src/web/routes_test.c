/* Finding routes: literals before parameters, 404, 405 with Allow, HEAD, body limits, URLs, tables at odds. */
#include "web/fields_parts.h"
#include "web/route.h"

#include "tests/unit.h"

static enum outcome run(struct request *request, const void *in)
{
	(void)request, (void)in;
	return DONE;
}

static const struct route_field id_field[] = {{.name = "id", .kind = ROUTE_ID, .id_kind = "customer"}};
static const struct route_field two_fields[] = {{.name = "id", .kind = ROUTE_ID, .id_kind = "customer"},
						{.name = "name", .kind = ROUTE_TEXT}};
static const struct route routes[] = {
	{.method = HTTP_GET, .path = "/", .name = "home", .run = run},
	{.method = HTTP_GET, .path = "/customers", .name = "list", .run = run},
	{.method = HTTP_POST, .path = "/customers", .name = "add", .run = run, .body_limit = 100},
	{.method = HTTP_GET, .path = "/customers/new", .name = "form", .run = run},
	{.method = HTTP_GET,
	 .path = "/customers/{id}",
	 .name = "one",
	 .run = run,
	 .fields = id_field,
	 .field_count = 1,
	 .path_count = 1},
	{.method = HTTP_DELETE,
	 .path = "/customers/{id}",
	 .name = "gone",
	 .run = run,
	 .fields = id_field,
	 .field_count = 1,
	 .path_count = 1},
	{.method = HTTP_GET,
	 .path = "/customers/{id}/files/{name}",
	 .name = "file",
	 .run = run,
	 .fields = two_fields,
	 .field_count = 2,
	 .path_count = 2},
};
static const struct route_table table = {"customers", routes, sizeof(routes) / sizeof(*routes), NULL, 0};
static const struct route_table *const tables[] = {&table, NULL};

struct setting {
	struct arena *arena;
	struct router *router;
};

static int set_up(void **state)
{
	static struct setting setting;
	setting.arena = arena_open(1 << 20);
	*state = &setting;
	return router_open(setting.arena, tables, &setting.router) == DONE ? 0 : 1;
}

static int tear_down(void **state)
{
	arena_close(((struct setting *)*state)->arena);
	return 0;
}

static void expect(void **state, enum http_method method, const char *path, const char *name)
{
	struct setting *setting = *state;
	struct route_match match;
	router_find(setting->router, method, text_of(path), &match);
	const char *found = match.route ? match.route->name : match.methods ? "405" : "404";
	if (strcmp(found, name) != 0)
		fail_msg("%s %s gives %s, not %s", http_method_name(method), path, found, name);
}

static void test_what_is_found(void **state)
{
	expect(state, HTTP_GET, "/", "home");
	expect(state, HTTP_GET, "/customers", "list");
	expect(state, HTTP_POST, "/customers", "add");
	expect(state, HTTP_GET, "/customers/new", "form");
	expect(state, HTTP_GET, "/customers/7", "one");
	expect(state, HTTP_HEAD, "/customers/7", "one");
	expect(state, HTTP_DELETE, "/customers/7", "gone");
	expect(state, HTTP_GET, "/customers/new/files/a.png", "file");
	expect(state, HTTP_GET, "/customers/7/files/a%2Fb", "file");
}

static void test_what_is_not(void **state)
{
	static const char *const paths[] = {"",
					    "customers",
					    "//",
					    "/customers/",
					    "//customers",
					    "/customers//",
					    "/Customers",
					    "/customers/7/",
					    "/%63ustomers",
					    "/customers/7/files",
					    "/x",
					    "/customers/7/files/a/b",
					    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r"};
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		expect(state, HTTP_GET, paths[i], "404");
	expect(state, HTTP_PUT, "/customers", "405");
	expect(state, HTTP_POST, "/customers/new", "405");
	expect(state, HTTP_OPTIONS, "/customers", "405");
}

static void test_parameters_come_as_sent(void **state)
{
	struct setting *setting = *state;
	struct route_match match;
	router_find(setting->router, HTTP_GET, TEXT("/customers/12/files/a%20b"), &match);
	ASSERT_TEXT(match.parameters[0], TEXT("12"));
	ASSERT_TEXT(match.parameters[1], TEXT("a%20b"));
}

static void test_allow(void **state)
{
	struct setting *setting = *state;
	struct route_match match;
	router_find(setting->router, HTTP_PUT, TEXT("/customers"), &match);
	ASSERT_TEXT(route_allow(setting->arena, match.methods), TEXT("GET, HEAD, POST, OPTIONS"));
	router_find(setting->router, HTTP_PUT, TEXT("/nothing"), &match);
	assert_int_equal(match.methods, 0);
}

static void test_body_limits(void **state)
{
	struct setting *setting = *state;
	struct route_match match;
	router_find(setting->router, HTTP_POST, TEXT("/customers"), &match);
	assert_int_equal(match.route->body_limit, 100);
	router_find(setting->router, HTTP_GET, TEXT("/customers"), &match);
	assert_int_equal(match.route->body_limit, 0);
	router_find(setting->router, HTTP_POST, TEXT("/nothing"), &match);
	assert_null(match.route);
}

static void test_urls(void **state)
{
	struct arena *arena = ((struct setting *)*state)->arena;
	struct text values[] = {TEXT("7"), TEXT("a/b ?#ü")};
	ASSERT_TEXT(route_url(arena, "/customers/{id}/files/{name}", values, 2),
		    TEXT("/customers/7/files/a%2Fb%20%3F%23%C3%BC"));
	ASSERT_TEXT(route_url(arena, "/customers", NULL, 0), TEXT("/customers"));
}

static void test_tables_at_odds(void **state)
{
	struct setting *setting = *state;
	struct router *router;
	static const struct route twin[] = {
		{.method = HTTP_GET, .path = "/customers/{other}", .name = "twin", .run = run}};
	static const struct route_table twins = {"twins", twin, 1, NULL, 0};
	const struct route_table *const both[] = {&table, &twins, NULL};
	assert_int_equal(router_open(setting->arena, both, &router), FAULT);
}

static enum outcome check_any(struct context *ctx, struct text kind, int64_t id)
{
	(void)ctx, (void)kind, (void)id;
	return DONE;
}

/* An id in a body that nobody looks up would be a way around the scope. */
static void test_ids_that_nobody_checks(void **state)
{
	struct setting *setting = *state;
	struct router *router;
	static const struct route_field field[] = {{.name = "tag", .kind = ROUTE_ID, .id_kind = "unchecked"}};
	static const struct route tagging[] = {
		{.method = HTTP_POST, .path = "/tags", .name = "tag", .run = run, .fields = field, .field_count = 1}};
	static const struct route_table tags = {"tags", tagging, 1, NULL, 0};
	const struct route_table *const only[] = {&tags, NULL};
	assert_int_equal(router_open(setting->arena, only, &router), FAULT);
	route_check_ids("unchecked", check_any);
	assert_int_equal(router_open(setting->arena, only, &router), DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_found),
		cmocka_unit_test(test_what_is_not),
		cmocka_unit_test(test_parameters_come_as_sent),
		cmocka_unit_test(test_allow),
		cmocka_unit_test(test_body_limits),
		cmocka_unit_test(test_urls),
		cmocka_unit_test(test_tables_at_odds),
		cmocka_unit_test(test_ids_that_nobody_checks),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
