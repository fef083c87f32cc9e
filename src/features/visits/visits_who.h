/* Whom staff may be in an account of, and whether they change anything there. Used by this slice alone. */
#ifndef FEATURES_VISITS_WHO_H
#define FEATURES_VISITS_WHO_H

#include "features/visits/visits.h"

/* Guests have none, nor do those in the trash and merged ones. */
bool visit_has_account(const struct customer_row *row);
/* Whoever is not active as things are now (blocked, suspended, not activated …) is looked at. */
bool visit_is_view_only(const struct customer_row *row, struct instant now);

#endif
