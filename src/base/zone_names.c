/* State that changes: the list of names, made once. */
#include "base/memory.h"
#include "base/zone.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_LIST "/usr/share/zoneinfo/zone.tab"

static struct text *names;
static size_t name_count;
static pthread_once_t names_ready = PTHREAD_ONCE_INIT;

static int compare_names(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void add_name(struct text name)
{
	char *copy = memory_resize(NULL, name.size + 1);
	memcpy(copy, name.at, name.size);
	copy[name.size] = '\0';
	names = memory_resize(names, (name_count + 1) * sizeof *names);
	names[name_count++] = (struct text){copy, name.size};
}

/* Lines: country codes TAB coordinates TAB name [TAB comment] */
static void load_names(void)
{
	add_name(TEXT("UTC"));
	FILE *file = fopen(ZONE_LIST, "re");
	char line[512];
	while (file && fgets(line, sizeof line, file)) {
		struct text rest = text_trim(text_of(line)), field = TEXT_NONE;
		if (text_starts(rest, TEXT("#")))
			continue;
		bool has_name = text_next(&rest, '\t', &field) && text_next(&rest, '\t', &field) &&
				text_next(&rest, '\t', &field);
		if (has_name && zone_find(field))
			add_name(field);
	}
	if (file)
		fclose(file);
	qsort(names, name_count, sizeof *names, compare_names);
}

size_t zone_names(const struct text **ret_names)
{
	pthread_once(&names_ready, load_names);
	*ret_names = names;
	return name_count;
}
