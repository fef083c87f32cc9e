/* Decimal text to minor units and back. Which currencies there are: currencies.c. */
#include "base/money.h"

/* An optional minus, digits, and behind a point at least one digit. */
static bool is_decimal(struct text t, size_t *ret_fraction)
{
	if (t.size && t.at[0] == '-')
		t = text_slice(t, 1, t.size);
	size_t point = text_find(t, TEXT("."), 0);
	size_t whole = point == SIZE_MAX ? t.size : point;
	size_t fraction = point == SIZE_MAX ? 0 : t.size - point - 1;
	if (whole == 0 || (point != SIZE_MAX && fraction == 0))
		return false;
	for (size_t i = 0; i < t.size; i++)
		if (i != point && (t.at[i] < '0' || t.at[i] > '9'))
			return false;
	*ret_fraction = fraction;
	return true;
}

static bool push_digit(int64_t *minor, int digit)
{
	/* Counted downwards, since INT64_MIN has no positive twin. */
	return !__builtin_mul_overflow(*minor, 10, minor) && !__builtin_sub_overflow(*minor, digit, minor);
}

bool money_parse(struct text t, struct currency currency, struct money *ret_money)
{
	size_t fraction;
	size_t digits = (size_t)currency_digits(currency);
	if (!currency.code[0] || !is_decimal(t, &fraction) || fraction > digits)
		return false;
	int64_t minor = 0;
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] >= '0' && t.at[i] <= '9' && !push_digit(&minor, t.at[i] - '0'))
			return false;
	for (; fraction < digits; fraction++)
		if (!push_digit(&minor, 0))
			return false;
	bool negative = t.at[0] == '-';
	if (!negative && minor == INT64_MIN)
		return false;
	*ret_money = (struct money){negative ? minor : -minor, currency};
	return true;
}

struct text money_decimal(struct arena *arena, struct money m)
{
	int digits = currency_digits(m.currency);
	unsigned long long size = m.minor < 0 ? 0 - (unsigned long long)m.minor : (unsigned long long)m.minor;
	const char *sign = m.minor < 0 ? "-" : "";
	if (digits == 0)
		return text_format(arena, "%s%llu", sign, size);
	unsigned long long unit = 1;
	for (int i = 0; i < digits; i++)
		unit *= 10;
	return text_format(arena, "%s%llu.%0*llu", sign, size / unit, digits, size % unit);
}

bool money_add(struct money a, struct money b, struct money *ret_sum)
{
	int64_t minor;
	if (!text_equal(text_of(a.currency.code), text_of(b.currency.code)) ||
	    __builtin_add_overflow(a.minor, b.minor, &minor))
		return false;
	*ret_sum = (struct money){minor, a.currency};
	return true;
}
