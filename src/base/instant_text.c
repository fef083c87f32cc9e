/* Instants and dates as text and back: RFC 3339. */
#include "base/instant.h"

#include <stdio.h>
#include <string.h>

/* 00 … 99 */
static char *put_two(char *to, unsigned value)
{
	memcpy(to, text_two_digits(value), 2);
	return to + 2;
}

static char *put_sign(char *to, char sign)
{
	*to = sign;
	return to + 1;
}

size_t date_write(struct date d, char *to)
{
	to[0] = '\0';
	if (date_is_none(d))
		return 0;
	int year, month, day;
	date_parts(d, &year, &month, &day);
	if (year < 0 || year > 9999)
		return (size_t)snprintf(to, INSTANT_ROOM, "%04d-%02d-%02d", year, month, day);
	char *end = put_two(put_two(to, (unsigned)year / 100), (unsigned)year % 100);
	end = put_two(put_sign(end, '-'), (unsigned)month);
	end = put_two(put_sign(end, '-'), (unsigned)day);
	*end = '\0';
	return (size_t)(end - to);
}

size_t instant_write(struct instant i, char *to)
{
	size_t used = date_write(instant_date(i), to);
	if (used == 0)
		return 0;
	int64_t us = i.us % DAY_US;
	if (us < 0)
		us += DAY_US;
	unsigned seconds = (unsigned)(us / SECOND_US), fraction = (unsigned)(us % SECOND_US);
	char *end = put_two(put_sign(to + used, 'T'), seconds / 3600);
	end = put_two(put_sign(end, ':'), seconds / 60 % 60);
	end = put_two(put_sign(end, ':'), seconds % 60);
	if (fraction) {
		end = put_two(put_sign(end, '.'), fraction / 10000);
		end = put_two(put_two(end, fraction / 100 % 100), fraction % 100);
		while (end[-1] == '0')
			end--;
	}
	*end++ = 'Z';
	*end = '\0';
	return (size_t)(end - to);
}

struct text instant_format(struct arena *arena, struct instant i)
{
	char words[INSTANT_ROOM];
	size_t size = instant_write(i, words);
	return size ? text_copy(arena, (struct text){words, size}) : TEXT_NONE;
}

struct text date_format(struct arena *arena, struct date d)
{
	char words[INSTANT_ROOM];
	size_t size = date_write(d, words);
	return size ? text_copy(arena, (struct text){words, size}) : TEXT_NONE;
}

/* Takes exactly `digits` digits off the front of `*rest`. */
static bool take_digits(struct text *rest, size_t digits, int *ret_value)
{
	if (rest->size < digits)
		return false;
	int value = 0;
	for (size_t i = 0; i < digits; i++) {
		if (rest->at[i] < '0' || rest->at[i] > '9')
			return false;
		value = value * 10 + (rest->at[i] - '0');
	}
	*rest = text_slice(*rest, digits, rest->size);
	*ret_value = value;
	return true;
}

static bool take_char(struct text *rest, char c)
{
	if (rest->size == 0 || rest->at[0] != c)
		return false;
	*rest = text_slice(*rest, 1, rest->size);
	return true;
}

static bool take_date(struct text *rest, struct date *ret_date)
{
	int year, month, day;
	if (!take_digits(rest, 4, &year) || !take_char(rest, '-') || !take_digits(rest, 2, &month) ||
	    !take_char(rest, '-') || !take_digits(rest, 2, &day))
		return false;
	*ret_date = date_of(year, month, day);
	return !date_is_none(*ret_date);
}

bool date_parse(struct text t, struct date *ret_date)
{
	struct date date;
	if (!take_date(&t, &date) || t.size)
		return false;
	*ret_date = date;
	return true;
}

/* ".123456"; digits behind the sixth are read and dropped. No fraction is none. */
static bool take_fraction(struct text *rest, int64_t *ret_us)
{
	*ret_us = 0;
	if (!take_char(rest, '.'))
		return true;
	int64_t unit = SECOND_US / 10;
	int digit, count = 0;
	for (; take_digits(rest, 1, &digit); count++, unit /= 10)
		*ret_us += digit * unit;
	return count > 0;
}

static bool take_offset(struct text *rest, int64_t *ret_us)
{
	*ret_us = 0;
	if (take_char(rest, 'Z') || take_char(rest, 'z'))
		return true;
	bool west = take_char(rest, '-');
	int hours, minutes;
	if (!west && !take_char(rest, '+'))
		return false;
	if (!take_digits(rest, 2, &hours) || !take_char(rest, ':') || !take_digits(rest, 2, &minutes) || hours > 23 ||
	    minutes > 59)
		return false;
	*ret_us = (hours * HOUR_US + minutes * MINUTE_US) * (west ? -1 : 1);
	return true;
}

static bool take_time(struct text *rest, int *ret_seconds)
{
	int hour, minute, second;
	if (!take_digits(rest, 2, &hour) || !take_char(rest, ':') || !take_digits(rest, 2, &minute) ||
	    !take_char(rest, ':') || !take_digits(rest, 2, &second))
		return false;
	*ret_seconds = hour * 3600 + minute * 60 + second;
	return hour <= 23 && minute <= 59 && second <= 60;
}

bool instant_parse(struct text t, struct instant *ret_instant)
{
	struct date date;
	int seconds;
	int64_t fraction, offset;
	if (!take_date(&t, &date) || (!take_char(&t, 'T') && !take_char(&t, 't')))
		return false;
	bool leap = t.size >= 8 && t.at[6] == '6';
	if (!take_time(&t, &seconds) || !take_fraction(&t, &fraction) || !take_offset(&t, &offset) || t.size)
		return false;
	int64_t us = date.days * DAY_US + seconds * SECOND_US - offset;
	/* A leap second stands only at the end of a day of UTC, and has become the first second of the next. */
	if (leap && us % DAY_US != 0)
		return false;
	us += fraction;
	if (us < date_of(1, 1, 1).days * DAY_US || us >= (date_of(9999, 12, 31).days + 1) * DAY_US)
		return false;
	*ret_instant = (struct instant){us};
	return true;
}
