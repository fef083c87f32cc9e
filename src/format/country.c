/* Looking up in the tables of reference data, by halves. */
#include "format/country.h"

#include "format/name_fold.h"
#include "format/reference_tables.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static enum reference_language language_of(struct text language)
{
	return text_equal(language, TEXT("ms"))   ? REFERENCE_MS
	       : text_equal(language, TEXT("de")) ? REFERENCE_DE
						  : REFERENCE_EN;
}

static int compare_code(const void *code, const void *row)
{
	return strcmp(code, ((const struct country_row *)row)->code);
}

static const struct country_row *row_by_code(struct text code)
{
	char upper[3] = {0};
	if (code.size != 2)
		return NULL;
	for (size_t i = 0; i < 2; i++)
		upper[i] = (char)toupper((unsigned char)code.at[i]);
	return bsearch(upper, country_rows, country_rows_count, sizeof country_rows[0], compare_code);
}

static const struct country_row *row_by_three(struct text code)
{
	for (size_t i = 0; i < country_rows_count; i++) {
		if (strncasecmp(country_rows[i].alpha3, code.at, 3) == 0 ||
		    strncmp(country_rows[i].numeric, code.at, 3) == 0)
			return &country_rows[i];
	}
	return NULL;
}

static int compare_name(const void *folded, const void *row)
{
	return strcmp(folded, country_names + ((const struct country_name_row *)row)->at);
}

static const struct country_row *row_by_name(struct text name)
{
	struct folded_name folded;
	if (!name_fold(name, &folded))
		return NULL;
	const struct country_name_row *row = bsearch(folded.at, country_name_rows, country_name_rows_count,
						     sizeof country_name_rows[0], compare_name);
	return row ? &country_rows[row->row] : NULL;
}

struct text country_find(struct text any_name_or_code)
{
	struct text name = text_trim(any_name_or_code);
	const struct country_row *row = name.size == 2 ? row_by_code(name) : name.size == 3 ? row_by_three(name) : NULL;
	if (!row)
		row = row_by_name(name);
	return row ? text_of(row->code) : TEXT_NONE;
}

struct text country_name(struct text code, struct text language)
{
	const struct country_row *row = row_by_code(code);
	return row ? text_of(row->name[language_of(language)]) : code;
}

struct text country_zone(struct text code)
{
	const struct country_row *row = row_by_code(code);
	return row ? text_of(row->zone) : TEXT_NONE;
}

const struct country_option *country_options(struct arena *arena, struct text language, size_t *ret_count)
{
	enum reference_language shown = language_of(language);
	struct country_option *options = arena_take_array(arena, country_rows_count, sizeof *options);
	for (size_t i = 0; i < country_rows_count; i++) {
		const struct country_row *row = &country_rows[country_orders[shown][i]];
		options[i] = (struct country_option){text_of(row->code), text_of(row->name[shown])};
	}
	*ret_count = country_rows_count;
	return options;
}

/* The rows whose code begins with "MY-"; they stand together. */
static const struct subdivision_row *subdivisions_of(struct text country, size_t *ret_count)
{
	size_t low = 0, high = subdivision_rows_count;
	*ret_count = 0;
	if (country.size != 2)
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strncmp(subdivision_rows[middle].code, country.at, 2) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	size_t end = low;
	while (end < subdivision_rows_count && strncmp(subdivision_rows[end].code, country.at, 2) == 0)
		end++;
	*ret_count = end - low;
	return &subdivision_rows[low];
}

static bool has_code(const struct subdivision_row *row, struct text asked)
{
	struct text code = text_of(row->code), short_code = text_slice(code, 3, code.size);
	return (asked.size == code.size && strncasecmp(asked.at, code.at, code.size) == 0) ||
	       (asked.size == short_code.size && strncasecmp(asked.at, short_code.at, short_code.size) == 0);
}

struct text subdivision_find(struct text country, struct text any_name_or_code)
{
	size_t count;
	struct text asked = text_trim(any_name_or_code);
	const struct subdivision_row *rows = subdivisions_of(country, &count);
	for (size_t i = 0; i < count; i++) {
		if (asked.size > 0 && has_code(&rows[i], asked))
			return text_of(rows[i].code);
	}
	struct folded_name folded;
	if (count == 0 || !name_fold(asked, &folded))
		return TEXT_NONE;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].folded, folded.at) == 0)
			return text_of(rows[i].code);
	}
	for (size_t i = 0; i < subdivision_aliases_count; i++) {
		if (strncmp(subdivision_aliases[i].code, country.at, 2) == 0 &&
		    strcmp(subdivision_aliases[i].folded, folded.at) == 0)
			return text_of(subdivision_aliases[i].code);
	}
	return TEXT_NONE;
}

struct text subdivision_name(struct text code)
{
	size_t count;
	const struct subdivision_row *rows = subdivisions_of(text_slice(code, 0, 2), &count);
	for (size_t i = 0; i < count; i++) {
		if (text_equal(text_of(rows[i].code), code))
			return text_of(rows[i].name);
	}
	return code;
}

static int compare_folded(const void *a, const void *b)
{
	const struct subdivision_row *left = *(const struct subdivision_row *const *)a;
	const struct subdivision_row *right = *(const struct subdivision_row *const *)b;
	return strcmp(left->folded, right->folded);
}

const struct country_option *subdivision_options(struct arena *arena, struct text country, size_t *ret_count)
{
	size_t all, count = 0;
	const struct subdivision_row *rows = subdivisions_of(country, &all);
	const struct subdivision_row **order = arena_take_array(arena, all, sizeof *order);
	for (size_t i = 0; i < all; i++) {
		if (rows[i].top)
			order[count++] = &rows[i];
	}
	qsort(order, count, sizeof *order, compare_folded);
	struct country_option *options = arena_take_array(arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct country_option){text_of(order[i]->code), text_of(order[i]->name)};
	*ret_count = count;
	return count ? options : NULL;
}
