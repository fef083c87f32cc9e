/* The declared fields of events, and their words. */
#include "service/event_fields.h"

#include "context/problems.h"

static const struct event_field fields[] = {
#define FIELD(of, word, label, kind) {of, word, label, EVENT_VALUE_##kind},
#include "service/event_fields.def"
#undef FIELD
};

static const struct {
	const char *field, *word, *label;
} words[] = {
#define MEANING(field, word, label) {field, word, label},
#include "service/event_fields.def"
#undef MEANING
};

const struct event_field *event_field_find(struct text event, struct text word)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (text_equal(word, text_of(fields[i].word)) && text_starts(event, text_of(fields[i].of)))
			return &fields[i];
	return NULL;
}

const char *event_word(struct text field, struct text word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(word, text_of(words[i].word)) && text_equal(field, text_of(words[i].field)))
			return words[i].label;
	return "";
}
