/* A set of slots that may be small: the customers with one value of a column.
 *
 * The one idea: few slots are a sorted array of numbers, many are bits; where bits are read more quickly than the
 * array, at twice its size, it becomes them. So ten thousand tags cost what their customers cost.
 */
#ifndef SERVICE_INDEX_SLOT_SET_H
#define SERVICE_INDEX_SLOT_SET_H

#include "service/index/bits.h"

struct slot_set {
	uint32_t *slots; /* rising; NULL once there are bits */
	uint64_t *bits;
	size_t count, room; /* of slots; count is kept for bits, too */
};

/* `words` is the index's: how many the bits would have. Adding what is in it, and removing what is not, do nothing. */
void slot_set_add(struct slot_set *set, uint32_t slot, size_t words);
void slot_set_remove(struct slot_set *set, uint32_t slot);
bool slot_set_has(const struct slot_set *set, uint32_t slot);
void slot_set_resize(struct slot_set *set, size_t words, size_t more);
void slot_set_free(struct slot_set *set);
/* ORs the words from `first` on into `to`. */
void slot_set_read(const struct slot_set *set, size_t first, size_t words, uint64_t *to);
/* Takes them away from `to`. */
void slot_set_take_away(const struct slot_set *set, size_t first, size_t words, uint64_t *to);
size_t slot_set_bytes(const struct slot_set *set, size_t words);

#endif
