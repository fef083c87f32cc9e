/* Stories of letters that rest on a consent: none goes without it, none without the way out. On both engines. */
#include "features/consents/consents.h"

#include "features/mailings/mailings.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

static struct customer_id add_reader(struct site *site)
{
	struct customer_id ann = site_customer(site, "ann@x.example");
	engine_script(&site->engine,
		      "UPDATE customers SET newsletter = 1; INSERT INTO consents (customer_id, purpose, state, at, "
		      "source) SELECT id, 0, 2, 1, 5 FROM customers");
	return ann;
}

/* 0: it was not written. */
static int64_t write(struct site *site, struct customer_id customer)
{
	struct outbox_item_id item;
	struct mailing_ask ask = {.kind = MAILING_CONSENT_CONFIRMED,
				  .name = TEXT("Ann"),
				  .address = TEXT("ann@x.example"),
				  .customer = customer,
				  .link = TEXT("/consent/withdraw/")};
	assert_int_equal(consents_make_withdrawal(site_fresh(site), customer, &ask.secret), DONE);
	assert_int_equal(mailings_send(site_fresh(site), &ask, &item), DONE);
	return item.value;
}

static void a_letter_by_consent_has_the_button_of_mail_programs_and_it_works_without_cookies(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct customer_id ann = add_reader(&site);
	assert_int_not_equal(write(&site, ann), 0);
	outbox_run_waiting(site.engine.store, BASE);
	struct text letter = mail_peer_letter(&peer, 1);
	struct text where = mail_peer_header(&peer, letter, "List-Unsubscribe");
	ASSERT_TEXT(mail_peer_header(&peer, letter, "List-Unsubscribe-Post"), TEXT("List-Unsubscribe=One-Click"));
	assert_true(text_starts(where, TEXT("<https://crm.example.com/consent/withdraw/")));
	size_t host = sizeof "<https://crm.example.com" - 1;
	const char *path = text_copy(site.arena, text_slice(where, host, where.size - host - 1)).at;
	/* The same as in its words. What guards mailboxes follows links, and ends nothing. */
	assert_string_equal(path, mail_peer_path(&peer, letter, "/consent/withdraw/").at);
	struct visitor scanner = site_visitor(&site), program = site_visitor(&site);
	assert_int_equal(visitor_get(&scanner, path), 200);
	assert_true(visitor_sees(&scanner, "I want no more news</button>"));
	assert_int_equal(visitor_send(&scanner, "HEAD", path, NULL), 200);
	assert_int_equal(count(&site, "consents WHERE state = 2"), 1);
	assert_int_equal(visitor_send_raw(&program, "POST", path, "application/x-www-form-urlencoded",
					  TEXT("List-Unsubscribe=One-Click")),
			 200);
	assert_int_equal(count(&site, "consents WHERE state = 3"), 1);
	/* Letters that rest on none have no such button. */
	const struct mailing_ask plain = {.kind = MAILING_ACCOUNT_PASSWORD_CHANGED,
					  .name = TEXT("Ann"),
					  .address = TEXT("ann@x.example"),
					  .customer = ann};
	struct outbox_item_id item;
	assert_int_equal(mailings_send(site_fresh(&site), &plain, &item), DONE);
	outbox_run_waiting(site.engine.store, BASE);
	assert_true(text_is_none(mail_peer_header(&peer, mail_peer_letter(&peer, 2), "List-Unsubscribe")));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void without_a_consent_in_force_nothing_of_the_kind_is_written(void **state)
{
	static const struct {
		const char *taken, *back;
	} cases[] = {
		{"UPDATE consents SET state = 1", "UPDATE consents SET state = 2"},
		{"UPDATE consents SET state = 3", "UPDATE consents SET state = 2"},
		{"UPDATE customers SET newsletter = 0", "UPDATE customers SET newsletter = 1"},
		{"UPDATE consents SET address = 'old@x.example'", "UPDATE consents SET address = 'ann@x.example'"},
		/* Behaviour 2: advertising is closed to whoever is blocked, suspended, not active. */
		{"UPDATE customers SET status = 2", "UPDATE customers SET status = 9"},
		{"UPDATE customers SET status = 6", "UPDATE customers SET status = 8"},
	};
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = add_reader(&site);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		engine_script(&site.engine, cases[i].taken);
		assert_int_equal(write(&site, ann), 0);
		engine_script(&site.engine, cases[i].back);
		assert_int_not_equal(write(&site, ann), 0);
	}
	assert_int_equal(count(&site, "outbox"), sizeof cases / sizeof *cases);
	site_close(&site);
}

static void one_that_is_declared_so_cannot_be_written_without_its_way_out(void **state)
{
	struct site site;
	struct outbox_item_id item;
	site_open(&site, *state);
	const struct mailing_ask ask = {.kind = MAILING_CONSENT_CONFIRMED,
					.name = TEXT("Ann"),
					.address = TEXT("ann@x.example"),
					.customer = add_reader(&site),
					.link = TEXT("/consent/withdraw/")};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), FAULT);
	assert_int_equal(count(&site, "outbox"), 0);
	site_close(&site);
}

static void what_was_withdrawn_while_a_letter_waited_keeps_it_back(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct customer_id ann = add_reader(&site);
	assert_int_not_equal(write(&site, ann), 0);
	assert_int_equal(consents_withdraw(site_fresh(&site), ann, CONSENT_SOURCE_STAFF), DONE);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 0);
	assert_int_equal(count(&site, "outbox WHERE state = 6 AND secret = ''"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_letter_by_consent_has_the_button_of_mail_programs_and_it_works_without_cookies),
		ON_BOTH(without_a_consent_in_force_nothing_of_the_kind_is_written),
		ON_BOTH(one_that_is_declared_so_cannot_be_written_without_its_way_out),
		ON_BOTH(what_was_withdrawn_while_a_letter_waited_keeps_it_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
