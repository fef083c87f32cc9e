/* Colours. */
#include "format/colour.h"

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool colour_parse(struct arena *arena, struct text t, struct text *ret_colour)
{
	if ((t.size != 4 && t.size != 7) || t.at[0] != '#')
		return false;
	struct text lower = text_lower_ascii(arena, t);
	for (size_t i = 1; i < lower.size; i++)
		if (!is_hex(lower.at[i]))
			return false;
	const char *at = lower.at;
	*ret_colour =
		t.size == 7 ? lower : text_format(arena, "#%c%c%c%c%c%c", at[1], at[1], at[2], at[2], at[3], at[3]);
	return true;
}
