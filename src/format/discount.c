/* Discounts and their tiers as text; see discount.h. */
#include "format/discount.h"

#include <stdlib.h>
#include <string.h>

#define PERCENT_MOST   10000
#define PERCENT_DIGITS 2
#define AMOUNT_DIGITS  3
#define THOUSANDTHS    (INT64_C(1000000000) * 1000) /* the largest amount */

static const struct discount none = {.percent = -1};

bool discount_is_none(struct discount discount)
{
	return discount.percent < 0 && !discount.amount.currency.code[0];
}

static bool is_of_number(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-';
}

struct discount_typed discount_split(struct text t)
{
	size_t begin = 0, end = t.size;
	while (begin < t.size && !is_of_number(t.at[begin]))
		begin++;
	while (end > begin && !is_of_number(t.at[end - 1]))
		end--;
	return (struct discount_typed){text_slice(t, 0, begin), text_slice(t, begin, end), text_slice(t, end, t.size)};
}

static bool parse_percent(struct text t, int64_t *ret_percent)
{
	struct text rest = t, whole, part = TEXT("");
	int64_t units, points = 0;
	text_next(&rest, '.', &whole);
	if (!text_is_none(rest))
		part = rest;
	if (!text_to_number(whole, &units) || units < 0 || units > PERCENT_MOST || part.size > PERCENT_DIGITS)
		return false;
	for (size_t i = 0; i < PERCENT_DIGITS; i++) {
		char digit = i < part.size ? part.at[i] : '0';
		if (digit < '0' || digit > '9')
			return false;
		points = points * 10 + (digit - '0');
	}
	*ret_percent = units * 100 + points;
	return *ret_percent <= PERCENT_MOST;
}

static bool parse_currency(struct text t, struct currency *ret_currency)
{
	char code[3];
	if (t.size != sizeof code)
		return false;
	for (size_t i = 0; i < sizeof code; i++)
		code[i] = t.at[i] >= 'a' && t.at[i] <= 'z' ? (char)(t.at[i] - 'a' + 'A') : t.at[i];
	return currency_parse((struct text){code, sizeof code}, ret_currency);
}

static int64_t thousandths_of(struct money amount)
{
	int64_t thousandths = amount.minor;
	for (int d = currency_digits(amount.currency); d < AMOUNT_DIGITS; d++)
		thousandths *= 10;
	return thousandths;
}

bool discount_parse_amount(struct text t, struct currency usual, struct money *ret_amount)
{
	struct discount_typed typed = discount_split(text_trim(t));
	struct text unit = text_trim(typed.front.size ? typed.front : typed.back);
	struct currency currency = usual;
	if ((typed.front.size && typed.back.size) || (unit.size && !parse_currency(unit, &currency)))
		return false;
	return money_parse(typed.number, currency, ret_amount) && ret_amount->minor >= 0 &&
	       ret_amount->minor <= THOUSANDTHS && thousandths_of(*ret_amount) <= THOUSANDTHS;
}

bool discount_parse(struct text t, struct discount *ret_discount)
{
	struct discount_typed typed = discount_split(text_trim(t));
	struct text unit = text_trim(typed.back);
	*ret_discount = none;
	if (!typed.front.size && (!unit.size || text_equal(unit, TEXT("%"))))
		return parse_percent(typed.number, &ret_discount->percent);
	return discount_parse_amount(t, (struct currency){""}, &ret_discount->amount) && ret_discount->amount.minor > 0;
}

struct text discount_amount_text(struct arena *arena, struct money amount)
{
	return text_format(arena, "%.*s %s", TEXT_ARG(money_decimal(arena, amount)), amount.currency.code);
}

struct text discount_text(struct arena *arena, struct discount discount)
{
	if (discount.amount.currency.code[0])
		return discount_amount_text(arena, discount.amount);
	if (discount.percent < 0)
		return TEXT_NONE;
	return text_format(arena, "%lld.%02lld", (long long)discount.percent / 100, (long long)discount.percent % 100);
}

/* ---- stored ---- */

struct discount discount_read(struct discount_stored stored)
{
	struct discount discount = {.percent = stored.percent};
	if (!stored.amount || !currency_parse(stored.currency, &discount.amount.currency))
		return discount;
	discount.percent = -1;
	discount.amount.minor = stored.amount;
	for (int d = currency_digits(discount.amount.currency); d < AMOUNT_DIGITS; d++)
		discount.amount.minor /= 10;
	return discount;
}

struct discount_stored discount_store(struct arena *arena, struct discount discount)
{
	if (!discount.amount.currency.code[0])
		return (struct discount_stored){discount.percent, 0, TEXT_NONE};
	return (struct discount_stored){-1, thousandths_of(discount.amount),
					text_copy(arena, text_of(discount.amount.currency.code))};
}

/* ---- tiers ---- */

static int compare_tiers(const void *a, const void *b)
{
	const struct money *x = &((const struct discount_tier *)a)->spent;
	const struct money *y = &((const struct discount_tier *)b)->spent;
	int way = strcmp(x->currency.code, y->currency.code);
	return way ? way : (x->minor > y->minor) - (x->minor < y->minor);
}

struct text discount_tiers_text(struct arena *arena, struct discount_tier *tiers, size_t count)
{
	struct text all = TEXT("");
	if (count)
		qsort(tiers, count, sizeof *tiers, compare_tiers);
	for (size_t i = 0; i < count; i++)
		all = text_format(arena, "%.*s%s%.*s: %.*s", TEXT_ARG(all), i ? "; " : "",
				  TEXT_ARG(discount_amount_text(arena, tiers[i].spent)),
				  TEXT_ARG(discount_text(arena, tiers[i].discount)));
	return all;
}

bool discount_tier_next(struct text *rest, struct discount_tier *ret_tier)
{
	struct text one, spent;
	return text_next(rest, ';', &one) && text_next(&one, ':', &spent) &&
	       discount_parse_amount(spent, (struct currency){""}, &ret_tier->spent) &&
	       discount_parse(one, &ret_tier->discount);
}
