/* What a file may be, from its first bytes. */
#include "format/encoding.h"

#include <string.h>
#include <strings.h>

static bool starts_with(struct bytes bytes, const char *mark, size_t size)
{
	return bytes.size >= size && memcmp(bytes.at, mark, size) == 0;
}

/* Text of Latin letters in UTF-16 has a NUL in nearly every other byte, always on the same side. */
static bool looks_like_utf16(struct bytes head, enum encoding *ret_encoding)
{
	size_t nuls[2] = {0, 0};
	for (size_t i = 0; i < head.size; i++)
		nuls[i % 2] += head.at[i] == 0;
	size_t most = nuls[0] > nuls[1] ? nuls[0] : nuls[1];
	*ret_encoding = nuls[0] > nuls[1] ? ENCODING_UTF16_BE : ENCODING_UTF16_LE;
	return head.size >= 2 && most > head.size / 8 && nuls[0] + nuls[1] - most <= most / 8;
}

/* Without a last character that the head's end has cut off. */
static size_t whole_size(struct bytes head)
{
	for (size_t back = 1; back <= 3 && back <= head.size; back++) {
		unsigned char c = head.at[head.size - back];
		size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
		if ((c & 0xC0) != 0x80)
			return size > back ? head.size - back : head.size;
	}
	return head.size;
}

/* Of UTF-8 with bytes of another encoding in it, characters that hold are more than bytes that do not: Latin-1 makes
 * one by chance at most. */
static bool is_mostly_utf8(struct bytes head)
{
	size_t whole = 0, broken = 0;
	for (size_t i = 0, size; i < head.size; i += size) {
		unsigned char c = head.at[i];
		size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
		bool holds = size <= head.size - i && text_is_valid((struct bytes){head.at + i, size});
		whole += holds && size > 1;
		broken += !holds;
		size = holds ? size : 1;
	}
	return whole >= broken;
}

enum encoding encoding_detect(struct bytes head)
{
	enum encoding encoding;
	if (starts_with(head, "\xEF\xBB\xBF", 3))
		return ENCODING_UTF8;
	if (starts_with(head, "\xFF\xFE", 2))
		return ENCODING_UTF16_LE;
	if (starts_with(head, "\xFE\xFF", 2))
		return ENCODING_UTF16_BE;
	if (looks_like_utf16(head, &encoding))
		return encoding;
	size_t size = whole_size(head);
	/* A head that is nothing but one cut character says nothing. */
	return is_mostly_utf8((struct bytes){head.at, size}) ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

#define RECORDS_LOOKED_AT 20

/* How often `delimiter` stands in each of the first records, outside quotes; a last record without a line's end counts
 * only when it is the only one, since the head may have cut it. */
static size_t count_by_record(struct text head, char delimiter, size_t counts[RECORDS_LOOKED_AT])
{
	size_t records = 0, count = 0, size = 0;
	bool quoted = false;
	for (size_t i = 0; i < head.size && records < RECORDS_LOOKED_AT; i++) {
		char c = head.at[i];
		if (c == '"')
			quoted = !quoted;
		if (!quoted && (c == '\n' || c == '\r')) {
			if (size)
				counts[records++] = count;
			count = size = 0;
			continue;
		}
		size++;
		count += !quoted && c == delimiter;
	}
	if (records == 0 && size)
		counts[records++] = count;
	return records;
}

size_t encoding_delimiter_line(struct text head, char *ret_delimiter)
{
	if (head.size < 6 || strncasecmp(head.at, "sep=", 4) != 0 || strchr("\"\r\n", head.at[4]) || head.at[4] & 0x80)
		return 0;
	*ret_delimiter = head.at[4];
	if (head.at[5] == '\n')
		return 6;
	return head.at[5] != '\r' ? 0 : head.size > 6 && head.at[6] == '\n' ? 7 : 6;
}

char encoding_guess_delimiter(struct text head)
{
	static const char candidates[] = {',', ';', '\t', '|'};
	char best = ',';
	size_t best_even = 0, best_count = 0;
	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t counts[RECORDS_LOOKED_AT], even = 0;
		size_t records = count_by_record(head, candidates[i], counts);
		for (size_t k = 0; k < records; k++)
			even += counts[k] == counts[0];
		if (records == 0 || counts[0] == 0)
			continue;
		if (even > best_even || (even == best_even && counts[0] > best_count)) {
			best = candidates[i];
			best_even = even;
			best_count = counts[0];
		}
	}
	return best;
}
