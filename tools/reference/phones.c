/* Numbering plans out of libphonenumber-js' metadata.min.json: arrays whose places have these meanings (version 4). */
#include "reference.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum region_place {
	CALLING_CODE,
	IDD,
	PATTERN,
	LENGTHS,
	FORMATS,
	NATIONAL_PREFIX,
	NATIONAL_FIRST,
	PREFIX_PATTERN,
	PREFIX_BECOMES,
	PREFIX_OPTIONAL,
	LEADING,
	TYPES,
};

enum format_place { FORMAT_PATTERN, FORMAT_LAYOUT, FORMAT_LEADING, FORMAT_FIRST, FORMAT_OPTIONAL, FORMAT_ABROAD };

static const char *place(const json_t *array, size_t at)
{
	return json_string_value(json_array_get(array, at));
}

static void write_place(FILE *out, const json_t *array, size_t at)
{
	write_string(out, place(array, at));
	fputs(", ", out);
}

static size_t write_formats(FILE *out, const char *country, const json_t *region)
{
	const json_t *formats = json_array_get(region, FORMATS);
	if (json_array_size(formats) == 0)
		return 0;
	fprintf(out, "static const struct phone_format formats_%s[] = {\n", country);
	for (size_t i = 0; i < json_array_size(formats); i++) {
		const json_t *format = json_array_get(formats, i), *leading = json_array_get(format, FORMAT_LEADING);
		const char *first = place(format, FORMAT_FIRST);
		fputc('{', out);
		write_place(out, format, FORMAT_PATTERN);
		write_place(out, format, FORMAT_LAYOUT);
		/* The last one is the most exact; the others serve typing as you go. */
		write_string(out, json_array_size(leading) ? place(leading, json_array_size(leading) - 1) : NULL);
		fputs(", ", out);
		write_string(out, first ? first : place(region, NATIONAL_FIRST));
		fputs(", ", out);
		write_string(out, place(format, FORMAT_ABROAD));
		fputs("},\n", out);
	}
	fputs("};\n", out);
	return json_array_size(formats);
}

static uint32_t lengths_of(const json_t *region)
{
	const json_t *lengths = json_array_get(region, LENGTHS);
	uint32_t bits = 0;
	for (size_t i = 0; i < json_array_size(lengths); i++)
		bits |= UINT32_C(1) << json_integer_value(json_array_get(lengths, i));
	return bits;
}

/* One pattern of all kinds of numbers of a region; only written where a calling code is shared. */
static void write_types(FILE *out, const json_t *region)
{
	const json_t *types = json_array_get(region, TYPES);
	if (json_array_size(types) == 0) {
		fputs("NULL, ", out);
		return;
	}
	bool first = true;
	for (size_t i = 0; i < json_array_size(types); i++) {
		const char *pattern = place(json_array_get(types, i), 0);
		if (!pattern || !*pattern)
			continue;
		if (!first)
			fputs("\"|\"", out);
		write_string(out, pattern);
		first = false;
	}
	fputs(first ? "NULL, " : ", ", out);
}

static void write_region(FILE *out, const char *country, const json_t *region, bool main_one, size_t formats)
{
	fprintf(out, "{\"%s\", %s, ", country, main_one ? "true" : "false");
	write_place(out, region, CALLING_CODE);
	write_place(out, region, IDD);
	write_place(out, region, PATTERN);
	fprintf(out, "%u, ", (unsigned)lengths_of(region));
	write_place(out, region, NATIONAL_PREFIX);
	write_string(out, place(region, place(region, PREFIX_PATTERN) ? PREFIX_PATTERN : NATIONAL_PREFIX));
	fputs(", ", out);
	write_place(out, region, PREFIX_BECOMES);
	write_place(out, region, LEADING);
	write_types(out, region);
	if (formats)
		fprintf(out, "formats_%s, %zu},\n", country, formats);
	else
		fputs("NULL, 0},\n", out);
}

static int by_country(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void write_phones(FILE *out, char **inputs)
{
	json_t *root = read_json(inputs[0]), *countries = json_object_get(root, "countries");
	json_t *codes = json_object_get(root, "country_calling_codes");
	if (json_integer_value(json_object_get(root, "version")) != 4)
		fail("%s: a version of the metadata that this compiler does not know", inputs[0]);
	size_t count = 0, formats[1024];
	const char *names[1024], *name;
	json_t *region;
	json_object_foreach(countries, name, region) names[count++] = name;
	qsort(names, count, sizeof names[0], by_country);
	write_opening(out, "Numbering plans");
	for (size_t i = 0; i < count; i++)
		formats[i] = write_formats(out, names[i], json_object_get(countries, names[i]));
	fputs("const struct phone_region phone_regions[] = {\n", out);
	for (size_t i = 0; i < count; i++) {
		region = json_object_get(countries, names[i]);
		const char *first = place(json_object_get(codes, place(region, CALLING_CODE)), 0);
		write_region(out, names[i], region, first && strcmp(first, names[i]) == 0, formats[i]);
	}
	fprintf(out, "};\nconst size_t phone_regions_count = %zu;\n", count);
}
