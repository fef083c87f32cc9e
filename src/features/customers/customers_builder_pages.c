/* The small form that makes one condition of the filter: what it asks depends on the column's kind. */
#include "features/customers/customers_pages_parts.h"

#include "customers_list.sql.h"
#include "service/lists_filter.h"
#include "web/decimal.h"
#include "web/language.h"

#include <string.h>

#define CHOICES_MOST 16

struct words_of {
	const char *word, *label;
};

static const struct option *translate(struct request *request, const struct words_of *words, size_t count)
{
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] =
			(struct option){text_of(words[i].word), page_words(request, words[i].label, TEXT_NONE), i == 0};
	return options;
}

static void ask_either(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"is", N_("is")}, {"is_not", N_("is not")}};
	builder->operators = translate(request, words, 2);
	builder->operator_count = 2;
	builder->type = TEXT("text");
}

static void ask_part(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"is", N_("contains")},         {"begins", N_("begins with")},
						{"is_whole", N_("is exactly")}, {"is_not", N_("does not contain")},
						{"any", N_("is filled in")},    {"none", N_("is empty")}};
	builder->operators = translate(request, words, sizeof words / sizeof *words);
	builder->operator_count = sizeof words / sizeof *words;
	builder->type = TEXT("text");
	builder->may_be_empty = true;
}

/* Of what not everybody has. */
static void ask_given(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {
		{"is", N_("is")}, {"is_not", N_("is not")}, {"any", N_("is filled in")}, {"none", N_("is empty")}};
	builder->operators = translate(request, words, sizeof words / sizeof *words);
	builder->operator_count = sizeof words / sizeof *words;
	builder->type = TEXT("text");
	builder->may_be_empty = true;
}

/* Of what nobody can type. */
static void ask_presence(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"any", N_("is filled in")}, {"none", N_("is empty")}};
	builder->operators = translate(request, words, 2);
	builder->operator_count = 2;
	builder->type = TEXT_NONE;
}

static void ask_number(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"at_least", N_("is at least")},
						{"at_most", N_("is at most")},
						{"above", N_("is more than")},
						{"below", N_("is less than")},
						{"is", N_("is")},
						{"is_not", N_("is not")}};
	builder->operators = translate(request, words, sizeof words / sizeof *words);
	builder->operator_count = sizeof words / sizeof *words;
	builder->type = TEXT("text");
}

static enum outcome ask_money(struct request *request, struct customers_builder *builder)
{
	struct currency currency;
	TRY(customers_currency(request->ctx, &currency));
	ask_number(request, builder);
	builder->unit = text_copy(request->ctx->arena, text_of(currency.code));
	return DONE;
}

static void ask_days(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"", N_("from … until")},
						{"today", N_("today")},
						{"yesterday", N_("yesterday")},
						{"last7d", N_("the last 7 days")},
						{"last30d", N_("the last 30 days")},
						{"this-month", N_("this month")},
						{"this-year", N_("this year")},
						{"none", N_("never")}};
	ask_either(request, builder);
	builder->periods = translate(request, words, sizeof words / sizeof *words);
	builder->period_count = sizeof words / sizeof *words;
	builder->type = TEXT("date");
	builder->range = true;
}

static void ask_flag(struct request *request, struct customers_builder *builder)
{
	static const struct words_of words[] = {{"yes", N_("yes")}, {"no", N_("no")}};
	ask_either(request, builder);
	builder->operator_count = 1;
	builder->periods = translate(request, words, 2);
	builder->period_count = 2;
}

struct text customers_choice_words(struct request *request, const struct list_column *column, struct text word)
{
	static const struct words_of words[] = {{"none", N_("nothing")},
						{"any", N_("anything")},
						{"mr", N_("Mr")},
						{"ms", N_("Ms")},
						{"miss", N_("Miss")},
						{"awaiting", N_("awaiting")},
						{"activated", N_("activated")},
						{"pending", N_("pending")},
						{"approved", N_("approved")},
						{"disapproved", N_("disapproved")},
						{"given_first", N_("First name first")},
						{"family_first", N_("Family name first")},
						{"verified", N_("verified")}};
	enum customer_status status;
	enum consent_state consent;
	if (strcmp(column->key, "status") == 0 && customer_status_parse(word, &status))
		return status_words(&request->view, status);
	if (strcmp(column->key, "consent") == 0 && consent_state_parse(word, &consent))
		return consent_state_words(&request->view, consent);
	if (strcmp(column->key, "verification") == 0 && text_equal(word, TEXT("none")))
		return page_words(request, N_("not verified"), TEXT_NONE);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(word, text_of(words[i].word)))
			return page_words(request, words[i].label, TEXT_NONE);
	return word;
}

static void ask_choice(struct request *request, const struct list_column *column, struct customers_builder *builder)
{
	struct text words[CHOICES_MOST];
	size_t count = list_column_words(column, words, CHOICES_MOST);
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){words[i], customers_choice_words(request, column, words[i]), false};
	ask_either(request, builder);
	builder->values = options;
	builder->value_count = count;
}

/* ---- columns whose values are rows ---- */

#define ASK_ROWS(statement, struct_name, value_of, ask)                                                                \
	static enum outcome ask_##statement(struct request *request, struct customers_builder *builder)                \
	{                                                                                                              \
		const struct struct_name *rows;                                                                        \
		size_t count;                                                                                          \
		TRY(statement(request->ctx->reader, &rows, &count));                                                   \
		struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);                \
		for (size_t i = 0; i < count; i++)                                                                     \
			options[i] = (struct option){rows[i].value_of, rows[i].name, false};                           \
		ask(request, builder);                                                                                 \
		builder->values = options;                                                                             \
		builder->value_count = count;                                                                          \
		return DONE;                                                                                           \
	}
ASK_ROWS(list_types, list_types, word, ask_either)
ASK_ROWS(list_groups, list_groups, word, ask_either)
ASK_ROWS(list_channels, list_channels, word, ask_either)
ASK_ROWS(list_staff, list_staff, email, ask_given)
ASK_ROWS(list_every_tag, list_every_tag, name, ask_given)
#undef ASK_ROWS

static enum outcome ask_country(struct request *request, struct customers_builder *builder)
{
	struct choices choices = choices_countries(request, TEXT_NONE);
	ask_given(request, builder);
	builder->periods = choices.list;
	builder->period_count = choices.count;
	return DONE;
}

/* Of codes that have names; none of others. */
static struct choices choices_of(struct request *request, const struct list_column *column)
{
	if (strcmp(column->key, "zone") == 0)
		return choices_zones(request, TEXT_NONE);
	if (strcmp(column->key, "currency") == 0)
		return choices_currencies(request, TEXT_NONE);
	if (strcmp(column->key, "language") == 0)
		return choices_all_languages(request, TEXT_NONE);
	return (struct choices){0};
}

static enum outcome ask_code(struct request *request, const struct list_column *column,
			     struct customers_builder *builder)
{
	struct choices choices = choices_of(request, column);
	ask_given(request, builder);
	builder->periods = choices.list;
	builder->period_count = choices.count;
	return DONE;
}

struct text customers_code_words(struct request *request, const struct list_column *column, struct text code)
{
	struct choices choices = choices_of(request, column);
	for (size_t i = 0; i < choices.count; i++)
		if (text_equal(text_lower_ascii(request->ctx->arena, choices.list[i].value), code))
			return choices.list[i].label;
	return code;
}

static enum outcome ask(struct request *request, const struct list_column *column, enum list_kind kind,
			struct customers_builder *builder)
{
	switch (kind) {
	case LIST_KIND_choice: ask_choice(request, column, builder); return DONE;
	case LIST_KIND_online:
	case LIST_KIND_flag: ask_flag(request, builder); return DONE;
	case LIST_KIND_money: return ask_money(request, builder);
	case LIST_KIND_number:
	case LIST_KIND_decimal: ask_number(request, builder); return DONE;
	case LIST_KIND_moment:
	case LIST_KIND_day: ask_days(request, builder); return DONE;
	case LIST_KIND_type: return ask_list_types(request, builder);
	case LIST_KIND_group: return ask_list_groups(request, builder);
	case LIST_KIND_channel: return ask_list_channels(request, builder);
	case LIST_KIND_staff: return ask_list_staff(request, builder);
	case LIST_KIND_tag: return ask_list_every_tag(request, builder);
	case LIST_KIND_country: return ask_country(request, builder);
	case LIST_KIND_folded:
	case LIST_KIND_address:
	case LIST_KIND_starts: ask_part(request, builder); return DONE;
	case LIST_KIND_code: return ask_code(request, column, builder);
	case LIST_KIND_phone:
	case LIST_KIND_exact:
	case LIST_KIND_attribute: break;
	}
	ask_given(request, builder);
	return DONE;
}

/* ---- custom attributes ---- */

static enum outcome ask_options(struct request *request, struct attribute_id attribute,
				struct customers_builder *builder)
{
	const struct list_attribute_options *rows;
	size_t count;
	TRY(list_attribute_options(request->ctx->reader, attribute, &rows, &count));
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){rows[i].value, rows[i].value, false};
	ask_given(request, builder);
	builder->values = options;
	builder->value_count = count;
	return DONE;
}

static enum outcome ask_attribute(struct request *request, struct text word, struct customers_builder *builder)
{
	struct list_attribute attribute;
	bool found;
	TRY(list_attribute(request->ctx->reader, text_of(request->ctx->language->code), word, &found, &attribute));
	if (!found)
		return NOT_FOUND;
	builder->label = text_is_none(attribute.label) ? word : attribute.label;
	switch (attribute.kind) {
	case ATTRIBUTE_KIND_NUMBER: ask_number(request, builder); return DONE;
	case ATTRIBUTE_KIND_DATE: ask_days(request, builder); return DONE;
	case ATTRIBUTE_KIND_FLAG: ask_flag(request, builder); return DONE;
	case ATTRIBUTE_KIND_CHOICE: return ask_options(request, attribute.id, builder);
	case ATTRIBUTE_KIND_PICTURE: ask_presence(request, builder); return DONE;
	case ATTRIBUTE_KIND_TEXT:
	case ATTRIBUTE_KIND_LONG_TEXT:
	case ATTRIBUTE_KIND_URL:
	case ATTRIBUTE_KIND_COLOUR: break;
	}
	ask_part(request, builder);
	return DONE;
}

enum outcome customers_builder_fill(struct request *request, struct text key, struct customers_builder *builder)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	bool own = text_starts(key, TEXT("attr."));
	for (size_t i = 0; i < count; i++) {
		if (!text_equal(own ? TEXT("attr") : key, text_of(columns[i].key)))
			continue;
		builder->open = true;
		builder->field = key;
		builder->sign = request_value(request, "sign");
		builder->typed = request_value(request, "value");
		if (own)
			return ask_attribute(request, text_slice(key, 5, key.size), builder);
		builder->label = page_words(request, columns[i].label, TEXT_NONE);
		return ask(request, &columns[i], columns[i].kind, builder);
	}
	return NOT_FOUND;
}

/* ---- numbers as they are typed ---- */

/* Decimals that the column takes; -1: it is no number. */
static enum outcome digits_of(struct request *request, struct text key, int *ret_digits)
{
	const struct list_column *column = list_column_find(key);
	struct currency currency;
	*ret_digits = -1;
	if (text_starts(key, TEXT("attr."))) {
		struct list_attribute attribute;
		bool found;
		TRY(list_attribute(request->ctx->reader, TEXT("en"), text_slice(key, 5, key.size), &found, &attribute));
		if (found && attribute.kind == ATTRIBUTE_KIND_NUMBER)
			*ret_digits = 3;
	} else if (column && column->kind == LIST_KIND_number) {
		*ret_digits = 0;
	} else if (column && column->kind == LIST_KIND_decimal) {
		*ret_digits = 3;
	} else if (column && column->kind == LIST_KIND_money) {
		TRY(customers_currency(request->ctx, &currency));
		*ret_digits = currency_digits(currency);
	}
	return DONE;
}

enum outcome customers_condition_read(struct request *request, struct customers_condition *condition)
{
	int digits;
	TRY(context_read(request->ctx));
	TRY(digits_of(request, condition->field, &digits));
	if (digits < 0)
		return DONE;
	struct text *values = arena_take_array(request->ctx->arena, condition->value_count, sizeof *values);
	for (size_t i = 0; i < condition->value_count; i++)
		TRY(decimal_read(request->ctx, TEXT("value"), condition->values[i], digits, &values[i]));
	condition->values = values;
	return decimal_read(request->ctx, TEXT("to"), condition->to, digits, &condition->to);
}
