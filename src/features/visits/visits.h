/* Signing in as a customer: a member of staff sees the customer's own pages, for half an hour, and changes nothing.
 *
 * The one idea: a visit is a row of its own beside the customer's sessions, found by the hash of its token together
 * with the session of the staff that it began in, so it ends with that session and the customer's last sign-in stays as
 * it was. Whoever is there by a visit has no account session: no shop is given a code for it. Elsewhere: that nothing
 * is changed meanwhile (web/handle.c), the banner (web/views/portal.html). Source: behaviour §8; security 8.
 */
#ifndef FEATURES_VISITS_H
#define FEATURES_VISITS_H

#include "features/accounts/accounts.h"
#include "visits.sql.h"

#define VISIT_LIFE_US (30 * MINUTE_US)

/* English, to be translated. */
const char *visit_reason_label(enum visit_reason reason);

struct visit_ask {
	struct customer_id customer;
	struct session_id session; /* of the staff that ask … */
	struct instant confirmed;  /* … and when they last gave their password for it */
	enum visit_reason reason;
	struct text detail; /* may be empty */
};
/* Written to the audit log and to the customer's history. CONFLICT for guests, in the trash and when merged, and when
 * the password was given more than half an hour ago; NOT_FOUND out of scope. */
enum outcome visits_begin(struct context *ctx, const struct visit_ask *ask, struct secret *ret_token) MUST_USE;

struct visit {
	struct customer_row row;
	struct staff_id staff;
	struct text staff_name, language, zone; /* of the staff */
};
/* Finds the visit of that token and makes its customer who asks in `ctx`, with the member of staff behind them.
 * NOT_FOUND when there is none, it or the session has ended, or the customer has no account any more. */
enum outcome visits_find(struct context *ctx, struct secret token, struct visit *ret_visit) MUST_USE;
enum outcome visits_end(struct context *ctx, struct secret token) MUST_USE;

#endif
