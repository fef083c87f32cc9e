/* Addresses that lead nowhere, and what staff are told of their own sessions. */
#include "tests/site.h"

static void an_address_that_is_none_leads_back_in_the_frame_for_staff_alone_for_others(void **state)
{
	static const char *const addresses[] = {"/admin/no-such-page", "/admin/customers/999999",
						"/admin/customers/x/y"};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), nobody = site_visitor(&site);
	engine_script(&site.engine, "UPDATE staff SET language = 'de'");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(visitor_get(&owner, addresses[i]), 404);
		assert_true(visitor_sees(&owner, "<h1>Hier ist nichts</h1>"));
		assert_true(visitor_sees(&owner, "<nav class=\"side\""));
		assert_true(visitor_sees(&owner, "class=\"btn\" href=\"/admin\""));
	}
	assert_int_equal(visitor_get(&owner, "/no-such-page"), 404);
	assert_false(visitor_sees(&owner, "<nav class=\"side\""));
	assert_int_equal(visitor_get(&nobody, "/admin/no-such-page"), 404);
	assert_true(visitor_sees(&nobody, "<h1>There is nothing here</h1>"));
	assert_true(visitor_sees(&nobody, "class=\"btn\" href=\"/admin\""));
	assert_false(visitor_sees(&nobody, "<nav class=\"side\""));
	assert_int_equal(visitor_send(&nobody, "GET", "/api/v1/no-such-thing", NULL), 404);
	assert_true(visitor_sees(&nobody, "\"status\":404"));
	site_close(&site);
}

#define PAGE "/admin/profile"

static void sessions_are_called_by_browser_system_and_device(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	static const struct {
		const char *agent, *shown, *device;
	} cases[] = {
		{"Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", ">Firefox 120 on Linux<",
		 "Computer ·"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Version/17.1 Mobile Safari/604.1",
		 ">Safari 17 on iOS<", "Phone ·"},
		{"<b>Gadget</b> 3000 of a maker who says very much about it in a line that does not end",
		 ">&lt;b&gt;Gadget&lt;/b&gt; 3000 of a maker who says very much about it in…<", ""},
		{"", ">A program that does not say its name<", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		engine_script(&site.engine,
			      text_format(site.arena, "UPDATE staff_sessions SET agent = '%s'", cases[i].agent).at);
		assert_int_equal(visitor_get(&owner, PAGE), 200);
		assert_true(visitor_sees(&owner, cases[i].shown));
		assert_true(visitor_sees(&owner, cases[i].device));
	}
	assert_false(visitor_sees(&owner, "Mozilla"));
	engine_script(&site.engine,
		      text_format(site.arena, "UPDATE staff_sessions SET agent = '%s'", cases[1].agent).at);
	engine_script(&site.engine, "UPDATE staff SET language = 'de'");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, ">Safari 17 unter iOS<") && visitor_sees(&owner, "Handy ·"));
	engine_script(&site.engine, "UPDATE staff SET language = 'ms'");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, ">Safari 17 pada iOS<") && visitor_sees(&owner, "Telefon bimbit ·"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_address_that_is_none_leads_back_in_the_frame_for_staff_alone_for_others),
		ON_BOTH(sessions_are_called_by_browser_system_and_device),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
