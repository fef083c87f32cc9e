/* Stories of access over the socket, on both engines: pages without script, the API, permissions. */
#include "features/access/access.h"

#include "tests/site.h"

static const char *path(struct site *site, const char *before, struct customer_id customer, const char *after)
{
	return text_format(site->arena, "%s/customers/%lld%s", before, (long long)customer.value, after).at;
}

static enum customer_status status(struct site *site, struct customer_id customer)
{
	struct access_answer answer;
	assert_int_equal(access_answer(site_fresh(site), customer, &answer), DONE);
	return answer.status;
}

static void staff_block_suspend_and_activate_without_script__3_D1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "/block")), 200);
	assert_true(visitor_sees(&owner, "Message to the customer"));
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/block"), "reason=fraud&message=Call+us"),
			 303);
	assert_int_equal(status(&site, ann), CUSTOMER_STATUS_BLOCKED);
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "")), 200);
	assert_true(visitor_sees(&owner, "Cannot sign in: blocked."));
	assert_true(visitor_sees(&owner, "fraud"));
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/block"), ""), 409);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/unblock"), ""), 303);
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "/suspend")), 200);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/suspend"), "until=2026-01-01"), 422);
	assert_true(visitor_sees(&owner, "Choose at least one"));
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/suspend"),
				      "functions=sign_in&functions=orders&until=2099-01-01"),
			 303);
	assert_int_equal(status(&site, ann), CUSTOMER_STATUS_SUSPENDED);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/lift-suspension"), ""), 303);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/switch-off"), ""), 303);
	assert_int_equal(status(&site, ann), CUSTOMER_STATUS_INACTIVE);
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "/activate")), 200);
	assert_true(visitor_sees(&owner, "The account is switched off."));
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "/activate"), "inactive=yes"), 303);
	assert_int_equal(status(&site, ann), CUSTOMER_STATUS_ACTIVE);
	site_close(&site);
}

/* Who has no time zone of their own reads the business's: the day that staff chose, for staff and customer. */
static void a_suspension_ends_on_the_day_that_was_chosen__3_D1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), customer = site_account(&site, "ann@x.example");
	struct customer_id ann = {
		engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'")};
	engine_script(&site.engine, "INSERT INTO settings (name, value) VALUES ('business.zone', 'Asia/Kuala_Lumpur')");
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "")), 200);
	assert_int_equal(
		visitor_post(&owner, path(&site, "/admin", ann, "/suspend"), "functions=orders&until=2099-12-01"), 303);
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "")), 200);
	assert_true(visitor_sees(&owner, "1 December 2099"));
	assert_int_equal(visitor_get(&customer, "/account"), 200);
	assert_true(visitor_sees(&customer, "1 December 2099"));
	assert_false(visitor_sees(&customer, "30 November 2099"));
	/* With one of their own, they read that. */
	engine_script(&site.engine, "UPDATE customers SET zone = 'Europe/Berlin' WHERE login = 'ann@x.example'");
	assert_int_equal(visitor_get(&customer, "/account"), 200);
	assert_true(visitor_sees(&customer, "30 November 2099"));
	site_close(&site);
}

static void every_verb_has_its_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner"), auditor = site_staff(&site, "auditor");
	for (enum access_verb verb = 0; verb < ACCESS_VERB_COUNT; verb++) {
		if (verb == ACCESS_VERB_CONFIRM)
			continue;
		struct text after = text_format(site.arena, "/%s", access_verb_declared(verb)->word);
		assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, after.at)), 200);
		assert_int_equal(visitor_get(&auditor, path(&site, "/admin", ann, after.at)), 403);
		assert_int_equal(visitor_post(&auditor, path(&site, "/admin", ann, after.at), ""), 403);
	}
	site_close(&site);
}

static void a_shop_asks_and_acts_by_key(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor shop = site_key(&site, "customers.read"),
		       office = site_key(&site, "customers.read customers.block customers.approve");
	assert_int_equal(visitor_get(&shop, path(&site, "/api/v1", ann, "/access")), 200);
	assert_true(visitor_sees(&shop, "\"may_sign_in\":true"));
	assert_int_equal(visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "/block"), "{}"), 403);
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/block"),
				      "{\"reason\":\"chargebacks\",\"message\":\"Please call us.\"}"),
			 200);
	assert_int_equal(visitor_get(&shop, path(&site, "/api/v1", ann, "/access")), 200);
	assert_true(visitor_sees(&shop, "\"may_sign_in\":false"));
	assert_true(visitor_sees(&shop, "\"because\":\"blocked\""));
	assert_true(visitor_sees(&shop, "Please call us."));
	assert_false(visitor_sees(&shop, "chargebacks")); /* the internal reason is not a shop's */
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/block"), "{}"), 409);
	assert_true(visitor_sees(&office, "\"already\""));
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/unblock"), "{}"), 200);
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/suspend"),
				      "{\"functions\":[\"orders\"],\"until\":\"2099-05-01T00:00:00Z\"}"),
			 200);
	assert_true(visitor_sees(&office, "\"closed\":[\"orders\"]"));
	assert_true(visitor_sees(&office, "\"next\":\"lifts_itself\""));
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/suspend"),
				      "{\"functions\":[\"everything\"]}"),
			 422);
	assert_true(visitor_sees(&office, "\"field\":\"/functions/0\""));
	/* Nothing is not what is usual: that is for whoever does not say. */
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/suspend"), "{\"functions\":[]}"),
			 422);
	assert_true(visitor_sees(&office, "\"field\":\"/functions\""));
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/suspend"), "{}"), 200);
	assert_true(visitor_sees(&office, "\"closed\":[\"sign_in\",\"conversations\",\"mail_in\",\"help_centre\","
					  "\"spending\"]"));
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/disapprove"), "{}"), 200);
	assert_int_equal(visitor_send(&office, "POST", path(&site, "/api/v1", ann, "/activate"), "{}"), 200);
	assert_int_equal(visitor_get(&shop, "/api/v1/customers/999999/access"), 404);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(staff_block_suspend_and_activate_without_script__3_D1),
		ON_BOTH(a_suspension_ends_on_the_day_that_was_chosen__3_D1),
		ON_BOTH(every_verb_has_its_page),
		ON_BOTH(a_shop_asks_and_acts_by_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
