/* Countries (ISO 3166-1) and their parts (ISO 3166-2), by any name in any language.
 *
 * The one idea: a country is its alpha-2 code in upper case, nothing else is stored; names are for people and may
 * change with the next release of iso-codes. All texts returned here live for ever.
 */
#ifndef FORMAT_COUNTRY_H
#define FORMAT_COUNTRY_H

#include "base/text.h"

/* The alpha-2 code of a country called by code (alpha-2, alpha-3, numeric) or by name: English, official, in any
 * language that iso-codes translates, or an alias of tools/reference/aliases.txt ("Swaziland"). None when unknown. */
struct text country_find(struct text any_name_or_code);

/* "Germany", "Jerman", "Deutschland". `language` is "en", "ms" or "de"; another one reads English. The code itself when
 * there is no such country. */
struct text country_name(struct text code, struct text language);

/* The zone that most of the country keeps ("Asia/Kuala_Lumpur"); none when tzdata has none. */
struct text country_zone(struct text code);

struct country_option {
	struct text code, name;
};

/* All countries in the alphabetical order of the language, for selects. */
const struct country_option *country_options(struct arena *arena, struct text language, size_t *ret_count);

/* The code ("MY-07") of a state or province called by name, by code with or without the country ("07"), or by an alias
 * ("Penang"). None when unknown. */
struct text subdivision_find(struct text country, struct text any_name_or_code);
/* "Pulau Pinang"; the code itself when there is no such subdivision. */
struct text subdivision_name(struct text code);
/* The states and provinces of a country that lie in no other, by name; NULL and 0 when it has none. */
const struct country_option *subdivision_options(struct arena *arena, struct text country, size_t *ret_count);

#endif
