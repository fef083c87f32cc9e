/* A discount: a percentage, or an amount of money; and tiers of them, by what somebody has spent.
 *
 * The one idea: as text it is the same everywhere (forms, API, files, events): "12.50" is per cent, "5.00 EUR" an
 * amount. Source: behaviour §1, §3 (discount: percent or amount).
 */
#ifndef FORMAT_DISCOUNT_H
#define FORMAT_DISCOUNT_H

#include "base/money.h"

#define DISCOUNT_TIERS_MOST 20

struct discount {
	int64_t percent;     /* basis points, 0 to 10000; -1: it is no percentage */
	struct money amount; /* above nothing; without a currency: it is no amount */
};
/* Neither a percentage nor an amount. */
bool discount_is_none(struct discount discount);

/* "12.5", "12.5 %", "5.00 EUR", "eur 5": at most 100 per cent, with two decimals; an amount above nothing with no more
 * decimals than its currency has. False when it is neither. */
bool discount_parse(struct text t, struct discount *ret_discount);
/* "12.50" or "5.00 EUR"; none for none. */
struct text discount_text(struct arena *arena, struct discount discount);
/* "1000", "1000.00 EUR": an amount that says no currency is in the one that is given ("": it has to say it). False when
 * it is none, or below nothing. */
bool discount_parse_amount(struct text t, struct currency usual, struct money *ret_amount);

/* "1000.00 EUR" */
struct text discount_amount_text(struct arena *arena, struct money amount);

/* What stands in front of a number that people write, and behind it: "5 EUR" is "", "5", " EUR". */
struct discount_typed {
	struct text front, number, back;
};
struct discount_typed discount_split(struct text t);

/* As it is stored: amounts in thousandths, which no currency divides finer, so that lists compare those of all
 * currencies. None is -1, 0 and none. */
struct discount_stored {
	int64_t percent, amount;
	struct text currency;
};
struct discount discount_read(struct discount_stored stored);
struct discount_stored discount_store(struct arena *arena, struct discount discount);

/* Who has spent so much gets that. */
struct discount_tier {
	struct money spent;
	struct discount discount;
};
/* As they are kept: "1000.00 EUR: 10.00; 5000.00 EUR: 5.00 EUR", sorted by currency and amount; empty for none. */
struct text discount_tiers_text(struct arena *arena, struct discount_tier *tiers, size_t count);
/* Takes the first one off what discount_tiers_text() made. False at the end. */
bool discount_tier_next(struct text *rest, struct discount_tier *ret_tier);

#endif
