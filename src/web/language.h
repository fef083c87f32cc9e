/* The words of one language: a .mo file of gettext, read into memory, with its plural rule.
 *
 * The one idea: a language is picked per request, so glibc's process-wide locale is never touched.
 */
#ifndef WEB_LANGUAGE_H
#define WEB_LANGUAGE_H

#include "base/text.h"

/* Those to choose from, and with them those that are spoken to some readers only. */
enum { LANGUAGE_CHOICES = 3, LANGUAGE_COUNT = 4 };

struct language {
	size_t number;                     /* its place among them, English is 0 */
	const char *code;                  /* "en", "ms", "de" */
	const char *name;                  /* in itself: "Bahasa Melayu" */
	char group, decimal;               /* of numbers: ',' and '.' */
	bool symbol_after;                 /* 12,50 € rather than €12.50 */
	const struct catalogue *catalogue; /* NULL for English */
};

/* The languages of the program to choose from, English first; the build gives the compiler of views the catalogues of
 * all in this order. */
size_t language_list(const struct language **ret_languages);
/* By code, NULL when there is none. */
const struct language *language_find(struct text code);
/* The same as customers hear it where they are addressed as du; itself where there is no such difference. */
const struct language *language_familiar(const struct language *language);
/* Best of an Accept-Language header; English when none fits. */
const struct language *language_accept(struct text header);

/* Translation, or the message itself. `context` may be NULL. */
struct text language_text(const struct language *language, const char *context, const char *message);
struct text language_plural(const struct language *language, const char *context, const char *one, const char *many,
			    int64_t n);
/* Marks a word with its context for extraction where it cannot be translated yet. */
#define NC_(context, text) text
/* The same for a sentence of two forms: both, for tables that language_plural() is given. */
#define NP_(one, many) one, many

/* Cuts `*rest` behind its first place below `count` and gives what stands before that; false when there is none. */
bool language_next_place(struct text *rest, size_t count, struct text *ret_before, size_t *ret_place);
/* Fills {0} {1} … of a translated sentence; unescaped. */
struct text language_fill(struct arena *arena, struct text sentence, const struct text *values, size_t count);

#endif
