/* A hash table from declared statements to what an engine made of them. */
#include "store/prepared.h"

#include <stdlib.h>

#define FIRST_ROOM 64

static size_t place_of(const struct prepared *prepared, const struct store_statement *statement)
{
	uint64_t mixed = (uint64_t)(uintptr_t)statement * UINT64_C(0x9E3779B97F4A7C15);
	size_t place = (size_t)(mixed >> 32) & (prepared->room - 1);
	while (prepared->entries[place].statement && prepared->entries[place].statement != statement)
		place = (place + 1) & (prepared->room - 1);
	return place;
}

void *prepared_find(const struct prepared *prepared, const struct store_statement *statement)
{
	return prepared->room ? prepared->entries[place_of(prepared, statement)].made : NULL;
}

static void grow(struct prepared *prepared)
{
	struct prepared larger = {.room = prepared->room ? prepared->room * 2 : FIRST_ROOM, .count = prepared->count};
	larger.entries = calloc(larger.room, sizeof(*larger.entries));
	if (!larger.entries)
		abort();
	for (size_t i = 0; i < prepared->room; i++) {
		const struct store_statement *statement = prepared->entries[i].statement;
		if (statement)
			larger.entries[place_of(&larger, statement)] = prepared->entries[i];
	}
	free(prepared->entries);
	*prepared = larger;
}

void prepared_add(struct prepared *prepared, const struct store_statement *statement, void *made)
{
	if (2 * (prepared->count + 1) > prepared->room)
		grow(prepared);
	prepared->entries[place_of(prepared, statement)] = (struct prepared_entry){statement, made};
	prepared->count++;
}

void prepared_clear(struct prepared *prepared, void (*close)(void *made))
{
	for (size_t i = 0; close && i < prepared->room; i++)
		if (prepared->entries[i].statement)
			close(prepared->entries[i].made);
	free(prepared->entries);
	*prepared = (struct prepared){0};
}
