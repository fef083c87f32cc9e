/* Patterns of digits as numbering plans write them. */
#include "format/digit_pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool whole(const char *pattern, const char *digits)
{
	return digit_pattern_match(pattern, text_of(digits), true, NULL);
}

static void atoms_and_counts(void **state)
{
	(void)state;
	assert_true(whole("123", "123"));
	assert_false(whole("123", "1234"));
	assert_false(whole("123", "12"));
	assert_true(whole("\\d{3}", "907"));
	assert_true(whole("[2-46]\\d?", "6"));
	assert_true(whole("[2-46]\\d?", "39"));
	assert_false(whole("[2-46]\\d?", "5"));
	assert_true(whole("\\d{2,4}", "1234"));
	assert_false(whole("\\d{2,4}", "1"));
	assert_false(whole("\\d{2,4}", "12345"));
	assert_true(whole("", ""));
	assert_false(whole("\\d", ""));
}

static void groups_and_alternatives(void **state)
{
	(void)state;
	assert_true(whole("1(?:2|34)5", "125"));
	assert_true(whole("1(?:2|34)5", "1345"));
	assert_false(whole("1(?:2|34)5", "135"));
	assert_true(whole("8\\d{5}(?:\\d{2,4})?", "812345"));
	assert_true(whole("8\\d{5}(?:\\d{2,4})?", "81234567"));
	assert_false(whole("8\\d{5}(?:\\d{2,4})?", "8123456"));
	assert_true(whole("(?:12){2}3", "12123"));
	assert_false(whole("(?:12){2}3", "123"));
	assert_true(whole("1|12", "12"));        /* gives the first alternative back */
	assert_true(whole("\\d{1,3}23", "123")); /* gives digits back */
	assert_true(whole("(?:1(?:2|3(?:4|5)))6|7", "1356"));
}

static void beginnings_and_captures(void **state)
{
	(void)state;
	struct digit_match match;
	assert_true(digit_pattern_match("0|80?", TEXT("80123"), false, &match));
	assert_int_equal(match.size, 2);
	assert_true(digit_pattern_match("(\\d{2})(\\d{3,4})(\\d{4})", TEXT("123456789"), true, &match));
	assert_true(text_equal(match.groups[1], TEXT("12")));
	assert_true(text_equal(match.groups[2], TEXT("345")));
	assert_true(text_equal(match.groups[3], TEXT("6789")));
	assert_true(digit_pattern_match("([457]\\d{3})$|1", TEXT("4123"), false, &match));
	assert_true(text_equal(match.groups[1], TEXT("4123")));
	/* A group of an alternative that failed has captured nothing. */
	assert_true(digit_pattern_match("([457]\\d{3})$|4", TEXT("41234"), false, &match));
	assert_int_equal(match.size, 1);
	assert_true(text_is_none(match.groups[1]));
	assert_true(digit_pattern_match("0(?:(11)15)?", TEXT("01115"), false, &match));
	assert_true(text_equal(match.groups[1], TEXT("11")));
	assert_false(digit_pattern_match("12", TEXT("1"), false, &match));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(atoms_and_counts),
		cmocka_unit_test(groups_and_alternatives),
		cmocka_unit_test(beginnings_and_captures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
