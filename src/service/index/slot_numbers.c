/* Numbers as wide as they need; see slot_numbers.h. */
#include "service/index/slot_numbers.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define BELOW (UINT64_C(1) << 31) /* the first number stands in the middle of what four bytes reach */

static void make_wide(struct slot_numbers *numbers, size_t from)
{
	numbers->wide = memory_resize(numbers->wide, numbers->slots * sizeof *numbers->wide);
	for (size_t i = from; i < numbers->slots; i++)
		numbers->wide[i] = NUMBER_NONE;
}

static void make_narrow(struct slot_numbers *numbers, size_t from)
{
	numbers->narrow = memory_resize(numbers->narrow, numbers->slots * sizeof *numbers->narrow);
	memset(numbers->narrow + from, 0, (numbers->slots - from) * sizeof *numbers->narrow);
}

void slot_numbers_resize(struct slot_numbers *numbers, size_t slots)
{
	size_t before = numbers->slots;
	numbers->slots = slots;
	if (numbers->wide)
		make_wide(numbers, before);
	if (numbers->narrow)
		make_narrow(numbers, before);
}

void slot_numbers_free(struct slot_numbers *numbers)
{
	free(numbers->narrow);
	free(numbers->wide);
	*numbers = (struct slot_numbers){0};
}

static void widen(struct slot_numbers *numbers)
{
	struct slot_numbers wide = {.slots = numbers->slots};
	make_wide(&wide, 0);
	for (size_t i = 0; i < numbers->slots; i++)
		wide.wide[i] = slot_numbers_get(numbers, (uint32_t)i);
	slot_numbers_free(numbers);
	*numbers = wide;
}

void slot_numbers_set(struct slot_numbers *numbers, uint32_t slot, int64_t number)
{
	bool is_none = number == NUMBER_NONE;
	if (is_none && !numbers->wide && !numbers->narrow)
		return;
	if (!numbers->wide && !numbers->narrow) {
		numbers->base = (uint64_t)number - BELOW;
		make_narrow(numbers, 0);
	}
	uint64_t above = (uint64_t)number - numbers->base;
	if (numbers->narrow && !is_none && above >= UINT32_MAX)
		widen(numbers);
	if (numbers->wide)
		numbers->wide[slot] = number;
	else
		numbers->narrow[slot] = is_none ? 0 : (uint32_t)above + 1;
}

size_t slot_numbers_bytes(const struct slot_numbers *numbers)
{
	return numbers->slots * (numbers->wide ? sizeof *numbers->wide : numbers->narrow ? sizeof *numbers->narrow : 0);
}
