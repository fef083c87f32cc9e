/* Names of languages that have a two-letter code, and of currencies. */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

static const char *sorting_key;

static int by_key(const void *a, const void *b)
{
	return strcmp(string_of(*(json_t *const *)a, sorting_key), string_of(*(json_t *const *)b, sorting_key));
}

/* Those of the array that have `key`, sorted by it. */
static json_t **rows_by(const json_t *array, const char *key, size_t *ret_count)
{
	json_t **rows = calloc(json_array_size(array), sizeof *rows);
	size_t count = 0;
	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *row = json_array_get(array, i);
		if (string_of(row, key))
			rows[count++] = row;
	}
	sorting_key = key;
	qsort(rows, count, sizeof *rows, by_key);
	*ret_count = count;
	return rows;
}

/* Of "Spanish; Castilian" the first. */
static void write_first(FILE *out, const char *names)
{
	char first[256];
	snprintf(first, sizeof first, "%s", names);
	first[strcspn(first, ";")] = '\0';
	write_string(out, first);
}

/* What CLDR calls it, else what iso-codes does. */
static void write_name(FILE *out, const json_t *names, const char *language, const char *iso_name)
{
	const char *name = string_of(names, language);
	if (name)
		write_string(out, name);
	else
		write_first(out, iso_name);
}

static void write_names(FILE *out, const json_t *names, const char *iso_name)
{
	static const char *const languages[] = {"en", "ms", "de"};
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		fputs(i ? ", " : "{", out);
		write_name(out, names, languages[i], iso_name);
	}
	fputs("}},\n", out);
}

void write_languages(FILE *out, char **inputs)
{
	size_t count;
	const json_t *cldr = read_json(inputs[1]), *names = json_object_get(cldr, "languages");
	json_t **rows = rows_by(read_iso(inputs[0], "639-2"), "alpha_2", &count);
	write_opening(out, "Languages and currencies");
	fputs("const struct language_row language_rows[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		const char *code = string_of(rows[i], "alpha_2"), *name = string_of(rows[i], "name");
		const json_t *known = json_object_get(names, code);
		fprintf(out, "{\"%s\", ", code);
		write_name(out, known, "own", string_of(known, "en") ? string_of(known, "en") : name);
		fputs(", ", out);
		write_names(out, known, name);
	}
	fprintf(out, "};\nconst size_t language_rows_count = %zu;\n", count);
	free(rows);

	names = json_object_get(cldr, "currencies");
	rows = rows_by(read_iso(inputs[0], "4217"), "alpha_3", &count);
	fputs("const struct currency_row currency_rows[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		const char *code = string_of(rows[i], "alpha_3");
		fprintf(out, "{\"%s\", ", code);
		write_names(out, json_object_get(names, code), string_of(rows[i], "name"));
	}
	fprintf(out, "};\nconst size_t currency_rows_count = %zu;\n", count);
	free(rows);
}
