/* Counting days and microseconds. As text: instant_text.c; as days of a place: zone.c. */
#include "base/instant.h"

#include <time.h>

#define DAYS_OF_400_YEARS 146097

bool instant_is_none(struct instant i)
{
	return i.us == INSTANT_NONE.us;
}

bool date_is_none(struct date d)
{
	return d.days == DATE_NONE.days;
}

struct instant instant_add(struct instant i, int64_t us)
{
	if (instant_is_none(i))
		return i;
	int64_t sum;
	if (__builtin_add_overflow(i.us, us, &sum))
		sum = us > 0 ? INT64_MAX : INT64_MIN + 1;
	return (struct instant){sum == INT64_MIN ? INT64_MIN + 1 : sum};
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct date instant_date(struct instant i)
{
	return instant_is_none(i) ? DATE_NONE : (struct date){(int32_t)floor_divide(i.us, DAY_US)};
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

struct date date_of(int year, int month, int day)
{
	static const int days_of_month[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return DATE_NONE;
	if (day > days_of_month[month - 1] + (month == 2 && is_leap(year)))
		return DATE_NONE;
	/* Years are counted from March, so that the leap day is the last of its year. */
	int y = month > 2 ? year : year - 1;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int days = y * 365 + y / 4 - y / 100 + y / 400 + day_of_year;
	return (struct date){days - 719468};
}

void date_parts(struct date d, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t days = (int64_t)d.days + 719468;
	int64_t era = floor_divide(days, DAYS_OF_400_YEARS);
	int64_t day_of_era = days - era * DAYS_OF_400_YEARS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	*ret_day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	*ret_month = (int)(month < 10 ? month + 3 : month - 9);
	*ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2));
}

int date_weekday(struct date d)
{
	int64_t monday_based = ((int64_t)d.days + 3) % 7; /* 1970-01-01 was a Thursday */
	return (int)(monday_based < 0 ? monday_based + 7 : monday_based) + 1;
}

static struct instant system_now(void *state)
{
	(void)state;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (struct instant){(int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000};
}

const struct clock clock_system = {.now = system_now};

struct instant clock_now(const struct clock *clock)
{
	return clock->now(clock->state);
}

int64_t monotonic_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
