/* What the API says of itself, for people and for programs. */
#include "service/events.h"
#include "tests/site.h"

static void every_call_stands_on_the_page_and_in_the_document(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site), owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&nobody, "/api/docs"), 200);
	assert_true(visitor_sees(&nobody, "/api/v1/customers/{customer}/notes"));
	assert_true(visitor_sees(&nobody, "curl -X PATCH"));
	/* What is sent as a whole, conditions, words to choose from. */
	assert_true(visitor_sees(&nobody, "Takes AttributeValues."));
	assert_true(visitor_sees(&nobody, "at most 10,000, each as for POST /api/v1/customers, with an id"));
	assert_true(visitor_sees(&nobody, "With If-None-Match it answers 304"));
	assert_true(visitor_sees(&nobody, "With If-Match it happens only to the version that you saw, and else"));
	assert_true(visitor_sees(&nobody, "sign_in | conversations | mail_in | help_centre | orders | spending []"));
	assert_false(visitor_sees(&nobody, "/admin/customers/{customer}"));
	assert_int_equal(visitor_get(&owner, "/api/docs"), 200);
	assert_true(visitor_sees(&owner, "customers.write"));
	assert_int_equal(visitor_get(&nobody, "/api/v1/openapi.json"), 200);
	assert_true(visitor_sees(&nobody, "\"openapi\":\"3.1"));
	assert_true(visitor_sees(&nobody, "/api/v1/customers/{customer}/notes"));
	site_close(&site);
}

/* That samples are what their schemas say, a linter says (tests/openapi.sh). */
static void every_event_that_can_be_sent_has_a_sample_in_the_document_and_on_the_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site), owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&nobody, "/api/v1/openapi.json"), 200);
	size_t told = 0;
	for (size_t i = 0; event_name(i); i++) {
		struct text hook = text_format(site.arena, "\"%s\":{\"post\":{\"operationId\"", event_name(i));
		bool is_told = event_is_told(text_of(event_name(i)));
		if (visitor_sees(&nobody, hook.at) != is_told)
			fail_msg("%s: %s", event_name(i), is_told ? "is missing" : "is told to nobody");
		told += is_told;
	}
	assert_true(told > 40);
	assert_true(visitor_sees(&nobody, "\"customer.erased\":{\"post\""));
	assert_true(visitor_sees(&nobody, "\"const\":\"customer.blocked\""));
	assert_true(visitor_sees(&nobody, "\"example\":{\"type\":\"customer.blocked\",\"timestamp\""));
	/* On the page, and from where events are chosen. */
	assert_int_equal(visitor_get(&owner, "/api/docs"), 200);
	assert_true(visitor_sees(&owner, "id=\"event-customer.blocked\""));
	assert_true(visitor_sees(&owner, "&quot;field&quot;: &quot;blocked&quot;"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/webhooks/new"), 200);
	assert_true(visitor_sees(&owner, "href=\"/api/docs#event-customer.blocked\""));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(every_call_stands_on_the_page_and_in_the_document),
		ON_SQLITE(every_event_that_can_be_sent_has_a_sample_in_the_document_and_on_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
