/* One thing done to many customers.
 *
 * The one idea: every customer is a transaction of their own, by the same verb that the profile uses, so that one who
 * refuses stops nobody else; the report says who was left out and why. Over all that match it is a job (bulk_jobs.c).
 * Source: behaviour §4.
 */
#ifndef FEATURES_BULK_H
#define FEATURES_BULK_H

#include "features/access/access.h"
#include "jobs.schema.h"
#include "labels.schema.h"
#include "service/jobs.h"

#define BULK_MOST 250

enum bulk_verb {
#define VERB(name, word, permission, asks, label, title) BULK_##name,
#include "features/bulk/bulk_verbs.def"
#undef VERB
	BULK_VERB_COUNT,
};

/* What has to be asked before it is done. */
enum bulk_question {
	BULK_ASKS_NOTHING,
	BULK_ASKS_MAIL, /* whether they are sure: each gets a letter */
	BULK_ASKS_TELL, /* where there is mail: whether they are told by it */
	BULK_ASKS_REASON,
	BULK_ASKS_WHY,        /* a reason, and a message to the customer */
	BULK_ASKS_SUSPENSION, /* what is closed, until when, and why */
	BULK_ASKS_NUMBER,     /* how many they are, typed, since nothing brings them back */
};

struct bulk_verb_declared {
	const char *word;
	enum permission permission;
	enum bulk_question question;
	const char *label, *title; /* English, to be translated */
};
const struct bulk_verb_declared *bulk_verb_declared(enum bulk_verb verb);
/* Whoever it is done to may be told by mail: of an approval, or that there is none. */
bool bulk_tells(enum bulk_verb verb);
/* Nothing brings back what it did. */
bool bulk_is_final(enum bulk_verb verb);
/* All words, ended by NULL. */
extern const char *const bulk_verb_words[];
bool bulk_verb_parse(struct text word, enum bulk_verb *ret_verb);

struct bulk_ask {
	enum bulk_verb verb;
	struct type_id type; /* of those verbs that set something */
	struct group_id group;
	struct channel_id channel;
	struct staff_id representative; /* none: takes the representative away */
	struct text tag;
	struct text reason, message;
	struct access_functions functions; /* of a suspension, with … */
	struct instant until;              /* … its end; none: until it is lifted */
	struct text typed;                 /* how many, of what cannot be taken back */
	bool mail;                         /* of an approval or its refusal: they are told by mail */
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

/* DONE, or why nobody can be changed so: INVALID at type, group, channel, tag or functions when that is missing, and at
 * until when that has passed; FORBIDDEN. */
enum outcome bulk_check(struct context *ctx, const struct bulk_ask *ask) MUST_USE;
/* INVALID at typed when the verb is final and that is not `count`. */
enum outcome bulk_check_typed(struct context *ctx, const struct bulk_ask *ask, int64_t count) MUST_USE;
/* Does it to one; CONFLICT when they are so already. */
enum outcome bulk_run_one(struct context *ctx, struct customer_id customer, const struct bulk_ask *ask) MUST_USE;
/* Does it to each. What bulk_check() and bulk_check_typed() refuse is refused, and nothing is done. Whoever refuses, is
 * so already, or is out of the asker's scope is skipped. */
enum outcome bulk_run(struct context *ctx, const struct customer_id *customers, size_t count,
		      const struct bulk_ask *ask, struct bulk_report *ret_report) MUST_USE;

/* How many the filter finds, as the list counts them. INVALID at "filter". */
enum outcome bulk_count(struct context *ctx, struct text filter, int64_t *ret_count) MUST_USE;
/* A job that does it to those whom the filter finds now and to nobody else, in order of their ids; who matches no more
 * when their turn comes is skipped. CONFLICT when there is nobody; INVALID as of bulk_run(). */
enum outcome bulk_start(struct context *ctx, struct text filter, const struct bulk_ask *ask,
			struct job_id *ret_job) MUST_USE;
job_work bulk_job; /* of kind "bulk" */

#endif
