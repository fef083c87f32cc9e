/* Staff in a customer's account in a channel, over the socket and on both engines: behaviour §8, security 8 and 12. */
#include "features/visits/visits.h"

#include "tests/oidc_shop.h"

#include <pthread.h>

#define EXCHANGE "/visit/exchange"
#define REASON   "&reason=asked&detail=Ticket+12"

struct scene {
	struct oidc_shop shop;
	struct visitor staff, server; /* whoever signs in; the channel's server */
	struct customer_id ann;
	const char *path;
};

static void open(struct scene *scene, const char *engine)
{
	oidc_shop_open(&scene->shop, engine);
	struct site *site = &scene->shop.site;
	scene->staff = site_staff(site, "owner");
	scene->server = site_visitor(site);
	scene->server.headers = scene->shop.basic;
	scene->ann = site_customer(site, "ann@x.example");
	scene->path = text_format(site->arena, "/admin/customers/%lld/visit", (long long)scene->ann.value).at;
}

static void close(struct scene *scene)
{
	site_close(&scene->shop.site);
}

static int64_t number(struct scene *scene, const char *ask)
{
	return engine_number(&scene->shop.site.engine, ask);
}

static int begin(struct scene *scene, const char *channel)
{
	assert_int_equal(visitor_get(&scene->staff, scene->path), 200);
	return visitor_post(&scene->staff, scene->path,
			    text_format(scene->shop.site.arena, "channel=%s" REASON, channel).at);
}

/* What the page hands to the channel. */
static struct text handed(struct scene *scene)
{
	struct text mark = TEXT("name=\"token\" value=\""), token;
	size_t at = text_find(scene->staff.body, mark, 0);
	assert_true(at != SIZE_MAX);
	struct text rest = text_slice(scene->staff.body, at + mark.size, SIZE_MAX);
	text_next(&rest, '"', &token);
	return token;
}

static struct text take(struct scene *scene)
{
	assert_int_equal(begin(scene, "1"), 200);
	return handed(scene);
}

static int exchange(struct scene *scene, struct text token)
{
	struct text form = text_format(scene->shop.site.arena, "token=%.*s", TEXT_ARG(token));
	return visitor_send_raw(&scene->server, "POST", EXCHANGE, "application/x-www-form-urlencoded", form);
}

static void refused(struct scene *scene, struct text token)
{
	assert_int_equal(exchange(scene, token), 400);
	ASSERT_TEXT(oidc_shop_member(&scene->server, "error"), TEXT("invalid_grant"));
}

static void a_channel_is_told_whom_to_let_in_by_whom_and_until_when__3_X1(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct text token = take(&scene);
	assert_int_equal(exchange(&scene, token), 200);
	struct text sub = text_of_number(scene.shop.site.arena, scene.ann.value);
	ASSERT_TEXT(oidc_shop_member(&scene.server, "sub"), sub);
	ASSERT_TEXT(oidc_shop_member(&scene.server, "email"), TEXT("ann@x.example"));
	ASSERT_TEXT(oidc_shop_member(&scene.server, "role"), TEXT("customer"));
	ASSERT_TEXT(oidc_shop_member(&scene.server, "reason"), TEXT("asked"));
	ASSERT_TEXT(oidc_shop_member(&scene.server, "detail"), TEXT("Ticket 12"));
	assert_true(visitor_sees(&scene.server, "\"name\":\"owner\"") &&
		    visitor_sees(&scene.server, "\"view_only\":false"));
	assert_true(visitor_sees(&scene.server, "\"expires_in\":1800"));
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits WHERE taken IS NOT NULL AND expires = "
					"taken + 1800000000"),
			 1);
	/* Both names in the event: who did it, and where. */
	assert_int_equal(
		number(&scene, "SELECT COUNT(*) FROM events WHERE name = 'customer.visited' AND actor_kind = 1"), 1);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM audit_values WHERE field = 'channel'"), 1);
	close(&scene);
}

/* A form that the browser posts to that one server alone; nothing of ours goes along. */
static void the_token_stands_in_no_address_and_goes_to_that_channel_alone__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct text token = take(&scene);
	assert_true(text_is_none(scene.staff.location));
	struct text policy = visitor_header(&scene.staff, "Content-Security-Policy");
	assert_true(text_find(policy, TEXT("; form-action 'self' https://shop.example"), 0) != SIZE_MAX);
	ASSERT_TEXT(visitor_header(&scene.staff, "Referrer-Policy"), TEXT("same-origin"));
	ASSERT_TEXT(visitor_header(&scene.staff, "Cache-Control"), TEXT("no-store"));
	assert_true(visitor_sees(&scene.staff, "method=\"post\" action=\"" SHOP_VISIT "\""));
	struct text body = scene.staff.body;
	size_t begins = text_find(body, TEXT("action=\"" SHOP_VISIT), 0),
	       ends = text_find(body, TEXT("</form>"), begins);
	struct text form = text_slice(body, begins, ends - begins);
	assert_true(text_find(form, token, 0) != SIZE_MAX && text_find(form, TEXT("csrf"), 0) == SIZE_MAX);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits WHERE LENGTH(token_hash) = 32"), 1);
	assert_true(token.size >= 22);
	close(&scene);
}

static void a_token_works_once_within_a_minute_and_with_the_session_of_the_staff__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct text token = take(&scene);
	assert_int_equal(exchange(&scene, token), 200);
	refused(&scene, token);
	token = take(&scene);
	engine_script(&scene.shop.site.engine,
		      "UPDATE customer_visits SET expires = expires - 60000000 WHERE taken IS NULL");
	refused(&scene, token);
	token = take(&scene);
	assert_int_equal(visitor_post(&scene.staff, "/admin/sign-out", ""), 303);
	refused(&scene, token);
	refused(&scene, TEXT("AAAAAAAAAAAAAAAAAAAAAA"));
	assert_int_equal(exchange(&scene, TEXT("")), 400);
	ASSERT_TEXT(oidc_shop_member(&scene.server, "error"), TEXT("invalid_request"));
	close(&scene);
}

static void only_the_channel_that_was_handed_a_token_exchanges_it__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct channel_id fair = oidc_shop_add_fair(&scene.shop);
	const struct oidc_client_ask ask = {TEXT(""), TEXT(""), TEXT(""), TEXT("https://fair.example/visit")};
	struct secret secret;
	assert_int_equal(oidc_set_client(site_fresh(&scene.shop.site), fair, &ask, &secret), DONE);
	struct text token = take(&scene);
	static const char *const nobody[] = {"", "Authorization: Basic c2hvcDp3cm9uZw==\r\n",
					     "Authorization: Bearer x\r\n"};
	for (size_t i = 0; i < 3; i++) {
		scene.server.headers = text_of(nobody[i]);
		assert_int_equal(exchange(&scene, token), 401);
		ASSERT_TEXT(oidc_shop_member(&scene.server, "error"), TEXT("invalid_client"));
	}
	scene.server.headers = oidc_shop_basic(&scene.shop, "fair", secret.value);
	refused(&scene, token);
	/* Nor does a token for a channel open the pages here, or the other way round. */
	scene.staff.cookies = text_format(scene.shop.site.arena, "__Host-account=%.*s", TEXT_ARG(token));
	assert_int_equal(visitor_get(&scene.staff, "/account"), 303);
	scene.server.headers = scene.shop.basic;
	assert_int_equal(exchange(&scene, token), 200);
	close(&scene);
}

#define MANY 20
struct one_of_many {
	struct visitor server;
	struct text form;
	pthread_t thread;
	int status;
};

static void *use(void *state)
{
	struct one_of_many *one = state;
	one->status = visitor_send_raw(&one->server, "POST", EXCHANGE, "application/x-www-form-urlencoded", one->form);
	return NULL;
}

static void twenty_exchanges_of_one_token_at_once_are_one__12(void **state)
{
	struct scene scene;
	static struct one_of_many all[MANY];
	struct site sites[MANY];
	int done = 0;
	open(&scene, *state);
	struct text form = text_format(scene.shop.site.arena, "token=%.*s", TEXT_ARG(take(&scene)));
	for (int i = 0; i < MANY; i++) {
		/* A visitor's answers live in the arena of its site, so each has one of its own. */
		sites[i] = scene.shop.site;
		sites[i].arena = arena_open(16u << 20);
		all[i] = (struct one_of_many){.server = site_visitor(&sites[i]), .form = form};
		all[i].server.headers = scene.shop.basic;
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(pthread_create(&all[i].thread, NULL, use, &all[i]), 0);
	for (int i = 0; i < MANY; i++)
		pthread_join(all[i].thread, NULL);
	for (int i = 0; i < MANY; i++) {
		done += all[i].status == 200;
		assert_true(all[i].status == 200 || all[i].status == 400 || all[i].status == 503);
		arena_close(sites[i].arena);
	}
	assert_int_equal(done, 1);
	close(&scene);
}

static void who_is_not_active_is_looked_at_and_who_has_no_account_is_refused__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct site *site = &scene.shop.site;
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct text before = take(&scene);
	assert_int_equal(access_change(site_fresh(site), scene.ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(exchange(&scene, before), 200);
	assert_true(visitor_sees(&scene.server, "\"view_only\":true"));
	struct text token = take(&scene);
	assert_int_equal(access_change(site_fresh(site), scene.ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	refused(&scene, token);
	assert_int_equal(begin(&scene, "1"), 409);
	close(&scene);
}

static void the_customers_own_channel_comes_first_and_only_those_that_take_staff_in__3_X1(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct channel_id fair = oidc_shop_add_fair(&scene.shop);
	struct oidc_client_ask ask = {TEXT("https://fair.example/back"), TEXT(""), TEXT(""), TEXT("")};
	struct secret secret;
	assert_int_equal(oidc_set_client(site_fresh(&scene.shop.site), fair, &ask, &secret), DONE);
	assert_int_equal(begin(&scene, "2"), 422);
	assert_true(visitor_sees(&scene.staff, "takes no staff in"));
	assert_int_equal(begin(&scene, "999"), 422);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits"), 0);
	ask.visits = TEXT("https://fair.example/visit");
	assert_int_equal(oidc_set_client(site_fresh(&scene.shop.site), fair, &ask, &secret), DONE);
	engine_script(&scene.shop.site.engine, "UPDATE customers SET channel_id = 2");
	assert_int_equal(visitor_get(&scene.staff, scene.path), 200);
	size_t own = text_find(scene.staff.body, TEXT("<option value=\"2\""), 0);
	size_t other = text_find(scene.staff.body, TEXT("<option value=\"1\""), 0);
	size_t here = text_find(scene.staff.body, TEXT("<option value=\"\""), 0);
	assert_true(own < other && other < here && here != SIZE_MAX);
	assert_int_equal(begin(&scene, ""), 303);
	ASSERT_TEXT(scene.staff.location, TEXT("/account"));
	/* Whoever is limited to a channel goes into that one alone. */
	struct visitor sales = site_staff(&scene.shop.site, "sales");
	engine_script(
		&scene.shop.site.engine,
		"UPDATE roles SET permissions = 'customers.read customers.visit', scope = 0 WHERE word = 'sales'");
	engine_script(&scene.shop.site.engine, "UPDATE staff SET scope = 2 WHERE name = 'sales'");
	assert_int_equal(labels_add_channel(site_fresh(&scene.shop.site), scene.ann, fair), DONE);
	engine_script(&scene.shop.site.engine,
		      "INSERT INTO staff_channels (staff_id, channel_id) SELECT id, 2 FROM staff WHERE name = 'sales'");
	assert_int_equal(visitor_get(&sales, scene.path), 200);
	assert_true(visitor_sees(&sales, "<option value=\"2\"") && !visitor_sees(&sales, "<option value=\"1\""));
	assert_int_equal(visitor_post(&sales, scene.path, "channel=1" REASON), 422);
	assert_int_equal(visitor_post(&sales, scene.path, "channel=2" REASON), 200);
	close(&scene);
}

static void customers_see_among_their_sessions_that_staff_were_there(void **state)
{
	struct scene scene;
	open(&scene, *state);
	site_give_password(&scene.shop.site, scene.ann);
	struct visitor customer = site_account(&scene.shop.site, "ann@x.example");
	struct text token = take(&scene);
	assert_int_equal(visitor_get(&customer, "/account/sessions"), 200);
	assert_false(visitor_sees(&customer, "When our staff were in your account"));
	assert_int_equal(exchange(&scene, token), 200);
	assert_int_equal(visitor_get(&customer, "/account/sessions"), 200);
	assert_true(visitor_sees(&customer, "When our staff were in your account"));
	assert_true(visitor_sees(&customer, "You asked for help") && visitor_sees(&customer, "Open now"));
	assert_false(visitor_sees(&customer, "owner") || visitor_sees(&customer, "Ticket 12"));
	engine_script(&scene.shop.site.engine, "UPDATE customer_visits SET expires = expires - 1800000000");
	assert_int_equal(visitor_get(&customer, "/account/sessions"), 200);
	assert_true(visitor_sees(&customer, "You asked for help") && !visitor_sees(&customer, "Open now"));
	/* They are forgotten in time. */
	engine_script(&scene.shop.site.engine, "UPDATE customer_visits SET expires = expires - 7776000000000");
	take(&scene);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits"), 1);
	close(&scene);
}

static void end_by_the_clock(struct scene *scene, int64_t expected)
{
	int64_t ended;
	assert_int_equal(visits_end_cut_short(site_fresh(&scene->shop.site), 100, &ended), DONE);
	assert_int_equal(ended, expected);
}

static void a_shop_is_told_when_a_visit_ends_before_its_time__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	engine_script(&scene.shop.site.engine,
		      "INSERT INTO webhooks (id, version, url, description, events, detailed, active, secret, created, "
		      "failures) "
		      "VALUES (1, 1, 'https://shop.example/hook', '', 'customer.visit_ended', 0, 1, 'whsec_x', 1, 0)");
	/* One whose token nobody exchanged is none. */
	take(&scene);
	assert_int_equal(exchange(&scene, take(&scene)), 200);
	long long visit = (long long)number(&scene, "SELECT MAX(id) FROM customer_visits");
	assert_true(visitor_sees(&scene.server, text_format(scene.shop.site.arena, "\"visit\":%lld", visit).at));
	end_by_the_clock(&scene, 0);
	assert_int_equal(visitor_get(&scene.staff, "/admin/profile"), 200);
	assert_int_equal(visitor_post(&scene.staff, "/admin/sign-out", ""), 303);
	end_by_the_clock(&scene, 1);
	assert_int_equal(
		number(&scene, text_format(scene.shop.site.arena,
					   "SELECT COUNT(*) FROM events WHERE name = 'customer.visit_ended' AND "
					   "object_kind = 'visit' AND object_id = %lld",
					   visit)
				       .at),
		1);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM outbox WHERE what = 'customer.visit_ended'"), 1);
	/* Told once; what ends in its time is not told. */
	end_by_the_clock(&scene, 0);
	scene.staff = site_staff(&scene.shop.site, "owner");
	assert_int_equal(exchange(&scene, take(&scene)), 200);
	engine_script(&scene.shop.site.engine, "UPDATE customers SET trashed_at = 1");
	end_by_the_clock(&scene, 1);
	engine_script(&scene.shop.site.engine, "UPDATE customers SET trashed_at = NULL");
	assert_int_equal(exchange(&scene, take(&scene)), 200);
	engine_script(&scene.shop.site.engine,
		      "UPDATE customer_visits SET expires = 1; UPDATE customers SET trashed_at = 1");
	end_by_the_clock(&scene, 0);
	close(&scene);
}

static void where_staff_come_in_is_an_address_that_nothing_can_be_hidden_in(void **state)
{
	struct scene scene;
	open(&scene, *state);
	static const char *const wrong[] = {
		"http://shop.example/visit", "https://a;sandbox/", "https://a,b/", "https://a'b/",
		"https://me@shop.example/",  "javascript:alert(1)"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const struct oidc_client_ask ask = {TEXT(""), TEXT(""), TEXT(""), text_of(wrong[i])};
		struct secret secret;
		assert_int_equal(oidc_set_client(site_fresh(&scene.shop.site), (struct channel_id){1}, &ask, &secret),
				 INVALID);
	}
	close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_channel_is_told_whom_to_let_in_by_whom_and_until_when__3_X1),
		ON_BOTH(the_token_stands_in_no_address_and_goes_to_that_channel_alone__8),
		ON_BOTH(a_token_works_once_within_a_minute_and_with_the_session_of_the_staff__8),
		ON_BOTH(only_the_channel_that_was_handed_a_token_exchanges_it__8),
		ON_BOTH(twenty_exchanges_of_one_token_at_once_are_one__12),
		ON_BOTH(who_is_not_active_is_looked_at_and_who_has_no_account_is_refused__8),
		ON_BOTH(the_customers_own_channel_comes_first_and_only_those_that_take_staff_in__3_X1),
		ON_BOTH(customers_see_among_their_sessions_that_staff_were_there),
		ON_BOTH(a_shop_is_told_when_a_visit_ends_before_its_time__8),
		ON_BOTH(where_staff_come_in_is_an_address_that_nothing_can_be_hidden_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
