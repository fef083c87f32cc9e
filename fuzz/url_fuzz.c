/* What decodes is text and comes back from encoding; own paths never name a host. */
#include "format/url.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 24);
	struct text raw = {(const char *)data, size}, decoded, again;
	if (url_decode(arena, raw, &decoded) == DONE) {
		if (!text_is_valid((struct bytes){(const unsigned char *)decoded.at, decoded.size}))
			abort();
		if (url_decode(arena, url_encode(arena, decoded), &again) != DONE || !text_equal(decoded, again))
			abort();
	}
	struct url_pair pair;
	bool found = true;
	for (struct text rest = raw; found;)
		if (url_next_pair(arena, &rest, &found, &pair) != DONE)
			break;
	if (url_is_own_path(raw) && (raw.at[0] != '/' || (size > 1 && (raw.at[1] == '/' || raw.at[1] == '\\'))))
		abort();
	return 0;
}
