/* Reads gettext's .mo: two tables of (length, offset) in the machine's byte order, messages sorted. */
#include "reference.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct mo {
	size_t size;
	uint32_t count, messages, translations;
	char bytes[];
};

static uint32_t word_at(const struct mo *mo, size_t at)
{
	uint32_t word;
	if (at + sizeof word > mo->size)
		fail("a .mo file is cut off");
	memcpy(&word, mo->bytes + at, sizeof word);
	return word;
}

static const char *string_at(const struct mo *mo, uint32_t table, uint32_t index)
{
	uint32_t length = word_at(mo, table + 8UL * index), at = word_at(mo, table + 8UL * index + 4);
	if ((size_t)at + length >= mo->size)
		fail("a .mo file is cut off");
	return mo->bytes + at;
}

struct mo *mo_open(const char *locale_folder, const char *language, const char *domain)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/%s.mo", locale_folder, language, domain);
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size_t size = (size_t)ftell(file);
	rewind(file);
	struct mo *mo = calloc(1, sizeof *mo + size + 1);
	if (!mo || fread(mo->bytes, 1, size, file) != size)
		fail("cannot read %s", path);
	fclose(file);
	mo->size = size;
	if (word_at(mo, 0) != 0x950412de)
		fail("%s is no .mo file of this machine", path);
	mo->count = word_at(mo, 8);
	mo->messages = word_at(mo, 12);
	mo->translations = word_at(mo, 16);
	return mo;
}

void mo_close(struct mo *mo)
{
	free(mo);
}

const char *mo_find(const struct mo *mo, const char *message)
{
	uint32_t low = 0, high = mo && message ? mo->count : 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(string_at(mo, mo->messages, middle), message);
		if (order == 0) {
			const char *found = string_at(mo, mo->translations, middle);
			return *found ? found : NULL;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
