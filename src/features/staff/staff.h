/* People of the back office: adding them, roles, signing in, their own settings.
 *
 * The one idea: nobody gives what they do not have. Every verb that touches a member of staff or a role compares
 * permissions and scope with the asker's, page and API alike; the command line acts as the system, which has all.
 * Source: behaviour §14; security 6, 10, 12.
 */
#ifndef FEATURES_STAFF_H
#define FEATURES_STAFF_H

#include "context/context.h"
#include "labels.schema.h"

#define STAFF_INVITATION_US (7 * DAY_US)
#define STAFF_RESET_US      HOUR_US
#define ROLE_NAME_MOST      100 /* characters */

/* The roles that a new installation has: owner, administrator, shop manager, sales representative, support agent,
 * auditor. Adds those that are missing. */
enum outcome staff_seed_roles(struct context *ctx) MUST_USE;
enum outcome staff_find_role(struct context *ctx, struct text word, struct role_id *ret_role) MUST_USE;

struct staff_add {
	struct text email, name;
	struct role_id role;
	enum staff_scope scope; /* never wider than the role's: narrowed without a word */
	const struct channel_id *channels;
	size_t channel_count;
	struct text language; /* none: the business's */
};
/* Adds somebody without password. INVALID: email, name, role; CONFLICT: the address is taken; FORBIDDEN: the role has
 * more than the asker, or a channel is not theirs. */
enum outcome staff_add(struct context *ctx, const struct staff_add *ask, struct staff_id *ret_staff) MUST_USE;

struct staff_change {
	struct staff_id staff;
	struct text name;
	struct role_id role;
	enum staff_scope scope;
	const struct channel_id *channels;
	size_t channel_count;
};
/* FORBIDDEN for people, roles and channels with more than one's own permissions or customers, and for owners by others;
 * CONFLICT for one's own role and the last owner. Ends their sessions when role or scope changed. */
enum outcome staff_change(struct context *ctx, const struct staff_change *ask) MUST_USE;
/* Who is not active cannot sign in, and is out at once; nothing that they did is lost. What is theirs is handed over
 * before (features/handovers). FORBIDDEN as for staff_change(); CONFLICT for oneself and the last owner. */
enum outcome staff_set_active(struct context *ctx, struct staff_id staff, bool active) MUST_USE;
/* Refuses what that would refuse. */
enum outcome staff_check_active(struct context *ctx, struct staff_id staff, bool active) MUST_USE;
/* Whether the asker may do anything to them at all. */
enum outcome staff_may_change(struct context *ctx, struct staff_id staff, bool *ret_may) MUST_USE;
/* Whether the asker has a higher role than they: may all that they may, and more. Owners' is higher than all others. */
enum outcome staff_stands_above(struct context *ctx, struct staff_id staff, bool *ret_above) MUST_USE;

/* A one-use link's token: to set a first password, or a new one. Older links of theirs die. FORBIDDEN as for
 * staff_change(): whoever has the link signs in as them. */
enum outcome staff_make_link(struct context *ctx, struct staff_id staff, enum staff_link_purpose purpose,
			     struct secret *ret_token) MUST_USE;

struct staff_link_ask {
	struct staff_id staff;
	enum staff_link_purpose purpose;
};
/* The same, and mails it to them in their language, when there is a mail server. */
enum outcome staff_send_link(struct context *ctx, const struct staff_link_ask *ask, struct secret *ret_token,
			     bool *ret_mailed) MUST_USE;

struct staff_linked {
	struct staff_id staff;
	enum staff_link_purpose purpose;
	struct text name, email;
};
/* Whose link it is. NOT_FOUND when it never was, was used, or is too old. */
enum outcome staff_find_link(struct context *ctx, struct secret token, struct staff_linked *ret_linked) MUST_USE;
/* Uses the link up and sets the password. All sessions end. Whoever had one before is told by mail. */
enum outcome staff_use_link(struct context *ctx, struct secret token, struct secret password,
			    struct staff_id *ret_staff) MUST_USE;

/* Sets a password without asking for the old one; for the command line. */
enum outcome staff_set_password(struct context *ctx, struct staff_id staff, struct secret password) MUST_USE;
/* Asks for the old one; INVALID at `old` when it is wrong. The caller ends the other sessions. */
enum outcome staff_change_password(struct context *ctx, struct secret old, struct secret password) MUST_USE;

/* INVALID at `field` when it is not the password of the member of staff who acts. */
enum outcome staff_check_own_password(struct context *ctx, struct text field, struct secret password) MUST_USE;

/* Takes the second factor off another's account, ends their sessions and tells them by mail. FORBIDDEN but for
 * somebody with a higher role; owners may for each other, since nobody stands above them. CONFLICT for one's own;
 * NOT_FOUND when they have none. One's own, and signing in with one: staff_factor.h. */
enum outcome staff_remove_factor(struct context *ctx, struct staff_id staff) MUST_USE;
/* Who has that address. NOT_FOUND when nobody has. */
enum outcome staff_find_by_email(struct context *ctx, struct text email, struct staff_id *ret_staff) MUST_USE;

/* Checks address and password: DONE and who it is, else INVALID with one and the same problem, after the same time. */
enum outcome staff_check_password(struct context *ctx, struct text email, struct secret password,
				  struct staff_id *ret_staff) MUST_USE;
struct staff_arrival {
	struct staff_id staff;
	struct text address, agent; /* of the browser */
};
/* Writes down that they signed in, and tells them of a browser that they have not signed in with before. */
enum outcome staff_signed_in_now(struct context *ctx, const struct staff_arrival *arrival) MUST_USE;

struct staff_profile {
	struct text name, language, zone; /* zone empty: the business's */
};
enum outcome staff_set_own_profile(struct context *ctx, const struct staff_profile *profile) MUST_USE;
enum outcome staff_set_own_language(struct context *ctx, struct text code) MUST_USE;
enum outcome staff_set_own_theme(struct context *ctx, struct text theme) MUST_USE;

/* What somebody chose for a screen (columns, page size …); TEXT_NONE when they did not. */
enum outcome staff_get_preference(struct context *ctx, struct text name, struct text *ret_value) MUST_USE;
enum outcome staff_set_preference(struct context *ctx, struct text name, struct text value) MUST_USE;

struct role_ask {
	struct role_id role; /* none: a new one */
	struct text name;
	struct permission_set permissions;
	enum staff_scope scope;
};
/* Whoever has it sees no more than it does from then on. FORBIDDEN for roles and members that have more than the asker,
 * permissions and customers that one has not; CONFLICT for one's own role. */
enum outcome staff_set_role(struct context *ctx, const struct role_ask *ask, struct role_id *ret_role) MUST_USE;
/* CONFLICT when it came with the program, or has members and `to` is none; else they move to `to`. */
enum outcome staff_remove_role(struct context *ctx, struct role_id role, struct role_id to) MUST_USE;

#endif
