/* What an element or attribute is to the escaper: the tables of the contextual escaping and of what is refused.
 *
 * The one idea: a place is known by name alone, and what is not known to be dangerous is plain text, in which & < > " '
 * are escaped; the dangerous names are few, and for each this says what may be done there.
 */
#ifndef VIEWS_PLACES_H
#define VIEWS_PLACES_H

#include "base/text.h"

enum place {
	PLACE_TEXT,      /* between tags */
	PLACE_ATTRIBUTE, /* plain attribute */
	PLACE_WORDS,     /* attribute that people read or hear: no letters outside {{ }} */
	PLACE_LINK,      /* URL that is followed or shown: own paths, http, https, mailto, tel */
	PLACE_ACTION, /* URL that a form is sent to, perhaps with the CSRF token, or that is run or styled by: own paths
		       */
	PLACE_FIXED,  /* literal only: what htmx would evaluate, lists of URLs */
	PLACE_REFUSED,
};

/* The place behind an attribute's name in that element; for PLACE_REFUSED and PLACE_FIXED the reason and the way to
 * mend it. */
enum place place_of_attribute(struct text element, struct text name, const char **ret_hint);

bool element_is_void(struct text name);
/* NULL when it may be used, else what to do instead. */
const char *element_refusal(struct text name);

/* True when literal text could begin a URL of that place ("/a", "#x", "https://…", but not "a/b" or "//host"). */
bool url_begins_well(enum place place, struct text literal);

/* Filters that write text only, so may stand in attributes; others may write markup. */
bool filter_is_plain(struct text name);
/* Filters with a view_<name>_text() that gives unescaped text, for values of sentences. */
bool filter_gives_text(struct text name);
/* "(int64_t)" for filters of numbers, so that sizes may be counted. */
const char *filter_cast(struct text name);

/* Any letter, of any script, outside {…} and &entities; */
bool text_has_words(struct text raw);
/* Any {…}. */
bool text_has_values(struct text raw);
bool text_is_any(struct text t, const char *const *words);

#endif
