/* Numbering plans: which number belongs where. */
#ifndef FORMAT_PHONE_PLAN_H
#define FORMAT_PHONE_PLAN_H

#include "format/reference_tables.h"

#include "base/text.h"

#define PHONE_E164_DIGITS 15

/* The plan of a country by its alpha-2 code, or NULL. */
const struct phone_region *phone_region_of(struct text country);
/* The main plan of the calling code that the digits begin with; the rest is the national number. NULL when none. */
const struct phone_region *phone_region_by_code(struct text digits, struct text *ret_national);
/* Among those that share the calling code, the region that gives out this number. */
const struct phone_region *phone_region_of_number(const struct phone_region *region, struct text national);
/* Numbers of this beginning and length exist in the region. */
bool phone_region_has(const struct phone_region *region, struct text national);

#endif
