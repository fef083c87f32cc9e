/* The colours of pages that are made of one colour of a brand. */
#ifndef FEATURES_PORTAL_BRAND_H
#define FEATURES_PORTAL_BRAND_H

#include "base/text.h"

/* A stylesheet with the accents of assets/css/tokens.css, of that colour ("#rrggbb"): as it is where it can be read on
 * every surface, else as near as that goes; in light and in dark. */
struct text portal_brand_style(struct arena *arena, struct text colour);

#endif
