/* What fits each kind of attribute, and the one form in which it is kept. */
#include "features/attributes/attributes.h"

#include "format/colour.h"
#include "format/fold.h"
#include "format/line_ends.h"
#include "format/url.h"

#define TEXT_MOST      200
#define LONG_TEXT_MOST 10000
#define URL_MOST       500
#define NUMBER_MOST    INT64_C(999999999999) /* before the point; times a thousand fits 2^53 with room */

const char *attribute_kind_words(enum attribute_kind kind)
{
	switch (kind) {
	case ATTRIBUTE_KIND_TEXT: return N_("Text");
	case ATTRIBUTE_KIND_LONG_TEXT: return N_("Long text");
	case ATTRIBUTE_KIND_NUMBER: return N_("Number with decimals");
	case ATTRIBUTE_KIND_DATE: return N_("Date");
	case ATTRIBUTE_KIND_FLAG: return N_("Yes or no");
	case ATTRIBUTE_KIND_CHOICE: return N_("Choice");
	case ATTRIBUTE_KIND_URL: return N_("Web address");
	case ATTRIBUTE_KIND_COLOUR: return N_("Colour");
	case ATTRIBUTE_KIND_PICTURE: return N_("Picture");
	}
	return "";
}

static enum outcome unfit(struct context *ctx, const struct attribute *attribute, const char *code, const char *message,
			  struct text value)
{
	return context_invalid(ctx, attribute->row.word, code, message, value, TEXT_NONE);
}

/* Decimal with up to three places, exact: "-12.5" is -12500 thousandths. */
static bool parse_thousandths(struct text t, int64_t *ret_number)
{
	bool negative = text_starts(t, TEXT("-"));
	struct text rest = negative ? text_slice(t, 1, t.size) : t, whole, part = TEXT("");
	int64_t units, places = 0;
	text_next(&rest, '.', &whole);
	if (!text_is_none(rest)) {
		part = rest;
		if (!part.size)
			return false;
	}
	if (!text_to_number(whole, &units) || units < 0 || units > NUMBER_MOST || part.size > ATTRIBUTE_DECIMALS)
		return false;
	for (size_t i = 0; i < ATTRIBUTE_DECIMALS; i++) {
		char digit = i < part.size ? part.at[i] : '0';
		if (digit < '0' || digit > '9')
			return false;
		places = places * 10 + (digit - '0');
	}
	*ret_number = (units * 1000 + places) * (negative ? -1 : 1);
	return true;
}

/* Without zeros at the end: "12.5", "-0.25", "3". */
static struct text format_thousandths(struct arena *arena, int64_t number)
{
	long long size = number < 0 ? -number : number;
	struct text t = text_format(arena, "%s%lld.%03lld", number < 0 ? "-" : "", size / 1000, size % 1000);
	while (text_ends(t, TEXT("0")))
		t.size--;
	if (text_ends(t, TEXT(".")))
		t.size--;
	return t;
}

static enum outcome check_number(struct context *ctx, const struct attribute *attribute, struct text value,
				 struct attribute_value *ret)
{
	if (!parse_thousandths(value, &ret->number))
		return unfit(ctx, attribute, "not_a_number",
			     N_("“{0}” is no number with at most three decimals; write it like 12.5."), value);
	ret->has_number = true;
	ret->text = format_thousandths(ctx->arena, ret->number);
	return DONE;
}

static enum outcome check_date(struct context *ctx, const struct attribute *attribute, struct text value,
			       struct attribute_value *ret)
{
	struct date date;
	if (!date_parse(value, &date))
		return unfit(ctx, attribute, "not_a_date", N_("“{0}” is no date; write it like 2026-11-23."), value);
	ret->has_number = true;
	ret->number = date.days;
	return DONE;
}

static enum outcome check_flag(struct context *ctx, const struct attribute *attribute, struct text value,
			       struct attribute_value *ret)
{
	bool yes = text_equal(value, TEXT("yes"));
	if (!yes && !text_equal(value, TEXT("no")))
		return unfit(ctx, attribute, "not_yes_or_no", N_("“{0}” is neither yes nor no."), value);
	ret->has_number = true;
	ret->number = yes;
	return DONE;
}

/* Blind to case and accents, kept as the option is written. */
static enum outcome check_choice(struct context *ctx, const struct attribute *attribute, struct text value,
				 struct attribute_value *ret)
{
	struct text folded = fold_sort(ctx->arena, value);
	for (size_t i = 0; i < attribute->option_count; i++)
		if (text_equal(fold_sort(ctx->arena, attribute->options[i]), folded)) {
			ret->text = attribute->options[i];
			return DONE;
		}
	return unfit(ctx, attribute, "unknown", N_("“{0}” is none of the choices."), value);
}

static enum outcome check_length(struct context *ctx, const struct attribute *attribute, struct text value, size_t most)
{
	if (text_length(value) <= most)
		return DONE;
	return unfit(ctx, attribute, "too_long", N_("This is too long; {0} characters are the most."),
		     text_of_number(ctx->arena, (int64_t)most));
}

static enum outcome check_kind(struct context *ctx, const struct attribute *attribute, struct text value,
			       struct attribute_value *ret)
{
	switch (attribute->row.kind) {
	case ATTRIBUTE_KIND_TEXT: return check_length(ctx, attribute, value, TEXT_MOST);
	case ATTRIBUTE_KIND_LONG_TEXT: return check_length(ctx, attribute, value, LONG_TEXT_MOST);
	case ATTRIBUTE_KIND_NUMBER: return check_number(ctx, attribute, value, ret);
	case ATTRIBUTE_KIND_DATE: return check_date(ctx, attribute, value, ret);
	case ATTRIBUTE_KIND_FLAG: return check_flag(ctx, attribute, value, ret);
	case ATTRIBUTE_KIND_CHOICE: return check_choice(ctx, attribute, value, ret);
	case ATTRIBUTE_KIND_URL:
		if (!url_is_web(value))
			return unfit(ctx, attribute, "not_a_url",
				     N_("“{0}” is no address of the web; it begins with https://."), value);
		return check_length(ctx, attribute, value, URL_MOST);
	case ATTRIBUTE_KIND_COLOUR:
		if (!colour_parse(ctx->arena, value, &ret->text))
			return unfit(ctx, attribute, "not_a_colour", N_("“{0}” is no colour; write it like #0a6a70."),
				     value);
		return DONE;
	case ATTRIBUTE_KIND_PICTURE:
		if (!file_token_is_one(value))
			return unfit(ctx, attribute, "not_a_picture",
				     N_("“{0}” is no picture. Pictures are sent by themselves."), value);
		return DONE;
	}
	return FAULT;
}

enum outcome attributes_check(struct context *ctx, const struct attribute *attribute, struct text value,
			      struct attribute_value *ret_value)
{
	struct text trimmed = fold_nfc(ctx->arena, text_trim(line_ends_plain(ctx->arena, value)));
	*ret_value = (struct attribute_value){.text = text_is_none(trimmed) ? TEXT("") : trimmed};
	if (text_is_empty(trimmed) && attribute->row.required)
		return unfit(ctx, attribute, "required", N_("This is needed."), TEXT_NONE);
	if (text_is_empty(trimmed))
		return DONE;
	if (!line_ends_are_plain(trimmed))
		return unfit(ctx, attribute, "control_character", N_("This holds characters that cannot be shown."),
			     TEXT_NONE);
	TRY(check_kind(ctx, attribute, trimmed, ret_value));
	if (!ret_value->has_number && attribute->row.kind != ATTRIBUTE_KIND_PICTURE)
		ret_value->folded = fold_lines(ctx->arena, &ret_value->text, 1);
	return DONE;
}
