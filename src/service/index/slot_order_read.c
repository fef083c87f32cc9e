/* Reading the order: ranges, ranks, pages; see slot_order.h.
 *
 * The one idea: walking a group costs a bit test a slot, so a page of few matches that lie far apart is sorted instead
 * of walked.
 */
#include "service/index/slot_order.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define SORT_COST 200 /* a match that is sorted, against slots that are walked over; measured by bench/index */
#define SORT_MOST 20000

const uint64_t *slot_order_all(const struct slot_order *order)
{
	return order->groups[order->group_count - 1].through;
}

/* Visits the slots of the group that stand before the place. */
#define EACH_BEFORE(group, place, slot, then)                                                                          \
	for (size_t l = 0; l <= (place).leaf; l++) {                                                                   \
		const struct slot_leaf *leaf = (group)->leaves[l];                                                     \
		for (size_t s = 0, end = l == (place).leaf ? (place).at : leaf->count; s < end; s++) {                 \
			uint32_t slot = leaf->slots[s];                                                                \
			then;                                                                                          \
		}                                                                                                      \
	}

void slot_order_below(const struct slot_order *order, const struct slot_key *key, uint64_t *to)
{
	struct slot_place place = slot_order_find(order, key);
	if (place.group > 0)
		memcpy(to, order->groups[place.group - 1].through, order->words * sizeof *to);
	else
		memset(to, 0, order->words * sizeof *to);
	EACH_BEFORE(&order->groups[place.group], place, slot, bits_add(to, slot))
}

static size_t count_through(const struct slot_order *order, size_t group, const uint64_t *among)
{
	return bits_count_both(order->groups[group].through, among, order->words);
}

size_t slot_order_count_below(const struct slot_order *order, const struct slot_key *key, const uint64_t *among)
{
	struct slot_place place = slot_order_find(order, key);
	size_t count = place.group > 0 ? count_through(order, place.group - 1, among) : 0;
	EACH_BEFORE(&order->groups[place.group], place, slot, count += bits_has(among, slot))
	return count;
}

/* ---- pages ---- */

/* The group in which the match of that rank (from 0) stands, and how many matches stand before the group. */
static size_t find_group(const struct slot_order *order, const uint64_t *among, size_t rank, size_t *ret_before)
{
	size_t low = 0, high = order->group_count - 1;
	*ret_before = 0;
	while (low < high) {
		size_t middle = (low + high) / 2, count = count_through(order, middle, among);
		if (count <= rank) {
			low = middle + 1;
			*ret_before = count;
		} else {
			high = middle;
		}
	}
	return low;
}

static size_t walk_forwards(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots)
{
	size_t before, count = 0, group = find_group(order, page->among, page->offset, &before);
	size_t skip = page->offset - before;
	for (; group < order->group_count; group++)
		for (size_t l = 0; l < order->groups[group].leaf_count; l++) {
			const struct slot_leaf *leaf = order->groups[group].leaves[l];
			for (size_t s = 0; s < leaf->count; s++) {
				if (!bits_has(page->among, leaf->slots[s]) || (skip > 0 && skip--))
					continue;
				ret_slots[count++] = leaf->slots[s];
				if (count == page->most || page->offset + count == page->matches)
					return count;
			}
		}
	return count;
}

static size_t walk_backwards(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots)
{
	size_t before, count = 0, rank = page->matches - 1 - page->offset;
	size_t group = find_group(order, page->among, rank, &before) + 1;
	size_t through = group < order->group_count ? count_through(order, group - 1, page->among) : page->matches;
	size_t skip = through - 1 - rank;
	for (; group > 0; group--)
		for (size_t l = order->groups[group - 1].leaf_count; l > 0; l--) {
			const struct slot_leaf *leaf = order->groups[group - 1].leaves[l - 1];
			for (size_t s = leaf->count; s > 0; s--) {
				if (!bits_has(page->among, leaf->slots[s - 1]) || (skip > 0 && skip--))
					continue;
				ret_slots[count++] = leaf->slots[s - 1];
				if (count == page->most || page->offset + count == page->matches)
					return count;
			}
		}
	return count;
}

static int compare_slots(const void *left, const void *right, void *state)
{
	const struct slot_order *order = state;
	const struct slot_key key = slot_order_key(order, *(const uint32_t *)right);
	return slot_order_compare(order, *(const uint32_t *)left, &key);
}

static size_t sort_matches(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots)
{
	uint32_t *all = memory_resize(NULL, page->matches * sizeof *all);
	size_t found = 0, count = 0;
	for (size_t i = 0; i < order->words && found < page->matches; i++)
		for (uint64_t left = page->among[i] & slot_order_all(order)[i]; left && found < page->matches;
		     left &= left - 1)
			all[found++] = (uint32_t)(i * BITS_WORD + (size_t)__builtin_ctzll(left));
	qsort_r(all, found, sizeof *all, compare_slots, (void *)(uintptr_t)order);
	for (size_t at = page->offset; at < found && count < page->most; at++)
		ret_slots[count++] = all[page->backwards ? found - 1 - at : at];
	free(all);
	return count;
}

size_t slot_order_page(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots)
{
	if (page->offset >= page->matches || page->most == 0)
		return 0;
	if (page->matches < SORT_MOST && page->matches * page->matches * SORT_COST < page->most * order->count)
		return sort_matches(order, page, ret_slots);
	return page->backwards ? walk_backwards(order, page, ret_slots) : walk_forwards(order, page, ret_slots);
}
