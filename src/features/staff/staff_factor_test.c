/* Stories of the second factor on both engines, over HTTP: setting it up, signing in with it, losing it, needing it. */
#include "features/staff/staff_factor.h"

#include "format/totp.h"
#include "server/outbox.h"
#include "staff_factors.sql.h"
#include "tests/mail_peer.h"

#define PAGE     "/admin/profile/second-factor"
#define CODE     "/admin/sign-in/code"
#define PASSWORD "password=" SITE_PASSWORD

static struct staff_id id_of(struct site *site, const char *role)
{
	struct staff_id staff;
	assert_int_equal(
		staff_find_by_email(site_fresh(site), text_format(site->arena, "%s@site.example", role), &staff), DONE);
	return staff;
}

/* What the app shows now. */
static const char *code_of(struct site *site, const char *role)
{
	char *code = arena_take(site->arena, TOTP_DIGITS + 1);
	struct context *ctx = site_fresh(site);
	struct factor_find row;
	bool found;
	struct staff_id staff = id_of(site, role);
	assert_int_equal(context_read(ctx), DONE);
	assert_int_equal(factor_find(ctx->reader, staff, &found, &row), DONE);
	assert_true(found);
	totp_make_code(row.secret, totp_step(context_now(ctx)), code);
	return code;
}

/* The app's code of half a minute later, as far as this program is concerned. */
static void let_time_pass(struct site *site)
{
	engine_script(&site->engine, "UPDATE staff_factors SET last_step = 0");
}

static const char *form(struct site *site, const char *format, const char *value)
{
	return text_join(site->arena, text_of(format), text_of(value)).at;
}

/* The n-th recovery code of the page that showed them, from 0. */
static const char *recovery_code(struct visitor *visitor, size_t number)
{
	size_t at = 0;
	struct text mark = TEXT("<li><code>");
	for (size_t i = 0; i <= number; i++) {
		at = text_find(visitor->body, mark, at);
		assert_true(at != SIZE_MAX);
		at += mark.size;
	}
	return text_copy(visitor->site->arena, text_slice(visitor->body, at, 19)).at;
}

static void switch_on(struct visitor *visitor, const char *role)
{
	struct site *site = visitor->site;
	assert_int_equal(visitor_get(visitor, PAGE), 200);
	assert_int_equal(visitor_post(visitor, PAGE "/begin", PASSWORD), 303);
	assert_int_equal(visitor_get(visitor, PAGE), 200);
	assert_int_equal(visitor_post(visitor, PAGE, form(site, "code=", code_of(site, role))), 200);
	assert_true(visitor_sees(visitor, "Recovery codes"));
	let_time_pass(site);
}

/* Address and password; leads to the question for the code. */
static struct visitor begin(struct site *site, const char *role)
{
	struct visitor visitor = site_visitor(site);
	visitor_get(&visitor, "/admin/sign-in");
	struct text sent =
		text_format(site->arena, "email=%s%%40site.example&next=%%2Fadmin%%2Fprofile&" PASSWORD, role);
	assert_int_equal(visitor_post(&visitor, "/admin/sign-in", sent.at), 303);
	return visitor;
}

static int give(struct visitor *visitor, const char *code)
{
	return visitor_post(visitor, CODE, form(visitor->site, "next=%2Fadmin%2Fprofile&code=", code));
}

static int64_t count_sessions(struct site *site)
{
	return engine_number(&site->engine, "SELECT COUNT(*) FROM staff_sessions");
}

static void signing_in_asks_for_the_code_and_there_is_no_session_before_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	struct visitor visitor = begin(&site, "owner");
	ASSERT_TEXT(visitor.location, TEXT(CODE "?next=%2Fadmin%2Fprofile"));
	assert_int_equal(count_sessions(&site), 1);
	assert_int_equal(visitor_get(&visitor, "/admin/profile"), 303);
	assert_true(text_starts(visitor.location, TEXT("/admin/sign-in?")));
	assert_int_equal(visitor_send(&visitor, "GET", "/api/v1/customers", NULL), 401);
	assert_int_equal(visitor_get(&visitor, CODE), 200);
	assert_int_equal(give(&visitor, "000000"), 422);
	assert_int_equal(count_sessions(&site), 1);
	assert_int_equal(give(&visitor, code_of(&site, "owner")), 303);
	ASSERT_TEXT(visitor.location, TEXT("/admin/profile"));
	assert_int_equal(visitor_get(&visitor, "/admin/profile"), 200);
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'staff.factor_added'"), 1);
	site_close(&site);
}

static void a_code_is_good_once(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	struct visitor first = begin(&site, "owner"), second = begin(&site, "owner");
	const char *code = code_of(&site, "owner");
	struct text cookies = first.cookies;
	assert_int_equal(give(&first, code), 303);
	assert_int_equal(give(&second, code), 422);
	/* Neither is the way there good twice, whatever code is given. */
	let_time_pass(&site);
	first.cookies = cookies;
	assert_int_equal(give(&first, code_of(&site, "owner")), 303);
	ASSERT_TEXT(first.location, TEXT("/admin/sign-in"));
	assert_int_equal(count_sessions(&site), 2);
	site_close(&site);
}

static void a_recovery_code_lets_in_once_and_they_are_told(void **state)
{
	struct site site;
	struct mail_peer peer;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	const char *code = recovery_code(&owner, 3);
	struct text typed = text_format(site.arena, "%.4s %.4s%.4s-%.4s", code, code + 5, code + 10, code + 15);
	struct visitor first = begin(&site, "owner"), second = begin(&site, "owner");
	assert_int_equal(give(&first, typed.at), 303);
	assert_int_equal(visitor_get(&first, "/admin/profile"), 200);
	assert_true(visitor_sees(&first, "9 recovery codes are left."));
	assert_int_equal(give(&second, code), 422);
	outbox_run_waiting(site.engine.store, TEXT("http://localhost"));
	assert_int_equal(mail_peer_count(&peer), 2);
	ASSERT_TEXT(mail_peer_header(&peer, mail_peer_letter(&peer, 1), "Subject"),
		    TEXT("Your second factor is switched on"));
	ASSERT_TEXT(mail_peer_header(&peer, mail_peer_letter(&peer, 2), "Subject"),
		    TEXT("One of your recovery codes was used"));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void recovery_codes_are_kept_as_hashes_and_new_ones_end_the_old(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	const char *old = recovery_code(&owner, 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_recovery_codes WHERE "
						     "LENGTH(code_hash) = 32"),
			 10);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_false(visitor_sees(&owner, old));
	struct text sent = text_format(site.arena, PASSWORD "&code=%s", code_of(&site, "owner"));
	assert_int_equal(visitor_post(&owner, PAGE "/codes", sent.at), 200);
	const char *fresh = recovery_code(&owner, 0);
	struct visitor visitor = begin(&site, "owner");
	assert_int_equal(give(&visitor, old), 422);
	assert_int_equal(give(&visitor, fresh), 303);
	site_close(&site);
}

static void codes_are_guessed_ten_times_an_hour_from_anywhere_after_a_restart_too__15(void **state)
{
	struct site site, again;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	struct visitor visitor = begin(&site, "owner");
	for (int i = 0; i < 10; i++) {
		assert_int_equal(give(&visitor, "000000"), 422);
		if (i % 3 == 0) /* the right password gives no new tries */
			visitor = begin(&site, "owner");
	}
	site_open_on(&again, &site.engine);
	visitor = begin(&again, "owner");
	assert_int_equal(give(&visitor, code_of(&again, "owner")), 429);
	assert_true(visitor_sees(&visitor, "Too many attempts"));
	site_close(&again);
	engine_script(&site.engine, "UPDATE throttles SET resets = 0 WHERE name LIKE 'second-factor:account:%'");
	visitor = begin(&site, "owner");
	assert_int_equal(give(&visitor, code_of(&site, "owner")), 303);
	site_close(&site);
}

static void a_link_for_a_password_does_not_go_round_the_code(void **state)
{
	struct site site;
	struct secret token;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	struct visitor visitor = begin(&site, "owner");
	assert_int_equal(staff_make_link(site_fresh(&site), id_of(&site, "owner"), STAFF_LINK_PURPOSE_RESET, &token),
			 DONE);
	struct text path = text_format(site.arena, "/admin/welcome/%.*s", TEXT_ARG(token.value));
	struct visitor linked = site_visitor(&site);
	assert_int_equal(visitor_get(&linked, path.at), 200);
	assert_int_equal(visitor_post(&linked, path.at, "password=neue-laterne-2026"), 303);
	assert_true(text_starts(linked.location, TEXT(CODE)));
	assert_int_equal(count_sessions(&site), 0);
	/* Who was half in with the password of before is out. */
	assert_int_equal(give(&visitor, code_of(&site, "owner")), 303);
	ASSERT_TEXT(visitor.location, TEXT("/admin/sign-in"));
	assert_int_equal(give(&linked, code_of(&site, "owner")), 303);
	assert_int_equal(visitor_get(&linked, "/admin/profile"), 200);
	site_close(&site);
}

static void switching_it_on_takes_the_password_and_ends_other_sessions__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_int_equal(visitor_post(&owner, PAGE "/begin", "password=wrong-password"), 422);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_factors"), 0);
	assert_int_equal(visitor_post(&owner, PAGE "/begin", PASSWORD), 303);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, "<svg class=\"qr\""));
	struct staff_factor factor;
	assert_int_equal(staff_get_factor(site_fresh(&site), id_of(&site, "owner"), &factor), DONE);
	assert_true(visitor_sees(&owner, totp_key(site.arena, factor.secret).at));
	assert_int_equal(visitor_post(&owner, PAGE, "code=000000"), 422);
	/* It counts for nothing yet. */
	struct visitor third = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&third, "/admin/profile"), 200);
	assert_int_equal(visitor_post(&owner, PAGE, form(&site, "code=", code_of(&site, "owner"))), 200);
	assert_int_equal(visitor_get(&owner, "/admin/profile"), 200);
	assert_int_equal(visitor_get(&other, "/admin/profile"), 303);
	assert_int_equal(visitor_get(&third, "/admin/profile"), 303);
	/* Once it counts, nobody sees the secret again. */
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_false(visitor_sees(&owner, "<svg class=\"qr\""));
	assert_int_equal(visitor_post(&owner, PAGE "/begin", PASSWORD), 409);
	site_close(&site);
}

static void a_secret_that_was_begun_and_left_is_forgotten(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	visitor_get(&owner, PAGE);
	assert_int_equal(visitor_post(&owner, PAGE "/begin", PASSWORD), 303);
	const char *code = code_of(&site, "owner");
	engine_script(&site.engine, "UPDATE staff_factors SET created = created - 1860000000");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_false(visitor_sees(&owner, "<svg class=\"qr\""));
	assert_int_equal(visitor_post(&owner, PAGE, form(&site, "code=", code)), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_factors WHERE confirmed IS NOT NULL"),
			 0);
	site_close(&site);
}

static void switching_it_off_takes_password_and_code(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	switch_on(&owner, "owner");
	const char *code = code_of(&site, "owner");
	assert_int_equal(visitor_post(&owner, PAGE "/remove", form(&site, "password=wrong-password&code=", code)), 422);
	assert_int_equal(visitor_post(&owner, PAGE "/remove", PASSWORD "&code=000000"), 422);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_factors"), 1);
	assert_int_equal(visitor_post(&owner, PAGE "/remove", form(&site, PASSWORD "&code=", code)), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_factors"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_recovery_codes"), 0);
	struct visitor visitor = begin(&site, "owner");
	ASSERT_TEXT(visitor.location, TEXT("/admin/profile"));
	site_close(&site);
}

static int take_off(struct visitor *visitor, const char *role)
{
	struct site *site = visitor->site;
	struct text path = text_format(site->arena, "/admin/settings/staff/%lld", (long long)id_of(site, role).value);
	visitor_get(visitor, path.at);
	return visitor_post(visitor, text_join(site->arena, path, TEXT("/second-factor/remove")).at, "");
}

static void a_higher_role_takes_it_off_another_who_is_told__6(void **state)
{
	struct site site;
	struct mail_peer peer;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner"), administrator = site_staff(&site, "administrator"),
		       support = site_staff(&site, "support");
	switch_on(&support, "support");
	switch_on(&owner, "owner");
	switch_on(&administrator, "administrator");
	assert_int_equal(take_off(&support, "owner"), 403);
	assert_int_equal(take_off(&administrator, "owner"), 403);
	assert_int_equal(take_off(&owner, "owner"), 409);
	/* Nobody gets round a colleague's who may as much, but owners, above whom nobody stands. */
	engine_script(&site.engine, "UPDATE roles SET permissions = '*' WHERE word = 'support'");
	assert_int_equal(take_off(&administrator, "support"), 403);
	engine_script(&site.engine, "UPDATE staff SET role_id = (SELECT r.id FROM roles r WHERE r.word = 'owner') "
				    "WHERE email_key = 'administrator@site.example'");
	assert_int_equal(take_off(&owner, "administrator"), 303);
	engine_script(&site.engine, "UPDATE roles SET permissions = 'customers.read' WHERE word = 'support'");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_factors"), 2);
	assert_int_equal(take_off(&owner, "support"), 303);
	assert_int_equal(visitor_get(&support, "/admin/profile"), 303);
	struct visitor visitor = begin(&site, "support");
	ASSERT_TEXT(visitor.location, TEXT("/admin/profile"));
	outbox_run_waiting(site.engine.store, TEXT("http://localhost"));
	struct text letter = mail_peer_letter(&peer, mail_peer_count(&peer));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "To"), TEXT("\"support\" <support@site.example>"));
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Subject"), TEXT("Your second factor is switched off"));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'staff.factor_removed'"),
		2);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void whoever_has_none_sets_one_up_first_when_all_need_one(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), support = site_staff(&site, "support"),
		       shop = site_key(&site, "customers.read");
	switch_on(&owner, "owner");
	assert_int_equal(visitor_post(&support, "/admin/settings/staff/second-factor", "required=yes"), 403);
	assert_int_equal(visitor_post(&owner, "/admin/settings/staff/second-factor", "required=yes"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	/* Sessions of before, new ones, pages and the API alike. */
	struct visitor fresh = begin(&site, "support");
	assert_int_equal(visitor_get(&support, "/admin/customers"), 303);
	ASSERT_TEXT(support.location, TEXT(PAGE));
	assert_int_equal(visitor_get(&fresh, "/admin/profile"), 303);
	ASSERT_TEXT(fresh.location, TEXT(PAGE));
	assert_int_equal(visitor_send(&support, "GET", "/api/v1/customers", NULL), 401);
	assert_int_equal(visitor_get(&support, PAGE), 200);
	assert_true(visitor_sees(&support, "Everybody here needs one."));
	/* Keys are nobody's telephone. */
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers", NULL), 200);
	switch_on(&support, "support");
	assert_int_equal(visitor_get(&support, "/admin/customers"), 200);
	assert_int_equal(visitor_send(&support, "GET", "/api/v1/customers", NULL), 200);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(signing_in_asks_for_the_code_and_there_is_no_session_before_it),
		ON_BOTH(a_code_is_good_once),
		ON_BOTH(a_recovery_code_lets_in_once_and_they_are_told),
		ON_BOTH(recovery_codes_are_kept_as_hashes_and_new_ones_end_the_old),
		ON_BOTH(codes_are_guessed_ten_times_an_hour_from_anywhere_after_a_restart_too__15),
		ON_BOTH(a_link_for_a_password_does_not_go_round_the_code),
		ON_BOTH(switching_it_on_takes_the_password_and_ends_other_sessions__14),
		ON_BOTH(a_secret_that_was_begun_and_left_is_forgotten),
		ON_BOTH(switching_it_off_takes_password_and_code),
		ON_BOTH(a_higher_role_takes_it_off_another_who_is_told__6),
		ON_BOTH(whoever_has_none_sets_one_up_first_when_all_need_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
