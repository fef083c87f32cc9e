/* Ranges as lists or bits, and counting them by sets; see slot_pick.h. */
#include "service/index/slot_pick.h"

#include <string.h>

#define SEARCH_COST 16 /* a slot that is searched for in a sorted array, against slots that are walked over */

/* Slots before the place, by the counts of groups and leaves. */
static size_t rank_of(const struct slot_order *order, const struct slot_place *place)
{
	size_t rank = place->at;
	for (size_t g = 0; g < place->group; g++)
		rank += order->groups[g].count;
	for (size_t l = 0; l < place->leaf; l++)
		rank += order->groups[place->group].leaves[l]->count;
	return rank;
}

/* `left` slots from the place on, of which those of `among` are kept; how many they are. */
static size_t read_slots(const struct slot_order *order, struct slot_place place, size_t left, const uint64_t *among,
			 uint32_t *slots)
{
	size_t count = 0;
	for (size_t g = place.group, l = place.leaf, at = place.at; left > 0; g++, l = 0)
		for (; l < order->groups[g].leaf_count && left > 0; l++, at = 0) {
			const struct slot_leaf *leaf = order->groups[g].leaves[l];
			for (; at < leaf->count && left > 0; at++, left--) {
				slots[count] = leaf->slots[at];
				count += bits_has(among, leaf->slots[at]);
			}
		}
	return count;
}

static struct slot_picked pick_few(const struct slot_picking *picking, const struct slot_order *order,
				   struct slot_place from, size_t length)
{
	uint32_t *slots = (uint32_t *)(void *)picking->room;
	struct slot_picked picked = {.bits = picking->bits, .slots = slots};
	picked.count = read_slots(order, from, length, picking->among, slots);
	memset(picking->bits, 0, picking->words * sizeof *picking->bits);
	for (size_t i = 0; i < picked.count; i++)
		bits_add(picking->bits, slots[i]);
	return picked;
}

static struct slot_picked pick_many(const struct slot_picking *picking, const struct slot_order *order,
				    const struct slot_key *low, const struct slot_key *high)
{
	slot_order_within(order, low, high, picking->bits);
	size_t count = bits_and_counted(picking->bits, picking->among, picking->words);
	return (struct slot_picked){.bits = picking->bits, .count = count};
}

struct slot_picked slot_pick_range(const struct slot_picking *picking, const struct slot_order *order, int64_t low,
				   int64_t high)
{
	const struct slot_key low_key = {.number = low, .id = INT64_MIN}, high_key = {.number = high, .id = INT64_MAX};
	if (low > high || order->count == 0)
		return pick_few(picking, order, (struct slot_place){0}, 0);
	struct slot_place from = slot_order_find(order, &low_key), to = slot_order_find(order, &high_key);
	size_t length = rank_of(order, &to) - rank_of(order, &from);
	/* Below that a list is quicker than bits, and it fits the room. */
	return length <= picking->words ? pick_few(picking, order, from, length)
					: pick_many(picking, order, &low_key, &high_key);
}

size_t slot_picked_count(const struct slot_picked *picked, const struct slot_set *set, size_t words)
{
	size_t count = 0;
	if (set->bits && !picked->slots)
		return bits_count_both(set->bits, picked->bits, words);
	if (picked->slots && (set->bits || picked->count * SEARCH_COST < set->count)) {
		for (size_t i = 0; i < picked->count; i++)
			count += slot_set_has(set, picked->slots[i]);
		return count;
	}
	for (size_t i = 0; i < set->count; i++)
		count += bits_has(picked->bits, set->slots[i]);
	return count;
}
