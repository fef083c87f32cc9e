/* Security 17: what every answer tells the browser, so that a text that got through would still not run. */
#include "tests/defences/walk.h"

#define PEOPLE 20

static bool policy_has(const struct visitor *visitor, const char *words)
{
	return text_find(visitor_header(visitor, "Content-Security-Policy"), text_of(words), 0) != SIZE_MAX;
}

/* Letters bring styles of their own, and are shown in a sandbox; nothing else does, and nobody brings scripts. */
static bool policy_holds(const struct visitor *visitor)
{
	bool sandboxed = policy_has(visitor, "; sandbox");
	return policy_has(visitor, "default-src 'none'") && policy_has(visitor, "frame-ancestors 'none'") &&
	       !policy_has(visitor, "unsafe-eval") && !policy_has(visitor, "*") &&
	       (sandboxed ? !policy_has(visitor, "script-src")
			  : policy_has(visitor, "script-src 'self';") && !policy_has(visitor, "unsafe-inline"));
}

static void every_answer_forbids_foreign_scripts_frames_and_origins__17(void **state)
{
	struct site site;
	const struct route *route;
	site_open(&site, *state);
	walk_fill(&site, PEOPLE);
	struct visitor owner = site_staff(&site, "owner"), key = site_key(&site, "*"),
		       customer = site_account(&site, "walker@walk.example");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (route->method != HTTP_GET)
			continue;
		struct visitor *visitor = walk_is_portal(route)          ? &customer
					  : route->audience == ROUTE_KEY ? &key
									 : &owner;
		visitor->headers = TEXT("Origin: https://evil.example\r\n");
		visitor_get(visitor, walk_path(&site, route, 1, 1).at);
		if (!policy_holds(visitor))
			fail_msg("%s: %.*s", route->name, TEXT_ARG(visitor_header(visitor, "Content-Security-Policy")));
		ASSERT_TEXT(visitor_header(visitor, "X-Content-Type-Options"), TEXT("nosniff"));
		assert_true(text_is_none(visitor_header(visitor, "Access-Control-Allow-Origin")));
	}
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_SQLITE(every_answer_forbids_foreign_scripts_frames_and_origins__17)};
	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
