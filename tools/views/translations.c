/* Looking words up while compiling; see translations.h. */
#include "translations.h"

void translations_add(struct translations *translations, struct text mo)
{
	translations->catalogues[translations->count++] = (struct catalogue){(const unsigned char *)mo.at, mo.size};
}

struct text translation_of(const struct translations *translations, size_t language, const char *context,
			   const char *message)
{
	struct text found = catalogue_find(&translations->catalogues[language], context, message);
	return text_is_empty(found) ? text_of(message) : found;
}
