/* The table of fields, and values going in and out of a row by it. */
#include "features/customers/customers_fields.h"

#include "base/money.h"
#include "format/country.h"
#include "format/discount.h"
#include "format/email_address.h"
#include "format/fold.h"
#include "format/locale_names.h"

#include <stddef.h>
#include <string.h>

static const struct customer_field_declared declared[CUSTOMER_FIELD_COUNT] = {
#define FIELD(name, word, kind, label, most) [CUSTOMER_FIELD_##name] = {word, CUSTOMER_FIELD_KIND_##kind, label, most},
#include "features/customers/customers_fields.def"
#undef FIELD
};

/* Where each field stands in the row. */
static const size_t offsets[CUSTOMER_FIELD_COUNT] = {
	[CUSTOMER_FIELD_LOGIN] = offsetof(struct customer_row, login),
	[CUSTOMER_FIELD_EMAIL] = offsetof(struct customer_row, email),
	[CUSTOMER_FIELD_SALUTATION] = offsetof(struct customer_row, salutation),
	[CUSTOMER_FIELD_TITLE] = offsetof(struct customer_row, title),
	[CUSTOMER_FIELD_FIRST_NAME] = offsetof(struct customer_row, first_name),
	[CUSTOMER_FIELD_LAST_NAME] = offsetof(struct customer_row, last_name),
	[CUSTOMER_FIELD_NAME_ORDER] = offsetof(struct customer_row, name_order),
	[CUSTOMER_FIELD_COMPANY] = offsetof(struct customer_row, company),
	[CUSTOMER_FIELD_BIRTH_DATE] = offsetof(struct customer_row, birth_date),
	[CUSTOMER_FIELD_LANGUAGE] = offsetof(struct customer_row, language),
	[CUSTOMER_FIELD_ZONE] = offsetof(struct customer_row, zone),
	[CUSTOMER_FIELD_COUNTRY] = offsetof(struct customer_row, country),
	[CUSTOMER_FIELD_CURRENCY] = offsetof(struct customer_row, currency),
	[CUSTOMER_FIELD_TYPE] = offsetof(struct customer_row, type_id),
	[CUSTOMER_FIELD_GROUP] = offsetof(struct customer_row, group_id),
	[CUSTOMER_FIELD_CHANNEL] = offsetof(struct customer_row, channel_id),
	[CUSTOMER_FIELD_REPRESENTATIVE] = offsetof(struct customer_row, representative_id),
	[CUSTOMER_FIELD_VIP] = offsetof(struct customer_row, vip),
	[CUSTOMER_FIELD_NEWSLETTER] = offsetof(struct customer_row, newsletter),
	[CUSTOMER_FIELD_DISCOUNT] = offsetof(struct customer_row, discount),
	[CUSTOMER_FIELD_BILLING_EMAIL] = offsetof(struct customer_row, billing_email),
	[CUSTOMER_FIELD_SINCE] = offsetof(struct customer_row, since),
};

const struct customer_field_declared *customer_field_declared(enum customer_field field)
{
	return &declared[field];
}

const struct customer_asked_declared customer_asked_declared[CUSTOMER_ASKED_COUNT] = {
	{"phone", N_("Phone")},
	{"address", N_("Address")},
};

bool customer_asked_is(struct text word)
{
	for (size_t i = 0; i < CUSTOMER_ASKED_COUNT; i++)
		if (text_equal(word, text_of(customer_asked_declared[i].word)))
			return true;
	return false;
}

bool customer_asks(struct text fields, const char *word)
{
	struct text one;
	while (text_next(&fields, ' ', &one))
		if (text_equal(one, text_of(word)))
			return true;
	return false;
}

bool customer_field_parse(struct text word, enum customer_field *ret_field)
{
	for (enum customer_field f = 0; f < CUSTOMER_FIELD_COUNT; f++)
		if (text_equal(word, text_of(declared[f].word))) {
			*ret_field = f;
			return true;
		}
	return false;
}

bool customers_field_is_billing(enum customer_field field)
{
	return field == CUSTOMER_FIELD_BILLING_EMAIL;
}

static struct discount own_discount(const struct customer_row *row)
{
	return discount_read((struct discount_stored){row->discount, row->discount_amount, row->discount_currency});
}

static struct text choice_text(enum customer_field field, const void *at)
{
	if (field == CUSTOMER_FIELD_SALUTATION)
		return salutation_key(*(const enum salutation *)at);
	return name_order_key(*(const enum name_order *)at);
}

struct text customers_field_text(struct arena *arena, const struct customer_row *row, enum customer_field field)
{
	const void *at = (const char *)row + offsets[field];
	int64_t number;
	switch (declared[field].kind) {
	case CUSTOMER_FIELD_KIND_choice: return choice_text(field, at);
	case CUSTOMER_FIELD_KIND_date:
		return date_is_none(*(const struct date *)at) ? TEXT_NONE
							      : date_format(arena, *(const struct date *)at);
	case CUSTOMER_FIELD_KIND_flag: return *(const bool *)at ? TEXT("yes") : TEXT("no");
	case CUSTOMER_FIELD_KIND_discount: return discount_text(arena, own_discount(row));
	case CUSTOMER_FIELD_KIND_ref:
		/* Every id is a struct of one number. */
		memcpy(&number, at, sizeof number);
		return number ? text_of_number(arena, number) : TEXT_NONE;
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_country:
	case CUSTOMER_FIELD_KIND_language:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_currency:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return *(const struct text *)at;
}

static enum outcome unfit(struct context *ctx, enum customer_field field, const char *code, const char *message,
			  struct text value)
{
	return context_invalid(ctx, text_of(declared[field].word), code, message, value, TEXT_NONE);
}

static enum outcome set_choice(struct context *ctx, void *at, enum customer_field field, struct text value)
{
	bool known = field == CUSTOMER_FIELD_SALUTATION ? text_is_empty(value) || salutation_parse(value, at)
							: text_is_empty(value) || name_order_parse(value, at);
	if (!known)
		return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), value);
	if (text_is_empty(value) && field == CUSTOMER_FIELD_SALUTATION)
		*(enum salutation *)at = SALUTATION_NONE;
	else if (text_is_empty(value))
		*(enum name_order *)at = NAME_ORDER_GIVEN_FIRST;
	return DONE;
}

static enum outcome set_date(struct context *ctx, struct date *at, enum customer_field field, struct text value)
{
	if (text_is_empty(value)) {
		if (field == CUSTOMER_FIELD_SINCE)
			return unfit(ctx, field, "required", N_("A date is needed here."), value);
		*at = DATE_NONE;
		return DONE;
	}
	struct date date;
	if (!date_parse(value, &date))
		return unfit(ctx, field, "not_a_date", N_("“{0}” is no date; write it like 2026-11-23."), value);
	if ((int64_t)date.days * DAY_US > context_now(ctx).us + DAY_US)
		return unfit(ctx, field, "future", N_("This date lies in the future."), value);
	*at = date;
	return DONE;
}

static enum outcome set_discount(struct context *ctx, struct customer_row *row, struct text value)
{
	struct discount discount = {.percent = -1};
	if (!text_is_empty(value) && !discount_parse(value, &discount))
		return unfit(ctx, CUSTOMER_FIELD_DISCOUNT, "not_a_discount",
			     N_("“{0}” is neither a percentage between 0 and 100 nor an amount like 5.00 EUR."), value);
	struct discount_stored stored = discount_store(ctx->arena, discount);
	row->discount = stored.percent;
	row->discount_amount = stored.amount;
	row->discount_currency = stored.currency;
	return DONE;
}

static enum outcome set_ref(struct context *ctx, void *at, enum customer_field field, struct text value)
{
	int64_t id = 0;
	if (!text_is_empty(value) && (!text_to_number(value, &id) || id < 1 || id > ID_MAX))
		return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), value);
	memcpy(at, &id, sizeof id);
	return DONE;
}

static enum outcome set_words(struct context *ctx, struct text *at, enum customer_field field, struct text value)
{
	int64_t most = declared[field].most;
	struct currency currency;
	struct email_address email;
	bool fits = true;
	switch (declared[field].kind) {
	case CUSTOMER_FIELD_KIND_country: fits = value.size == 2 && text_equal(country_find(value), value); break;
	case CUSTOMER_FIELD_KIND_language: fits = language_is_known(value); break;
	case CUSTOMER_FIELD_KIND_zone: fits = zone_find(value) != NULL; break;
	case CUSTOMER_FIELD_KIND_currency: fits = currency_parse(value, &currency); break;
	case CUSTOMER_FIELD_KIND_email:
		if (!email_address_parse(ctx->arena, value, &email))
			return unfit(ctx, field, "not_an_address", N_("“{0}” is no e-mail address."), value);
		value = email.shown;
		break;
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_choice:
	case CUSTOMER_FIELD_KIND_date:
	case CUSTOMER_FIELD_KIND_flag:
	case CUSTOMER_FIELD_KIND_discount:
	case CUSTOMER_FIELD_KIND_ref: break;
	}
	if (!fits)
		return unfit(ctx, field, "unknown", N_("“{0}” is none of the choices."), value);
	if (most && text_length(value) > (size_t)most)
		return unfit(ctx, field, "too_long", N_("This is too long; {0} characters are the most."),
			     text_of_number(ctx->arena, most));
	*at = value;
	return DONE;
}

struct text customers_field_normal(struct context *ctx, enum customer_field field, struct text value)
{
	struct customer_row row = {0};
	size_t before = ctx->problems->count;
	if (customers_field_set(ctx, &row, field, value) != DONE) {
		ctx->problems->count = before;
		return value;
	}
	return customers_field_text(ctx->arena, &row, field);
}

enum outcome customers_check_field(struct context *ctx, enum customer_field field, struct text value,
				   struct text *ret_value)
{
	struct customer_row row = {0};
	TRY(customers_field_set(ctx, &row, field, value));
	*ret_value = customers_field_text(ctx->arena, &row, field);
	return DONE;
}

enum outcome customers_field_set(struct context *ctx, struct customer_row *row, enum customer_field field,
				 struct text value)
{
	void *at = (char *)row + offsets[field];
	struct text trimmed = text_trim(value);
	switch (declared[field].kind) {
	case CUSTOMER_FIELD_KIND_choice: return set_choice(ctx, at, field, trimmed);
	case CUSTOMER_FIELD_KIND_date: return set_date(ctx, at, field, trimmed);
	case CUSTOMER_FIELD_KIND_flag:
		if (!text_is_empty(trimmed) && !text_equal(trimmed, TEXT("yes")) && !text_equal(trimmed, TEXT("no")))
			return unfit(ctx, field, "not_yes_or_no", N_("“{0}” is neither yes nor no."), trimmed);
		*(bool *)at = text_equal(trimmed, TEXT("yes"));
		return DONE;
	case CUSTOMER_FIELD_KIND_discount: return set_discount(ctx, row, trimmed);
	case CUSTOMER_FIELD_KIND_ref: return set_ref(ctx, at, field, trimmed);
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_country:
	case CUSTOMER_FIELD_KIND_language:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_currency:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	if (!text_is_empty(trimmed))
		return set_words(ctx, at, field, trimmed);
	*(struct text *)at = TEXT_NONE;
	return DONE;
}

static bool gives(const struct customer_row *row, struct text word)
{
	enum customer_field field;
	struct arena *arena = arena_open(4096);
	bool given = customer_field_parse(word, &field) && !text_is_empty(customers_field_text(arena, row, field));
	arena_close(arena);
	return given;
}

enum outcome customers_check_required(struct context *ctx, const struct customer_row *row)
{
	struct customer_type_requires type;
	bool found;
	TRY(customer_type_requires(ctx->reader, row->type_id, &found, &type));
	struct text words = found ? type.required_fields : TEXT(""), word;
	enum outcome outcome = DONE;
	while (text_next(&words, ' ', &word))
		if (!text_is_empty(word) && !customer_asked_is(word) && !gives(row, word))
			outcome = context_invalid(ctx, word, "required",
						  N_("This is needed for customers of this type."), TEXT_NONE);
	return outcome;
}
