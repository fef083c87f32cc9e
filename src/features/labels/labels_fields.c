/* Fields of labels as text: read from a row, checked and put into it. */
#include "features/labels/labels_fields.h"

#include "base/money.h"
#include "features/customers/customers.h"
#include "format/colour.h"
#include "format/country.h"
#include "format/email_address.h"
#include "format/locale_names.h"
#include "format/url.h"

#include <stddef.h>

#define TYPES    (1u << LABEL_TYPE)
#define GROUPS   (1u << LABEL_GROUP)
#define CHANNELS (1u << LABEL_CHANNEL)
#define TAGS     (1u << LABEL_TAG)

static const struct label_field_declared declared[] = {
#define LABEL_FIELD(name, word, kind, who, label, most) {#word, LABEL_FIELD_KIND_##kind, who, label, most},
#include "features/labels/labels_fields.def"
#undef LABEL_FIELD
};

static const size_t offsets[] = {
#define LABEL_FIELD(name, word, kind, who, label, most) offsetof(struct label_rows, word),
#include "features/labels/labels_fields.def"
#undef LABEL_FIELD
};

const struct label_field_declared *label_field_declared(enum label_field field)
{
	return &declared[field];
}

bool label_has_field(enum label_kind kind, enum label_field field)
{
	return (declared[field].who >> kind) & 1;
}

struct text labels_field_text(struct arena *arena, const struct label_rows *row, enum label_field field)
{
	const void *at = (const char *)row + offsets[field];
	if (declared[field].kind == LABEL_FIELD_KIND_flag)
		return *(const bool *)at ? TEXT("yes") : TEXT("no");
	if (declared[field].kind == LABEL_FIELD_KIND_percent) {
		long long points = *(const int64_t *)at;
		return text_format(arena, "%lld.%02lld", points / 100, points % 100);
	}
	struct text value = *(const struct text *)at;
	return text_is_empty(value) ? TEXT_NONE : value;
}

static enum outcome unfit(struct context *ctx, enum label_field field, const char *code, const char *message,
			  struct text value)
{
	return context_invalid(ctx, text_of(declared[field].word), code, message, value, TEXT_NONE);
}

/* Percent with up to two decimals, as basis points. */
static bool parse_percent(struct text value, int64_t *ret_points)
{
	struct text rest = value, whole, part = TEXT("");
	int64_t units, points = 0;
	text_next(&rest, '.', &whole);
	if (!text_is_none(rest))
		part = rest;
	if (!text_to_number(whole, &units) || units < 0 || units > 100 || part.size > 2)
		return false;
	for (size_t i = 0; i < 2; i++) {
		char digit = i < part.size ? part.at[i] : '0';
		if (digit < '0' || digit > '9')
			return false;
		points = points * 10 + (digit - '0');
	}
	*ret_points = units * 100 + points;
	return *ret_points <= 10000;
}

/* Each word is a field of customers; a word that stands twice is kept once. */
static enum outcome set_fields(struct context *ctx, struct text *at, enum label_field field, struct text value)
{
	bool chosen[CUSTOMER_FIELD_COUNT] = {false};
	struct text rest = value, word, all = TEXT("");
	while (text_next(&rest, ' ', &word)) {
		enum customer_field one;
		if (text_is_empty(word))
			continue;
		if (!customer_field_parse(word, &one))
			return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), word);
		chosen[one] = true;
	}
	for (enum customer_field f = 0; f < CUSTOMER_FIELD_COUNT; f++)
		if (chosen[f])
			all = text_format(ctx->arena, "%.*s%s%s", TEXT_ARG(all), all.size ? " " : "",
					  customer_field_declared(f)->word);
	*at = all;
	return DONE;
}

static enum outcome set_coded(struct context *ctx, struct text *at, enum label_field field, struct text value)
{
	struct currency currency;
	struct email_address email;
	bool fits = true;
	switch (declared[field].kind) {
	case LABEL_FIELD_KIND_colour:
		if (!colour_parse(ctx->arena, value, at))
			return unfit(ctx, field, "not_a_colour", N_("“{0}” is no colour; write it like #0a6a70."),
				     value);
		return DONE;
	case LABEL_FIELD_KIND_email:
		if (!email_address_parse(ctx->arena, value, &email))
			return unfit(ctx, field, "not_an_address", N_("“{0}” is no e-mail address."), value);
		*at = email.shown;
		return DONE;
	case LABEL_FIELD_KIND_url:
		if (!url_is_web(value))
			return unfit(ctx, field, "not_a_url",
				     N_("“{0}” is no address of the web; it begins with https://."), value);
		break;
	case LABEL_FIELD_KIND_language: fits = language_is_known(value); break;
	case LABEL_FIELD_KIND_currency: fits = currency_parse(value, &currency); break;
	case LABEL_FIELD_KIND_country: fits = value.size == 2 && text_equal(country_find(value), value); break;
	case LABEL_FIELD_KIND_text:
	case LABEL_FIELD_KIND_flag:
	case LABEL_FIELD_KIND_percent:
	case LABEL_FIELD_KIND_fields: break;
	}
	if (!fits)
		return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), value);
	*at = value;
	return DONE;
}

/* Tags travel in one cell of a table with commas between. */
static bool holds_separator(struct text name)
{
	return text_find(name, TEXT(","), 0) != SIZE_MAX || text_find(name, TEXT(";"), 0) != SIZE_MAX;
}

static enum outcome set_text(struct context *ctx, struct label_rows *row, enum label_field field, struct text value)
{
	struct text *at = (struct text *)(void *)((char *)row + offsets[field]);
	if (text_length(value) > declared[field].most)
		return unfit(ctx, field, "too_long", N_("This is too long; {0} characters are the most."),
			     text_of_number(ctx->arena, (int64_t)declared[field].most));
	if (declared[field].kind == LABEL_FIELD_KIND_fields)
		return set_fields(ctx, at, field, value);
	if (text_is_empty(value)) {
		if (field == LABEL_FIELD_NAME)
			return unfit(ctx, field, "required", N_("A name is needed."), value);
		if (field == LABEL_FIELD_COLOUR || field == LABEL_FIELD_LANGUAGE || field == LABEL_FIELD_CURRENCY)
			return unfit(ctx, field, "required", N_("This is needed."), value);
		*at = TEXT_NONE;
		return DONE;
	}
	if (declared[field].kind != LABEL_FIELD_KIND_text)
		return set_coded(ctx, at, field, value);
	if (row->kind == LABEL_TAG && holds_separator(value))
		return unfit(ctx, field, "separator", N_("A tag holds no comma and no semicolon."), value);
	*at = value;
	return DONE;
}

enum outcome label_field_set(struct context *ctx, struct label_rows *row, enum label_field field, struct text value)
{
	void *at = (char *)row + offsets[field];
	struct text trimmed = text_trim(value);
	if (declared[field].kind == LABEL_FIELD_KIND_flag) {
		*(bool *)at = text_equal(trimmed, TEXT("yes"));
		if (!*(bool *)at && !text_is_empty(trimmed) && !text_equal(trimmed, TEXT("no")))
			return unfit(ctx, field, "not_yes_or_no", N_("“{0}” is neither yes nor no."), trimmed);
		return DONE;
	}
	if (declared[field].kind == LABEL_FIELD_KIND_percent) {
		if (!parse_percent(text_is_empty(trimmed) ? TEXT("0") : trimmed, at))
			return unfit(ctx, field, "not_a_percentage", N_("“{0}” is no percentage between 0 and 100."),
				     trimmed);
		return DONE;
	}
	return set_text(ctx, row, field, trimmed);
}
