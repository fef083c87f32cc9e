/* Customers who sign in at a shop, over the socket and on both engines: how it goes, and every way in which it must
 * not. Codes, keys and settings are in oidc_codes_test.c; what a library makes of it is told in
 * tests/browser/shop.story.mjs. */
#include "format/url.h"
#include "tests/oidc_shop.h"

/* ---- how it goes ---- */

static void a_customer_signs_in_at_a_shop_and_the_shop_knows_who_it_is(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct customer_id ann = site_customer(&shop.site, "ann@x.example");
	site_give_password(&shop.site, ann);
	struct visitor customer = site_visitor(&shop.site), server = site_visitor(&shop.site);
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 303);
	assert_true(
		text_starts(customer.location, TEXT("/login?anew=yes&next=%2Foidc%2Fauthorize%3Fclient_id%3Dshop")));
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	struct text next = text_format(shop.site.arena, "name=ann%%40x.example&password=" SITE_PASSWORD "&next=%.*s",
				       TEXT_ARG(url_encode(shop.site.arena, TEXT(SHOP_ASK))));
	assert_int_equal(visitor_post(&customer, "/login", next.at), 303);
	ASSERT_TEXT(customer.location, TEXT(SHOP_ASK));
	struct text code = oidc_shop_take_code(&shop, &customer);
	ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "state"), TEXT("s 1"));
	ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "iss"), TEXT("http://localhost"));
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 200);
	ASSERT_TEXT(oidc_shop_member(&server, "token_type"), TEXT("Bearer"));
	ASSERT_TEXT(oidc_shop_member(&server, "scope"), TEXT("openid profile email"));
	ASSERT_TEXT(visitor_header(&server, "Cache-Control"), TEXT("no-store"));
	struct text said = oidc_shop_read_token(&shop, oidc_shop_member(&server, "id_token"));
	struct text wanted = text_format(
		shop.site.arena,
		"{\"iss\":\"http://localhost\",\"sub\":\"%lld\",\"aud\":\"shop\",\"iat\":", (long long)ann.value);
	assert_true(text_starts(said, wanted));
	assert_true(text_find(said, TEXT("\"nonce\":\"n-1\""), 0) != SIZE_MAX);
	assert_int_equal(oidc_shop_show(&shop, &server, oidc_shop_member(&server, "access_token")), 200);
	ASSERT_TEXT(oidc_shop_member(&server, "sub"), text_of_number(shop.site.arena, ann.value));
	ASSERT_TEXT(oidc_shop_member(&server, "email"), TEXT("ann@x.example"));
	assert_true(visitor_sees(&server, "\"email_verified\":false"));
	site_close(&shop.site);
}

static void what_is_not_asked_for_is_not_told(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	assert_int_equal(visitor_get(&customer,
				     "/oidc/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback"
				     "&response_type=code&scope=openid+address&code_challenge=" SHOP_CHALLENGE
				     "&code_challenge_method=S256"),
			 303);
	struct text code = oidc_shop_parameter(&shop, customer.location, "code");
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 200);
	ASSERT_TEXT(oidc_shop_member(&server, "scope"), TEXT("openid"));
	assert_int_equal(oidc_shop_show(&shop, &server, oidc_shop_member(&server, "access_token")), 200);
	assert_false(visitor_sees(&server, "ann"));
	site_close(&shop.site);
}

static void whoever_signs_in_has_been_seen_in_the_channel(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	engine_script(&shop.site.engine, "DELETE FROM customer_channels");
	oidc_shop_take_code(&shop, &customer);
	oidc_shop_take_code(&shop, &customer);
	assert_int_equal(
		engine_number(&shop.site.engine, "SELECT COUNT(*) FROM customer_channels WHERE channel_id = 1"), 1);
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM events WHERE name = 'channel.seen'"),
			 1);
	site_close(&shop.site);
}

static void a_secret_may_stand_in_the_form_but_not_in_both_places(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text form =
		text_format(shop.site.arena, "%s&client_id=shop&client_secret=%.*s",
			    oidc_shop_form(&shop, oidc_shop_take_code(&shop, &customer)), TEXT_ARG(shop.secret));
	assert_int_equal(oidc_shop_exchange(&shop, &server, form.at), 400);
	ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_request"));
	server.headers = TEXT("");
	assert_int_equal(visitor_send_raw(&server, "POST", "/oidc/token", "application/x-www-form-urlencoded", form),
			 200);
	site_close(&shop.site);
}

/* ---- whoever may not ---- */

static void whoever_may_not_sign_in_gets_no_code_and_reads_why__4_X2(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	const struct access_ask block = {.message = TEXT("Please call us."), .until = INSTANT_NONE};
	struct text token = oidc_shop_sign_in(&shop, &customer, &server), code = oidc_shop_take_code(&shop, &customer);
	struct customer_id ann = {engine_number(&shop.site.engine, "SELECT MAX(id) FROM customers")};
	assert_int_equal(access_change(site_fresh(&shop.site), ann, ACCESS_VERB_BLOCK, &block), DONE);
	assert_int_equal(oidc_shop_show(&shop, &server, token), 401);
	ASSERT_TEXT(visitor_header(&server, "WWW-Authenticate"), TEXT("Bearer error=\"invalid_token\""));
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 400);
	ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_grant"));
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 303);
	assert_true(text_starts(customer.location, TEXT("/login?")));
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	assert_int_equal(visitor_post(&customer, "/login", "name=ann%40x.example&password=" SITE_PASSWORD), 403);
	assert_true(visitor_sees(&customer, "Please call us."));
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&prompt=none"), 303);
	ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "error"), TEXT("login_required"));
	site_close(&shop.site);
}

static void a_code_and_a_token_end_with_the_session__14(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text token = oidc_shop_sign_in(&shop, &customer, &server), code = oidc_shop_take_code(&shop, &customer);
	assert_int_equal(oidc_shop_show(&shop, &server, token), 200);
	assert_int_equal(visitor_get(&customer, "/account"), 200);
	assert_int_equal(visitor_post(&customer, "/logout", ""), 303);
	assert_int_equal(oidc_shop_show(&shop, &server, token), 401);
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 400);
	site_close(&shop.site);
}

static void who_has_to_choose_a_password_does_that_first(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	engine_script(&shop.site.engine, "UPDATE customer_passwords SET must_change = 1");
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 303);
	ASSERT_TEXT(customer.location, TEXT("/account/password"));
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&prompt=none"), 303);
	ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "error"), TEXT("interaction_required"));
	site_close(&shop.site);
}

/* ---- questions that are out of order ---- */

static void what_is_out_of_order_is_told_to_the_shop(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
#define START "/oidc/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback&state=s%201"
#define PROOF "&code_challenge=" SHOP_CHALLENGE "&code_challenge_method=S256"
	static const struct {
		const char *query, *error;
	} wrong[] = {
		{START "&scope=openid" PROOF, "invalid_request"},
		{START "&response_type=token&scope=openid" PROOF, "unsupported_response_type"},
		{START "&response_type=code+id_token&scope=openid" PROOF, "unsupported_response_type"},
		{START "&response_type=code&response_mode=fragment&scope=openid" PROOF, "invalid_request"},
		{START "&response_type=code&scope=profile" PROOF, "invalid_scope"},
		{START "&response_type=code&scope=openid", "invalid_request"},
		{START "&response_type=code&scope=openid&code_challenge=" SHOP_VERIFIER "&code_challenge_method=plain",
		 "invalid_request"},
		{START "&response_type=code&scope=openid&code_challenge=short&code_challenge_method=S256",
		 "invalid_request"},
		{START "&response_type=code&scope=openid&prompt=none+login" PROOF, "invalid_request"},
		{START "&response_type=code&scope=openid&max_age=soon" PROOF, "invalid_request"},
		{START "&response_type=code&scope=openid&request=e30.e30." PROOF, "request_not_supported"},
		{START "&response_type=code&scope=openid&request_uri=https%3A%2F%2Fx.example" PROOF,
		 "request_uri_not_supported"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(visitor_get(&customer, wrong[i].query), 303);
		assert_true(text_starts(customer.location, TEXT(SHOP_BACK "?error=")));
		ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "error"), text_of(wrong[i].error));
		ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "state"), TEXT("s 1"));
	}
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM oidc_codes"), 0);
	site_close(&shop.site);
}

/* Nobody is sent to an address that the shop has not named, whatever else is wrong. */
static void an_address_that_is_not_the_shops_is_never_gone_to__16(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	static const char *const wrong[] = {
		"client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback%2F",
		"client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback%3Fa",
		"client_id=shop&redirect_uri=https%3A%2F%2Fevil.example%2Fback",
		"client_id=shop&redirect_uri=http%3A%2F%2Fshop.example%2Fback",
		"client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback%0Ahttps%3A%2F%2Fshop.example%2Fback%"
		"3Fshop%3D2",
		"client_id=shop&redirect_uri=",
		"client_id=shop",
		"client_id=other&redirect_uri=https%3A%2F%2Fshop.example%2Fback",
		"redirect_uri=https%3A%2F%2Fshop.example%2Fback",
		"client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback&redirect_uri=https%3A%2F%2Fevil.example",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct text path = text_format(shop.site.arena,
					       "/oidc/authorize?%s&response_type=code&scope=openid" PROOF, wrong[i]);
		assert_int_equal(visitor_get(&customer, path.at), 400);
		assert_true(text_is_none(customer.location));
		assert_true(visitor_sees(&customer, "The shop asked in a way that cannot be answered"));
	}
	site_close(&shop.site);
}

static void a_channel_that_rests_or_has_no_client_lets_nobody_in(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	const char *form = oidc_shop_form(&shop, oidc_shop_take_code(&shop, &customer));
	engine_script(&shop.site.engine, "UPDATE channels SET active = 0");
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 400);
	assert_int_equal(oidc_shop_exchange(&shop, &server, form), 401);
	engine_script(&shop.site.engine, "UPDATE channels SET active = 1");
	struct text token = oidc_shop_sign_in(&shop, &customer, &server);
	engine_script(&shop.site.engine, "UPDATE channels SET active = 0");
	assert_int_equal(oidc_shop_show(&shop, &server, token), 401);
	engine_script(&shop.site.engine, "UPDATE channels SET active = 1");
	assert_int_equal(oidc_shop_show(&shop, &server, token), 200);
	assert_int_equal(oidc_remove_client(site_fresh(&shop.site), (struct channel_id){1}), DONE);
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 400);
	assert_int_equal(oidc_shop_show(&shop, &server, token), 401);
	site_close(&shop.site);
}

/* ---- asking for the password again ---- */

static void a_shop_may_ask_for_the_password_again(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&max_age=1000"), 303);
	assert_true(text_starts(customer.location, TEXT(SHOP_BACK)));
	engine_script(&shop.site.engine, "UPDATE customer_sessions SET created = created - 2000000000");
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&max_age=1000"), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&max_age=1000&prompt=none"), 303);
	ASSERT_TEXT(oidc_shop_parameter(&shop, customer.location, "error"), TEXT("login_required"));
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&prompt=login"), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	struct text next = oidc_shop_parameter(&shop, customer.location, "next");
	assert_int_equal(visitor_get(&customer, next.at), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	assert_int_equal(
		visitor_post(&customer, "/login",
			     text_format(shop.site.arena, "name=ann%%40x.example&password=" SITE_PASSWORD "&next=%.*s",
					 TEXT_ARG(url_encode(shop.site.arena, next)))
				     .at),
		303);
	ASSERT_TEXT(customer.location, next);
	assert_int_equal(visitor_get(&customer, next.at), 303);
	assert_true(text_starts(customer.location, TEXT(SHOP_BACK "?code=")));
	site_close(&shop.site);
}

/* The time of the question stands in the address, where whoever sits at the browser can write another. */
static void nobody_makes_up_when_they_were_asked_for_the_password(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	static const char *const made_up[] = {"&asked=0", "&asked=1", "&asked=", "&asked=0-00", "&asked=-", "&asked=x"};
	for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++) {
		struct text ask = text_join(shop.site.arena, TEXT(SHOP_ASK "&prompt=login"), text_of(made_up[i]));
		assert_int_equal(visitor_get(&customer, ask.at), 303);
		assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	}
	/* What was sealed for one question counts nothing in another. */
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&prompt=login&ui_locales=de"), 303);
	struct text next = oidc_shop_parameter(&shop, customer.location, "next");
	struct text sealed = text_slice(next, text_find(next, TEXT("&asked="), 0), SIZE_MAX);
	engine_script(&shop.site.engine, "UPDATE customer_sessions SET created = created + 2000000");
	const char *other = text_join(shop.site.arena, TEXT(SHOP_ASK "&prompt=login"), sealed).at;
	assert_int_equal(visitor_get(&customer, other), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	assert_int_equal(visitor_get(&customer, next.at), 303);
	assert_true(text_starts(customer.location, TEXT(SHOP_BACK "?code=")));
	/* Nor does it make an old sign-in a new one. */
	engine_script(&shop.site.engine, "UPDATE customer_sessions SET created = created - 900000000");
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&max_age=600&asked=0"), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	site_close(&shop.site);
}

/* OpenID Connect Core 3.1.2.1: none of age is as prompt=login, and who has just signed in is not asked for ever. */
static void a_shop_that_wants_no_age_at_all_is_answered_after_one_sign_in(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	engine_script(&shop.site.engine, "UPDATE customer_sessions SET created = created - 5000000");
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&max_age=0"), 303);
	struct text next = oidc_shop_parameter(&shop, customer.location, "next");
	assert_int_equal(visitor_get(&customer, next.at), 303);
	assert_true(text_starts(customer.location, TEXT("/login?anew=yes")));
	engine_script(&shop.site.engine, "UPDATE customer_sessions SET created = created + 8000000");
	assert_int_equal(visitor_get(&customer, next.at), 303);
	assert_true(text_starts(customer.location, TEXT(SHOP_BACK "?code=")));
	site_close(&shop.site);
}

static void the_shop_says_who_it_thinks_is_there(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_visitor(&shop.site);
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&login_hint=ann%40x.example%22%3E"), 303);
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	assert_true(visitor_sees(&customer, "value=\"ann@x.example&#34;&gt;\"") ||
		    visitor_sees(&customer, "value=\"ann@x.example&quot;&gt;\""));
	site_close(&shop.site);
}

/* RFC 9110 11.1, RFC 6750 2.1 and 3.1. */
static void the_word_before_a_token_may_be_written_in_any_case(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text token = oidc_shop_sign_in(&shop, &customer, &server);
	static const char *const words[] = {"bearer", "BEARER", "bEaReR"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		server.headers = text_format(shop.site.arena, "Authorization: %s %.*s\r\n", words[i], TEXT_ARG(token));
		assert_int_equal(visitor_get(&server, "/oidc/userinfo"), 200);
	}
	server.headers = text_format(shop.site.arena, "Authorization: Basic %.*s\r\n", TEXT_ARG(token));
	assert_int_equal(visitor_get(&server, "/oidc/userinfo"), 401);
	server.headers = TEXT("");
	assert_int_equal(visitor_get(&server, "/oidc/userinfo"), 401);
	ASSERT_TEXT(visitor_header(&server, "WWW-Authenticate"), TEXT("Bearer"));
	site_close(&shop.site);
}

static void the_shop_says_in_which_language_the_customer_is_asked(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_visitor(&shop.site);
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&ui_locales=den+fr+ms-MY+de"), 303);
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	assert_true(visitor_sees(&customer, "lang=\"ms\""));
	assert_int_equal(visitor_get(&customer, SHOP_ASK "&ui_locales=de"), 303);
	assert_int_equal(visitor_get(&customer, customer.location.at), 200);
	assert_true(visitor_sees(&customer, "lang=\"ms\""));
	site_close(&shop.site);
}

/* A form of ours may not lead to another server, so its answer is a page that goes on (form-action 'self'). */
static void from_our_own_pages_a_page_leads_on_to_the_shop(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	customer.headers = TEXT("Sec-Fetch-Site: same-origin\r\n");
	assert_int_equal(visitor_get(&customer, SHOP_ASK), 200);
	assert_true(text_starts(visitor_header(&customer, "Refresh"), TEXT("0;url=" SHOP_BACK "?code=")));
	ASSERT_TEXT(visitor_header(&customer, "Referrer-Policy"), TEXT("same-origin"));
	assert_true(visitor_sees(&customer, "You are being taken to shop.example."));
	site_close(&shop.site);
}

static void a_form_is_asked_again_as_an_address(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	customer.headers = TEXT("Origin: https://shop.example\r\nSec-Fetch-Site: cross-site\r\n");
	assert_int_equal(visitor_send_raw(&customer, "POST", "/oidc/authorize", "application/x-www-form-urlencoded",
					  TEXT(SHOP_QUERY)),
			 303);
	assert_true(text_starts(customer.location, TEXT("/oidc/authorize?client_id=shop&")));
	assert_int_equal(visitor_get(&customer, customer.location.at), 303);
	assert_true(text_starts(customer.location, TEXT(SHOP_BACK "?code=")));
	site_close(&shop.site);
}

/* ---- signing out ---- */

#define LEAVE "/oidc/logout?post_logout_redirect_uri=https%3A%2F%2Fshop.example%2Fbye&state=x"

static void a_shop_signs_its_customer_out_with_what_it_was_given(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	oidc_shop_sign_in(&shop, &customer, &server);
	struct text hint = oidc_shop_member(&server, "id_token");
	struct text out = text_format(shop.site.arena, "%s&id_token_hint=%.*s", LEAVE, TEXT_ARG(hint));
	assert_int_equal(visitor_get(&customer, text_format(shop.site.arena, "%s&client_id=fair", out.at).at), 400);
	assert_int_equal(visitor_get(&customer, out.at), 303);
	ASSERT_TEXT(customer.location, TEXT(SHOP_AFTER "?state=x"));
	assert_int_equal(visitor_get(&customer, "/account"), 303);
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM customer_sessions"), 0);
	/* The same statement is of no other session. */
	customer = site_account(&shop.site, "ann@x.example");
	assert_int_equal(visitor_get(&customer, out.at), 200);
	assert_int_equal(visitor_get(&customer, "/account"), 200);
	site_close(&shop.site);
}

static void nobody_is_signed_out_by_a_link_alone(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example");
	assert_int_equal(visitor_get(&customer, LEAVE "&client_id=shop"), 200);
	assert_true(visitor_sees(&customer, "Sign out?"));
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM customer_sessions"), 1);
	assert_int_equal(
		visitor_post(&customer, "/oidc/logout/confirm",
			     "client_id=shop&post_logout_redirect_uri=https%3A%2F%2Fshop.example%2Fbye&state=x"),
		200);
	ASSERT_TEXT(visitor_header(&customer, "Refresh"), TEXT("0;url=" SHOP_AFTER "?state=x"));
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM customer_sessions"), 0);
	assert_int_equal(visitor_get(&customer, "/oidc/logout"), 303);
	ASSERT_TEXT(customer.location, TEXT("/login"));
	assert_int_equal(visitor_get(&customer,
				     "/oidc/logout?client_id=shop&post_logout_redirect_uri=https%3A%2F%2Fevil.example"),
			 400);
	assert_int_equal(visitor_get(&customer, LEAVE), 400);
	site_close(&shop.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_customer_signs_in_at_a_shop_and_the_shop_knows_who_it_is),
		ON_BOTH(what_is_not_asked_for_is_not_told),
		ON_BOTH(whoever_signs_in_has_been_seen_in_the_channel),
		ON_BOTH(a_secret_may_stand_in_the_form_but_not_in_both_places),
		ON_BOTH(whoever_may_not_sign_in_gets_no_code_and_reads_why__4_X2),
		ON_BOTH(a_code_and_a_token_end_with_the_session__14),
		ON_BOTH(who_has_to_choose_a_password_does_that_first),
		ON_BOTH(what_is_out_of_order_is_told_to_the_shop),
		ON_BOTH(an_address_that_is_not_the_shops_is_never_gone_to__16),
		ON_BOTH(a_channel_that_rests_or_has_no_client_lets_nobody_in),
		ON_BOTH(a_shop_may_ask_for_the_password_again),
		ON_BOTH(nobody_makes_up_when_they_were_asked_for_the_password),
		ON_BOTH(a_shop_that_wants_no_age_at_all_is_answered_after_one_sign_in),
		ON_BOTH(the_shop_says_who_it_thinks_is_there),
		ON_BOTH(the_word_before_a_token_may_be_written_in_any_case),
		ON_BOTH(the_shop_says_in_which_language_the_customer_is_asked),
		ON_BOTH(from_our_own_pages_a_page_leads_on_to_the_shop),
		ON_BOTH(a_form_is_asked_again_as_an_address),
		ON_BOTH(a_shop_signs_its_customer_out_with_what_it_was_given),
		ON_BOTH(nobody_is_signed_out_by_a_link_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
