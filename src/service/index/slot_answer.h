/* Answers of the list index: who meets a condition, how many they are, and a page of them in some order.
 *
 * The one idea: a condition is a small tree over sets, answered block by block (a block of all sets fits the first
 * cache), into bits; what it is sorted by is a row of phases, each an order and who of the answer belongs to it: those
 * with a key, then those without, or for a column of few values each value in turn.
 */
#ifndef SERVICE_INDEX_SLOT_ANSWER_H
#define SERVICE_INDEX_SLOT_ANSWER_H

#include "service/index/slot_index.h"

#define SLOT_DEPTH_MOST 24

enum slot_node_kind {
	SLOT_ALL,  /* each of its parts; without parts: everybody */
	SLOT_ANY,  /* one of its parts at least; without parts: nobody */
	SLOT_SET,  /* NULL: nobody */
	SLOT_BITS, /* of the index's size */
};

struct slot_node {
	enum slot_node_kind kind;
	bool negated;
	const struct slot_set *set;
	const uint64_t *bits;
	struct slot_node *parts; /* the first */
	struct slot_node *next;
};

/* Sets `to` to those alive who meet it; gives their number. */
size_t slot_answer(const struct slot_index *index, const struct slot_node *root, uint64_t *to);

struct slot_phase {
	const struct slot_order *order;
	const struct slot_set *const *sets; /* one of these; none: all */
	size_t set_count;
	const uint64_t *without; /* not these; NULL: nobody left out */
};

struct slot_sorted {
	const struct slot_phase *phases;
	size_t phase_count;
	bool backwards; /* within each phase */
	uint64_t *room; /* of the index's size, to work in */
};

/* `matches` from the `offset`-th on, at most `most` slots; how many they are. */
size_t slot_answer_page(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			struct slot_page page, uint32_t *ret_slots);
struct slot_position {
	size_t phase;
	struct slot_key key;
	bool behind; /* the first place behind (key, id); else its own place */
};
/* How many of `matches` stand before the position, which need not be one of them. */
size_t slot_answer_rank(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			struct slot_position position);
struct slot_from {
	struct slot_position position;
	size_t most;
};
/* The first `most` of `matches` from the position on; false: they do not all lie near it, so a page by its rank is
 * found sooner. */
bool slot_answer_page_from(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			   const struct slot_from *from, uint32_t *ret_slots);

#endif
