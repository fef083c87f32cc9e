/* What a request to the API must fulfil before its body is read: it takes JSON, and its key has not asked too often.
 *
 * The one idea: the limit of a key is counted in memory, since it guards this server's own strength: a count in the
 * database would cost more than what it saves. (Limits that guard accounts survive restarts: service/throttle.h.)
 */
#ifndef WEB_API_ADMIT_H
#define WEB_API_ADMIT_H

#include "web/request.h"

/* The counts of one server; web.c keeps them. */
struct api_rates;
struct api_rates *api_rates_open(struct arena *arena);

/* INVALID with 406 when only other types are accepted than what is answered; TOO_MANY with Retry-After when the key has
 * made as many requests in this minute as the setting api.rate allows. */
enum outcome api_admit(struct request *request) MUST_USE;

#endif
