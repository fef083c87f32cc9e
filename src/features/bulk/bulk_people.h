/* Whom a job is over.
 *
 * The one idea: those who match when it is asked for are kept by their ids, since somebody has read their number and
 * confirmed it. Who comes to match later is left alone, and so is who matches no more when their turn comes.
 */
#ifndef FEATURES_BULK_PEOPLE_H
#define FEATURES_BULK_PEOPLE_H

#include "context/context.h"
#include "jobs.schema.h"

struct bulk_match {
	struct text filter;
	bool guests; /* as the list shows them */
};

/* Those who match, in ascending order, as texts of id_ranges.h: some bytes each, however many they are. */
struct bulk_people {
	struct bulk_piece *pieces;
	size_t piece_count, room;
	int64_t count;
};
enum outcome bulk_people_find(struct context *ctx, const struct bulk_match *match,
			      struct bulk_people *ret_people) MUST_USE;
/* Keeps them for the job, inside its transaction, and lets go of those of jobs that have ended. */
enum outcome bulk_people_keep(struct context *ctx, struct job_id job, const struct bulk_people *people) MUST_USE;

/* Whose turn it is: at most `most` of those above `after`. */
struct bulk_turn {
	struct job_id job;
	const struct bulk_match *match;
	int64_t after;
	size_t most;
};
struct bulk_person {
	struct customer_id customer;
	bool matches; /* still */
	bool there;   /* still: was not erased */
};
enum outcome bulk_people_next(struct context *ctx, const struct bulk_turn *turn, struct bulk_person **ret_persons,
			      size_t *ret_count) MUST_USE;
/* Lets go of those up to `place`. */
enum outcome bulk_people_leave(struct context *ctx, struct job_id job, int64_t place) MUST_USE;

#endif
