/* The catalogues of the program's languages (.mo) while views are compiled.
 *
 * The one idea: words that do not vary are translated here, so that a running program copies them with the markup
 * around them. What is not translated stays English, as it does in the program.
 */
#ifndef VIEWS_TRANSLATIONS_H
#define VIEWS_TRANSLATIONS_H

#include "web/catalogue.h"

#define LANGUAGES_MOST 32

struct translations {
	struct catalogue catalogues[LANGUAGES_MOST]; /* by language; that of English, the first, is empty */
	size_t count;
};

/* The next language's catalogue. */
void translations_add(struct translations *translations, struct text mo);
/* `context` may be NULL. */
struct text translation_of(const struct translations *translations, size_t language, const char *context,
			   const char *message);

#endif
