/* Moving an axis when the permission was asked for before. Used by this slice alone. */
#ifndef FEATURES_ACCESS_CHANGE_H
#define FEATURES_ACCESS_CHANGE_H

#include "features/access/access.h"

/* access_change() without asking for the verb's permission: Activate has one of its own, and dates lift by themselves.
 */
enum outcome access_change_granted(struct context *ctx, struct customer_id customer, enum access_verb verb,
				   const struct access_ask *ask) MUST_USE;

/* What stands in a field that access events name, as they write it; false for other fields. */
bool access_value(struct arena *arena, const struct customer_row *row, struct text field, struct text *ret_value);

#endif
