/* Signing in as a customer: a member of staff is in the customer's account for half an hour, here or in a channel.
 *
 * The one idea: a visit is a row of its own beside the customer's sessions, found by the hash of its token together
 * with the session of the staff that it began in, so it ends with that session and the customer's last sign-in stays as
 * it was. Whoever is there by a visit has no account session: no shop is given a code for it. Here the token is the
 * browser's cookie; a channel is handed it by the browser and exchanges it, once and within a minute, for who it is of.
 * Elsewhere: what may be changed meanwhile (web/handle.c), the banner (web/views/portal.html), who a channel's server
 * is (features/oidc). Source: behaviour §8; security 8; docs/decisions/0020, 0022.
 */
#ifndef FEATURES_VISITS_H
#define FEATURES_VISITS_H

#include "features/accounts/accounts.h"
#include "features/oidc/oidc.h"
#include "labels.schema.h"
#include "visits.schema.h"
#include "visits.sql.h"
#include "web.schema.h"

#define VISIT_LIFE_US  (30 * MINUTE_US)
#define VISIT_TOKEN_US (60 * SECOND_US)
/* For as long its customer sees that it was. */
#define VISIT_KEPT_US (90 * DAY_US)

/* English, to be translated. */
const char *visit_reason_label(enum visit_reason reason);
/* The same as its customer reads it. */
const char *visit_reason_told(enum visit_reason reason);

/* Channels that take staff in, as the asker's scope allows, the customer's own first. */
struct visit_channels {
	const struct visit_channel_list *list;
	size_t count;
	bool own; /* whether the first is the customer's own */
};
enum outcome visits_list_channels(struct context *ctx, const struct customer_row *row,
				  struct visit_channels *ret_channels) MUST_USE;

struct visit_ask {
	struct customer_id customer;
	struct channel_id channel; /* none: the customer's own pages here */
	struct session_id session; /* of the staff that ask … */
	struct instant confirmed;  /* … and when they last gave their password for it */
	enum visit_reason reason;
	struct text detail; /* may be empty */
};
struct visit_begun {
	struct secret token;
	struct text address; /* of the channel that is to be handed it; none: it is the cookie */
};
/* Written to the audit log and to the customer's history. CONFLICT for guests, in the trash and when merged, and when
 * the password was given more than half an hour ago; INVALID at channel; NOT_FOUND out of scope. */
enum outcome visits_begin(struct context *ctx, const struct visit_ask *ask, struct visit_begun *ret_begun) MUST_USE;

struct visit {
	struct customer_row row;
	struct staff_id staff;
	struct text staff_name, language, zone; /* of the staff */
	bool view_only;                         /* they are not active: nothing is changed for them */
};
/* Finds the visit of that token and makes its customer who asks in `ctx`, with the member of staff behind them.
 * NOT_FOUND when there is none, it or the session has ended, or the customer has no account any more. */
enum outcome visits_find(struct context *ctx, struct secret token, struct visit *ret_visit) MUST_USE;
enum outcome visits_end(struct context *ctx, struct secret token) MUST_USE;

struct visit_taken {
	struct visit_id id;
	struct customer_row row;
	struct staff_id staff;
	struct text staff_name;
	enum visit_reason reason;
	struct text detail; /* none */
	struct instant until;
	bool view_only;
};
/* The channel exchanges a token that it was handed; of many at once one is found. Not found when it is another
 * channel's, was taken, has ended, or its session has; or when the customer has no account any more. */
enum outcome visits_take(struct context *ctx, struct channel_id channel, struct secret token, bool *ret_found,
			 struct visit_taken *ret_taken) MUST_USE;

/* By the clock: visits in channels that go on there though the session of the staff or the customer's account is gone
 * end here and are told to webhooks (customer.visit_ended, about the visit), at most so many at once. */
enum outcome visits_end_cut_short(struct context *ctx, int64_t most, int64_t *ret_ended) MUST_USE;

#endif
