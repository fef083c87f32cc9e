/* What staff remember by looking: the customers seen lately. The rest of this slice is screens made of other slices. */
#ifndef FEATURES_OVERVIEW_H
#define FEATURES_OVERVIEW_H

#include "context/context.h"

/* Notes that the acting member of staff has opened that customer's page; the last twenty are kept. Nothing is written
 * when it was the last one anyway. */
enum outcome overview_remember(struct context *ctx, struct customer_id customer) MUST_USE;

#endif
