/* Keeping the order: filling it, adding, removing, groups of a like size; see slot_order.h. Reading is in
 * slot_order_read.c. */
#include "service/index/slot_order.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define LEAF_FILLED (LEAF_SLOTS - LEAF_SLOTS / 8) /* of leaves that are made sorted */
#define GROUP_LEAST 256

/* ---- keys ---- */

bool slot_order_has_key(const struct slot_order *order, uint32_t slot)
{
	const struct slot_columns *columns = &order->columns;
	return columns->numbers ? slot_numbers_get(columns->numbers, slot) != NUMBER_NONE
				: columns->texts->at[slot] != 0;
}

struct slot_key slot_order_key(const struct slot_order *order, uint32_t slot)
{
	const struct slot_columns *columns = &order->columns;
	return (struct slot_key){
		.number = columns->numbers ? slot_numbers_get(columns->numbers, slot) : 0,
		.text = columns->numbers ? TEXT_NONE : slot_texts_get(columns->texts, slot),
		.id = slot_numbers_get(columns->ids, slot),
	};
}

int slot_order_compare(const struct slot_order *order, uint32_t slot, const struct slot_key *key)
{
	const struct slot_columns *columns = &order->columns;
	int way = 0;
	if (columns->numbers) {
		int64_t number = slot_numbers_get(columns->numbers, slot);
		way = (number > key->number) - (number < key->number);
	} else {
		way = text_compare(slot_texts_get(columns->texts, slot), key->text);
	}
	if (way != 0)
		return way;
	int64_t id = slot_numbers_get(columns->ids, slot);
	return (id > key->id) - (id < key->id);
}

/* ---- places ---- */

static bool is_below(const struct slot_order *order, uint32_t slot, const struct slot_key *key)
{
	return slot_order_compare(order, slot, key) < 0;
}

static uint32_t first_of(const struct slot_group *group, size_t leaf)
{
	return group->leaves[leaf]->slots[0];
}

/* No leaf is empty but the only one of an empty order, and no group has none. */
struct slot_place slot_order_find(const struct slot_order *order, const struct slot_key *key)
{
	struct slot_place place = {0};
	if (order->count == 0)
		return place;
	size_t low = 0, high = order->group_count; /* the last group that begins below */
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(is_below(order, first_of(&order->groups[middle], 0), key) ? &low : &high) = middle;
	}
	const struct slot_group *group = &order->groups[place.group = low];
	low = 0;
	high = group->leaf_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(is_below(order, first_of(group, middle), key) ? &low : &high) = middle;
	}
	const struct slot_leaf *leaf = group->leaves[place.leaf = low];
	for (low = 0, high = leaf->count; low < high;) {
		size_t middle = (low + high) / 2;
		if (is_below(order, leaf->slots[middle], key))
			low = middle + 1;
		else
			high = middle;
	}
	place.at = low;
	return place;
}

/* ---- groups ---- */

static struct slot_leaf *leaf_make(void)
{
	struct slot_leaf *leaf = memory_resize(NULL, sizeof *leaf);
	leaf->count = 0;
	return leaf;
}

static void put_leaf(struct slot_group *group, size_t at, struct slot_leaf *leaf)
{
	if (group->leaf_count == group->leaf_room) {
		group->leaf_room = group->leaf_room ? group->leaf_room * 2 : 4;
		group->leaves = memory_resize(group->leaves, group->leaf_room * sizeof(*group->leaves));
	}
	memmove(group->leaves + at + 1, group->leaves + at, (group->leaf_count - at) * sizeof(*group->leaves));
	group->leaves[at] = leaf;
	group->leaf_count++;
}

static struct slot_group *put_group(struct slot_order *order, size_t at, uint64_t *through)
{
	if (order->group_count == order->group_room) {
		order->group_room = order->group_room ? order->group_room * 2 : 8;
		order->groups = memory_resize(order->groups, order->group_room * sizeof *order->groups);
	}
	memmove(order->groups + at + 1, order->groups + at, (order->group_count - at) * sizeof *order->groups);
	order->groups[at] = (struct slot_group){.through = through};
	order->group_count++;
	return &order->groups[at];
}

static void drop_group(struct slot_order *order, size_t at)
{
	free(order->groups[at].leaves);
	free(order->groups[at].through);
	order->group_count--;
	memmove(order->groups + at, order->groups + at + 1, (order->group_count - at) * sizeof *order->groups);
}

void slot_order_make(struct slot_order *order, struct slot_columns columns, size_t wanted, size_t words)
{
	*order = (struct slot_order){.columns = columns, .wanted = wanted, .words = words};
	put_leaf(put_group(order, 0, bits_make(words)), 0, leaf_make());
}

void slot_order_free(struct slot_order *order)
{
	for (size_t g = 0; g < order->group_count; g++) {
		for (size_t i = 0; i < order->groups[g].leaf_count; i++)
			free(order->groups[g].leaves[i]);
		free(order->groups[g].leaves);
		free(order->groups[g].through);
	}
	free(order->groups);
	*order = (struct slot_order){0};
}

static size_t group_size(const struct slot_order *order)
{
	size_t size = order->count / order->wanted;
	return size > GROUP_LEAST ? size : GROUP_LEAST;
}

/* The first of two leaves or more keeps half of the leaves, a new group behind it has the others. */
static void split_group(struct slot_order *order, size_t at)
{
	uint64_t *through = bits_make(order->words);
	struct slot_group *last = put_group(order, at + 1, order->groups[at].through), *first = &order->groups[at];
	first->through = through;
	if (at > 0)
		memcpy(through, order->groups[at - 1].through, order->words * sizeof *through);
	for (size_t keep = first->leaf_count / 2, i = keep; i < first->leaf_count; i++) {
		put_leaf(last, i - keep, first->leaves[i]);
		last->count += first->leaves[i]->count;
	}
	first->leaf_count -= last->leaf_count;
	first->count -= last->count;
	for (size_t i = 0; i < first->leaf_count; i++)
		for (size_t s = 0; s < first->leaves[i]->count; s++)
			bits_add(through, first->leaves[i]->slots[s]);
}

static void join_groups(struct slot_order *order, size_t at)
{
	struct slot_group *first = &order->groups[at], *last = first + 1;
	for (size_t i = last->leaf_count; i > 0; i--)
		put_leaf(first, first->leaf_count - (last->leaf_count - i), last->leaves[i - 1]);
	first->count += last->count;
	uint64_t *through = first->through;
	first->through = last->through;
	last->through = through;
	drop_group(order, at + 1);
}

/* Too many groups: the two smallest neighbours become one. */
static void join_smallest(struct slot_order *order)
{
	size_t best = 0, least = SIZE_MAX;
	if (order->group_count <= order->wanted + order->wanted / 4)
		return;
	for (size_t g = 0; g + 1 < order->group_count; g++)
		if (order->groups[g].count + order->groups[g + 1].count < least) {
			least = order->groups[g].count + order->groups[g + 1].count;
			best = g;
		}
	join_groups(order, best);
}

/* ---- changing ---- */

void slot_order_fill(struct slot_order *order, const uint32_t *slots, size_t count)
{
	order->count = count;
	size_t most = group_size(order) + 1;
	struct slot_group *group = &order->groups[0];
	struct slot_leaf *leaf = group->leaves[0];
	for (size_t i = 0; i < count; i++) {
		if (group->count == most) {
			uint64_t *through = bits_make(order->words);
			memcpy(through, group->through, order->words * sizeof *through);
			group = put_group(order, order->group_count, through);
			put_leaf(group, 0, leaf = leaf_make());
		} else if (leaf->count == LEAF_FILLED) {
			put_leaf(group, group->leaf_count, leaf = leaf_make());
		}
		leaf->slots[leaf->count++] = slots[i];
		group->count++;
		bits_add(group->through, slots[i]);
	}
}

/* A full leaf: at the end of all a new one begins, since most keys that grow come there; else it is halved. */
static void split_leaf(struct slot_order *order, struct slot_place *place)
{
	struct slot_group *group = &order->groups[place->group];
	struct slot_leaf *full = group->leaves[place->leaf], *fresh = leaf_make();
	bool at_end = place->at == full->count;
	uint32_t keep = at_end ? full->count - 1 : full->count / 2;
	fresh->count = full->count - keep;
	memcpy(fresh->slots, full->slots + keep, fresh->count * sizeof *fresh->slots);
	full->count = keep;
	put_leaf(group, place->leaf + 1, fresh);
	if (place->at > keep) {
		place->leaf++;
		place->at -= keep;
	}
}

void slot_order_add(struct slot_order *order, uint32_t slot)
{
	if (!slot_order_has_key(order, slot))
		return;
	const struct slot_key key = slot_order_key(order, slot);
	struct slot_place place = slot_order_find(order, &key);
	if (order->groups[place.group].leaves[place.leaf]->count == LEAF_SLOTS)
		split_leaf(order, &place);
	struct slot_group *group = &order->groups[place.group];
	struct slot_leaf *leaf = group->leaves[place.leaf];
	memmove(leaf->slots + place.at + 1, leaf->slots + place.at, (leaf->count - place.at) * sizeof *leaf->slots);
	leaf->slots[place.at] = slot;
	leaf->count++;
	group->count++;
	order->count++;
	for (size_t g = place.group; g < order->group_count; g++)
		bits_add(order->groups[g].through, slot);
	if (group->count > 2 * group_size(order) && group->leaf_count > 1) {
		split_group(order, place.group);
		join_smallest(order);
	}
}

static void drop_leaf(struct slot_order *order, const struct slot_place *place)
{
	struct slot_group *group = &order->groups[place->group];
	if (group->leaf_count == 1 && order->group_count == 1)
		return;
	free(group->leaves[place->leaf]);
	group->leaf_count--;
	memmove(group->leaves + place->leaf, group->leaves + place->leaf + 1,
		(group->leaf_count - place->leaf) * sizeof(*group->leaves));
	if (group->leaf_count == 0)
		drop_group(order, place->group);
}

void slot_order_remove(struct slot_order *order, uint32_t slot)
{
	if (!slot_order_has_key(order, slot))
		return;
	const struct slot_key key = slot_order_key(order, slot);
	struct slot_place place = slot_order_find(order, &key);
	struct slot_group *group = &order->groups[place.group];
	/* It is the first of a leaf when all before it are below: then the place found is behind the leaf before. */
	if (place.at == group->leaves[place.leaf]->count) {
		place.at = 0;
		if (++place.leaf == group->leaf_count) {
			place.leaf = 0;
			group = &order->groups[++place.group];
		}
	}
	struct slot_leaf *leaf = group->leaves[place.leaf];
	leaf->count--;
	memmove(leaf->slots + place.at, leaf->slots + place.at + 1, (leaf->count - place.at) * sizeof *leaf->slots);
	group->count--;
	order->count--;
	for (size_t g = place.group; g < order->group_count; g++)
		bits_remove(order->groups[g].through, slot);
	if (leaf->count == 0)
		drop_leaf(order, &place);
}

void slot_order_resize(struct slot_order *order, size_t more)
{
	for (size_t g = 0; g < order->group_count; g++)
		order->groups[g].through = bits_resize(order->groups[g].through, order->words, more);
	order->words = more;
}

size_t slot_order_bytes(const struct slot_order *order)
{
	size_t leaves = 0;
	for (size_t g = 0; g < order->group_count; g++)
		leaves += order->groups[g].leaf_count;
	return leaves * sizeof(struct slot_leaf) + order->group_count * order->words * sizeof(uint64_t);
}
