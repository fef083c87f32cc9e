/* Countries, states, languages and currencies by code and by name. */
#include "format/country.h"
#include "format/fold.h"
#include "format/locale_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_found(const char *name, const char *code)
{
	struct text found = country_find(text_of(name));
	if (!text_equal(found, text_of(code)))
		fail_msg("\"%s\" is %.*s, not %s", name, TEXT_ARG(found), code ? code : "unknown");
}

static void by_code(void **state)
{
	(void)state;
	assert_found("MY", "MY");
	assert_found("my", "MY");
	assert_found("DEU", "DE");
	assert_found("458", "MY");
	assert_found(" de ", "DE");
	assert_found("UK", "GB");
	assert_found("XX", NULL);
	assert_found("999", NULL);
}

static void by_name_in_any_language(void **state)
{
	(void)state;
	assert_found("Germany", "DE");
	assert_found("DEUTSCHLAND", "DE");
	assert_found("Jerman", "DE");
	assert_found("Allemagne", "DE");
	assert_found("ألمانيا", "DE");
	assert_found("德国", "DE");
	assert_found("德國", "DE");
	assert_found("Германия", "DE");
	assert_found("Osterreich", "AT");
	assert_found("Österreich", "AT");
	assert_found("Cote d'Ivoire", "CI");
	assert_found("Côte d’Ivoire", "CI");
	assert_found("Türkiye", "TR");
	assert_found("Turkey", "TR");
	assert_found("Federal Republic of Germany", "DE");
	assert_found("Virgin Islands, British", "VG");
	assert_found("British Virgin Islands", "VG");
	assert_found("Niger", "NE");
	assert_found("Nigeria", "NG");
	assert_found("Guinea", "GN");
	assert_found("Dominica", "DM");
	assert_found("Georgia", "GE");
	assert_found("South Korea", "KR");
}

/* Names of a real file of customers that no standard has. */
static void unusual_names(void **state)
{
	(void)state;
	assert_found("Slovakia (Slovak Republic)", "SK");
	assert_found("Pitcairn Islands", "PN");
	assert_found("Swaziland", "SZ");
	assert_found("Palestinian Territory", "PS");
	assert_found("Saint Barthelemy", "BL");
	assert_found("United States Virgin Islands", "VI");
	assert_found("Micronesia", "FM");
	assert_found("Kyrgyz Republic", "KG");
	assert_found("Lao People's Democratic Republic", "LA");
	assert_found("French Southern Territories", "TF");
	assert_found("Timor-Leste", "TL");
	assert_found("United States of America", "US");
	assert_found("Vietnam", "VN");
	assert_found("Holy See (Vatican City State)", "VA");
	assert_found("Bosnia & Herzegovina", "BA");
	assert_found("UAE", "AE");
}

static void unknown(void **state)
{
	(void)state;
	char long_name[1000];
	memset(long_name, 'a', sizeof long_name);
	assert_true(text_is_none(country_find(TEXT_NONE)));
	assert_true(text_is_none(country_find(TEXT(""))));
	assert_true(text_is_none(country_find(TEXT("---"))));
	assert_true(text_is_none(country_find(TEXT("Atlantis"))));
	assert_true(text_is_none(country_find((struct text){long_name, sizeof long_name})));
}

static void names(void **state)
{
	(void)state;
	assert_true(text_equal(country_name(TEXT("DE"), TEXT("en")), TEXT("Germany")));
	assert_true(text_equal(country_name(TEXT("DE"), TEXT("ms")), TEXT("Jerman")));
	assert_true(text_equal(country_name(TEXT("DE"), TEXT("de")), TEXT("Deutschland")));
	assert_true(text_equal(country_name(TEXT("KR"), TEXT("en")), TEXT("South Korea")));
	assert_true(text_equal(country_name(TEXT("VG"), TEXT("en")), TEXT("British Virgin Islands")));
	assert_true(text_equal(country_name(TEXT("FM"), TEXT("fr")), TEXT("Federated States of Micronesia")));
	assert_true(text_equal(country_name(TEXT("BQ"), TEXT("en")), TEXT("Bonaire, Sint Eustatius and Saba")));
	assert_true(text_equal(country_name(TEXT("PS"), TEXT("de")), TEXT("Staat Palästina")));
	assert_true(text_equal(country_name(TEXT("XX"), TEXT("en")), TEXT("XX")));
	assert_true(text_equal(country_zone(TEXT("MY")), TEXT("Asia/Kuala_Lumpur")));
	assert_true(text_equal(country_zone(TEXT("DE")), TEXT("Europe/Berlin")));
	assert_true(text_equal(country_zone(TEXT("AU")), TEXT("Australia/Sydney")));
}

/* Each language has its own alphabetical order: Ägypten stands among A, Österreich among O. */
static void options_are_in_order(void **state)
{
	struct arena *arena = *state;
	size_t count, austria = 0, oman = 0, poland = 0;
	const struct country_option *options = country_options(arena, TEXT("de"), &count);
	assert_int_equal(count, 249);
	for (size_t i = 0; i < count; i++) {
		if (text_equal(options[i].code, TEXT("AT")))
			austria = i;
		if (text_equal(options[i].code, TEXT("OM")))
			oman = i;
		if (text_equal(options[i].code, TEXT("PL")))
			poland = i;
		/* Whatever a select offers is understood when it is typed. */
		assert_true(text_equal(country_find(options[i].name), options[i].code));
	}
	assert_true(oman < austria && austria < poland);
}

static void subdivisions(void **state)
{
	struct arena *arena = *state;
	size_t count;
	assert_true(text_equal(subdivision_find(TEXT("MY"), TEXT("Penang")), TEXT("MY-07")));
	assert_true(text_equal(subdivision_find(TEXT("MY"), TEXT("pulau pinang")), TEXT("MY-07")));
	assert_true(text_equal(subdivision_find(TEXT("MY"), TEXT("07")), TEXT("MY-07")));
	assert_true(text_equal(subdivision_find(TEXT("MY"), TEXT("my-07")), TEXT("MY-07")));
	assert_true(text_equal(subdivision_find(TEXT("US"), TEXT("ca")), TEXT("US-CA")));
	assert_true(text_equal(subdivision_find(TEXT("DE"), TEXT("Baden-Wurttemberg")), TEXT("DE-BW")));
	assert_true(text_equal(subdivision_find(TEXT("DE"), TEXT("NRW")), TEXT("DE-NW")));
	assert_true(text_is_none(subdivision_find(TEXT("DE"), TEXT("Penang"))));
	assert_true(text_is_none(subdivision_find(TEXT("DE"), TEXT(""))));
	assert_true(text_is_none(subdivision_find(TEXT(""), TEXT("Penang"))));
	assert_true(text_is_none(subdivision_find(TEXT("ZZ"), TEXT("Penang"))));
	assert_true(text_equal(subdivision_name(TEXT("MY-07")), TEXT("Pulau Pinang")));
	assert_true(text_equal(subdivision_name(TEXT("MY-99")), TEXT("MY-99")));
	const struct country_option *states = subdivision_options(arena, TEXT("MY"), &count);
	assert_int_equal(count, 16);
	assert_true(text_equal(states[0].name, TEXT("Johor")));
	assert_null(subdivision_options(arena, TEXT("VA"), &count));
	assert_int_equal(count, 0);
}

static void languages_and_currencies(void **state)
{
	struct arena *arena = *state;
	size_t count;
	assert_true(text_equal(language_name(TEXT("de"), TEXT("en")), TEXT("German")));
	assert_true(text_equal(language_name(TEXT("de"), TEXT("de")), TEXT("Deutsch")));
	assert_true(text_equal(language_name(TEXT("es"), TEXT("en")), TEXT("Spanish")));
	assert_true(text_equal(language_name(TEXT("zh"), TEXT("ms")), TEXT("Cina")));
	assert_true(text_equal(language_own_name(TEXT("fr")), TEXT("Français")));
	assert_true(text_equal(language_own_name(TEXT("ms")), TEXT("Bahasa Melayu")));
	assert_true(text_equal(language_own_name(TEXT("xx")), TEXT("xx")));
	assert_true(language_is_known(TEXT("zh")));
	assert_false(language_is_known(TEXT("zz")));
	assert_false(language_is_known(TEXT_NONE));
	assert_true(text_equal(currency_name(TEXT("MYR"), TEXT("de")), TEXT("Malaysischer Ringgit")));
	assert_true(text_equal(currency_name(TEXT("MYR"), TEXT("ms")), TEXT("Ringgit Malaysia")));
	assert_true(text_equal(country_name(TEXT("KR"), TEXT("ms")), TEXT("Korea Selatan")));
	assert_true(text_equal(country_name(TEXT("HK"), TEXT("ms")), TEXT("Hong Kong")));
	assert_true(text_equal(country_find(TEXT("Amerika Syarikat")), TEXT("US")));
	assert_true(text_equal(currency_name(TEXT("ZZZ"), TEXT("de")), TEXT("ZZZ")));
	const struct locale_option *currencies = currency_options(arena, TEXT("en"), &count);
	assert_true(count > 100 && text_equal(currencies[0].code, TEXT("AED")));
	const struct locale_option *languages = language_options(arena, TEXT("de"), &count);
	assert_true(count > 150 && text_equal(languages[0].name, TEXT("Abchasisch")));
	for (size_t i = 1; i < count; i++) {
		struct text before = fold_search(arena, languages[i - 1].name);
		assert_true(text_compare(before, fold_search(arena, languages[i].name)) <= 0);
		if (text_equal(languages[i].code, TEXT("ms")))
			assert_true(text_equal(languages[i].name, TEXT("Malaiisch")));
	}
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_code),       cmocka_unit_test(by_name_in_any_language),
		cmocka_unit_test(unusual_names), cmocka_unit_test(unknown),
		cmocka_unit_test(names),         cmocka_unit_test(options_are_in_order),
		cmocka_unit_test(subdivisions),  cmocka_unit_test(languages_and_currencies),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
