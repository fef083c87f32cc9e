/* Stories of mail on both engines: settings, a test letter, invitations, what people see of it in the outbox. */
#include "features/mailings/mailings.h"

#include "features/customers/customers.h"
#include "features/staff/staff.h"
#include "format/url.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

static void set(struct site *site, enum setting setting, struct text value)
{
	assert_int_equal(settings_set(site_fresh(site), setting, value), DONE);
}

static void use_peer(struct site *site, struct mail_peer *peer)
{
	mail_peer_serve(peer, site);
	set(site, SETTING_BUSINESS_NAME, TEXT("Batik *&* Söhne"));
}

static int64_t rows(struct site *site, const char *where)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM outbox WHERE %s", where).at);
}

static void a_test_letter_arrives_and_the_page_says_what_the_server_said(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	use_peer(&site, &peer);
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support");
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail/test", ""), 303);
	struct text page = text_copy(site.arena, owner.location);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "250 2.0.0 Kept as 000001"));
	assert_true(visitor_sees(&owner, "The mail server has accepted it."));
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> owner@site.example\r\n")));
	assert_true(text_ends(mail_peer_header(&peer, letter, "Message-ID"), TEXT("@crm.example.com>")));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Auto-Submitted"), TEXT("auto-generated"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "From"),
		    TEXT("=?UTF-8?B?QmF0aWsgKiYqIFPDtmhuZQ==?= <shop@batik.example>"));
	assert_int_equal(visitor_get(&owner, text_join(site.arena, page, TEXT("/letter")).at), 200);
	assert_true(visitor_sees(&owner, "<header><bdi>Batik *&amp;* Söhne</bdi></header>"));
	assert_true(text_find(visitor_header(&owner, "Content-Security-Policy"), TEXT("sandbox"), 0) != SIZE_MAX);
	assert_int_equal(visitor_get(&agent, "/admin/settings/mail"), 403);
	assert_int_equal(visitor_get(&agent, "/admin/outbox"), 403);
	assert_int_equal(visitor_get(&agent, page.at), 403);
	assert_int_equal(visitor_post(&agent, "/admin/settings/mail/test", ""), 403);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void without_a_mail_server_the_outbox_says_that_nothing_leaves(void **state)
{
	struct site site;
	struct outbox_item_id item;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail/test", ""), 409);
	const struct mailing_ask ask = {
		.kind = MAILING_TEST, .name = TEXT("<b>Aisha</b>"), .address = TEXT("aisha@x.example")};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(rows(&site, "state = 0 AND attempts = 0"), 1);
	assert_int_equal(visitor_get(&owner, "/admin/outbox"), 200);
	assert_true(visitor_sees(&owner, "Nothing leaves: there is no mail server"));
	assert_true(visitor_sees(&owner, "aisha@x.example"));
	assert_int_equal(visitor_get(&owner, "/admin/outbox?who=nobody"), 200);
	assert_true(visitor_sees(&owner, "No letter fits what you asked for."));
	assert_int_equal(visitor_get(&owner, "/admin/outbox?state=sent"), 200);
	assert_false(visitor_sees(&owner, "aisha@x.example"));
	assert_int_equal(visitor_get(&owner, "/admin/outbox?state=nonsense"), 422);
	struct text page = text_format(site.arena, "/admin/outbox/%lld", (long long)item.value);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "&lt;b&gt;Aisha&lt;/b&gt;"));
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/cancel")).at, ""), 303);
	assert_int_equal(rows(&site, "state = 6"), 1);
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/cancel")).at, ""), 409);
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/again")).at, ""), 303);
	assert_int_equal(rows(&site, "state = 0"), 1);
	assert_int_equal(visitor_get(&owner, "/admin/outbox/999999"), 404);
	site_close(&site);
}

/* Security 11, 12: the link's host is the base URL's; its secret is in the letter and nowhere else. */
static void an_invitation_is_mailed_in_their_language_and_its_link_works_once(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	use_peer(&site, &peer);
	struct visitor owner = site_staff(&site, "owner"), nobody = site_visitor(&site);
	set(&site, SETTING_BUSINESS_LANGUAGE, TEXT("de"));
	assert_int_equal(
		visitor_post(&owner, "/admin/settings/staff/new", "name=Farah&email=farah@x.example&role=1&scope=all"),
		200);
	assert_true(visitor_sees(&owner, "It has been mailed to farah@x.example."));
	assert_int_equal(rows(&site, "secret IS NOT NULL AND body NOT LIKE '%' || secret || '%'"), 1);
	assert_int_equal(visitor_get(&owner, "/admin/outbox?who=farah"), 200);
	assert_true(visitor_sees(&owner, "lädt dich ein"));
	int64_t id = engine_number(&site.engine, "SELECT MAX(id) FROM outbox");
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/outbox/%lld/letter", (long long)id).at),
			 200);
	assert_true(visitor_sees(&owner, "/admin/welcome/***\""));
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(rows(&site, "secret = '' AND state = 2"), 1);
	struct text letter = mail_peer_letter(&peer, 1);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Content-Language"), TEXT("de"));
	const char *path = mail_peer_path(&peer, letter, "/admin/welcome/").at;
	assert_true(text_find(letter, TEXT("https://crm.example.com/"), 0) != SIZE_MAX);
	assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(visitor_post(&nobody, path, "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&nobody, path), 404);
	/* A first password is no change of one; the next is told. */
	assert_int_equal(rows(&site, "what = 'staff_password_changed'"), 0);
	assert_int_equal(visitor_get(&nobody, "/admin/profile"), 200);
	assert_int_equal(
		visitor_post(&nobody, "/admin/profile/password", "old=" SITE_PASSWORD "&password=another-good-one-77"),
		303);
	assert_int_equal(rows(&site, "what = 'staff_password_changed' AND recipient = 'farah@x.example'"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void settings_of_mail_are_checked_and_the_password_is_never_shown(void **state)
{
	struct site site;
	struct text value;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	const char *good = "host=smtp.example.com&port=465&security=tls&user=farah&password=geheim-geheim&from_address="
			   "a@x.example";
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail"), 200);
	assert_true(visitor_sees(&owner, "Nothing is mailed yet"));
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail", "host=smtp.example.com&port=465&security=tls"),
			 422);
	assert_true(visitor_sees(&owner, "Mail needs an address that it comes from."));
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail",
				      "host=smtp.example.com&port=465&security=tls&from_address=nobody"),
			 422);
	assert_true(visitor_sees(&owner, "is no e-mail address."));
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail", good), 303);
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail"), 200);
	assert_true(visitor_sees(&owner, "smtp.example.com"));
	assert_false(visitor_sees(&owner, "geheim-geheim"));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_values WHERE new LIKE '%geheim-geheim%'"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_values WHERE field = 'mail.password'"),
			 1);
	/* Saved again without a password it stays; for another server it does not. */
	assert_int_equal(
		visitor_post(&owner, "/admin/settings/mail",
			     "host=smtp.example.com&port=587&security=starttls&user=farah&from_address=a@x.example"),
		303);
	assert_int_equal(settings_get(site_fresh(&site), SETTING_MAIL_PASSWORD, &value), DONE);
	ASSERT_TEXT(value, TEXT("geheim-geheim"));
	assert_int_equal(
		visitor_post(&owner, "/admin/settings/mail",
			     "host=evil.example&port=587&security=starttls&user=farah&from_address=a@x.example"),
		303);
	assert_int_equal(settings_get(site_fresh(&site), SETTING_MAIL_PASSWORD, &value), DONE);
	ASSERT_TEXT(value, TEXT(""));
	site_close(&site);
}

static int save_authority(struct visitor *owner, struct mail_peer *peer, struct text pem)
{
	struct arena *arena = owner->site->arena;
	return visitor_post(
		owner, "/admin/settings/mail",
		text_format(arena,
			    "host=localhost&port=%lld&security=starttls&from_address=a%%40x.example&authority=%.*s",
			    (long long)peer->server.port, TEXT_ARG(url_encode(arena, pem)))
			.at);
}

static void a_mail_server_with_an_authority_of_its_own_is_trusted_once_that_is_known(void **state)
{
	static const char key[] = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	mail_peer_serve_by(&peer, &site, "starttls", TEXT("starttls"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail/test", ""), 303);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 0);
	assert_int_equal(save_authority(&owner, &peer, TEXT("certificate.pem")), 422);
	assert_true(visitor_sees(&owner, "This is no certificate as text"));
	struct text both = text_join(site.arena, peer.server.authority, text_of(key));
	assert_int_equal(save_authority(&owner, &peer, both), 422);
	assert_true(visitor_sees(&owner, "There is a private key in this text"));
	assert_int_equal(save_authority(&owner, &peer, peer.server.authority), 303);
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail"), 200);
	assert_true(visitor_sees(&owner, "<li>Batik House CA, until "));
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail/test", ""), 303);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 1);
	/* The log says that it was changed; the text of it is nobody's reading. */
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_values WHERE field = 'mail.authority' "
						     "AND new IS NULL"),
			 1);
	assert_int_equal(save_authority(&owner, &peer, TEXT("")), 303);
	assert_int_equal(visitor_post(&owner, "/admin/settings/mail/test", ""), 303);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void what_a_customer_could_not_be_sent_stands_in_their_history(void **state)
{
	struct mail_peer peer;
	struct outbox_item_id item;
	struct site site;
	site_open(&site, *state);
	use_peer(&site, &peer);
	const struct mailing_ask ask = {.kind = MAILING_TEST,
					.name = TEXT("Farah\r\nBcc: everybody@x.example"),
					.address = TEXT("refused@x.example"),
					.customer = site_customer(&site, "Farah")};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(rows(&site, "state = 3 AND code = 550"), 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'mail.bounced'"), 1);
	assert_int_equal(
		engine_number(&site.engine,
			      "SELECT COUNT(*) FROM event_values WHERE field = 'reason' AND new LIKE '550 5.1.1%'"),
		1);
	assert_int_equal(mail_peer_count(&peer), 0);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void letters_go_with_the_customer_who_is_erased(void **state)
{
	struct outbox_item_id item;
	struct site site;
	site_open(&site, *state);
	const struct mailing_ask ask = {.kind = MAILING_TEST,
					.name = TEXT("Farah"),
					.address = TEXT("farah@x.example"),
					.customer = site_customer(&site, "Farah")};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	assert_int_equal(rows(&site, "recipient = 'farah@x.example'"), 1);
	assert_int_equal(customers_erase(site_fresh(&site), ask.customer, TEXT("Farah")), DONE);
	assert_int_equal(rows(&site, "1 = 1"), 0);
	outbox_run_waiting(site.engine.store, BASE);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_test_letter_arrives_and_the_page_says_what_the_server_said),
		ON_BOTH(without_a_mail_server_the_outbox_says_that_nothing_leaves),
		ON_BOTH(an_invitation_is_mailed_in_their_language_and_its_link_works_once),
		ON_BOTH(a_mail_server_with_an_authority_of_its_own_is_trusted_once_that_is_known),
		ON_BOTH(settings_of_mail_are_checked_and_the_password_is_never_shown),
		ON_BOTH(what_a_customer_could_not_be_sent_stands_in_their_history),
		ON_BOTH(letters_go_with_the_customer_who_is_erased),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
