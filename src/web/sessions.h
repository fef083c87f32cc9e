/* Who is at the other end: sessions of staff and of customers by cookie, API keys by header.
 *
 * The one idea: a session is a row found by the hash of its token on every request, together with the member of staff
 * and the role as they are now, so that ending, deactivating and demoting work at the next request. Customers' sessions
 * are kept by a slice (features/accounts): here stands what is asked of it.
 */
#ifndef WEB_SESSIONS_H
#define WEB_SESSIONS_H

#include "accounts.schema.h"
#include "apikeys.schema.h"
#include "context/context.h"
#include "web.schema.h"

#define SESSION_IDLE_US (12 * HOUR_US)
#define SESSION_LIFE_US (14 * DAY_US)
/* How long after giving the password dangerous things may be done without giving it again. */
#define SESSION_FRESH_US (30 * MINUTE_US)

/* Where members of staff set up their second factor. Who has none goes there first when the business wants one of all
 * (SETTING_STAFF_SECOND_FACTOR): until then their session gives no permission, sees no customer and opens no other
 * page.
 */
#define STAFF_FACTOR_PAGE TEXT("/admin/profile/second-factor")

struct signed_in {
	struct session_id session;
	struct staff_id staff; /* none: nobody is signed in */
	struct role_id role;
	struct text name, email, role_name;
	struct text theme;
	struct instant confirmed;
	bool lacks_factor; /* they go to STAFF_FACTOR_PAGE first */
};

/* Finds the session of that token and makes it the actor of `ctx` (permissions, scope, language, zone). Writes down
 * that it was seen at most once a minute. NOT_FOUND when there is none, or it has ended. */
enum outcome sessions_find(struct context *ctx, struct secret token, struct signed_in *ret_signed_in) MUST_USE;

/* The same without being a use of it: for what stays open by itself. */
enum outcome sessions_look(struct context *ctx, struct secret token, struct signed_in *ret_signed_in) MUST_USE;

struct session_place {
	struct text address;
	struct text agent;
	struct text network; /* that limits are counted by, see http.h */
};
/* A new session for somebody whose password has just been checked. */
enum outcome sessions_add(struct context *ctx, struct staff_id staff, const struct session_place *place,
			  struct secret *ret_token) MUST_USE;

struct session_row {
	struct session_id id;
	struct instant created, seen, expires;
	struct text address, agent;
};
enum outcome sessions_list(struct context *ctx, struct staff_id staff, const struct session_row **ret_rows,
			   size_t *ret_count) MUST_USE;
enum outcome sessions_end(struct context *ctx, struct staff_id staff, struct session_id session) MUST_USE;
/* All of theirs but `kept` (none: all). */
enum outcome sessions_end_others(struct context *ctx, struct staff_id staff, struct session_id kept) MUST_USE;

/* Makes that member of staff the actor without a session, for what they asked to be done later. NOT_FOUND when they are
 * not active any more. */
enum outcome sessions_act_as(struct context *ctx, struct staff_id staff) MUST_USE;

/* Finds the API key and makes it the actor. Its permissions are those given to it that its maker still has. */
enum outcome sessions_find_key(struct context *ctx, struct secret key, struct api_key_id *ret_key) MUST_USE;
/* The same for what it asked to be done later. NOT_FOUND when it is not valid any more, or its maker not active. */
enum outcome sessions_act_as_key(struct context *ctx, struct api_key_id key) MUST_USE;

/* ---- customers ---- */

struct signed_in_customer {
	struct account_session_id session;
	struct customer_id customer; /* none: no customer is signed in */
	struct staff_id visitor;     /* who looks at their pages as they see them; none: it is the customer */
	struct text visitor_name;
	bool view_only; /* they change nothing at all there */
	struct text name, email;
	struct text language, zone; /* theirs; may be none or unknown */
	struct text kept_at; /* the one page that is open to them until they have done what it asks; none: all are */
};
/* Finds the session of that token and makes its customer the actor of `ctx` (own scope, no permission).
 * NOT_FOUND when there is none, it has ended, or they may not sign in now. */
typedef enum outcome sessions_find_customer(struct context *ctx, struct secret token, struct signed_in_customer *ret);
/* Which slice does, server/assembly.c says. */
extern sessions_find_customer *const sessions_customer_of;

#endif
