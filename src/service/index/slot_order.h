/* All customers that have a key, sorted by it and by their number: what pages and ranges are read from.
 *
 * The one idea: the order is cut into some dozens of groups, and each group keeps as bits who stands in it or before
 * it. So how many of an answer stand before a group is one AND and count, a page far inside is found by halving, and
 * only one group is walked; "everybody below this key" is the bits of one group and a part of the next. Within a group
 * slots stand in leaves of a few hundred, so that a change moves two kilobytes.
 *
 * Keys are columns of the index: a slot is taken out before its key changes and put in after. Slots without a key are
 * in no order.
 */
#ifndef SERVICE_INDEX_SLOT_ORDER_H
#define SERVICE_INDEX_SLOT_ORDER_H

#include "service/index/slot_numbers.h"
#include "service/index/slot_texts.h"

/* What is compared: one of the columns, then the customers' numbers. */
struct slot_columns {
	const struct slot_numbers *numbers; /* or NULL */
	const struct slot_texts *texts;
	const struct slot_numbers *ids;
};

struct slot_key {
	int64_t number;
	struct text text;
	int64_t id;
};

struct slot_leaf;
struct slot_group {
	struct slot_leaf **leaves;
	size_t leaf_count, leaf_room;
	size_t count;      /* slots */
	uint64_t *through; /* who is in this group or before it */
};

struct slot_order {
	struct slot_columns columns;
	struct slot_group *groups; /* one at least once it was made */
	size_t group_count, group_room;
	size_t wanted; /* about so many groups */
	size_t count;
	size_t words;
};

void slot_order_make(struct slot_order *order, struct slot_columns columns, size_t wanted, size_t words);
void slot_order_free(struct slot_order *order);
/* Takes slots that are sorted already into an empty order. */
void slot_order_fill(struct slot_order *order, const uint32_t *slots, size_t count);
void slot_order_add(struct slot_order *order, uint32_t slot);
void slot_order_remove(struct slot_order *order, uint32_t slot);
void slot_order_resize(struct slot_order *order, size_t more);
size_t slot_order_bytes(const struct slot_order *order);

/* Who has a key. */
const uint64_t *slot_order_all(const struct slot_order *order);
/* The slot has a key in this order's column. */
bool slot_order_has_key(const struct slot_order *order, uint32_t slot);
struct slot_key slot_order_key(const struct slot_order *order, uint32_t slot);
/* Less than, equal to, greater than 0: the slot's key and number against `key`. */
int slot_order_compare(const struct slot_order *order, uint32_t slot, const struct slot_key *key);

/* Sets `to` to all whose (key, id) is not less than `low` and less than `high`, which is not less than `low`. */
void slot_order_within(const struct slot_order *order, const struct slot_key *low, const struct slot_key *high,
		       uint64_t *to);
/* How many of `among` have a (key, id) that is less than `key`. */
size_t slot_order_count_below(const struct slot_order *order, const struct slot_key *key, const uint64_t *among);
/* The slots of `among` from the `offset`-th on (from 0, by the order or backwards), at most `most`; how many they are.
 * `matches` is how many of `among` the order holds. */
struct slot_page {
	const uint64_t *among;
	size_t matches, offset, most;
	bool backwards;
};
size_t slot_order_page(const struct slot_order *order, const struct slot_page *page, uint32_t *ret_slots);
/* The first `most` of `among` whose (key, id) is not less than `key`, or backwards the last that are less; how many
 * they are. SIZE_MAX: there are fewer, or they lie so far apart that a page by its offset is found sooner. */
size_t slot_order_page_from(const struct slot_order *order, const struct slot_key *key, const struct slot_page *page,
			    uint32_t *ret_slots);

/* ---- between the files of the order ---- */

#define LEAF_SLOTS 510
struct slot_leaf {
	uint32_t count;
	uint32_t slots[LEAF_SLOTS];
};
/* Where the first slot stands whose (key, id) is not less than `key`: in the last place of all when there is none. */
struct slot_place {
	size_t group, leaf, at;
};
struct slot_place slot_order_find(const struct slot_order *order, const struct slot_key *key);

#endif
