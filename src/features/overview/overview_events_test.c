/* Stories of what the pages of events say, on both engines: who it was, what it was, and of what. */
#include "features/customers/customers.h"
#include "tests/site.h"

static const char *page_of(struct site *site, const char *before, struct customer_id customer, const char *below)
{
	return text_format(site->arena, "%s/customers/%lld%s", before, (long long)customer.value, below).at;
}

static void a_key_is_called_by_its_name_wherever_it_acted__0_H1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah");
	struct visitor shop = site_key(&site, "customers.read customers.block events.read"),
		       owner = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE api_keys SET name = 'Web shop'");
	assert_int_equal(visitor_send(&shop, "POST", page_of(&site, "/api/v1", farah, "/block"), "{}"), 200);
	int64_t event = engine_number(&site.engine, "SELECT id FROM events WHERE name = 'customer.blocked'");
	const char *shown[] = {"", "/events", "/timeline",
			       text_format(site.arena, "/events/%lld", (long long)event).at};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		assert_int_equal(visitor_get(&owner, page_of(&site, "/admin", farah, shown[i])), 200);
		assert_true(visitor_sees(&owner, "API key Web shop"));
		assert_false(visitor_sees(&owner, "An API key"));
	}
	assert_int_equal(visitor_get(&shop, page_of(&site, "/api/v1", farah, "/events")), 200);
	assert_true(visitor_sees(&shop, "\"kind\":\"key\""));
	assert_true(visitor_sees(&shop, "\"name\":\"Web shop\""));
	assert_int_equal(visitor_get(&shop, page_of(&site, "/api/v1", farah,
						    text_format(site.arena, "/events/%lld", (long long)event).at)),
			 200);
	assert_true(visitor_sees(&shop, "\"name\":\"Web shop\""));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_key_is_called_by_its_name_wherever_it_acted__0_H1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
