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

static void write_names(FILE *out, const char *name, const struct mo *malay, const struct mo *german)
{
	const char *ms = mo_find(malay, name), *de = mo_find(german, name);
	fputc('{', out);
	write_first(out, name);
	fputs(", ", out);
	write_first(out, ms ? ms : name);
	fputs(", ", out);
	write_first(out, de ? de : name);
	fputs("}},\n", out);
}

void write_languages(FILE *out, char **inputs)
{
	size_t count;
	struct mo *ms = mo_open(inputs[1], "ms", "iso_639-2"), *de = mo_open(inputs[1], "de", "iso_639-2");
	json_t **rows = rows_by(read_iso(inputs[0], "639-2"), "alpha_2", &count);
	write_opening(out, "Languages and currencies");
	fputs("const struct language_row language_rows[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		const char *code = string_of(rows[i], "alpha_2"), *name = string_of(rows[i], "name");
		struct mo *own = mo_open(inputs[1], strcmp(code, "zh") == 0 ? "zh_CN" : code, "iso_639-2");
		const char *itself = mo_find(own, name);
		fprintf(out, "{\"%s\", ", code);
		write_first(out, itself ? itself : name);
		fputs(", ", out);
		write_names(out, name, ms, de);
		mo_close(own);
	}
	fprintf(out, "};\nconst size_t language_rows_count = %zu;\n", count);
	free(rows);
	mo_close(ms);
	mo_close(de);

	ms = mo_open(inputs[1], "ms", "iso_4217");
	de = mo_open(inputs[1], "de", "iso_4217");
	rows = rows_by(read_iso(inputs[0], "4217"), "alpha_3", &count);
	fputs("const struct currency_row currency_rows[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "{\"%s\", ", string_of(rows[i], "alpha_3"));
		write_names(out, string_of(rows[i], "name"), ms, de);
	}
	fprintf(out, "};\nconst size_t currency_rows_count = %zu;\n", count);
	free(rows);
	mo_close(ms);
	mo_close(de);
}
