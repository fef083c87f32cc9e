/* API keys do what they were given and no more; many requests at once are all done, and the same one once. security.md
 * 7, 26. */
#include "tests/defences/walk.h"

#include <pthread.h>
#include <string.h>

static void ask_weakly(struct site *site, const struct route *route)
{
	struct permission_set all_but = permission_all();
	all_but.bits &= ~(UINT64_C(1) << route->permission);
	struct visitor weak = site_key(site, permission_set_format(site->arena, all_but).at);
	struct text path = walk_path(site, route, 1, 1);
	struct tables_print before = walk_print(site);
	int status = walk_send(&weak, route, path, walk_json(site, route).at);
	if (status != 403 || !visitor_sees(&weak, permission_word(route->permission).at))
		fail_msg("%s %s without %s: %d\n%.*s", http_method_name(route->method), path.at,
			 permission_word(route->permission).at, status, TEXT_ARG(weak.body));
	const char *changed = walk_changed(site, &before);
	if (changed)
		fail_msg("%s %s was refused and changed %s", http_method_name(route->method), path.at, changed);
}

static void a_key_does_only_what_it_was_given_on_every_route__7(void **state)
{
	struct site site;
	int asked = 0;
	site_open(&site, *state);
	walk_fill(&site, 3);
	for (size_t i = 0; walk_route(i); i++) {
		const struct route *route = walk_route(i);
		if (route->audience != ROUTE_KEY || route->permission == ROUTE_NO_PERMISSION || route->raw_types)
			continue;
		ask_weakly(&site, route);
		asked++;
	}
	assert_true(asked > 30);
	site_close(&site);
}

/* As its maker's, a key sees and does no more than that, and dies with them. */
static void a_key_never_reaches_beyond_its_maker__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	walk_fill(&site, 3);
	struct visitor auditor = site_staff(&site, "auditor"), shop = site_key(&site, "*");
	(void)auditor;
	assert_int_equal(visitor_send(&shop, "PATCH", "/api/v1/customers/1", "{\"company\":\"Before\"}"), 200);
	engine_script(&site.engine, "UPDATE api_keys SET made_by = (SELECT id FROM staff WHERE email_key = "
				    "'auditor@site.example')");
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers/1", NULL), 200);
	assert_int_equal(visitor_send(&shop, "PATCH", "/api/v1/customers/1", "{\"company\":\"After\"}"), 403);
	engine_script(&site.engine, "UPDATE staff SET scope = 1 WHERE email_key = 'auditor@site.example'");
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers/1", NULL), 404);
	engine_script(&site.engine, "UPDATE staff SET active = 0 WHERE email_key = 'auditor@site.example'");
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers/1", NULL), 401);
	site_close(&site);
}

/* ---- many at once ---- */

struct burst {
	unsigned port;
	struct text request;
	int status;
	struct buffer body;
};

static void *send_burst(void *state)
{
	struct burst *burst = state;
	struct http_client client;
	struct http_reply reply;
	http_client_open(&client, burst->port);
	http_client_send(&client, burst->request);
	http_client_read(&client, false, &reply);
	burst->status = reply.status;
	burst->body = buffer_make(1 << 16);
	buffer_add(&burst->body, http_reply_body(&reply));
	http_reply_free(&reply);
	http_client_close(&client);
	return NULL;
}

static void run_bursts(struct burst *bursts, size_t count)
{
	pthread_t threads[100];
	assert_true(count <= 100);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, send_burst, &bursts[i]), 0);
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static struct text post_of(struct visitor *shop, const char *headers, struct text body)
{
	return text_format(shop->site->arena,
			   "POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %.*s\r\n"
			   "Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%.*s",
			   TEXT_ARG(shop->key), headers, body.size, TEXT_ARG(body));
}

static void of_64_shops_that_add_at_once_every_customer_is_there__26(void **state)
{
	struct site site;
	struct burst bursts[64];
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	for (size_t i = 0; i < 64; i++)
		bursts[i] = (struct burst){
			site.port, post_of(&shop, "", text_format(site.arena, "{\"email\":\"a%zu@example.com\"}", i)),
			0, buffer_make(0)};
	run_bursts(bursts, 64);
	for (size_t i = 0; i < 64; i++) {
		if (bursts[i].status != 201)
			fail_msg("%d: %.*s", bursts[i].status, TEXT_ARG(buffer_text(&bursts[i].body)));
		buffer_free(&bursts[i].body);
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 64);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM emails"), 64);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events"), 64);
	site_close(&site);
}

static void the_same_key_a_hundred_times_has_one_effect__26(void **state)
{
	struct site site;
	struct burst bursts[100];
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	struct text request = post_of(&shop, "Idempotency-Key: order-1\r\n", TEXT("{\"company\":\"Once\"}"));
	for (size_t i = 0; i < 100; i++)
		bursts[i] = (struct burst){site.port, request, 0, buffer_make(0)};
	run_bursts(bursts, 100);
	for (size_t i = 0; i < 100; i++) {
		if (bursts[i].status != 201)
			fail_msg("%d: %.*s", bursts[i].status, TEXT_ARG(buffer_text(&bursts[i].body)));
		assert_true(text_equal(buffer_text(&bursts[i].body), buffer_text(&bursts[0].body)));
	}
	for (size_t i = 0; i < 100; i++)
		buffer_free(&bursts[i].body);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events"), 1);
	shop.headers = TEXT("Idempotency-Key: order-1\r\n");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Other\"}"), 422);
	assert_true(visitor_sees(&shop, "idempotency_key_reused"));
	site_close(&site);
}

static int post_with_key(struct visitor *shop, const char *key, const char *path, const char *json)
{
	shop->headers = text_format(shop->site->arena, "Idempotency-Key: %s\r\n", key);
	int status = visitor_send(shop, "POST", path, json);
	shop->headers = TEXT("");
	return status;
}

static void assert_forgotten(struct visitor *shop, const char *key, const char *path, const char *json)
{
	assert_int_equal(post_with_key(shop, key, path, json), 410);
	assert_true(visitor_sees(shop, "\"erased\"") && !visitor_sees(shop, "Farah"));
}

static void stored_answers_that_speak_of_an_erased_customer_go_with_it__26(void **state)
{
	static const char add[] = "{\"first_name\":\"Farah\",\"email\":\"farah@example.com\"}",
			  other[] = "{\"first_name\":\"Other\"}", note[] = "{\"body\":\"Ask Farah\"}",
			  bulk[] = "{\"data\":[{\"login\":\"new\",\"email\":\"farah@example.com\"}]}";
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	assert_int_equal(post_with_key(&shop, "add", "/api/v1/customers", add), 201);
	assert_int_equal(post_with_key(&shop, "note", "/api/v1/customers/1/notes", note), 201);
	assert_int_equal(post_with_key(&shop, "block", "/api/v1/customers/1/block", "{}"), 200);
	assert_int_equal(post_with_key(&shop, "other", "/api/v1/customers", other), 201);
	assert_int_equal(post_with_key(&shop, "bulk", "/api/v1/customers/bulk?match=login", bulk), 200);
	assert_true(visitor_sees(&shop, "Farah"));
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/customers/1?permanently=true&typed=1", NULL), 204);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM idempotency_keys WHERE answer IS NOT NULL"),
			 1);
	assert_forgotten(&shop, "add", "/api/v1/customers", add);
	assert_int_equal(post_with_key(&shop, "note", "/api/v1/customers/1/notes", note), 404);
	assert_forgotten(&shop, "bulk", "/api/v1/customers/bulk?match=login", bulk);
	assert_int_equal(post_with_key(&shop, "other", "/api/v1/customers", other), 201);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_key_does_only_what_it_was_given_on_every_route__7),
		ON_BOTH(a_key_never_reaches_beyond_its_maker__7),
		ON_BOTH(of_64_shops_that_add_at_once_every_customer_is_there__26),
		ON_BOTH(the_same_key_a_hundred_times_has_one_effect__26),
		ON_BOTH(stored_answers_that_speak_of_an_erased_customer_go_with_it__26),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
