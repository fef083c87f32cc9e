/* What is missing for an order, the same on the profile, in the API and on the customer's own page; on both engines. */
#include "features/needs/needs.h"

#include "tests/site.h"

static void what_is_missing_for_an_order_is_said_everywhere_with_the_way_to_it__4_C2(void **state)
{
	struct site site;
	struct attribute_id id;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), owner = site_staff(&site, "owner");
	struct visitor shop = site_key(&site, "customers.read");
	int64_t customer = engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'");
	const char *page = text_format(site.arena, "/admin/customers/%lld", (long long)customer).at;
	const char *api = text_format(site.arena, "/api/v1/customers/%lld/order-readiness", (long long)customer).at;
	engine_script(&site.engine, "UPDATE types SET required_fields = 'email company currency phone'");
	const struct attribute_ask ask = {.word = TEXT("size"),
					  .labels = {TEXT("Shop size")},
					  .active = true,
					  .required = true,
					  .visible = true,
					  .editable = true};
	assert_int_equal(attributes_add(site_fresh(&site), &ask, &id), DONE);
	assert_int_equal(visitor_get(&shop, api), 200);
	assert_true(visitor_sees(&shop, "{\"ready\":false,\"missing\":[\"company\",\"currency\",\"phones\","
					"\"addresses\",\"attributes/size\"]}"));
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_true(visitor_sees(&owner, "Missing for an order") && visitor_sees(&owner, "edit?only=currency"));
	/* What only staff can say is not asked of the customer. */
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "For an order we still need:"));
	assert_true(visitor_sees(&ann, "href=\"/account/person#company\""));
	assert_true(visitor_sees(&ann, "href=\"/account/attributes#attributes-size\""));
	assert_true(visitor_sees(&ann, "href=\"/account/phones/new\">A phone number"));
	assert_true(visitor_sees(&ann, "href=\"/account/addresses/new\""));
	assert_false(visitor_sees(&ann, "#currency"));
	assert_int_equal(visitor_post(&ann, "/account/addresses/new", "country=MY&line1=12+Lebuh+Armenian&city=Ipoh"),
			 303);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "#postcode\""));
	engine_script(&site.engine, "UPDATE customers SET company = 'Batik', currency = 'MYR';"
				    "UPDATE addresses SET name = 'Ann', postcode = '10200', state = 'MY-07'");
	assert_int_equal(visitor_post(&ann, "/account/phones/new", "number=012-345+6789"), 303);
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fsize=XL&seen%2Fsize="), 303);
	assert_int_equal(visitor_get(&shop, api), 200);
	assert_true(visitor_sees(&shop, "{\"ready\":true,\"missing\":[]}"));
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_false(visitor_sees(&ann, "For an order we still need:"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_is_missing_for_an_order_is_said_everywhere_with_the_way_to_it__4_C2),
	};
	return cmocka_run_group_tests_name("needs", tests, NULL, NULL);
}
