/* What the settings of a channel's client are given. */
#ifndef FEATURES_OIDC_PAGES_H
#define FEATURES_OIDC_PAGES_H

#include "features/oidc/oidc.h"
#include "web/pages.h"

struct oidc_client_screen {
	const struct problems *problems;
	struct text word, issuer;
	struct text redirects, logouts, back_channel, visits;
	struct instant secret_at; /* none: there is no client yet */
	struct secret fresh;      /* the secret that was just made; none */
	struct text action, renew, remove, back;
};

#endif
