/* What members of staff are told of by the program, each as they have chosen: in a list behind the bell of every page,
 * by mail, or not at all.
 *
 * The one idea: whatever happens is told once, in the transaction that makes it happen, to those who may see it; a
 * person, a kind, its object and the occasion are unique. A kind stands in notifications_kinds.def, with the permission
 * that it takes; what is about a customer is told to those whose scope holds them, and shown to them as long as it
 * does. Elsewhere: the bell (web/page.h), jobs of one's own at the edge of the page (features/jobs), letters
 * (features/mailings). Source: behaviour §14.
 */
#ifndef FEATURES_NOTIFICATIONS_H
#define FEATURES_NOTIFICATIONS_H

#include "context/context.h"
#include "jobs.schema.h"
#include "notifications.schema.h"
#include "notifications.sql.h"

#define NOTIFICATIONS_KEPT_US (90 * DAY_US)

struct notification_ask {
	enum notification_kind kind;
	struct staff_id only;        /* none: everybody who may */
	struct customer_id customer; /* none: it is about no customer */
	int64_t object;
	int64_t occasion;   /* when, of what happens to the same object more than once; 0: it cannot */
	struct text name;   /* of the customer; none: it is about no customer */
	struct text detail; /* may be none */
};
/* Joins a transaction. */
enum outcome notifications_tell(struct context *ctx, const struct notification_ask *ask) MUST_USE;
/* That a customer has registered and confirmed it. */
enum outcome notifications_tell_registered(struct context *ctx, struct customer_id customer) MUST_USE;
/* A job_reaction: whoever asked for it. */
enum outcome notifications_follow_job(struct context *ctx, struct job_id job) MUST_USE;
/* That somebody signs in with that browser; told when it is another than those of before, and not the first. */
struct notification_device {
	struct staff_id staff;
	struct text agent, address;
};
enum outcome notifications_tell_device(struct context *ctx, const struct notification_device *device) MUST_USE;

/* ---- of the member of staff who acts ---- */

enum outcome notifications_list(struct context *ctx, struct notification_list **ret_rows, size_t *ret_count) MUST_USE;
/* Where it leads; seen from now on. NOT_FOUND when it is not theirs, or its customer not theirs to see any more. */
enum outcome notifications_open(struct context *ctx, struct notification_id id, struct text *ret_url) MUST_USE;
enum outcome notifications_see_all(struct context *ctx) MUST_USE;
/* Those that were not seen, and a text that differs whenever there are others. */
enum outcome notifications_count(struct context *ctx, int64_t *ret_count, struct text *ret_print) MUST_USE;

enum notification_page { PAGE_NEVER, PAGE_NO, PAGE_YES };
struct notification_choice {
	enum notification_kind kind;
	const char *label, *help;
	bool fixed; /* never in the list */
	bool on_page, by_mail;
};
/* Of the kinds that their permissions allow, in the order of the choice; `ret_choices` has room for all. */
enum outcome notifications_list_choices(struct context *ctx, struct notification_choice ret_choices[],
					size_t *ret_count) MUST_USE;
/* Exactly these: kinds that are not named are not told. INVALID for a word that is no kind. */
struct notification_words {
	const struct text *list;
	size_t count;
};
enum outcome notifications_set_choices(struct context *ctx, struct notification_words on_page,
				       struct notification_words by_mail) MUST_USE;
const char *notification_label(enum notification_kind kind);

#endif
