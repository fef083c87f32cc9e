/* Valid UTF-8, comparing, slicing, numbers. */
#include "base/buffer.h"
#include "base/text.h"
#include "tests/unit.h"

#include <limits.h>
#include <stdio.h>

static struct arena *arena;

static bool valid(const char *bytes, size_t size)
{
	/* A copy of exactly that size, so that a sanitizer sees reads beyond it. */
	unsigned char *copy = arena_take(arena, size);
	memcpy(copy, bytes, size);
	return text_is_valid((struct bytes){copy, size});
}
#define VALID(literal) valid(literal, sizeof(literal) - 1)

static void test_valid_utf8(void **state)
{
	(void)state;
	assert_true(VALID(""));
	assert_true(VALID("plain text longer than eight"));
	assert_true(VALID("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 "
			  "\xF4\x8F\xBF\xBF"));
	static const struct {
		const char *bytes;
		size_t size;
	} bad[] = {
		{"\0", 1},
		{"eight by\0te", 11},
		{"\x80", 1},
		{"\xC0\x80", 2},
		{"\xC1\xBF", 2},
		{"\xE0\x9F\xBF", 3},
		{"\xED\xA0\x80", 3},
		{"\xF0\x8F\xBF\xBF", 4},
		{"\xF4\x90\x80\x80", 4},
		{"\xF5\x80\x80\x80", 4},
		{"\xFF", 1},
		{"\xC2", 1},
		{"\xE2\x82", 2},
		{"\xF0\x9F\x98", 3},
		{"\xC2\x41", 2},
		{"\xE2\x82\x41", 3},
		{"abcdefg\x80", 8},
		{"abcdefgh\xFE", 9},
		{"\xF0\x9F\x98\x41", 4},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(valid(bad[i].bytes, bad[i].size));
	/* NUL and high bytes at every place of a word that is read whole. */
	for (size_t i = 0; i < 16; i++) {
		char word[16] = "aaaaaaaaaaaaaaaa";
		word[i] = '\0';
		assert_false(valid(word, sizeof word));
		word[i] = (char)0x80;
		assert_false(valid(word, sizeof word));
		word[i] = '\x01';
		assert_true(valid(word, sizeof word));
	}
}

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	struct text t = TEXT("a\u00DF\u20AC\U0001F600");
	const uint32_t expected[] = {'a', 0xDF, 0x20AC, 0x1F600};
	size_t offset = 0, i = 0;
	for (uint32_t point; text_next_point(t, &offset, &point); i++)
		assert_int_equal(point, expected[i]);
	assert_int_equal(i, 4);
	assert_int_equal(text_length(t), 4);
	assert_int_equal(text_length(TEXT_NONE), 0);
}

static void test_none_is_not_empty(void **state)
{
	(void)state;
	assert_true(text_is_none(text_of(NULL)));
	assert_false(text_is_none(TEXT("")));
	assert_true(text_is_empty(TEXT("")) && text_is_empty(TEXT_NONE));
	assert_true(text_is_none(text_copy(arena, TEXT_NONE)));
	assert_false(text_is_none(text_copy(arena, TEXT(""))));
	assert_false(text_is_none(text_trim(TEXT("  "))));
	assert_true(text_is_none(text_trim(TEXT_NONE)));
	assert_true(text_is_none(text_slice(TEXT_NONE, 3, 4)));
	assert_true(text_is_none(text_lower_ascii(arena, TEXT_NONE)));
	assert_false(text_is_none(text_join(arena, TEXT_NONE, TEXT_NONE)));
}

static void test_comparing(void **state)
{
	(void)state;
	assert_true(text_compare(TEXT("a"), TEXT("ab")) < 0);
	assert_true(text_compare(TEXT("b"), TEXT("ab")) > 0);
	assert_true(text_compare(TEXT("\u00E4"), TEXT("z")) > 0);
	assert_int_equal(text_compare(TEXT(""), TEXT_NONE), 0);
	assert_true(text_starts(TEXT("abc"), TEXT("ab")) && text_starts(TEXT("abc"), TEXT("")));
	assert_false(text_starts(TEXT("a"), TEXT("ab")));
	assert_true(text_ends(TEXT("abc"), TEXT("bc")) && text_ends(TEXT_NONE, TEXT("")));
	assert_false(text_ends(TEXT("c"), TEXT("bc")));
}

static void test_find_and_slice(void **state)
{
	(void)state;
	assert_int_equal(text_find(TEXT("banana"), TEXT("an"), 0), 1);
	assert_int_equal(text_find(TEXT("banana"), TEXT("an"), 2), 3);
	assert_true(text_find(TEXT("banana"), TEXT("an"), 4) == SIZE_MAX);
	assert_true(text_find(TEXT("ban"), TEXT("banana"), 0) == SIZE_MAX);
	assert_true(text_find(TEXT("ban"), TEXT(""), 4) == SIZE_MAX);
	assert_int_equal(text_find(TEXT("ban"), TEXT(""), 3), 3);
	ASSERT_TEXT(text_slice(TEXT("abc"), 1, 1), TEXT("b"));
	ASSERT_TEXT(text_slice(TEXT("abc"), 1, SIZE_MAX), TEXT("bc"));
	ASSERT_TEXT(text_slice(TEXT("abc"), 9, 1), TEXT(""));
}

static void test_trim_takes_wide_blanks(void **state)
{
	(void)state;
	ASSERT_TEXT(text_trim(TEXT(" \t\u00A0\u3000 a b\u3000\r\n\u00A0")), TEXT("a b"));
	/* The last byte of another character is no blank. */
	ASSERT_TEXT(text_trim(TEXT("\u0420")), TEXT("\u0420"));
	ASSERT_TEXT(text_trim(TEXT("\u4E00")), TEXT("\u4E00"));
}

static void test_next_piece(void **state)
{
	(void)state;
	struct text rest = TEXT("a,,b,"), piece;
	const char *expected[] = {"a", "", "b", ""};
	size_t count = 0;
	while (text_next(&rest, ',', &piece)) {
		ASSERT_TEXT(piece, text_of(expected[count]));
		count++;
	}
	assert_int_equal(count, 4);
	rest = TEXT("");
	assert_true(text_next(&rest, ',', &piece));
	assert_false(text_next(&rest, ',', &piece));
	rest = TEXT_NONE;
	assert_false(text_next(&rest, ',', &piece));
}

static void test_formatting_ends_with_nul(void **state)
{
	(void)state;
	struct text t = text_format(arena, "%d-%s", 7, "x");
	ASSERT_TEXT(t, TEXT("7-x"));
	assert_int_equal(t.at[t.size], 0);
	t = text_format(arena, "%300d|", 1);
	assert_int_equal(t.size, 301);
	assert_int_equal(t.at[300], '|');
	for (size_t size = 250; size < 260; size++)
		assert_int_equal(text_format(arena, "%*d", (int)size, 1).size, size);
	t = text_join(arena, TEXT("ab"), TEXT("c"));
	ASSERT_TEXT(t, TEXT("abc"));
	assert_int_equal(t.at[3], 0);
	ASSERT_TEXT(text_lower_ascii(arena, TEXT("A\u00C4Z[@")), TEXT("a\u00C4z[@"));
	ASSERT_TEXT(text_of_number(arena, INT64_MIN), TEXT("-9223372036854775808"));
}

static void test_numbers(void **state)
{
	(void)state;
	int64_t number = 0;
	assert_true(text_to_number(TEXT("0"), &number) && number == 0);
	assert_true(text_to_number(TEXT("-17"), &number) && number == -17);
	assert_true(text_to_number(TEXT("9223372036854775807"), &number) && number == INT64_MAX);
	assert_true(text_to_number(TEXT("-9223372036854775808"), &number) && number == INT64_MIN);
	number = 5;
	static const char *bad[] = {"",
				    "-",
				    "+1",
				    " 1",
				    "1 ",
				    "01",
				    "-0",
				    "00",
				    "1.0",
				    "1e3",
				    "0x1",
				    "9223372036854775808",
				    "-9223372036854775809",
				    "99999999999999999999",
				    "\u0661"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(text_to_number(text_of(bad[i]), &number));
	assert_false(text_to_number(TEXT_NONE, &number));
	assert_int_equal(number, 5);
}

#define ASSERT_PRINTED(...)                                                                                            \
	do {                                                                                                           \
		char printed_[2000];                                                                                   \
		snprintf(printed_, sizeof printed_, __VA_ARGS__);                                                      \
		struct text made_ = text_format(arena, __VA_ARGS__);                                                   \
		ASSERT_TEXT(made_, text_of(printed_));                                                                 \
		assert_int_equal(made_.at[made_.size], 0);                                                             \
		buffer_clear(&buffer);                                                                                 \
		buffer_add_format(&buffer, __VA_ARGS__);                                                               \
		ASSERT_TEXT(buffer_text(&buffer), text_of(printed_));                                                  \
	} while (0)

static void test_formats_are_written_as_printf_writes_them(void **state)
{
	(void)state;
	struct buffer buffer __attribute__((cleanup(buffer_free))) = buffer_make(1 << 20);
	char long_one[700];
	memset(long_one, 'x', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = '\0';
	ASSERT_PRINTED("plain");
	ASSERT_PRINTED("%s%s, %.*s|%.*s|%.*s", "a", "", 2, "bcd", 5, "ef", 0, "g");
	ASSERT_PRINTED("%d %d %lld %lld", INT_MIN, 7, LLONG_MIN, LLONG_MAX);
	ASSERT_PRINTED("%zu%c%02d:%02d:%02d", (size_t)12, '-', 0, 9, 59);
	ASSERT_PRINTED("%02d %02d", 100, -1);
	ASSERT_PRINTED("%s %5d %x %% %-4s|%.1f", "first", 3, 255, "ab", 0.25);
	ASSERT_PRINTED("%s", long_one);
	ASSERT_PRINTED("%s%s", long_one, long_one);
	ASSERT_PRINTED("%s %5d", long_one, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats_are_written_as_printf_writes_them),
		cmocka_unit_test(test_valid_utf8),
		cmocka_unit_test(test_every_code_point_comes_back),
		cmocka_unit_test(test_none_is_not_empty),
		cmocka_unit_test(test_comparing),
		cmocka_unit_test(test_find_and_slice),
		cmocka_unit_test(test_trim_takes_wide_blanks),
		cmocka_unit_test(test_next_piece),
		cmocka_unit_test(test_formatting_ends_with_nul),
		cmocka_unit_test(test_numbers),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
