/* Who may sign in: the axes of access, one answer.
 *
 * The one idea: each axis (guest, activation, approval, active, block, suspension) is columns of its own, and its last
 * change has who, when, why and what the customer is told. A verb moves one axis; the status and the answer "may sign
 * in: yes or no, because …" follow from all of them and are never set by hand. Elsewhere: how the status follows
 * (features/customers, derive_status), screens (access_pages.c), JSON (access_api.c). Source: behaviour §2.
 */
#ifndef FEATURES_ACCESS_H
#define FEATURES_ACCESS_H

#include "access.schema.h"
#include "access.sql.h"
#include "features/customers/customers.h"

/* ---- what a suspension closes ---- */

struct access_function_declared {
	const char *label; /* English, to be translated */
	const char *what;
	bool chosen; /* ticked at first */
};
const struct access_function_declared *access_function_declared(enum access_function function);
extern const enum access_function access_function_all[ACCESS_FUNCTION_COUNT]; /* for views to walk */

/* A set of functions: bit 1 << enum access_function. */
struct access_functions {
	unsigned bits;
};
bool access_functions_have(struct access_functions set, enum access_function function);
/* Words with blanks between; words that are no function are left out. */
struct access_functions access_functions_parse(struct text words);
struct text access_functions_format(struct arena *arena, struct access_functions set);
/* Those that are ticked at first. */
struct access_functions access_functions_usual(void);
struct access_functions access_functions_of(const enum access_function *list, size_t count);

/* ---- what staff do ---- */

enum access_verb {
#define VERB(name, ...) ACCESS_VERB_##name,
#include "features/access/access_verbs.def"
#undef VERB
	ACCESS_VERB_COUNT,
};
struct access_verb_declared {
	const char *word;
	enum access_axis axis;
	enum permission permission;
	const char *event;
	const char *label; /* English, to be translated */
	const char *what;
	const char *icon;
	bool told; /* keeps a message for the customer */
};
const struct access_verb_declared *access_verb_declared(enum access_verb verb);
/* Whether it would make a difference to that customer now: what menus offer. */
bool access_verb_fits(const struct customer_row *row, enum access_verb verb, struct instant now);

struct access_ask {
	struct text reason;                /* for staff; may be empty */
	struct text message;               /* for the customer, who sees it after the right password; may be empty */
	struct access_functions functions; /* of a suspension; at least one */
	struct instant until;              /* of a suspension; none: until it is lifted */
	bool mail; /* of an approval or its refusal: they are told by mail, with the message; of an approval only when
		      they may sign in now */
};

/* INVALID at functions or until. */
enum outcome access_check_suspension(struct context *ctx, struct access_functions functions,
				     struct instant until) MUST_USE;
/* A day means its beginning where the business is: on this day they may again. None stays none. */
enum outcome access_suspension_end(struct context *ctx, struct date day, struct instant *ret_until) MUST_USE;

/* Moves one axis: columns, customer_axes, event, claims of guests and accounts, derived status, in one transaction.
 * CONFLICT when it is so already (`already`), when the customer lies in the trash or was merged (`gone`), and when an
 * address of a guest who is given an account is another account's (`in_use…`); INVALID at functions or until; FORBIDDEN
 * without the verb's permission. A suspension may be changed by suspending again. */
enum outcome access_change(struct context *ctx, struct customer_id customer, enum access_verb verb,
			   const struct access_ask *ask) MUST_USE;

/* A field of an event of ours, with what was and what the event made of it. */
struct access_old {
	struct text field, old, new;
};
/* Takes such a change back by the verb that leads there, which asks for its permission. CONFLICT when somebody has
 * changed it meanwhile. */
enum outcome access_take_back(struct context *ctx, struct customer_id customer, const struct access_old *olds,
			      size_t count) MUST_USE;

/* Activate (Freischalten): what stands in the way of signing in and can be cleared: never a block or a suspension. */
struct access_obstacles {
	bool confirmation; /* they have not confirmed their registration */
	bool approval;     /* nobody has approved them, or somebody has disapproved */
	bool inactive;     /* switched off */
};
struct access_obstacles access_obstacles_of(const struct customer_row *row);
/* Clears those that are set in `clear` and stand; verifies no address. With `mail` they are told of their approval, as
 * above. CONFLICT when none of them stands. */
enum outcome access_activate(struct context *ctx, struct customer_id customer, struct access_obstacles clear,
			     const struct access_ask *ask) MUST_USE;

/* By the link that was mailed to them: clears the activation that waits. DONE when nothing waits; CONFLICT in the
 * trash. */
enum outcome access_confirm(struct context *ctx, struct customer_id customer) MUST_USE;

/* Several customers, each in a transaction of its own; who is as wanted already, lies out of scope or cannot be changed
 * is skipped. */
struct access_many {
	const struct customer_id *ids;
	size_t count;
};
struct access_counts {
	size_t changed, skipped;
};
enum outcome access_change_many(struct context *ctx, struct access_many many, enum access_verb verb,
				const struct access_ask *ask, struct access_counts *ret_counts) MUST_USE;
/* Lifts suspensions whose date has passed, as the system, at most `most`. Answers do not wait for this; lists do. */
enum outcome access_lift_due(struct context *ctx, int64_t most, int64_t *ret_lifted) MUST_USE;
/* When the next suspension ends by itself; none: no one does. */
enum outcome access_find_next_due(struct context *ctx, struct instant *ret_at) MUST_USE;

/* ---- the answer ---- */

/* What happens next without anybody's doing, or who has to do what. */
enum access_next {
	ACCESS_NEXT_NOTHING,
	ACCESS_NEXT_LIFTS_ITSELF, /* at `until` */
	ACCESS_NEXT_STAFF_LIFT,
	ACCESS_NEXT_STAFF_UNBLOCK,
	ACCESS_NEXT_STAFF_APPROVE,
	ACCESS_NEXT_CUSTOMER_CONFIRMS,
	ACCESS_NEXT_STAFF_SWITCH_ON,
	ACCESS_NEXT_STAFF_GIVE_ACCOUNT,
	ACCESS_NEXT_STAFF_RESTORE,
	ACCESS_NEXT_OTHER_RECORD, /* merged: that one counts */
};
struct text access_next_word(enum access_next next);

struct access_answer {
	enum customer_status status; /* as it is now, not as it was stored */
	bool may_sign_in;
	enum customer_status because; /* what closes signing in: blocked, pending …; active when nothing does */
	struct access_functions closed;
	struct instant until; /* of a suspension that ends by itself */
	enum access_next next;
	struct text reason;         /* for staff only, of what `because` (or the suspension) names */
	struct text message;        /* for the customer */
	struct instant at;          /* when that was done; none: never by anybody */
	enum actor_kind actor_kind; /* by whom */
	struct text actor_name;     /* of a member of staff or a key; none */
};
/* NOT_FOUND outside the asker's scope. */
enum outcome access_answer(struct context *ctx, struct customer_id customer, struct access_answer *ret_answer) MUST_USE;
/* The same about a row that was read already. */
enum outcome access_explain(struct context *ctx, const struct customer_row *row,
			    struct access_answer *ret_answer) MUST_USE;
/* The part that follows from the row alone: all but reason, message, at and actor. */
void access_answer_of(const struct customer_row *row, struct instant now, struct access_answer *ret_answer);

/* What the customer reads about it, to be translated: the state, and what to do next. */
const char *access_public_state(const struct access_answer *answer);
const char *access_public_advice(const struct access_answer *answer);

/* The last change of each axis that was ever changed, by axis (`struct access_axis_list`, access.sql). */
enum outcome access_list_axes(struct context *ctx, struct customer_id customer,
			      const struct access_axis_list **ret_rows, size_t *ret_count) MUST_USE;

#endif
