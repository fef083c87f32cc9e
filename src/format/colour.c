/* Colours. */
#include "format/colour.h"

#include <math.h>

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

/* ---- reading on them ---- */

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Red, green or blue, 0 to 255. */
static int part(struct text colour, size_t i)
{
	return digit(colour.at[1 + 2 * i]) * 16 + digit(colour.at[2 + 2 * i]);
}

static double light(struct text colour, size_t i)
{
	double share = part(colour, i) / 255.0;
	return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(struct text colour)
{
	return 0.2126 * light(colour, 0) + 0.7152 * light(colour, 1) + 0.0722 * light(colour, 2);
}

double colour_contrast(struct text one, struct text other)
{
	double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
	return a > b ? a / b : b / a;
}

static int mix(struct text colour, struct text other, int percent, size_t i)
{
	return (part(colour, i) * (100 - percent) + part(other, i) * percent + 50) / 100;
}

struct text colour_mix(struct arena *arena, struct text colour, struct text other, int percent)
{
	return text_format(arena, "#%02x%02x%02x", (unsigned)mix(colour, other, percent, 0),
			   (unsigned)mix(colour, other, percent, 1), (unsigned)mix(colour, other, percent, 2));
}

struct text colour_until(struct arena *arena, struct text colour, struct text towards, struct text ground,
			 double contrast)
{
	struct text mixed = colour;
	for (int percent = 0; percent <= 100 && colour_contrast(mixed, ground) < contrast; percent += 2)
		mixed = colour_mix(arena, colour, towards, percent);
	return mixed;
}
