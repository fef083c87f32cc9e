/* States, provinces, Länder (ISO 3166-2), and what else people call them. */
#include "format/name_fold.h"
#include "reference.h"

#include <stdlib.h>
#include <string.h>

static const char *fold(const char *name)
{
	static struct folded_name folded;
	return name_fold((struct text){name, strlen(name)}, &folded) ? folded.at : "";
}

static int by_code(const void *a, const void *b)
{
	return strcmp(string_of(*(json_t *const *)a, "code"), string_of(*(json_t *const *)b, "code"));
}

static void write_rows(FILE *out, const json_t *array)
{
	size_t count = json_array_size(array);
	const json_t **rows = calloc(count, sizeof *rows);
	for (size_t i = 0; i < count; i++)
		rows[i] = json_array_get(array, i);
	qsort(rows, count, sizeof *rows, by_code);
	fputs("const struct subdivision_row subdivision_rows[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		const char *name = string_of(rows[i], "name"), *code = string_of(rows[i], "code");
		if (strlen(code) >= 8)
			fail("code %s is too long", code);
		fprintf(out, "{\"%s\", %s, ", code, string_of(rows[i], "parent") ? "false" : "true");
		write_string(out, name);
		fputs(", ", out);
		write_string(out, fold(name));
		fputs("},\n", out);
	}
	fprintf(out, "};\nconst size_t subdivision_rows_count = %zu;\n", count);
	free(rows);
}

/* Lines "Penang = MY-07"; those of countries are for write_countries(). */
static void write_aliases(FILE *out, const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		fail("cannot read %s", path);
	size_t count = 0;
	char line[512], name[256], code[16];
	fputs("const struct subdivision_alias subdivision_aliases[] = {\n", out);
	while (fgets(line, sizeof line, file)) {
		if (line[0] == '#' || sscanf(line, "%255[^=]= %15s", name, code) != 2 || !strchr(code, '-'))
			continue;
		if (strlen(code) >= 8)
			fail("code %s is too long", code);
		fputc('{', out);
		write_string(out, fold(name));
		fprintf(out, ", \"%s\"},\n", code);
		count++;
	}
	fprintf(out, "};\nconst size_t subdivision_aliases_count = %zu;\n", count);
	fclose(file);
}

void write_subdivisions(FILE *out, char **inputs)
{
	write_opening(out, "Subdivisions of countries");
	write_rows(out, read_iso(inputs[0], "3166-2"));
	write_aliases(out, inputs[1]);
}
