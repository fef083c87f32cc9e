/* Stories of the first steps on both engines: each step is done by doing it, none by ticking; put away and back. */
#include "features/setup/setup.h"

#include "features/customers/customers.h"
#include "server/bootstrap.h"
#include "service/settings.h"
#include "tests/site.h"

static void check(struct site *site, enum setup_step step, bool done)
{
	struct setup_state state;
	assert_int_equal(setup_find(site_fresh(site), &state), DONE);
	if (state.done[step] != done)
		fail_msg("step %d is %sdone", step, done ? "not " : "");
}

static void each_first_step_is_done_by_doing_it(void **state)
{
	struct site site;
	struct setup_state found;
	site_open(&site, *state);
	assert_int_equal(bootstrap_sample(site_fresh(&site)), DONE);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(setup_find(site_fresh(&site), &found), DONE);
	assert_int_equal(found.done_count, 0);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_BUSINESS_NAME, TEXT("Batik & Co")), DONE);
	check(&site, SETUP_BUSINESS, true);
	check(&site, SETUP_MAIL, false);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_MAIL_HOST, TEXT("smtp.example.com")), DONE);
	check(&site, SETUP_MAIL, true);
	check(&site, SETUP_STAFF, false);
	(void)site_staff(&site, "administrator");
	check(&site, SETUP_STAFF, true);
	check(&site, SETUP_CUSTOMERS, false);
	site_customer(&site, "Farah");
	check(&site, SETUP_CUSTOMERS, true);
	check(&site, SETUP_CHANNEL, false);
	engine_script(&site.engine, "UPDATE channels SET storefront = 'https://shop.example/'");
	check(&site, SETUP_CHANNEL, true);
	check(&site, SETUP_KEY, false);
	(void)site_key(&site, "customers.read");
	check(&site, SETUP_KEY, true);
	engine_script(&site.engine, "UPDATE api_keys SET revoked = 1");
	check(&site, SETUP_KEY, false);
	assert_int_equal(customers_trash(site_fresh(&site), found.sample, TEXT("")), DONE);
	check(&site, SETUP_SAMPLE, true);
	assert_int_equal(visitor_get(&owner, "/admin/setup"), 200);
	assert_true(visitor_sees(&owner, "6 of 7 done"));
	site_close(&site);
}

static void the_first_page_shows_first_steps_until_they_are_put_away(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support");
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_true(visitor_sees(&owner, "id=\"setup\""));
	assert_true(visitor_sees(&owner, "href=\"/admin/settings/business\""));
	assert_int_equal(visitor_get(&agent, "/admin"), 200);
	assert_false(visitor_sees(&agent, "id=\"setup\""));
	assert_int_equal(visitor_get(&agent, "/admin/setup"), 403);
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/setup", "away=yes"), 303);
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_false(visitor_sees(&owner, "id=\"setup\""));
	assert_int_equal(visitor_get(&owner, "/admin/setup"), 200);
	assert_true(visitor_sees(&owner, "Show on the overview"));
	assert_int_equal(visitor_post(&owner, "/admin/setup", ""), 303);
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_true(visitor_sees(&owner, "id=\"setup\""));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'settings.changed'"), 2);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(each_first_step_is_done_by_doing_it),
		ON_BOTH(the_first_page_shows_first_steps_until_they_are_put_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
