/* What a code is worth, which keys sign, and who sets a shop up, over the socket and on both engines. */
#include "format/jose.h"
#include "tests/oidc_shop.h"

#include <stdio.h>

/* ---- codes ---- */

static void a_code_works_once_and_a_second_use_ends_what_it_gave__12(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	const char *form = oidc_shop_form(&shop, oidc_shop_take_code(&shop, &customer));
	assert_int_equal(oidc_shop_exchange(&shop, &server, form), 200);
	struct text token = oidc_shop_member(&server, "access_token");
	assert_int_equal(oidc_shop_exchange(&shop, &server, form), 400);
	ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_grant"));
	assert_int_equal(oidc_shop_show(&shop, &server, token), 401);
	site_close(&shop.site);
}

static void a_code_is_worth_nothing_after_a_minute(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	const char *form = oidc_shop_form(&shop, oidc_shop_take_code(&shop, &customer));
	engine_script(&shop.site.engine, "UPDATE oidc_codes SET expires = expires - 60000000");
	assert_int_equal(oidc_shop_exchange(&shop, &server, form), 400);
	ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_grant"));
	site_close(&shop.site);
}

static void codes_and_tokens_are_kept_as_hashes__12(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text token = oidc_shop_sign_in(&shop, &customer, &server);
	assert_int_equal(token.size, 22);
	assert_int_equal(
		engine_number(&shop.site.engine, "SELECT COUNT(*) FROM oidc_codes WHERE LENGTH(code_hash) = 32"), 1);
	assert_int_equal(
		engine_number(&shop.site.engine, "SELECT COUNT(*) FROM oidc_tokens WHERE LENGTH(token_hash) = 32"), 1);
	assert_int_equal(engine_number(&shop.site.engine, "SELECT LENGTH(secret_hash) FROM oidc_clients"), 32);
	site_close(&shop.site);
}

/* Each differs from what is in order in one thing. */
static void a_code_is_bound_to_shop_address_and_verifier(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text code = oidc_shop_take_code(&shop, &customer);
	static const struct {
		const char *form, *error;
	} wrong[] = {
		{"grant_type=authorization_code&code=%.*s&redirect_uri=https%%3A%%2F%%2Fshop.example%%2Fback%%3Fshop%%"
		 "3D2"
		 "&code_verifier=" SHOP_VERIFIER,
		 "invalid_grant"},
		{"grant_type=authorization_code&code=%.*s&redirect_uri=https%%3A%%2F%%2Fshop.example%%2Fback"
		 "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj",
		 "invalid_grant"},
		{"grant_type=authorization_code&code=%.*s&redirect_uri=https%%3A%%2F%%2Fshop.example%%2Fback",
		 "invalid_request"},
		{"grant_type=authorization_code&code=%.*s&code_verifier=" SHOP_VERIFIER, "invalid_request"},
		{"grant_type=password&code=%.*s", "unsupported_grant_type"},
		{"code=%.*s", "invalid_request"},
		{"grant_type=authorization_code&grant_type=authorization_code&code=%.*s", "invalid_request"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char form[500];
		snprintf(form, sizeof form, wrong[i].form, TEXT_ARG(code));
		assert_int_equal(oidc_shop_exchange(&shop, &server, form), 400);
		ASSERT_TEXT(oidc_shop_member(&server, "error"), text_of(wrong[i].error));
	}
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, TEXT("AAAAAAAAAAAAAAAAAAAAAA"))),
			 400);
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 200);
	site_close(&shop.site);
}

static void another_shop_cannot_use_the_code(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	struct text code = oidc_shop_take_code(&shop, &customer);
	const struct oidc_client_ask ask = {TEXT(SHOP_BACK), TEXT(""), TEXT(""), TEXT("")};
	struct secret secret;
	assert_int_equal(oidc_set_client(site_fresh(&shop.site), oidc_shop_add_fair(&shop), &ask, &secret), DONE);
	struct text form = text_format(shop.site.arena, "%s&client_id=fair&client_secret=%.*s",
				       oidc_shop_form(&shop, code), TEXT_ARG(secret.value));
	assert_int_equal(visitor_send_raw(&server, "POST", "/oidc/token", "application/x-www-form-urlencoded", form),
			 400);
	ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_grant"));
	assert_int_equal(oidc_shop_exchange(&shop, &server, oidc_shop_form(&shop, code)), 200);
	site_close(&shop.site);
}

static void a_wrong_secret_is_no_shop(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor customer = site_account(&shop.site, "ann@x.example"), server = site_visitor(&shop.site);
	const char *form = oidc_shop_form(&shop, oidc_shop_take_code(&shop, &customer));
	struct text right = shop.basic;
	static const char *const wrong[] = {"",
					    "Authorization: Basic c2hvcDp3cm9uZw==\r\n",
					    "Authorization: Basic !!!\r\n",
					    "Authorization: Basic c2hvcA==\r\n",
					    "Authorization: Basic\r\n",
					    "Authorization: Digest c2hvcDp3cm9uZw==\r\n",
					    "Authorization: Basic OnNlY3JldA==\r\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		shop.basic = text_of(wrong[i]);
		assert_int_equal(oidc_shop_exchange(&shop, &server, form), 401);
		ASSERT_TEXT(oidc_shop_member(&server, "error"), TEXT("invalid_client"));
		ASSERT_TEXT(visitor_header(&server, "WWW-Authenticate"), TEXT("Basic realm=\"Clientele\""));
	}
	shop.basic = right;
	assert_int_equal(oidc_shop_exchange(&shop, &server, form), 200);
	site_close(&shop.site);
}

/* ---- keys ---- */

static int64_t count_keys(struct site *site)
{
	struct oidc_key_list *keys;
	size_t count;
	assert_int_equal(oidc_keep_keys(site_fresh(site)), DONE);
	assert_int_equal(oidc_list_keys(site_fresh(site), &keys, &count), DONE);
	return (int64_t)count;
}

static struct text key_that_signs(struct site *site)
{
	struct jose_token read;
	struct text token;
	assert_int_equal(oidc_sign(site_fresh(site), TEXT("JWT"), TEXT("{}"), &token), DONE);
	assert_true(jose_read(site->arena, token, &read));
	return read.key;
}

static void age_keys(struct site *site, int64_t by)
{
	engine_script(&site->engine,
		      text_format(site->arena, "UPDATE oidc_keys SET created = created - %lld", (long long)by).at);
}

static void a_new_key_is_shown_before_it_signs_and_the_old_one_stays_as_long_as_its_tokens(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct site *site = &shop.site;
	struct text first = key_that_signs(site);
	assert_int_equal(count_keys(site), 1);
	age_keys(site, OIDC_KEY_LIFE_US);
	assert_int_equal(count_keys(site), 2);
	ASSERT_TEXT(key_that_signs(site), first);
	age_keys(site, OIDC_KEY_SHOWN_US);
	assert_false(text_equal(key_that_signs(site), first));
	assert_int_equal(count_keys(site), 2);
	age_keys(site, OIDC_TOKEN_US + SECOND_US);
	assert_int_equal(count_keys(site), 1);
	struct text second = key_that_signs(site);
	assert_int_equal(oidc_rotate_keys(site_fresh(site), false), DONE);
	ASSERT_TEXT(key_that_signs(site), second);
	assert_int_equal(oidc_rotate_keys(site_fresh(site), true), DONE);
	assert_int_equal(count_keys(site), 1);
	assert_false(text_equal(key_that_signs(site), second));
	assert_true(engine_number(&site->engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'oidc.key_made'") >=
		    3);
	site_close(site);
}

static void a_shop_finds_out_all_it_needs(void **state)
{
	struct oidc_shop shop;
	oidc_shop_open(&shop, *state);
	struct visitor server = site_visitor(&shop.site);
	assert_int_equal(visitor_get(&server, "/.well-known/openid-configuration"), 200);
	ASSERT_TEXT(oidc_shop_member(&server, "issuer"), TEXT("http://localhost"));
	ASSERT_TEXT(oidc_shop_member(&server, "jwks_uri"), TEXT("http://localhost/oidc/keys"));
	assert_true(visitor_sees(&server, "\"code_challenge_methods_supported\":[\"S256\"]"));
	assert_int_equal(visitor_get(&server, "/oidc/keys"), 200);
	ASSERT_TEXT(oidc_shop_member(&server, "kty"), TEXT("RSA"));
	assert_false(visitor_sees(&server, "\"d\""));
	site_close(&shop.site);
}

/* ---- settings ---- */

static void a_channels_client_is_set_up_by_whoever_may_make_keys__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), sales = site_staff(&site, "sales");
	assert_int_equal(visitor_get(&sales, "/admin/settings/channels/1/client"), 403);
	assert_int_equal(visitor_get(&owner, "/admin/settings/channels/1"), 200);
	assert_true(visitor_sees(&owner, "/admin/settings/channels/1/client"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/channels/1/client"), 200);
	static const char *const wrong[] = {
		"",
		"redirects=http%3A%2F%2Fshop.example%2Fback",
		"redirects=javascript%3Aalert(1)",
		"redirects=https%3A%2F%2Fshop.example%2F%23here",
		"redirects=https%3A%2F%2Fme%40shop.example%2F",
		"redirects=http%3A%2F%2Flocalhost.evil.example%2F",
		"redirects=https%3A%2F%2Fshop.example%2F&back_channel=ftp%3A%2F%2Fshop.example"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(visitor_post(&owner, "/admin/settings/channels/1/client", wrong[i]), 422);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM oidc_clients"), 0);
	assert_int_equal(
		visitor_post(&owner, "/admin/settings/channels/1/client",
			     "redirects=https%3A%2F%2Fshop.example%2F%0D%0Ahttp%3A%2F%2Flocalhost%3A3000%2Fback"),
		200);
	assert_true(visitor_sees(&owner, "This is the secret. It is shown this once"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/channels/1/client"), 200);
	assert_false(visitor_sees(&owner, "This is the secret"));
	assert_true(visitor_sees(&owner, "http://localhost:3000/back"));
	assert_int_equal(
		visitor_post(&owner, "/admin/settings/channels/1/client", "redirects=https%3A%2F%2Fshop.example%2F"),
		303);
	assert_int_equal(visitor_post(&owner, "/admin/settings/channels/1/client/secret", ""), 200);
	assert_true(visitor_sees(&owner, "This is the secret"));
	assert_int_equal(visitor_post(&owner, "/admin/settings/channels/1/client/remove", ""), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM oidc_clients"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name LIKE 'oidc.%'"), 5);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_code_works_once_and_a_second_use_ends_what_it_gave__12),
		ON_BOTH(a_code_is_worth_nothing_after_a_minute),
		ON_BOTH(codes_and_tokens_are_kept_as_hashes__12),
		ON_BOTH(a_code_is_bound_to_shop_address_and_verifier),
		ON_BOTH(another_shop_cannot_use_the_code),
		ON_BOTH(a_wrong_secret_is_no_shop),
		ON_BOTH(a_new_key_is_shown_before_it_signs_and_the_old_one_stays_as_long_as_its_tokens),
		ON_BOTH(a_shop_finds_out_all_it_needs),
		ON_BOTH(a_channels_client_is_set_up_by_whoever_may_make_keys__7),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
