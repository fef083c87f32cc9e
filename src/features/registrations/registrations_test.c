/* Stories of those who register themselves, over the socket and through a real mail server, on both engines. Guests who
 * do: registrations_guests_test.c. */
#include "features/registrations/registrations.h"

#include "features/contacts/contacts.h"
#include "format/url.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/register_desk.h"

#include <dlfcn.h>
#include <sodium.h>

#define CHOSEN "three-small-boats"

static int argon2_runs;

int crypto_pwhash_argon2id_str(char out[crypto_pwhash_STRBYTES], const char *passwd, unsigned long long passwdlen,
			       unsigned long long ops, size_t memory)
{
	int (*real)(char *, const char *, unsigned long long, unsigned long long, size_t) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_argon2id_str");
	argon2_runs++;
	return real(out, passwd, passwdlen, ops, memory);
}

static void who_registers_confirms_by_mail_and_signs_in__4_C1__4_C6(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	assert_int_equal(visitor_get(&desk.visitor, desk.visitor.location.at), 200);
	assert_true(visitor_sees(&desk.visitor, "Look into your mail"));
	assert_int_equal(desk_count(&desk, "customers WHERE activation = 0 AND approval = 1 AND status = 6"), 1);
	assert_int_equal(desk_count(&desk, "events WHERE name = 'customer.registered' AND actor_kind = 2"), 1);
	/* The right password opens nothing yet, and says what is to be done. */
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&desk.visitor, "Your registration is not confirmed yet."));
	assert_true(visitor_sees(&desk.visitor, "/register/again"));
	const char *path = desk_link(&desk);
	struct text letter = mail_peer_letter(&desk.peer, 1);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> farah@x.example\r\n")));
	/* Nobody has checked that name, so it is not sent to anybody. */
	assert_true(text_find(letter, TEXT("Farah"), 0) == SIZE_MAX);
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&desk.visitor, path), 200);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=not-that-one-88"), 422);
	assert_int_equal(desk_count(&desk, "customers WHERE activation = 0"), 1);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" SITE_PASSWORD), 404);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&desk.visitor, "/account"), 200);
	assert_true(visitor_sees(&desk.visitor, "Farah Aziz"));
	assert_int_equal(desk_count(&desk, "emails WHERE verification = 2"), 1);
	assert_int_equal(desk_count(&desk, "registrations"), 0);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_welcome'"), 1);
	assert_int_equal(desk_count(&desk, "events WHERE name = 'customer.activated' AND actor_kind = 2"), 1);
	desk_close(&desk);
}

static void an_address_that_is_taken_is_answered_like_a_free_one__10(void **state)
{
	static const char *const addresses[] = {"free%40x.example",    "ann%40x.example",     "guest%40x.example",
						"blocked%40x.example", "trashed%40x.example", "login%40x.example"};
	struct desk desk;
	struct text head = TEXT_NONE;
	desk_open(&desk, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	site_give_password(&desk.site, site_customer(&desk.site, "ann@x.example"));
	assert_int_equal(access_change(site_fresh(&desk.site), site_customer(&desk.site, "guest@x.example"),
				       ACCESS_VERB_MAKE_GUEST, &nothing),
			 DONE);
	assert_int_equal(access_change(site_fresh(&desk.site), site_customer(&desk.site, "blocked@x.example"),
				       ACCESS_VERB_BLOCK, &nothing),
			 DONE);
	assert_int_equal(
		customers_trash(site_fresh(&desk.site), site_customer(&desk.site, "trashed@x.example"), TEXT("")),
		DONE);
	engine_script(&desk.site.engine,
		      "INSERT INTO claims (kind, value, customer_id) VALUES (1, 'login@x.example', 1)");
	/* The hash of nobody is made once, with the first password. */
	assert_int_equal(desk_sign_in(&desk, "nobody%40x.example", CHOSEN), 422);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		desk.visitor = site_visitor(&desk.site);
		struct text form =
			text_format(desk.site.arena, "email=%s&password=" CHOSEN "&first_name=X", addresses[i]);
		argon2_runs = 0;
		assert_int_equal(desk_enter(&desk, form.at), 303);
		assert_int_equal(argon2_runs, 1);
		if (text_is_none(head))
			head = desk.visitor.head;
		assert_int_equal(desk.visitor.head.size, head.size);
		/* What is wrong with the rest is said whosever the address is. */
		struct text bad = text_format(desk.site.arena, "email=%s&password=short&first_name=X", addresses[i]);
		assert_int_equal(desk_enter(&desk, bad.at), 422);
		assert_int_equal(desk_count(&desk, "outbox"), (int64_t)i + 1);
	}
	/* Whoever has the address is told; a guest's is free for an account. */
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_confirmation'"), 2);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_known'"), 4);
	assert_int_equal(desk_sign_in(&desk, "ann%40x.example", CHOSEN), 422);
	assert_int_equal(desk_sign_in(&desk, "ann%40x.example", SITE_PASSWORD), 303);
	desk_close(&desk);
}

/* Somebody registers another's address before they do. */
static void a_password_that_a_stranger_chose_never_opens_an_account__13(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	assert_int_equal(desk_enter(&desk, "email=farah%40x.example&password=stranger-chose-it-1&first_name=Mallory"),
			 303);
	const char *stranger = desk_link(&desk);
	assert_int_equal(visitor_post(&desk.visitor, stranger, "password=" SITE_PASSWORD), 422);
	assert_true(visitor_sees(&desk.visitor, "This is not the password"));
	/* Registering oneself replaces all that was said, and the stranger's link. */
	assert_int_equal(desk_enter(&desk, "email=farah%40x.example&password=" SITE_PASSWORD "&first_name=Farah"), 303);
	assert_int_equal(desk_count(&desk, "customers"), 1);
	assert_int_equal(desk_count(&desk, "customers WHERE first_name = 'Farah'"), 1);
	assert_int_equal(visitor_get(&desk.visitor, stranger), 404);
	/* The stranger comes back; whoever reads the letter sets their own password. */
	assert_int_equal(desk_enter(&desk, "email=farah%40x.example&password=stranger-chose-it-2&first_name=Mallory"),
			 303);
	const char *path = desk_link(&desk);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" CHOSEN "&fresh=yes"), 303);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", "stranger-chose-it-2"), 422);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", CHOSEN), 303);
	/* From now on the address is theirs. */
	desk.visitor = site_visitor(&desk.site);
	assert_int_equal(desk_enter(&desk, "email=farah%40x.example&password=stranger-chose-it-3&first_name=Mallory"),
			 303);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", "stranger-chose-it-3"), 422);
	desk_close(&desk);
}

static int send_as(struct visitor *shop, struct text path, const char *body)
{
	return visitor_send(shop, "POST", path.at, body);
}

/* A stranger has registered the address of somebody else, and nobody confirms it. */
static void a_registration_that_waits_gives_way_to_whoever_has_the_address__13(void **state)
{
	static const char *const given[] = {"/api/v1/customers", "/api/v1/customers/%lld/emails"};
	static const char *const bodies[] = {"{\"first_name\":\"Farah\",\"email\":\"farah@x.example\"}",
					     "{\"address\":\"farah@x.example\"}"};
	struct desk desk;
	desk_open(&desk, *state);
	struct visitor ann = site_account(&desk.site, "ann@x.example");
	struct visitor shop = site_key(&desk.site, "customers.read customers.write");
	int64_t id = engine_number(&desk.site.engine, "SELECT id FROM customers");
	/* Given by the API or by staff. */
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		assert_int_equal(desk_enter(&desk, FARAH), 303);
		const char *stranger = desk_link(&desk);
		struct text path = text_format(desk.site.arena, given[i], (long long)id);
		assert_int_equal(send_as(&shop, path, bodies[i]), 201);
		assert_int_equal(visitor_get(&desk.visitor, stranger), 404);
		assert_int_equal(desk_count(&desk, "registrations"), 0);
		assert_int_equal(desk_count(&desk, "emails WHERE folded = 'farah@x.example'"), 1);
		/* Theirs it stays, who have it for good. */
		assert_int_equal(send_as(&shop, TEXT("/api/v1/customers"), bodies[0]), 409);
		engine_script(&desk.site.engine, "DELETE FROM emails WHERE folded = 'farah@x.example'; "
						 "DELETE FROM claims WHERE value = 'farah@x.example'");
	}
	/* Proved by a customer, who gets a link there as for a free address. */
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	const char *stranger = desk_link(&desk);
	assert_int_equal(visitor_get(&ann, "/account/address"), 200);
	assert_int_equal(visitor_post(&ann, "/account/address", "address=farah%40x.example&old=" SITE_PASSWORD), 303);
	const char *path = mail_peer_path(&desk.peer, desk_letter(&desk), "/account/address/").at;
	assert_int_equal(visitor_get(&desk.visitor, stranger), 200);
	assert_int_equal(visitor_get(&ann, path), 200);
	assert_int_equal(visitor_post(&ann, path, ""), 303);
	assert_int_equal(visitor_get(&desk.visitor, stranger), 404);
	assert_int_equal(desk_count(&desk, "registrations"), 0);
	assert_int_equal(desk_count(&desk, "emails WHERE folded = 'farah@x.example' AND verification = 2"), 1);
	/* What was confirmed, or activated by staff, gives way to nobody. */
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	assert_int_equal(send_as(&shop, TEXT("/api/v1/customers"), "{\"email\":\"ben@x.example\"}"), 409);
	assert_int_equal(desk_enter(&desk, "email=eve%40x.example&password=" SITE_PASSWORD), 303);
	engine_script(&desk.site.engine, "UPDATE customers SET activation = 1 WHERE email = 'eve@x.example'");
	assert_int_equal(send_as(&shop, TEXT("/api/v1/customers"), "{\"email\":\"eve@x.example\"}"), 409);
	desk_close(&desk);
}

static void types_say_who_may_register_what_is_asked_and_who_is_approved__2_C5(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	engine_script(&desk.site.engine,
		      "INSERT INTO types (id, word, name, position, active, is_default, approval, registration, "
		      "shown_fields, required_fields, discount, created) VALUES "
		      "(2, 'trade', 'Trade', 2, 1, 0, 1, 1, 'company', 'company', 0, 1), "
		      "(3, 'inner', 'Inner', 3, 1, 0, 0, 0, '', '', 0, 1), "
		      "(4, 'led', 'Led', 4, 1, 0, 0, 1, '', 'representative', 0, 1);");
	assert_int_equal(visitor_get(&desk.visitor, "/register?type=trade"), 200);
	assert_true(visitor_sees(&desk.visitor, "name=\"company\""));
	assert_false(visitor_sees(&desk.visitor, "type=inner"));
	assert_false(visitor_sees(&desk.visitor, "type=led"));
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	assert_false(visitor_sees(&desk.visitor, "name=\"company\""));
	assert_int_equal(desk_enter(&desk, FARAH "&type=trade"), 422);
	assert_true(visitor_sees(&desk.visitor, "This is needed for customers of this type."));
	assert_int_equal(desk_enter(&desk, FARAH "&type=inner"), 422);
	assert_int_equal(desk_enter(&desk, FARAH "&company=Batik"), 422);
	engine_script(&desk.site.engine, "DELETE FROM throttles");
	/* First as one who is let in at once, then as one whom staff must approve: approval is asked for. */
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	assert_int_equal(desk_enter(&desk, FARAH "&type=trade&company=Batik"), 303);
	const char *path = desk_link(&desk);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" SITE_PASSWORD), 200);
	assert_true(visitor_sees(&desk.visitor, "We look at it and write to you as soon as your account is open."));
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&desk.visitor, "Your registration is being checked."));
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_welcome'"), 0);
	/* All are approved by themselves when the business says so. */
	assert_int_equal(settings_set(site_fresh(&desk.site), SETTING_APPROVAL_AUTOMATIC, TEXT("yes")), DONE);
	desk.visitor = site_visitor(&desk.site);
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" SITE_PASSWORD "&type=trade&company=B"),
			 303);
	assert_int_equal(desk_count(&desk, "customers WHERE email = 'ben@x.example' AND approval = 1"), 1);
	desk_close(&desk);
}

static void every_field_that_a_type_shows_is_asked_and_kept__2_Z1(void **state)
{
	static const char *const fields[] = {"login", "name_order", "billing_email", "language", "zone", "currency"};
	struct desk desk;
	desk_open(&desk, *state);
	assert_int_equal(desk_enter(&desk, FARAH "&login=farah&zone=Asia%2FKuching"), 422);
	engine_script(&desk.site.engine,
		      "UPDATE types SET shown_fields = 'login name_order billing_email language currency', "
		      "required_fields = 'zone'");
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		assert_true(visitor_sees(&desk.visitor, text_format(desk.site.arena, "name=\"%s\"", fields[i]).at));
	assert_int_equal(desk_enter(&desk, FARAH), 422);
	assert_int_equal(desk_enter(&desk, FARAH "&zone=Asia%2FKuching&login=ben%40x.example"), 422);
	assert_true(visitor_sees(&desk.visitor, "A username has no @."));
	assert_int_equal(desk_enter(&desk, FARAH "&login=Farah&name_order=family_first&zone=Asia%2FKuching&currency="
						 "MYR&language=ms&billing_email=bills%40x.example"),
			 303);
	assert_int_equal(desk_count(&desk, "customers WHERE login = 'Farah' AND name_order = 1 AND zone = "
					   "'Asia/Kuching' AND currency = 'MYR' AND language = 'ms' AND "
					   "billing_email = 'bills@x.example'"),
			 1);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	assert_int_equal(desk_sign_in(&desk, "farah", SITE_PASSWORD), 303);
	/* Whether somebody has a username is not told either: the same answer, and the address alone lets in. */
	struct visitor key = site_key(&desk.site, "customers.register");
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"ben@x.example\",\"login\":\"FARAH\",\"zone\":\"Asia/Kuching\"}"),
			 202);
	assert_int_equal(desk_count(&desk, "customers WHERE login = 'ben@x.example'"), 1);
	assert_int_equal(desk_count(&desk, "claims WHERE value = 'farah'"), 1);
	desk_close(&desk);
}

static void what_is_not_theirs_to_say_is_refused__5(void **state)
{
	static const char *const more[] = {
		"&activation=activated", "&approval=approved", "&vip=yes",       "&group=1", "&credit=5",
		"&since=2020-01-01",     "&representative=1",  "&attributes/x=1"};
	struct desk desk;
	desk_open(&desk, *state);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		assert_int_equal(desk_enter(&desk, text_join(desk.site.arena, TEXT(FARAH), text_of(more[i])).at), 422);
	/* What programs fill in and people do not see. */
	assert_int_equal(desk_enter(&desk, FARAH "&homepage=x"), 303);
	assert_int_equal(desk_count(&desk, "customers"), 0);
	assert_int_equal(desk_count(&desk, "outbox"), 0);
	desk_close(&desk);
}

static void who_lies_in_the_trash_reads_so_after_the_right_password(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	const char *path = desk_link(&desk);
	struct customer_id id = {engine_number(&desk.site.engine, "SELECT customer_id FROM registrations")};
	assert_int_equal(customers_trash(site_fresh(&desk.site), id, TEXT("a joke")), DONE);
	assert_int_equal(visitor_get(&desk.visitor, path), 200);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=not-that-one-88"), 422);
	assert_false(visitor_sees(&desk.visitor, "Your account is closed."));
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" SITE_PASSWORD), 403);
	assert_true(visitor_sees(&desk.visitor, "Your account is closed."));
	assert_true(visitor_sees(&desk.visitor, "Contact us if you want to use it again."));
	assert_false(visitor_sees(&desk.visitor, "a joke"));
	assert_int_equal(desk_count(&desk, "customers WHERE activation = 0"), 1);
	desk_close(&desk);
}

static void attributes_that_customers_fill_in_are_asked_and_others_are_not(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	engine_script(
		&desk.site.engine,
		"INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, "
		"created) VALUES (1, 'size', 0, 1, 1, 1, 1, 1, 0, 1), (2, 'inner', 0, 2, 1, 1, 0, 0, 0, 1)");
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	assert_true(visitor_sees(&desk.visitor, "attributes/size"));
	assert_false(visitor_sees(&desk.visitor, "attributes/inner"));
	assert_int_equal(desk_enter(&desk, FARAH), 422);
	assert_int_equal(desk_enter(&desk, FARAH "&attributes/size=xl&attributes/inner=rich"), 422);
	assert_int_equal(desk_enter(&desk, FARAH "&attributes/size=xl"), 303);
	assert_int_equal(desk_count(&desk, "customer_attributes WHERE text = 'xl'"), 1);
	desk_close(&desk);
}

static void registering_is_limited_by_address_and_by_place_after_a_restart_too__15(void **state)
{
	struct desk desk;
	struct site again;
	desk_open(&desk, *state);
	for (int i = 0; i < 5; i++)
		assert_int_equal(desk_enter(&desk, FARAH), 303);
	site_open_on(&again, &desk.site.engine);
	struct visitor later = site_visitor(&again);
	assert_int_equal(visitor_get(&later, "/register"), 200);
	assert_int_equal(visitor_post(&later, "/register", "email=FARAH%40x.example&password=" CHOSEN), 429);
	assert_int_equal(visitor_get(&later, "/register/again"), 200);
	assert_int_equal(visitor_post(&later, "/register/again", "email=farah%40x.example"), 429);
	site_close(&again);
	engine_script(&desk.site.engine, "UPDATE throttles SET used = 20 WHERE name = 'register:address:127.0.0.1'");
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" CHOSEN), 429);
	desk_close(&desk);
}

/* ---- once more, reminding, vanishing ---- */

static void the_link_is_sent_once_more_to_whoever_waits_and_to_nobody_else__10(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	site_customer(&desk.site, "ann@x.example");
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	const char *first = desk_link(&desk);
	assert_int_equal(visitor_get(&desk.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&desk.visitor, "/register/again", "email=ann%40x.example"), 303);
	assert_int_equal(visitor_get(&desk.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&desk.visitor, "/register/again", "email=nobody%40x.example"), 303);
	assert_int_equal(desk_count(&desk, "outbox"), 1);
	assert_int_equal(visitor_get(&desk.visitor, "/register/again"), 200);
	assert_int_equal(visitor_post(&desk.visitor, "/register/again", "email=farah%40x.example"), 303);
	const char *second = desk_link(&desk);
	assert_int_equal(visitor_get(&desk.visitor, first), 404);
	assert_int_equal(visitor_get(&desk.visitor, second), 200);
	/* Staff see what became of the letter, and send it too. */
	struct visitor owner = site_staff(&desk.site, "owner"), auditor = site_staff(&desk.site, "auditor");
	int64_t id = engine_number(&desk.site.engine, "SELECT customer_id FROM registrations");
	struct text page = text_format(desk.site.arena, "/admin/customers/%lld", (long long)id);
	struct text link = text_join(desk.site.arena, page, TEXT("/confirmation-link"));
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "its link has not been followed yet."));
	assert_int_equal(visitor_post(&auditor, link.at, ""), 403);
	assert_int_equal(visitor_post(&owner, link.at, ""), 303);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&owner, link.at, ""), 409);
	desk_close(&desk);
}

static void why_somebody_is_not_in_yet_stands_on_their_page__4_X1(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	struct visitor owner = site_staff(&desk.site, "owner");
	assert_int_equal(desk_enter(&desk, "email=refused%40x.example&password=" SITE_PASSWORD "&first_name=Farah"),
			 303);
	int64_t id = engine_number(&desk.site.engine, "SELECT customer_id FROM registrations");
	struct text page = text_format(desk.site.arena, "/admin/customers/%lld", (long long)id);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "has not left yet."));
	outbox_run_waiting(desk.site.engine.store, DESK_BASE);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "could not be delivered to refused@x.example."));
	engine_script(&desk.site.engine, "DELETE FROM email_bounces; UPDATE outbox SET state = 2, created = 1");
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "was not followed in time and has ended."));
	/* Freischalten: the password that they chose opens it, without the letter. */
	struct text activate = text_join(desk.site.arena, page, TEXT("/activate"));
	assert_int_equal(visitor_post(&owner, activate.at, "confirmation=yes"), 303);
	assert_int_equal(desk_sign_in(&desk, "refused%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_false(visitor_sees(&owner, "have not confirmed it"));
	desk_close(&desk);
}

static void who_does_not_confirm_is_reminded_after_a_day_and_gone_after_a_month(void **state)
{
	struct desk desk;
	int64_t done;
	desk_open(&desk, *state);
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(desk_enter(&desk, "email=eve%40x.example&password=" SITE_PASSWORD), 303);
	engine_script(&desk.site.engine, "UPDATE customers SET activation = 1 WHERE email = 'eve@x.example'");
	assert_int_equal(registrations_remind(site_fresh(&desk.site), 100, &done), DONE);
	assert_int_equal(done, 0);
	const char *first = desk_link(&desk);
	engine_script(&desk.site.engine, "UPDATE registrations SET at = at - 86500000000");
	for (int i = 0; i < 2; i++)
		assert_int_equal(registrations_remind(site_fresh(&desk.site), 100, &done), DONE);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_reminder'"), 2);
	assert_int_equal(registrations_remove_old(site_fresh(&desk.site), 100, &done), DONE);
	assert_int_equal(done, 0);
	/* Both links work until one is used. */
	outbox_run_waiting(desk.site.engine.store, DESK_BASE);
	assert_int_equal(visitor_get(&desk.visitor, first), 200);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	engine_script(&desk.site.engine, "UPDATE registrations SET at = at - 30 * 86400000000");
	assert_int_equal(registrations_remove_old(site_fresh(&desk.site), 100, &done), DONE);
	assert_int_equal(done, 1);
	assert_int_equal(desk_count(&desk, "customers"), 2);
	assert_int_equal(desk_count(&desk, "registrations"), 0);
	assert_int_equal(desk_count(&desk, "audit_entries WHERE name = 'registrations.vanished'"), 1);
	assert_int_equal(desk_count(&desk, "audit_entries WHERE name = 'customer.erased'"), 1);
	desk_close(&desk);
}

static void terms_are_accepted_with_time_and_place_and_staff_are_told(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	engine_script(&desk.site.engine, "UPDATE channels SET terms = 'https://desk.example/terms-3'");
	assert_int_equal(settings_set(site_fresh(&desk.site), SETTING_REGISTRATION_TELL, TEXT("sales@batik.example")),
			 DONE);
	assert_int_equal(desk_enter(&desk, FARAH), 422);
	assert_true(visitor_sees(&desk.visitor, "Accept the terms to register."));
	assert_int_equal(desk_enter(&desk, FARAH "&terms=yes"), 303);
	assert_int_equal(
		desk_count(&desk, "event_values WHERE field = 'terms' AND new = 'https://desk.example/terms-3'"), 1);
	assert_int_equal(desk_count(&desk, "event_values WHERE field = 'ip' AND new = '127.0.0.1'"), 1);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'registered' AND recipient = 'sales@batik.example'"),
			 1);
	desk_close(&desk);
}

static void without_mail_or_an_open_type_nobody_registers(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	assert_int_equal(visitor_get(&desk.visitor, "/login"), 200);
	assert_true(visitor_sees(&desk.visitor, "No account yet? Register"));
	engine_script(&desk.site.engine, "UPDATE types SET registration = 0");
	assert_int_equal(visitor_get(&desk.visitor, "/login"), 200);
	assert_false(visitor_sees(&desk.visitor, "No account yet? Register"));
	assert_int_equal(desk_enter(&desk, FARAH), 422);
	assert_true(visitor_sees(&desk.visitor, "Nobody can register here at the moment."));
	engine_script(&desk.site.engine, "UPDATE types SET registration = 1");
	assert_int_equal(settings_set(site_fresh(&desk.site), SETTING_MAIL_HOST, TEXT("")), DONE);
	assert_int_equal(desk_enter(&desk, FARAH), 422);
	assert_int_equal(desk_count(&desk, "customers"), 0);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_registers_confirms_by_mail_and_signs_in__4_C1__4_C6),
		ON_BOTH(an_address_that_is_taken_is_answered_like_a_free_one__10),
		ON_BOTH(a_password_that_a_stranger_chose_never_opens_an_account__13),
		ON_BOTH(a_registration_that_waits_gives_way_to_whoever_has_the_address__13),
		ON_BOTH(types_say_who_may_register_what_is_asked_and_who_is_approved__2_C5),
		ON_BOTH(every_field_that_a_type_shows_is_asked_and_kept__2_Z1),
		ON_BOTH(what_is_not_theirs_to_say_is_refused__5),
		ON_BOTH(who_lies_in_the_trash_reads_so_after_the_right_password),
		ON_BOTH(attributes_that_customers_fill_in_are_asked_and_others_are_not),
		ON_BOTH(registering_is_limited_by_address_and_by_place_after_a_restart_too__15),
		ON_BOTH(the_link_is_sent_once_more_to_whoever_waits_and_to_nobody_else__10),
		ON_BOTH(why_somebody_is_not_in_yet_stands_on_their_page__4_X1),
		ON_BOTH(who_does_not_confirm_is_reminded_after_a_day_and_gone_after_a_month),
		ON_BOTH(terms_are_accepted_with_time_and_place_and_staff_are_told),
		ON_BOTH(without_mail_or_an_open_type_nobody_registers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
