/* Every CR before an LF goes. */
#include "format/line_ends.h"

struct text line_ends_plain(struct arena *arena, struct text sent)
{
	if (text_find(sent, TEXT("\r\n"), 0) == SIZE_MAX)
		return sent;
	char *at = arena_take(arena, sent.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < sent.size; i++)
		if (sent.at[i] != '\r' || i + 1 == sent.size || sent.at[i + 1] != '\n')
			at[size++] = sent.at[i];
	return (struct text){at, size};
}

bool line_ends_are_plain(struct text text)
{
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			return false;
	}
	return true;
}
