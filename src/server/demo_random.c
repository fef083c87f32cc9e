/* The stream of numbers, and choices by it. */
#include "server/demo_random.h"

#include "server/demo_people.h"

#include <string.h>

static uint64_t mixed(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

struct demo_random demo_random_start(uint64_t seed, uint64_t index)
{
	return (struct demo_random){mixed(mixed(seed + UINT64_C(0x9e3779b97f4a7c15)) ^ (index + 1))};
}

static uint64_t demo_random_next(struct demo_random *random)
{
	random->state += UINT64_C(0x9e3779b97f4a7c15);
	return mixed(random->state);
}

uint64_t demo_random_below(struct demo_random *random, uint64_t below)
{
	return demo_random_next(random) % below;
}

bool demo_random_percent(struct demo_random *random, unsigned percent)
{
	return demo_random_below(random, 100) < percent;
}

struct text demo_random_entry(struct demo_random *random, const struct demo_list *list)
{
	return list->count ? text_of(list->entries[demo_random_below(random, list->count)]) : TEXT("");
}

struct text demo_random_entry_of(struct demo_random *random, const struct demo_list *list, struct text first)
{
	size_t fitting = 0;
	for (size_t i = 0; i < list->count; i++)
		fitting += text_equal(demo_field(text_of(list->entries[i]), 0), first);
	uint64_t chosen = fitting ? demo_random_below(random, fitting) : 0;
	for (size_t i = 0; i < list->count; i++) {
		if (text_equal(demo_field(text_of(list->entries[i]), 0), first) && chosen-- == 0)
			return text_of(list->entries[i]);
	}
	return TEXT("");
}

const struct demo_culture *demo_culture_find(const char *name)
{
	for (size_t i = 0; i < demo_cultures_count; i++) {
		if (strcmp(demo_cultures[i].name, name) == 0)
			return &demo_cultures[i];
	}
	return NULL;
}

struct text demo_field(struct text entry, size_t place)
{
	struct text rest = entry, field = TEXT("");
	for (size_t i = 0; text_next(&rest, '|', &field); i++) {
		if (i == place)
			return text_trim(field);
	}
	return TEXT("");
}

size_t demo_list(enum demo_list_kind kind, const char *const **ret_entries)
{
	static const enum demo_section sections[] = {
		[DEMO_LIST_TYPES] = DEMO_TYPES,
		[DEMO_LIST_GROUPS] = DEMO_GROUPS,
		[DEMO_LIST_CHANNELS] = DEMO_CHANNELS,
		[DEMO_LIST_TAGS] = DEMO_TAG_NAMES,
		[DEMO_LIST_ATTRIBUTES] = DEMO_ATTRIBUTE_KINDS,
		[DEMO_LIST_ATTRIBUTE_VALUES] = DEMO_ATTRIBUTE_VALUES,
	};
	const struct demo_list *list = &demo_culture_find("shop")->lists[sections[kind]];
	*ret_entries = list->entries;
	return list->count;
}
