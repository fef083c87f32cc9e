/* What the values of events say to people: labels for fields, words for choices, names for ids and codes. */
#include "features/overview/overview_pages.h"

#include "features/transfer/transfer.h"
#include "format/country.h"
#include "service/event_fields.h"
#include "web/decimal.h"
#include "web/language.h"

/* A field's kind decides what its old and its new value become. */
struct reading {
	struct request *request;
	const struct event_reading *with;
	const struct event_field *field;   /* NULL: none of ours */
	const struct attribute *attribute; /* NULL: none */
};

static struct text flag_words(struct request *request, struct text value)
{
	return page_words(request, text_equal(value, TEXT("yes")) ? N_("Yes") : N_("No"), TEXT_NONE);
}

static struct text date_words(struct request *request, struct text value)
{
	struct date date;
	return date_parse(value, &date) ? view_date_text(&request->view, date) : value;
}

static struct text moment_words(struct request *request, struct text value)
{
	struct instant at;
	return instant_parse(value, &at) ? view_instant_text(&request->view, at) : value;
}

/* Each of the words, commas between; what is none of ours stays. */
static struct text choice_words(struct request *request, const struct event_field *field, struct text value)
{
	struct arena *arena = request->ctx->arena;
	struct text made = TEXT(""), word;
	while (text_next(&value, ' ', &word)) {
		const char *meaning = event_word(text_of(field->word), word);
		made = text_format(arena, "%.*s%s%.*s", TEXT_ARG(made), made.size ? ", " : "",
				   TEXT_ARG(*meaning ? page_words(request, meaning, TEXT_NONE) : word));
	}
	return made;
}

static struct text attribute_words(struct request *request, const struct attribute *attribute, struct text value)
{
	switch (attribute->row.kind) {
	case ATTRIBUTE_KIND_FLAG: return flag_words(request, value);
	case ATTRIBUTE_KIND_DATE: return date_words(request, value);
	case ATTRIBUTE_KIND_NUMBER: return decimal_shown(request->ctx->arena, request->ctx->language, value);
	/* The name of a file says nothing, and what was replaced is shown no more. */
	case ATTRIBUTE_KIND_PICTURE:
		return file_token_is_one(value) ? page_words(request, N_("a picture"), TEXT_NONE) : value;
	case ATTRIBUTE_KIND_TEXT:
	case ATTRIBUTE_KIND_LONG_TEXT:
	case ATTRIBUTE_KIND_CHOICE:
	case ATTRIBUTE_KIND_URL:
	case ATTRIBUTE_KIND_COLOUR: break;
	}
	return value;
}

static struct text words_of(const struct reading *reading, struct text value)
{
	struct request *request = reading->request;
	if (text_is_empty(value))
		return TEXT_NONE;
	if (reading->attribute)
		return attribute_words(request, reading->attribute, value);
	if (!reading->field)
		return value;
	switch (reading->field->kind) {
	case EVENT_VALUE_FLAG: return flag_words(request, value);
	case EVENT_VALUE_MOMENT: return moment_words(request, value);
	case EVENT_VALUE_DATE: return date_words(request, value);
	case EVENT_VALUE_COUNTRY: return country_name(value, text_of(request->ctx->language->code));
	case EVENT_VALUE_STATE: return subdivision_name(value);
	case EVENT_VALUE_WORDS: return choice_words(request, reading->field, value);
	case EVENT_VALUE_TEXT: break;
	}
	return value;
}

static const struct attribute *attribute_of(const struct event_reading *with, struct text word)
{
	for (size_t i = 0; i < with->attribute_count; i++)
		if (text_equal(with->attributes[i].row.word, word))
			return &with->attributes[i];
	return NULL;
}

/* One that was removed is called by its word. */
static struct text attribute_called(struct request *request, const struct attribute *attribute, struct text word)
{
	return attribute ? attribute_label(attribute, text_of(request->ctx->language->code)) : word;
}

/* A column of an import. */
static struct text column_label(struct reading *reading, const struct transfer_words *column)
{
	struct request *request = reading->request;
	struct text value = column->value;
	if (!text_is_none(column->attribute)) {
		reading->attribute = attribute_of(reading->with, column->attribute);
		value = attribute_called(request, reading->attribute, column->attribute);
	} else if (column->like) {
		reading->field = event_field_find(text_of(column->of), text_of(column->like));
	}
	return page_words(request, column->words, value,
			  column->part ? page_words(request, column->part, TEXT_NONE) : TEXT(""), TEXT_NONE);
}

static struct text label_of(struct reading *reading, struct text event, struct text word)
{
	struct transfer_words column;
	if (text_equal(event, TEXT("attribute.changed"))) {
		reading->attribute = attribute_of(reading->with, word);
		return attribute_called(reading->request, reading->attribute, word);
	}
	reading->field = event_field_find(event, word);
	if (reading->field)
		return page_words(reading->request, reading->field->label, TEXT_NONE);
	return transfer_describe(reading->request->ctx->arena, word, &column) ? column_label(reading, &column) : word;
}

struct event_value event_value_words(struct request *request, const struct event_reading *with, struct text event,
				     const struct event_values_of *row)
{
	struct reading reading = {.request = request, .with = with};
	enum customer_field field;
	bool own = !text_starts(event, TEXT("attribute.")) && !event_field_find(event, row->field) &&
		   customer_field_parse(row->field, &field);
	if (own)
		return (struct event_value){page_words(request, customer_field_declared(field)->label, TEXT_NONE),
					    field_words(request, &with->sources, field, row->old),
					    field_words(request, &with->sources, field, row->new)};
	struct text label = label_of(&reading, event, row->field);
	return (struct event_value){label, words_of(&reading, row->old), words_of(&reading, row->new)};
}
