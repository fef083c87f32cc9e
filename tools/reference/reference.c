/* The entry of the program, and what its parts share. */
#include "reference.h"

#include "tools/shared/keep.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fputs("reference: ", stderr);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
	va_end(values);
	exit(1);
}

json_t *read_json(const char *path)
{
	json_error_t error;
	json_t *json = json_load_file(path, 0, &error);
	if (!json)
		fail("%s:%d: %s", path, error.line, error.text);
	return json;
}

json_t *read_iso(const char *folder, const char *key)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/iso_%s.json", folder, key);
	json_t *array = json_object_get(read_json(path), key);
	if (!json_is_array(array))
		fail("%s: no array \"%s\"", path, key);
	return array;
}

const char *string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

void write_string(FILE *out, const char *string)
{
	if (!string) {
		fputs("NULL", out);
		return;
	}
	fputc('"', out);
	for (const char *c = string; *c; c++) {
		if (*c == '"' || *c == '\\')
			fputc('\\', out);
		fputc(*c, out);
	}
	fputc('"', out);
}

void write_opening(FILE *out, const char *what)
{
	fprintf(out,
		"/* %s. Made by tools/reference; changes here are lost. */\n"
		"#include \"format/reference_tables.h\"\n\n",
		what);
}

#define ANY (-1)

struct kind {
	const char *name;
	int inputs; /* how many, or ANY */
	void (*write)(FILE *out, char **inputs);
};

static const struct kind kinds[] = {
	{"countries", 5, write_countries},       /* iso-codes/json, locale, names.json, aliases, zone.tab */
	{"subdivisions", 2, write_subdivisions}, /* iso-codes/json, aliases */
	{"languages", 2, write_languages},       /* iso-codes/json, names.json */
	{"phones", 1, write_phones},             /* libphonenumber's metadata.min.json */
	{"demo", ANY, write_demo},               /* the files of assets/demo */
};

int main(int count, char **words)
{
	for (size_t i = 0; count > 2 && i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(words[1], kinds[i].name) != 0 || (kinds[i].inputs != ANY && count != 3 + kinds[i].inputs))
			continue;
		char *made = NULL;
		size_t size = 0;
		FILE *out = open_memstream(&made, &size);
		if (!out)
			fail("no memory for %s", words[2]);
		kinds[i].write(out, words + 3);
		if (fclose(out) != 0 || !file_keep(words[2], (struct text){made, size}))
			fail("cannot write %s", words[2]);
		free(made);
		return 0;
	}
	fputs("usage: reference countries|subdivisions|languages|phones|demo OUTPUT.c INPUT…\n", stderr);
	return 2;
}
