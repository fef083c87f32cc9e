/* Values of the customer's fields, as text and in the row. Used by this slice alone. */
#ifndef FEATURES_CUSTOMERS_FIELDS_H
#define FEATURES_CUSTOMERS_FIELDS_H

#include "features/customers/customers.h"

/* Reads `value` (empty or none: nothing) into the row. INVALID with a problem at the field's word when it does not fit.
 */
enum outcome customers_field_set(struct context *ctx, struct customer_row *row, enum customer_field field,
				 struct text value) MUST_USE;
/* The value as it would be stored and shown again: trimmed, folded; for comparing. */
struct text customers_field_normal(struct context *ctx, enum customer_field field, struct text value);
bool customers_field_is_billing(enum customer_field field);

#endif
