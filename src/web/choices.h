/* What select boxes offer of the world: zones, languages, currencies, countries, in the reader's language. */
#ifndef WEB_CHOICES_H
#define WEB_CHOICES_H

#include "web/parts.h"
#include "web/request.h"

struct choices {
	const struct option *list;
	size_t count;
};

struct choices choices_zones(const struct request *request, struct text chosen);
/* The languages of the program's own screens. */
struct choices choices_languages(const struct request *request, struct text chosen);
/* Every language that people may have. */
struct choices choices_all_languages(const struct request *request, struct text chosen);
struct choices choices_currencies(const struct request *request, struct text chosen);
struct choices choices_countries(const struct request *request, struct text chosen);
/* The same with an entry of that label for "none" in front. */
struct choices choices_or_none(const struct request *request, struct choices choices, struct text label);

#endif
