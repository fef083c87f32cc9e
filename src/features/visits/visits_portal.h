/* How a browser's cookie becomes a visit. */
#ifndef FEATURES_VISITS_PORTAL_H
#define FEATURES_VISITS_PORTAL_H

#include "features/visits/visits.h"
#include "web/sessions.h"

/* For web (sessions_customer_of), after accounts have not found a session. */
sessions_find_customer visits_find_customer;

#endif
