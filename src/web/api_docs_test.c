/* What the API says of itself, for people and for programs. */
#include "tests/site.h"

static void every_call_stands_on_the_page_and_in_the_document(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site), owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&nobody, "/api/docs"), 200);
	assert_true(visitor_sees(&nobody, "/api/v1/customers/{customer}/notes"));
	assert_true(visitor_sees(&nobody, "curl -X PATCH"));
	assert_false(visitor_sees(&nobody, "/admin/customers/{customer}"));
	assert_int_equal(visitor_get(&owner, "/api/docs"), 200);
	assert_true(visitor_sees(&owner, "customers.write"));
	assert_int_equal(visitor_get(&nobody, "/api/v1/openapi.json"), 200);
	assert_true(visitor_sees(&nobody, "\"openapi\":\"3.1"));
	assert_true(visitor_sees(&nobody, "/api/v1/customers/{customer}/notes"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_SQLITE(every_call_stands_on_the_page_and_in_the_document)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
