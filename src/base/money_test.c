/* Amounts as text in every currency. */
#include "base/money.h"
#include "tests/unit.h"

static struct arena *arena;

static struct currency currency(const char *code)
{
	struct currency found;
	assert_true(currency_parse(text_of(code), &found));
	return found;
}

static void assert_amount(const char *words, const char *code, int64_t minor, const char *decimal)
{
	struct money m;
	if (!money_parse(text_of(words), currency(code), &m))
		fail_msg("refused: %s", words);
	assert_int_equal(m.minor, minor);
	assert_string_equal(money_decimal(arena, m).at, decimal);
	struct money again;
	assert_true(money_parse(money_decimal(arena, m), currency(code), &again));
	assert_int_equal(again.minor, minor);
}

static void test_amounts(void **state)
{
	(void)state;
	assert_amount("1234.5", "EUR", 123450, "1234.50");
	assert_amount("-0.05", "EUR", -5, "-0.05");
	assert_amount("0", "EUR", 0, "0.00");
	assert_amount("-0", "EUR", 0, "0.00");
	assert_amount("7", "JPY", 7, "7");
	assert_amount("1.005", "KWD", 1005, "1.005");
	assert_amount("1", "KWD", 1000, "1.000");
	assert_amount("92233720368547758.07", "USD", INT64_MAX, "92233720368547758.07");
	assert_amount("-92233720368547758.08", "USD", INT64_MIN, "-92233720368547758.08");
}

static void test_amounts_refused(void **state)
{
	(void)state;
	static const char *bad[] = {"",
				    "-",
				    ".",
				    ".5",
				    "5.",
				    "1.005",
				    "1e3",
				    "1,5",
				    " 1",
				    "1 ",
				    "+1",
				    "--1",
				    "1.2.3",
				    "NaN",
				    "inf",
				    "0x10",
				    "92233720368547758.08",
				    "-92233720368547758.09",
				    "1e308",
				    "1-",
				    "\u0661",
				    "99999999999999999999999999",
				    "1.-5"};
	struct money m = {42, {"EUR"}};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (money_parse(text_of(bad[i]), currency("USD"), &m))
			fail_msg("accepted: %s", bad[i]);
	assert_false(money_parse(TEXT("1.5"), currency("JPY"), &m));
	assert_false(money_parse(TEXT("1.5"), (struct currency){""}, &m));
	assert_false(money_parse(TEXT_NONE, currency("EUR"), &m));
	assert_int_equal(m.minor, 42);
}

static void test_currencies(void **state)
{
	(void)state;
	struct currency c;
	static const char *known[] = {"AED", "ZWG", "MYR", "EUR", "XOF", "CNY"};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		assert_string_equal(currency(known[i]).code, known[i]);
	static const char *bad[] = {"", "eur", "EURO", "EU", "XXX", "XTS", "XAU", "DEM", "HRK", "CHE", "EUR2"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(currency_parse(text_of(bad[i]), &c));
	assert_int_equal(currency_digits(currency("EUR")), 2);
	assert_int_equal(currency_digits(currency("JPY")), 0);
	assert_int_equal(currency_digits(currency("TND")), 3);
}

/* All codes of three letters: as many as the list has, so the table is sorted and none hides. */
static void test_the_list_is_whole(void **state)
{
	(void)state;
	int found = 0;
	for (int a = 'A'; a <= 'Z'; a++)
		for (int b = 'A'; b <= 'Z'; b++)
			for (int k = 'A'; k <= 'Z'; k++) {
				char code[] = {(char)a, (char)b, (char)k};
				struct currency c;
				found += currency_parse((struct text){code, 3}, &c);
			}
	assert_int_equal(found, 155);
}

static void test_adding(void **state)
{
	(void)state;
	struct money sum = {1, currency("EUR")};
	assert_true(money_add((struct money){5, currency("EUR")}, (struct money){-7, currency("EUR")}, &sum));
	assert_int_equal(sum.minor, -2);
	assert_false(money_add((struct money){5, currency("EUR")}, (struct money){5, currency("USD")}, &sum));
	assert_false(money_add((struct money){INT64_MAX, currency("EUR")}, (struct money){1, currency("EUR")}, &sum));
	assert_int_equal(sum.minor, -2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_amounts),    cmocka_unit_test(test_amounts_refused),
		cmocka_unit_test(test_currencies), cmocka_unit_test(test_the_list_is_whole),
		cmocka_unit_test(test_adding),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
