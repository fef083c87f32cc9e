/* Reads one value into its member of a route's struct; see fields_parts.h.
 *
 * The one idea: JSON is typed and stays so ("5" is no number there); a form has only text, which is trimmed and parsed
 * by the kind of the field. Numbers are decimal integers within the declared limits: no fraction, exponent or overflow.
 */
#include "format/email_address.h"
#include "format/size.h"
#include "web/fields_parts.h"
#include "web/parts.h"

#include <string.h>

static void list_problem(const struct reading *reading, struct problem problem)
{
	if (reading->ctx->problems->count < FIELDS_PROBLEMS)
		problems_add(reading->ctx->problems, problem);
}

enum outcome fields_problem(const struct reading *reading, const char *code, const char *message)
{
	list_problem(reading, (struct problem){.field = reading->name, .code = code, .message = message});
	return INVALID;
}

enum outcome fields_problem_limits(const struct reading *reading, const char *code, const char *message)
{
	const struct route_field *field = reading->field;
	bool many = strcmp(code, "too_many") == 0;
	struct arena *arena = reading->ctx->arena;
	list_problem(reading,
		     (struct problem){.field = reading->name,
				      .code = code,
				      .message = message,
				      .values = {text_of_number(arena, many ? 0 : field->min),
						 text_of_number(arena, many ? (int64_t)field->most : field->max)}});
	return INVALID;
}

static enum outcome fields_problem_size(const struct reading *reading)
{
	list_problem(reading, (struct problem){.field = reading->name,
					       .code = "too_large",
					       .message = FILE_TOO_LARGE,
					       .values = {size_limit(reading->ctx->arena, reading->field->max)}});
	return INVALID;
}

size_t fields_size(const struct route_field *field)
{
	switch (field->kind) {
	case ROUTE_TEXT:
	case ROUTE_EMAIL:
	case ROUTE_JSON:
	case ROUTE_OBJECT:
	case ROUTE_SHAPE: return sizeof(struct text);
	case ROUTE_SECRET: return sizeof(struct secret);
	case ROUTE_COUNT:
	case ROUTE_ID: return sizeof(int64_t);
	case ROUTE_MONEY: return sizeof(struct money);
	case ROUTE_DATE: return sizeof(struct date);
	case ROUTE_INSTANT: return sizeof(struct instant);
	case ROUTE_FLAG: return sizeof(bool);
	case ROUTE_CHOICE: return sizeof(unsigned);
	case ROUTE_FILE: return sizeof(struct route_file);
	}
	return 0;
}

/* A whole number: the form's trimmed text, or a JSON number as it was written. */
static bool to_number(const struct reading *reading, const struct field *sent, int64_t *ret_number)
{
	if (reading->json)
		return sent->form == FIELD_NUMBER && text_to_number(sent->text, ret_number);
	return text_to_number(text_trim(sent->text), ret_number);
}

static enum outcome read_count(const struct reading *reading, const struct field *sent, void *ret_at)
{
	int64_t number;
	if (!to_number(reading, sent, &number))
		return fields_problem(reading, "not_a_number", N_("This needs to be a whole number."));
	if (number < reading->field->min || number > reading->field->max)
		return fields_problem_limits(reading, "out_of_range", N_("This needs to be between {0} and {1}."));
	memcpy(ret_at, &number, sizeof(number));
	return DONE;
}

static enum outcome read_id(const struct reading *reading, const struct field *sent, void *ret_at)
{
	int64_t id;
	const char *kind = reading->field->id_kind;
	route_id_check *check = route_check_of(kind);
	if (!to_number(reading, sent, &id))
		return fields_problem(reading, "not_a_number", N_("This needs to be a whole number."));
	enum outcome outcome = NOT_FOUND;
	if (id >= 1 && id <= ID_MAX && check)
		outcome = check(reading->ctx, text_of(kind), id);
	if (outcome == FAULT)
		return FAULT;
	if (outcome != DONE)
		return fields_problem(reading, "not_found", N_("There is nothing with this number."));
	memcpy(ret_at, &id, sizeof(id));
	return DONE;
}

static enum outcome read_choice(const struct reading *reading, const struct field *sent, void *ret_at)
{
	struct text word = reading->json ? sent->text : text_trim(sent->text);
	for (size_t i = 0; i < reading->field->words.count; i++)
		if (text_equal(word, text_of(reading->field->words.list[i]))) {
			unsigned place = (unsigned)i;
			memcpy(ret_at, &place, sizeof(place));
			return DONE;
		}
	return fields_problem(reading, "unknown_choice", N_("This is none of the choices."));
}

static enum outcome read_flag(const struct reading *reading, const struct field *sent, bool *ret_flag)
{
	static const struct {
		const char *word;
		bool flag;
	} words[] = {{"on", true},   {"true", true},   {"yes", true}, {"1", true}, {"", false},
		     {"off", false}, {"false", false}, {"no", false}, {"0", false}};
	if (reading->json && (sent->form == FIELD_TRUE || sent->form == FIELD_FALSE)) {
		*ret_flag = sent->form == FIELD_TRUE;
		return DONE;
	}
	for (size_t i = 0; !reading->json && i < sizeof(words) / sizeof(*words); i++)
		if (text_equal(text_trim(sent->text), text_of(words[i].word))) {
			*ret_flag = words[i].flag;
			return DONE;
		}
	return fields_problem(reading, "wrong_type", N_("This needs to be yes or no."));
}

/* {"amount": 1050, "currency": "EUR"} */
static bool money_of_members(const struct field *sent, struct money *ret_money)
{
	bool amount = false, currency = false;
	for (size_t i = 0; i < sent->item_count; i++) {
		const struct field *member = &sent->items[i];
		if (text_equal(member->name, TEXT("amount")) && member->form == FIELD_NUMBER)
			amount = text_to_number(member->text, &ret_money->minor);
		else if (text_equal(member->name, TEXT("currency")) && member->form == FIELD_TEXT)
			currency = currency_parse(member->text, &ret_money->currency);
	}
	return sent->item_count == 2 && amount && currency;
}

static enum outcome read_money(const struct reading *reading, const struct field *sent, struct money *ret_money)
{
	const struct field *currency = reading->currency;
	struct money money = {0};
	bool read = false;
	if (reading->json)
		read = sent->form == FIELD_OBJECT && money_of_members(sent, &money);
	else if (currency && currency->form == FIELD_TEXT)
		read = currency_parse(text_trim(currency->text), &money.currency) &&
		       money_parse(text_trim(sent->text), money.currency, &money);
	if (!read)
		return fields_problem(reading, "not_money", N_("This needs to be an amount with its currency."));
	if (money.minor < reading->field->min || money.minor > reading->field->max)
		return fields_problem_limits(reading, "out_of_range", N_("This amount is too small or too large."));
	*ret_money = money;
	return DONE;
}

static enum outcome read_date(const struct reading *reading, const struct field *sent, struct date *ret_date)
{
	if (date_parse(reading->json ? sent->text : text_trim(sent->text), ret_date))
		return DONE;
	return fields_problem(reading, "not_a_date", N_("This needs to be a day: year-month-day."));
}

/* "2026-11-23T16:20" of a browser's datetime-local input, in the zone of the reader's screen. */
static bool parse_local(const struct zone *zone, struct text sent, struct instant *ret_instant)
{
	struct date day;
	int64_t hour, minute;
	struct text hours = text_slice(sent, 11, 2), minutes = text_slice(sent, 14, 2);
	if (sent.size != 16 || sent.at[10] != 'T' || sent.at[13] != ':' || !date_parse(text_slice(sent, 0, 10), &day))
		return false;
	/* text_to_number() takes no leading zeros. */
	if (!text_to_number(text_starts(hours, TEXT("0")) ? text_slice(hours, 1, 1) : hours, &hour) || hour < 0 ||
	    hour > 23)
		return false;
	if (!text_to_number(text_starts(minutes, TEXT("0")) ? text_slice(minutes, 1, 1) : minutes, &minute) ||
	    minute < 0 || minute > 59)
		return false;
	struct instant utc = {day.days * DAY_US + hour * HOUR_US + minute * MINUTE_US}, guess = utc;
	/* The offset that holds there depends on the answer; the second round settles changes of the clocks. */
	for (int round = 0; round < 2; round++)
		guess = instant_add(utc, -zone_local(zone, guess).offset_s * SECOND_US);
	*ret_instant = guess;
	return true;
}

static enum outcome read_instant(const struct reading *reading, const struct field *sent, struct instant *ret_instant)
{
	struct text text = reading->json ? sent->text : text_trim(sent->text);
	const struct zone *zone = reading->ctx->zone ? reading->ctx->zone : zone_utc();
	if (instant_parse(text, ret_instant) || (!reading->json && parse_local(zone, text, ret_instant)))
		return DONE;
	return fields_problem(reading, "not_an_instant", N_("This needs to be a day and a time."));
}

static enum outcome read_email(const struct reading *reading, const struct field *sent, struct text *ret_text)
{
	struct email_address address;
	if (email_address_parse(reading->ctx->arena, sent->text, &address)) {
		*ret_text = address.shown;
		return DONE;
	}
	return fields_problem(reading, "not_an_email", N_("This is no e-mail address."));
}

static enum outcome read_file(const struct reading *reading, const struct field *sent, struct route_file *ret_file)
{
	if (sent->form != FIELD_UPLOAD)
		return fields_problem(reading, "wrong_type", N_("This needs to be a file."));
	if (sent->upload.content.size > (size_t)reading->field->max)
		return fields_problem_size(reading);
	*ret_file = sent->upload;
	return DONE;
}

static enum outcome read_json(const struct reading *reading, const struct field *sent, struct text *ret_text)
{
	struct text json = reading->json ? sent->raw : sent->text;
	if (json.size > (size_t)reading->field->max)
		return fields_problem_limits(reading, "too_large", N_("This is too large: {1} bytes are taken."));
	if (sent->form == FIELD_UPLOAD || (!reading->json && !fields_is_json(json)))
		return fields_problem(reading, "not_json", N_("This is no JSON."));
	*ret_text = json;
	return DONE;
}

/* What the members may be, only their reader knows. A form's object has been put together from its members. */
static enum outcome read_object(const struct reading *reading, const struct field *sent, struct text *ret_text)
{
	if (sent->form != FIELD_OBJECT)
		return fields_problem(reading, "wrong_type", N_("This needs to be an object."));
	if (sent->raw.size > (size_t)reading->field->max)
		return fields_problem_limits(reading, "too_large", N_("This is too large: {1} bytes are taken."));
	*ret_text = sent->raw;
	return DONE;
}

/* What holds for all kinds: nothing nested, no file where a value belongs, texts are texts. */
static enum outcome check_form(const struct reading *reading, const struct field *sent)
{
	enum route_kind kind = reading->field->kind;
	bool container = sent->form == FIELD_LIST || sent->form == FIELD_OBJECT;
	bool textual = kind == ROUTE_TEXT || kind == ROUTE_SECRET || kind == ROUTE_DATE || kind == ROUTE_INSTANT ||
		       kind == ROUTE_EMAIL || kind == ROUTE_CHOICE;
	if (kind == ROUTE_JSON || kind == ROUTE_OBJECT || kind == ROUTE_FILE)
		return DONE;
	if (container && !(kind == ROUTE_MONEY && sent->form == FIELD_OBJECT))
		return fields_problem(reading, "nested", N_("This needs to be a single value."));
	if (sent->form == FIELD_UPLOAD)
		return fields_problem(reading, "wrong_type", N_("This needs to be a value, not a file."));
	if (textual && sent->form != FIELD_TEXT)
		return fields_problem(reading, "wrong_type", N_("This needs to be text."));
	return DONE;
}

enum outcome fields_read(const struct reading *reading, const struct field *sent, void *ret_at)
{
	TRY(check_form(reading, sent));
	switch (reading->field->kind) {
	case ROUTE_TEXT: return fields_read_text(reading, sent->text, ret_at);
	case ROUTE_SECRET: return fields_read_text(reading, sent->text, &((struct secret *)ret_at)->value);
	case ROUTE_COUNT: return read_count(reading, sent, ret_at);
	case ROUTE_MONEY: return read_money(reading, sent, ret_at);
	case ROUTE_DATE: return read_date(reading, sent, ret_at);
	case ROUTE_INSTANT: return read_instant(reading, sent, ret_at);
	case ROUTE_FLAG: return read_flag(reading, sent, ret_at);
	case ROUTE_ID: return read_id(reading, sent, ret_at);
	case ROUTE_CHOICE: return read_choice(reading, sent, ret_at);
	case ROUTE_EMAIL: return read_email(reading, sent, ret_at);
	case ROUTE_FILE: return read_file(reading, sent, ret_at);
	case ROUTE_JSON: return read_json(reading, sent, ret_at);
	case ROUTE_OBJECT: return read_object(reading, sent, ret_at);
	case ROUTE_SHAPE: return FAULT; /* the compiler allows it in shapes only */
	}
	return FAULT;
}
