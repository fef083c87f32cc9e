/* Shops that are told whose session has ended here, on both engines: whatever ends it, once, and no private address. */
#include "features/oidc/oidc.h"

#include "format/jose.h"
#include "outbound/outbound.h"
#include "tests/receiver.h"
#include "tests/site.h"

#define ASK                                                                                                            \
	"/oidc/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code&scope="      \
	"openid&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"

struct shop {
	struct site site;
	struct receiver receiver;
	struct networks allowed;
	struct customer_id ann;
	struct visitor browser; /* of Ann, who is signed in at the shop */
};

static void sign_in(struct shop *shop)
{
	shop->browser = site_account(&shop->site, "ann@x.example");
	assert_int_equal(visitor_get(&shop->browser, ASK), 303);
	assert_true(text_starts(shop->browser.location, TEXT("https://shop.example/back?code=")));
}

static void open(struct shop *shop, const char *engine)
{
	struct text wrong;
	struct secret secret;
	site_open(&shop->site, engine);
	receiver_start(&shop->receiver);
	const struct oidc_client_ask ask = {TEXT("https://shop.example/back"), TEXT(""),
					    receiver_url(&shop->receiver, "/signed-out"), TEXT("")};
	assert_int_equal(networks_parse(TEXT("127.0.0.0/8"), &shop->allowed, &wrong), DONE);
	assert_int_equal(oidc_set_client(site_fresh(&shop->site), (struct channel_id){1}, &ask, &secret), DONE);
	sign_in(shop);
	shop->ann.value = engine_number(&shop->site.engine, "SELECT MAX(id) FROM customers");
}

static void close(struct shop *shop)
{
	receiver_stop(&shop->receiver);
	site_close(&shop->site);
}

/* What the server's thread does: all that waits. */
static void send_waiting(struct shop *shop, const struct networks *allowed)
{
	static const struct outbox_kind kind = {"logout", oidc_ready, oidc_send_logout, NULL, oidc_close};
	struct outbox_sender sender = {.lease = TEXT("one"), .base_url = TEXT("http://localhost"), .allowed = allowed};
	bool found = true;
	while (found)
		assert_int_equal(outbox_run_next(site_fresh(&shop->site), &kind, &sender, &found), DONE);
	if (sender.connection)
		oidc_close(sender.connection);
}

/* What the last message says about Ann. */
static void assert_told(struct shop *shop, size_t messages)
{
	struct jose_token token;
	struct oidc_key_list *keys;
	size_t count;
	send_waiting(shop, &shop->allowed);
	assert_int_equal(receiver_count(&shop->receiver), messages);
	struct text body = receiver_body(receiver_got(&shop->receiver, messages));
	assert_true(text_starts(body, TEXT("logout_token=")));
	assert_true(jose_read(shop->site.arena, text_slice(body, 13, SIZE_MAX), &token));
	assert_int_equal(oidc_list_keys(site_fresh(&shop->site), &keys, &count), DONE);
	assert_true(jose_fits(&token, keys[0].private));
	struct text start =
		text_format(shop->site.arena, "{\"iss\":\"http://localhost\",\"sub\":\"%lld\",\"aud\":\"shop\",",
			    (long long)shop->ann.value);
	assert_true(text_starts(token.json, start));
	assert_true(text_find(token.json,
			      TEXT("\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}"),
			      0) != SIZE_MAX);
	assert_true(text_find(token.json, TEXT("\"nonce\""), 0) == SIZE_MAX);
	assert_int_equal(engine_number(&shop->site.engine, "SELECT COUNT(*) FROM oidc_sign_ins"), 0);
}

static void a_block_and_a_suspension_are_felt_at_the_shop_at_once__4_X2_4_X3(void **state)
{
	struct shop shop;
	open(&shop, *state);
	const struct access_ask block = {.until = INSTANT_NONE};
	const struct access_ask suspend = {.functions = access_functions_parse(TEXT("sign_in")), .until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&shop.site), shop.ann, ACCESS_VERB_BLOCK, &block), DONE);
	assert_told(&shop, 1);
	assert_int_equal(access_change(site_fresh(&shop.site), shop.ann, ACCESS_VERB_UNBLOCK, &block), DONE);
	sign_in(&shop);
	assert_int_equal(access_change(site_fresh(&shop.site), shop.ann, ACCESS_VERB_SUSPEND, &suspend), DONE);
	assert_told(&shop, 2);
	close(&shop);
}

static void who_signs_out_or_ends_a_session_is_signed_out_at_the_shop(void **state)
{
	struct shop shop;
	open(&shop, *state);
	assert_int_equal(visitor_get(&shop.browser, "/account"), 200);
	assert_int_equal(visitor_post(&shop.browser, "/logout", ""), 303);
	assert_told(&shop, 1);
	sign_in(&shop);
	assert_int_equal(accounts_end_sessions(site_fresh(&shop.site), shop.ann, (struct account_session_id){0}), DONE);
	assert_told(&shop, 2);
	sign_in(&shop);
	assert_int_equal(
		accounts_set_password(site_fresh(&shop.site), shop.ann, (struct secret){TEXT("another-long-one")}),
		DONE);
	assert_told(&shop, 3);
	close(&shop);
}

static void who_is_deleted_is_signed_out_at_the_shop(void **state)
{
	struct shop shop;
	open(&shop, *state);
	assert_int_equal(
		customers_erase(site_fresh(&shop.site), shop.ann, text_of_number(shop.site.arena, shop.ann.value)),
		DONE);
	assert_told(&shop, 1);
	close(&shop);
}

static void what_closes_something_else_tells_nobody(void **state)
{
	struct shop shop;
	open(&shop, *state);
	const struct access_ask orders = {.functions = access_functions_parse(TEXT("orders")), .until = INSTANT_NONE};
	struct visitor other = site_account(&shop.site, "ann@x.example");
	assert_int_equal(access_change(site_fresh(&shop.site), shop.ann, ACCESS_VERB_SUSPEND, &orders), DONE);
	assert_int_equal(visitor_post(&other, "/logout", ""), 303);
	send_waiting(&shop, &shop.allowed);
	assert_int_equal(receiver_count(&shop.receiver), 0);
	close(&shop);
}

static void a_shop_that_is_away_is_told_later_and_a_private_address_never__21(void **state)
{
	struct shop shop;
	open(&shop, *state);
	receiver_answer(&shop.receiver, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	assert_int_equal(accounts_end_sessions(site_fresh(&shop.site), shop.ann, (struct account_session_id){0}), DONE);
	send_waiting(&shop, &shop.allowed);
	assert_int_equal(receiver_count(&shop.receiver), 1);
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM outbox WHERE state = 0"), 1);
	engine_script(&shop.site.engine, "UPDATE outbox SET due = 1");
	send_waiting(&shop, NULL);
	assert_int_equal(receiver_count(&shop.receiver), 1);
	assert_int_equal(engine_number(&shop.site.engine, "SELECT COUNT(*) FROM outbox WHERE state = 3"), 1);
	close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_block_and_a_suspension_are_felt_at_the_shop_at_once__4_X2_4_X3),
		ON_BOTH(who_signs_out_or_ends_a_session_is_signed_out_at_the_shop),
		ON_BOTH(who_is_deleted_is_signed_out_at_the_shop),
		ON_BOTH(what_closes_something_else_tells_nobody),
		ON_BOTH(a_shop_that_is_away_is_told_later_and_a_private_address_never__21),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
