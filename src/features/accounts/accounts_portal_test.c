/* Stories of customers who sign in and are kept out, over the socket, on both engines. */
#include "features/accounts/accounts.h"

#include "format/url.h"
#include "tests/site.h"

static void a_customer_signs_in_and_sees_their_own_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	site_customer(&site, "ben@x.example");
	struct visitor ann = site_visitor(&site);
	assert_int_equal(visitor_get(&ann, "/account/sessions"), 303);
	ASSERT_TEXT(ann.location, TEXT("/login?next=%2Faccount%2Fsessions"));
	assert_int_equal(visitor_get(&ann, ann.location.at), 200);
	assert_int_equal(visitor_post(&ann, "/login",
				      "name=Ann%40X.example&password=" SITE_PASSWORD "&next=%2Faccount%2Fsessions"),
			 303);
	ASSERT_TEXT(ann.location, TEXT("/account/sessions"));
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "ann@x.example"));
	assert_false(visitor_sees(&ann, "ben@x.example"));
	assert_int_equal(visitor_get(&ann, "/login"), 303);
	ASSERT_TEXT(ann.location, TEXT("/account"));
	assert_int_equal(engine_number(&site.engine, "SELECT sign_ins FROM customer_counters WHERE last_sign_in > 1"),
			 1);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	struct text cookies = ann.cookies;
	assert_int_equal(visitor_post(&ann, "/logout", ""), 303);
	ann.cookies = cookies; /* who kept the cookie has nothing */
	assert_int_equal(visitor_get(&ann, "/account"), 303);
	site_close(&site);
}

static void a_name_is_a_login_or_a_verified_address(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer_with_password(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	engine_script(&site.engine,
		      text_format(site.arena,
				  "INSERT INTO emails (customer_id, at, id, address, folded, is_primary, verification) "
				  "VALUES (%lld, 1, 900, 'Second@x.example', 'second@x.example', 0, 0);"
				  "INSERT INTO claims (kind, value, customer_id) VALUES (0, 'second@x.example', %lld)",
				  (long long)ann.value, (long long)ann.value)
			      .at);
	assert_int_equal(visitor_sign_in(&visitor, "Second%40x.example", SITE_PASSWORD), 422);
	engine_script(&site.engine, "UPDATE emails SET verification = 2 WHERE id = 900");
	assert_int_equal(visitor_sign_in(&visitor, "SECOND%40x.example", SITE_PASSWORD), 303);
	/* An address that is verified goes before a login of the same letters. */
	struct customer_id ben = site_customer_with_password(&site, "ben@x.example");
	engine_script(&site.engine, text_format(site.arena,
						"INSERT INTO claims (kind, value, customer_id) "
						"VALUES (1, 'second@x.example', %lld)",
						(long long)ben.value)
					    .at);
	struct visitor other = site_visitor(&site);
	assert_int_equal(visitor_sign_in(&other, "second%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&other, "/account"), 200);
	assert_true(visitor_sees(&other, "ann@x.example"));
	site_close(&site);
}

/* ---- the matrix ---- */

#define MESSAGE "Please call us."

/* What staff do, what the customer reads then, and the row of behaviour §2 that it is. */
static const struct {
	enum access_verb close, open;
	const char *functions; /* of a suspension */
	const char *state;     /* NULL: they may still sign in */
} rows[] = {
	{ACCESS_VERB_WITHDRAW, ACCESS_VERB_CONFIRM, "", "Your registration is not confirmed yet."},
	{ACCESS_VERB_SET_PENDING, ACCESS_VERB_APPROVE, "", "Your registration is being checked."},
	{ACCESS_VERB_DISAPPROVE, ACCESS_VERB_APPROVE, "", "Your registration was not accepted."},
	{ACCESS_VERB_SWITCH_OFF, ACCESS_VERB_SWITCH_ON, "", "Your account is switched off."},
	{ACCESS_VERB_SUSPEND, ACCESS_VERB_LIFT, "sign_in orders", "Your account is suspended."},
	{ACCESS_VERB_SUSPEND, ACCESS_VERB_LIFT, "orders", NULL},
	{ACCESS_VERB_BLOCK, ACCESS_VERB_UNBLOCK, "", "Your account is blocked."},
};

static void change(struct site *site, struct customer_id customer, enum access_verb verb, const char *functions)
{
	const struct access_ask ask = {.reason = TEXT("internal"),
				       .message = TEXT(MESSAGE),
				       .functions = access_functions_parse(text_of(functions)),
				       .until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(site), customer, verb, &ask), DONE);
}

static void assert_told(struct visitor *visitor, size_t row)
{
	assert_int_equal(visitor_sign_in(visitor, "ann%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(visitor, rows[row].state));
	if (access_verb_declared(rows[row].close)->told)
		assert_true(visitor_sees(visitor, MESSAGE));
	assert_false(visitor_sees(visitor, "internal"));
	assert_int_equal(visitor_sign_in(visitor, "ann%40x.example", "wrong-password"), 422);
	assert_false(visitor_sees(visitor, rows[row].state));
	assert_false(visitor_sees(visitor, MESSAGE));
}

static void what_closes_an_account_keeps_out_at_the_next_request__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer_with_password(&site, "ann@x.example");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct visitor inside = site_account(&site, "ann@x.example"), outside = site_visitor(&site);
		engine_script(&site.engine, "DELETE FROM throttles");
		change(&site, ann, rows[i].close, rows[i].functions);
		assert_int_equal(visitor_get(&inside, "/account"), rows[i].state ? 303 : 200);
		if (rows[i].state)
			assert_told(&outside, i);
		else
			assert_true(visitor_sees(&inside, "Some things are suspended") &&
				    visitor_sees(&inside, MESSAGE));
		change(&site, ann, rows[i].open, "");
		/* What was closed once is over. */
		assert_int_equal(visitor_get(&inside, "/account"), rows[i].state ? 303 : 200);
		engine_script(&site.engine, "DELETE FROM customer_sessions");
	}
	site_close(&site);
}

/* Were a row of a session left behind, the answer asked at each request would still keep it out. */
static void a_session_is_asked_for_its_customers_state_at_every_request__14(void **state)
{
	static const char *const closed[] = {"blocked = 1",     "active = 0",     "approval = 0",
					     "activation = 0",  "trashed_at = 1", "suspended = 'sign_in'",
					     "merged_into = id"};
	static const char *const open[] = {"blocked = 0",       "active = 1",        "approval = 1",
					   "activation = 1",    "trashed_at = NULL", "suspended = NULL",
					   "merged_into = NULL"};
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
		engine_script(&site.engine, text_format(site.arena, "UPDATE customers SET %s", closed[i]).at);
		assert_int_equal(visitor_get(&ann, "/account"), 303);
		engine_script(&site.engine, text_format(site.arena, "UPDATE customers SET %s", open[i]).at);
		assert_int_equal(visitor_get(&ann, "/account"), 200);
	}
	site_close(&site);
}

static void the_trash_and_being_a_guest_end_sessions__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer_with_password(&site, "ann@x.example");
	struct visitor inside = site_account(&site, "ann@x.example"), outside = site_visitor(&site);
	assert_int_equal(customers_trash(site_fresh(&site), ann, TEXT("internal")), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_sessions"), 0);
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	assert_int_equal(visitor_sign_in(&outside, "ann%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&outside, "Your account is closed."));
	assert_false(visitor_sees(&outside, "internal"));
	assert_int_equal(customers_restore(site_fresh(&site), ann), DONE);
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	inside = site_account(&site, "ann@x.example");
	change(&site, ann, ACCESS_VERB_MAKE_GUEST, "");
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	assert_int_equal(visitor_sign_in(&outside, "ann%40x.example", SITE_PASSWORD), 422);
	site_close(&site);
}

/* ---- sessions and password ---- */

static void each_sign_in_has_a_session_of_its_own_that_ends_with_the_next__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	site_customer_with_password(&site, "ben@x.example");
	struct visitor visitor = site_account(&site, "ann@x.example"), before = visitor;
	assert_true(text_find(visitor_header(&visitor, "Content-Security-Policy"), TEXT("default-src 'none'"), 0) == 0);
	struct text form = text_format(site.arena, "name=ben%%40x.example&password=" SITE_PASSWORD);
	assert_int_equal(visitor_post(&visitor, "/login", form.at), 303);
	assert_true(text_find(visitor.head, TEXT("; Path=/; Secure; HttpOnly; SameSite=Lax"), 0) != SIZE_MAX);
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	assert_true(visitor_sees(&visitor, "ben@x.example"));
	assert_int_equal(visitor_get(&before, "/account"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_sessions"), 1);
	site_close(&site);
}

static void a_new_password_ends_all_other_sessions__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor here = site_account(&site, "ann@x.example"), there = site_account(&site, "ann@x.example");
	assert_int_equal(visitor_get(&here, "/account/password"), 200);
	assert_int_equal(visitor_post(&here, "/account/password", "old=wrong&password=lantern-batik-comet"), 422);
	assert_true(visitor_sees(&here, "This is not the password of this account."));
	assert_int_equal(visitor_post(&here, "/account/password", "old=" SITE_PASSWORD "&password=short"), 422);
	assert_int_equal(visitor_post(&here, "/account/password", "old=" SITE_PASSWORD "&password=" SITE_PASSWORD),
			 422);
	assert_int_equal(visitor_get(&there, "/account"), 200);
	assert_int_equal(visitor_post(&here, "/account/password", "old=" SITE_PASSWORD "&password=lantern-batik-comet"),
			 303);
	assert_int_equal(visitor_get(&here, "/account"), 200);
	assert_true(visitor_sees(&here, "Your password is changed"));
	assert_int_equal(visitor_get(&there, "/account"), 303);
	assert_int_equal(visitor_sign_in(&there, "ann%40x.example", SITE_PASSWORD), 422);
	assert_int_equal(visitor_sign_in(&there, "ann%40x.example", "lantern-batik-comet"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE actor_kind = 2 AND "
						     "name = 'customer.password_changed'"),
			 1);
	/* The old one is guessed no more often than at the door. */
	for (int i = 0; i < 10; i++)
		assert_int_equal(visitor_post(&here, "/account/password", "old=wrong&password=lantern-batik-moon"),
				 422);
	assert_int_equal(visitor_post(&here, "/account/password", "old=wrong&password=lantern-batik-moon"), 429);
	site_close(&site);
}

static void what_staff_set_is_changed_before_all_else__3_X2(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer_with_password(&site, "ann@x.example");
	struct visitor inside = site_account(&site, "ann@x.example"), visitor = site_visitor(&site);
	struct visitor owner = site_staff(&site, "owner"), support = site_staff(&site, "support");
	struct text page = text_format(site.arena, "/admin/customers/%lld/password", (long long)ann.value);
	assert_int_equal(visitor_post(&support, page.at, "password=typed-by-the-office"), 403);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_int_equal(visitor_post(&owner, page.at, "password=short"), 422);
	assert_true(visitor_sees(&owner, "A password has at least 8 characters."));
	assert_int_equal(visitor_post(&owner, page.at, "password=typed-by-the-office"), 303);
	assert_int_equal(visitor_get(&owner, owner.location.at), 200);
	assert_true(visitor_sees(&owner, "The password is set; all their sessions have ended."));
	assert_true(visitor_sees(&owner, "Update password…"));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'customer.password_set'"),
		1);
	assert_int_equal(visitor_get(&inside, "/account"), 303);
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", SITE_PASSWORD), 422);
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", "typed-by-the-office"), 303);
	assert_int_equal(visitor_get(&visitor, "/account"), 303);
	ASSERT_TEXT(visitor.location, TEXT("/account/password"));
	assert_int_equal(visitor_get(&visitor, "/account/sessions"), 303);
	assert_int_equal(visitor_get(&visitor, "/account/password"), 200);
	assert_true(visitor_sees(&visitor, "Choose a new password to go on."));
	assert_int_equal(
		visitor_post(&visitor, "/account/password", "old=typed-by-the-office&password=lantern-batik-comet"),
		303);
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	site_close(&site);
}

static void sessions_are_ended_one_by_one_or_all_others(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor here = site_account(&site, "ann@x.example"), there = site_account(&site, "ann@x.example"),
		       third = site_account(&site, "ann@x.example");
	assert_int_equal(visitor_get(&here, "/account/sessions"), 200);
	assert_true(visitor_sees(&here, "This browser"));
	int64_t last = engine_number(&site.engine, "SELECT MAX(id) FROM customer_sessions");
	assert_int_equal(
		visitor_post(&here, text_format(site.arena, "/account/sessions/%lld/end", (long long)last).at, ""),
		303);
	assert_int_equal(visitor_get(&third, "/account"), 303);
	assert_int_equal(visitor_get(&there, "/account"), 200);
	assert_int_equal(visitor_post(&here, "/account/sessions/end-others", ""), 303);
	assert_int_equal(visitor_get(&there, "/account"), 303);
	assert_int_equal(visitor_get(&here, "/account"), 200);
	site_close(&site);
}

static void signing_in_leads_to_own_pages_only__16(void **state)
{
	static const char *const elsewhere[] = {"//evil.example", "/\\evil.example", "https://evil.example/",
						"/a\r\nSet-Cookie:x=y", ""};
	struct site site;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		struct visitor visitor = site_visitor(&site);
		struct text next = url_encode(site.arena, text_of(elsewhere[i]));
		struct text form = text_format(site.arena, "name=ann%%40x.example&password=" SITE_PASSWORD "&next=%.*s",
					       TEXT_ARG(next));
		assert_int_equal(visitor_get(&visitor, "/login"), 200);
		if (visitor_post(&visitor, "/login", form.at) == 303)
			ASSERT_TEXT(visitor.location, TEXT("/account"));
		else
			assert_int_equal(visitor.status, 422);
	}
	site_close(&site);
}

static void pages_speak_the_customers_language_or_what_was_chosen(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer_with_password(&site, "ann@x.example");
	engine_script(&site.engine, "UPDATE customers SET language = 'de'");
	struct visitor visitor = site_account(&site, "ann@x.example");
	assert_true(visitor_sees(&visitor, "<html lang=\"de\""));
	assert_true(visitor_sees(&visitor, "Mein Konto"));
	assert_int_equal(visitor_post(&visitor, "/language", "code=ms&back=%2Faccount"), 303);
	ASSERT_TEXT(visitor.location, TEXT("/account"));
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	assert_true(visitor_sees(&visitor, "Akaun saya"));
	assert_int_equal(visitor_get(&visitor, "/account/nothing"), 404);
	assert_true(visitor_sees(&visitor, "Akaun saya"));
	assert_true(visitor_sees(&visitor, "href=\"/account\""));
	/* Who is kept out is told in their language. */
	change(&site, ann, ACCESS_VERB_BLOCK, "");
	struct visitor outside = site_visitor(&site);
	assert_int_equal(visitor_sign_in(&outside, "ann%40x.example", SITE_PASSWORD), 403);
	assert_true(visitor_sees(&outside, "Konto ist gesperrt"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_customer_signs_in_and_sees_their_own_page),
		ON_BOTH(a_name_is_a_login_or_a_verified_address),
		ON_BOTH(what_closes_an_account_keeps_out_at_the_next_request__14),
		ON_BOTH(a_session_is_asked_for_its_customers_state_at_every_request__14),
		ON_BOTH(the_trash_and_being_a_guest_end_sessions__14),
		ON_BOTH(each_sign_in_has_a_session_of_its_own_that_ends_with_the_next__14),
		ON_BOTH(a_new_password_ends_all_other_sessions__14),
		ON_BOTH(what_staff_set_is_changed_before_all_else__3_X2),
		ON_BOTH(sessions_are_ended_one_by_one_or_all_others),
		ON_BOTH(signing_in_leads_to_own_pages_only__16),
		ON_BOTH(pages_speak_the_customers_language_or_what_was_chosen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
