/* Reading the order: ranges, ranks, pages; see slot_order.h.
 *
 * The one idea: walking a group costs a bit test a slot, so a page of few matches that lie far apart is sorted instead
 * of walked.
 */
#include "service/index/slot_order.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define SORT_COST     200 /* a match that is sorted, against slots that are walked over; measured by bench/index */
#define SORT_MOST     20000
#define WALK_SHARE    4 /* a word that is counted, against slots that are walked over */
#define COUNTS_SPARED 3 /* of all matches, when a page begins at a key */

const uint64_t *slot_order_all(const struct slot_order *order)
{
	return order->groups[order->group_count - 1].through;
}

/* Visits the slots of a group from one place to another in it. */
#define EACH_BETWEEN(group, from, to, slot, then)                                                                      \
	for (size_t l = (from).leaf; l <= (to).leaf; l++) {                                                            \
		const struct slot_leaf *leaf = (group)->leaves[l];                                                     \
		size_t stop = l == (to).leaf ? (to).at : leaf->count;                                                  \
		for (size_t s = l == (from).leaf ? (from).at : 0; s < stop; s++) {                                     \
			uint32_t slot = leaf->slots[s];                                                                \
			then;                                                                                          \
		}                                                                                                      \
	}

static struct slot_place group_start(size_t group)
{
	return (struct slot_place){.group = group};
}

static struct slot_place group_end(const struct slot_order *order, size_t group)
{
	const struct slot_group *g = &order->groups[group];
	return (struct slot_place){group, g->leaf_count - 1, g->leaves[g->leaf_count - 1]->count};
}

/* Which end of its group it is nearer to, by leaves. */
static bool is_in_front(const struct slot_order *order, struct slot_place place)
{
	return 2 * place.leaf < order->groups[place.group].leaf_count;
}

static void add_between(const struct slot_order *order, struct slot_place from, struct slot_place to, uint64_t *bits)
{
	EACH_BETWEEN(&order->groups[from.group], from, to, slot, bits_add(bits, slot))
}

static void remove_between(const struct slot_order *order, struct slot_place from, struct slot_place to, uint64_t *bits)
{
	EACH_BETWEEN(&order->groups[from.group], from, to, slot, bits_remove(bits, slot))
}

/* Everybody before the group's end that is nearer to the place; NULL: nobody. */
static const uint64_t *nearest_through(const struct slot_order *order, struct slot_place place)
{
	if (!is_in_front(order, place))
		return order->groups[place.group].through;
	return place.group > 0 ? order->groups[place.group - 1].through : NULL;
}

void slot_order_within(const struct slot_order *order, const struct slot_key *low, const struct slot_key *high,
		       uint64_t *to)
{
	struct slot_place from = slot_order_find(order, low), until = slot_order_find(order, high);
	const uint64_t *below = nearest_through(order, from), *all = nearest_through(order, until);
	if (from.group == until.group || !all || all == below)
		memset(to, 0, order->words * sizeof *to);
	else if (below)
		bits_copy_and_not(to, all, below, order->words);
	else
		memcpy(to, all, order->words * sizeof *to);
	if (from.group == until.group) {
		add_between(order, from, until, to);
		return;
	}
	if (is_in_front(order, from))
		remove_between(order, group_start(from.group), from, to);
	else
		add_between(order, from, group_end(order, from.group), to);
	if (is_in_front(order, until))
		add_between(order, group_start(until.group), until, to);
	else
		remove_between(order, until, group_end(order, until.group), to);
}

static size_t count_through(const struct slot_order *order, size_t group, const uint64_t *among)
{
	return bits_count_both(order->groups[group].through, among, order->words);
}

size_t slot_order_count_below(const struct slot_order *order, const struct slot_key *key, const uint64_t *among)
{
	struct slot_place place = slot_order_find(order, key);
	size_t count = place.group > 0 ? count_through(order, place.group - 1, among) : 0;
	struct slot_place start = group_start(place.group);
	EACH_BETWEEN(&order->groups[place.group], start, place, slot, count += bits_has(among, slot))
	return count;
}

/* ---- pages ---- */

/* Where a match of some rank stands: in that group, with so many matches before it and so many through it. */
struct found_group {
	size_t group, before, through;
};

/* Where it would be if the matches lay evenly. */
static size_t guess_group(size_t low, size_t high, const struct found_group *known, size_t rank)
{
	double share = (double)(rank - known->before) / (double)(known->through - known->before);
	size_t group = low + (size_t)(share * (double)(high - low + 1));
	return group < high ? group : high;
}

/* Each count goes through all matches. Those of most answers lie evenly in most orders, so the first two are spent on
 * both ends of the group where the match is expected; then what is left is halved. */
static struct found_group find_group(const struct slot_order *order, const struct slot_page *page, size_t rank)
{
	struct found_group found = {.through = page->matches};
	size_t low = 0, high = order->group_count - 1;
	size_t expected = guess_group(low, high, &found, rank);
	for (size_t tries = 0; low < high; tries++) {
		size_t at = (low + high) / 2;
		if (tries < 2 && expected + tries > low && expected + tries <= high)
			at = expected + tries - 1;
		size_t count = count_through(order, at, page->among);
		if (count <= rank) {
			low = at + 1;
			found.before = count;
		} else {
			high = at;
			found.through = count;
		}
	}
	found.group = low;
	return found;
}

/* From the group on in which the page begins; SIZE_MAX when it takes more leaves than that. */
static size_t walk_forwards(const struct slot_order *order, const struct slot_page *page, struct found_group found,
			    size_t leaves, uint32_t *ret_slots)
{
	size_t count = 0, skip = page->offset - found.before;
	for (size_t group = found.group; group < order->group_count; group++)
		for (size_t l = 0; l < order->groups[group].leaf_count; l++) {
			const struct slot_leaf *leaf = order->groups[group].leaves[l];
			if (leaves-- == 0)
				return SIZE_MAX;
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

static size_t walk_backwards(const struct slot_order *order, const struct slot_page *page, struct found_group found,
			     size_t leaves, uint32_t *ret_slots)
{
	size_t count = 0, skip = page->offset - (page->matches - found.through);
	for (size_t group = found.group + 1; group > 0; group--)
		for (size_t l = order->groups[group - 1].leaf_count; l > 0; l--) {
			const struct slot_leaf *leaf = order->groups[group - 1].leaves[l - 1];
			if (leaves-- == 0)
				return SIZE_MAX;
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

/* A page near its end of the order, where most are asked, is walked to, which spares counting. Where the matches lie
 * elsewhere it is given up: SIZE_MAX. */
static size_t walk_from_end(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots)
{
	size_t slots = (page->offset + page->most) * (order->count / page->matches + 1), leaves = slots / LEAF_SLOTS;
	const struct found_group first = {.through = page->matches},
				 last = {.group = order->group_count - 1, .through = page->matches};
	if (slots > order->words / WALK_SHARE + LEAF_SLOTS)
		return SIZE_MAX;
	return page->backwards ? walk_backwards(order, page, last, 2 * leaves + 2, ret_slots)
			       : walk_forwards(order, page, first, 2 * leaves + 2, ret_slots);
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
	size_t count = walk_from_end(order, page, ret_slots);
	if (count != SIZE_MAX)
		return count;
	size_t rank = page->backwards ? page->matches - 1 - page->offset : page->offset;
	struct found_group found = find_group(order, page, rank);
	return page->backwards ? walk_backwards(order, page, found, SIZE_MAX, ret_slots)
			       : walk_forwards(order, page, found, SIZE_MAX, ret_slots);
}

/* It is one walk, from the group's start on as if the page had an offset in that group. */
size_t slot_order_page_from(const struct slot_order *order, const struct slot_key *key, const struct slot_page *page,
			    uint32_t *ret_slots)
{
	struct slot_place place = slot_order_find(order, key);
	const struct slot_group *group = &order->groups[place.group];
	struct slot_place from = page->backwards ? place : group_start(place.group),
			  until = page->backwards ? group_end(order, place.group) : place;
	const struct found_group found = {.group = place.group, .through = SIZE_MAX};
	struct slot_page walked = {page->among, SIZE_MAX, 0, page->most, page->backwards};
	size_t leaves = group->leaf_count + COUNTS_SPARED * order->words / WALK_SHARE / LEAF_SLOTS + 1;
	EACH_BETWEEN(group, from, until, slot, walked.offset += bits_has(page->among, slot))
	size_t count = page->backwards ? walk_backwards(order, &walked, found, leaves, ret_slots)
				       : walk_forwards(order, &walked, found, leaves, ret_slots);
	return count == page->most ? count : SIZE_MAX;
}
