/* Files of shops that are known by their columns (imports_presets.def). */
#ifndef FEATURES_IMPORTS_PRESETS_H
#define FEATURES_IMPORTS_PRESETS_H

#include "base/arena.h"
#include "base/text.h"

/* The name of the shop whose customer export has that header: "Shopify"; none when it is nobody's. `ret_places` gets
 * the name of our column for each of theirs; empty: not named. */
struct text import_preset_find(struct arena *arena, const struct text *headers, size_t count,
			       const struct text **ret_places);

#endif
