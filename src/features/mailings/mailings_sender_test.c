/* Stories of who writes to customers: the channel that they come from. On both engines. */
#include "features/mailings/mailings.h"

#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

/* The n-th letter that the peer gets. */
static struct text send(struct site *site, struct mail_peer *peer, enum mailing kind, const char *language)
{
	struct outbox_item_id item;
	const struct mailing_ask ask = {.kind = kind,
					.name = TEXT("Ann"),
					.address = TEXT("ann@x.example"),
					.customer = {engine_number(&site->engine, "SELECT MAX(id) FROM customers")},
					.language = text_of(language),
					.link = TEXT("/account")};
	assert_int_equal(mailings_send(site_fresh(site), &ask, &item), DONE);
	outbox_run_waiting(site->engine.store, BASE);
	return mail_peer_letter(peer, mail_peer_count(peer));
}

static void open_shop(struct site *site, struct mail_peer *peer, const char *engine)
{
	site_open(site, engine);
	mail_peer_serve(peer, site);
	assert_int_equal(settings_set(site_fresh(site), SETTING_BUSINESS_NAME, TEXT("Batik House")), DONE);
	assert_int_equal(settings_set(site_fresh(site), SETTING_MAIL_REPLY_TO, TEXT("office@batik.example")), DONE);
	site_customer(site, "ann@x.example");
	engine_script(&site->engine, "INSERT INTO channels (id, word, name, position, active, is_default, colour, "
				     "sender, language, currency, "
				     "created) VALUES (2, 'fair', 'Pasar Malam', 2, 1, 0, '#0a6a70', "
				     "'pasar@batik.example', 'ms', 'MYR', 1)");
}

static void a_letter_to_a_customer_of_a_channel_is_the_channels(void **state)
{
	struct mail_peer peer;
	struct site site;
	open_shop(&site, &peer, *state);
	engine_script(&site.engine, "UPDATE customers SET channel_id = 2");
	struct text letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, NULL);
	/* The address is the one that the mail server lets send. */
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"), TEXT("\"Pasar Malam\" <shop@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Reply-To"), TEXT("<pasar@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Subject"), TEXT("Selamat datang ke Pasar Malam"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Content-Language"), TEXT("ms"));
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	/* The customer's own language comes first. */
	letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, "de");
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Subject"), TEXT("Willkommen bei Pasar Malam"));
	/* Staff who read of that customer work for the business. */
	letter = send(&site, &peer, MAILING_REGISTERED, NULL);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"), TEXT("\"Batik House\" <shop@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Reply-To"), TEXT("<office@batik.example>"));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void the_first_channel_is_the_business_until_it_has_an_address_of_its_own(void **state)
{
	struct mail_peer peer;
	struct site site;
	open_shop(&site, &peer, *state);
	struct text letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, NULL);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"), TEXT("\"Batik House\" <shop@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Subject"), TEXT("Welcome to Batik House"));
	engine_script(&site.engine, "UPDATE channels SET storefront = 'https://shop.example' WHERE id = 1");
	letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, NULL);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"), TEXT("\"Online shop\" <shop@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Reply-To"), TEXT("<office@batik.example>"));
	/* A channel that is given up writes to nobody. */
	engine_script(&site.engine, "UPDATE channels SET active = 0 WHERE id = 2; UPDATE customers SET channel_id = 2");
	letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, NULL);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"), TEXT("\"Batik House\" <shop@batik.example>"));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void who_is_let_in_is_led_to_where_their_shop_signs_them_in(void **state)
{
	struct mail_peer peer;
	struct site site;
	struct outbox_item_id item;
	open_shop(&site, &peer, *state);
	engine_script(&site.engine, "UPDATE customers SET channel_id = 2; UPDATE channels SET sign_in = "
				    "'https://pasar.example/log-in?a=1&b=2' WHERE id = 2");
	struct mailing_ask ask = {.kind = MAILING_ACCOUNT_APPROVED,
				  .name = TEXT("Ann"),
				  .address = TEXT("ann@x.example"),
				  .customer = {engine_number(&site.engine, "SELECT MAX(id) FROM customers")},
				  .link = TEXT("/account"),
				  .enters = true};
	for (int i = 0; i < 2; i++, ask.enters = false)
		assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	outbox_run_waiting(site.engine.store, BASE);
	struct text there = mail_peer_letter(&peer, 1), here = mail_peer_letter(&peer, 2);
	assert_true(text_find(there, TEXT("https://pasar.example/log-in?a=3D1&b=3D2"), 0) != SIZE_MAX);
	assert_true(text_find(there, TEXT("crm.example.com/account"), 0) == SIZE_MAX);
	assert_true(text_find(here, TEXT("https://crm.example.com/account"), 0) != SIZE_MAX);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* Both are checked where channels are changed; what got by that is no header either. */
static void no_name_of_a_channel_becomes_a_header__20(void **state)
{
	struct mail_peer peer;
	struct site site;
	open_shop(&site, &peer, *state);
	engine_script(&site.engine, "UPDATE customers SET channel_id = 2; UPDATE channels SET name = 'Fair\"\r\nBcc: "
				    "b@x.example', sender = 'a@x.example>\r\nCc: c@x.example' WHERE id = 2");
	struct text letter = send(&site, &peer, MAILING_ACCOUNT_WELCOME, NULL);
	assert_true(text_is_none(mail_peer_header(&peer, letter, "Bcc")));
	assert_true(text_is_none(mail_peer_header(&peer, letter, "Cc")));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"),
		    TEXT("\"Fair\\\" Bcc: b@x.example\" <shop@batik.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Reply-To"), TEXT("<a@x.example Cc: c@x.example>"));
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_letter_to_a_customer_of_a_channel_is_the_channels),
		ON_BOTH(the_first_channel_is_the_business_until_it_has_an_address_of_its_own),
		ON_BOTH(who_is_let_in_is_led_to_where_their_shop_signs_them_in),
		ON_BOTH(no_name_of_a_channel_becomes_a_header__20),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
