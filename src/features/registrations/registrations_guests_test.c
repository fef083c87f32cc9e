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
		const struct access_ask ask = {
			.functions = access_functions_usual(), .until = INSTANT_NONE, .reason = TEXT("fraud")};
		struct desk desk;
		desk_open(&desk, *state);
		struct customer_id guest = site_customer(&desk.site, "farah@x.example");
		assert_int_equal(access_change(site_fresh(&desk.site), guest, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
		assert_int_equal(access_change(site_fresh(&desk.site), guest, verbs[i / 2], &ask), DONE);
		assert_int_equal(desk_enter(&desk, FARAH), 303);
		struct text form = text_join(desk.site.arena, TEXT("password=" SITE_PASSWORD), text_of(joined[i % 2]));
		assert_int_equal(visitor_post(&desk.visitor, desk_link(&desk), form.at), 200);
		assert_true(visitor_sees(&desk.visitor, said[i / 2]));
		assert_false(visitor_sees(&desk.visitor, "fraud"));
		assert_int_equal(desk_count(&desk, "customers"), 1);
		assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_welcome'"), 0);
		assert_int_equal(desk_sign_in(&desk, "farah%40x.example", SITE_PASSWORD), 403);
		desk_close(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_guests_record_becomes_the_account_when_they_say_so),
		ON_BOTH(a_guest_who_is_kept_out_stays_so_by_registering__13),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
