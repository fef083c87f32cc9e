/* Stories of those who register themselves, over the socket and through a real mail server, on both engines. */
#include "features/registrations/registrations.h"

#include "features/contacts/contacts.h"
#include "format/url.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#include <dlfcn.h>
#include <sodium.h>

#define BASE    TEXT("https://crm.example.com")
#define CHOSEN  "three-small-boats"
#define CONFIRM "/register/confirm/"

static int argon2_runs;

int crypto_pwhash_argon2id_str(char out[crypto_pwhash_STRBYTES], const char *passwd, unsigned long long passwdlen,
			       unsigned long long ops, size_t memory)
{
	int (*real)(char *, const char *, unsigned long long, unsigned long long, size_t) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_argon2id_str");
	argon2_runs++;
	return real(out, passwd, passwdlen, ops, memory);
}

struct shop {
	struct site site;
	struct mail_peer peer;
	struct visitor visitor;
};

static void shop_open(struct shop *shop, const char *engine)
{
	site_open(&shop->site, engine);
	mail_peer_serve(&shop->peer, &shop->site);
	shop->visitor = site_visitor(&shop->site);
}

static void shop_close(struct shop *shop)
{
	mail_peer_stop(&shop->peer);
	site_close(&shop->site);
}

static int64_t count(struct shop *shop, const char *of)
{
	return engine_number(&shop->site.engine, text_format(shop->site.arena, "SELECT COUNT(*) FROM %s", of).at);
}

/* Of the newest letter. */
static struct text letter_of(struct shop *shop)
{
	outbox_run_waiting(shop->site.engine.store, BASE);
	return mail_peer_letter(&shop->peer, mail_peer_count(&shop->peer));
}

static const char *link_of(struct shop *shop)
{
	return mail_peer_path(&shop->peer, letter_of(shop), CONFIRM).at;
}

static int enter(struct shop *shop, const char *form)
{
	assert_int_equal(visitor_get(&shop->visitor, "/register"), 200);
	return visitor_post(&shop->visitor, "/register", form);
}

static int sign_in(struct shop *shop, const char *name, const char *password)
{
	shop->visitor = site_visitor(&shop->site);
	assert_int_equal(visitor_get(&shop->visitor, "/login"), 200);
	return visitor_post(&shop->visitor, "/login",
			    text_format(shop->site.arena, "name=%s&password=%s", name, password).at);
}

#define FARAH "email=farah%40x.example&password=" SITE_PASSWORD "&first_name=Farah&last_name=Aziz"

static void who_registers_confirms_by_mail_and_signs_in__4_C1__4_C6(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	assert_int_equal(enter(&shop, FARAH), 303);
	assert_int_equal(visitor_get(&shop.visitor, shop.visitor.location.at), 200);
	assert_true(visitor_sees(&shop.visitor, "Look into your mail"));
	assert_int_equal(count(&shop, "customers WHERE activation = 0 AND approval = 1 AND status = 6"), 1);
	assert_int_equal(count(&shop, "events WHERE name = 'customer.registered' AND actor_kind = 2"), 1);
	/* The right password opens nothing yet, and says what is to be done. */
	assert_int_equal(sign_in(&shop, "farah%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&shop.visitor, "Your registration is not confirmed yet."));
	assert_true(visitor_sees(&shop.visitor, "/register/again"));
	const char *path = link_of(&shop);
	struct text letter = mail_peer_letter(&shop.peer, 1);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> farah@x.example\r\n")));
	/* Nobody has checked that name, so it is not sent to anybody. */
	assert_true(text_find(letter, TEXT("Farah"), 0) == SIZE_MAX);
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&shop.visitor, path), 200);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=not-that-one-88"), 422);
	assert_int_equal(count(&shop, "customers WHERE activation = 0"), 1);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" SITE_PASSWORD), 404);
	assert_int_equal(sign_in(&shop, "farah%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&shop.visitor, "/account"), 200);
	assert_true(visitor_sees(&shop.visitor, "Farah Aziz"));
	assert_int_equal(count(&shop, "emails WHERE verification = 2"), 1);
	assert_int_equal(count(&shop, "registrations"), 0);
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_welcome'"), 1);
	assert_int_equal(count(&shop, "events WHERE name = 'customer.activated' AND actor_kind = 2"), 1);
	shop_close(&shop);
}

static void an_address_that_is_taken_is_answered_like_a_free_one__10(void **state)
{
	static const char *const addresses[] = {"free%40x.example",    "ann%40x.example",     "guest%40x.example",
						"blocked%40x.example", "trashed%40x.example", "login%40x.example"};
	struct shop shop;
	struct text head = TEXT_NONE;
	shop_open(&shop, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	site_give_password(&shop.site, site_customer(&shop.site, "ann@x.example"));
	assert_int_equal(access_change(site_fresh(&shop.site), site_customer(&shop.site, "guest@x.example"),
				       ACCESS_VERB_MAKE_GUEST, &nothing),
			 DONE);
	assert_int_equal(access_change(site_fresh(&shop.site), site_customer(&shop.site, "blocked@x.example"),
				       ACCESS_VERB_BLOCK, &nothing),
			 DONE);
	assert_int_equal(
		customers_trash(site_fresh(&shop.site), site_customer(&shop.site, "trashed@x.example"), TEXT("")),
		DONE);
	engine_script(&shop.site.engine,
		      "INSERT INTO claims (kind, value, customer_id) VALUES (1, 'login@x.example', 1)");
	/* The hash of nobody is made once, with the first password. */
	assert_int_equal(sign_in(&shop, "nobody%40x.example", CHOSEN), 422);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		shop.visitor = site_visitor(&shop.site);
		struct text form =
			text_format(shop.site.arena, "email=%s&password=" CHOSEN "&first_name=X", addresses[i]);
		argon2_runs = 0;
		assert_int_equal(enter(&shop, form.at), 303);
		assert_int_equal(argon2_runs, 1);
		if (text_is_none(head))
			head = shop.visitor.head;
		assert_int_equal(shop.visitor.head.size, head.size);
		/* What is wrong with the rest is said whosever the address is. */
		struct text bad = text_format(shop.site.arena, "email=%s&password=short&first_name=X", addresses[i]);
		assert_int_equal(enter(&shop, bad.at), 422);
		assert_int_equal(count(&shop, "outbox"), (int64_t)i + 1);
	}
	/* Whoever has the address is told; a guest's is free for an account. */
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_confirmation'"), 2);
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_known'"), 4);
	assert_int_equal(sign_in(&shop, "ann%40x.example", CHOSEN), 422);
	assert_int_equal(sign_in(&shop, "ann%40x.example", SITE_PASSWORD), 303);
	shop_close(&shop);
}

/* Somebody registers another's address before they do. */
static void a_password_that_a_stranger_chose_never_opens_an_account__13(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	assert_int_equal(enter(&shop, "email=farah%40x.example&password=stranger-chose-it-1&first_name=Mallory"), 303);
	const char *stranger = link_of(&shop);
	assert_int_equal(visitor_post(&shop.visitor, stranger, "password=" SITE_PASSWORD), 422);
	assert_true(visitor_sees(&shop.visitor, "This is not the password"));
	/* Registering oneself replaces all that was said, and the stranger's link. */
	assert_int_equal(enter(&shop, "email=farah%40x.example&password=" SITE_PASSWORD "&first_name=Farah"), 303);
	assert_int_equal(count(&shop, "customers"), 1);
	assert_int_equal(count(&shop, "customers WHERE first_name = 'Farah'"), 1);
	assert_int_equal(visitor_get(&shop.visitor, stranger), 404);
	/* The stranger comes back; whoever reads the letter sets their own password. */
	assert_int_equal(enter(&shop, "email=farah%40x.example&password=stranger-chose-it-2&first_name=Mallory"), 303);
	const char *path = link_of(&shop);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" CHOSEN "&fresh=yes"), 303);
	assert_int_equal(sign_in(&shop, "farah%40x.example", "stranger-chose-it-2"), 422);
	assert_int_equal(sign_in(&shop, "farah%40x.example", CHOSEN), 303);
	/* From now on the address is theirs. */
	shop.visitor = site_visitor(&shop.site);
	assert_int_equal(enter(&shop, "email=farah%40x.example&password=stranger-chose-it-3&first_name=Mallory"), 303);
	assert_int_equal(sign_in(&shop, "farah%40x.example", "stranger-chose-it-3"), 422);
	shop_close(&shop);
}

static void types_say_who_may_register_what_is_asked_and_who_is_approved__2_C5(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	engine_script(&shop.site.engine,
		      "INSERT INTO types (id, word, name, position, active, is_default, approval, registration, "
		      "shown_fields, required_fields, discount, created) VALUES "
		      "(2, 'trade', 'Trade', 2, 1, 0, 1, 1, 'company', 'company', 0, 1), "
		      "(3, 'inner', 'Inner', 3, 1, 0, 0, 0, '', '', 0, 1), "
		      "(4, 'led', 'Led', 4, 1, 0, 0, 1, '', 'representative', 0, 1);");
	assert_int_equal(visitor_get(&shop.visitor, "/register?type=trade"), 200);
	assert_true(visitor_sees(&shop.visitor, "name=\"company\""));
	assert_false(visitor_sees(&shop.visitor, "type=inner"));
	assert_false(visitor_sees(&shop.visitor, "type=led"));
	assert_int_equal(visitor_get(&shop.visitor, "/register"), 200);
	assert_false(visitor_sees(&shop.visitor, "name=\"company\""));
	assert_int_equal(enter(&shop, FARAH "&type=trade"), 422);
	assert_true(visitor_sees(&shop.visitor, "This is needed for customers of this type."));
	assert_int_equal(enter(&shop, FARAH "&type=inner"), 422);
	assert_int_equal(enter(&shop, FARAH "&company=Batik"), 422);
	engine_script(&shop.site.engine, "DELETE FROM throttles");
	/* First as one who is let in at once, then as one whom staff must approve: approval is asked for. */
	assert_int_equal(enter(&shop, FARAH), 303);
	assert_int_equal(enter(&shop, FARAH "&type=trade&company=Batik"), 303);
	const char *path = link_of(&shop);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" SITE_PASSWORD), 200);
	assert_true(visitor_sees(&shop.visitor, "We look at it and write to you as soon as your account is open."));
	assert_int_equal(sign_in(&shop, "farah%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&shop.visitor, "Your registration is being checked."));
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_welcome'"), 0);
	/* All are approved by themselves when the business says so. */
	assert_int_equal(settings_set(site_fresh(&shop.site), SETTING_APPROVAL_AUTOMATIC, TEXT("yes")), DONE);
	shop.visitor = site_visitor(&shop.site);
	assert_int_equal(enter(&shop, "email=ben%40x.example&password=" SITE_PASSWORD "&type=trade&company=B"), 303);
	assert_int_equal(count(&shop, "customers WHERE email = 'ben@x.example' AND approval = 1"), 1);
	shop_close(&shop);
}

static void what_is_not_theirs_to_say_is_refused__5(void **state)
{
	static const char *const more[] = {
		"&activation=activated", "&approval=approved", "&vip=yes",       "&group=1", "&credit=5",
		"&since=2020-01-01",     "&channel=shop",      "&attributes/x=1"};
	struct shop shop;
	shop_open(&shop, *state);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		assert_int_equal(enter(&shop, text_join(shop.site.arena, TEXT(FARAH), text_of(more[i])).at), 422);
	/* What programs fill in and people do not see. */
	assert_int_equal(enter(&shop, FARAH "&homepage=x"), 303);
	assert_int_equal(count(&shop, "customers"), 0);
	assert_int_equal(count(&shop, "outbox"), 0);
	shop_close(&shop);
}

static void attributes_that_customers_fill_in_are_asked_and_others_are_not(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	engine_script(
		&shop.site.engine,
		"INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, "
		"created) VALUES (1, 'size', 0, 1, 1, 1, 1, 1, 0, 1), (2, 'inner', 0, 2, 1, 1, 0, 0, 0, 1)");
	assert_int_equal(visitor_get(&shop.visitor, "/register"), 200);
	assert_true(visitor_sees(&shop.visitor, "attributes/size"));
	assert_false(visitor_sees(&shop.visitor, "attributes/inner"));
	assert_int_equal(enter(&shop, FARAH), 422);
	assert_int_equal(enter(&shop, FARAH "&attributes/size=xl&attributes/inner=rich"), 422);
	assert_int_equal(enter(&shop, FARAH "&attributes/size=xl"), 303);
	assert_int_equal(count(&shop, "customer_attributes WHERE text = 'xl'"), 1);
	shop_close(&shop);
}

static void registering_is_limited_by_address_and_by_place_after_a_restart_too__15(void **state)
{
	struct shop shop;
	struct site again;
	shop_open(&shop, *state);
	for (int i = 0; i < 5; i++)
		assert_int_equal(enter(&shop, FARAH), 303);
	site_open_on(&again, &shop.site.engine);
	struct visitor later = site_visitor(&again);
	assert_int_equal(visitor_get(&later, "/register"), 200);
	assert_int_equal(visitor_post(&later, "/register", "email=FARAH%40x.example&password=" CHOSEN), 429);
	assert_int_equal(visitor_get(&later, "/register/again"), 200);
	assert_int_equal(visitor_post(&later, "/register/again", "email=farah%40x.example"), 429);
	site_close(&again);
	engine_script(&shop.site.engine, "UPDATE throttles SET used = 20 WHERE name = 'register:address:127.0.0.1'");
	assert_int_equal(enter(&shop, "email=ben%40x.example&password=" CHOSEN), 429);
	shop_close(&shop);
}

/* ---- once more, reminding, vanishing ---- */

static void the_link_is_sent_once_more_to_whoever_waits_and_to_nobody_else__10(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	site_customer(&shop.site, "ann@x.example");
	assert_int_equal(enter(&shop, FARAH), 303);
	const char *first = link_of(&shop);
	assert_int_equal(visitor_get(&shop.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&shop.visitor, "/register/again", "email=ann%40x.example"), 303);
	assert_int_equal(visitor_get(&shop.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&shop.visitor, "/register/again", "email=nobody%40x.example"), 303);
	assert_int_equal(count(&shop, "outbox"), 1);
	assert_int_equal(visitor_get(&shop.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&shop.visitor, "/register/again", "email=farah%40x.example"), 303);
	const char *second = link_of(&shop);
	assert_int_equal(visitor_get(&shop.visitor, first), 404);
	assert_int_equal(visitor_get(&shop.visitor, second), 200);
	/* Staff see what became of the letter, and send it too. */
	struct visitor owner = site_staff(&shop.site, "owner"), auditor = site_staff(&shop.site, "auditor");
	int64_t id = engine_number(&shop.site.engine, "SELECT customer_id FROM registrations");
	struct text page = text_format(shop.site.arena, "/admin/customers/%lld", (long long)id);
	struct text link = text_join(shop.site.arena, page, TEXT("/confirmation-link"));
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "its link has not been followed yet."));
	assert_int_equal(visitor_post(&auditor, link.at, ""), 403);
	assert_int_equal(visitor_post(&owner, link.at, ""), 303);
	assert_int_equal(visitor_post(&shop.visitor, link_of(&shop), "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&owner, link.at, ""), 409);
	shop_close(&shop);
}

static void why_somebody_is_not_in_yet_stands_on_their_page__4_X1(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	struct visitor owner = site_staff(&shop.site, "owner");
	assert_int_equal(enter(&shop, "email=refused%40x.example&password=" SITE_PASSWORD "&first_name=Farah"), 303);
	int64_t id = engine_number(&shop.site.engine, "SELECT customer_id FROM registrations");
	struct text page = text_format(shop.site.arena, "/admin/customers/%lld", (long long)id);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "has not left yet."));
	outbox_run_waiting(shop.site.engine.store, BASE);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "could not be delivered to refused@x.example."));
	engine_script(&shop.site.engine, "UPDATE outbox SET state = 2, created = 1");
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "was not followed in time and has ended."));
	/* Freischalten: the password that they chose opens it, without the letter. */
	struct text activate = text_join(shop.site.arena, page, TEXT("/activate"));
	assert_int_equal(visitor_post(&owner, activate.at, "confirmation=yes"), 303);
	assert_int_equal(sign_in(&shop, "refused%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_false(visitor_sees(&owner, "have not confirmed it"));
	shop_close(&shop);
}

static void who_does_not_confirm_is_reminded_after_a_day_and_gone_after_a_month(void **state)
{
	struct shop shop;
	int64_t done;
	shop_open(&shop, *state);
	assert_int_equal(enter(&shop, FARAH), 303);
	assert_int_equal(enter(&shop, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(enter(&shop, "email=eve%40x.example&password=" SITE_PASSWORD), 303);
	engine_script(&shop.site.engine, "UPDATE customers SET activation = 1 WHERE email = 'eve@x.example'");
	assert_int_equal(registrations_remind(site_fresh(&shop.site), 100, &done), DONE);
	assert_int_equal(done, 0);
	const char *first = link_of(&shop);
	engine_script(&shop.site.engine, "UPDATE registrations SET at = at - 86500000000");
	for (int i = 0; i < 2; i++)
		assert_int_equal(registrations_remind(site_fresh(&shop.site), 100, &done), DONE);
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_reminder'"), 2);
	assert_int_equal(registrations_remove_old(site_fresh(&shop.site), 100, &done), DONE);
	assert_int_equal(done, 0);
	/* Both links work until one is used. */
	outbox_run_waiting(shop.site.engine.store, BASE);
	assert_int_equal(visitor_get(&shop.visitor, first), 200);
	assert_int_equal(visitor_post(&shop.visitor, link_of(&shop), "password=" SITE_PASSWORD), 303);
	engine_script(&shop.site.engine, "UPDATE registrations SET at = at - 30 * 86400000000");
	assert_int_equal(registrations_remove_old(site_fresh(&shop.site), 100, &done), DONE);
	assert_int_equal(done, 1);
	assert_int_equal(count(&shop, "customers"), 2);
	assert_int_equal(count(&shop, "registrations"), 0);
	assert_int_equal(count(&shop, "audit_entries WHERE name = 'registrations.vanished'"), 1);
	assert_int_equal(count(&shop, "audit_entries WHERE name = 'customer.erased'"), 1);
	shop_close(&shop);
}

static void a_guests_record_becomes_the_account_when_they_say_so(void **state)
{
	struct shop shop;
	struct customer_row row;
	shop_open(&shop, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct customer_id guest = site_customer(&shop.site, "farah@x.example");
	assert_int_equal(access_change(site_fresh(&shop.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	engine_script(&shop.site.engine, "UPDATE customers SET company = 'Batik Sdn Bhd'");
	assert_int_equal(enter(&shop, FARAH), 303);
	assert_false(visitor_sees(&shop.visitor, "Batik"));
	const char *path = link_of(&shop);
	assert_int_equal(visitor_get(&shop.visitor, path), 200);
	assert_true(visitor_sees(&shop.visitor, "Add what I did here before with this address"));
	assert_false(visitor_sees(&shop.visitor, "Batik Sdn Bhd"));
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" SITE_PASSWORD "&join=yes"), 303);
	assert_int_equal(customers_get(site_fresh(&shop.site), guest, &row), DONE);
	assert_false(row.guest);
	ASSERT_TEXT(row.company, TEXT("Batik Sdn Bhd"));
	ASSERT_TEXT(row.last_name, TEXT("Aziz"));
	assert_int_equal(count(&shop, "customers"), 1);
	assert_int_equal(count(&shop, "events WHERE name = 'customer.registered'"), 1);
	assert_int_equal(sign_in(&shop, "farah%40x.example", SITE_PASSWORD), 303);
	/* Who says nothing leaves it apart. */
	struct customer_id other = site_customer(&shop.site, "ben@x.example");
	assert_int_equal(access_change(site_fresh(&shop.site), other, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	shop.visitor = site_visitor(&shop.site);
	assert_int_equal(enter(&shop, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&shop.visitor, link_of(&shop), "password=" SITE_PASSWORD), 303);
	assert_int_equal(customers_get(site_fresh(&shop.site), other, &row), DONE);
	assert_true(row.guest);
	shop_close(&shop);
}

static void a_guest_who_is_blocked_is_a_blocked_account(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct customer_id guest = site_customer(&shop.site, "farah@x.example");
	assert_int_equal(access_change(site_fresh(&shop.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	assert_int_equal(access_change(site_fresh(&shop.site), guest, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(enter(&shop, FARAH), 303);
	assert_int_equal(visitor_post(&shop.visitor, link_of(&shop), "password=" SITE_PASSWORD "&join=yes"), 200);
	assert_true(visitor_sees(&shop.visitor, "Your account is blocked."));
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_welcome'"), 0);
	shop_close(&shop);
}

static void a_shop_registers_its_customers_by_the_same_rules(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	struct visitor key = site_key(&shop.site, "customers.register"), other = site_key(&shop.site, "customers.read");
	const char *farah = "{\"email\":\"farah@x.example\",\"first_name\":\"Farah\",\"language\":\"ms\"}";
	assert_int_equal(visitor_send(&other, "POST", "/api/v1/registrations", farah), 403);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", farah), 202);
	struct text said = text_copy(shop.site.arena, key.body);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", "{\"email\":\"no\"}"), 422);
	assert_int_equal(
		visitor_send(&key, "POST", "/api/v1/registrations", "{\"email\":\"a@x.example\",\"channel\":\"no\"}"),
		422);
	struct text letter = letter_of(&shop);
	ASSERT_TEXT(mail_peer_header(&shop.peer, letter, "Content-Language"), TEXT("ms"));
	const char *path = mail_peer_path(&shop.peer, letter, CONFIRM).at;
	/* Without a password from the shop it is chosen here. */
	assert_int_equal(visitor_get(&shop.visitor, path), 200);
	assert_int_equal(visitor_post(&shop.visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(sign_in(&shop, "farah%40x.example", CHOSEN), 303);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", farah), 202);
	ASSERT_TEXT(key.body, said);
	assert_int_equal(count(&shop, "outbox WHERE what = 'account_known'"), 1);
	shop_close(&shop);
}

static void terms_are_accepted_with_time_and_place_and_staff_are_told(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	engine_script(&shop.site.engine, "UPDATE channels SET terms = 'https://shop.example/terms-3'");
	assert_int_equal(settings_set(site_fresh(&shop.site), SETTING_REGISTRATION_TELL, TEXT("sales@batik.example")),
			 DONE);
	assert_int_equal(enter(&shop, FARAH), 422);
	assert_true(visitor_sees(&shop.visitor, "Accept the terms to register."));
	assert_int_equal(enter(&shop, FARAH "&terms=yes"), 303);
	assert_int_equal(count(&shop, "event_values WHERE field = 'terms' AND new = 'https://shop.example/terms-3'"),
			 1);
	assert_int_equal(count(&shop, "event_values WHERE field = 'ip' AND new = '127.0.0.1'"), 1);
	assert_int_equal(visitor_post(&shop.visitor, link_of(&shop), "password=" SITE_PASSWORD), 303);
	assert_int_equal(count(&shop, "outbox WHERE what = 'registered' AND recipient = 'sales@batik.example'"), 1);
	shop_close(&shop);
}

static void without_mail_or_an_open_type_nobody_registers(void **state)
{
	struct shop shop;
	shop_open(&shop, *state);
	assert_int_equal(visitor_get(&shop.visitor, "/login"), 200);
	assert_true(visitor_sees(&shop.visitor, "No account yet? Register"));
	engine_script(&shop.site.engine, "UPDATE types SET registration = 0");
	assert_int_equal(visitor_get(&shop.visitor, "/login"), 200);
	assert_false(visitor_sees(&shop.visitor, "No account yet? Register"));
	assert_int_equal(enter(&shop, FARAH), 422);
	assert_true(visitor_sees(&shop.visitor, "Nobody can register here at the moment."));
	engine_script(&shop.site.engine, "UPDATE types SET registration = 1");
	assert_int_equal(settings_set(site_fresh(&shop.site), SETTING_MAIL_HOST, TEXT("")), DONE);
	assert_int_equal(enter(&shop, FARAH), 422);
	assert_int_equal(count(&shop, "customers"), 0);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_registers_confirms_by_mail_and_signs_in__4_C1__4_C6),
		ON_BOTH(an_address_that_is_taken_is_answered_like_a_free_one__10),
		ON_BOTH(a_password_that_a_stranger_chose_never_opens_an_account__13),
		ON_BOTH(types_say_who_may_register_what_is_asked_and_who_is_approved__2_C5),
		ON_BOTH(what_is_not_theirs_to_say_is_refused__5),
		ON_BOTH(attributes_that_customers_fill_in_are_asked_and_others_are_not),
		ON_BOTH(registering_is_limited_by_address_and_by_place_after_a_restart_too__15),
		ON_BOTH(the_link_is_sent_once_more_to_whoever_waits_and_to_nobody_else__10),
		ON_BOTH(why_somebody_is_not_in_yet_stands_on_their_page__4_X1),
		ON_BOTH(who_does_not_confirm_is_reminded_after_a_day_and_gone_after_a_month),
		ON_BOTH(a_guests_record_becomes_the_account_when_they_say_so),
		ON_BOTH(a_guest_who_is_blocked_is_a_blocked_account),
		ON_BOTH(a_shop_registers_its_customers_by_the_same_rules),
		ON_BOTH(terms_are_accepted_with_time_and_place_and_staff_are_told),
		ON_BOTH(without_mail_or_an_open_type_nobody_registers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
