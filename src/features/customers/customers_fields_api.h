/* From a route's struct to changes of fields. Used by this slice's API alone.
 *
 * The one idea: a route's field and the customer's field have the same name, so the table of the route is enough to
 * find every value; nothing is listed a third time.
 */
#ifndef FEATURES_CUSTOMERS_FIELDS_API_H
#define FEATURES_CUSTOMERS_FIELDS_API_H

#include "features/customers/customers.h"
#include "web/route.h"

/* What was sent for fields of a customer, by a route with `patch`. `changes` has room for CUSTOMER_FIELD_COUNT. */
size_t customers_read_changes(struct context *ctx, const struct route *route, const void *in,
			      struct customer_change *changes);

#endif
