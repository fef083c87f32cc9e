/* Sets of slots as bits: what answers of the list index are made of.
 *
 * The one idea: a slot is the small dense number of a customer in the index, and all sets of one index have the same
 * number of words, so that AND, OR, NOT and counting are loops over memory and nothing else. Loops run over blocks that
 * stay in the processor's first cache.
 */
#ifndef SERVICE_INDEX_BITS_H
#define SERVICE_INDEX_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BITS_WORD      64
#define BITS_BLOCK     512 /* words that are worked on at a time */
#define SLOT_NONE      UINT32_MAX
#define SLOTS_MOST     (UINT32_C(1) << 31)
#define BITS_OF(slots) (((size_t)(slots) + BITS_WORD - 1) / BITS_WORD)
#define WORD_OF(slot)  ((size_t)(slot) / BITS_WORD)
#define BIT_OF(slot)   (UINT64_C(1) << ((slot) % BITS_WORD))

static inline bool bits_has(const uint64_t *bits, uint32_t slot)
{
	return bits[WORD_OF(slot)] & BIT_OF(slot);
}

static inline void bits_add(uint64_t *bits, uint32_t slot)
{
	bits[WORD_OF(slot)] |= BIT_OF(slot);
}

static inline void bits_remove(uint64_t *bits, uint32_t slot)
{
	bits[WORD_OF(slot)] &= ~BIT_OF(slot);
}

/* Zeroed. */
uint64_t *bits_make(size_t words);
/* More words, the new ones zero. */
uint64_t *bits_resize(uint64_t *bits, size_t words, size_t more);

void bits_and(uint64_t *to, const uint64_t *with, size_t words);
void bits_or(uint64_t *to, const uint64_t *with, size_t words);
/* The same; how many are left. */
size_t bits_and_counted(uint64_t *to, const uint64_t *with, size_t words);
void bits_and_not(uint64_t *to, const uint64_t *with, size_t words);
void bits_copy_and_not(uint64_t *to, const uint64_t *from, const uint64_t *without, size_t words);
void bits_turn(uint64_t *to, size_t words);
/* How many are in it; how many are in both. */
size_t bits_count(const uint64_t *bits, size_t words);
size_t bits_count_both(const uint64_t *a, const uint64_t *b, size_t words);

#endif
