/* Any bytes as an archive: every part is read to its end or refused, and never more comes out than allowed. */
#include "format/unzip.h"

#include <stdlib.h>

#define MOST ((uint64_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum outcome count(void *state, struct bytes piece)
{
	*(uint64_t *)state += piece.size;
	return DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct unzip *unzip;
	if (unzip_open_bytes((struct bytes){data, size}, &unzip) != DONE)
		return 0;
	for (size_t i = 0; i < unzip_count(unzip) && i < 16; i++) {
		uint64_t out = 0;
		struct text name = unzip_name(unzip, i);
		if (!text_is_valid((struct bytes){(const unsigned char *)name.at, name.size}))
			abort();
		if (unzip_read(unzip, i, MOST, count, &out) == DONE && out > MOST)
			abort();
	}
	unzip_close(unzip);
	return 0;
}
