/* Stories of shops that register their customers through the API, on both engines. */
#include "features/registrations/registrations.h"

#include "tests/register_desk.h"

#define CHOSEN "three-small-boats"

static void a_shop_registers_its_customers_by_the_same_rules(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	struct visitor key = site_key(&desk.site, "customers.register"), other = site_key(&desk.site, "customers.read");
	const char *farah = "{\"email\":\"farah@x.example\",\"first_name\":\"Farah\",\"language\":\"ms\"}";
	assert_int_equal(visitor_send(&other, "POST", "/api/v1/registrations", farah), 403);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", farah), 202);
	struct text said = text_copy(desk.site.arena, key.body);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", "{\"email\":\"no\"}"), 422);
	assert_int_equal(
		visitor_send(&key, "POST", "/api/v1/registrations", "{\"email\":\"a@x.example\",\"channel\":\"no\"}"),
		422);
	struct text letter = desk_letter(&desk);
	ASSERT_TEXT(mail_peer_header(&desk.peer, letter, "Content-Language"), TEXT("ms"));
	const char *path = mail_peer_path(&desk.peer, letter, DESK_CONFIRM).at;
	/* Without a password from the shop it is chosen here. */
	assert_int_equal(visitor_get(&desk.visitor, path), 200);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(desk_sign_in(&desk, "farah%40x.example", CHOSEN), 303);
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations", farah), 202);
	ASSERT_TEXT(key.body, said);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_known'"), 1);
	desk_close(&desk);
}

static void what_is_agreed_to_at_a_shop_has_its_proof(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	struct visitor key = site_key(&desk.site, "customers.register");
	engine_script(&desk.site.engine, "UPDATE types SET shown_fields = 'newsletter'; "
					 "UPDATE channels SET terms = 'https://shop.example/terms-3'");
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"farah@x.example\",\"terms\":true,\"newsletter\":true,"
				      "\"wording\":\"News of Batik by mail\",\"ip\":\"192.0.2.7\"}"),
			 202);
	assert_int_equal(desk_count(&desk, "event_values WHERE field = 'ip' AND new = '192.0.2.7'"), 1);
	const char *path = desk_link(&desk);
	assert_int_equal(visitor_get(&desk.visitor, path), 200);
	assert_int_equal(visitor_post(&desk.visitor, path, "password=" CHOSEN), 303);
	assert_int_equal(desk_count(&desk, "consents WHERE state = 2 AND source = 1 AND given_ip = '192.0.2.7' AND "
					   "wording = 'News of Batik by mail'"),
			 1);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_shop_registers_its_customers_by_the_same_rules),
		ON_BOTH(what_is_agreed_to_at_a_shop_has_its_proof),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
