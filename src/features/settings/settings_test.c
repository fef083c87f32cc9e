/* Stories of the system page on both engines: people and programs are told the same of the list index. */
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
	assert_int_equal(lists_index_start(site.ctx.store, 0), DONE);
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

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(the_state_of_the_list_index_is_told_to_people_and_programs)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
