/* What the fields of events are called and hold, so that people read words and never what a program stores.
 *
 * The one idea: every field that an event of ours writes is declared once, in event_fields.def. Not declared there are
 * the customer's own fields (customers_fields.def), attributes and the columns of imports, which have labels of their
 * own. Whatever tests write that is none of these fails them (tests/told.h).
 */
#ifndef SERVICE_EVENT_FIELDS_H
#define SERVICE_EVENT_FIELDS_H

#include "base/text.h"

enum event_value_kind {
	EVENT_VALUE_TEXT, /* what people wrote, and names */
	EVENT_VALUE_FLAG,
	EVENT_VALUE_MOMENT,
	EVENT_VALUE_DATE,
	EVENT_VALUE_COUNTRY,
	EVENT_VALUE_STATE, /* of a country: a code, or what people wrote */
	EVENT_VALUE_WORDS, /* words of ours, with blanks between: see event_word() */
};

struct event_field {
	const char *of;    /* how the names of its events begin */
	const char *word;  /* as it is stored */
	const char *label; /* English, to be translated */
	enum event_value_kind kind;
};

/* NULL: it is not declared. */
const struct event_field *event_field_find(struct text event, struct text word);

/* What one of the words of that field means: English, to be translated; "" for a word that has no meaning here. */
const char *event_word(struct text field, struct text word);

#endif
