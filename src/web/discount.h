/* Discounts in forms and before people's eyes; how they are kept: format/discount.h. */
#ifndef WEB_DISCOUNT_H
#define WEB_DISCOUNT_H

#include "context/context.h"
#include "web/view.h"

/* What was typed ("12,5 %", "1.500 EUR") with its number as decimal_read() gives it, for the rule to read or refuse.
 * INVALID, with a problem at `field`, when the number may be two. */
enum outcome discount_from_form(struct context *ctx, struct text field, struct text typed,
				struct text *ret_text) MUST_USE;

/* "12.50" as "12,50 %", "5.00 EUR" as "5,00 €", in the reader's language; none for none. */
struct text discount_words(struct view *view, struct text discount);

#endif
