/* Taking the rule apart, and when its summer begins and ends in a year. */
#include "base/zone_rule.h"

#include "base/instant.h"

#define DAY_S 86400

static bool take_char(struct text *rest, char c)
{
	if (rest->size == 0 || rest->at[0] != c)
		return false;
	*rest = text_slice(*rest, 1, rest->size);
	return true;
}

static bool take_number(struct text *rest, int most, int *ret_number)
{
	int number = 0;
	size_t i = 0;
	for (; i < rest->size && i < 4 && rest->at[i] >= '0' && rest->at[i] <= '9'; i++)
		number = number * 10 + (rest->at[i] - '0');
	*rest = text_slice(*rest, i, rest->size);
	*ret_number = number;
	return i > 0 && number <= most;
}

/* "CET" or "<+03>" */
static bool take_name(struct text *rest)
{
	size_t i = 0;
	if (take_char(rest, '<')) {
		size_t end = text_find(*rest, TEXT(">"), 0);
		if (end == SIZE_MAX)
			return false;
		*rest = text_slice(*rest, end + 1, rest->size);
		return true;
	}
	while (i < rest->size &&
	       ((rest->at[i] >= 'A' && rest->at[i] <= 'Z') || (rest->at[i] >= 'a' && rest->at[i] <= 'z')))
		i++;
	*rest = text_slice(*rest, i, rest->size);
	return i >= 3;
}

/* [+-]hh[:mm[:ss]], up to 167 hours as RFC 8536 allows. */
static bool take_seconds(struct text *rest, int *ret_seconds)
{
	bool negative = take_char(rest, '-');
	if (!negative)
		take_char(rest, '+');
	int hours, minutes = 0, seconds = 0;
	if (!take_number(rest, 167, &hours))
		return false;
	if (take_char(rest, ':') && !take_number(rest, 59, &minutes))
		return false;
	if (take_char(rest, ':') && !take_number(rest, 59, &seconds))
		return false;
	*ret_seconds = (hours * 3600 + minutes * 60 + seconds) * (negative ? -1 : 1);
	return true;
}

static bool take_change(struct text *rest, struct zone_change *ret_change)
{
	struct zone_change change = {.kind = CHANGE_ZERO_BASED, .seconds = 2 * 3600};
	if (take_char(rest, 'M')) {
		change.kind = CHANGE_WEEKDAY;
		if (!take_number(rest, 12, &change.month) || !take_char(rest, '.') ||
		    !take_number(rest, 5, &change.week) || !take_char(rest, '.') ||
		    !take_number(rest, 6, &change.day) || change.month < 1 || change.week < 1)
			return false;
	} else {
		bool julian = take_char(rest, 'J');
		change.kind = julian ? CHANGE_JULIAN : CHANGE_ZERO_BASED;
		if (!take_number(rest, 365, &change.day) || (julian && change.day < 1))
			return false;
	}
	if (take_char(rest, '/') && !take_seconds(rest, &change.seconds))
		return false;
	*ret_change = change;
	return true;
}

bool zone_rule_parse(struct text t, struct zone_rule *ret_rule)
{
	struct zone_rule rule = {0};
	int west;
	if (!take_name(&t) || !take_seconds(&t, &west))
		return false;
	rule.standard_s = -west; /* POSIX counts west of Greenwich */
	rule.has_summer = t.size > 0;
	if (rule.has_summer) {
		west = west - 3600;
		if (!take_name(&t))
			return false;
		if (t.size && t.at[0] != ',' && !take_seconds(&t, &west))
			return false;
		rule.summer_s = -west;
		if (!take_char(&t, ',') || !take_change(&t, &rule.to_summer) || !take_char(&t, ',') ||
		    !take_change(&t, &rule.to_standard))
			return false;
	}
	*ret_rule = rule;
	return t.size == 0;
}

static int32_t change_day(const struct zone_change *change, int year)
{
	int32_t new_year = date_of(year, 1, 1).days;
	if (change->kind == CHANGE_ZERO_BASED)
		return new_year + change->day;
	if (change->kind == CHANGE_JULIAN) /* day 60 is always the first of March */
		return change->day < 60 ? new_year + change->day - 1 : date_of(year, 3, 1).days + change->day - 60;
	int32_t first = date_of(year, change->month, 1).days;
	int32_t next = change->month == 12 ? date_of(year, 12, 31).days + 1 : date_of(year, change->month + 1, 1).days;
	int32_t day = first + (change->day - date_weekday((struct date){first}) % 7 + 7) % 7 + 7 * (change->week - 1);
	while (day >= next) /* week 5 is the last one */
		day -= 7;
	return day;
}

struct zone_span zone_rule_span(const struct zone_rule *rule, int64_t seconds)
{
	struct zone_span span = {INT64_MIN, INT64_MAX, rule->standard_s};
	int year, month, day;
	int64_t days = seconds / DAY_S - (seconds % DAY_S < 0);
	date_parts((struct date){(int32_t)days}, &year, &month, &day);
	/* Rules repeat for ever; beyond the calendar of dates nobody looks. */
	if (!rule->has_summer || year < 3 || year > 9997)
		return span;
	for (int y = year - 1; y <= year + 1; y++) {
		int64_t at[2] = {(int64_t)change_day(&rule->to_summer, y) * DAY_S + rule->to_summer.seconds -
					 rule->standard_s,
				 (int64_t)change_day(&rule->to_standard, y) * DAY_S + rule->to_standard.seconds -
					 rule->summer_s};
		int first = at[0] <= at[1] ? 0 : 1; /* in the south the year begins in summer */
		for (int k = 0; k < 2; k++) {
			int which = k == 0 ? first : 1 - first;
			if (at[which] > seconds) {
				span.until = at[which];
				return span;
			}
			span.from = at[which];
			span.offset_s = which == 0 ? rule->summer_s : rule->standard_s;
		}
	}
	return span;
}
