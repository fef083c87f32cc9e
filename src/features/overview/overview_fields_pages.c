/* A customer's fields as inputs and as words: one way for the form, the options, the facts and the values of events. */
#include "features/overview/overview_pages.h"

#include "format/country.h"
#include "format/locale_names.h"
#include "web/choices.h"
#include "web/decimal.h"
#include "web/discount.h"
#include "web/language.h"

#include <string.h>

/* To be filled from both ends: what is in use and what this customer has stands in front and is offered; what else
 * there is has names still, which events speak of. */
struct naming {
	struct named *list;
	size_t offered, rest;
};

static struct naming naming_begin(struct request *request, size_t count)
{
	return (struct naming){arena_take_array(request->ctx->arena, count, sizeof(struct named)), 0, count};
}

static void name_one(struct naming *naming, int64_t id, struct text name, bool offered)
{
	naming->list[offered ? naming->offered++ : --naming->rest] = (struct named){id, name};
}

static enum outcome read_types(struct request *request, int64_t own, struct sources *sources)
{
	const struct overview_types *rows;
	size_t count;
	TRY(overview_types(request->ctx->reader, &rows, &count));
	struct naming naming = naming_begin(request, count);
	for (size_t i = 0; i < count; i++) {
		bool is_own = rows[i].id.value == own;
		name_one(&naming, rows[i].id.value, rows[i].name, rows[i].active || is_own);
		if (is_own) {
			sources->shown = rows[i].shown_fields;
			sources->required = rows[i].required_fields;
		}
	}
	sources->types = naming.list;
	sources->type_count = naming.offered;
	sources->type_all = count;
	return DONE;
}

static enum outcome read_groups(struct request *request, int64_t own, struct sources *sources)
{
	const struct overview_groups *rows;
	size_t count;
	TRY(overview_groups(request->ctx->reader, &rows, &count));
	struct naming naming = naming_begin(request, count);
	for (size_t i = 0; i < count; i++)
		name_one(&naming, rows[i].id.value, rows[i].name, rows[i].active || rows[i].id.value == own);
	sources->groups = naming.list;
	sources->group_count = naming.offered;
	sources->group_all = count;
	return DONE;
}

static enum outcome read_channels(struct request *request, int64_t own, struct sources *sources)
{
	const struct overview_channels *rows;
	size_t count;
	TRY(overview_channels(request->ctx->reader, &rows, &count));
	struct naming naming = naming_begin(request, count);
	for (size_t i = 0; i < count; i++)
		name_one(&naming, rows[i].id.value, rows[i].name, rows[i].active || rows[i].id.value == own);
	sources->channels = naming.list;
	sources->channel_count = naming.offered;
	sources->channel_all = count;
	return DONE;
}

static enum outcome read_staff(struct request *request, int64_t own, struct sources *sources)
{
	const struct overview_staff *rows;
	size_t count;
	TRY(overview_staff(request->ctx->reader, &rows, &count));
	struct naming naming = naming_begin(request, count);
	for (size_t i = 0; i < count; i++)
		name_one(&naming, rows[i].id.value, rows[i].name, rows[i].active || rows[i].id.value == own);
	sources->staff = naming.list;
	sources->staff_count = naming.offered;
	sources->staff_all = count;
	return DONE;
}

enum outcome sources_read(struct request *request, const struct customer_row *row, struct sources *ret_sources)
{
	*ret_sources = (struct sources){.shown = TEXT(""), .required = TEXT("")};
	TRY(read_types(request, row ? row->type_id.value : 0, ret_sources));
	TRY(read_groups(request, row ? row->group_id.value : 0, ret_sources));
	TRY(read_channels(request, row ? row->channel_id.value : 0, ret_sources));
	return read_staff(request, row ? row->representative_id.value : 0, ret_sources);
}

/* ---- words ---- */

static const struct named *named_of(const struct sources *sources, enum customer_field field, size_t *ret_offered,
				    size_t *ret_all)
{
	if (field == CUSTOMER_FIELD_TYPE) {
		*ret_offered = sources->type_count;
		*ret_all = sources->type_all;
		return sources->types;
	}
	if (field == CUSTOMER_FIELD_GROUP) {
		*ret_offered = sources->group_count;
		*ret_all = sources->group_all;
		return sources->groups;
	}
	if (field == CUSTOMER_FIELD_CHANNEL) {
		*ret_offered = sources->channel_count;
		*ret_all = sources->channel_all;
		return sources->channels;
	}
	*ret_offered = sources->staff_count;
	*ret_all = sources->staff_all;
	return sources->staff;
}

struct text source_name(const struct sources *sources, enum customer_field field, int64_t id)
{
	size_t offered, count;
	const struct named *list = named_of(sources, field, &offered, &count);
	for (size_t i = 0; i < count; i++)
		if (list[i].id == id)
			return list[i].name;
	return TEXT_NONE;
}

static struct text ref_words(struct request *request, const struct sources *sources, enum customer_field field,
			     struct text value)
{
	int64_t id;
	if (!text_to_number(value, &id))
		return value;
	struct text name = source_name(sources, field, id);
	return text_is_none(name) ? page_words(request, N_("number {0}, removed"), value, TEXT_NONE) : name;
}

/* English words of the schema's choices, in the order of their values. */
static const char *const salutations[] = {N_("None"), N_("Mr"), N_("Ms"), N_("Miss")};
static const char *const orders[] = {N_("First name first"), N_("Family name first")};
_Static_assert(sizeof salutations / sizeof *salutations == SALUTATION_COUNT, "every salutation has words");
_Static_assert(sizeof orders / sizeof *orders == NAME_ORDER_COUNT, "every order has words");

static struct text choice_words(struct request *request, enum customer_field field, struct text value)
{
	enum salutation salutation;
	enum name_order order;
	if (field == CUSTOMER_FIELD_SALUTATION && salutation_parse(value, &salutation))
		return salutation == SALUTATION_NONE ? TEXT_NONE
						     : page_words(request, salutations[salutation], TEXT_NONE);
	if (field == CUSTOMER_FIELD_NAME_ORDER && name_order_parse(value, &order))
		return page_words(request, orders[order], TEXT_NONE);
	return value;
}

struct text field_words(struct request *request, const struct sources *sources, enum customer_field field,
			struct text value)
{
	struct text language = text_of(request->ctx->language->code);
	struct date date;
	if (text_is_empty(value))
		return TEXT_NONE;
	switch (customer_field_declared(field)->kind) {
	case CUSTOMER_FIELD_KIND_choice: return choice_words(request, field, value);
	case CUSTOMER_FIELD_KIND_date: return date_parse(value, &date) ? view_date_text(&request->view, date) : value;
	case CUSTOMER_FIELD_KIND_country: return country_name(value, language);
	case CUSTOMER_FIELD_KIND_language: return language_name(value, language);
	case CUSTOMER_FIELD_KIND_currency:
		return text_format(request->ctx->arena, "%.*s (%.*s)", TEXT_ARG(currency_name(value, language)),
				   TEXT_ARG(value));
	case CUSTOMER_FIELD_KIND_flag:
		return page_words(request, text_equal(value, TEXT("yes")) ? N_("Yes") : N_("No"), TEXT_NONE);
	case CUSTOMER_FIELD_KIND_discount: return discount_words(&request->view, value);
	case CUSTOMER_FIELD_KIND_ref: return ref_words(request, sources, field, value);
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return value;
}

void field_problems(struct request *request, const struct sources *sources)
{
	struct problems *problems = request->ctx->problems;
	for (size_t i = 0; i < problems->count; i++) {
		struct problem *problem = &problems->list[i];
		enum customer_field field;
		if (strcmp(problem->code, "changed_meanwhile") != 0 || !customer_field_parse(problem->field, &field))
			continue;
		for (size_t v = 0; v < 2; v++)
			if (!text_equal(problem->values[v], TEXT("–")))
				problem->values[v] = field_words(request, sources, field, problem->values[v]);
	}
}

/* ---- inputs ---- */

static struct choices ref_choices(struct request *request, const struct sources *sources, enum customer_field field,
				  struct text value)
{
	struct arena *arena = request->ctx->arena;
	struct choices choices = {0};
	size_t all;
	const struct named *list = named_of(sources, field, &choices.count, &all);
	struct option *options = arena_take_array(arena, choices.count, sizeof *options);
	for (size_t i = 0; i < choices.count; i++) {
		struct text id = text_of_number(arena, list[i].id);
		options[i] = (struct option){id, list[i].name, text_equal(id, value)};
	}
	choices.list = options;
	if (field != CUSTOMER_FIELD_REPRESENTATIVE)
		return choices;
	return choices_or_none(request, choices, page_words(request, N_("Nobody"), TEXT_NONE));
}

static struct choices word_choices(struct request *request, enum customer_field field, struct text value)
{
	bool salutation = field == CUSTOMER_FIELD_SALUTATION;
	size_t count = salutation ? SALUTATION_COUNT : NAME_ORDER_COUNT;
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		struct text key = salutation ? salutation_key((enum salutation)i) : name_order_key((enum name_order)i);
		options[i] =
			(struct option){key, page_words(request, (salutation ? salutations : orders)[i], TEXT_NONE),
					text_equal(key, value)};
	}
	return (struct choices){options, count};
}

static struct choices choices_of(struct request *request, const struct sources *sources, enum customer_field field,
				 struct text value)
{
	struct text none = page_words(request, N_("Not known"), TEXT_NONE);
	switch (customer_field_declared(field)->kind) {
	case CUSTOMER_FIELD_KIND_choice: return word_choices(request, field, value);
	case CUSTOMER_FIELD_KIND_ref: return ref_choices(request, sources, field, value);
	case CUSTOMER_FIELD_KIND_country: return choices_or_none(request, choices_countries(request, value), none);
	case CUSTOMER_FIELD_KIND_language: return choices_or_none(request, choices_all_languages(request, value), none);
	case CUSTOMER_FIELD_KIND_zone: return choices_or_none(request, choices_zones(request, value), none);
	case CUSTOMER_FIELD_KIND_currency: return choices_or_none(request, choices_currencies(request, value), none);
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_date:
	case CUSTOMER_FIELD_KIND_flag:
	case CUSTOMER_FIELD_KIND_discount:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return (struct choices){0};
}

/* What is stored stays choosable, even when nobody offers it any more. */
static struct choices with_value(struct request *request, const struct sources *sources, enum customer_field field,
				 struct text value)
{
	struct choices choices = choices_of(request, sources, field, value);
	bool known = text_is_empty(value) || !choices.count;
	for (size_t i = 0; i < choices.count; i++)
		known = known || text_equal(choices.list[i].value, value);
	if (known)
		return choices;
	struct option *options = arena_take_array(request->ctx->arena, choices.count + 1, sizeof *options);
	for (size_t i = 0; i < choices.count; i++) {
		options[i] = choices.list[i];
		options[i].selected = false;
	}
	options[choices.count] = (struct option){value, field_words(request, sources, field, value), true};
	return (struct choices){options, choices.count + 1};
}

static struct text help_of(struct request *request, enum customer_field field)
{
	if (field == CUSTOMER_FIELD_DISCOUNT)
		return page_words(request,
				  N_("In percent, or an amount like 5.00 EUR; empty: as the group or the type has it."),
				  TEXT_NONE);
	if (field == CUSTOMER_FIELD_LOGIN)
		return page_words(request, N_("For signing in; empty: the e-mail."), TEXT_NONE);
	return TEXT("");
}

static bool holds(struct text words, const char *wanted)
{
	struct text word;
	while (text_next(&words, ' ', &word))
		if (text_equal(word, text_of(wanted)))
			return true;
	return false;
}

/* Fields that every form shows, whatever the type says. */
static bool is_always_shown(enum customer_field field)
{
	return field == CUSTOMER_FIELD_EMAIL || field == CUSTOMER_FIELD_FIRST_NAME ||
	       field == CUSTOMER_FIELD_LAST_NAME || customer_field_declared(field)->kind == CUSTOMER_FIELD_KIND_ref;
}

static struct text was_name(struct arena *arena, const char *word)
{
	return text_format(arena, "was_%s", word);
}

/* As it stands in an input, in the reader's language. */
static struct text in_input(struct request *request, enum customer_field field, struct text value)
{
	if (customer_field_declared(field)->kind != CUSTOMER_FIELD_KIND_discount || text_is_empty(value))
		return value;
	return decimal_shown(request->ctx->arena, request->ctx->language, value);
}

/* After a conflict the form has shown what is there now: that is what the next try has seen. */
static struct text seen(struct request *request, enum customer_field field, struct text stored)
{
	const char *word = customer_field_declared(field)->word;
	const struct problem *problem = problems_at(request->ctx->problems, text_of(word));
	struct text was = request_value(request, was_name(request->ctx->arena, word).at);
	bool collided = problem && strcmp(problem->code, "changed_meanwhile") == 0;
	if (text_is_none(was) || collided)
		was = in_input(request, field, stored);
	return text_is_none(was) ? TEXT("") : was;
}

static struct input build(struct request *request, const struct sources *sources, enum customer_field field,
			  struct text value)
{
	const struct customer_field_declared *declared = customer_field_declared(field);
	struct form form = form_of(&request->view, request->ctx->problems);
	struct choices choices = with_value(request, sources, field, value);
	struct input input =
		input_of(&form, text_of(declared->word), page_words(request, declared->label, TEXT_NONE), value);
	input = input_help(input_most(input_options(input, choices.list, choices.count), declared->most),
			   help_of(request, field));
	if (declared->kind != CUSTOMER_FIELD_KIND_text && declared->kind != CUSTOMER_FIELD_KIND_email)
		input.most = 0;
	if (declared->kind == CUSTOMER_FIELD_KIND_email)
		input = input_type(input, TEXT("email"));
	if (declared->kind == CUSTOMER_FIELD_KIND_date)
		input = input_type(input, TEXT("date"));
	if (holds(sources->required, declared->word))
		input = input_required(input);
	return input;
}

struct field_input field_input(struct request *request, const struct sources *sources, const struct customer_row *row,
			       enum customer_field field)
{
	const struct customer_field_declared *declared = customer_field_declared(field);
	struct text stored = row ? customers_field_text(request->ctx->arena, row, field) : TEXT_NONE;
	struct text sent = request_value(request, declared->word);
	bool toggle = declared->kind == CUSTOMER_FIELD_KIND_flag;
	struct text value = text_is_none(sent) ? in_input(request, field, stored) : sent;
	/* A box that was unticked is not sent; what was seen of it is. */
	if (toggle && text_is_none(sent) &&
	    !text_is_none(request_value(request, was_name(request->ctx->arena, declared->word).at)))
		value = TEXT("no");
	struct field_input made = {
		.input = build(request, sources, field, text_is_none(value) ? TEXT("") : value),
		.field = field,
		.words = field_words(request, sources, field, stored),
		.toggle = toggle,
		.shown = text_is_empty(sources->shown) || holds(sources->shown, declared->word) ||
			 holds(sources->required, declared->word) || !text_is_empty(stored) || is_always_shown(field),
	};
	made.select = made.input.option_count > 0;
	made.input.checked = toggle && text_equal(value, TEXT("yes"));
	if (row && row->id.value)
		made.input = input_was(made.input, seen(request, field, stored));
	return made;
}

struct field_input field_fact(struct request *request, const struct sources *sources, const struct customer_row *row,
			      enum customer_field field)
{
	const struct customer_field_declared *declared = customer_field_declared(field);
	struct text value = customers_field_text(request->ctx->arena, row, field);
	return (struct field_input){
		.input = {.name = text_of(declared->word), .label = page_words(request, declared->label, TEXT_NONE)},
		.field = field,
		.words = field_words(request, sources, field, value),
	};
}

/* What was typed and what was seen, as they are kept. */
static enum outcome read_discount(struct request *request, struct customer_change *change)
{
	struct text word = text_of(customer_field_declared(change->field)->word);
	TRY(discount_from_form(request->ctx, word, change->value, &change->value));
	return discount_from_form(request->ctx, word, change->was, &change->was);
}

enum outcome field_changes(struct request *request, struct customer_change changes[CUSTOMER_FIELD_COUNT],
			   size_t *ret_count)
{
	enum outcome outcome = DONE;
	size_t count = 0;
	for (enum customer_field field = 0; field < CUSTOMER_FIELD_COUNT; field++) {
		const struct customer_field_declared *declared = customer_field_declared(field);
		struct text value = request_value(request, declared->word);
		struct text was = request_value(request, was_name(request->ctx->arena, declared->word).at);
		if (text_is_none(value) && !text_is_none(was) && declared->kind == CUSTOMER_FIELD_KIND_flag)
			value = TEXT("no");
		if (!text_is_none(value) && !(!text_is_none(was) && text_equal(value, was)))
			changes[count++] = (struct customer_change){field, value, was};
		else
			continue;
		if (declared->kind == CUSTOMER_FIELD_KIND_discount && outcome == DONE)
			outcome = read_discount(request, &changes[count - 1]);
	}
	*ret_count = count;
	return outcome;
}
