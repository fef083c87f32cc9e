/* Names of languages and currencies from the tables of reference data. */
#include "format/locale_names.h"

#include "base/money.h"
#include "format/fold.h"
#include "format/reference_tables.h"

#include <stdlib.h>
#include <string.h>

static enum reference_language reading(struct text language)
{
	return text_equal(language, TEXT("ms"))   ? REFERENCE_MS
	       : text_equal(language, TEXT("de")) ? REFERENCE_DE
						  : REFERENCE_EN;
}

/* Both kinds of rows begin with their code. */
static int compare_code(const void *code, const void *row)
{
	return text_compare(*(const struct text *)code, text_of(row));
}

static const struct language_row *language_row(struct text code)
{
	return bsearch(&code, language_rows, language_rows_count, sizeof *language_rows, compare_code);
}

struct text language_name(struct text code, struct text language)
{
	const struct language_row *row = language_row(code);
	return row ? text_of(row->name[reading(language)]) : code;
}

struct text language_own_name(struct text code)
{
	const struct language_row *row = language_row(code);
	return row ? text_of(row->own) : code;
}

bool language_is_known(struct text code)
{
	return language_row(code) != NULL;
}

struct text currency_name(struct text code, struct text language)
{
	const struct currency_row *row =
		bsearch(&code, currency_rows, currency_rows_count, sizeof *currency_rows, compare_code);
	return row ? text_of(row->name[reading(language)]) : code;
}

/* An option and what it is sorted by: "Ä" stands with "A". */
struct folded_option {
	struct text folded;
	struct locale_option option;
};

static int by_folded(const void *a, const void *b)
{
	return text_compare(((const struct folded_option *)a)->folded, ((const struct folded_option *)b)->folded);
}

const struct locale_option *language_options(struct arena *arena, struct text language, size_t *ret_count)
{
	struct folded_option *sorted = arena_take_array(arena, language_rows_count, sizeof *sorted);
	struct locale_option *options = arena_take_array(arena, language_rows_count, sizeof *options);
	for (size_t i = 0; i < language_rows_count; i++) {
		struct text name = text_of(language_rows[i].name[reading(language)]);
		sorted[i] = (struct folded_option){fold_search(arena, name), {text_of(language_rows[i].code), name}};
	}
	qsort(sorted, language_rows_count, sizeof *sorted, by_folded);
	for (size_t i = 0; i < language_rows_count; i++)
		options[i] = sorted[i].option;
	*ret_count = language_rows_count;
	return options;
}

const struct locale_option *currency_options(struct arena *arena, struct text language, size_t *ret_count)
{
	struct locale_option *options = arena_take_array(arena, currency_rows_count, sizeof *options);
	size_t count = 0;
	for (size_t i = 0; i < currency_rows_count; i++) {
		struct text code = text_of(currency_rows[i].code);
		struct currency currency;
		if (currency_parse(code, &currency))
			options[count++] =
				(struct locale_option){code, text_of(currency_rows[i].name[reading(language)])};
	}
	*ret_count = count;
	return options;
}
