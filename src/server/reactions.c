/* Reactions of slices and layers to each other, from reactions.def. */
#include "features/attributes/attributes.h"
#include "features/customers/customers.h"
#include "features/exports/exports.h"
#include "features/files/files.h"
#include "features/imports/imports.h"
#include "web/idempotency.h"

customer_reaction *const customer_erase_reactions[] = {
#define REACTION(function) function,
#include "server/reactions.def"
#undef REACTION
	NULL,
};

const struct customer_attributes customer_attributes = {attributes_check_new, attributes_set_given};
