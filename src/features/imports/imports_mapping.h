/* Which column of a file is which: what the user said, what is guessed, and the rest. */
#ifndef FEATURES_IMPORTS_MAPPING_H
#define FEATURES_IMPORTS_MAPPING_H

#include "features/imports/imports_presets.h"
#include "features/transfer/transfer.h"

/* The word of an attribute that is made of the column at that place, from 0. */
struct text import_word_of(struct arena *arena, struct text header, size_t place);

/* The columns of a file with that header. What nobody has heard of becomes a text attribute (decision 19). `map` is
 * "Header=column,…" and wins; INVALID with a problem at "map" when it names no header or no column. `first` is the
 * first row, by which a column of ids is told from one of foreign ids; it may be short. */
struct import_mapping_ask {
	const struct text *headers;
	size_t count;
	const struct text *first;
	size_t first_count;
	struct text map;           /* or none */
	const struct text *places; /* the same by place; none or empty: not said */
	size_t place_count;
	const struct import_preset *preset; /* whose file it is: before the guess */
	struct text system;                 /* of ids of nobody in particular: "import" */
};
enum outcome import_mapping_make(struct context *ctx, const struct import_mapping_ask *ask,
				 struct transfer_column **ret_columns) MUST_USE;

#endif
