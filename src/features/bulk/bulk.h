/* One thing done to many customers.
 *
 * The one idea: every customer is a transaction of their own, by the same verb that the profile uses, so that one who
 * refuses stops nobody else; the report says who was left out and why. Over all that match it is a job (bulk_jobs.c).
 * Source: behaviour §4.
 */
#ifndef FEATURES_BULK_H
#define FEATURES_BULK_H

#include "context/context.h"
#include "service/jobs.h"

#define BULK_MOST 250

enum bulk_verb {
#define VERB(name, word, permission, asks, label, title) BULK_##name,
#include "features/bulk/bulk_verbs.def"
#undef VERB
	BULK_VERB_COUNT,
};

/* What has to be asked before it is done. */
enum bulk_question { BULK_ASKS_NOTHING, BULK_ASKS_REASON, BULK_ASKS_WHY /* a reason, and a message to the customer */ };

struct bulk_verb_declared {
	const char *word;
	enum permission permission;
	enum bulk_question question;
	const char *label, *title; /* English, to be translated */
};
const struct bulk_verb_declared *bulk_verb_declared(enum bulk_verb verb);
bool bulk_verb_parse(struct text word, enum bulk_verb *ret_verb);

struct bulk_ask {
	enum bulk_verb verb;
	struct type_id type; /* of those verbs that set something */
	struct group_id group;
	struct channel_id channel;
	struct staff_id representative; /* none: takes the representative away */
	struct text tag;
	struct text reason, message;
};

struct bulk_skipped {
	struct customer_id customer;
	struct problem problem; /* why; without message: not there, or not to be seen */
};

struct bulk_report {
	struct customer_id *done; /* those that were changed */
	size_t changed;
	struct bulk_skipped *skipped;
	size_t skipped_count;
};

/* DONE, or why nobody can be changed so: INVALID at type, group, channel or tag when that is missing; FORBIDDEN. */
enum outcome bulk_check(struct context *ctx, const struct bulk_ask *ask) MUST_USE;
/* Does it to one; CONFLICT when they are so already. */
enum outcome bulk_run_one(struct context *ctx, struct customer_id customer, const struct bulk_ask *ask) MUST_USE;
/* Does it to each. INVALID at type, group, channel or tag when that is missing; FORBIDDEN without the permission: then
 * nothing is done. Whoever refuses, is so already, or is out of the asker's scope is skipped. */
enum outcome bulk_run(struct context *ctx, const struct customer_id *customers, size_t count,
		      const struct bulk_ask *ask, struct bulk_report *ret_report) MUST_USE;

/* How many the filter finds, as the list counts them. INVALID at "filter". */
enum outcome bulk_count(struct context *ctx, struct text filter, int64_t *ret_count) MUST_USE;
/* A job that does it to all whom the filter finds now, in order of their ids; who comes later or matches no more when
 * their turn comes is left alone. CONFLICT when there is nobody. */
enum outcome bulk_start(struct context *ctx, struct text filter, const struct bulk_ask *ask,
			struct job_id *ret_job) MUST_USE;
job_work bulk_job; /* of kind "bulk" */

#endif
