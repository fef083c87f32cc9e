/* Whatever is taken for an encoding converts to valid text or is refused; gzip ends at its limit. */
#include "format/encoding.h"
#include "format/gunzip.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define UNPACKED_MOST 100000

static enum outcome count_bytes(void *state, struct bytes piece)
{
	uint64_t *count = state;
	*count += piece.size;
	if (*count > UNPACKED_MOST)
		abort();
	return DONE;
}

/* What is no text is left out; how often, is told by `ret_left`. */
static enum outcome convert(enum encoding encoding, struct bytes bytes, size_t step, struct buffer *out,
			    size_t *ret_left)
{
	struct decoder decoder = decoder_make(encoding);
	*ret_left = 0;
	for (size_t i = 0; i < bytes.size; i += step) {
		struct bytes rest = {bytes.at + i, bytes.size - i < step ? bytes.size - i : step};
		enum outcome outcome;
		while ((outcome = decoder_push(&decoder, &rest, out)) == INVALID) {
			decoder_skip(&decoder, &rest);
			++*ret_left;
		}
		TRY(outcome);
	}
	return decoder_end(&decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	for (int i = 0; i < ENCODINGS; i++) {
		struct buffer whole = buffer_make(1 << 24), pieces = buffer_make(1 << 24);
		size_t left, left_again;
		enum outcome outcome = convert((enum encoding)i, bytes, size + 1, &whole, &left);
		struct text made = buffer_text(&whole);
		if (convert((enum encoding)i, bytes, 1, &pieces, &left_again) != outcome || left != left_again ||
		    !text_equal(made, buffer_text(&pieces)))
			abort();
		if (!text_is_valid((struct bytes){(const unsigned char *)made.at, made.size}))
			abort();
		encoding_guess_delimiter(made);
		buffer_free(&whole);
		buffer_free(&pieces);
	}
	encoding_detect(bytes);
	uint64_t count = 0;
	struct gunzip *gunzip = gunzip_open(UNPACKED_MOST, count_bytes, &count);
	if (gunzip_push(gunzip, bytes) == DONE && gunzip_end(gunzip) == FAULT)
		abort();
	gunzip_close(gunzip);
	return 0;
}
