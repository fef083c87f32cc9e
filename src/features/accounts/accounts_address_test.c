/* Stories of customers who change their address, over the socket and through a real mail server, on both engines. */
#include "features/accounts/accounts.h"

#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

static int ask(struct visitor *visitor, const char *address, const char *password)
{
	struct text form = text_format(visitor->site->arena, "address=%s&old=%s", address, password);
	assert_int_equal(visitor_get(visitor, "/account/address"), 200);
	return visitor_post(visitor, "/account/address", form.at);
}

/* Of the newest letter. */
static const char *link_of(struct site *site, struct mail_peer *peer, const char *begins)
{
	outbox_run_waiting(site->engine.store, BASE);
	return mail_peer_path(peer, mail_peer_letter(peer, mail_peer_count(peer)), begins).at;
}

static int sign_in(struct site *site, const char *name)
{
	struct visitor visitor = site_visitor(site);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	return visitor_post(&visitor, "/login", text_format(site->arena, "name=%s&password=" SITE_PASSWORD, name).at);
}

static void an_address_is_changed_by_password_and_a_link_and_can_be_taken_back__13(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example"), nobody = site_visitor(&site);
	assert_int_equal(ask(&ann, "new%40x.example", "wrong-password"), 422);
	assert_int_equal(ask(&ann, "nothing", SITE_PASSWORD), 422);
	assert_int_equal(ask(&ann, "ANN%40x.example", SITE_PASSWORD), 422);
	assert_int_equal(count(&site, "outbox"), 0);
	assert_int_equal(ask(&ann, "new%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&ann, "/account/address"), 200);
	assert_true(visitor_sees(&ann, "A new address waits to be confirmed"));
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	const char *path = link_of(&site, &peer, "/account/address/");
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> new@x.example\r\n")));
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	assert_int_equal(visitor_post(&nobody, path, ""), 303);
	assert_int_equal(visitor_post(&nobody, path, ""), 404);
	assert_int_equal(count(&site, "customers WHERE email = 'new@x.example' AND login = 'new@x.example'"), 1);
	assert_int_equal(count(&site, "emails WHERE address = 'new@x.example' AND verification = 2"), 1);
	assert_int_equal(sign_in(&site, "ann%40x.example"), 422);
	assert_int_equal(sign_in(&site, "new%40x.example"), 303);
	/* The old address is told, and whoever reads mail there has a way back that no further change takes away. */
	const char *undo = link_of(&site, &peer, "/account/address-undo/");
	letter = mail_peer_letter(&peer, 2);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	assert_true(text_find(letter, TEXT("new@x.example"), 0) != SIZE_MAX);
	engine_script(&site.engine, "DELETE FROM throttles");
	assert_int_equal(ask(&ann, "third%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&nobody, link_of(&site, &peer, "/account/address/")), 200);
	assert_int_equal(visitor_post(&nobody, link_of(&site, &peer, "/account/address/"), ""), 303);
	assert_int_equal(visitor_get(&nobody, undo), 200);
	assert_int_equal(visitor_post(&nobody, undo, ""), 303);
	assert_int_equal(visitor_post(&nobody, undo, ""), 404);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	assert_int_equal(visitor_get(&ann, "/account"), 303);
	/* Whoever took the address knew the password. */
	assert_int_equal(sign_in(&site, "ann%40x.example"), 422);
	mail_peer_stop(&peer);
	site_close(&site);
}

static int ask_further(struct visitor *visitor, const char *address, const char *password)
{
	struct text form = text_format(visitor->site->arena, "address=%s&old=%s&further=yes", address, password);
	assert_int_equal(visitor_get(visitor, "/account/address"), 200);
	return visitor_post(visitor, "/account/address", form.at);
}

static void a_further_address_counts_once_its_link_is_followed_and_may_become_the_primary_one__13(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example"), nobody = site_visitor(&site);
	assert_int_equal(ask_further(&ann, "work%40x.example", "wrong-password"), 422);
	assert_int_equal(ask_further(&ann, "work%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(count(&site, "emails"), 1);
	const char *path = link_of(&site, &peer, "/account/address/");
	assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(count(&site, "emails"), 1);
	assert_int_equal(visitor_post(&nobody, path, ""), 303);
	assert_int_equal(visitor_post(&nobody, path, ""), 404);
	assert_int_equal(
		count(&site, "emails WHERE address = 'work@x.example' AND verification = 2 AND is_primary = 0"), 1);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	assert_int_equal(sign_in(&site, "work%40x.example"), 303);
	/* The primary address is told. */
	link_of(&site, &peer, "/account/address");
	struct text letter = mail_peer_letter(&peer, mail_peer_count(&peer));
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	assert_true(text_find(letter, TEXT("work@x.example"), 0) != SIZE_MAX);
	/* Verified, it becomes the primary one at once; the old one gets its way back. */
	assert_int_equal(ask_further(&ann, "work%40x.example", SITE_PASSWORD), 422);
	assert_int_equal(ask(&ann, "work%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(count(&site, "customers WHERE email = 'work@x.example'"), 1);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_address_changed' AND recipient = 'ann@x.example'"),
			 1);
	/* The primary one stays; others go by one click. */
	int64_t primary = engine_number(&site.engine, "SELECT id FROM emails WHERE is_primary = 1");
	int64_t other = engine_number(&site.engine, "SELECT id FROM emails WHERE is_primary = 0");
	assert_int_equal(
		visitor_post(&ann, text_format(site.arena, "/account/emails/%lld/remove", (long long)primary).at, ""),
		409);
	assert_int_equal(
		visitor_post(&ann, text_format(site.arena, "/account/emails/%lld/remove", (long long)other).at, ""),
		303);
	assert_int_equal(count(&site, "emails"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void an_address_of_another_account_is_answered_like_a_free_one__10(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example");
	site_customer(&site, "ben@x.example");
	assert_int_equal(ask(&ann, "ben%40x.example", SITE_PASSWORD), 303);
	struct text head = text_copy(site.arena, ann.head);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_known' AND recipient = 'ben@x.example'"), 1);
	assert_int_equal(ask(&ann, "free%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(ann.head.size, head.size);
	/* Taken meanwhile: whoever was first has it. */
	const char *path = link_of(&site, &peer, "/account/address/");
	struct visitor nobody = site_visitor(&site);
	assert_int_equal(visitor_get(&nobody, path), 200);
	site_customer(&site, "free@x.example");
	assert_int_equal(visitor_post(&nobody, path, ""), 409);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	/* A new password ends what was asked for before. */
	assert_int_equal(ask(&ann, "other%40x.example", SITE_PASSWORD), 303);
	path = link_of(&site, &peer, "/account/address/");
	const struct secret another = {TEXT("quite-another-one-88")};
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'")};
	assert_int_equal(accounts_set_password(site_fresh(&site), id, another), DONE);
	assert_int_equal(visitor_get(&nobody, path), 404);
	mail_peer_stop(&peer);
	site_close(&site);
}

static int edit(struct visitor *staff, struct customer_id customer, const char *was, const char *address)
{
	struct arena *arena = staff->site->arena;
	struct text path = text_format(arena, "/admin/customers/%lld/edit", (long long)customer.value);
	struct text form = text_format(arena, "only=email&was_email=%s&email=%s", was, address);
	assert_int_equal(visitor_get(staff, path.at), 200);
	return visitor_post(staff, path.at, form.at);
}

static void staff_change_an_address_and_the_old_one_is_told_with_a_way_back__13(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner"), ann = site_account(&site, "ann@x.example"),
		       shop = site_key(&site, "customers.read customers.write"), nobody = site_visitor(&site);
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'")};
	assert_int_equal(edit(&owner, id, "ann%40x.example", "thief%40x.example"), 303);
	const char *confirm = link_of(&site, &peer, "/account/address/");
	struct text told = mail_peer_letter(&peer, 1);
	assert_int_equal(mail_peer_count(&peer), 2);
	assert_true(text_starts(told, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	assert_true(text_find(told, TEXT("thief@x.example"), 0) != SIZE_MAX);
	assert_true(
		text_starts(mail_peer_letter(&peer, 2), TEXT("Envelope: shop@batik.example -> thief@x.example\r\n")));
	/* Confirming what is there already is no other change. */
	assert_int_equal(count(&site, "emails WHERE address = 'thief@x.example' AND verification <> 2"), 1);
	assert_int_equal(visitor_get(&nobody, confirm), 200);
	assert_int_equal(visitor_post(&nobody, confirm, ""), 303);
	assert_int_equal(count(&site, "emails WHERE address = 'thief@x.example' AND verification = 2"), 1);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 2);
	const char *undo = mail_peer_path(&peer, told, "/account/address-undo/").at;
	assert_int_equal(visitor_get(&nobody, undo), 200);
	assert_int_equal(visitor_post(&nobody, undo, ""), 303);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	assert_int_equal(visitor_get(&ann, "/account"), 303);
	/* Another one that becomes the primary one; then one that does not; then a shop's own doing. */
	struct text emails = text_format(site.arena, "/admin/customers/%lld/emails/new", (long long)id.value);
	assert_int_equal(visitor_get(&owner, emails.at), 200);
	assert_int_equal(visitor_post(&owner, emails.at, "address=other%40x.example"), 303);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 3);
	assert_int_equal(visitor_post(&owner, emails.at, "address=third%40x.example&primary=yes"), 303);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 5);
	assert_true(text_starts(mail_peer_letter(&peer, 4), TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	struct text api = text_format(site.arena, "/api/v1/customers/%lld", (long long)id.value);
	assert_int_equal(visitor_send(&shop, "PATCH", api.at, "{\"email\":\"fourth@x.example\"}"), 200);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 5);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void whoever_is_blocked_changes_no_address_by_a_link_of_before__13(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example"), nobody = site_visitor(&site);
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'")};
	const struct access_ask block = {
		.reason = TEXT("inside"), .message = TEXT("Please call us."), .until = INSTANT_NONE};
	assert_int_equal(ask(&ann, "new%40x.example", SITE_PASSWORD), 303);
	const char *link = link_of(&site, &peer, "/account/address/");
	assert_int_equal(ask_further(&ann, "work%40x.example", SITE_PASSWORD), 303);
	const char *further = link_of(&site, &peer, "/account/address/");
	assert_int_equal(access_change(site_fresh(&site), id, ACCESS_VERB_BLOCK, &block), DONE);
	assert_int_equal(visitor_get(&nobody, link), 200);
	assert_int_equal(visitor_post(&nobody, link, ""), 403);
	assert_true(visitor_sees(&nobody, "Please call us."));
	assert_false(visitor_sees(&nobody, "inside"));
	assert_int_equal(visitor_post(&nobody, further, ""), 403);
	assert_int_equal(count(&site, "emails"), 1);
	assert_int_equal(count(&site, "customers WHERE email = 'ann@x.example'"), 1);
	/* Once they are let in again, it works. */
	assert_int_equal(access_change(site_fresh(&site), id, ACCESS_VERB_UNBLOCK, &block), DONE);
	assert_int_equal(visitor_post(&nobody, link, ""), 303);
	assert_int_equal(count(&site, "customers WHERE email = 'new@x.example'"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void an_address_set_to_pending_is_asked_to_be_confirmed_and_closes_nothing__0_D11(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner"), ann = site_account(&site, "ann@x.example"),
		       shop = site_key(&site, "customers.read customers.write"), nobody = site_visitor(&site);
	int64_t id = engine_number(&site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'");
	int64_t email = engine_number(&site.engine, "SELECT id FROM emails WHERE address = 'ann@x.example'");
	struct text page =
		text_format(site.arena, "/admin/customers/%lld/emails/%lld", (long long)id, (long long)email);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_int_equal(visitor_post(&owner, page.at,
				      "address=ann%40x.example&was_address=ann%40x.example&verification=pending"),
			 303);
	const char *link = link_of(&site, &peer, "/account/address/");
	assert_int_equal(mail_peer_count(&peer), 1);
	assert_true(text_starts(mail_peer_letter(&peer, 1), TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_int_equal(sign_in(&site, "ann%40x.example"), 303);
	assert_int_equal(visitor_get(&nobody, link), 200);
	assert_int_equal(visitor_post(&nobody, link, ""), 303);
	assert_int_equal(count(&site, "emails WHERE address = 'ann@x.example' AND verification = 2"), 1);
	outbox_run_waiting(site.engine.store, BASE);
	assert_int_equal(mail_peer_count(&peer), 1);
	/* A further one, over the API: it stays a further one. */
	struct text api = text_format(site.arena, "/api/v1/customers/%lld/emails", (long long)id);
	assert_int_equal(visitor_send(&shop, "POST", api.at, "{\"address\":\"work@x.example\"}"), 201);
	email = engine_number(&site.engine, "SELECT id FROM emails WHERE address = 'work@x.example'");
	api = text_format(site.arena, "%s/%lld", api.at, (long long)email);
	assert_int_equal(visitor_send(&shop, "PATCH", api.at, "{\"verification\":\"pending\"}"), 200);
	link = link_of(&site, &peer, "/account/address/");
	assert_true(
		text_starts(mail_peer_letter(&peer, 2), TEXT("Envelope: shop@batik.example -> work@x.example\r\n")));
	assert_int_equal(visitor_post(&nobody, link, ""), 303);
	assert_int_equal(
		count(&site, "emails WHERE address = 'work@x.example' AND verification = 2 AND is_primary = 0"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void the_primary_address_signs_in_while_it_waits_and_takes_no_name_from_anybody__13(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_account(&site, "ann@x.example");
	site_account(&site, "ben@x.example");
	int64_t ben = engine_number(&site.engine, "SELECT id FROM customers WHERE email = 'ben@x.example'");
	engine_script(&site.engine, "UPDATE customers SET login = 'ann' WHERE login = 'ann@x.example';"
				    "UPDATE claims SET value = 'ann' WHERE kind = 1 AND value = 'ann@x.example';"
				    "UPDATE emails SET verification = 1 WHERE folded = 'ann@x.example'");
	assert_int_equal(sign_in(&site, "ann%40x.example"), 303);
	/* Neither a further one nor one that nobody is asked to confirm. */
	engine_script(&site.engine, "UPDATE emails SET is_primary = 0 WHERE folded = 'ann@x.example'");
	assert_int_equal(sign_in(&site, "ann%40x.example"), 422);
	engine_script(&site.engine,
		      "UPDATE emails SET is_primary = 1, verification = 0 WHERE folded = 'ann@x.example'");
	assert_int_equal(sign_in(&site, "ann%40x.example"), 422);
	/* Somebody's login of the same letters stays theirs. */
	engine_script(&site.engine, text_format(site.arena,
						"UPDATE emails SET verification = 1 WHERE folded = 'ann@x.example';"
						"INSERT INTO claims (kind, value, customer_id) "
						"VALUES (1, 'ann@x.example', %lld)",
						(long long)ben)
					    .at);
	struct visitor visitor = site_visitor(&site);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	assert_int_equal(visitor_post(&visitor, "/login", "name=ann%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	assert_true(visitor_sees(&visitor, "ben@x.example"));
	site_close(&site);
}

static int add(struct visitor *staff, const char *form)
{
	assert_int_equal(visitor_get(staff, "/admin/customers/new"), 200);
	return visitor_post(staff, "/admin/customers/new", form);
}

static void whoever_is_added_by_hand_is_invited_when_that_is_ticked(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(add(&owner, "first_name=Ann&email=ann%40x.example"), 303);
	assert_int_equal(count(&site, "outbox"), 0);
	assert_int_equal(add(&owner, "first_name=Ben&email=ben%40x.example&invite=yes"), 303);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_invitation' AND recipient = 'ben@x.example'"), 1);
	/* Without an address there is nobody to invite, and nobody is added half. */
	assert_int_equal(add(&owner, "first_name=Cem&invite=yes"), 409);
	assert_int_equal(count(&site, "customers WHERE first_name = 'Cem'"), 0);
	assert_int_equal(add(&owner, "first_name=Dan&email=dan%40x.example&guest=yes&invite=yes"), 303);
	assert_int_equal(count(&site, "outbox"), 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_address_is_changed_by_password_and_a_link_and_can_be_taken_back__13),
		ON_BOTH(a_further_address_counts_once_its_link_is_followed_and_may_become_the_primary_one__13),
		ON_BOTH(an_address_of_another_account_is_answered_like_a_free_one__10),
		ON_BOTH(staff_change_an_address_and_the_old_one_is_told_with_a_way_back__13),
		ON_BOTH(whoever_is_blocked_changes_no_address_by_a_link_of_before__13),
		ON_BOTH(an_address_set_to_pending_is_asked_to_be_confirmed_and_closes_nothing__0_D11),
		ON_BOTH(the_primary_address_signs_in_while_it_waits_and_takes_no_name_from_anybody__13),
		ON_BOTH(whoever_is_added_by_hand_is_invited_when_that_is_ticked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
