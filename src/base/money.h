/* Amounts of money as whole minor units of an ISO 4217 currency. No floating point anywhere.
 *
 * The one idea: an amount without its currency does not exist; adding two currencies is refused, not converted.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/text.h"

struct currency {
	char code[4]; /* "EUR", NUL-terminated; "" for none */
};

struct money {
	int64_t minor;
	struct currency currency;
};

/* The currency of that code in upper case, if ISO 4217 lists it as money in use. */
bool currency_parse(struct text code, struct currency *ret_currency);
/* Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD. */
int currency_digits(struct currency currency);

/* An exact decimal ("1234.5", "-0.05") in that currency. False on more digits than the currency has, on exponents,
 * blanks, overflow. */
bool money_parse(struct text t, struct currency currency, struct money *ret_money);
/* Exact decimal without grouping or currency: "1234.50". */
struct text money_decimal(struct arena *arena, struct money m);
/* False on overflow or when the currencies differ. */
bool money_add(struct money a, struct money b, struct money *ret_sum);

#endif
