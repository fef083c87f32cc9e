/* Where and with what customers signed in, on both engines. */
#include "features/accounts/accounts.h"
#include "features/settings/settings.h"
#include "tests/site.h"
#include "tests/world.h"

#define PHONE                                                                                                          \
	"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "     \
	"Safari/537.36"

static void enter(struct world *world, const char *address)
{
	struct account_ask ask = {
		.name = TEXT("ann@x.example"),
		.password = {TEXT("first-batik-lantern")},
		.place = {text_of(address), TEXT(PHONE), text_of(address)},
	};
	struct account_entry entry;
	assert_int_equal(accounts_sign_in(world_fresh(world), &ask, &entry), DONE);
	world->now.us += HOUR_US;
}

static struct customer_id ann_of(struct world *world)
{
	struct customer_id ann = world_customer(world, "ann@x.example");
	const struct secret password = {TEXT("first-batik-lantern")};
	assert_int_equal(accounts_set_password(world_fresh(world), ann, password), DONE);
	return ann;
}

static void a_sign_in_keeps_time_address_country_and_browser__0_D12_0_D13_0_D14(void **state)
{
	struct world world;
	struct account_sign_ins list;
	world_open(&world, *state);
	struct customer_id ann = ann_of(&world);
	enter(&world, "91.0.1.1");
	enter(&world, "192.168.0.1");
	const struct account_sign_ins_ask ask = {ann, TEXT_NONE, 10};
	assert_int_equal(accounts_list_sign_ins(world_fresh(&world), &ask, &list), DONE);
	assert_int_equal(list.count, 2);
	assert_true(text_is_none(list.next));
	ASSERT_TEXT(list.rows[0].address, TEXT("192.168.0.1"));
	assert_true(text_is_none(list.rows[0].country));
	ASSERT_TEXT(list.rows[1].address, TEXT("91.0.1.1"));
	ASSERT_TEXT(list.rows[1].country, TEXT("DE"));
	ASSERT_TEXT(list.rows[1].agent, TEXT(PHONE));
	assert_int_equal(list.rows[0].at.us - list.rows[1].at.us, HOUR_US);
	world_close(&world);
}

static void a_long_list_is_read_page_by_page(void **state)
{
	struct world world;
	struct account_sign_ins list;
	world_open(&world, *state);
	struct account_sign_ins_ask ask = {ann_of(&world), TEXT_NONE, 2};
	char address[] = "91.0.1.1";
	for (int i = 0; i < 5; i++, address[7]++)
		enter(&world, address);
	int seen = 0;
	do {
		assert_int_equal(accounts_list_sign_ins(world_fresh(&world), &ask, &list), DONE);
		for (size_t i = 0; i < list.count; i++, seen++)
			assert_int_equal(list.rows[i].address.at[7], '5' - seen);
		ask.cursor = list.next;
	} while (!text_is_none(list.next));
	assert_int_equal(seen, 5);
	ask.cursor = TEXT("yesterday");
	assert_int_equal(accounts_list_sign_ins(world_fresh(&world), &ask, &list), INVALID);
	world_close(&world);
}

static void of_a_sign_in_only_time_and_country_stay_after_so_many_days__0_D12(void **state)
{
	struct world world;
	world_open(&world, *state);
	ann_of(&world);
	enter(&world, "91.0.1.1");
	world.now.us += 20 * DAY_US;
	enter(&world, "91.0.1.2");
	const struct setting_value value = {SETTING_SIGN_IN_DAYS, TEXT("15")};
	assert_int_equal(settings_change(world_fresh(&world), &value, 1), DONE);
	assert_int_equal(accounts_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sign_ins"), 2);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM customer_sign_ins WHERE address = '91.0.1.2' "
				       "AND agent IS NOT NULL"),
			 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sign_ins WHERE address IS NULL "
						      "AND agent IS NULL AND at > 0"),
			 1);
	world_close(&world);
}

static void sessions_that_have_ended_go_by_the_clock(void **state)
{
	struct world world;
	world_open(&world, *state);
	ann_of(&world);
	enter(&world, "91.0.1.1");
	world.now.us += 11 * HOUR_US;
	enter(&world, "91.0.1.2");
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sessions"), 2);
	assert_int_equal(accounts_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sessions"), 1);
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sessions WHERE address = '91.0.1.2'"), 1);
	world_close(&world);
}

static void staff_and_programs_see_them_and_end_the_sessions__0_D12(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "ann@x.example");
	site_give_password(&site, customer);
	struct visitor ann = site_visitor(&site), manager = site_staff(&site, "shop_manager"),
		       auditor = site_staff(&site, "auditor"), key = site_key(&site, "customers.read"),
		       writer = site_key(&site, "customers.write");
	struct text page = text_format(site.arena, "/admin/customers/%lld", (long long)customer.value),
		    path = text_format(site.arena, "%.*s/sign-ins", TEXT_ARG(page)),
		    end = text_format(site.arena, "%.*s/sessions/end", TEXT_ARG(page)),
		    api = text_format(site.arena, "/api/v1/customers/%lld", (long long)customer.value);
	assert_int_equal(visitor_get(&manager, page.at), 200);
	assert_false(visitor_sees(&manager, "Last login &amp; IPs"));
	assert_int_equal(visitor_get(&ann, "/login"), 200);
	assert_int_equal(visitor_post(&ann, "/login", "name=ann%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&manager, page.at), 200);
	assert_true(visitor_sees(&manager, "Last login &amp; IPs"));
	assert_true(visitor_sees(&manager, "127.0.0.1"));
	assert_int_equal(visitor_get(&key, text_join(site.arena, api, TEXT("/sign-ins")).at), 200);
	assert_true(visitor_sees(&key, "\"let_in\":true,\"address\":\"127.0.0.1\",\"country\":null"));
	assert_int_equal(visitor_get(&auditor, path.at), 200);
	assert_int_equal(visitor_post(&auditor, end.at, ""), 403);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_int_equal(visitor_get(&manager, path.at), 200);
	assert_true(visitor_sees(&manager, "End their session"));
	assert_int_equal(visitor_post(&manager, end.at, ""), 303);
	assert_int_equal(visitor_get(&ann, "/account"), 303);
	assert_int_equal(visitor_get(&ann, "/login"), 200);
	assert_int_equal(visitor_post(&ann, "/login", "name=ann%40x.example&password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_send(&key, "DELETE", text_join(site.arena, api, TEXT("/sessions")).at, ""), 403);
	assert_int_equal(visitor_send(&writer, "DELETE", text_join(site.arena, api, TEXT("/sessions")).at, ""), 204);
	assert_int_equal(visitor_get(&ann, "/account"), 303);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_sign_in_keeps_time_address_country_and_browser__0_D12_0_D13_0_D14),
		ON_BOTH(a_long_list_is_read_page_by_page),
		ON_BOTH(of_a_sign_in_only_time_and_country_stay_after_so_many_days__0_D12),
		ON_BOTH(sessions_that_have_ended_go_by_the_clock),
		ON_BOTH(staff_and_programs_see_them_and_end_the_sessions__0_D12),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
