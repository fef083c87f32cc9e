/* Second factors: switched on and off by each for themselves, asked for at every sign-in, codes for the day when the
 * telephone is gone.
 *
 * The one idea: a code is used up by one UPDATE (a later half minute than the last one) or one DELETE (a recovery
 * code), so of any number of uses at once one succeeds. Whoever has given the password alone has no session, only a
 * half sign-in that leads to the question for the code.
 * Elsewhere: the arithmetic (format/totp.h), taking it off another (staff.h), the limits (staff_factor_pages.c), who is
 * led to set one up first (web/sessions.h). Source: behaviour §14; RFC 6238 5.2.
 */
#ifndef FEATURES_STAFF_FACTOR_H
#define FEATURES_STAFF_FACTOR_H

#include "features/staff/staff.h"
#include "web.schema.h"

#define STAFF_RECOVERY_CODES  10
#define STAFF_HALF_SIGN_IN_US (10 * MINUTE_US)
#define STAFF_FACTOR_BEGUN_US (30 * MINUTE_US) /* a secret that was shown and not used by then is forgotten */

struct staff_factor {
	bool on;
	struct instant since;
	int64_t recovery_codes; /* that are left */
	struct bytes secret;    /* of one that is being set up; size 0: none is, or it counts already */
};
enum outcome staff_get_factor(struct context *ctx, struct staff_id staff, struct staff_factor *ret_factor) MUST_USE;

/* A secret of one's own to be set up, in the place of one that was begun before. INVALID at `password`; CONFLICT when
 * one counts already. */
enum outcome staff_begin_factor(struct context *ctx, struct secret password) MUST_USE;

struct staff_recovery {
	struct text codes[STAFF_RECOVERY_CODES];
};
/* The first code makes it count; all other sessions of theirs end, and they are told by mail. INVALID at `code`;
 * NOT_FOUND when none was begun. */
enum outcome staff_add_factor(struct context *ctx, struct secret code, struct session_id kept,
			      struct staff_recovery *ret_recovery) MUST_USE;

struct staff_proof {
	struct secret password;
	struct secret code; /* of the app, or a recovery code */
};
/* INVALID at `password` or `code`; NOT_FOUND when there is none. They are told by mail. */
enum outcome staff_remove_own_factor(struct context *ctx, const struct staff_proof *proof) MUST_USE;
/* New recovery codes; those of before are worth nothing. */
enum outcome staff_make_recovery_codes(struct context *ctx, const struct staff_proof *proof,
				       struct staff_recovery *ret_recovery) MUST_USE;

/* After the right password, or a link: the token leads to the question for the code. None when no factor is on. */
enum outcome staff_begin_half(struct context *ctx, struct staff_id staff, struct secret *ret_token) MUST_USE;
/* Whose it is. NOT_FOUND when it never was, has been used, or is too old. */
enum outcome staff_find_half(struct context *ctx, struct secret token, struct staff_id *ret_staff) MUST_USE;
/* Uses it and the code up. INVALID at `code`, and it may be tried again. */
enum outcome staff_end_half(struct context *ctx, struct secret token, struct secret code,
			    struct staff_id *ret_staff) MUST_USE;

#endif
