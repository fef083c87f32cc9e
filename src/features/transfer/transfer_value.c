/* Countries by name, dates as Germans write them, yes in three languages: cells made values. */
#include "features/transfer/transfer_value.h"

#include "features/access/access.h"
#include "features/transfer/transfer_list.h"
#include "features/transfer/transfer_person.h"
#include "format/country.h"
#include "format/email_address.h"
#include "format/fold.h"
#include "format/line_ends.h"
#include "service/passwords.h"

#define LABEL_MOST 60
#define CELL_MOST  500
#define LONG_MOST  20000

static enum outcome unfit(struct context *ctx, const struct transfer_column *column, const char *message,
			  struct text cell)
{
	return context_invalid(ctx, transfer_column_name(ctx->arena, column), "unfit", message, cell, TEXT_NONE);
}

static const struct spelling {
	const char *folded, *value;
} flags[] = {{"yes", "yes"}, {"true", "yes"}, {"1", "yes"},    {"y", "yes"},    {"ja", "yes"},
	     {"ya", "yes"},  {"wahr", "yes"}, {"no", "no"},    {"false", "no"}, {"0", "no"},
	     {"n", "no"},    {"nein", "no"},  {"tidak", "no"}, {"falsch", "no"}},
  salutations[] = {{"mr", "mr"},     {"herr", "mr"},  {"encik", "mr"},  {"en", "mr"},
		   {"ms", "ms"},     {"mrs", "ms"},   {"frau", "ms"},   {"puan", "ms"},
		   {"miss", "miss"}, {"cik", "miss"}, {"none", "none"}, {"m", "mr"},
		   {"male", "mr"},   {"f", "ms"},     {"female", "ms"}, {"not specified", "none"}};

static struct text spelt(struct context *ctx, const struct spelling *list, size_t count, struct text cell)
{
	struct text folded = fold_case(ctx->arena, cell);
	if (text_ends(folded, TEXT(".")))
		folded = text_slice(folded, 0, folded.size - 1);
	for (size_t i = 0; i < count; i++)
		if (text_equal(folded, text_of(list[i].folded)))
			return text_of(list[i].value);
	return cell;
}
#define SPELT(ctx, list, cell) spelt(ctx, list, sizeof(list) / sizeof *(list), cell)

/* 2024-02-29, the same with a time behind it, 29.02.2024; 02/03/2024 is anybody's guess and is not read. */
static struct text date_text(struct context *ctx, struct text cell)
{
	struct text rest = cell, day, month, year;
	int64_t d, m, y;
	struct date date;
	if (cell.size > 10 && (cell.at[10] == 'T' || cell.at[10] == ' ') && date_parse(text_slice(cell, 0, 10), &date))
		return text_slice(cell, 0, 10);
	if (!text_next(&rest, '.', &day) || !text_next(&rest, '.', &month) || !text_next(&rest, '.', &year))
		return cell;
	day = text_starts(day, TEXT("0")) ? text_slice(day, 1, 2) : day;
	month = text_starts(month, TEXT("0")) ? text_slice(month, 1, 2) : month;
	if (!text_to_number(day, &d) || !text_to_number(month, &m) || !text_to_number(year, &y) || y < 1000 ||
	    y > 9999 || d > 31 || m > 12 || d < 1 || m < 1)
		return cell;
	date = date_of((int)y, (int)m, (int)d);
	return date_is_none(date) ? cell : date_format(ctx->arena, date);
}

static struct text country_text(struct text cell)
{
	struct text code = country_find(cell);
	return text_is_none(code) ? cell : code;
}

/* "de_DE", "de-AT" → de */
static struct text language_text(struct context *ctx, struct text cell)
{
	struct text lower = text_lower_ascii(ctx->arena, cell);
	bool tagged = lower.size > 2 && (lower.at[2] == '-' || lower.at[2] == '_');
	return tagged ? text_slice(lower, 0, 2) : lower;
}

/* What the field's own check reads. */
static struct text written(struct context *ctx, enum customer_field field, struct text cell)
{
	switch (customer_field_declared(field)->kind) {
	case CUSTOMER_FIELD_KIND_choice:
		return field == CUSTOMER_FIELD_SALUTATION ? SPELT(ctx, salutations, cell) : cell;
	case CUSTOMER_FIELD_KIND_date: return date_text(ctx, cell);
	case CUSTOMER_FIELD_KIND_country: return country_text(cell);
	case CUSTOMER_FIELD_KIND_language: return language_text(ctx, cell);
	case CUSTOMER_FIELD_KIND_flag: return SPELT(ctx, flags, cell);
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_currency:
	case CUSTOMER_FIELD_KIND_discount:
	case CUSTOMER_FIELD_KIND_ref:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return cell;
}

/* A name made the word of what is called so; what is not there yet, and may be made, keeps its name. */
static enum outcome named(struct context *ctx, const struct transfer_reading *reading,
			  const struct transfer_column *column, enum transfer_named kind, struct text *name)
{
	const struct transfer_name *found = transfer_name_find(ctx->arena, reading->names, kind, *name);
	if (found) {
		*name = found->word;
		return DONE;
	}
	if (text_length(*name) > 60)
		return unfit(ctx, column, N_("This is too long for a name."), *name);
	if (kind != NAMED_TAG && (kind == NAMED_STAFF || !reading->make_missing))
		return unfit(ctx, column, N_("There is nothing called “{0}” here."), *name);
	return DONE;
}

static enum outcome field_value(struct context *ctx, const struct transfer_reading *reading,
				const struct transfer_column *column, struct text cell, struct text *ret_value)
{
	enum customer_field field = (enum customer_field)column->which;
	*ret_value = written(ctx, field, cell);
	if (field == CUSTOMER_FIELD_TYPE)
		return named(ctx, reading, column, NAMED_TYPE, ret_value);
	if (field == CUSTOMER_FIELD_GROUP)
		return named(ctx, reading, column, NAMED_GROUP, ret_value);
	if (field == CUSTOMER_FIELD_CHANNEL)
		return named(ctx, reading, column, NAMED_CHANNEL, ret_value);
	if (field == CUSTOMER_FIELD_REPRESENTATIVE)
		return named(ctx, reading, column, NAMED_STAFF, ret_value);
	return customers_check_field(ctx, field, *ret_value, ret_value);
}

static struct text with_instead(struct arena *arena, struct text cell, char from, char to)
{
	char *at = (char *)(uintptr_t)text_copy(arena, cell).at;
	for (size_t i = 0; i < cell.size; i++)
		at[i] = at[i] == from ? to : at[i];
	return (struct text){at, cell.size};
}

static enum outcome list_value(struct context *ctx, const struct transfer_reading *reading,
			       const struct transfer_column *column, struct text cell, struct text *ret_value)
{
	const struct text *given;
	bool tags = column->part == TRANSFER_TAGS; /* hold no comma and no semicolon, so either stands between them */
	size_t count = transfer_list_read(ctx->arena, tags ? with_instead(ctx->arena, cell, ',', ';') : cell, &given);
	struct text *pieces = arena_take_array(ctx->arena, count, sizeof *pieces);
	enum transfer_named kind = tags ? NAMED_TAG : column->part == TRANSFER_GROUPS ? NAMED_GROUP : NAMED_CHANNEL;
	for (size_t i = 0; i < count; i++) {
		pieces[i] = given[i];
		if (tags && text_find(given[i], TEXT(";"), 0) != SIZE_MAX)
			return unfit(ctx, column, N_("A tag holds no comma and no semicolon."), given[i]);
		TRY(named(ctx, reading, column, kind, &pieces[i]));
	}
	*ret_value = transfer_list_write(ctx->arena, pieces, count);
	return DONE;
}

static enum outcome access_value(struct context *ctx, const struct transfer_column *column, struct text cell,
				 struct text *ret_value)
{
	enum activation activation;
	enum approval approval;
	struct instant until;
	bool fits = true;
	switch ((enum transfer_axis)column->which) {
	case AXIS_ACTIVATION: fits = activation_parse(cell, &activation); break;
	case AXIS_APPROVAL: fits = approval_parse(cell, &approval); break;
	case AXIS_SUSPENDED_UNTIL:
		fits = instant_parse(cell, &until);
		cell = fits ? instant_format(ctx->arena, until) : cell;
		break;
	case AXIS_GUEST:
	case AXIS_ACTIVE:
	case AXIS_BLOCKED:
		cell = SPELT(ctx, flags, cell);
		fits = text_equal(cell, TEXT("yes")) || text_equal(cell, TEXT("no"));
		break;
	case AXIS_SUSPENDED:
		cell = with_instead(ctx->arena, cell, ';', ' ');
		fits = access_functions_parse(cell).bits != 0;
		cell = fits ? access_functions_format(ctx->arena, access_functions_parse(cell)) : cell;
		break;
	case AXIS_COUNT: break;
	}
	*ret_value = cell;
	return fits ? DONE : unfit(ctx, column, N_("“{0}” is none of the choices."), cell);
}

/* Up to three decimals, as thousandths. */
static bool read_thousandths(struct text value, int64_t *ret_number)
{
	struct text rest = value, whole, fraction = TEXT("");
	bool negative = text_starts(value, TEXT("-"));
	int64_t number, part = 0;
	text_next(&rest, '.', &whole);
	if (!text_is_none(rest))
		text_next(&rest, '.', &fraction);
	whole = negative ? text_slice(whole, 1, SIZE_MAX) : whole;
	if (!text_to_number(whole, &number) || number < 0 || number > INT64_MAX / 1000000 || fraction.size > 3)
		return false;
	for (size_t i = 0; i < 3; i++) {
		char digit = i < fraction.size ? fraction.at[i] : '0';
		if (digit < '0' || digit > '9')
			return false;
		part = part * 10 + (digit - '0');
	}
	*ret_number = negative ? -(number * 1000 + part) : number * 1000 + part;
	return true;
}

bool transfer_attribute_number(enum attribute_kind kind, struct text value, int64_t *ret_number)
{
	struct date date;
	if (kind == ATTRIBUTE_KIND_NUMBER)
		return read_thousandths(value, ret_number);
	if (kind == ATTRIBUTE_KIND_DATE && date_parse(value, &date)) {
		*ret_number = date.days;
		return true;
	}
	*ret_number = text_equal(value, TEXT("yes"));
	return kind == ATTRIBUTE_KIND_FLAG;
}

static enum outcome attribute_value(struct context *ctx, const struct transfer_reading *reading,
				    const struct transfer_column *column, struct text cell, struct text *ret_value)
{
	const struct transfer_name *attribute =
		transfer_name_find(ctx->arena, reading->names, NAMED_ATTRIBUTE, column->name);
	enum attribute_kind kind = attribute ? attribute->kind : ATTRIBUTE_KIND_TEXT;
	int64_t number;
	bool fits = true;
	if (kind == ATTRIBUTE_KIND_FLAG) {
		cell = SPELT(ctx, flags, cell);
		fits = text_equal(cell, TEXT("yes")) || text_equal(cell, TEXT("no"));
	} else if (kind == ATTRIBUTE_KIND_DATE || kind == ATTRIBUTE_KIND_NUMBER) {
		cell = kind == ATTRIBUTE_KIND_DATE ? date_text(ctx, cell) : cell;
		fits = transfer_attribute_number(kind, cell, &number);
	}
	*ret_value = cell;
	fits = fits && kind != ATTRIBUTE_KIND_PICTURE;
	return fits ? DONE : unfit(ctx, column, N_("“{0}” does not fit this attribute."), cell);
}

static enum outcome email_value(struct context *ctx, const struct transfer_column *column, struct text cell,
				struct text *ret_value)
{
	struct email_address email;
	if (!email_address_parse(ctx->arena, cell, &email))
		return unfit(ctx, column, N_("“{0}” is no e-mail address."), cell);
	*ret_value = email.shown;
	return DONE;
}

static enum outcome verification_value(struct context *ctx, const struct transfer_column *column, struct text cell,
				       struct text *ret_value)
{
	enum verification verification;
	*ret_value = cell;
	return verification_parse(cell, &verification) ? DONE
						       : unfit(ctx, column, N_("“{0}” is none of the choices."), cell);
}

static enum outcome consent_value(struct context *ctx, const struct transfer_column *column, struct text cell)
{
	enum consent_state state;
	return consent_state_parse(cell, &state) ? DONE : unfit(ctx, column, N_("“{0}” is none of the choices."), cell);
}

static enum outcome address_value(struct context *ctx, const struct transfer_column *column, struct text cell,
				  struct text *ret_value)
{
	*ret_value = cell;
	if (column->which == ADDRESS_CELL_COUNTRY)
		*ret_value = country_text(cell);
	if (column->which != ADDRESS_CELL_SHIPPING && column->which != ADDRESS_CELL_BILLING)
		return DONE;
	cell = SPELT(ctx, flags, cell);
	bool yes = text_equal(cell, TEXT("yes"));
	*ret_value = yes ? TEXT("yes") : TEXT_NONE;
	return yes || text_equal(cell, TEXT("no")) ? DONE
						   : unfit(ctx, column, N_("“{0}” is neither yes nor no."), cell);
}

static size_t most_of(const struct transfer_column *column)
{
	if (column->part == TRANSFER_ATTRIBUTE)
		return LONG_MOST;
	bool label = column->part == TRANSFER_ADDRESS && column->which == ADDRESS_CELL_LABEL;
	return column->part == TRANSFER_PHONE || label ? LABEL_MOST : CELL_MOST;
}

/* Longer than anything that is kept, or with characters that nobody can see. */
static enum outcome check_text(struct context *ctx, const struct transfer_column *column, struct text cell)
{
	bool attribute = column->part == TRANSFER_ATTRIBUTE;
	if (text_length(cell) > most_of(column))
		return unfit(ctx, column, N_("This is too long."), cell);
	bool lines = text_find(cell, TEXT("\n"), 0) != SIZE_MAX || text_find(cell, TEXT("\t"), 0) != SIZE_MAX;
	if (!line_ends_are_plain(cell) || (lines && !attribute))
		return unfit(ctx, column, N_("There is a control character or a line's end in it."), cell);
	return DONE;
}

/* Some shops keep a street of two lines in one cell. */
static struct text in_one_line(struct arena *arena, struct text cell)
{
	struct text rest = cell, line, joined = TEXT("");
	if (text_find(cell, TEXT("\n"), 0) == SIZE_MAX)
		return cell;
	while (text_next(&rest, '\n', &line)) {
		line = text_trim(line);
		if (line.size)
			joined =
				joined.size ? text_format(arena, "%.*s, %.*s", TEXT_ARG(joined), TEXT_ARG(line)) : line;
	}
	return joined;
}

enum outcome transfer_value(struct context *ctx, const struct transfer_reading *reading,
			    const struct transfer_column *column, struct text cell, struct text *ret_value)
{
	if (column->part == TRANSFER_ADDRESS)
		cell = in_one_line(ctx->arena, cell);
	if (column->part == TRANSFER_ATTRIBUTE)
		cell = line_ends_plain(ctx->arena, cell);
	TRY(check_text(ctx, column, cell));
	*ret_value = cell;
	switch (column->part) {
	case TRANSFER_FIELD: return field_value(ctx, reading, column, cell, ret_value);
	case TRANSFER_ACCESS: return access_value(ctx, column, cell, ret_value);
	case TRANSFER_CONSENT: return consent_value(ctx, column, cell);
	case TRANSFER_EMAIL: return email_value(ctx, column, cell, ret_value);
	case TRANSFER_EMAIL_VERIFICATION: return verification_value(ctx, column, cell, ret_value);
	case TRANSFER_ADDRESS: return address_value(ctx, column, cell, ret_value);
	case TRANSFER_TAGS:
	case TRANSFER_GROUPS:
	case TRANSFER_CHANNELS: return list_value(ctx, reading, column, cell, ret_value);
	case TRANSFER_ATTRIBUTE: return attribute_value(ctx, reading, column, cell, ret_value);
	case TRANSFER_PASSWORD: return passwords_check_foreign(ctx, transfer_column_name(ctx->arena, column), cell);
	case TRANSFER_TAX_ID: *ret_value = column->which == TAX_COUNTRY ? country_text(cell) : cell; return DONE;
	case TRANSFER_SKIP:
	case TRANSFER_ID:
	case TRANSFER_SYSTEM:
	case TRANSFER_PHONE:
	case TRANSFER_EXTERNAL: break;
	}
	return DONE;
}
