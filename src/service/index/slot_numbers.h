/* A column of numbers, one or none for each slot.
 *
 * The one idea: it is as wide as its numbers need. A column without any takes nothing; numbers that lie near each other
 * (counts, days, ids, most sums of money) take four bytes, counted from a base; others, times above all, take eight.
 */
#ifndef SERVICE_INDEX_SLOT_NUMBERS_H
#define SERVICE_INDEX_SLOT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_NONE INT64_MIN

struct slot_numbers {
	uint32_t *narrow; /* base + this - 1; 0: none */
	int64_t *wide;    /* NUMBER_NONE: none; one of the two at most is there */
	uint64_t base;
	size_t slots;
};

void slot_numbers_resize(struct slot_numbers *numbers, size_t slots);
void slot_numbers_free(struct slot_numbers *numbers);
void slot_numbers_set(struct slot_numbers *numbers, uint32_t slot, int64_t number);
size_t slot_numbers_bytes(const struct slot_numbers *numbers);

/* NUMBER_NONE: none. */
static inline int64_t slot_numbers_get(const struct slot_numbers *numbers, uint32_t slot)
{
	if (numbers->wide)
		return numbers->wide[slot];
	if (!numbers->narrow || !numbers->narrow[slot])
		return NUMBER_NONE;
	return (int64_t)(numbers->base + numbers->narrow[slot] - 1);
}

#endif
