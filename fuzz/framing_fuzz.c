/* The verdict on a stream of bytes does not depend on the pieces in which it comes. */
#include "http/framing.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct framing whole = {0}, pieces = {0};
	const char *at = (const char *)data;
	size_t end, piece_end, last_end = 0;
	bool good = framing_look(&whole, at, size, &end);
	for (size_t i = 0; i < size && pieces.refused == 0; i += 7) {
		size_t piece = size - i < 7 ? size - i : 7;
		framing_look(&pieces, at + i, piece, &piece_end);
		if (piece_end > 0)
			last_end = i + piece_end;
	}
	if (good != (whole.refused == 0) || whole.refused != pieces.refused || whole.requests != pieces.requests ||
	    end != last_end || end > size)
		abort();
	return 0;
}
