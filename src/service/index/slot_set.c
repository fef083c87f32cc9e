/* Sorted arrays that become bits; see slot_set.h. */
#include "service/index/slot_set.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 4

/* Where the slot stands, or would stand. */
static size_t find(const struct slot_set *set, uint32_t slot)
{
	size_t low = 0, high = set->count;
	if (set->count && set->slots[set->count - 1] < slot) /* a new customer is behind all others */
		return set->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (set->slots[middle] < slot)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void become_bits(struct slot_set *set, size_t words)
{
	set->bits = bits_make(words);
	for (size_t i = 0; i < set->count; i++)
		bits_add(set->bits, set->slots[i]);
	free(set->slots);
	set->slots = NULL;
	set->room = 0;
}

static void insert(struct slot_set *set, size_t at, uint32_t slot)
{
	if (set->count == set->room) {
		set->room = set->room ? set->room + set->room / 2 : FIRST_ROOM;
		set->slots = memory_resize(set->slots, set->room * sizeof *set->slots);
	}
	memmove(set->slots + at + 1, set->slots + at, (set->count - at) * sizeof *set->slots);
	set->slots[at] = slot;
	set->count++;
}

void slot_set_add(struct slot_set *set, uint32_t slot, size_t words)
{
	if (!set->bits && set->count >= words)
		become_bits(set, words);
	if (set->bits) {
		set->count += !bits_has(set->bits, slot);
		bits_add(set->bits, slot);
		return;
	}
	size_t at = find(set, slot);
	if (at == set->count || set->slots[at] != slot)
		insert(set, at, slot);
}

void slot_set_remove(struct slot_set *set, uint32_t slot)
{
	if (set->bits) {
		set->count -= bits_has(set->bits, slot);
		bits_remove(set->bits, slot);
		return;
	}
	size_t at = find(set, slot);
	if (at == set->count || set->slots[at] != slot)
		return;
	memmove(set->slots + at, set->slots + at + 1, (set->count - at - 1) * sizeof *set->slots);
	set->count--;
}

bool slot_set_has(const struct slot_set *set, uint32_t slot)
{
	if (set->bits)
		return bits_has(set->bits, slot);
	size_t at = find(set, slot);
	return at < set->count && set->slots[at] == slot;
}

void slot_set_resize(struct slot_set *set, size_t words, size_t more)
{
	if (set->bits)
		set->bits = bits_resize(set->bits, words, more);
}

void slot_set_free(struct slot_set *set)
{
	free(set->slots);
	free(set->bits);
	*set = (struct slot_set){0};
}

void slot_set_read(const struct slot_set *set, size_t first, size_t words, uint64_t *to)
{
	if (set->bits) {
		bits_or(to, set->bits + first, words);
		return;
	}
	uint64_t end = (uint64_t)(first + words) * BITS_WORD;
	for (size_t i = find(set, (uint32_t)(first * BITS_WORD)); i < set->count && set->slots[i] < end; i++)
		to[WORD_OF(set->slots[i]) - first] |= BIT_OF(set->slots[i]);
}

void slot_set_take_away(const struct slot_set *set, size_t first, size_t words, uint64_t *to)
{
	if (set->bits) {
		bits_and_not(to, set->bits + first, words);
		return;
	}
	uint64_t end = (uint64_t)(first + words) * BITS_WORD;
	for (size_t i = find(set, (uint32_t)(first * BITS_WORD)); i < set->count && set->slots[i] < end; i++)
		to[WORD_OF(set->slots[i]) - first] &= ~BIT_OF(set->slots[i]);
}

size_t slot_set_bytes(const struct slot_set *set, size_t words)
{
	return set->bits ? words * sizeof *set->bits : set->room * sizeof *set->slots;
}
