/* Instants and dates as text, and days against libc. */
#include "base/instant.h"
#include "tests/unit.h"

#include <time.h>

static struct arena *arena;

static void assert_parses(const char *words, const char *expected)
{
	struct instant i;
	if (!instant_parse(text_of(words), &i))
		fail_msg("refused: %s", words);
	assert_string_equal(instant_format(arena, i).at, expected);
}

static void test_instants_parse(void **state)
{
	(void)state;
	assert_parses("2026-11-23T04:38:54Z", "2026-11-23T04:38:54Z");
	assert_parses("2026-11-23t04:38:54z", "2026-11-23T04:38:54Z");
	assert_parses("2026-11-23T04:38:54.5Z", "2026-11-23T04:38:54.5Z");
	assert_parses("2026-11-23T04:38:54.000001Z", "2026-11-23T04:38:54.000001Z");
	assert_parses("2026-11-23T04:38:54.1234569Z", "2026-11-23T04:38:54.123456Z");
	assert_parses("2026-11-23T04:38:54+08:00", "2026-11-22T20:38:54Z");
	assert_parses("2026-12-31T20:00:00-05:30", "2027-01-01T01:30:00Z");
	assert_parses("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
	assert_parses("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
	assert_parses("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
	assert_parses("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
	assert_parses("2016-12-31T23:59:60.25Z", "2017-01-01T00:00:00.25Z");
	assert_parses("2017-01-01T07:59:60+08:00", "2017-01-01T00:00:00Z");
}

static void test_instants_refused(void **state)
{
	(void)state;
	static const char *bad[] = {"",
				    "2026-11-23",
				    "2026-11-23 04:38:54Z",
				    "2026-11-23T04:38:54",
				    "2026-11-23T04:38Z",
				    "2026-11-23T24:00:00Z",
				    "2026-11-23T23:60:00Z",
				    "2026-11-23T04:38:61Z",
				    "2026-11-23T04:38:60Z",
				    "2026-02-29T00:00:00Z",
				    "2026-13-01T00:00:00Z",
				    "2026-00-01T00:00:00Z",
				    "2026-11-31T00:00:00Z",
				    "2026-11-23T04:38:54.Z",
				    "2026-11-23T04:38:54+8:00",
				    "2026-11-23T04:38:54+24:00",
				    "2026-11-23T04:38:54+00:60",
				    "2026-11-23T04:38:54Zx",
				    "0000-01-01T00:00:00Z",
				    "0001-01-01T00:00:00+00:01",
				    "9999-12-31T23:59:59-00:01",
				    "9999-12-31T23:59:60Z",
				    "+2026-11-23T04:38:54Z",
				    "2026-11-23T04:38:5\xD9\xA1Z",
				    "12026-11-23T04:38:54Z",
				    "2026-11-23T04:38:54+0800"};
	struct instant i = {42};
	for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++)
		if (instant_parse(text_of(bad[k]), &i))
			fail_msg("accepted: %s", bad[k]);
	assert_int_equal(i.us, 42);
}

static void test_dates_as_libc_counts_them(void **state)
{
	(void)state;
	/* Every day of eight centuries, against gmtime. */
	for (int32_t days = -146097; days < 146097; days++) {
		time_t seconds = (time_t)days * 86400;
		struct tm parts;
		gmtime_r(&seconds, &parts);
		int year, month, day;
		date_parts((struct date){days}, &year, &month, &day);
		assert_true(year == parts.tm_year + 1900 && month == parts.tm_mon + 1 && day == parts.tm_mday);
		assert_int_equal(date_of(year, month, day).days, days);
		assert_int_equal(date_weekday((struct date){days}), parts.tm_wday ? parts.tm_wday : 7);
	}
}

static void test_dates(void **state)
{
	(void)state;
	struct date d = {7};
	assert_true(date_parse(TEXT("2024-02-29"), &d));
	assert_string_equal(date_format(arena, d).at, "2024-02-29");
	static const char *bad[] = {"2023-02-29",  "1900-02-29", "2024-2-29",  "24-02-29",  "2024-02-30",
				    "2024-02-29 ", "2024/02/29", "0000-12-31", "2024-04-31"};
	for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++)
		assert_false(date_parse(text_of(bad[k]), &d));
	assert_true(date_is_none(date_of(2023, 2, 29)) && date_is_none(date_of(10000, 1, 1)));
	assert_true(text_is_none(date_format(arena, DATE_NONE)) && text_is_none(instant_format(arena, INSTANT_NONE)));
	assert_int_equal(instant_date((struct instant){-1}).days, -1);
	assert_int_equal(instant_date((struct instant){DAY_US - 1}).days, 0);
	assert_true(date_is_none(instant_date(INSTANT_NONE)));
	/* The ends of the type print without harm. */
	assert_non_null(instant_format(arena, (struct instant){INT64_MAX}).at);
	assert_non_null(instant_format(arena, (struct instant){INT64_MIN + 1}).at);
}

static void test_adding_ends_at_the_ends(void **state)
{
	(void)state;
	assert_int_equal(instant_add((struct instant){1}, MINUTE_US).us, 60000001);
	assert_int_equal(instant_add((struct instant){INT64_MAX - 1}, 5).us, INT64_MAX);
	assert_false(instant_is_none(instant_add((struct instant){INT64_MIN + 3}, -3)));
	assert_false(instant_is_none(instant_add((struct instant){INT64_MIN + 3}, -30)));
	assert_true(instant_is_none(instant_add(INSTANT_NONE, DAY_US)));
}

static void test_clocks(void **state)
{
	(void)state;
	struct instant now = clock_now(&clock_system);
	assert_in_range((uint64_t)(now.us / SECOND_US), (uint64_t)time(NULL) - 5, (uint64_t)time(NULL) + 5);
	int64_t a = monotonic_ns();
	assert_true(monotonic_ns() >= a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_instants_parse),
		cmocka_unit_test(test_instants_refused),
		cmocka_unit_test(test_dates_as_libc_counts_them),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_adding_ends_at_the_ends),
		cmocka_unit_test(test_clocks),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
