/* Colours as people pick them: #0a6a70. */
#ifndef FORMAT_COLOUR_H
#define FORMAT_COLOUR_H

#include "base/text.h"

/* "#rgb" or "#rrggbb" in either case as "#rrggbb" in lower case; false for anything else. */
bool colour_parse(struct arena *arena, struct text t, struct text *ret_colour);

/* The rest takes "#rrggbb" alone. */

/* How far apart two colours are for whoever reads the one on the other: 1 to 21 (WCAG 2.2, contrast ratio). */
double colour_contrast(struct text one, struct text other);
/* A colour with so many percent of another one in it. */
struct text colour_mix(struct arena *arena, struct text colour, struct text other, int percent);
/* The colour, or with as little of `towards` in it as it takes to keep that contrast on `ground`. */
struct text colour_until(struct arena *arena, struct text colour, struct text towards, struct text ground,
			 double contrast);

#endif
