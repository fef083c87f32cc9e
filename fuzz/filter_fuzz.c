/* Any valid text may be typed as a filter; what was read prints, and what was printed reads as the same. */
#include "service/lists_filter.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct filter *filter, *again;
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct filter_reading reading = {.arena = arena_open(1 << 22), .currency = {"EUR"}};
	struct text source = {(const char *)data, size};
	if (!filter_read(&reading, source, &filter)) {
		if (!reading.mistake.code || !reading.mistake.message || reading.mistake.at > size)
			abort();
	} else {
		struct text printed = filter_print(reading.arena, filter);
		/* Quotation marks may make the canonical form longer than what is taken. */
		if (printed.size <= FILTER_BYTES_MOST && (!filter_read(&reading, printed, &again) ||
							  !text_equal(filter_print(reading.arena, again), printed)))
			abort();
	}
	arena_close(reading.arena);
	return 0;
}
