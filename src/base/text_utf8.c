/* What makes bytes a text: UTF-8 by RFC 3629. */
#include "base/text.h"

#include <string.h>

/* Size of the well-formed sequence at `at`, 0 when there is none. The ranges are table 3-7 of the Unicode standard. */
static size_t sequence_size(const unsigned char *at, size_t left)
{
	unsigned char lead = at[0];
	if (lead >= 0x01 && lead <= 0x7F)
		return 1;
	size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
		      : lead >= 0xE0 && lead <= 0xEF ? 3
		      : lead >= 0xF0 && lead <= 0xF4 ? 4
						     : 0;
	if (size == 0 || left < size)
		return 0;
	/* The second byte shuts out overlong forms, surrogates and what lies beyond U+10FFFF. */
	unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	if (at[1] < least || at[1] > most)
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	return size;
}

/* Eight bytes at a time: none has its top bit set and none is NUL. */
static bool eight_are_ascii(const unsigned char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return ((word | (word - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080)) == 0;
}

bool text_is_valid(struct bytes raw)
{
	size_t i = 0;
	while (i < raw.size) {
		if (raw.size - i >= 8 && eight_are_ascii(raw.at + i)) {
			i += 8;
			continue;
		}
		size_t size = sequence_size(raw.at + i, raw.size - i);
		if (size == 0)
			return false;
		i += size;
	}
	return true;
}

size_t text_length(struct text t)
{
	size_t length = 0;
	for (size_t i = 0; i < t.size; i++)
		length += ((unsigned char)t.at[i] & 0xC0) != 0x80;
	return length;
}

struct text text_cut(struct text t, size_t characters)
{
	size_t size = 0;
	for (size_t offset = 0; offset < t.size && characters; characters--) {
		do
			offset++;
		while (offset < t.size && ((unsigned char)t.at[offset] & 0xC0) == 0x80);
		size = offset;
	}
	return text_slice(t, 0, size);
}

bool text_next_point(struct text t, size_t *offset, uint32_t *ret_point)
{
	if (*offset >= t.size)
		return false;
	const unsigned char *at = (const unsigned char *)t.at + *offset;
	if (at[0] < 0x80) {
		*ret_point = at[0];
		*offset += 1;
		return true;
	}
	size_t size = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
	uint32_t point = at[0] & (0xFFU >> (size + 1));
	for (size_t i = 1; i < size; i++)
		point = point << 6 | (at[i] & 0x3FU);
	*ret_point = point;
	*offset += size;
	return true;
}
