/* Colours as people pick them: #0a6a70. */
#ifndef FORMAT_COLOUR_H
#define FORMAT_COLOUR_H

#include "base/text.h"

/* "#rgb" or "#rrggbb" in either case as "#rrggbb" in lower case; false for anything else. */
bool colour_parse(struct arena *arena, struct text t, struct text *ret_colour);

#endif
