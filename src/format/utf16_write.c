/* A code point is one unit, or two from U+10000 on (RFC 2781). */
#include "format/utf16_write.h"

static void add_unit(struct buffer *out, uint32_t unit)
{
	const char bytes[2] = {(char)unit, (char)(unit >> 8)};
	buffer_add_bytes(out, bytes, sizeof bytes);
}

void utf16_add(struct buffer *out, struct text text)
{
	uint32_t point;
	for (size_t offset = 0; text_next_point(text, &offset, &point);) {
		if (point >= 0x10000) {
			add_unit(out, 0xD800 + ((point - 0x10000) >> 10));
			add_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
		} else {
			add_unit(out, point);
		}
	}
}
