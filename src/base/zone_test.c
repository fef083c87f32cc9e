/* Local times against libc, zone by zone. */
#include "base/zone.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <time.h>

static struct arena *arena;

/* Every zone against libc, which reads the same files by its own code: hours of odd length from 1900 to 2200. */
static void test_local_time_as_libc_sees_it(void **state)
{
	(void)state;
	const struct text *names;
	size_t count = zone_names(&names);
	assert_true(count > 300);
	for (size_t i = 0; i < count; i++) {
		const struct zone *zone = zone_find(names[i]);
		assert_non_null(zone);
		assert_true(text_equal(zone_name(zone), names[i]));
		setenv("TZ", names[i].at, 1);
		tzset();
		for (int64_t s = -2208988800; s < 7258118400; s += 1234567) {
			time_t seconds = (time_t)s;
			struct tm tm;
			localtime_r(&seconds, &tm);
			struct local_time local = zone_local(zone, (struct instant){s * SECOND_US});
			if (local.offset_s != tm.tm_gmtoff || local.hour != tm.tm_hour || local.minute != tm.tm_min ||
			    local.second != tm.tm_sec ||
			    local.date.days != date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday).days)
				fail_msg("%s differs at %lld", names[i].at, (long long)s);
		}
	}
	setenv("TZ", "UTC", 1);
}

static void assert_day_starts(const char *zone, const char *day, const char *expected)
{
	struct date date;
	assert_true(date_parse(text_of(day), &date));
	struct instant start = zone_day_start(zone_find(text_of(zone)), date);
	assert_string_equal(instant_format(arena, start).at, expected);
}

static void test_day_starts(void **state)
{
	(void)state;
	assert_day_starts("UTC", "2026-05-03", "2026-05-03T00:00:00Z");
	assert_day_starts("Asia/Kuala_Lumpur", "2026-05-03", "2026-05-02T16:00:00Z");
	assert_day_starts("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z");
	assert_day_starts("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z");
	/* Midnight does not exist, the day begins at one. */
	assert_day_starts("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z");
	/* 23:00 to 24:00 comes twice, the new day begins after the second. */
	assert_day_starts("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z");
	/* Samoa had no 30 December 2011: it starts with the day after. */
	assert_day_starts("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z");
	assert_day_starts("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z");
	/* After the table's end the rule goes on. */
	assert_day_starts("America/New_York", "2090-03-13", "2090-03-13T04:00:00Z");
	assert_day_starts("America/New_York", "2090-01-13", "2090-01-13T05:00:00Z");
}

static void test_day_start_is_the_first_instant(void **state)
{
	(void)state;
	static const char *zones[] = {"America/Santiago",    "Africa/Cairo",      "Asia/Tehran",   "Atlantic/Azores",
				      "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin", "America/Havana"};
	for (size_t z = 0; z < sizeof zones / sizeof zones[0]; z++) {
		const struct zone *zone = zone_find(text_of(zones[z]));
		assert_non_null(zone);
		for (int32_t day = 3000; day < 40000; day++) {
			struct instant start = zone_day_start(zone, (struct date){day});
			assert_true(zone_local(zone, start).date.days >= day);
			assert_true(zone_local(zone, instant_add(start, -1)).date.days < day);
		}
	}
}

static void test_names_that_lead_elsewhere(void **state)
{
	(void)state;
	static const char *bad[] = {"",
				    "/etc/passwd",
				    "../zoneinfo/UTC",
				    "Europe/../Europe/Berlin",
				    "Europe",
				    "zone1970.tab",
				    "right/UTC",
				    "posix/UTC",
				    "Nowhere/Town",
				    "Europe/Berlin ",
				    "europe/berlin"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_null(zone_find(text_of(bad[i])));
	assert_null(zone_find((struct text){"UTC\0x", 5}));
	assert_ptr_equal(zone_find(TEXT("UTC")), zone_utc());
	assert_ptr_equal(zone_find(TEXT("Europe/Berlin")), zone_find(TEXT("Europe/Berlin")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_local_time_as_libc_sees_it),
		cmocka_unit_test(test_day_starts),
		cmocka_unit_test(test_day_start_is_the_first_instant),
		cmocka_unit_test(test_names_that_lead_elsewhere),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
