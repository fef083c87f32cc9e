/* A state change must come from one of our own pages.
 *
 * The one idea: a posting form carries a value derived from the session's token (before sign-in: from a random cookie),
 * and the browser's own word about where it comes from (Sec-Fetch-Site, Origin) must not speak against it.
 */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "web/request.h"

/* Sets request->token and request->csrf for a visitor without a session: from the cookie, or new with a cookie. */
void csrf_visitor(struct request *request);
/* Sets request->csrf from request->token. */
void csrf_derive(struct request *request);
/* DONE, or FORBIDDEN with a problem. Called for every method but GET and HEAD, unless an API key speaks. */
enum outcome csrf_check(struct request *request) MUST_USE;

#endif
