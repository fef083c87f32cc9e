/* Numbers as people see them, and escaped texts. */
#include "base/instant.h"
#include "format/xlsx_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_ROOM  64
#define LAST_DAY     2958465 /* 9999-12-31 */
#define DAY_SECONDS  86400
#define EXACT_DIGITS 15 /* what is seen of a number; what is behind them, computing has left there */

/* ---- numbers ---- */

static bool is_whole(struct text number)
{
	size_t i = text_starts(number, TEXT("-")) ? 1 : 0;
	for (size_t k = i; k < number.size; k++)
		if (number.at[k] < '0' || number.at[k] > '9')
			return false;
	return number.size > i;
}

/* Without an exponent, and without zeros at the end. */
static void add_decimal(struct buffer *out, double value)
{
	char digits[NUMBER_ROOM], plain[400];
	snprintf(digits, sizeof digits, "%.*g", EXACT_DIGITS, value);
	if (!strchr(digits, 'e')) {
		buffer_add(out, text_of(digits));
		return;
	}
	double rounded = strtod(digits, NULL);
	int behind = fabs(rounded) >= 1 ? 0 : EXACT_DIGITS - (int)floor(log10(fabs(rounded)));
	int size = snprintf(plain, sizeof plain, "%.*f", behind > 300 ? 300 : behind, rounded);
	if (size < 0 || (size_t)size >= sizeof plain) {
		buffer_add(out, text_of(digits));
		return;
	}
	while (behind && size && (plain[size - 1] == '0' || plain[size - 1] == '.'))
		size--;
	buffer_add(out, (struct text){plain, (size_t)size});
}

/* ---- days ---- */

/* Day 1 is 1900-01-01, and there is a day 60 that never was. */
static struct date date_at(int64_t day, bool from_1904)
{
	struct date zero = from_1904 ? date_of(1904, 1, 1) : day < 60 ? date_of(1899, 12, 31) : date_of(1899, 12, 30);
	return (struct date){(int32_t)(zero.days + day)};
}

static void add_time(struct buffer *out, int64_t seconds)
{
	buffer_add_format(out, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static void add_moment(struct buffer *out, double value, enum xlsx_kind kind, bool from_1904)
{
	char date[INSTANT_ROOM];
	int64_t day = (int64_t)floor(value), seconds = llround((value - floor(value)) * DAY_SECONDS);
	day += seconds == DAY_SECONDS;
	seconds %= DAY_SECONDS;
	if (kind == XLSX_TIME && day == 0) {
		add_time(out, seconds);
		return;
	}
	buffer_add_bytes(out, date, date_write(date_at(day, from_1904), date));
	if (kind != XLSX_DATE && seconds) {
		buffer_add_char(out, ' ');
		add_time(out, seconds);
	}
}

void xlsx_add_value(struct buffer *out, struct text number, enum xlsx_kind kind, bool from_1904)
{
	char room[NUMBER_ROOM], *end;
	bool short_enough = number.size && number.size < sizeof room;
	if (!short_enough || (kind == XLSX_NUMBER && is_whole(number))) {
		buffer_add(out, number);
		return;
	}
	memcpy(room, number.at, number.size);
	room[number.size] = 0;
	double value = strtod(room, &end);
	bool read = end == room + number.size && isfinite(value);
	bool is_day = kind == XLSX_DATE || kind == XLSX_TIME || kind == XLSX_MOMENT;
	if (!read || (is_day && (value < 0 || value >= LAST_DAY + 1))) {
		buffer_add(out, number);
	} else if (is_day) {
		add_moment(out, value, kind, from_1904);
	} else {
		add_decimal(out, kind == XLSX_PERCENT ? value * 100 : value);
		if (kind == XLSX_PERCENT)
			buffer_add_char(out, '%');
	}
}

/* ---- texts ---- */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* The unit that "_x000D_" at the beginning stands for; below 0 when it is just text. */
static int32_t unit_at(struct text rest)
{
	int32_t unit = 0;
	if (rest.size < 7 || rest.at[0] != '_' || rest.at[1] != 'x' || rest.at[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_digit(rest.at[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static void add_point(struct buffer *out, uint32_t point)
{
	if (point < 0x80) {
		buffer_add_char(out, (char)point);
	} else if (point < 0x800) {
		buffer_add_char(out, (char)(0xC0 | point >> 6));
		buffer_add_char(out, (char)(0x80 | (point & 0x3F)));
	} else {
		buffer_add_char(out, (char)(0xE0 | point >> 12));
		buffer_add_char(out, (char)(0x80 | (point >> 6 & 0x3F)));
		buffer_add_char(out, (char)(0x80 | (point & 0x3F)));
	}
}

bool xlsx_add_string(struct buffer *out, struct text string)
{
	size_t from = 0, at = 0;
	while ((at = text_find(string, TEXT("_x"), at)) != SIZE_MAX) {
		int32_t unit = unit_at(text_slice(string, at, 7));
		if (unit < 0 || (unit >= 0xD800 && unit <= 0xDFFF)) {
			at += 2;
			continue;
		}
		if (!unit)
			return false;
		buffer_add(out, text_slice(string, from, at - from));
		add_point(out, (uint32_t)unit);
		at += 7;
		from = at;
	}
	buffer_add(out, text_slice(string, from, SIZE_MAX));
	return true;
}
