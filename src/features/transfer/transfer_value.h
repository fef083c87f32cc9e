/* A cell as it would be stored: what people write in files, made the text that the same column would be exported as. */
#ifndef FEATURES_TRANSFER_VALUE_H
#define FEATURES_TRANSFER_VALUE_H

#include "attributes.schema.h"
#include "features/transfer/transfer_column.h"
#include "features/transfer/transfer_names.h"

struct transfer_reading {
	struct transfer_names *names;
	bool make_missing; /* types, groups and channels that are not there are made */
};

/* `cell` is not empty. INVALID with a problem at the column's name. Writes nothing: what may be made is made later. */
enum outcome transfer_value(struct context *ctx, const struct transfer_reading *reading,
			    const struct transfer_column *column, struct text cell, struct text *ret_value) MUST_USE;

/* The number that is kept beside an attribute's text for comparing; false when its kind has none. */
bool transfer_attribute_number(enum attribute_kind kind, struct text value, int64_t *ret_number);

#endif
