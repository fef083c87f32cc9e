/* What customers see on their way to a shop and back. */
#ifndef FEATURES_OIDC_PORTAL_H
#define FEATURES_OIDC_PORTAL_H

#include "features/oidc/oidc.h"
#include "web/pages.h"

struct oidc_logout_form {
	struct text shop; /* where they come from; none: it did not say */
	struct text client, address, state;
};

#endif
