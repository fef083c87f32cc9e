/* Stories of forgotten passwords, over the socket and through a real mail server, on both engines. */
#include "features/accounts/accounts.h"

#include "features/contacts/contacts.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sodium.h>

#define BASE   TEXT("https://crm.example.com")
#define CHOSEN "three-small-boats"

/* What an answer waits for can be told apart from outside by Argon2 and by COMMIT alone. */
static int argon2_runs;

int crypto_pwhash_argon2id_str(char out[crypto_pwhash_STRBYTES], const char *passwd, unsigned long long passwdlen,
			       unsigned long long ops, size_t memory)
{
	int (*real)(char *, const char *, unsigned long long, unsigned long long, size_t) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_argon2id_str");
	argon2_runs++;
	return real(out, passwd, passwdlen, ops, memory);
}

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

static int ask(struct visitor *visitor, const char *name)
{
	struct text form = text_format(visitor->site->arena, "name=%s", name);
	assert_int_equal(visitor_get(visitor, "/login/forgotten"), 200);
	return visitor_post(visitor, "/login/forgotten", form.at);
}

/* Of the newest letter. */
static const char *link_of(struct site *site, struct mail_peer *peer)
{
	outbox_run_waiting(site->engine.store, BASE);
	return mail_peer_path(peer, mail_peer_letter(peer, mail_peer_count(peer)), "/login/reset/").at;
}

static int sign_in(struct visitor *visitor, const char *password)
{
	struct text form = text_format(visitor->site->arena, "name=ann%%40x.example&password=%s", password);
	assert_int_equal(visitor_get(visitor, "/login"), 200);
	return visitor_post(visitor, "/login", form.at);
}

static void a_forgotten_password_is_chosen_anew_by_a_link_that_works_once__12(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor inside = site_account(&site, "ann@x.example"), visitor = site_visitor(&site);
	engine_script(&site.engine, "UPDATE customers SET language = 'de'");
	assert_int_equal(ask(&visitor, "Ann%40X.example"), 303);
	assert_int_equal(visitor_get(&visitor, visitor.location.at), 200);
	assert_true(visitor_sees(&visitor, "Look into your mail"));
	const char *path = link_of(&site, &peer);
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Content-Language"), TEXT("de"));
	assert_true(text_find(letter, TEXT("https://crm.example.com/login/reset/"), 0) != SIZE_MAX);
	/* A mail scanner that follows it, and tries it with HEAD, uses nothing up. */
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_send(&visitor, "HEAD", path, NULL), 200);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_post(&visitor, path, "password=short"), 422);
	assert_int_equal(visitor_get(&inside, "/account"), 200);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 303);
	ASSERT_TEXT(visitor.location, TEXT("/login"));
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	assert_int_equal(visitor_get(&visitor, path), 404);
	assert_true(visitor_sees(&visitor, "This link does not work"));
	assert_int_equal(visitor_post(&visitor, path, "password=another-good-one-77"), 404);
	assert_int_equal(sign_in(&visitor, SITE_PASSWORD), 422);
	assert_int_equal(sign_in(&visitor, CHOSEN), 303);
	/* By the customer, whose address is verified by it and who is told. */
	assert_int_equal(count(&site, "events WHERE name = 'customer.password_changed' AND actor_kind = 2"), 1);
	assert_int_equal(count(&site, "emails WHERE verification = 2"), 1);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_password_changed'"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void whoever_asks_is_answered_alike_whether_somebody_has_that_name__10(void **state)
{
	static const char *const names[] = {"ann%40x.example", "nobody%40x.example", "blocked%40x.example",
					    "guest%40x.example", "no+address"};
	struct site site;
	struct mail_peer peer;
	struct text first = TEXT_NONE;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_customer(&site, "ann@x.example");
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&site), site_customer(&site, "blocked@x.example"), ACCESS_VERB_BLOCK,
				       &nothing),
			 DONE);
	assert_int_equal(access_change(site_fresh(&site), site_customer(&site, "guest@x.example"),
				       ACCESS_VERB_MAKE_GUEST, &nothing),
			 DONE);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct visitor visitor = site_visitor(&site);
		argon2_runs = 0;
		assert_int_equal(ask(&visitor, names[i]), 303);
		assert_int_equal(argon2_runs, 0);
		ASSERT_TEXT(visitor.location, TEXT("/login/forgotten/sent"));
		if (text_is_none(first))
			first = visitor.head;
		assert_int_equal(visitor.head.size, first.size);
	}
	assert_int_equal(count(&site, "outbox"), 1);
	assert_int_equal(count(&site, "customer_links WHERE LENGTH(token_hash) = 32"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void asking_is_limited_by_name_and_by_place_after_a_restart_too__15(void **state)
{
	struct site site, again;
	site_open(&site, *state);
	site_customer(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
		assert_int_equal(ask(&visitor, "nobody%40x.example"), 303);
	}
	site_open_on(&again, &site.engine);
	struct visitor later = site_visitor(&again);
	assert_int_equal(ask(&later, "ANN%40x.example"), 429);
	assert_int_equal(ask(&later, "nobody%40x.example"), 429);
	site_close(&again);
	assert_int_equal(count(&site, "outbox"), 5);
	/* Of the links the newest alone counts. */
	assert_int_equal(count(&site, "customer_links"), 1);
	engine_script(&site.engine, "UPDATE throttles SET used = 20 WHERE name = 'reset:address:127.0.0.1'");
	assert_int_equal(ask(&visitor, "somebody%40x.example"), 429);
	site_close(&site);
}

/* What takes the worth out of a link, each with a link of its own. */
static void a_link_dies_with_password_address_time_and_access__12(void **state)
{
	static const char *const changes[] = {
		"UPDATE customer_links SET expires = 1",
		"UPDATE customers SET email = 'other@x.example'",
		"UPDATE emails SET folded = 'other@x.example'",
		"UPDATE customers SET blocked = 1",
	};
	static const char *const back[] = {
		"DELETE FROM customer_links",
		"UPDATE customers SET email = 'ann@x.example'",
		"UPDATE emails SET folded = 'ann@x.example'",
		"UPDATE customers SET blocked = 0",
	};
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	site_give_password(&site, ann);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		engine_script(&site.engine, "DELETE FROM throttles");
		assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
		const char *path = link_of(&site, &peer);
		assert_int_equal(visitor_get(&visitor, path), 200);
		engine_script(&site.engine, changes[i]);
		assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 404);
		engine_script(&site.engine, back[i]);
	}
	assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
	const char *path = link_of(&site, &peer);
	const struct secret another = {TEXT("quite-another-one-88")};
	assert_int_equal(accounts_set_password(site_fresh(&site), ann, another), DONE);
	assert_int_equal(visitor_get(&visitor, path), 404);
	/* A block takes the link away for good. */
	assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(count(&site, "customer_links"), 0);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* ---- many at once ---- */

#define MANY 20

struct one_of_many {
	struct visitor visitor;
	const char *path;
	int status;
	pthread_t thread;
};

static void *use(void *state)
{
	struct one_of_many *one = state;
	one->status = visitor_post(&one->visitor, one->path, "password=" CHOSEN);
	return NULL;
}

static void twenty_uses_of_one_link_at_once_are_one__12(void **state)
{
	struct mail_peer peer;
	struct site site;
	static struct one_of_many all[MANY];
	struct site sites[MANY];
	int done = 0;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_give_password(&site, site_customer(&site, "ann@x.example"));
	struct visitor visitor = site_visitor(&site);
	assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
	const char *path = link_of(&site, &peer);
	for (int i = 0; i < MANY; i++) {
		/* A visitor's answers live in the arena of its site, so each has one of its own. */
		sites[i] = site;
		sites[i].arena = arena_open(16u << 20);
		all[i] = (struct one_of_many){.visitor = site_visitor(&sites[i]), .path = path};
		assert_int_equal(visitor_get(&all[i].visitor, path), 200);
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(pthread_create(&all[i].thread, NULL, use, &all[i]), 0);
	for (int i = 0; i < MANY; i++)
		pthread_join(all[i].thread, NULL);
	for (int i = 0; i < MANY; i++) {
		done += all[i].status == 303;
		assert_true(all[i].status == 303 || all[i].status == 404 || all[i].status == 503);
		arena_close(sites[i].arena);
	}
	assert_int_equal(done, 1);
	assert_int_equal(count(&site, "events WHERE name = 'customer.password_changed' AND actor_kind = 2"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* ---- staff ---- */

static void staff_mail_a_link_rather_than_typing_a_password__3_X2(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor inside = site_account(&site, "ann@x.example"), visitor = site_visitor(&site);
	struct visitor owner = site_staff(&site, "owner"), auditor = site_staff(&site, "auditor");
	struct customer_id ann = {engine_number(&site.engine, "SELECT MIN(id) FROM customers")};
	struct text page = text_format(site.arena, "/admin/customers/%lld/password", (long long)ann.value);
	struct text link = text_join(site.arena, page, TEXT("/link"));
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "A link goes to ann@x.example"));
	assert_int_equal(visitor_post(&auditor, link.at, ""), 403);
	assert_int_equal(visitor_post(&owner, link.at, ""), 303);
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	const char *path = link_of(&site, &peer);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(sign_in(&visitor, CHOSEN), 303);
	assert_int_equal(count(&site, "events WHERE name = 'customer.link_mailed' AND actor_kind = 1"), 1);
	struct visitor key = site_key(&site, "customers.read customers.write"),
		       reader = site_key(&site, "customers.read");
	struct text api = text_format(site.arena, "/api/v1/customers/%lld/password-link", (long long)ann.value);
	assert_int_equal(visitor_send(&reader, "POST", api.at, "{}"), 403);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 204);
	/* For whoever may not come in it would open nothing. */
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 409);
	assert_int_equal(visitor_post(&owner, link.at, ""), 409);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* ---- invitations ---- */

static const char *invitation_of(struct site *site, struct mail_peer *peer)
{
	outbox_run_waiting(site->engine.store, BASE);
	return mail_peer_path(peer, mail_peer_letter(peer, mail_peer_count(peer)), "/welcome/").at;
}

static void a_guest_who_is_given_an_account_is_invited_and_no_password_of_before_opens_it__12(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner"), visitor = site_visitor(&site);
	struct visitor key = site_key(&site, "customers.read customers.write");
	struct customer_id ann = site_customer(&site, "ann@x.example");
	const struct access_ask nothing = {.until = INSTANT_NONE};
	site_give_password(&site, ann);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	struct text page = text_format(site.arena, "/admin/customers/%lld/make-account", (long long)ann.value);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_int_equal(visitor_post(&owner, page.at, "reason="), 303);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_invitation' AND recipient = 'ann@x.example'"), 1);
	assert_int_equal(sign_in(&visitor, SITE_PASSWORD), 422);
	const char *path = invitation_of(&site, &peer);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(sign_in(&visitor, CHOSEN), 303);
	/* By a program; and whoever may not sign in yet is not invited. */
	struct text api = text_format(site.arena, "/api/v1/customers/%lld/make-account", (long long)ann.value);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 200);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_invitation'"), 2);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 200);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_invitation'"), 2);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void an_invitation_gives_a_first_password_and_guests_an_account(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner"), auditor = site_staff(&site, "auditor");
	struct visitor visitor = site_visitor(&site);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	struct text page = text_format(site.arena, "/admin/customers/%lld", (long long)ann.value);
	struct text invite = text_join(site.arena, page, TEXT("/invite"));
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "Send an invitation"));
	assert_int_equal(visitor_post(&auditor, invite.at, ""), 403);
	assert_int_equal(visitor_post(&owner, invite.at, ""), 303);
	assert_int_equal(count(&site, "customers WHERE guest = 0"), 1);
	/* They have not confirmed either: the same mailbox does both. */
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_WITHDRAW, &nothing), DONE);
	const char *path = invitation_of(&site, &peer);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_true(visitor_sees(&visitor, "You sign in as ann@x.example."));
	assert_int_equal(visitor_post(&visitor, path, "password=short"), 422);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 404);
	assert_int_equal(sign_in(&visitor, CHOSEN), 303);
	assert_int_equal(count(&site, "emails WHERE verification = 2"), 1);
	assert_int_equal(visitor_post(&owner, invite.at, ""), 409);
	/* It opens nothing that staff have closed since. */
	struct customer_id ben = site_customer(&site, "ben@x.example");
	struct visitor key = site_key(&site, "customers.read customers.write");
	struct text api = text_format(site.arena, "/api/v1/customers/%lld/invite", (long long)ben.value);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 204);
	path = invitation_of(&site, &peer);
	visitor = site_visitor(&site);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(access_change(site_fresh(&site), ben, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(visitor_post(&visitor, path, "password=" CHOSEN), 404);
	assert_int_equal(visitor_send(&key, "POST", api.at, "{}"), 409);
	assert_int_equal(visitor_send(&key, "POST",
				      text_format(site.arena, "/api/v1/customers/%lld/invite",
						  (long long)site_customer(&site, "Nobody").value)
					      .at,
				      "{}"),
			 409);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void many_are_invited_at_once_and_who_has_a_password_is_left_out(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id ann = site_customer(&site, "ann@x.example"), ben = site_customer(&site, "ben@x.example");
	site_give_password(&site, ben);
	struct text form = text_format(site.arena, "what=invite&id=%lld&id=%lld&back=%%2Fadmin%%2Fcustomers",
				       (long long)ann.value, (long long)ben.value);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", form.at), 200);
	assert_true(visitor_sees(&owner, "Letters that have left cannot be taken back."));
	assert_int_equal(count(&site, "outbox"), 0);
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/bulk", text_join(site.arena, form, TEXT("&sure=yes")).at), 200);
	assert_true(visitor_sees(&owner, "They have a password already."));
	assert_int_equal(count(&site, "outbox WHERE what = 'account_invitation' AND recipient = 'ann@x.example'"), 1);
	assert_int_equal(count(&site, "outbox"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* ---- approval ---- */

static void who_is_approved_or_not_is_told_by_mail_when_staff_say_so(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id ann = site_customer(&site, "ann@x.example");
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct text page = text_format(site.arena, "/admin/customers/%lld", (long long)ann.value);
	const char *approve = text_join(site.arena, page, TEXT("/approve")).at;
	const char *disapprove = text_join(site.arena, page, TEXT("/disapprove")).at;
	assert_int_equal(visitor_get(&owner, disapprove), 200);
	assert_true(visitor_sees(&owner, "Tell them by mail"));
	assert_int_equal(visitor_post(&owner, disapprove, "reason=inner+words&message=Please+*call*%0Aus.&mail=yes"),
			 303);
	outbox_run_waiting(site.engine.store, BASE);
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_find(letter, TEXT("Please *call*"), 0) != SIZE_MAX);
	assert_true(text_find(letter, TEXT("inner words"), 0) == SIZE_MAX);
	assert_int_equal(visitor_post(&owner, approve, "message=Welcome."), 303);
	assert_int_equal(count(&site, "outbox"), 1);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_SET_PENDING, &nothing), DONE);
	/* Nobody is told that an account is open which is not. */
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_WITHDRAW, &nothing), DONE);
	assert_int_equal(visitor_post(&owner, approve, "mail=yes"), 303);
	assert_int_equal(count(&site, "outbox"), 1);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_CONFIRM, &nothing), DONE);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_SET_PENDING, &nothing), DONE);
	assert_int_equal(visitor_post(&owner, approve, "mail=yes"), 303);
	assert_int_equal(count(&site, "outbox WHERE what = 'account_approved'"), 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_forgotten_password_is_chosen_anew_by_a_link_that_works_once__12),
		ON_BOTH(whoever_asks_is_answered_alike_whether_somebody_has_that_name__10),
		ON_BOTH(asking_is_limited_by_name_and_by_place_after_a_restart_too__15),
		ON_BOTH(a_link_dies_with_password_address_time_and_access__12),
		ON_BOTH(twenty_uses_of_one_link_at_once_are_one__12),
		ON_BOTH(a_guest_who_is_given_an_account_is_invited_and_no_password_of_before_opens_it__12),
		ON_BOTH(an_invitation_gives_a_first_password_and_guests_an_account),
		ON_BOTH(many_are_invited_at_once_and_who_has_a_password_is_left_out),
		ON_BOTH(who_is_approved_or_not_is_told_by_mail_when_staff_say_so),
		ON_BOTH(staff_mail_a_link_rather_than_typing_a_password__3_X2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
