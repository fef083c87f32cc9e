/* Sets by value; see slot_family.h. What a slot had before is not remembered: its sets are asked. */
#include "service/index/slot_family.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void slot_family_free(struct slot_family *family)
{
	for (size_t i = 0; i < family->count; i++)
		slot_set_free(&family->values[i].set);
	slot_set_free(&family->any);
	free(family->values);
	free(family->table);
	*family = (struct slot_family){0};
}

void slot_family_resize(struct slot_family *family, size_t words, size_t more)
{
	for (size_t i = 0; i < family->count; i++)
		slot_set_resize(&family->values[i].set, words, more);
	slot_set_resize(&family->any, words, more);
}

/* ---- by value ---- */

static size_t place_of(const struct slot_family *family, int64_t value)
{
	size_t mask = family->table_room - 1;
	size_t at = (size_t)(((uint64_t)value * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;
	while (family->table[at] && family->values[family->table[at] - 1].value != value)
		at = (at + 1) & mask;
	return at;
}

static void grow_table(struct slot_family *family)
{
	free(family->table);
	family->table_room = family->table_room ? family->table_room * 2 : 16;
	family->table = memory_resize(NULL, family->table_room * sizeof *family->table);
	memset(family->table, 0, family->table_room * sizeof *family->table);
	for (size_t i = 0; i < family->count; i++)
		family->table[place_of(family, family->values[i].value)] = (uint32_t)i + 1;
}

const struct slot_set *slot_family_find(const struct slot_family *family, int64_t value)
{
	if (family->count == 0)
		return NULL;
	uint32_t found = family->table[place_of(family, value)];
	return found ? &family->values[found - 1].set : NULL;
}

static struct slot_set *find_or_add(struct slot_family *family, int64_t value)
{
	if (2 * (family->count + 1) > family->table_room)
		grow_table(family);
	size_t at = place_of(family, value);
	if (family->table[at])
		return &family->values[family->table[at] - 1].set;
	if (family->count == family->room) {
		family->room = family->room ? family->room * 2 : 8;
		family->values = memory_resize(family->values, family->room * sizeof *family->values);
	}
	family->values[family->count] = (struct slot_value){.value = value};
	family->table[at] = (uint32_t)++family->count;
	return &family->values[family->count - 1].set;
}

/* ---- changing ---- */

static bool is_among(int64_t value, const int64_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (values[i] == value)
			return true;
	return false;
}

void slot_family_set(struct slot_family *family, uint32_t slot, const int64_t *values, size_t count, size_t words)
{
	/* A slot that has nothing yet, as all while the index is built, is in no set to be taken out of. */
	if (slot_set_has(&family->any, slot))
		for (size_t i = 0; i < family->count; i++)
			if (!is_among(family->values[i].value, values, count))
				slot_set_remove(&family->values[i].set, slot);
	for (size_t i = 0; i < count; i++)
		slot_set_add(find_or_add(family, values[i]), slot, words);
	if (count)
		slot_set_add(&family->any, slot, words);
	else
		slot_set_remove(&family->any, slot);
}

size_t slot_family_bytes(const struct slot_family *family, size_t words)
{
	size_t bytes = slot_set_bytes(&family->any, words) + family->room * sizeof *family->values +
		       family->table_room * sizeof *family->table;
	for (size_t i = 0; i < family->count; i++)
		bytes += slot_set_bytes(&family->values[i].set, words);
	return bytes;
}
