/* The whole life of an account through the API, as a channel and the office lead it: registered, confirmed, approved,
 * signed in at a shop, blocked, open again, partly suspended until that lifts itself, with a new password by mail.
 * Pages are walked in tests/browser/life.story.mjs.
 */
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/oidc_shop.h"

#include "format/url.h"

#define BASE   TEXT("https://crm.example.com")
#define CHOSEN "three-small-boats"

struct life {
	struct oidc_shop shop;
	struct mail_peer peer;
	struct visitor channel, office; /* keys */
	struct visitor customer, server;
	const char *of_customer; /* "/api/v1/customers/7" */
};

static void life_open(struct life *life, const char *engine)
{
	oidc_shop_open(&life->shop, engine);
	struct site *site = &life->shop.site;
	mail_peer_serve(&life->peer, site);
	life->channel = site_key(site, "customers.register");
	life->office = site_key(site, "*");
	life->customer = site_visitor(site);
	life->server = site_visitor(site);
}

static void life_close(struct life *life)
{
	mail_peer_stop(&life->peer);
	site_close(&life->shop.site);
}

/* The newest letter has such an address. */
static const char *link_of(struct life *life, const char *begins)
{
	outbox_run_waiting(life->shop.site.engine.store, BASE);
	struct text letter = mail_peer_letter(&life->peer, mail_peer_count(&life->peer));
	return mail_peer_path(&life->peer, letter, begins).at;
}

static void act(struct life *life, const char *verb, const char *json)
{
	const char *path = text_format(life->shop.site.arena, "%s/%s", life->of_customer, verb).at;
	if (visitor_send(&life->office, "POST", path, json) != 200)
		fail_msg("%s: %d %.*s", path, life->office.status, TEXT_ARG(life->office.body));
}

/* What the API says of them, as a shop asks. */
static void assert_access(struct life *life, const char *status, bool may_sign_in)
{
	struct text said = text_format(life->shop.site.arena, "\"status\":\"%s\",\"may_sign_in\":%s", status,
				       may_sign_in ? "true" : "false");
	const char *path = text_format(life->shop.site.arena, "%s/access", life->of_customer).at;
	assert_int_equal(visitor_get(&life->office, path), 200);
	if (!visitor_sees(&life->office, said.at))
		fail_msg("%.*s instead of %s", TEXT_ARG(life->office.body), said.at);
}

static int sign_in(struct life *life, const char *password)
{
	struct text form = text_format(life->shop.site.arena, "name=farah%%40x.example&password=%s", password);
	life->customer = site_visitor(&life->shop.site);
	assert_int_equal(visitor_get(&life->customer, "/login"), 200);
	return visitor_post(&life->customer, "/login", form.at);
}

static void begins(struct life *life)
{
	struct site *site = &life->shop.site;
	assert_int_equal(
		visitor_send(&life->office, "POST", "/api/v1/types",
			     "{\"word\":\"trade\",\"name\":\"Trade\",\"approval\":true,\"registration\":true}"),
		201);
	assert_int_equal(visitor_send(&life->channel, "POST", "/api/v1/registrations",
				      "{\"type\":\"trade\",\"channel\":\"shop\",\"email\":\"farah@x.example\","
				      "\"password\":\"" SITE_PASSWORD "\",\"first_name\":\"Farah\"}"),
			 202);
	life->of_customer = text_format(site->arena, "/api/v1/customers/%lld",
					(long long)engine_number(&site->engine, "SELECT MAX(id) FROM customers"))
				    .at;
	assert_access(life, "pending", false);
	assert_int_equal(engine_number(&site->engine, "SELECT COUNT(*) FROM customers WHERE activation = 0"), 1);
	const char *link = link_of(life, "/register/confirm/");
	assert_int_equal(visitor_get(&life->customer, link), 200);
	assert_int_equal(visitor_post(&life->customer, link, "password=" SITE_PASSWORD), 200);
	assert_access(life, "pending", false);
	assert_int_equal(sign_in(life, SITE_PASSWORD), 403);
	act(life, "approve", "{\"mail\":true}");
	assert_access(life, "active", true);
	assert_int_equal(sign_in(life, SITE_PASSWORD), 303);
}

/* A shop's token dies with what is done to the customer; the message is for the right password alone. */
static void is_kept_out_and_let_in_again(struct life *life)
{
	struct text token = oidc_shop_sign_in(&life->shop, &life->customer, &life->server);
	assert_int_equal(oidc_shop_show(&life->shop, &life->server, token), 200);
	act(life, "block", "{\"reason\":\"Chargebacks\",\"message\":\"Please call us.\"}");
	assert_access(life, "blocked", false);
	assert_int_equal(oidc_shop_show(&life->shop, &life->server, token), 401);
	assert_int_equal(visitor_get(&life->customer, "/account"), 303);
	assert_int_equal(sign_in(life, "not-that-one-88"), 422);
	assert_false(visitor_sees(&life->customer, "Please call us."));
	assert_int_equal(sign_in(life, SITE_PASSWORD), 403);
	assert_true(visitor_sees(&life->customer, "Please call us."));
	assert_false(visitor_sees(&life->customer, "Chargebacks"));
	act(life, "unblock", "{}");
	assert_access(life, "active", true);
	assert_int_equal(sign_in(life, SITE_PASSWORD), 303);
}

static void is_suspended_until_that_lifts_itself(struct life *life)
{
	act(life, "suspend", "{\"functions\":[\"spending\",\"help_centre\"],\"until\":\"2099-01-01T00:00:00Z\"}");
	assert_access(life, "suspended", true);
	assert_true(visitor_sees(&life->office, "\"closed\":[\"help_centre\",\"spending\"]"));
	assert_int_equal(visitor_get(&life->customer, "/account"), 200);
	assert_true(visitor_sees(&life->customer, "It opens again by itself"));
	engine_script(&life->shop.site.engine, "UPDATE customers SET suspended_until = 1 WHERE suspended IS NOT NULL");
	assert_access(life, "active", true);
	assert_int_equal(visitor_get(&life->customer, "/account"), 200);
	assert_false(visitor_sees(&life->customer, "It opens again by itself"));
}

static void gets_a_new_password(struct life *life)
{
	struct text token = oidc_shop_sign_in(&life->shop, &life->customer, &life->server);
	struct visitor nobody = site_visitor(&life->shop.site);
	assert_int_equal(visitor_get(&nobody, "/login/forgotten"), 200);
	assert_int_equal(visitor_post(&nobody, "/login/forgotten", "name=farah%40x.example"), 303);
	const char *link = link_of(life, "/login/reset/");
	assert_int_equal(visitor_get(&nobody, link), 200);
	assert_int_equal(visitor_post(&nobody, link, "password=" CHOSEN), 303);
	assert_int_equal(visitor_post(&nobody, link, "password=" CHOSEN), 404);
	assert_int_equal(oidc_shop_show(&life->shop, &life->server, token), 401);
	assert_int_equal(sign_in(life, SITE_PASSWORD), 422);
	assert_int_equal(sign_in(life, CHOSEN), 303);
}

static void closes_it_and_comes_back(struct life *life)
{
	assert_int_equal(visitor_get(&life->customer, "/account/close"), 200);
	assert_int_equal(visitor_post(&life->customer, "/account/close", "old=not-that-one-88"), 422);
	assert_int_equal(visitor_post(&life->customer, "/account/close", "old=" CHOSEN), 303);
	assert_int_equal(visitor_get(&life->customer, "/account"), 303);
	assert_int_equal(sign_in(life, CHOSEN), 403);
	const char *link = link_of(life, "/come-back/");
	assert_int_equal(visitor_get(&life->customer, link), 200);
	assert_int_equal(visitor_post(&life->customer, link, ""), 303);
	assert_access(life, "active", true);
	assert_int_equal(sign_in(life, CHOSEN), 303);
}

static void an_account_lives_through_the_api__4_C1__4_C6__4_X1__4_X2__4_X3(void **state)
{
	struct life life;
	life_open(&life, *state);
	begins(&life);
	is_kept_out_and_let_in_again(&life);
	is_suspended_until_that_lifts_itself(&life);
	gets_a_new_password(&life);
	closes_it_and_comes_back(&life);
	life_close(&life);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_account_lives_through_the_api__4_C1__4_C6__4_X1__4_X2__4_X3),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
