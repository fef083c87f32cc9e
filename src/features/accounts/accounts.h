/* How customers sign in, and are kept out: passwords, sessions, sign-ins.
 *
 * The one idea: a session is a row found by the hash of its token on every request, together with the answer of
 * features/access as it is then, so that a block, a suspension, the trash or a new password works at the next request.
 * What closes signing in also takes the rows away, so that no session comes back when it opens again. A link that was
 * mailed is such a row too: it goes when it is used, with the password, and is worth nothing at another address.
 * Elsewhere: who may (features/access), cookies (accounts_portal.c).
 * Source: behaviour §2, §6; security 10, 12, 14.
 */
#ifndef FEATURES_ACCOUNTS_H
#define FEATURES_ACCOUNTS_H

#include "accounts.schema.h"
#include "accounts.sql.h"
#include "events.schema.h"
#include "features/access/access.h"
#include "features/mailings/mailings.h"
#include "service/events.h"

#define ACCOUNT_IDLE_US (12 * HOUR_US)
#define ACCOUNT_LIFE_US (14 * DAY_US)

/* ---- signing in ---- */

struct account_place {
	struct text address; /* of the network */
	struct text agent;   /* what the browser says of itself */
	struct text network; /* that tries are counted by, see http.h */
};

struct account_ask {
	struct text name; /* a login, or an address of theirs: a verified one, or the primary one that waits */
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
 * is told to nobody but whoever has the password. TOO_MANY after too many tries from that address, or of that name from
 * there. */
enum outcome accounts_sign_in(struct context *ctx, const struct account_ask *ask,
			      struct account_entry *ret_entry) MUST_USE;

/* ---- sign-ins ---- */

/* The latest first, at most `most` of them, behind `cursor` (none or empty: from the latest on). *ret_next: the cursor
 * of the next page, or none. NOT_FOUND out of scope; INVALID at `cursor` when it is none. */
struct account_sign_ins_ask {
	struct customer_id customer;
	struct text cursor;
	int64_t most;
};
struct account_sign_ins {
	struct account_sign_in_list *rows;
	size_t count;
	int64_t total; /* of all pages */
	struct text next;
};
enum outcome accounts_list_sign_ins(struct context *ctx, const struct account_sign_ins_ask *ask,
				    struct account_sign_ins *ret_list) MUST_USE;
/* Of sign-ins that are older than the setting says, address and browser go; sessions that have ended go: what is due.
 */
enum outcome accounts_forget_old(struct context *ctx) MUST_USE;

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

/* What must happen when sessions of theirs were taken away, in the same transaction; the list (server/reactions.def)
 * ends with NULL. Whoever takes sessions away calls it. */
extern customer_reaction *const account_session_reactions[];
enum outcome accounts_tell_ended(struct context *ctx, struct customer_id customer) MUST_USE;

/* Makes that customer who asks in `ctx`: actor, scope, `:@customer`; no permission. */
void accounts_become(struct context *ctx, const struct customer_row *row);

/* Ends their sessions, and what was mailed to them for coming in, when they may not: a customer_reaction, after their
 * status was derived anew. */
enum outcome accounts_follow_status(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- passwords ---- */

/* INVALID at `old` when it is not the password of the customer who asks. Waits: not inside a transaction. */
enum outcome accounts_check_password(struct context *ctx, struct secret old) MUST_USE;
/* By themselves: asks for the old one (INVALID at `old`), ends all sessions but `kept`, records it. INVALID at
 * `password` when it is too short, too long, too common or the old one. */
enum outcome accounts_change_password(struct context *ctx, struct secret old, struct secret password,
				      struct account_session_id kept) MUST_USE;
/* Inside a transaction, with the hash made before (none: they have no password any more): ends all sessions but `kept`
 * and every link, records it, and tells them by mail when it is not their first one. CONFLICT for guests and in the
 * trash. */
struct account_new_password {
	struct customer_id customer;
	struct text hash;
	bool must_change, quiet; /* quiet: nobody is told by mail */
	struct account_session_id kept;
};
enum outcome accounts_store_password(struct context *ctx, const struct account_new_password *wanted) MUST_USE;
/* Inside a transaction: a hash that another program has made, for whoever has no password; none takes one away again
 * that nobody has signed in with yet. INVALID at password_hash when it cannot be checked here, CONFLICT for guests. */
enum outcome accounts_import_hash(struct context *ctx, const struct customer_row *row, struct text hash) MUST_USE;
/* By staff with the permission, or by the system: ends all sessions; they choose another at the next sign-in. CONFLICT
 * for guests and in the trash; NOT_FOUND out of scope. */
enum outcome accounts_set_password(struct context *ctx, struct customer_id customer, struct secret password) MUST_USE;

/* ---- links by mail ---- */

#define ACCOUNT_RESET_US        HOUR_US
#define ACCOUNT_CONFIRMATION_US (72 * HOUR_US)
#define ACCOUNT_INVITATION_US   (7 * DAY_US)
#define ACCOUNT_UNDO_US         (7 * DAY_US)
#define ACCOUNT_RETURN_US       (30 * DAY_US)

struct account_link_wish {
	enum account_link_purpose purpose;
	struct text name;
	struct text language;      /* where theirs is not known */
	struct channel_id channel; /* that writes to them; none: theirs */
	struct text next;          /* an own path where they were going; none */
};
/* Mails a link to the verified or primary address of that name: RESET for whoever has forgotten the password, OWN_DATA
 * for whoever may not sign in and wants what is kept of them. DONE whether anybody has that name and it is for them or
 * not. */
enum outcome accounts_ask_link(struct context *ctx, const struct account_link_wish *wish) MUST_USE;
/* Whether OWN_DATA is for them: an account that is closed, but neither in the trash nor still to be confirmed. */
bool accounts_give_data_by_link(const struct access_answer *answer);
/* By staff: RESET to their primary address; all their sessions end. CONFLICT without an address, and for
 * whoever may not sign in. */
enum outcome accounts_send_reset(struct context *ctx, struct customer_id customer) MUST_USE;

struct account_link {
	struct customer_id customer;
	struct text address; /* that it was mailed to, as compared */
	struct text wanted;  /* that it sets; none */
	struct text next;    /* where they were going when they asked for it; none */
	struct customer_row row;
};
/* NOT_FOUND when there never was one for that purpose, it was used, has ended, or password or address have changed
 * since. Uses up nothing. */
enum outcome accounts_find_link(struct context *ctx, enum account_link_purpose purpose, struct secret token,
				struct account_link *ret_link) MUST_USE;
/* The same, and uses it up: of many at once, one is DONE. Inside a transaction. */
enum outcome accounts_take_link(struct context *ctx, enum account_link_purpose purpose, struct secret token,
				struct account_link *ret_link) MUST_USE;
/* Whoever has used the link reads mail there. Inside a transaction, in a scope that has the customer. */
enum outcome accounts_verify_address(struct context *ctx, const struct account_link *link) MUST_USE;

struct account_link_ask {
	enum account_link_purpose purpose;
	enum mailing mailing;
	const struct customer_row *row;
	struct text address;       /* one of theirs, as shown */
	struct text language;      /* where theirs is not known; none: the business's */
	struct text wanted;        /* the address that the link sets; of `address` it is mailed there; none */
	struct channel_id channel; /* that writes to them; none: theirs */
	struct text next;          /* an own path where they were going; none */
	bool further;              /* earlier ones of the purpose stay */
};
/* Makes a link and mails it. Whoever has not confirmed is called by their address: a name that was typed by nobody
 * knows whom goes to nobody. Inside a transaction. */
enum outcome accounts_mail_link(struct context *ctx, const struct account_link_ask *ask) MUST_USE;

/* An event_reaction: what staff did has given the customer another primary address, or an address that they are to
 * confirm. */
enum outcome accounts_follow_address(struct context *ctx, const struct event *event, struct event_id id) MUST_USE;

/* An event_reaction: a guest who is given an account is invited; a password of before opens it no more. */
enum outcome accounts_follow_account(struct context *ctx, const struct event *event, struct event_id id) MUST_USE;

/* By staff: gives a guest an account, and mails whoever has no password yet a link to choose one. CONFLICT for those
 * who have one, without an address, in the trash, or closed by more than a registration that is not confirmed. */
enum outcome accounts_invite(struct context *ctx, struct customer_id customer) MUST_USE;
/* The first password; confirms the registration if that waits, and verifies the address. As accounts_use_reset(). */
enum outcome accounts_use_invitation(struct context *ctx, struct secret token, struct secret password) MUST_USE;

/* ---- another address ---- */

struct account_address_ask {
	struct secret old;
	struct text address;
	bool further; /* beside the primary one, which stays */
};
/* By themselves: asks for the password (INVALID at `old`), then mails a link to that address. DONE whether an account
 * has it or not; whoever has it is told. One of theirs that is verified becomes the primary one at once
 * (`*ret_changed`). INVALID at `address`. */
enum outcome accounts_ask_address(struct context *ctx, const struct account_address_ask *ask,
				  bool *ret_changed) MUST_USE;
/* The link of either kind; uses up nothing. NOT_FOUND as of accounts_find_link(). */
enum outcome accounts_find_address(struct context *ctx, struct secret token, struct account_link *ret_link,
				   bool *ret_further) MUST_USE;
/* By the link: it is the primary address now, or a further one, verified. The login follows the primary one while they
 * are equal; the old address gets a letter with which it takes that back, or is told of the further one. Nothing
 * happens
 * (`*ret_refused`) when it is none of theirs yet and they may not sign in, because of `*ret_answer`. NOT_FOUND as
 * above; CONFLICT when an account has it by now. */
enum outcome accounts_use_address(struct context *ctx, struct secret token, bool *ret_refused,
				  struct access_answer *ret_answer) MUST_USE;
/* The old address comes back, verified; every session ends, every other link, and the way back of every address that
 * came after it; the password is no more, and another one is chosen by a link; the address that is left is told. Was
 * the account closed by the customer (`*ret_closed`), it is mailed the link that opens it again. NOT_FOUND when the
 * link is none, was used or has ended; CONFLICT when another account has the address by now. */
enum outcome accounts_undo_address(struct context *ctx, struct secret token, bool *ret_closed) MUST_USE;
/* Whether that link is there; uses up nothing. */
enum outcome accounts_find_undo(struct context *ctx, struct secret token, struct text *ret_address) MUST_USE;

/* Inside a transaction: the primary address becomes that one, or the one of theirs that it is already; verified. */
enum outcome accounts_set_address(struct context *ctx, struct customer_id customer, struct text wanted) MUST_USE;
/* Inside a transaction, when `row` has another primary address than `left`: that one is mailed a way back, or told only
 * when the account returns to an address that had one. */
enum outcome accounts_leave_address(struct context *ctx, const struct customer_row *row, struct text left) MUST_USE;
/* The same without a letter: when their primary address had a way back, what came after it has none (`*ret_back`). */
enum outcome accounts_return_address(struct context *ctx, const struct customer_row *row, bool *ret_back) MUST_USE;
/* Inside a transaction: whoever reads mail there has shown it. Is it the primary address, then it needs its way back no
 * more, and what came after it has none. */
enum outcome accounts_settle_address(struct context *ctx, struct customer_id customer, struct text proven) MUST_USE;

/* Sets the password that was forgotten, as the customer, whose address is verified by it. NOT_FOUND as above, and when
 * they may not sign in (any more); INVALID at `password`. */
enum outcome accounts_use_reset(struct context *ctx, struct secret token, struct secret password) MUST_USE;

#endif
