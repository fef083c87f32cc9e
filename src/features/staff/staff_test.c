/* Stories of staff on both engines, rules and pages: signing in, links, roles, sessions. */
#include "features/staff/staff.h"

#include "features/audit/audit.h"
#include "tests/site.h"

static struct staff_id add(struct site *site, const char *role, const char *email)
{
	struct staff_add ask = {.email = text_of(email), .name = text_of(email)};
	struct staff_id staff = {0};
	struct context *ctx = site_fresh(site);
	assert_int_equal(staff_find_role(ctx, text_of(role), &ask.role), DONE);
	assert_int_equal(staff_add(ctx, &ask, &staff), DONE);
	return staff;
}

static struct role_id role_of(struct site *site, const char *word)
{
	struct role_id role = {0};
	assert_int_equal(staff_find_role(site_fresh(site), text_of(word), &role), DONE);
	return role;
}

static void signing_in_leads_to_the_page_that_was_asked_for(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), nobody = site_visitor(&site);
	assert_int_equal(visitor_get(&nobody, "/admin/settings/staff?x=1"), 303);
	ASSERT_TEXT(nobody.location, TEXT("/admin/sign-in?next=%2Fadmin%2Fsettings%2Fstaff%3Fx%3D1"));
	assert_int_equal(visitor_get(&nobody, "/admin/sign-in"), 200);
	assert_int_equal(visitor_post(&nobody, "/admin/sign-in",
				      "email=owner%40site.example&password=" SITE_PASSWORD "&next=%2Fadmin%2Fprofile"),
			 303);
	ASSERT_TEXT(nobody.location, TEXT("/admin/profile"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/staff"), 200);
	assert_true(visitor_sees(&owner, "owner@site.example"));
	site_close(&site);
}

static void redirects_lead_to_own_pages_only(void **state)
{
	static const char *const evil[] = {"%2F%2Fevil.example", "%2F%5Cevil.example", "https%3A%2F%2Fevil.example",
					   "%2Fa%0D%0ASet-Cookie%3Ax"};
	struct site site;
	site_open(&site, *state);
	site_staff(&site, "owner");
	for (size_t i = 0; i < 4; i++) {
		struct visitor visitor = site_visitor(&site);
		visitor_get(&visitor, "/admin/sign-in");
		struct text form = text_format(
			site.arena, "email=owner%%40site.example&password=" SITE_PASSWORD "&next=%s", evil[i]);
		if (visitor_post(&visitor, "/admin/sign-in", form.at) == 303)
			ASSERT_TEXT(visitor.location, TEXT("/admin"));
		else
			assert_int_equal(visitor.status, 422);
	}
	site_close(&site);
}

static void unknown_and_known_addresses_are_answered_alike(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_staff(&site, "owner");
	struct visitor known = site_visitor(&site), unknown = site_visitor(&site);
	visitor_get(&known, "/admin/sign-in");
	visitor_get(&unknown, "/admin/sign-in");
	assert_int_equal(visitor_post(&known, "/admin/sign-in", "email=owner%40site.example&password=wrong-password"),
			 422);
	assert_int_equal(visitor_post(&unknown, "/admin/sign-in", "email=other%40site.example&password=wrong-password"),
			 422);
	assert_true(visitor_sees(&known, "do not belong together"));
	assert_true(visitor_sees(&unknown, "do not belong together"));
	site_close(&site);
}

static void too_many_tries_are_refused_and_counted_in_the_database(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_staff(&site, "owner");
	struct visitor visitor = site_visitor(&site);
	visitor_get(&visitor, "/admin/sign-in");
	for (int i = 0; i < 10; i++)
		assert_int_equal(
			visitor_post(&visitor, "/admin/sign-in", "email=owner%40site.example&password=wrong-password"),
			422);
	assert_int_equal(visitor_post(&visitor, "/admin/sign-in", "email=owner%40site.example&password=" SITE_PASSWORD),
			 429);
	assert_true(visitor_sees(&visitor, "Too many attempts"));
	assert_int_equal(engine_number(&site.engine, "SELECT MAX(used) FROM throttles"), 11);
	/* Another account from the same place is not shut out by that. */
	struct visitor other = site_staff(&site, "auditor");
	assert_int_equal(other.status, 200);
	site_close(&site);
}

static int64_t tries_of(struct site *site, const char *name)
{
	return engine_number(
		&site->engine,
		text_format(site->arena, "SELECT COALESCE(MAX(used), 0) FROM throttles WHERE name = '%s'", name).at);
}

static int try_password(struct site *site, const char *email, const char *password)
{
	struct visitor visitor = site_visitor(site);
	visitor_get(&visitor, "/admin/sign-in");
	return visitor_post(&visitor, "/admin/sign-in",
			    text_format(site->arena, "email=%s%%40site.example&password=%s", email, password).at);
}

/* Fifty tries in a quarter of an hour are few for an office behind one address, and many for whoever guesses. */
static void right_passwords_leave_an_address_all_its_tries_and_wrong_ones_do_not__15(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_staff(&site, "owner");
	for (int i = 0; i < 3; i++)
		assert_int_equal(try_password(&site, "owner", SITE_PASSWORD), 303);
	assert_int_equal(tries_of(&site, "sign-in:address:127.0.0.1"), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(try_password(&site, "nobody", "wrong-password"), 422);
	assert_int_equal(try_password(&site, "owner", SITE_PASSWORD), 303);
	assert_int_equal(tries_of(&site, "sign-in:address:127.0.0.1"), 3);
	engine_script(&site.engine, "UPDATE throttles SET used = 49 WHERE name = 'sign-in:address:127.0.0.1'");
	assert_int_equal(try_password(&site, "owner", SITE_PASSWORD), 303);
	assert_int_equal(try_password(&site, "nobody", "wrong-password"), 422);
	assert_int_equal(try_password(&site, "owner", SITE_PASSWORD), 429);
	site_close(&site);
}

static void the_password_of_an_open_session_is_guessed_ten_times_too__15(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	for (int i = 0; i < 10; i++)
		assert_int_equal(visitor_post(&owner, "/admin/profile/password",
					      "old=wrong-password&password=neue-laterne-2026"),
				 422);
	assert_int_equal(
		visitor_post(&owner, "/admin/profile/password", "old=" SITE_PASSWORD "&password=neue-laterne-2026"),
		429);
	engine_script(&site.engine, "DELETE FROM throttles");
	assert_int_equal(
		visitor_post(&owner, "/admin/profile/password", "old=" SITE_PASSWORD "&password=neue-laterne-2026"),
		303);
	site_close(&site);
}

static void a_form_without_its_token_or_from_elsewhere_changes_nothing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct text right = owner.csrf;
	owner.csrf = TEXT("forged");
	assert_int_equal(visitor_post(&owner, "/admin/profile", "name=Mallory&language=en&zone="), 403);
	owner.csrf = right;
	owner.headers = TEXT("Origin: https://evil.example\r\n");
	assert_int_equal(visitor_post(&owner, "/admin/profile", "name=Mallory&language=en&zone="), 403);
	owner.headers = TEXT("Sec-Fetch-Site: cross-site\r\n");
	assert_int_equal(visitor_post(&owner, "/admin/profile", "name=Mallory&language=en&zone="), 403);
	owner.headers = TEXT("");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff WHERE name = 'Mallory'"), 0);
	assert_int_equal(visitor_post(&owner, "/admin/profile", "name=Noraini&language=en&zone="), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff WHERE name = 'Noraini'"), 1);
	site_close(&site);
}

static struct text session_of(struct visitor *visitor)
{
	size_t at = text_find(visitor->cookies, TEXT("__Host-session="), 0);
	return at == SIZE_MAX ? TEXT_NONE : text_slice(visitor->cookies, at + 15, 22);
}

static void sign_in(struct visitor *visitor)
{
	assert_int_equal(visitor_get(visitor, "/admin/sign-in"), 200);
	assert_int_equal(visitor_post(visitor, "/admin/sign-in", "email=owner%40site.example&password=" SITE_PASSWORD),
			 303);
}

/* Nobody can have put it there before, and no script, other host or other site's form gets hold of it. */
static void each_sign_in_has_a_session_of_its_own_in_a_cookie_for_this_host_alone__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), chosen = site_visitor(&site);
	struct text first = session_of(&owner);
	chosen.cookies = TEXT("__Host-session=chosen-by-somebody-els");
	sign_in(&chosen);
	struct text second = session_of(&chosen);
	assert_int_equal(second.size, 22);
	assert_false(text_equal(second, first) || text_starts(second, TEXT("chosen")));
	struct text cookie = text_format(site.arena,
					 "Set-Cookie: __Host-session=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax; "
					 "Max-Age=",
					 TEXT_ARG(second));
	assert_true(text_find(chosen.head, cookie, 0) != SIZE_MAX);
	assert_int_equal(visitor_get(&chosen, "/admin/profile"), 200);
	site_close(&site);
}

static void a_new_role_ends_the_sessions_of_the_old_one__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), support = site_staff(&site, "support");
	int64_t id = engine_number(&site.engine, "SELECT id FROM staff WHERE email_key = 'support@site.example'");
	struct text path = text_format(site.arena, "/admin/settings/staff/%lld", (long long)id);
	struct text form =
		text_format(site.arena, "name=S&role=%lld&scope=all", (long long)role_of(&site, "auditor").value);
	assert_int_equal(visitor_get(&owner, path.at), 200);
	assert_int_equal(visitor_post(&owner, path.at, form.at), 303);
	assert_int_equal(visitor_get(&support, "/admin/profile"), 303);
	site_close(&site);
}

static void sessions_end_with_sign_out_password_change_and_deactivation(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), first = site_staff(&site, "support"),
		       second = site_staff(&site, "support");
	struct text stolen = first.cookies;
	assert_int_equal(visitor_post(&first, "/admin/sign-out", ""), 303);
	assert_int_equal(visitor_get(&first, "/admin/profile"), 303);
	first.cookies = stolen;
	assert_int_equal(visitor_get(&first, "/admin/profile"), 303);
	assert_int_equal(visitor_get(&second, "/admin/profile"), 200);
	struct visitor third = site_staff(&site, "support");
	assert_int_equal(
		visitor_post(&third, "/admin/profile/password", "old=" SITE_PASSWORD "&password=neue-laterne-2026"),
		303);
	assert_int_equal(visitor_get(&third, "/admin/profile"), 200);
	assert_int_equal(visitor_get(&second, "/admin/profile"), 303);
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM staff WHERE email_key = 'support@site.example'"), 1);
	/* Others have passwords of site_staff(), which are cheaper. */
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff WHERE password_hash LIKE "
						     "'$argon2id$v=19$m=19456,t=2,p=1$%'"),
			 1);
	int64_t id = engine_number(&site.engine, "SELECT id FROM staff WHERE email_key = 'support@site.example'");
	struct text path = text_format(site.arena, "/admin/settings/staff/%lld/deactivate", (long long)id);
	assert_int_equal(visitor_get(&owner, path.at), 200);
	assert_int_equal(visitor_post(&owner, path.at, ""), 303);
	assert_int_equal(visitor_get(&third, "/admin/profile"), 303);
	site_close(&site);
}

static void a_link_works_once(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id staff = add(&site, "support", "new@site.example"), who;
	struct secret token;
	assert_int_equal(staff_make_link(site_fresh(&site), staff, STAFF_LINK_PURPOSE_INVITATION, &token), DONE);
	assert_int_equal(staff_use_link(site_fresh(&site), (struct secret){TEXT("never-was-such-a-token")},
					(struct secret){TEXT(SITE_PASSWORD)}, &who),
			 NOT_FOUND);
	assert_int_equal(staff_use_link(site_fresh(&site), token, (struct secret){TEXT("kurz")}, &who), INVALID);
	assert_int_equal(staff_use_link(site_fresh(&site), token, (struct secret){TEXT("password1")}, &who), INVALID);
	assert_int_equal(staff_use_link(site_fresh(&site), token, (struct secret){TEXT(SITE_PASSWORD)}, &who), DONE);
	assert_int_equal(who.value, staff.value);
	assert_int_equal(staff_use_link(site_fresh(&site), token, (struct secret){TEXT(SITE_PASSWORD)}, &who),
			 NOT_FOUND);
	site_close(&site);
}

static struct instant in_eight_days(void *state)
{
	(void)state;
	return instant_add(clock_now(&clock_system), 8 * DAY_US);
}

static void a_link_dies_after_its_time_and_with_the_next_one(void **state)
{
	static const struct clock later = {in_eight_days, NULL};
	struct site site;
	struct staff_linked linked;
	struct secret first, second;
	site_open(&site, *state);
	struct staff_id staff = add(&site, "support", "new@site.example");
	assert_int_equal(staff_make_link(site_fresh(&site), staff, STAFF_LINK_PURPOSE_INVITATION, &first), DONE);
	assert_int_equal(staff_make_link(site_fresh(&site), staff, STAFF_LINK_PURPOSE_INVITATION, &second), DONE);
	assert_int_equal(staff_find_link(site_fresh(&site), first, &linked), NOT_FOUND);
	assert_int_equal(staff_find_link(site_fresh(&site), second, &linked), DONE);
	site.ctx.clock = &later;
	assert_int_equal(staff_find_link(site_fresh(&site), second, &linked), NOT_FOUND);
	site_close(&site);
}

/* A context that acts as that person, with what the role gives. */
static void become(struct site *site, struct staff_id staff, const char *permissions, enum store_scope scope)
{
	struct text unknown;
	struct context *ctx = site_fresh(site);
	ctx->actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value};
	ctx->session = (struct store_session){.scope = scope, .staff = staff.value};
	assert_true(permission_set_parse(text_of(permissions), &ctx->permissions, &unknown));
}

static void nobody_gives_more_than_they_have(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id manager = add(&site, "shop_manager", "m@site.example"),
			owner = add(&site, "owner", "o@site.example"), made;
	struct role_id owners = role_of(&site, "owner"), support = role_of(&site, "support"), role = {0};
	become(&site, manager, "customers.read staff.read staff.write roles.write", STORE_SCOPE_ALL);
	const struct staff_add as_owner = {.email = TEXT("x@site.example"), .name = TEXT("X"), .role = owners};
	assert_int_equal(staff_add(&site.ctx, &as_owner, &made), FORBIDDEN);
	const struct staff_change demote = {.staff = owner, .name = TEXT("O"), .role = support};
	assert_int_equal(staff_change(&site.ctx, &demote), FORBIDDEN);
	const struct staff_change promote = {.staff = manager, .name = TEXT("M"), .role = owners};
	assert_int_equal(staff_change(&site.ctx, &promote), CONFLICT);
	struct secret token;
	assert_int_equal(staff_make_link(&site.ctx, owner, STAFF_LINK_PURPOSE_RESET, &token), FORBIDDEN);
	const struct role_ask wide = {.name = TEXT("Wide"), .permissions = permission_all(), .scope = STAFF_SCOPE_ALL};
	assert_int_equal(staff_set_role(&site.ctx, &wide, &role), FORBIDDEN);
	struct role_ask narrow = {.name = TEXT("Narrow"), .scope = STAFF_SCOPE_ALL};
	permission_add(&narrow.permissions, PERMISSION_CUSTOMERS_READ);
	assert_int_equal(staff_set_role(&site.ctx, &narrow, &role), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff WHERE email_key = 'x@site.example'"),
			 0);
	site_close(&site);
}

/* Each of the two alone holds back who has the other; owners are made by owners. */
static void a_role_is_given_by_who_has_its_permissions_and_its_sight__6(void **state)
{
	struct site site;
	struct staff_id made;
	site_open(&site, *state);
	struct staff_id manager = add(&site, "shop_manager", "m@site.example");
	struct staff_add higher = {TEXT("a@site.example"), TEXT("A"), .role = role_of(&site, "owner")};
	struct staff_add lower = {TEXT("s@site.example"), TEXT("S"), .role = role_of(&site, "support")};
	become(&site, manager, "*", STORE_SCOPE_ALL);
	assert_int_equal(staff_add(&site.ctx, &higher, &made), FORBIDDEN);
	become(&site, manager, "customers.read staff.read staff.write", STORE_SCOPE_ALL);
	assert_int_equal(staff_add(&site.ctx, &lower, &made), FORBIDDEN);
	become(&site, manager, "*", STORE_SCOPE_OWN);
	assert_int_equal(staff_add(&site.ctx, &lower, &made), FORBIDDEN);
	become(&site, manager, "*", STORE_SCOPE_ALL);
	assert_int_equal(staff_add(&site.ctx, &lower, &made), DONE);
	site_close(&site);
}

/* One by one or all others, and nobody another's. */
static void people_end_their_own_sessions_and_nobody_elses__14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor here = site_staff(&site, "owner"), there = site_staff(&site, "owner"),
		       third = site_staff(&site, "owner"), other = site_staff(&site, "support");
	int64_t first = engine_number(&site.engine, "SELECT MIN(id) FROM staff_sessions");
	struct text end = text_format(site.arena, "/admin/profile/sessions/%lld/end", (long long)first);
	(void)visitor_post(&other, end.at, "");
	assert_int_equal(visitor_get(&here, "/admin/profile"), 200);
	assert_int_equal(visitor_post(&there, end.at, ""), 303);
	assert_int_equal(visitor_get(&here, "/admin/profile"), 303);
	assert_int_equal(visitor_post(&third, "/admin/profile/sessions/end-others", ""), 303);
	assert_int_equal(visitor_get(&there, "/admin/profile"), 303);
	assert_int_equal(visitor_get(&third, "/admin/profile"), 200);
	assert_int_equal(visitor_get(&other, "/admin/profile"), 200);
	site_close(&site);
}

static void the_last_owner_stays(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id owner = add(&site, "owner", "o@site.example"), second;
	struct role_id support = role_of(&site, "support");
	const struct staff_change demote = {.staff = owner, .name = TEXT("O"), .role = support};
	assert_int_equal(staff_set_active(site_fresh(&site), owner, false), CONFLICT);
	assert_int_equal(staff_change(site_fresh(&site), &demote), CONFLICT);
	second = add(&site, "owner", "p@site.example");
	assert_true(second.value > 0);
	assert_int_equal(staff_change(site_fresh(&site), &demote), DONE);
	site_close(&site);
}

static void a_role_in_use_is_replaced_not_removed(void **state)
{
	struct site site;
	struct role_id role = {0};
	site_open(&site, *state);
	struct role_ask ask = {.name = TEXT("Temps"), .scope = STAFF_SCOPE_OWN};
	permission_add(&ask.permissions, PERMISSION_CUSTOMERS_READ);
	assert_int_equal(staff_set_role(site_fresh(&site), &ask, &role), DONE);
	struct staff_add person = {.email = TEXT("t@site.example"), .name = TEXT("T"), .role = role};
	struct staff_id staff;
	assert_int_equal(staff_add(site_fresh(&site), &person, &staff), DONE);
	assert_int_equal(staff_remove_role(site_fresh(&site), role, (struct role_id){0}), CONFLICT);
	assert_int_equal(staff_remove_role(site_fresh(&site), role_of(&site, "owner"), (struct role_id){0}), CONFLICT);
	assert_int_equal(staff_remove_role(site_fresh(&site), role, role_of(&site, "support")), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM roles WHERE name = 'Temps'"), 0);
	site_close(&site);
}

static void every_sign_in_stands_in_the_audit_log(void **state)
{
	struct site site;
	int64_t entries, broken;
	site_open(&site, *state);
	site_staff(&site, "owner");
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'staff.signed_in'"), 1);
	assert_int_equal(audit_check_chain(site_fresh(&site), &entries, &broken), DONE);
	assert_true(entries >= 2);
	site_close(&site);
}

static void an_unknown_host_is_refused(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct http_reply reply =
		http_client_ask(site.port, TEXT("GET /admin/sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
	assert_int_equal(reply.status, 421);
	http_reply_free(&reply);
	reply = http_client_ask(
		site.port,
		TEXT("GET /admin/sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\n\r\n"));
	assert_int_equal(reply.status, 200);
	assert_true(text_find(http_reply_body(&reply), TEXT("evil.example"), 0) == SIZE_MAX);
	http_reply_free(&reply);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(signing_in_leads_to_the_page_that_was_asked_for),
		ON_BOTH(redirects_lead_to_own_pages_only),
		ON_BOTH(unknown_and_known_addresses_are_answered_alike),
		ON_BOTH(too_many_tries_are_refused_and_counted_in_the_database),
		ON_BOTH(right_passwords_leave_an_address_all_its_tries_and_wrong_ones_do_not__15),
		ON_BOTH(the_password_of_an_open_session_is_guessed_ten_times_too__15),
		ON_BOTH(a_form_without_its_token_or_from_elsewhere_changes_nothing),
		ON_BOTH(each_sign_in_has_a_session_of_its_own_in_a_cookie_for_this_host_alone__14),
		ON_BOTH(a_new_role_ends_the_sessions_of_the_old_one__14),
		ON_BOTH(sessions_end_with_sign_out_password_change_and_deactivation),
		ON_BOTH(a_link_works_once),
		ON_BOTH(a_link_dies_after_its_time_and_with_the_next_one),
		ON_BOTH(nobody_gives_more_than_they_have),
		ON_BOTH(a_role_is_given_by_who_has_its_permissions_and_its_sight__6),
		ON_BOTH(people_end_their_own_sessions_and_nobody_elses__14),
		ON_BOTH(the_last_owner_stays),
		ON_BOTH(a_role_in_use_is_replaced_not_removed),
		ON_BOTH(every_sign_in_stands_in_the_audit_log),
		ON_BOTH(an_unknown_host_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
