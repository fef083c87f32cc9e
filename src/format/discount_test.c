/* Discounts as text: what is understood, what is refused, and that nothing is lost on the way. */
#include "format/discount.h"

#include "tests/unit.h"

static void percentages_and_amounts_are_understood__1_Z1(void **state)
{
	static const struct {
		const char *typed, *text; /* NULL: refused */
	} cases[] = {
		{"12.5", "12.50"},
		{" 10 % ", "10.00"},
		{"0", "0.00"},
		{"100", "100.00"},
		{"100.01", NULL},
		{"12.555", NULL},
		{"-1", NULL},
		{"1e1", NULL},
		{"", NULL},
		{"%", NULL},
		{"5.00 EUR", "5.00 EUR"},
		{"5 eur", "5.00 EUR"},
		{"MYR 5.5", "5.50 MYR"},
		{"500 JPY", "500 JPY"},
		{"500.5 JPY", NULL},
		{"1.125 KWD", "1.125 KWD"},
		{"0 EUR", NULL},
		{"-5 EUR", NULL},
		{"5 XXX", NULL},
		{"EUR 5 EUR", NULL},
		{"1000000000 EUR", "1000000000.00 EUR"},
		{"1000000000.01 EUR", NULL},
		{"99999999999999999999 EUR", NULL},
		{"5 % EUR", NULL},
	};
	(void)state;
	struct arena *arena = arena_open(1 << 16);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct discount discount;
		bool fits = discount_parse(text_of(cases[i].typed), &discount);
		if (fits != (cases[i].text != NULL))
			fail_msg("“%s”", cases[i].typed);
		if (!fits)
			continue;
		ASSERT_TEXT(discount_text(arena, discount), text_of(cases[i].text));
		ASSERT_TEXT(discount_text(arena, discount_read(discount_store(arena, discount))),
			    text_of(cases[i].text));
	}
	arena_close(arena);
}

static void amounts_of_all_currencies_compare_as_they_are_stored(void **state)
{
	static const struct {
		const char *text;
		int64_t stored;
	} cases[] = {{"5.00 EUR", 5000}, {"500 JPY", 500000}, {"1.125 KWD", 1125}};
	(void)state;
	struct arena *arena = arena_open(1 << 16);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct discount discount;
		assert_true(discount_parse(text_of(cases[i].text), &discount));
		assert_int_equal(discount_store(arena, discount).amount, cases[i].stored);
		assert_int_equal(discount_store(arena, discount).percent, -1);
	}
	struct discount nothing = discount_read((struct discount_stored){-1, 0, TEXT_NONE});
	assert_true(discount_is_none(nothing));
	assert_true(text_is_none(discount_text(arena, nothing)));
	arena_close(arena);
}

static void tiers_are_kept_in_their_order_and_read_again(void **state)
{
	(void)state;
	struct arena *arena = arena_open(1 << 16);
	struct discount_tier tiers[3], read;
	const struct currency euro = {"EUR"};
	assert_true(discount_parse_amount(TEXT("5000"), euro, &tiers[0].spent));
	assert_true(discount_parse(TEXT("5 EUR"), &tiers[0].discount));
	assert_true(discount_parse_amount(TEXT("1000.50"), euro, &tiers[1].spent));
	assert_true(discount_parse(TEXT("10"), &tiers[1].discount));
	assert_true(discount_parse_amount(TEXT("900 USD"), euro, &tiers[2].spent));
	assert_true(discount_parse(TEXT("7.5 %"), &tiers[2].discount));
	assert_false(discount_parse_amount(TEXT("-1"), euro, &read.spent));
	assert_false(discount_parse_amount(TEXT("1000"), (struct currency){""}, &read.spent));
	struct text kept = discount_tiers_text(arena, tiers, 3), rest = kept;
	ASSERT_TEXT(kept, TEXT("1000.50 EUR: 10.00; 5000.00 EUR: 5.00 EUR; 900.00 USD: 7.50"));
	size_t count = 0;
	while (discount_tier_next(&rest, &read))
		ASSERT_TEXT(discount_text(arena, read.discount), discount_text(arena, tiers[count++].discount));
	assert_int_equal(count, 3);
	rest = TEXT("");
	assert_false(discount_tier_next(&rest, &read));
	ASSERT_TEXT(discount_tiers_text(arena, tiers, 0), TEXT(""));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentages_and_amounts_are_understood__1_Z1),
		cmocka_unit_test(amounts_of_all_currencies_compare_as_they_are_stored),
		cmocka_unit_test(tiers_are_kept_in_their_order_and_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
