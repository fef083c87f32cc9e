/* Anybody may send a token as a hint of who is to be signed out. */
#include "format/jose.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct arena *arena = arena_open(SIZE_MAX);
	struct jose_token token;
	struct bytes raw;
	if (jose_read(arena, (struct text){(const char *)data, size}, &token) && !token.key.at)
		abort();
	/* What decodes is encoded as it was. */
	if (jose_decode(arena, (struct text){(const char *)data, size}, &raw)) {
		struct text again = jose_encode(arena, raw);
		if (!text_equal(again, (struct text){(const char *)data, size}))
			abort();
	}
	arena_close(arena);
	return 0;
}
