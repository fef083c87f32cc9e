/* Fields of labels as text: read from a row, checked and put into it. */
#include "features/labels/labels_fields.h"

#include "features/customers/customers.h"
#include "format/colour.h"
#include "format/country.h"
#include "format/discount.h"
#include "format/email_address.h"
#include "format/locale_names.h"
#include "format/url.h"
#include "service/settings.h"

#include <stddef.h>

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
	if (declared[field].kind == LABEL_FIELD_KIND_discount)
		return discount_text(arena, discount_read((struct discount_stored){row->discount, row->discount_amount,
										   row->discount_currency}));
	struct text value = *(const struct text *)at;
	return text_is_empty(value) ? TEXT_NONE : value;
}

static enum outcome unfit(struct context *ctx, enum label_field field, const char *code, const char *message,
			  struct text value)
{
	return context_invalid(ctx, text_of(declared[field].word), code, message, value, TEXT_NONE);
}

static enum outcome set_discount(struct context *ctx, struct label_rows *row, struct text value)
{
	struct discount discount = {0};
	if (!text_is_empty(value) && !discount_parse(value, &discount))
		return unfit(ctx, LABEL_FIELD_DISCOUNT, "not_a_discount",
			     N_("“{0}” is neither a percentage between 0 and 100 nor an amount like 5.00 EUR."), value);
	struct discount_stored stored = discount_store(ctx->arena, discount);
	/* Of a label, nothing per cent is none. */
	row->discount = stored.percent < 0 ? 0 : stored.percent;
	row->discount_amount = stored.amount;
	row->discount_currency = stored.currency;
	return DONE;
}

static enum outcome read_tier(struct context *ctx, struct currency usual, struct text line, struct discount_tier *tier)
{
	struct text rest = line, spent;
	text_next(&rest, ':', &spent);
	if (!discount_parse_amount(spent, usual, &tier->spent) || tier->spent.minor == 0)
		return unfit(ctx, LABEL_FIELD_TIERS, "not_an_amount",
			     N_("“{0}” is no amount above 0; write it like 500.00 or 500.00 EUR."), text_trim(spent));
	rest = text_is_none(rest) ? TEXT("") : text_trim(rest);
	if (!discount_parse(rest, &tier->discount))
		return unfit(ctx, LABEL_FIELD_TIERS, "not_a_discount",
			     N_("“{0}” is neither a percentage between 0 and 100 nor an amount like 5.00 EUR."), rest);
	return DONE;
}

static bool stands_twice(const struct discount_tier *tiers, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++)
		if (tiers[i].spent.minor == tiers[count - 1].spent.minor &&
		    text_equal(text_of(tiers[i].spent.currency.code), text_of(tiers[count - 1].spent.currency.code)))
			return true;
	return false;
}

/* "1000: 10; 5000 EUR: 5 EUR" in any order; an amount without a currency is in the business's. */
static enum outcome set_tiers(struct context *ctx, struct label_rows *row, struct text value)
{
	struct discount_tier tiers[DISCOUNT_TIERS_MOST];
	struct currency usual = {""};
	struct text code, rest = value, line;
	size_t count = 0;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &code));
	(void)currency_parse(code, &usual);
	while (text_next(&rest, ';', &line)) {
		if (text_is_empty(text_trim(line)))
			continue;
		if (count == DISCOUNT_TIERS_MOST)
			return unfit(ctx, LABEL_FIELD_TIERS, "too_many", N_("At most {0} amounts fit here."),
				     text_of_number(ctx->arena, DISCOUNT_TIERS_MOST));
		TRY(read_tier(ctx, usual, line, &tiers[count++]));
		if (stands_twice(tiers, count))
			return unfit(ctx, LABEL_FIELD_TIERS, "twice", N_("“{0}” stands here twice."),
				     text_trim(text_slice(line, 0, text_find(line, TEXT(":"), 0))));
	}
	row->tiers = count ? discount_tiers_text(ctx->arena, tiers, count) : TEXT_NONE;
	return DONE;
}

/* What types may ask for: the fields of customers, and what there is beside them. */
#define ASKABLE (CUSTOMER_FIELD_COUNT + CUSTOMER_ASKED_COUNT)

static const char *askable(size_t i)
{
	return i < CUSTOMER_FIELD_COUNT ? customer_field_declared((enum customer_field)i)->word
					: customer_asked_declared[i - CUSTOMER_FIELD_COUNT].word;
}

/* Each word may be asked for; a word that stands twice is kept once. */
static enum outcome set_fields(struct context *ctx, struct text *at, enum label_field field, struct text value)
{
	bool chosen[ASKABLE] = {false};
	struct text rest = value, word, all = TEXT("");
	while (text_next(&rest, ' ', &word)) {
		size_t one = 0;
		if (text_is_empty(word))
			continue;
		while (one < ASKABLE && !text_equal(word, text_of(askable(one))))
			one++;
		if (one == ASKABLE)
			return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), word);
		if (one == CUSTOMER_FIELD_NEWSLETTER && field == LABEL_FIELD_REQUIRED_FIELDS)
			return unfit(ctx, field, "freely_given",
				     N_("The newsletter can be asked for, but not be required: who agrees does so "
					"freely."),
				     word);
		chosen[one] = true;
	}
	for (size_t i = 0; i < ASKABLE; i++)
		if (chosen[i])
			all = text_format(ctx->arena, "%.*s%s%s", TEXT_ARG(all), all.size ? " " : "", askable(i));
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
	case LABEL_FIELD_KIND_discount:
	case LABEL_FIELD_KIND_tiers:
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
	if (declared[field].kind == LABEL_FIELD_KIND_discount)
		return set_discount(ctx, row, trimmed);
	if (declared[field].kind == LABEL_FIELD_KIND_tiers)
		return set_tiers(ctx, row, trimmed);
	return set_text(ctx, row, field, trimmed);
}
