/* FEATURE: say here what they are for.
 *
 * The one idea: say here the one idea needed to read this slice.
 */
#ifndef FEATURES_UPPER_H
#define FEATURES_UPPER_H

#include "FEATURE.schema.h"
#include "context/context.h"

/* Adds one of that name. INVALID without a name; CONFLICT when there is one already. */
enum outcome FEATURE_add(struct context *ctx, struct text name, struct SINGULAR_id *ret_id) MUST_USE;

#endif
