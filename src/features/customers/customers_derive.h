/* What follows from a customer's other columns. Used by this slice alone, but for customers_derive(). */
#ifndef FEATURES_CUSTOMERS_DERIVE_H
#define FEATURES_CUSTOMERS_DERIVE_H

#include "features/customers/customers.h"

/* behaviour §2: merged, trashed, blocked, suspended, disapproved, pending, awaiting, inactive, guest, active; the first
 * that holds. A suspension whose date has passed holds no more. */
enum customer_status derive_status(const struct customer_row *row, struct instant now);
/* Names joined in the person's order; company, e-mail or login when there is no name; "#id" when there is nothing. */
struct text derive_display_name(struct arena *arena, const struct customer_row *row);
/* Of company, login, e-mail: folded; none when empty. */
struct text derive_sort_key(struct arena *arena, struct text value);
/* Writes what searches and filters compare with. `sources`: of somebody new; NULL: what is there is read, and written
 * anew when it differs. */
enum outcome derive_search(struct context *ctx, const struct customer_row *row,
			   const struct customer_sources *sources) MUST_USE;

#endif
