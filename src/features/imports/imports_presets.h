/* Files of shops that are known by their columns (imports_presets.def). */
#ifndef FEATURES_IMPORTS_PRESETS_H
#define FEATURES_IMPORTS_PRESETS_H

#include "base/arena.h"
#include "base/text.h"

struct import_preset {
	struct text shop;          /* "Shopify" */
	const struct text *places; /* the name of our column for each of theirs; empty: not named */
	bool quotes;               /* an apostrophe stands before numbers, so that spreadsheets leave them */
	bool has_rows;             /* a row for each address of a customer */
	size_t key;                /* the column that the further ones leave empty; SIZE_MAX: none */
};

/* Whose customer export has that header; false, with no shop and no place named, when it is nobody's. */
bool import_preset_find(struct arena *arena, const struct text *headers, size_t count,
			struct import_preset *ret_preset);

#endif
