/* What values mean, by the kind of their column.
 *
 * The one idea: a value leaves here as what it is compared with, and as its canonical source. Kinds whose values are
 * names of rows (types, tags …) and custom attributes are left to lists_names.c.
 */
#include "service/lists_filter.h"

#include "format/country.h"
#include "format/fold.h"
#include "format/phone.h"

#include <string.h>

#define DAYS_MOST 3660 /* of last<n>d */

static bool refuse_value(struct filter_reading *reading, const struct filter_value *value, const char *message)
{
	return filter_refuse(
		reading,
		(struct filter_mistake){.code = "bad_value", .message = message, .at = value->at, .what = value->raw});
}

static struct text lower(struct filter_reading *reading, const struct filter_value *value)
{
	return text_lower_ascii(reading->arena, value->raw);
}

/* ---- numbers ---- */

static bool power_of_ten(int digits, int64_t *number)
{
	for (; digits > 0; digits--)
		if (__builtin_mul_overflow(*number, 10, number))
			return false;
	return true;
}

/* "-12.5" with two digits is -1250. At most `digits` decimals, no exponent, nothing that int64 does not hold. */
static bool read_decimal(struct text t, int digits, int64_t *ret_number)
{
	bool negative = text_starts(t, TEXT("-"));
	int64_t number = 0;
	int decimals = -1; /* none yet */
	size_t i = negative;
	for (; i < t.size; i++) {
		char c = t.at[i];
		if (c == '.' && decimals < 0 && i > (size_t)negative) {
			decimals = 0;
			continue;
		}
		if (c < '0' || c > '9' || decimals == digits || __builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, c - '0', &number))
			return false;
		decimals += decimals >= 0;
	}
	if (i == (size_t)negative || decimals == 0 || !power_of_ten(digits - (decimals < 0 ? 0 : decimals), &number))
		return false;
	*ret_number = negative ? -number : number;
	return true;
}

/* Without needless zeros: "12.5", "12". */
static struct text print_decimal(struct arena *arena, int64_t number, int digits)
{
	int64_t unit = 1;
	(void)power_of_ten(digits, &unit);
	uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
	struct text whole =
		text_format(arena, "%s%llu", number < 0 ? "-" : "", (unsigned long long)(size / (uint64_t)unit));
	uint64_t part = size % (uint64_t)unit;
	if (part == 0)
		return whole;
	struct text t = text_format(arena, "%.*s.%0*llu", TEXT_ARG(whole), digits, (unsigned long long)part);
	while (t.at[t.size - 1] == '0')
		t.size--;
	return t;
}

static int digits_of(const struct filter_reading *reading, int kind)
{
	return kind == LIST_KIND_money ? currency_digits(reading->currency) : kind == LIST_KIND_decimal ? 3 : 0;
}

/* ---- days ---- */

static bool read_days(struct filter_reading *reading, struct text t, struct filter_bound *bound,
		      struct text *ret_source)
{
	static const struct {
		struct text word;
		enum filter_period period;
	} words[] = {{{"today", 5}, FILTER_TODAY},
		     {{"yesterday", 9}, FILTER_YESTERDAY},
		     {{"this-month", 10}, FILTER_THIS_MONTH},
		     {{"this-year", 9}, FILTER_THIS_YEAR}};
	*ret_source = text_lower_ascii(reading->arena, t);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(*ret_source, words[i].word)) {
			bound->period = words[i].period;
			return true;
		}
	if (text_starts(*ret_source, TEXT("last")) && text_ends(*ret_source, TEXT("d")) && t.size > 5) {
		bound->period = FILTER_LAST_DAYS;
		return text_to_number(text_slice(*ret_source, 4, t.size - 5), &bound->number) && bound->number >= 1 &&
		       bound->number <= DAYS_MOST;
	}
	bound->period = FILTER_DATE;
	return date_parse(t, &bound->date);
}

void filter_bound_days(const struct filter_bound *bound, struct date today, struct date *ret_first,
		       struct date *ret_last)
{
	int year, month, day;
	date_parts(today, &year, &month, &day);
	*ret_first = *ret_last = today;
	switch (bound->period) {
	case FILTER_DATE: *ret_first = *ret_last = bound->date; break;
	case FILTER_TODAY: break;
	case FILTER_YESTERDAY: ret_first->days = --ret_last->days; break;
	case FILTER_LAST_DAYS: ret_first->days = today.days - (int32_t)bound->number + 1; break;
	case FILTER_THIS_MONTH:
		*ret_first = date_of(year, month, 1);
		*ret_last = month == 12 ? date_of(year, 12, 31) : date_of(year, month + 1, 1);
		ret_last->days -= month < 12;
		break;
	case FILTER_THIS_YEAR:
		*ret_first = date_of(year, 1, 1);
		*ret_last = date_of(year, 12, 31);
		break;
	}
}

/* ---- what has an order ---- */

static bool read_bound(struct filter_reading *reading, int kind, struct text t, struct filter_bound *bound,
		       struct text *ret_source)
{
	if (list_kind_is_days(kind))
		return read_days(reading, t, bound, ret_source);
	int digits = digits_of(reading, kind);
	if (!read_decimal(t, digits, &bound->number))
		return false;
	*ret_source = print_decimal(reading->arena, bound->number, digits);
	return true;
}

static bool read_ordered(struct filter_reading *reading, const struct filter_node *node, struct filter_value *value)
{
	const char *message =
		list_kind_is_days(node->value_kind)
			? N_("“{1}” (character {0}) is neither a date like 2026-01-31 nor today, yesterday, "
			     "last7d, this-month or this-year.")
			: N_("“{1}” (character {0}) is not a number that fits here.");
	size_t dots = value->quoted || node->operator!= FILTER_IS ? SIZE_MAX : text_find(value->raw, TEXT(".."), 0);
	struct text low = text_slice(value->raw, 0, dots), high = low, from = TEXT(""), until = TEXT("");
	if (dots != SIZE_MAX) {
		value->kind = FILTER_RANGE;
		high = text_slice(value->raw, dots + 2, value->raw.size);
	}
	value->low.open = value->kind == FILTER_RANGE && low.size == 0;
	value->high.open = value->kind == FILTER_RANGE && high.size == 0;
	if ((value->low.open && value->high.open) ||
	    (!value->low.open && !read_bound(reading, node->value_kind, low, &value->low, &from)) ||
	    (!value->high.open && !read_bound(reading, node->value_kind, high, &value->high, &until)))
		return refuse_value(reading, value, message);
	value->source =
		dots == SIZE_MAX ? from : text_format(reading->arena, "%.*s..%.*s", TEXT_ARG(from), TEXT_ARG(until));
	return true;
}

/* ---- words ---- */

static bool read_choice(struct filter_reading *reading, const struct filter_node *node, struct filter_value *value)
{
	value->source = lower(reading, value);
	value->number = list_column_choice(node->column, value->source);
	if (value->number >= 0)
		return true;
	struct text near = list_nearest_choice(node->column, value->source);
	return filter_refuse(reading,
			     (struct filter_mistake){
				     .code = "bad_value",
				     .message = text_is_none(near)
							? N_("“{1}” (character {0}) is none of the possible values.")
							: N_("“{1}” (character {0}) is none of the possible values. "
							     "Did you mean “{2}”?"),
				     .at = value->at,
				     .what = value->raw,
				     .instead = near,
			     });
}

static bool read_flag(struct filter_reading *reading, struct filter_value *value)
{
	struct text word = lower(reading, value);
	bool yes = text_equal(word, TEXT("yes")) || text_equal(word, TEXT("true")) || text_equal(word, TEXT("1"));
	if (!yes && !text_equal(word, TEXT("no")) && !text_equal(word, TEXT("false")) && !text_equal(word, TEXT("0")))
		return refuse_value(reading, value, N_("“{1}” (character {0}) must be yes or no."));
	value->number = yes;
	value->source = yes ? TEXT("yes") : TEXT("no");
	return true;
}

static bool read_country(struct filter_reading *reading, struct filter_value *value)
{
	value->text = country_find(value->raw);
	if (text_is_none(value->text))
		return refuse_value(reading, value, N_("There is no country “{1}” (character {0})."));
	value->source = value->text;
	return true;
}

/* "012-345" is dialled at home and "+60 12345" abroad: what both have is the digits without zeros before them. */
static bool read_phone(struct filter_reading *reading, struct filter_value *value)
{
	char *digits = arena_take(reading->arena, value->raw.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < value->raw.size; i++) {
		char c = value->raw.at[i];
		if (c >= '0' && c <= '9' && (size || c != '0'))
			digits[size++] = c;
	}
	value->text = (struct text){digits, size};
	return size ? true : refuse_value(reading, value, N_("“{1}” (character {0}) has no digits of a phone number."));
}

static struct text without_blanks(struct arena *arena, struct text t)
{
	char *to = arena_take(arena, t.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] != ' ')
			to[size++] = t.at[i];
	return (struct text){to, size};
}

static bool read_folded(struct filter_reading *reading, struct filter_value *value)
{
	struct text forms[2];
	fold_query(reading->arena, value->raw, forms);
	value->text = forms[0];
	value->wide = forms[1];
	return true;
}

static bool read_literal(struct filter_reading *reading, const struct filter_node *node, struct filter_value *value)
{
	value->source = filter_quote_text(reading->arena, value, node->value_kind);
	bool takes_signs = list_kind_is_text(node->value_kind) || node->value_kind == LIST_KIND_attribute;
	if (value->match != FILTER_PART && !takes_signs)
		return refuse_value(reading, value,
				    N_("“{1}” (character {0}) can be asked for neither whole nor by its beginning."));
	switch ((enum list_kind)node->value_kind) {
	case LIST_KIND_choice: return read_choice(reading, node, value);
	case LIST_KIND_online:
	case LIST_KIND_flag: return read_flag(reading, value);
	case LIST_KIND_number:
	case LIST_KIND_money:
	case LIST_KIND_decimal:
	case LIST_KIND_moment:
	case LIST_KIND_day: return read_ordered(reading, node, value);
	case LIST_KIND_country: return read_country(reading, value);
	case LIST_KIND_phone: return read_phone(reading, value);
	case LIST_KIND_folded: return read_folded(reading, value);
	case LIST_KIND_address: value->text = fold_case(reading->arena, value->raw); break;
	case LIST_KIND_starts: value->text = without_blanks(reading->arena, lower(reading, value)); break;
	case LIST_KIND_code: value->text = value->source = lower(reading, value); break;
	case LIST_KIND_exact: value->text = value->raw; break;
	case LIST_KIND_type:
	case LIST_KIND_group:
	case LIST_KIND_channel:
	case LIST_KIND_staff:
	case LIST_KIND_tag:
	case LIST_KIND_attribute: break; /* lists_names.c */
	}
	if (node->value_kind == LIST_KIND_code)
		value->source = filter_quote(reading->arena, value->text, false);
	return true;
}

bool filter_read_value(struct filter_reading *reading, const struct filter_node *node, struct filter_value *value)
{
	bool is_word = !value->quoted && value->match == FILTER_PART;
	bool is_none = is_word && text_equal(value->raw, TEXT("none"));
	bool is_any = is_word && text_equal(value->raw, TEXT("any"));
	if ((!is_none && !is_any) ||
	    (node->value_kind == LIST_KIND_choice && list_column_choice(node->column, value->raw) >= 0))
		return read_literal(reading, node, value);
	if (node->operator!= FILTER_IS)
		return refuse_value(reading, value, N_("“{1}” (character {0}) cannot be compared by size."));
	value->kind = is_none ? FILTER_NONE : FILTER_SOMETHING;
	value->source = value->raw;
	return true;
}
