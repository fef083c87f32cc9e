/* Fields of labels as text, checked. Used by this slice alone. */
#ifndef FEATURES_LABELS_FIELDS_H
#define FEATURES_LABELS_FIELDS_H

#include "features/labels/labels.h"

/* Who has a field, in labels_fields.def. */
#define TYPES    (1u << LABEL_TYPE)
#define GROUPS   (1u << LABEL_GROUP)
#define CHANNELS (1u << LABEL_CHANNEL)
#define TAGS     (1u << LABEL_TAG)

/* Puts the value into the row. INVALID at the field when it does not fit. */
enum outcome label_field_set(struct context *ctx, struct label_rows *row, enum label_field field,
			     struct text value) MUST_USE;

#endif
