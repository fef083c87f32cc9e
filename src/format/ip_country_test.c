#include "format/ip_country.h"
#include "tests/unit.h"

static void an_address_is_of_the_country_where_it_was_given_out__0_D14(void **state)
{
	static const char *const of[][2] = {
		{"8.8.8.8", "US"},    {"175.136.1.1", "MY"},  {"91.0.1.1", "DE"},
		{"2003:c0::1", "DE"}, {"2001:4860::8", "US"},
	};
	struct arena *arena = arena_open(1 << 16);
	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		ASSERT_TEXT(ip_country(arena, text_of(of[i][0])), text_of(of[i][1]));
	arena_close(arena);
}

static void loopback_and_nonsense_are_of_none(void **state)
{
	static const char *const none[] = {
		"",
		"127.0.0.1",
		"10.1.2.3",
		"::1",
		"fe80::1",
		"91.0.1",
		"91.0.1.1 ",
		"91.0.1.1/24",
		"example.com",
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"};
	struct arena *arena = arena_open(1 << 16);
	(void)state;
	assert_true(text_is_none(ip_country(arena, TEXT_NONE)));
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (!text_is_none(ip_country(arena, text_of(none[i]))))
			fail_msg("%s has a country", none[i]);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_of_the_country_where_it_was_given_out__0_D14),
		cmocka_unit_test(loopback_and_nonsense_are_of_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
