/* Cells as XML, packed piece by piece. The zip around them: xlsx_zip.c. */
#include "format/xlsx_write.h"

#include "base/memory.h"
#include "format/xlsx_zip.h"

#include <zlib.h>

#define XML_MOST     ((size_t)256 << 20)
#define PACKED_SPARE 64
#define LEVEL        3
#define NUMBER_MOST  15 /* digits that a double holds exactly */

struct xlsx_writer xlsx_writer_make(struct xlsx_state state)
{
	struct xlsx_writer xlsx = {.state = state, .xml = buffer_make(XML_MOST)};
	if (!state.plain)
		buffer_add(&xlsx.xml, xlsx_zip_sheet_head());
	return xlsx;
}

void xlsx_writer_free(struct xlsx_writer *xlsx)
{
	buffer_free(&xlsx->xml);
}

/* ---- cells ---- */

/* 0: A, 26: AA. */
static void add_letters(struct buffer *xml, size_t column)
{
	char letters[4];
	size_t count = 0;
	for (size_t rest = column + 1; rest; rest = (rest - 1) / 26)
		letters[count++] = (char)('A' + (rest - 1) % 26);
	while (count)
		buffer_add_char(xml, letters[--count]);
}

static void begin_row(struct xlsx_writer *xlsx)
{
	if (!xlsx->column) {
		xlsx->state.rows++;
		buffer_add(&xlsx->xml, TEXT("<row>"));
	}
}

/* <c r="B7" … without its end. */
static void begin_cell(struct xlsx_writer *xlsx)
{
	begin_row(xlsx);
	buffer_add(&xlsx->xml, TEXT("<c r=\""));
	add_letters(&xlsx->xml, xlsx->column++);
	buffer_add_number(&xlsx->xml, xlsx->state.rows);
	buffer_add_char(&xlsx->xml, '"');
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* "_x000D_" stands for a character; where a text holds just that, its first _ is written so. */
static bool looks_escaped(struct text t, size_t at)
{
	struct text piece = text_slice(t, at, 7);
	return piece.size == 7 && piece.at[1] == 'x' && piece.at[6] == '_' && is_hex(piece.at[2]) &&
	       is_hex(piece.at[3]) && is_hex(piece.at[4]) && is_hex(piece.at[5]);
}

/* What stands for the byte at `at`; none when it stands for itself. XML would make a CR a line's end, and has no
 * control characters, no U+FFFE and no U+FFFF. */
static struct text escape(struct text t, size_t at, char room[8], size_t *ret_used)
{
	unsigned char c = (unsigned char)t.at[at];
	*ret_used = 1;
	switch (c) {
	case '&': return TEXT("&amp;");
	case '<': return TEXT("&lt;");
	case '>': return TEXT("&gt;");
	case '_': return looks_escaped(t, at) ? TEXT("_x005F_") : TEXT_NONE;
	case '\t':
	case '\n': return TEXT_NONE;
	default: break;
	}
	if (c < 0x20) {
		memcpy(room, "_x0000_", 8);
		room[4] = (char)('0' + (c >> 4));
		room[5] = "0123456789ABCDEF"[c & 15];
		return (struct text){room, 7};
	}
	if (c == 0xEF && (text_starts(text_slice(t, at, 3), TEXT("\xEF\xBF\xBE")) ||
			  text_starts(text_slice(t, at, 3), TEXT("\xEF\xBF\xBF")))) {
		*ret_used = 3;
		return (unsigned char)t.at[at + 2] == 0xBE ? TEXT("_xFFFE_") : TEXT("_xFFFF_");
	}
	return TEXT_NONE;
}

static void add_escaped(struct buffer *xml, struct text t)
{
	char room[8];
	size_t from = 0, used;
	for (size_t i = 0; i < t.size; i++) {
		unsigned char c = (unsigned char)t.at[i];
		if (c > '>' && c != '_' && c != 0xEF)
			continue;
		struct text instead = escape(t, i, room, &used);
		if (text_is_none(instead))
			continue;
		buffer_add(xml, text_slice(t, from, i - from));
		buffer_add(xml, instead);
		i += used - 1;
		from = i + 1;
	}
	buffer_add(xml, text_slice(t, from, SIZE_MAX));
}

/* Bytes that begin a character, those of the astral planes twice. */
static size_t units_of(struct text t)
{
	size_t units = 0;
	for (size_t i = 0; i < t.size; i++)
		units += ((unsigned char)t.at[i] & 0xC0) != 0x80 ? ((unsigned char)t.at[i] >= 0xF0 ? 2 : 1) : 0;
	return units;
}

enum outcome xlsx_add_text(struct xlsx_writer *xlsx, struct text text)
{
	if (text_is_empty(text)) {
		begin_row(xlsx);
		xlsx->column++;
		return DONE;
	}
	if (text.size > XLSX_CELL_MOST && units_of(text) > XLSX_CELL_MOST)
		return INVALID;
	begin_cell(xlsx);
	buffer_add(&xlsx->xml, TEXT(" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
	add_escaped(&xlsx->xml, text);
	buffer_add(&xlsx->xml, TEXT("</t></is></c>"));
	return DONE;
}

static bool is_number(struct text t)
{
	int64_t number;
	return t.size <= NUMBER_MOST && text_to_number(t, &number);
}

enum outcome xlsx_add_number(struct xlsx_writer *xlsx, struct text number)
{
	if (text_is_empty(number) || !is_number(number))
		return xlsx_add_text(xlsx, number);
	begin_cell(xlsx);
	buffer_add(&xlsx->xml, TEXT("><v>"));
	buffer_add(&xlsx->xml, number);
	buffer_add(&xlsx->xml, TEXT("</v></c>"));
	return DONE;
}

enum outcome xlsx_add_date(struct xlsx_writer *xlsx, struct text date)
{
	struct date day, zero = date_of(1899, 12, 30), first = date_of(1900, 3, 1);
	if (text_is_empty(date) || !date_parse(date, &day) || day.days < first.days)
		return xlsx_add_text(xlsx, date);
	begin_cell(xlsx);
	buffer_add(&xlsx->xml, TEXT(" s=\"1\"><v>"));
	buffer_add_number(&xlsx->xml, day.days - zero.days);
	buffer_add(&xlsx->xml, TEXT("</v></c>"));
	return DONE;
}

void xlsx_end_row(struct xlsx_writer *xlsx)
{
	begin_row(xlsx);
	buffer_add(&xlsx->xml, TEXT("</row>"));
	xlsx->column = 0;
}

/* ---- packing ---- */

/* A piece by itself: it refers to nothing before it and ends at a whole byte. */
static enum outcome pack(struct xlsx_writer *xlsx, struct text xml, bool last, struct buffer *out)
{
	z_stream stream = {0};
	if (deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		memory_end();
	size_t room = deflateBound(&stream, (uLong)xml.size) + PACKED_SPARE;
	char *to = buffer_reserve(out, room);
	if (!to) {
		deflateEnd(&stream);
		return TOO_MANY;
	}
	stream.next_in = (Bytef *)(uintptr_t)xml.at;
	stream.avail_in = (uInt)xml.size;
	stream.next_out = (Bytef *)to;
	stream.avail_out = (uInt)room;
	int result = deflate(&stream, last ? Z_FINISH : Z_FULL_FLUSH);
	bool whole = (result == Z_OK || result == Z_STREAM_END) && stream.avail_in == 0 && stream.avail_out > 0;
	buffer_grew(out, room - stream.avail_out);
	deflateEnd(&stream);
	xlsx->state.crc = (int64_t)crc32((uLong)xlsx->state.crc, (const Bytef *)xml.at, (uInt)xml.size);
	xlsx->state.plain += (int64_t)xml.size;
	return whole ? DONE : FAULT;
}

static bool is_too_large(const struct xlsx_writer *xlsx, int64_t more)
{
	return buffer_failed(&xlsx->xml) || xlsx->state.rows > XLSX_ROWS_MOST ||
	       xlsx->state.plain + more >= (int64_t)UINT32_MAX;
}

static enum outcome take(struct xlsx_writer *xlsx, bool last, struct buffer *out)
{
	if (!xlsx->state.plain)
		xlsx_zip_begin(out);
	if (last)
		buffer_add(&xlsx->xml, xlsx_zip_sheet_foot());
	if (is_too_large(xlsx, (int64_t)xlsx->xml.size))
		return TOO_MANY;
	TRY(pack(xlsx, buffer_text(&xlsx->xml), last, out));
	buffer_clear(&xlsx->xml);
	return DONE;
}

enum outcome xlsx_take(struct xlsx_writer *xlsx, struct buffer *out)
{
	return take(xlsx, false, out);
}

enum outcome xlsx_end(struct xlsx_writer *xlsx, int64_t before, struct buffer *out)
{
	size_t from = out->size;
	TRY(take(xlsx, true, out));
	int64_t ends = before + (int64_t)(out->size - from);
	if (ends >= (int64_t)UINT32_MAX)
		return TOO_MANY;
	xlsx_zip_end(out, (uint32_t)ends,
		     &(struct xlsx_zip_sheet){(uint32_t)xlsx->state.crc, (uint32_t)xlsx->state.plain});
	return buffer_failed(out) ? TOO_MANY : DONE;
}
