/* Discounts between forms and rules; see discount.h. */
#include "web/discount.h"

#include "format/discount.h"
#include "web/decimal.h"
#include "web/language.h"

#define PERCENT_DIGITS 2

/* A currency with three decimals has to tell them from thousands. */
static int digits_of(struct arena *arena, struct text unit)
{
	struct money one;
	bool known = discount_parse_amount(text_join(arena, TEXT("1"), unit), (struct currency){""}, &one);
	return known ? currency_digits(one.currency) : PERCENT_DIGITS;
}

enum outcome discount_from_form(struct context *ctx, struct text field, struct text typed, struct text *ret_text)
{
	struct discount_typed parts = discount_split(text_is_none(typed) ? TEXT("") : typed);
	struct text unit = parts.front.size ? parts.front : parts.back, number;
	*ret_text = typed;
	if (!parts.number.size)
		return DONE;
	TRY(decimal_read(ctx, field, parts.number, digits_of(ctx->arena, unit), &number));
	*ret_text =
		text_format(ctx->arena, "%.*s%.*s%.*s", TEXT_ARG(parts.front), TEXT_ARG(number), TEXT_ARG(parts.back));
	return DONE;
}

struct text discount_words(struct view *view, struct text text)
{
	struct discount discount;
	if (text_is_empty(text) || !discount_parse(text, &discount))
		return text;
	if (discount.percent < 0)
		return view_money_text(view, discount.amount);
	struct text number = discount_text(view->arena, discount);
	if (discount.percent % 100 == 0)
		number = text_slice(number, 0, number.size - 3);
	return text_format(view->arena, "%.*s %%", TEXT_ARG(decimal_shown(view->arena, view->language, number)));
}
