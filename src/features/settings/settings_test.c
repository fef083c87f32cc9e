/* Stories of settings on both engines: what those of the business do, and the system page, where people and programs
 * are told the same of the list index. */
#include "server/jobs.h"
#include "service/lists_index.h"
#include "tests/site.h"

#include <time.h>

static void wait_until_ready(struct site *site)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	struct lists_index_state index;
	for (int i = 0; i < 12000; i++) {
		lists_index_state(site->ctx.store, &index);
		if (index.stage == LISTS_INDEX_READY)
			return;
		nanosleep(&pause, NULL);
	}
	fail_msg("the index was not built");
}

static void the_state_of_the_list_index_is_told_to_people_and_programs(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support"),
		       monitor = site_key(&site, "settings.write"), shop = site_key(&site, "customers.read");
	assert_int_equal(visitor_get(&owner, "/admin/settings/system"), 200);
	assert_true(visitor_sees(&owner, "Off: the database answers lists"));
	assert_false(visitor_sees(&owner, "Memory"));
	assert_int_equal(visitor_get(&monitor, "/api/v1/system"), 200);
	assert_true(visitor_sees(&monitor,
				 "\"list_index\":{\"state\":\"off\",\"customers\":0,\"expected\":null,"
				 "\"bytes\":null,\"build_ms\":null,\"ready_to_send\":null,\"ready_to_send_bytes\":null,"
				 "\"answered\":0,\"by_database\":0}"));
	assert_int_equal(lists_index_start(site.ctx.store, &(struct lists_index_options){0}), DONE);
	wait_until_ready(&site);
	assert_int_equal(visitor_get(&shop, "/api/v1/customers"), 200);
	assert_int_equal(visitor_get(&monitor, "/api/v1/system"), 200);
	assert_true(visitor_sees(&monitor, "\"state\":\"ready\",\"customers\":1,\"expected\":null,\"bytes\":"));
	assert_true(visitor_sees(&monitor, "\"answered\":1,\"by_database\":0"));
	assert_true(visitor_sees(&monitor, store_is_postgres(site.ctx.store) ? "\"database\":\"postgresql\""
									     : "\"database\":\"sqlite\""));
	assert_int_equal(visitor_get(&owner, "/admin/settings/system"), 200);
	assert_true(visitor_sees(&owner, "Ready: lists are answered from memory"));
	assert_true(visitor_sees(&owner, "Memory"));
	assert_int_equal(visitor_get(&agent, "/admin/settings/system"), 403);
	assert_int_equal(visitor_get(&shop, "/api/v1/system"), 403);
	lists_index_stop(site.ctx.store);
	site_close(&site);
}

static int set(struct visitor *owner, const char *more)
{
	struct text form =
		text_format(owner->site->arena,
			    "name=Batik&zone=UTC&currency=EUR&language=en&trash_days=30&sign_in_days=90%s", more);
	assert_int_equal(visitor_get(owner, "/admin/settings/business"), 200);
	return visitor_post(owner, "/admin/settings/business", form.at);
}

static void guests_come_in_and_stand_in_the_list_as_the_settings_say__2_L5_2_L6(void **state)
{
	static const char api[] = "/api/v1/customers";
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "customers.read customers.write");
	const char *gita = "{\"first_name\":\"Gita\",\"email\":\"gita@x.example\",\"guest\":true}";
	assert_int_equal(visitor_send(&shop, "POST", api, gita), 201);
	/* Not obligatory: not every buyer stands in the list. */
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_false(visitor_sees(&owner, "gita@x.example"));
	assert_int_equal(set(&owner, "&list_guests=yes&registration_first=yes"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "gita@x.example"));
	/* Obligatory: shops add no further ones, accounts they do, and staff know what they do. */
	assert_int_equal(visitor_send(&shop, "POST", api, "{\"first_name\":\"Hana\",\"guest\":true}"), 409);
	assert_true(visitor_sees(&shop, "registration_first"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE first_name = 'Hana'"), 0);
	assert_int_equal(visitor_send(&shop, "POST", api, "{\"first_name\":\"Hana\"}"), 201);
	assert_int_equal(visitor_get(&owner, "/admin/customers/new"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/new", "first_name=Ida&guest=yes"), 303);
	assert_int_equal(set(&owner, ""), 303);
	assert_int_equal(visitor_send(&shop, "POST", api, "{\"first_name\":\"Jo\",\"guest\":true}"), 201);
	site_close(&site);
}

static void turning_automatic_approval_on_asks_about_those_who_wait__2_C5(void **state)
{
	static const char pending[] = "SELECT COUNT(*) FROM customers WHERE approval = 0";
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	site_customer(&site, "ann@x.example");
	site_customer(&site, "ben@x.example");
	engine_script(&site.engine, "UPDATE customers SET approval = 0, status = 5");
	assert_int_equal(set(&owner, ""), 303);
	assert_int_equal(visitor_get(&owner, "/admin/settings/business"), 200);
	assert_false(visitor_sees(&owner, "who wait"));
	assert_int_equal(set(&owner, "&approval_automatic=yes"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/settings/business"), 200);
	assert_true(visitor_sees(&owner, "Approve the 2 who wait"));
	assert_int_equal(engine_number(&site.engine, pending), 2);
	/* The button's form asks first, as it does in the list. */
	static const char form[] = "what=approve&all=yes&filter=approval%3Apending+-guest%3Ayes";
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", form), 200);
	struct text sure = text_format(site.arena, "%s&sure=yes", form);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", sure.at), 303);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(engine_number(&site.engine, pending), 0);
	assert_int_equal(visitor_get(&owner, "/admin/settings/business"), 200);
	assert_false(visitor_sees(&owner, "who wait"));
	site_close(&site);
}

static void customers_are_told_sie_or_du_as_the_business_wants_and_staff_du(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), ann = site_account(&site, "ann@x.example");
	struct visitor nobody = site_visitor(&site);
	engine_script(&site.engine, "UPDATE customers SET language = 'de'; UPDATE staff SET language = 'de'");
	nobody.headers = TEXT("Accept-Language: de\r\n");
	assert_int_equal(visitor_get(&ann, "/account/address"), 200);
	assert_true(visitor_sees(&ann, "Ihre Adressen"));
	assert_int_equal(set(&owner, "&familiar=yes"), 303);
	assert_int_equal(visitor_get(&ann, "/account/address"), 200);
	assert_true(visitor_sees(&ann, "Deine Adressen") && visitor_sees(&ann, "<html lang=\"de\""));
	assert_false(visitor_sees(&ann, " Sie ") || visitor_sees(&ann, "Ihre"));
	/* What a rule says, and before there is an account. */
	assert_int_equal(visitor_post(&ann, "/account/address", "old=" SITE_PASSWORD "&address=ann%40x.example"), 422);
	assert_true(visitor_sees(&ann, "Das ist schon deine Adresse."));
	assert_int_equal(visitor_get(&nobody, "/login/forgotten"), 200);
	assert_true(visitor_sees(&nobody, "aria-pressed=\"true\">Deutsch"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/business"), 200);
	assert_true(visitor_sees(&owner, "Kunden werden auf Deutsch geduzt"));
	assert_int_equal(set(&owner, ""), 303);
	assert_int_equal(visitor_get(&ann, "/account/address"), 200);
	assert_true(visitor_sees(&ann, "Ihre Adressen"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_state_of_the_list_index_is_told_to_people_and_programs),
		ON_BOTH(guests_come_in_and_stand_in_the_list_as_the_settings_say__2_L5_2_L6),
		ON_BOTH(turning_automatic_approval_on_asks_about_those_who_wait__2_C5),
		ON_BOTH(customers_are_told_sie_or_du_as_the_business_wants_and_staff_du),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
