/* How customers sign in, and are kept out: passwords, sessions, sign-ins.
 *
 * The one idea: a session is a row found by the hash of its token on every request, together with the answer of
 * features/access as it is then, so that a block, a suspension, the trash or a new password works at the next request.
 * What closes signing in also takes the rows away, so that no session comes back when it opens again.
 * Elsewhere: who may (features/access), limits on tries and cookies (accounts_portal.c).
 * Source: behaviour §2, §6; security 10, 12, 14.
 */
#ifndef FEATURES_ACCOUNTS_H
#define FEATURES_ACCOUNTS_H

#include "accounts.sql.h"
#include "features/access/access.h"

#define ACCOUNT_IDLE_US (12 * HOUR_US)
#define ACCOUNT_LIFE_US (14 * DAY_US)

/* ---- signing in ---- */

struct account_place {
	struct text address; /* of the network */
	struct text agent;   /* what the browser says of itself */
};

struct account_ask {
	struct text name; /* a login, or a verified address of theirs */
	struct secret password;
	struct account_place place;
	struct secret replaced; /* the session that this browser has had; it ends. None: there was none */
};

struct account_entry {
	struct customer_id customer;
	struct secret token;         /* of the new session; none: they may not sign in … */
	struct access_answer answer; /* … because of this */
	struct text language;        /* theirs; may be none */
};

/* Checks name and password, then whether they may sign in. INVALID with one and the same problem, after the same time,
 * for a name that is not known, a password that is wrong, and who has no password. DONE else: what closes their account
 * is told to nobody but whoever has the password. */
enum outcome accounts_sign_in(struct context *ctx, const struct account_ask *ask,
			      struct account_entry *ret_entry) MUST_USE;

/* ---- sessions ---- */

struct account_session {
	struct account_session_id id;
	struct customer_id customer;
	bool must_change; /* a new password comes before all else */
	struct customer_row row;
};
/* Finds the session of that token and makes its customer who asks in `ctx`: actor, scope, `:@customer`. Writes down
 * that it was seen at most once a minute. NOT_FOUND when there is none, it has ended, or they may not sign in now. */
enum outcome accounts_find_session(struct context *ctx, struct secret token,
				   struct account_session *ret_session) MUST_USE;

enum outcome accounts_list_sessions(struct context *ctx, struct customer_id customer,
				    struct account_session_list **ret_rows, size_t *ret_count) MUST_USE;
/* NOT_FOUND when it is none of theirs, or theirs are out of scope. */
enum outcome accounts_end_session(struct context *ctx, struct customer_id customer,
				  struct account_session_id session) MUST_USE;
/* All of theirs but `kept` (none: all). */
enum outcome accounts_end_sessions(struct context *ctx, struct customer_id customer,
				   struct account_session_id kept) MUST_USE;
/* Signing out: the session of that token, whosever it is. */
enum outcome accounts_sign_out(struct context *ctx, struct secret token) MUST_USE;

/* Ends their sessions when they may not sign in: a customer_reaction, after their status was derived anew. */
enum outcome accounts_follow_status(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- passwords ---- */

/* By themselves: asks for the old one (INVALID at `old`), ends all sessions but `kept`, records it. INVALID at
 * `password` when it is too short, too long, too common or the old one. */
enum outcome accounts_change_password(struct context *ctx, struct secret old, struct secret password,
				      struct account_session_id kept) MUST_USE;
/* By staff with the permission, or by the system: ends all sessions; they choose another at the next sign-in. CONFLICT
 * for guests and in the trash; NOT_FOUND out of scope. */
enum outcome accounts_set_password(struct context *ctx, struct customer_id customer, struct secret password) MUST_USE;

#endif
