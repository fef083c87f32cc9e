/* What languages and currencies are called. All texts returned here live for ever. */
#ifndef FORMAT_LOCALE_NAMES_H
#define FORMAT_LOCALE_NAMES_H

#include "base/text.h"

/* "German", "Jerman", "Deutsch" for "de". `language` is "en", "ms" or "de"; another one reads English. The code itself
 * when it is unknown. */
struct text language_name(struct text code, struct text language);
/* In itself: "Bahasa Melayu". The code itself when it is unknown. */
struct text language_own_name(struct text code);
/* A two-letter code of ISO 639-1, in lower case. */
bool language_is_known(struct text code);

/* "Malaysian Ringgit" for "MYR"; the code itself when it is unknown. */
struct text currency_name(struct text code, struct text language);

struct locale_option {
	struct text code, name;
};
/* All languages of ISO 639-1, by their name in the language, for selects. */
const struct locale_option *language_options(struct arena *arena, struct text language, size_t *ret_count);
/* All currencies that money can be in (base/money.h), by code: code and name in the language. */
const struct locale_option *currency_options(struct arena *arena, struct text language, size_t *ret_count);

#endif
