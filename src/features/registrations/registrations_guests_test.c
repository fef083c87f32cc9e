/* Stories of guests who register: their record becomes the account, and takes with it what closes it. On both engines.
 */
#include "features/registrations/registrations.h"

#include "tests/register_desk.h"

static void a_guests_record_becomes_the_account_when_they_say_so(void **state)
{
	struct desk desk;
	struct customer_row row;
	desk_open(&desk, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct customer_id guest = site_customer(&desk.site, "farah@x.example");
	assert_int_equal(access_change(site_fresh(&desk.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	engine_script(&desk.site.engine, "UPDATE customers SET company = 'Batik Sdn Bhd'");
	assert_int_equal(desk_enter(&desk, FARAH), 303);
	assert_false(visitor_sees(&desk.visitor, "Batik"));
	const char *path = desk_link(&desk);
	assert_int_equal(visitor_get(&desk.visitor, path), 200);
	assert_true(visitor_sees(&desk.visitor, "Add what I did here before with this address"));
	assert_false(visitor_sees(&desk.visitor, "Batik Sdn Bhd"));
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" SITE_PASSWORD "&join=yes"), 303);
	assert_int_equal(customers_get(site_fresh(&desk.site), guest, &row), DONE);
	assert_false(row.guest);
	ASSERT_TEXT(row.company, TEXT("Batik Sdn Bhd"));
	ASSERT_TEXT(row.last_name, TEXT("Aziz"));
	assert_int_equal(desk_count(&desk, "customers"), 1);
	assert_int_equal(desk_count(&desk, "events WHERE name = 'customer.registered'"), 1);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 303);
	/* Who says nothing leaves it apart. */
	struct customer_id other = site_customer(&desk.site, "ben@x.example");
	assert_int_equal(access_change(site_fresh(&desk.site), other, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	desk.visitor = site_visitor(&desk.site);
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD), 303);
	assert_int_equal(customers_get(site_fresh(&desk.site), other, &row), DONE);
	assert_true(row.guest);
	desk_close(&desk);
}

static void a_guest_who_is_kept_out_stays_so_by_registering__13(void **state)
{
	static const enum access_verb verbs[] = {ACCESS_VERB_BLOCK, ACCESS_VERB_SUSPEND};
	static const char *const said[] = {"Your account is blocked.", "Your account is suspended."};
	static const char *const joined[] = {"", "&join=yes"};
	const struct access_ask nothing = {.until = INSTANT_NONE};
	for (size_t i = 0; i < 4; i++) {
		const struct access_ask ask = {.functions = access_functions_usual(),
					       .until = INSTANT_NONE,
					       .reason = TEXT("fraud"),
					       .message = TEXT("Please call 030 1234")};
		struct desk desk;
		desk_open(&desk, *state);
		struct customer_id guest = site_customer(&desk.site, "farah@x.example");
		assert_int_equal(access_change(site_fresh(&desk.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
		assert_int_equal(access_change(site_fresh(&desk.site), guest, verbs[i / 2], &ask), DONE);
		assert_int_equal(desk_enter(&desk, FARAH), 303);
		struct text form = text_join(desk.site.arena, TEXT("password=" SITE_PASSWORD), text_of(joined[i % 2]));
		assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), form.at), 200);
		assert_true(visitor_sees(&desk.visitor, said[i / 2]));
		assert_true(visitor_sees(&desk.visitor, "Please call 030 1234"));
		assert_false(visitor_sees(&desk.visitor, "fraud"));
		assert_int_equal(desk_count(&desk, "customers"), 1);
		assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_welcome'"), 0);
		assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 403);
		desk_close(&desk);
	}
}

static int64_t count_news(struct desk *desk, const char *of)
{
	return desk_count(desk, text_format(desk->site.arena, "consents WHERE purpose = 0 AND %s", of).at);
}

/* The letter with the link is the second consent, and the form the first. */
static void what_a_guest_agreed_to_by_registering_keeps_its_proof(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct customer_id guest = site_customer(&desk.site, "farah@x.example");
	assert_int_equal(access_change(site_fresh(&desk.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	/* As staff choose it for the type, and keep it when they change something else. */
	struct visitor owner = site_staff(&desk.site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/settings/types/1"), 200);
	assert_true(visitor_sees(&owner, "name=\"shown_fields\" value=\"newsletter\""));
	assert_false(visitor_sees(&owner, "name=\"required_fields\" value=\"newsletter\""));
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/1",
				      "name=Retail&registration=yes&active=yes&is_default=yes&shown_fields=newsletter"),
			 303);
	engine_script(&desk.site.engine, "UPDATE emails SET verification = 2");
	assert_int_equal(desk_enter(&desk, FARAH "&newsletter=yes"), 303);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD "&join=yes"), 303);
	assert_int_equal(desk_count(&desk, "consents"), 1);
	assert_int_equal(count_news(&desk, "state = 2 AND source = 1 AND wording LIKE 'I want news%'"), 1);
	assert_int_equal(count_news(&desk, "given_ip = '127.0.0.1'"), 1);
	assert_int_equal(desk_count(&desk, "customers WHERE newsletter = 1"), 1);
	assert_int_equal(desk_count(&desk, "events WHERE name = 'consent.confirmed'"), 1);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'consent_asked'"), 0);
	/* Who has agreed before, and is not asked or says nothing now, has not withdrawn it. */
	struct customer_id other = site_customer(&desk.site, "ben@x.example");
	assert_int_equal(access_change(site_fresh(&desk.site), other, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	engine_script(
		&desk.site.engine,
		"UPDATE customers SET newsletter = 1 WHERE guest = 1; INSERT INTO consents (customer_id, purpose, "
		"state, at, source) SELECT id, 0, 2, 1, 5 FROM customers WHERE guest = 1");
	assert_int_equal(desk_enter(&desk, "email=ben%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), "password=" SITE_PASSWORD "&join=yes"), 303);
	assert_int_equal(count_news(&desk, "state = 2"), 2);
	assert_int_equal(desk_count(&desk, "customers WHERE newsletter = 1 AND guest = 0"), 2);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_guests_record_becomes_the_account_when_they_say_so),
		ON_BOTH(a_guest_who_is_kept_out_stays_so_by_registering__13),
		ON_BOTH(what_a_guest_agreed_to_by_registering_keeps_its_proof),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
