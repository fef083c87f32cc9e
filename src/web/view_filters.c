/* Filters of views: days, times, amounts as the reader writes them.
 *
 * The one idea: each makes plain text first (view_…_text), which sentences take as a value; the filter escapes it. How
 * a language orders a day's parts is a sentence of its own, so a new language needs a .po file only.
 */
#include "web/view.h"

#include "format/html_escape.h"
#include "web/language.h"
#include "web/view_symbols.h"

#define NO_BREAK "\u00a0"
#define MINUS    "\u2212"

static const struct text dash = TEXT("–");

static struct text fill(struct view *view, struct text sentence, const struct text *values, size_t count)
{
	return language_fill(view->arena, sentence, values, count);
}

/* ---- days and times */

static struct text month_name(struct view *view, int month)
{
	static const char *const months[] = {
		NC_("month", "January"), NC_("month", "February"), NC_("month", "March"),
		NC_("month", "April"),   NC_("month", "May"),      NC_("month", "June"),
		NC_("month", "July"),    NC_("month", "August"),   NC_("month", "September"),
		NC_("month", "October"), NC_("month", "November"), NC_("month", "December")};
	return view_tr(view, "month", months[month - 1]);
}

struct text view_month_text(struct view *view, struct date value)
{
	int year, month, day;
	if (date_is_none(value))
		return dash;
	date_parts(value, &year, &month, &day);
	struct text parts[] = {month_name(view, month), text_of_number(view->arena, year)};
	return fill(view, view_tr(view, "month year", "{0} {1}"), parts, 2);
}

struct text view_date_text(struct view *view, struct date value)
{
	int year, month, day;
	if (date_is_none(value))
		return dash;
	date_parts(value, &year, &month, &day);
	struct text parts[] = {text_of_number(view->arena, day), month_name(view, month),
			       text_of_number(view->arena, year)};
	return fill(view, view_tr(view, "day month year", "{0} {1} {2}"), parts, 3);
}

struct text view_instant_text(struct view *view, struct instant value)
{
	if (instant_is_none(value))
		return dash;
	struct local_time local = zone_local(view->zone, value);
	struct text parts[] = {view_date_text(view, local.date),
			       text_format(view->arena, "%02d:%02d", local.hour, local.minute)};
	return fill(view, view_tr(view, "date, time", "{0}, {1}"), parts, 2);
}

static struct text past(struct view *view, int64_t us, int32_t days, struct date date)
{
	int64_t n = us / (us < HOUR_US ? MINUTE_US : HOUR_US);
	struct text value[] = {text_of_number(view->arena, us < DAY_US ? n : days)};
	if (us < MINUTE_US)
		return view_tr(view, NULL, "just now");
	if (us < HOUR_US)
		return fill(view, view_trn(view, NULL, "{0} minute ago", "{0} minutes ago", n), value, 1);
	if (us < DAY_US)
		return fill(view, view_trn(view, NULL, "{0} hour ago", "{0} hours ago", n), value, 1);
	if (days == 1)
		return view_tr(view, NULL, "yesterday");
	if (days < 7)
		return fill(view, view_trn(view, NULL, "{0} day ago", "{0} days ago", days), value, 1);
	return view_date_text(view, date);
}

static struct text future(struct view *view, int64_t us, int32_t days, struct date date)
{
	int64_t n = us / (us < HOUR_US ? MINUTE_US : HOUR_US);
	struct text value[] = {text_of_number(view->arena, us < DAY_US ? n : days)};
	if (us < MINUTE_US)
		return view_tr(view, NULL, "just now");
	if (us < HOUR_US)
		return fill(view, view_trn(view, NULL, "in {0} minute", "in {0} minutes", n), value, 1);
	if (us < DAY_US)
		return fill(view, view_trn(view, NULL, "in {0} hour", "in {0} hours", n), value, 1);
	if (days == 1)
		return view_tr(view, NULL, "tomorrow");
	if (days < 7)
		return fill(view, view_trn(view, NULL, "in {0} day", "in {0} days", days), value, 1);
	return view_date_text(view, date);
}

/* Hours count up to a day; behind that the reader's calendar counts, so "yesterday" is the day before today. */
struct text view_ago_text(struct view *view, struct instant value)
{
	int64_t us;
	if (instant_is_none(value))
		return dash;
	struct date then = zone_local(view->zone, value).date, today = zone_local(view->zone, view->now).date;
	if (__builtin_sub_overflow(view->now.us, value.us, &us) || us == INT64_MIN)
		return view_date_text(view, then);
	return us >= 0 ? past(view, us, today.days - then.days, then) : future(view, -us, then.days - today.days, then);
}

void view_date(struct view *view, struct date value)
{
	html_add_text(view->out, view_date_text(view, value));
}

void view_instant(struct view *view, struct instant value)
{
	html_add_text(view->out, view_instant_text(view, value));
}

void view_ago(struct view *view, struct instant value)
{
	if (instant_is_none(value)) {
		buffer_add(view->out, dash);
		return;
	}
	buffer_add(view->out, TEXT("<time datetime=\""));
	view_iso(view, value);
	buffer_add(view->out, TEXT("\" title=\""));
	html_add_attribute(view->out, view_instant_text(view, value));
	buffer_add(view->out, TEXT("\">"));
	html_add_text(view->out, view_ago_text(view, value));
	buffer_add(view->out, TEXT("</time>"));
}

void view_iso(struct view *view, struct instant value)
{
	if (!instant_is_none(value))
		html_add_attribute(view->out, instant_format(view->arena, value));
}

/* ---- numbers */

/* Digits in threes, from the right. */
static void add_grouped(struct buffer *to, struct text digits, char group)
{
	for (size_t i = 0; i < digits.size; i++) {
		if (i > 0 && (digits.size - i) % 3 == 0)
			buffer_add_char(to, group);
		buffer_add_char(to, digits.at[i]);
	}
}

/* An exact decimal ("-1234.50") as the language writes it, without its sign. */
static struct text localised(struct view *view, struct text decimal)
{
	char room[128];
	struct buffer out = {.at = room, .room = sizeof room, .most = sizeof room};
	size_t sign = text_starts(decimal, TEXT("-")), point = text_find(decimal, TEXT("."), 0);
	size_t whole = point == SIZE_MAX ? decimal.size : point;
	add_grouped(&out, text_slice(decimal, sign, whole - sign), view->language->group);
	if (point != SIZE_MAX) {
		buffer_add_char(&out, view->language->decimal);
		buffer_add(&out, text_slice(decimal, point + 1, decimal.size));
	}
	return text_copy(view->arena, buffer_text(&out));
}

struct text view_count_text(struct view *view, int64_t value)
{
	struct text digits = localised(view, text_of_number(view->arena, value));
	return value < 0 ? text_join(view->arena, TEXT(MINUS), digits) : digits;
}

/* A symbol that ends in a letter keeps a distance to the digits; a language may put it behind them. */
struct text view_money_text(struct view *view, struct money value)
{
	struct text symbol = view_symbol(text_of(value.currency.code));
	struct text digits = localised(view, money_decimal(view->arena, value));
	const char *sign = value.minor < 0 ? MINUS : "";
	if (symbol.size == 0)
		return text_format(view->arena, "%s%.*s", sign, TEXT_ARG(digits));
	if (view->language->symbol_after)
		return text_format(view->arena, "%s%.*s" NO_BREAK "%.*s", sign, TEXT_ARG(digits), TEXT_ARG(symbol));
	char last = symbol.at[symbol.size - 1];
	bool letter = (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
	return text_format(view->arena, "%s%.*s%s%.*s", sign, TEXT_ARG(symbol), letter ? NO_BREAK : "",
			   TEXT_ARG(digits));
}

/* Powers of 1000, one digit behind the point below 10 unless it is 0. */
static struct text view_size_text(struct view *view, int64_t bytes)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB"};
	struct text value[] = {text_of_number(view->arena, bytes)};
	if (bytes < 1000)
		return fill(view, view_trn(view, NULL, "{0} byte", "{0} bytes", bytes), value, 1);
	int64_t tenths = bytes / 100;
	size_t unit = 0;
	for (; tenths >= 10000 && unit < 3; unit++)
		tenths /= 1000;
	struct text decimal =
		tenths < 100 && tenths % 10
			? text_format(view->arena, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10))
			: text_of_number(view->arena, tenths / 10);
	return text_format(view->arena, "%.*s" NO_BREAK "%s", TEXT_ARG(localised(view, decimal)), units[unit]);
}

void view_count(struct view *view, int64_t value)
{
	html_add_text(view->out, view_count_text(view, value));
}

void view_money(struct view *view, struct money value)
{
	html_add_text(view->out, view_money_text(view, value));
}

void view_size(struct view *view, int64_t bytes)
{
	html_add_text(view->out, view_size_text(view, bytes));
}

/* ---- text */

void view_lines(struct view *view, struct text value)
{
	struct text line;
	for (bool first = true; text_next(&value, '\n', &line); first = false) {
		if (!first)
			buffer_add(view->out, TEXT("<br>"));
		html_add_text(view->out, text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.size - 1) : line);
	}
}

void view_or_dash(struct view *view, struct text value)
{
	html_add_text(view->out, text_is_empty(value) ? dash : value);
}
