/* The filter as people see it: sentences that can be taken away one by one, the words of the quick search apart. */
#include "features/customers/customers_pages_parts.h"

#include "customers_list.sql.h"
#include "format/country.h"
#include "service/lists_filter.h"
#include "service/settings.h"
#include "web/decimal.h"
#include "web/language.h"

#include <string.h>

/* ---- texts of the filter language ---- */

static bool is_bare(struct text value)
{
	return text_equal(value, TEXT("none")) || text_equal(value, TEXT("any"));
}

static void add_quoted(struct buffer *out, struct text value)
{
	buffer_add_char(out, '"');
	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] == '"' || value.at[i] == '\\')
			buffer_add_char(out, '\\');
		buffer_add_char(out, value.at[i]);
	}
	buffer_add_char(out, '"');
}

static struct text finish(struct arena *arena, struct buffer *out)
{
	struct text t = buffer_text(out).size ? text_copy(arena, buffer_text(out)) : TEXT("");
	buffer_free(out);
	return t;
}

struct text customers_words_filter(struct arena *arena, struct text words)
{
	struct buffer out = buffer_make(4096);
	struct text word;
	while (text_next(&words, ' ', &word)) {
		if (!word.size)
			continue;
		if (out.size)
			buffer_add_char(&out, ' ');
		add_quoted(&out, word);
	}
	return finish(arena, &out);
}

/* Values are quoted where something else might be meant by them: a name is never a range. */
static void add_value(struct buffer *out, struct text value)
{
	static const char *const signs = "()|\",\\ *";
	bool plain = value.size > 0 && value.at[0] != '=';
	for (size_t i = 0; i < value.size && plain; i++)
		plain = (unsigned char)value.at[i] > ' ' && !strchr(signs, value.at[i]);
	if (plain || is_bare(value))
		buffer_add(out, value);
	else
		add_quoted(out, value);
}

/* What stands between the field and its values, and around each of them. */
static const struct comparing {
	const char *word, *sign, *before, *behind;
	bool alone; /* the sign says it all */
} comparisons[] = {{"is", ":", "", "", false},      {"is_not", ":", "", "", false},
		   {"begins", ":", "", "*", false}, {"is_whole", ":", "=", "", false},
		   {"above", ">", "", "", false},   {"at_least", ">=", "", "", false},
		   {"below", "<", "", "", false},   {"at_most", "<=", "", "", false},
		   {"any", ":any", "", "", true},   {"none", ":none", "", "", true}};

static const struct comparing *find_comparing(struct text word)
{
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
		if (text_equal(word, text_of(comparisons[i].word)))
			return &comparisons[i];
	return comparisons;
}

/* The values that were given, between commas; `*ret_first` and how many. */
static struct text put_values(struct arena *arena, const struct customers_condition *condition,
			      const struct comparing *comparing, struct text *ret_first, size_t *ret_count)
{
	struct buffer out = buffer_make(16384);
	*ret_first = TEXT("");
	*ret_count = 0;
	for (size_t i = 0; i < condition->value_count; i++) {
		if (text_is_empty(condition->values[i]))
			continue;
		if ((*ret_count)++)
			buffer_add_char(&out, ',');
		else
			*ret_first = condition->values[i];
		buffer_add(&out, text_of(comparing->before));
		add_value(&out, condition->values[i]);
		buffer_add(&out, text_of(comparing->behind));
	}
	return finish(arena, &out);
}

struct text customers_condition_filter(struct arena *arena, const struct customers_condition *condition)
{
	const struct comparing *comparing = find_comparing(condition->sign);
	struct text first;
	size_t count;
	if (comparing->alone)
		return text_format(arena, "%.*s%s", TEXT_ARG(condition->field), comparing->sign);
	struct text values = put_values(arena, condition, comparing, &first, &count);
	/* From, until, or both: one day or number is typed into two boxes. */
	if (!text_is_empty(condition->to) && count <= 1)
		values = text_format(arena, "%.*s..%.*s", TEXT_ARG(first), TEXT_ARG(condition->to));
	if (text_is_empty(values))
		return TEXT("");
	return text_format(arena, "%s%.*s%s%.*s", text_equal(condition->sign, TEXT("is_not")) ? "-" : "",
			   TEXT_ARG(condition->field), comparing->sign, TEXT_ARG(values));
}

/* ---- sentences ---- */

static const struct list_column *find_column(struct text key)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	for (size_t i = 0; i < count; i++)
		if (text_equal(key, text_of(columns[i].key)))
			return &columns[i];
	return NULL;
}

/* city:none, city:any; not city:"none", and not what has a word of that name. */
static bool asks_presence(const struct filter_part *part)
{
	const struct list_column *column = find_column(part->key);
	bool has_word = column && list_column_choice(column, TEXT("none")) >= 0;
	return !has_word && part->value_count == 1 &&
	       (text_ends(part->source, TEXT(":none")) || text_ends(part->source, TEXT(":any")));
}

/* Days and answers stand behind a colon: "Added: before 1 May 2026", "VIP: yes". */
static bool is_colon(const struct filter_part *part)
{
	return list_kind_is_days(part->value_kind) || part->value_kind == LIST_KIND_flag ||
	       part->value_kind == LIST_KIND_online;
}

struct relation {
	const char *word, *is, *is_not;
};

static const char *colon_relation(const struct filter_part *part)
{
	static const struct relation relations[] = {
		{"above", N_("after"), N_("not after")},
		{"at_least", N_("from"), N_("not from")},
		{"below", N_("before"), N_("not before")},
		{"at_most", N_("until"), N_("not until")},
	};
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
		if (text_equal(part->operator, text_of(relations[i].word)))
			return part->negated ? relations[i].is_not : relations[i].is;
	return part->negated ? N_("not") : "";
}

static const char *relation(const struct filter_part *part)
{
	static const struct relation relations[] = {
		{"is", N_("is"), N_("is not")},
		{"contains", N_("contains"), N_("does not contain")},
		{"begins", N_("begins with"), N_("does not begin with")},
		{"is_whole", N_("is exactly"), N_("is not exactly")},
		{"none", N_("is empty"), N_("is filled in")},
		{"any", N_("is filled in"), N_("is empty")},
		{"above", N_("is more than"), N_("is not more than")},
		{"at_least", N_("is at least"), N_("is not at least")},
		{"below", N_("is less than"), N_("is not less than")},
		{"at_most", N_("is at most"), N_("is not at most")},
		{"any_of", N_("is"), N_("is not")},
	};
	struct text word = asks_presence(part) ? part->values[0] : part->operator;
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
		if (text_equal(word, text_of(relations[i].word)))
			return part->negated ? relations[i].is_not : relations[i].is;
	return N_("is");
}

/* Words that the language of filters has for days and answers. */
static struct text value_words(struct request *request, const struct list_column *column, struct text value)
{
	static const struct {
		const char *word, *label;
	} words[] = {
		{"yes", N_("yes")},
		{"no", N_("no")},
		{"none", N_("nothing")},
		{"any", N_("anything")},
		{"today", N_("today")},
		{"yesterday", N_("yesterday")},
		{"this-month", N_("this month")},
		{"this-year", N_("this year")},
	};
	int64_t days;
	if (column && column->kind == LIST_KIND_choice)
		return customers_choice_words(request, column, value);
	if (column && column->kind == LIST_KIND_country && value.size == 2) {
		struct text name = country_name(value, text_of(request->ctx->language->code));
		return text_is_none(name) ? value : name;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(value, text_of(words[i].word)))
			return page_words(request, words[i].label, TEXT_NONE);
	if (column && column->kind == LIST_KIND_code)
		return customers_code_words(request, column, value);
	if (text_starts(value, TEXT("last")) && text_ends(value, TEXT("d")) &&
	    text_to_number(text_slice(value, 4, value.size - 5), &days))
		return page_words(request, N_("in the last {0} days"), text_of_number(request->ctx->arena, days),
				  TEXT_NONE);
	return value;
}

/* What the values of a chip are read by. */
struct chip_reading {
	struct request *request;
	const struct filter_part *part;
	const struct list_column *column; /* NULL: a custom attribute */
	struct currency currency;         /* the business's */
};

/* One end of a range, or all there is: days, numbers and amounts as the reader writes them. */
static struct text end_words(const struct chip_reading *reading, struct text value)
{
	struct request *request = reading->request;
	struct date date;
	struct money money;
	if (is_colon(reading->part) && date_parse(value, &date))
		return view_date_text(&request->view, date);
	if (reading->part->value_kind == LIST_KIND_money && money_parse(value, reading->currency, &money))
		return view_money_text(&request->view, money);
	if (reading->part->value_kind == LIST_KIND_decimal)
		return decimal_shown(request->ctx->arena, request->ctx->language, value);
	return value_words(request, reading->column, value);
}

static struct text one_value(const struct chip_reading *reading, struct text value)
{
	size_t dots = list_kind_has_order(reading->part->value_kind) ? text_find(value, TEXT(".."), 0) : SIZE_MAX;
	if (dots == SIZE_MAX)
		return end_words(reading, value);
	struct text from = end_words(reading, text_slice(value, 0, dots));
	struct text until = end_words(reading, text_slice(value, dots + 2, value.size));
	return text_format(reading->request->ctx->arena, "%.*s – %.*s", TEXT_ARG(from), TEXT_ARG(until));
}

/* "Kedai Nusantara or Nordlicht"; from the fourth on only how many: "A or 3 more". */
static struct text chip_value(const struct chip_reading *reading)
{
	struct request *request = reading->request;
	const struct filter_part *part = reading->part;
	if (part->value_count == 0 || asks_presence(part))
		return TEXT("");
	struct text value = one_value(reading, part->values[0]);
	if (part->value_count > 3) {
		struct text more = text_of_number(request->ctx->arena, (int64_t)part->value_count - 1);
		return page_words(request, N_("{0} or {1} more"), value, more, TEXT_NONE);
	}
	for (size_t i = 1; i < part->value_count; i++)
		value = page_words(request, N_("{0} or {1}"), value, one_value(reading, part->values[i]), TEXT_NONE);
	return value;
}

static struct text chip_label(struct request *request, const struct customers_filter *filter,
			      const struct list_column *column, struct text key)
{
	if (column)
		return page_words(request, column->label, TEXT_NONE);
	for (size_t g = 0; g < filter->group_count; g++)
		for (size_t i = 0; i < filter->groups[g].count; i++)
			if (text_equal(filter->groups[g].fields[i].value, key))
				return filter->groups[g].fields[i].label;
	if (text_starts(key, TEXT("attr."))) /* one that is no longer offered */
		return text_slice(key, 5, key.size);
	return text_equal(key, TEXT("|")) ? page_words(request, N_("One of these"), TEXT_NONE)
					  : page_words(request, N_("Text"), TEXT_NONE);
}

static struct text join(struct arena *arena, struct text a, struct text b)
{
	return a.size ? text_format(arena, "%.*s %.*s", TEXT_ARG(a), TEXT_ARG(b)) : b;
}

static struct customers_chip make_chip(const struct chip_reading *reading, const struct customers_filter *filter)
{
	struct request *request = reading->request;
	const struct filter_part *part = reading->part;
	struct text label = chip_label(request, filter, reading->column, part->key);
	bool colon = is_colon(part) && !asks_presence(part);
	const char *between = colon ? colon_relation(part) : relation(part);
	struct text value = chip_value(reading);
	/* Everybody has an answer to the program's own questions: who is not "yes" is "no". */
	if (part->negated && part->value_kind == LIST_KIND_flag && reading->column && part->value_count == 1) {
		bool yes = text_equal(part->values[0], TEXT("yes"));
		value = value_words(request, reading->column, yes ? TEXT("no") : TEXT("yes"));
		between = "";
	}
	return (struct customers_chip){
		.label = colon ? text_join(request->ctx->arena, label, TEXT(":")) : label,
		.relation = *between ? page_words(request, between, TEXT_NONE) : TEXT(""),
		.value = value,
	};
}

enum outcome customers_currency(struct context *ctx, struct currency *ret_currency)
{
	struct text code;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &code));
	return currency_parse(code, ret_currency) ? DONE : FAULT;
}

static enum outcome fill_chips(struct request *request, const struct customers_asked *asked,
			       struct customers_filter *filter)
{
	struct arena *arena = request->ctx->arena;
	struct filter_part *parts;
	struct chip_reading reading = {.request = request};
	size_t count;
	TRY(customers_currency(request->ctx, &reading.currency));
	TRY(filter_parts(request->ctx, asked->filter, &parts, &count));
	struct customers_chip *chips = arena_take_array(arena, count, sizeof *chips);
	filter->words = filter->rest = TEXT("");
	filter->chips = chips;
	for (size_t i = 0; i < count; i++) {
		if (text_is_empty(parts[i].key) && !parts[i].negated) {
			filter->words = join(arena, filter->words, parts[i].values[0]);
			continue;
		}
		struct customers_chip *chip = &chips[filter->chip_count++];
		reading.part = &parts[i];
		reading.column = find_column(parts[i].key);
		*chip = make_chip(&reading, filter);
		chip->without_url = customers_list_url(arena, asked, parts[i].without);
		filter->rest = join(arena, filter->rest, parts[i].source);
	}
	return DONE;
}

/* ---- what can be added ---- */

static enum outcome own_fields(struct request *request, struct customers_filter_group *group)
{
	const struct list_attributes *rows;
	size_t count;
	TRY(list_attributes(request->ctx->reader, text_of(request->ctx->language->code), &rows, &count));
	struct option *fields = arena_take_array(request->ctx->arena, count, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		fields[i] = (struct option){text_join(request->ctx->arena, TEXT("attr."), rows[i].word),
					    text_is_none(rows[i].label) ? rows[i].word : rows[i].label, false};
	group->fields = fields;
	group->count = count;
	return DONE;
}

static enum outcome fill_groups(struct request *request, struct customers_filter *filter)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	struct arena *arena = request->ctx->arena;
	struct customers_filter_group *groups = arena_take_array(arena, count + 1, sizeof *groups);
	struct option *fields = arena_take_array(arena, count, sizeof *fields);
	const char *before = "";
	for (size_t i = 0; i < count; i++, fields++) {
		if (strcmp(before, columns[i].group) != 0) {
			before = columns[i].group;
			groups[filter->group_count++] =
				(struct customers_filter_group){page_words(request, before, TEXT_NONE), fields, 0};
		}
		struct customers_filter_group *group = &groups[filter->group_count - 1];
		if (columns[i].kind == LIST_KIND_attribute)
			TRY(own_fields(request, group));
		else
			fields[0] = (struct option){text_of(columns[i].key),
						    page_words(request, columns[i].label, TEXT_NONE), false};
		group->count += columns[i].kind != LIST_KIND_attribute;
	}
	filter->groups = groups;
	return DONE;
}

enum outcome customers_filter_fill(struct request *request, const struct customers_asked *asked, struct text add,
				   struct customers_filter *ret_filter)
{
	*ret_filter = (struct customers_filter){0};
	TRY(context_read(request->ctx));
	TRY(fill_groups(request, ret_filter));
	TRY(fill_chips(request, asked, ret_filter));
	return text_is_empty(add) ? DONE : customers_builder_fill(request, add, &ret_filter->builder);
}
