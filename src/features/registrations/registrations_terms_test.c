/* What somebody who registers has accepted can be shown later: where the terms stood, and which version they were. On
 * both engines. */
#include "tests/register_desk.h"

#define VERSION_KEPT                                                                                                   \
	"events e JOIN event_values v ON v.event_id = e.id WHERE e.name = 'customer.terms_accepted' AND "              \
	"v.field = 'version' AND v.new = "

static void what_was_accepted_is_kept_with_its_version(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	engine_script(&desk.site.engine,
		      "UPDATE channels SET terms = 'https://desk.example/terms', terms_version = '2026-11'");
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	assert_true(visitor_sees(&desk.visitor, "name=\"terms_version\" value=\"2026-11\""));
	/* Meanwhile there are others: nobody has accepted those. */
	engine_script(&desk.site.engine, "UPDATE channels SET terms_version = '2026-12'");
	assert_int_equal(visitor_post(&desk.visitor, "/register", FARAH "&terms=yes&terms_version=2026-11"), 422);
	assert_true(visitor_sees(&desk.visitor, "The terms have changed meanwhile."));
	assert_true(visitor_sees(&desk.visitor, "name=\"terms_version\" value=\"2026-12\""));
	assert_int_equal(desk_count(&desk, "customers"), 0);
	assert_int_equal(visitor_post(&desk.visitor, "/register", FARAH "&terms=yes&terms_version=2026-12"), 303);
	engine_script(&desk.site.engine, "UPDATE channels SET terms_version = '2027-01'");
	assert_int_equal(desk_count(&desk, VERSION_KEPT "'2026-12'"), 1);
	desk_close(&desk);
}

static void a_shop_says_which_version_it_has_shown(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	struct visitor key = site_key(&desk.site, "customers.register");
	engine_script(&desk.site.engine,
		      "UPDATE channels SET terms = 'https://desk.example/terms', terms_version = '2026-12'");
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"a@x.example\",\"terms\":true,\"terms_version\":\"2026-11\"}"),
			 422);
	assert_true(visitor_sees(&key, "other_version"));
	assert_int_equal(visitor_send(&key, "POST", "/api/v1/registrations",
				      "{\"email\":\"a@x.example\",\"terms\":true,\"terms_version\":\"2026-12\"}"),
			 202);
	assert_int_equal(
		visitor_send(&key, "POST", "/api/v1/registrations", "{\"email\":\"b@x.example\",\"terms\":true}"), 202);
	assert_int_equal(desk_count(&desk, VERSION_KEPT "'2026-12'"), 2);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_was_accepted_is_kept_with_its_version),
		ON_BOTH(a_shop_says_which_version_it_has_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
