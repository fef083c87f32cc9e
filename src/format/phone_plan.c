/* Looking regions up in the tables of reference data. */
#include "format/phone_plan.h"

#include "format/digit_pattern.h"

#include <stdlib.h>
#include <string.h>

static int compare_country(const void *country, const void *region)
{
	return strncmp(country, ((const struct phone_region *)region)->country, 2);
}

const struct phone_region *phone_region_of(struct text country)
{
	if (country.size != 2)
		return NULL;
	return bsearch(country.at, phone_regions, phone_regions_count, sizeof phone_regions[0], compare_country);
}

const struct phone_region *phone_region_by_code(struct text digits, struct text *ret_national)
{
	for (size_t i = 0; i < phone_regions_count && digits.size > 0; i++) {
		/* Most are passed over at a glance. */
		if (!phone_regions[i].main || phone_regions[i].calling_code[0] != digits.at[0])
			continue;
		struct text code = text_of(phone_regions[i].calling_code);
		if (text_starts(digits, code)) {
			*ret_national = text_slice(digits, code.size, digits.size);
			return &phone_regions[i];
		}
	}
	return NULL;
}

static bool gives_out(const struct phone_region *region, struct text national)
{
	if (region->leading)
		return digit_pattern_match(region->leading, national, false, NULL);
	return region->types && digit_pattern_match(region->types, national, true, NULL);
}

static const struct phone_region *main_of(const struct phone_region *region)
{
	struct text national;
	return phone_region_by_code(text_of(region->calling_code), &national);
}

const struct phone_region *phone_region_of_number(const struct phone_region *region, struct text national)
{
	const struct phone_region *main_one = main_of(region);
	if (gives_out(main_one, national))
		return main_one;
	for (size_t i = 0; i < phone_regions_count; i++) {
		if (strcmp(phone_regions[i].calling_code, region->calling_code) == 0 &&
		    gives_out(&phone_regions[i], national))
			return &phone_regions[i];
	}
	return main_one;
}

bool phone_region_has(const struct phone_region *region, struct text national)
{
	return national.size < 32 && (region->lengths >> national.size & 1) &&
	       digit_pattern_match(region->pattern, national, true, NULL);
}
