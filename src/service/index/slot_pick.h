/* Counting an answer of the list index by the values of a column, within a range of another.
 *
 * The one idea: most ranges are short (today, a week, a month), and who stands in one is read off the order as a list;
 * each set is then asked about those few. Long ranges are bits, and so is what a set that is a list is held against. So
 * a table of totals costs what stands in its ranges, not a walk through everybody for each number.
 */
#ifndef SERVICE_INDEX_SLOT_PICK_H
#define SERVICE_INDEX_SLOT_PICK_H

#include "service/index/slot_order.h"
#include "service/index/slot_set.h"

struct slot_picking {
	const uint64_t *among;
	size_t words;          /* of the index */
	uint64_t *bits, *room; /* of that size, to work in */
};

struct slot_picked {
	const uint64_t *bits;  /* the picking's */
	const uint32_t *slots; /* the same as numbers where they are few, in the picking's room; NULL: many */
	size_t count;
};

/* Who of `among` has a number from `low` to `high` in an order of numbers, both included. */
struct slot_picked slot_pick_range(const struct slot_picking *picking, const struct slot_order *order, int64_t low,
				   int64_t high);
/* How many of those picked are in the set. */
size_t slot_picked_count(const struct slot_picked *picked, const struct slot_set *set, size_t words);

#endif
