/* Conditions into bits, pages out of phases; see slot_answer.h. */
#include "service/index/slot_answer.h"

#include <string.h>

static void read_node(const struct slot_node *node, size_t first, uint64_t *to);

/* A negated set that is a list only takes a few bits away; what is bits already needs no copy. */
static bool narrow_directly(const struct slot_node *node, size_t first, uint64_t *to)
{
	const uint64_t *bits = node->kind == SLOT_BITS               ? node->bits
			       : node->kind == SLOT_SET && node->set ? node->set->bits
								     : NULL;
	if (bits)
		(node->negated ? bits_and_not : bits_and)(to, bits + first, BITS_BLOCK);
	else if (node->kind == SLOT_SET && node->negated && node->set)
		slot_set_take_away(node->set, first, BITS_BLOCK, to);
	else
		return node->kind == SLOT_SET && node->negated; /* a set of nobody */
	return true;
}

static bool widen_directly(const struct slot_node *node, size_t first, uint64_t *to)
{
	if (node->kind != SLOT_SET || node->negated)
		return false;
	if (node->set)
		slot_set_read(node->set, first, BITS_BLOCK, to);
	return true;
}

static void read_parts(const struct slot_node *node, size_t first, uint64_t *to)
{
	uint64_t part[BITS_BLOCK];
	bool is_all = node->kind == SLOT_ALL;
	const struct slot_node *n = node->parts;
	if (n)
		read_node(n, first, to);
	else
		memset(to, is_all ? 0xff : 0, BITS_BLOCK * sizeof *to);
	for (n = n ? n->next : NULL; n; n = n->next) {
		if ((is_all ? narrow_directly : widen_directly)(n, first, to))
			continue;
		read_node(n, first, part);
		(is_all ? bits_and : bits_or)(to, part, BITS_BLOCK);
	}
}

static void read_node(const struct slot_node *node, size_t first, uint64_t *to)
{
	switch (node->kind) {
	case SLOT_ALL:
	case SLOT_ANY: read_parts(node, first, to); break;
	case SLOT_SET:
		memset(to, 0, BITS_BLOCK * sizeof *to);
		if (node->set)
			slot_set_read(node->set, first, BITS_BLOCK, to);
		break;
	case SLOT_BITS: memcpy(to, node->bits + first, BITS_BLOCK * sizeof *to); break;
	}
	if (node->negated)
		bits_turn(to, BITS_BLOCK);
}

size_t slot_answer(const struct slot_index *index, const struct slot_node *root, uint64_t *to)
{
	size_t count = 0;
	for (size_t first = 0; first < index->words; first += BITS_BLOCK) {
		read_node(root, first, to + first);
		count += bits_and_counted(to + first, index->alive + first, BITS_BLOCK);
	}
	return count;
}

/* ---- phases ---- */

/* Who of the matches belongs to the phase, and how many they are. */
static const uint64_t *among_phase(const struct slot_index *index, const uint64_t *matches,
				   const struct slot_sorted *sorted, const struct slot_phase *phase, size_t *ret_count)
{
	if (phase->set_count == 0 && !phase->without) {
		*ret_count = bits_count_both(matches, slot_order_all(phase->order), index->words);
		return matches;
	}
	*ret_count = 0;
	for (size_t first = 0; first < index->words; first += BITS_BLOCK) {
		uint64_t *to = sorted->room + first;
		memset(to, phase->set_count ? 0 : 0xff, BITS_BLOCK * sizeof *to);
		for (size_t i = 0; i < phase->set_count; i++)
			slot_set_read(phase->sets[i], first, BITS_BLOCK, to);
		if (phase->without)
			bits_and_not(to, phase->without + first, BITS_BLOCK);
		*ret_count += bits_and_counted(to, matches + first, BITS_BLOCK);
	}
	return sorted->room;
}

static bool has_everybody(const struct slot_index *index, const struct slot_phase *phase)
{
	return phase->set_count == 0 && !phase->without && phase->order->count == index->alive_count;
}

size_t slot_answer_page(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			struct slot_page page, uint32_t *ret_slots)
{
	size_t count = 0, skip = page.offset, left = page.matches;
	for (size_t i = 0; i < sorted->phase_count && count < page.most && left > 0; i++) {
		const struct slot_phase *phase = &sorted->phases[i];
		const uint64_t *among = matches;
		size_t here = page.matches;
		if (!has_everybody(index, phase))
			among = among_phase(index, matches, sorted, phase, &here);
		if (skip < here) {
			const struct slot_page part = {among, here, skip, page.most - count, sorted->backwards};
			count += slot_order_page(phase->order, &part, ret_slots + count);
		}
		skip = skip < here ? 0 : skip - here;
		left -= here < left ? here : left;
	}
	return count;
}

/* What stands before the position is below this, or backwards what is above it: not below the next id. */
static struct slot_key key_of(const struct slot_sorted *sorted, const struct slot_position *position)
{
	struct slot_key key = position->key;
	key.id += position->behind != sorted->backwards;
	return key;
}

size_t slot_answer_rank(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			struct slot_position position)
{
	size_t rank = 0, here;
	for (size_t i = 0; i < position.phase; i++) {
		among_phase(index, matches, sorted, &sorted->phases[i], &here);
		rank += here;
	}
	const struct slot_phase *phase = &sorted->phases[position.phase];
	const uint64_t *among = among_phase(index, matches, sorted, phase, &here);
	const struct slot_key key = key_of(sorted, &position);
	size_t below = slot_order_count_below(phase->order, &key, among);
	return rank + (sorted->backwards ? here - below : below);
}

bool slot_answer_page_from(const struct slot_index *index, const uint64_t *matches, const struct slot_sorted *sorted,
			   const struct slot_from *from, uint32_t *ret_slots)
{
	const struct slot_phase *phase = &sorted->phases[from->position.phase];
	const struct slot_key key = key_of(sorted, &from->position);
	size_t here;
	const uint64_t *among =
		has_everybody(index, phase) ? matches : among_phase(index, matches, sorted, phase, &here);
	const struct slot_page page = {.among = among, .most = from->most, .backwards = sorted->backwards};
	return slot_order_page_from(phase->order, &key, &page, ret_slots) == from->most;
}
