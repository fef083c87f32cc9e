/* When somebody began to be asked who they are, written into the address that they come back to.
 *
 * The one idea: the browser carries it, so it is sealed together with the question: who makes one up, or takes one from
 * another question, has not been asked (OpenID Connect Core 3.1.2.1, prompt and max_age). */
#ifndef FEATURES_OIDC_ASKED_PORTAL_H
#define FEATURES_OIDC_ASKED_PORTAL_H

#include "web/request.h"

/* The query of this request without what oidc_asked_add() has put there. */
struct text oidc_asked_question(const struct request *request);
/* That query, with the time: the one that it has, or else now. */
struct text oidc_asked_add(const struct request *request, struct text asked);
/* The seconds of `asked`, if it was sealed here for this question. */
bool oidc_asked_read(const struct request *request, struct text asked, int64_t *ret_seconds);

#endif
