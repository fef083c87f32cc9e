/* The header in which a shop says who it is: Authorization: Basic (RFC 7617), its two parts as in a form (RFC 6749
 * 2.3.1). */
#ifndef FEATURES_OIDC_BASIC_H
#define FEATURES_OIDC_BASIC_H

#include "base/arena.h"
#include "base/text.h"

struct oidc_basic {
	struct text client;
	struct secret secret;
};
/* False for anything else. */
bool oidc_basic_read(struct arena *arena, struct text header, struct oidc_basic *ret_basic);

#endif
