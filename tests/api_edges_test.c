/* What every address of the API answers before a handler runs: types, keys, limits of rate, other origins. */
#include "service/settings.h"
#include "tests/site.h"
#include "web/openapi.h"

#include <stdio.h>
#include <string.h>

static void assert_problem(struct visitor *visitor, int status)
{
	if (visitor->status != status)
		fail_msg("%d instead of %d: %.*s", visitor->status, status, TEXT_ARG(visitor->body));
	struct text type = visitor_header(visitor, "Content-Type");
	if (!text_equal(type, TEXT("application/problem+json")))
		fail_msg("%d came as %.*s", status, TEXT_ARG(type));
	assert_true(visitor_sees(visitor, text_format(visitor->site->arena, "\"status\":%d", status).at));
}

static void every_refusal_is_a_problem(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site), shop = site_key(&site, "customers.read");
	visitor_get(&nobody, "/api/v1/customers");
	assert_problem(&nobody, 401);
	assert_true(text_equal(visitor_header(&nobody, "WWW-Authenticate"), TEXT("Bearer")));
	nobody.key = TEXT("clt_nonsense");
	visitor_get(&nobody, "/api/v1/customers");
	assert_problem(&nobody, 401);
	visitor_send(&shop, "POST", "/api/v1/customers", "{}");
	assert_problem(&shop, 403);
	assert_true(visitor_sees(&shop, "customers.write"));
	visitor_get(&shop, "/api/v1/nothing");
	assert_problem(&shop, 404);
	visitor_get(&shop, "/api/v1/customers/77");
	assert_problem(&shop, 404);
	visitor_send(&shop, "PUT", "/api/v1/customers", "{}");
	assert_problem(&shop, 405);
	assert_true(text_find(visitor_header(&shop, "Allow"), TEXT("POST"), 0) != SIZE_MAX);
	visitor_send_raw(&shop, "POST", "/api/v1/customers", "text/plain", TEXT("{}"));
	assert_problem(&shop, 415);
	visitor_send_raw(&shop, "POST", "/api/v1/customers", "application/json", TEXT("{\"a\":"));
	assert_problem(&shop, 400);
	char *large = arena_take(site.arena, (2 << 20) + 1);
	memset(large, ' ', 2 << 20);
	visitor_send_raw(&shop, "POST", "/api/v1/customers", "application/json", text_of(large));
	assert_problem(&shop, 413);
	shop.headers = TEXT("Accept: text/html, image/*\r\n");
	visitor_get(&shop, "/api/v1/customers");
	assert_problem(&shop, 406);
	shop.headers = TEXT("Accept: text/html, */*;q=0.8\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/customers"), 200);
	site_close(&site);
}

static void a_key_that_asks_too_often_waits_and_others_do_not(void **state)
{
	struct site site;
	site_open(&site, *state);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_API_RATE, TEXT("5")), DONE);
	struct visitor shop = site_key(&site, "customers.read"), other = site_key(&site, "customers.read");
	for (int i = 0; i < 5; i++)
		assert_int_equal(visitor_get(&shop, "/api/v1/customers"), 200);
	visitor_get(&shop, "/api/v1/customers");
	assert_problem(&shop, 429);
	int64_t seconds;
	assert_true(text_to_number(visitor_header(&shop, "Retry-After"), &seconds) && seconds >= 1 && seconds <= 61);
	assert_int_equal(visitor_get(&other, "/api/v1/customers"), 200);
	site_close(&site);
}

static void other_origins_are_told_nothing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read");
	shop.headers = TEXT("Origin: https://evil.example\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/customers"), 200);
	assert_true(text_is_none(visitor_header(&shop, "Access-Control-Allow-Origin")));
	visitor_send(&shop, "OPTIONS", "/api/v1/customers", NULL);
	assert_true(text_is_none(visitor_header(&shop, "Access-Control-Allow-Origin")));
	site_close(&site);
}

static void a_session_writes_only_with_the_value_of_its_own_pages(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/api/v1/customers"), 200);
	visitor_send(&owner, "POST", "/api/v1/customers", "{\"company\":\"A\"}");
	assert_problem(&owner, 403);
	owner.headers = text_format(site.arena, "X-CSRF-Token: %.*s\r\n", TEXT_ARG(owner.csrf));
	assert_int_equal(visitor_send(&owner, "POST", "/api/v1/customers", "{\"company\":\"A\"}"), 201);
	owner.headers =
		text_format(site.arena, "X-CSRF-Token: %.*s\r\nOrigin: https://evil.example\r\n", TEXT_ARG(owner.csrf));
	visitor_send(&owner, "POST", "/api/v1/customers", "{\"company\":\"A\"}");
	assert_problem(&owner, 403);
	site_close(&site);
}

static void requests_are_named_and_the_api_describes_itself(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site);
	assert_int_equal(visitor_get(&nobody, "/api/v1/openapi.json"), 200);
	assert_true(visitor_sees(&nobody, "\"openapi\":\"3.1.0\""));
	assert_true(visitor_sees(&nobody, "/api/v1/customers/{customer}"));
	struct text one = visitor_header(&nobody, "X-Request-Id");
	assert_true(one.size >= 16);
	visitor_get(&nobody, "/api/v1/openapi.json");
	assert_false(text_equal(one, visitor_header(&nobody, "X-Request-Id")));
	site_close(&site);
}

/* --print: the program's own description, for tests/openapi.sh. */
static int print_document(void)
{
	struct buffer out = buffer_make(16u << 20);
	struct openapi_ask ask = {.tables = route_tables, .base_url = TEXT_NONE};
	struct site site;
	site_open(&site, ENGINE_SQLITE);
	if (openapi_webhooks(site_fresh(&site), &ask.webhooks, &ask.webhook_count) != DONE)
		return 1;
	openapi_write(&out, &ask);
	site_close(&site);
	bool written = fwrite(out.at, 1, out.size, stdout) == out.size && !buffer_failed(&out);
	buffer_free(&out);
	return written ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--print") == 0)
		return print_document();
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_refusal_is_a_problem),
		ON_BOTH(a_key_that_asks_too_often_waits_and_others_do_not),
		ON_BOTH(other_origins_are_told_nothing),
		ON_BOTH(a_session_writes_only_with_the_value_of_its_own_pages),
		ON_BOTH(requests_are_named_and_the_api_describes_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
