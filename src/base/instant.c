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

/* A quotient and a remainder of each step at once, by multiplication: Neri and Schneider, "Euclidean affine functions
 * and their application to calendar algorithms" (2022). Years are counted from March; a shift of whole cycles of 400
 * years makes every day that there is positive. */
#define CYCLES_BEFORE INT64_C(14700)
void date_parts(struct date d, int *ret_year, int *ret_month, int *ret_day)
{
	uint64_t days = (uint64_t)(d.days + 719468 + CYCLES_BEFORE * DAYS_OF_400_YEARS);
	uint64_t of_century = 4 * days + 3, century = of_century / DAYS_OF_400_YEARS;
	uint64_t of_year = UINT64_C(2939745) * (of_century % DAYS_OF_400_YEARS | 3);
	uint32_t year = (uint32_t)(of_year >> 32), day_of_year = (uint32_t)of_year / 2939745 / 4;
	uint32_t of_month = 2141 * day_of_year + 197913, month = of_month >> 16;
	bool is_next = day_of_year >= 306; /* January or February */
	*ret_year = (int)((int64_t)(100 * century) + year - CYCLES_BEFORE * 400 + is_next);
	*ret_month = (int)(is_next ? month - 12 : month);
	*ret_day = (int)((of_month & 0xFFFF) / 2141) + 1;
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
