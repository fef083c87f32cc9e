/* Limits of rate that survive a restart: how often something of one name may happen in a window of time.
 *
 * The one idea: a row per name, counted in a transaction of its own, so that a refusal elsewhere does not undo it.
 */
#ifndef SERVICE_THROTTLE_H
#define SERVICE_THROTTLE_H

#include "context/context.h"

struct throttle {
	struct text name; /* "sign-in:account:7" */
	int64_t most;     /* in one window */
	int64_t window_us;
};

/* Counts one use. TOO_MANY, with a problem that says when it opens again, when `most` were used already. */
enum outcome throttle_take(struct context *ctx, const struct throttle *throttle) MUST_USE;
/* One use of each of `throttles`, in one transaction, up to the first that has none left. */
enum outcome throttle_take_all(struct context *ctx, const struct throttle *throttles, size_t count) MUST_USE;
/* After what was counted came out right: takes the one use of a name that many share back, and all of a name that is
 * the asker's alone. Inside a transaction it is a part of it. */
enum outcome throttle_forget(struct context *ctx, struct text shared, struct text own) MUST_USE;
/* Forgets every window that has ended, or each address that ever tried would stay a row. */
enum outcome throttle_forget_ended(struct context *ctx) MUST_USE;

/* A try of a password. By address of the network first, so that nobody locks another out of an account from outside for
 * good; by both with room for somebody who tries to remember. */
struct throttle_try {
	const char *what;    /* "sign-in" */
	struct text network; /* "203.0.113.7", "2001:db8::": see http.h */
	struct text account;
};
enum outcome throttle_take_try(struct context *ctx, const struct throttle_try *attempt) MUST_USE;
/* After the right one: it counts for nothing, or an office behind one address could not sign in every morning. Wrong
 * ones of other accounts stay counted by address. */
enum outcome throttle_forget_try(struct context *ctx, const struct throttle_try *attempt) MUST_USE;

#endif
