/* What an import makes because a row names it: types, groups, channels, tags, attributes. */
#ifndef FEATURES_IMPORTS_NAMES_H
#define FEATURES_IMPORTS_NAMES_H

#include "features/transfer/transfer.h"

/* The id of what is called so; a type, group, channel or tag is added when there is none. Inside a transaction. */
enum outcome import_name_need(struct context *ctx, struct transfer_names *names, enum transfer_named kind,
			      struct text name, int64_t *ret_id) MUST_USE;
/* Makes an attribute of kind text with that word and English label. Inside a transaction. */
enum outcome import_name_add_attribute(struct context *ctx, struct transfer_names *names, struct text word,
				       struct text label, int64_t *ret_id) MUST_USE;

#endif
