/* Reading .mo files (see catalogue.h); the format is in gettext's manual, "The Format of GNU MO Files". */
#include "web/catalogue.h"

#include <string.h>

#define MAGIC           0x950412deU
#define AT_COUNT        8
#define AT_ORIGINALS    12
#define AT_TRANSLATIONS 16
#define FORM_MOST       6

/* A 32-bit number, lowest byte first as msgfmt writes it; 0 outside the file. */
static uint32_t number_at(const struct catalogue *catalogue, size_t offset)
{
	if (catalogue->size < 4 || offset > catalogue->size - 4)
		return 0;
	const unsigned char *b = catalogue->at + offset;
	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* The string that entry `i` of a table names, without its closing NUL. */
static struct text string_at(const struct catalogue *catalogue, size_t table, uint32_t i)
{
	size_t entry = table + (size_t)i * 8;
	size_t size = number_at(catalogue, entry), offset = number_at(catalogue, entry + 4);
	if (offset > catalogue->size || size > catalogue->size - offset)
		return TEXT_NONE;
	return (struct text){(const char *)catalogue->at + offset, size};
}

/* Compares "context EOT message" with a key, whose plural stands behind a NUL and does not count. */
static int compare_key(const char *context, const char *message, struct text key)
{
	struct text parts[3] = {text_of(context), TEXT("\004"), text_of(message)};
	const char *end = key.size > 0 ? memchr(key.at, '\0', key.size) : NULL;
	if (end)
		key.size = (size_t)(end - key.at);
	for (size_t i = context ? 0 : 2; i < 3; i++) {
		struct text head = text_slice(key, 0, parts[i].size);
		int order = text_compare(parts[i], head);
		if (order != 0)
			return order;
		key = text_slice(key, head.size, key.size);
	}
	return key.size > 0 ? -1 : 0;
}

struct text catalogue_find(const struct catalogue *catalogue, const char *context, const char *message)
{
	if (number_at(catalogue, 0) != MAGIC)
		return TEXT_NONE;
	uint32_t low = 0, high = number_at(catalogue, AT_COUNT);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct text key = string_at(catalogue, number_at(catalogue, AT_ORIGINALS), middle);
		int order = compare_key(context, message, key);
		if (order == 0)
			return string_at(catalogue, number_at(catalogue, AT_TRANSLATIONS), middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TEXT_NONE;
}

size_t catalogue_form(const struct catalogue *catalogue, uint64_t n)
{
	struct text header = catalogue_find(catalogue, NULL, "");
	size_t line = text_find(header, TEXT("Plural-Forms:"), 0);
	size_t rule = line == SIZE_MAX ? SIZE_MAX : text_find(header, TEXT("plural="), line);
	size_t end = rule == SIZE_MAX ? SIZE_MAX : text_find(header, TEXT(";"), rule);
	uint64_t form = 0;
	if (end == SIZE_MAX || !plural_evaluate(text_slice(header, rule + 7, end - rule - 7), n, &form))
		return 0;
	return form < FORM_MOST ? (size_t)form : 0;
}
