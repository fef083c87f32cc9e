/* Stories of types that ask who registers for phone and address, on both engines. */
#include "features/registrations/registrations.h"

#include "tests/register_desk.h"

#define WHO   "email=farah%40x.example&password=" SITE_PASSWORD "&first_name=Farah&last_name=Aziz"
#define WHERE "&phone=012-345+6789&address_country=MY&address_line1=12+Lebuh+Armenian&address_postcode=10200"

static void open_asking(struct desk *desk, const char *engine, const char *shown, const char *required)
{
	desk_open(desk, engine);
	engine_script(&desk->site.engine,
		      text_format(desk->site.arena, "UPDATE types SET shown_fields = '%s', required_fields = '%s'",
				  shown, required)
			      .at);
}

static void what_a_type_needs_is_asked_for_part_by_part__4_C2(void **state)
{
	struct desk desk;
	open_asking(&desk, *state, "", "phone address");
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	assert_true(visitor_sees(&desk.visitor, "name=\"address_state\""));
	assert_false(visitor_sees(&desk.visitor, "once more"));
	assert_int_equal(desk_enter(&desk, WHO), 422);
	assert_true(visitor_sees(&desk.visitor, "A number is needed."));
	assert_true(visitor_sees(&desk.visitor, "id=\"address_line1-wrong\""));
	/* Another country has other fields; nothing was sent yet, so nothing is wrong. */
	assert_int_equal(desk_enter(&desk, "first_name=Farah&address_country=DE&reshape=yes"), 422);
	assert_false(visitor_sees(&desk.visitor, "name=\"address_state\"") || visitor_sees(&desk.visitor, "-wrong\""));
	assert_true(visitor_sees(&desk.visitor, "value=\"Farah\""));
	/* No page says a password back, so it says that it is to be typed again. */
	assert_int_equal(desk_enter(&desk, WHO "&address_country=MY&reshape=yes"), 200);
	assert_true(visitor_sees(&desk.visitor, "Type your password once more."));
	assert_false(visitor_sees(&desk.visitor, SITE_PASSWORD));
	assert_int_equal(desk_enter(&desk, WHO WHERE), 422);
	assert_true(visitor_sees(&desk.visitor, "id=\"address_city-wrong\""));
	assert_int_equal(desk_count(&desk, "customers WHERE email = 'farah@x.example'"), 0);
	assert_int_equal(desk_enter(&desk, WHO WHERE "&address_city=George+Town&address_state=Penang"), 303);
	assert_int_equal(
		desk_count(&desk, "phones WHERE typed = '012-345 6789' AND e164 = '+60123456789' AND is_primary = 1"),
		1);
	assert_int_equal(desk_count(&desk, "addresses WHERE name = 'Farah Aziz' AND city = 'George Town' AND "
					   "state = 'MY-07' AND is_shipping = 1 AND is_billing = 1"),
			 1);
	desk_close(&desk);
}

static void registering_once_more_replaces_phone_and_address(void **state)
{
	struct desk desk;
	open_asking(&desk, *state, "phone address", "");
	assert_int_equal(desk_enter(&desk, WHO WHERE), 303);
	assert_int_equal(desk_count(&desk, "phones") + desk_count(&desk, "addresses"), 2);
	assert_int_equal(desk_enter(&desk, WHO "&phone=%2B49+151+23456789&address_country=DE"), 303);
	assert_int_equal(desk_count(&desk, "phones WHERE e164 = '+4915123456789'"), 1);
	assert_int_equal(desk_count(&desk, "phones") + desk_count(&desk, "addresses"), 1);
	desk_close(&desk);
}

static void a_shop_says_them_too_and_no_more_than_is_asked_for(void **state)
{
	struct desk desk;
	open_asking(&desk, *state, "phone", "");
	struct visitor key = site_key(&desk.site, "customers.register");
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"a@x.example\",\"address_city\":\"Bremen\"}"),
			 422);
	assert_true(visitor_sees(&key, "\"field\":\"/address_line1\""));
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"a@x.example\",\"phone\":\"+60 12-345 6789\"}"),
			 202);
	assert_int_equal(desk_count(&desk, "phones WHERE e164 = '+60123456789'"), 1);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_a_type_needs_is_asked_for_part_by_part__4_C2),
		ON_BOTH(registering_once_more_replaces_phone_and_address),
		ON_BOTH(a_shop_says_them_too_and_no_more_than_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
