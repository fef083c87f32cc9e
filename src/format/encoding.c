/* Converting. What a file may be is found out in encoding_guess.c. */
#include "format/encoding.h"

#include <string.h>

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
	/* the first of each is its own name */
	{"utf-8", ENCODING_UTF8},          {"utf-16le", ENCODING_UTF16_LE},
	{"utf-16be", ENCODING_UTF16_BE},   {"windows-1252", ENCODING_WINDOWS_1252},
	{"utf8", ENCODING_UTF8},           {"latin-1", ENCODING_WINDOWS_1252},
	{"latin1", ENCODING_WINDOWS_1252}, {"iso-8859-1", ENCODING_WINDOWS_1252},
	{"cp1252", ENCODING_WINDOWS_1252},
};

struct text encoding_name(enum encoding encoding)
{
	return text_of(names[encoding].name);
}

bool encoding_parse(struct text name, enum encoding *ret_encoding)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i].name) == name.size && strncasecmp(names[i].name, name.at, name.size) == 0) {
			*ret_encoding = names[i].encoding;
			return true;
		}
	return false;
}

struct decoder decoder_make(enum encoding encoding)
{
	return (struct decoder){.encoding = encoding};
}

static void add_point(struct buffer *out, uint32_t point)
{
	char bytes[4];
	size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = size; i-- > 1; point >>= 6)
		bytes[i] = (char)(0x80 | (point & 0x3F));
	bytes[0] = (char)(lead[size] | point);
	buffer_add_bytes(out, bytes, size);
}

/* 0x80 to 0x9F of Windows-1252; the five holes are control characters, as browsers read them. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* Each of the following converts one character at `at`: its size in `ret_used`, 0 when `left` bytes are too few. */

static bool convert_1252(const unsigned char *at, struct buffer *out, size_t *ret_used)
{
	*ret_used = 1;
	if (at[0] == 0)
		return false;
	add_point(out, at[0] >= 0x80 && at[0] <= 0x9F ? windows_1252[at[0] - 0x80] : at[0]);
	return true;
}

static uint32_t unit_at(const unsigned char *at, bool big)
{
	return big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static bool convert_utf16(const unsigned char *at, size_t left, bool big, struct buffer *out, size_t *ret_used)
{
	*ret_used = 0;
	if (left < 2)
		return true;
	uint32_t point = unit_at(at, big);
	size_t size = 2;
	if (point >= 0xDC00 && point <= 0xDFFF)
		return false;
	if (point >= 0xD800 && point <= 0xDBFF) {
		if (left < 4)
			return true;
		uint32_t low = unit_at(at + 2, big);
		if (low < 0xDC00 || low > 0xDFFF)
			return false;
		point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
		size = 4;
	}
	if (point == 0)
		return false;
	*ret_used = size;
	add_point(out, point);
	return true;
}

static bool convert_utf8(const unsigned char *at, size_t left, struct buffer *out, size_t *ret_used)
{
	size_t size = at[0] < 0x80 ? 1 : at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
	*ret_used = 0;
	if (left < size)
		return true;
	if (!text_is_valid((struct bytes){at, size}))
		return false;
	*ret_used = size;
	buffer_add_bytes(out, at, size);
	return true;
}

static bool convert_one(const struct decoder *decoder, struct bytes rest, struct buffer *out, size_t *ret_used)
{
	switch (decoder->encoding) {
	case ENCODING_UTF8: return convert_utf8(rest.at, rest.size, out, ret_used);
	case ENCODING_UTF16_LE: return convert_utf16(rest.at, rest.size, false, out, ret_used);
	case ENCODING_UTF16_BE: return convert_utf16(rest.at, rest.size, true, out, ret_used);
	case ENCODING_WINDOWS_1252: return convert_1252(rest.at, out, ret_used);
	}
	return false;
}

/* One character; U+FEFF at the start of the file is dropped. */
static bool convert_next(struct decoder *decoder, struct bytes rest, struct buffer *out, size_t *ret_used)
{
	size_t before = out->size;
	if (!convert_one(decoder, rest, out, ret_used))
		return false;
	if (*ret_used == 0)
		return true;
	bool is_mark = text_equal(text_slice(buffer_text(out), before, SIZE_MAX), TEXT("\uFEFF"));
	if (!decoder->begun && is_mark)
		out->size = before;
	decoder->begun = true;
	decoder->wide += out->size > before + 1;
	decoder->offset += *ret_used;
	return true;
}

/* Bytes from the start that are ASCII: most of what comes. */
static size_t ascii_size(struct bytes bytes)
{
	size_t size = 0;
	while (size < bytes.size && bytes.at[size] >= 0x01 && bytes.at[size] <= 0x7F)
		size++;
	return size;
}

static struct bytes skip(struct bytes bytes, size_t size)
{
	return (struct bytes){bytes.at + size, bytes.size - size};
}

static void drop_kept(struct decoder *decoder, size_t size)
{
	decoder->kept_count -= size;
	memmove(decoder->kept, decoder->kept + size, decoder->kept_count);
}

/* Finishes the character that the last piece cut off, byte by byte. */
static bool finish_kept(struct decoder *decoder, struct bytes *rest, struct buffer *out)
{
	while (decoder->kept_count) {
		size_t used;
		if (!convert_next(decoder, (struct bytes){decoder->kept, decoder->kept_count}, out, &used))
			return false;
		drop_kept(decoder, used);
		if (used)
			continue;
		if (!rest->size)
			return true;
		decoder->kept[decoder->kept_count++] = rest->at[0];
		*rest = skip(*rest, 1);
	}
	return true;
}

enum outcome decoder_push(struct decoder *decoder, struct bytes *rest, struct buffer *out)
{
	bool narrow = decoder->encoding == ENCODING_UTF8 || decoder->encoding == ENCODING_WINDOWS_1252;
	if (!finish_kept(decoder, rest, out))
		return INVALID;
	while (rest->size && !buffer_failed(out)) {
		size_t used = narrow ? ascii_size(*rest) : 0;
		if (used) {
			buffer_add_bytes(out, rest->at, used);
			decoder->begun = true;
			decoder->offset += used;
		} else if (!convert_next(decoder, *rest, out, &used)) {
			return INVALID;
		} else if (used == 0) {
			memcpy(decoder->kept, rest->at, rest->size);
			decoder->kept_count = used = rest->size;
		}
		*rest = skip(*rest, used);
	}
	return buffer_failed(out) ? TOO_MANY : DONE;
}

enum outcome decoder_end(const struct decoder *decoder)
{
	return decoder->kept_count ? INVALID : DONE;
}

unsigned decoder_skip(struct decoder *decoder, struct bytes *rest)
{
	bool wide = decoder->encoding == ENCODING_UTF16_LE || decoder->encoding == ENCODING_UTF16_BE;
	const struct bytes from = decoder->kept_count ? (struct bytes){decoder->kept, decoder->kept_count} : *rest;
	size_t size = wide && from.size > 1 ? 2 : 1;
	unsigned left = size == 2 ? unit_at(from.at, decoder->encoding == ENCODING_UTF16_BE) : from.at[0];
	decoder->begun = true;
	decoder->offset += size;
	if (decoder->kept_count)
		drop_kept(decoder, size);
	else
		*rest = skip(*rest, size);
	return left;
}
