/* The shape of the tables that tools/reference makes at build time of iso-codes, its translations, tzdata and
 * libphonenumber's metadata. Only the files of this folder read them; everybody else asks country.h, locale_names.h
 * and phone.h.
 */
#ifndef FORMAT_REFERENCE_TABLES_H
#define FORMAT_REFERENCE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The languages of the interface, in the order of every name[] below. */
enum reference_language { REFERENCE_EN, REFERENCE_MS, REFERENCE_DE, REFERENCE_LANGUAGES };

struct country_row {
	char code[3], alpha3[4], numeric[4];
	const char *zone; /* the first zone of tzdata's zone.tab, NULL when it has none */
	const char *name[REFERENCE_LANGUAGES];
};
extern const struct country_row country_rows[]; /* by code */
extern const size_t country_rows_count;
extern const uint16_t *const country_orders[REFERENCE_LANGUAGES]; /* rows by their folded name in that language */

/* Every known name of a country, folded, NUL-terminated, in one block; sorted by strcmp. */
extern const char country_names[];
struct country_name_row {
	uint32_t at; /* into country_names */
	uint16_t row;
};
extern const struct country_name_row country_name_rows[];
extern const size_t country_name_rows_count;

struct subdivision_row {
	char code[8];
	bool top; /* not part of another subdivision */
	const char *name, *folded;
};
extern const struct subdivision_row subdivision_rows[]; /* by code */
extern const size_t subdivision_rows_count;

struct subdivision_alias {
	const char *folded;
	char code[8];
};
extern const struct subdivision_alias subdivision_aliases[];
extern const size_t subdivision_aliases_count;

struct language_row {
	char code[3];
	const char *own; /* in itself */
	const char *name[REFERENCE_LANGUAGES];
};
extern const struct language_row language_rows[]; /* by code */
extern const size_t language_rows_count;

struct currency_row {
	char code[4];
	const char *name[REFERENCE_LANGUAGES];
};
extern const struct currency_row currency_rows[]; /* by code */
extern const size_t currency_rows_count;

/* How a group of numbers is written. Patterns are those of format/digit_pattern.h. */
struct phone_format {
	const char *pattern, *layout; /* "(\\d{2})(\\d{4})", "$1-$2" */
	const char *leading;          /* the number begins so; NULL: any */
	const char *national_first;   /* "0$1": what stands for $1 at home; NULL: $1 */
	const char *international;    /* layout abroad; NULL: as layout, "NA": never dialled from abroad */
};

struct phone_region {
	char country[3];
	bool main; /* of those that share the calling code, the one whose formats count */
	const char *calling_code;
	const char *idd;     /* pattern of what is dialled before going abroad */
	const char *pattern; /* of a national number */
	uint32_t lengths;    /* bit n: numbers of n digits exist */
	const char *national_prefix, *prefix_pattern, *prefix_becomes;
	const char *leading; /* of this region among those that share the code, or NULL */
	const char *types;   /* numbers really given out in this region, or NULL where the code is its own */
	const struct phone_format *formats;
	size_t formats_count;
};
extern const struct phone_region phone_regions[]; /* by country */
extern const size_t phone_regions_count;

#endif
