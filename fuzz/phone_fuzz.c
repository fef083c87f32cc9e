/* Any valid text may be typed as a telephone number. */
#include "format/phone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void show(struct arena *arena, struct text typed, struct phone phone)
{
	phone_display(arena, typed, phone.e164, phone.extension, TEXT("MY"));
	phone_national(arena, typed);
	phone_international(arena, typed);
	phone_search_words(arena, typed, phone.e164, phone.extension);
	phone_search_query(arena, typed);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct text homes[] = {{"MY", 2}, {"US", 2}, {"AR", 2}, {"CN", 2},
					    {"AG", 2}, {"JP", 2}, {NULL, 0}};
	if (size == 0 || !text_is_valid((struct bytes){data + 1, size - 1}))
		return 0;
	struct arena *arena = arena_open(1 << 20);
	struct text typed = {(const char *)data + 1, size - 1};
	struct text home = homes[data[0] % (sizeof homes / sizeof homes[0])];
	struct phone phone, again;
	/* What was read once is read again, to the same number. */
	if (phone_parse(arena, typed, home, &phone) &&
	    (!phone_parse(arena, phone.e164, home, &again) || !text_equal(phone.e164, again.e164)))
		abort();
	show(arena, typed, phone);
	arena_close(arena);
	return 0;
}
