/* What the jobs' views are given. */
#ifndef FEATURES_JOBS_PAGES_H
#define FEATURES_JOBS_PAGES_H

#include "jobs.schema.h"
#include "service/jobs.h"
#include "web/pages.h"

/* What jobs of a kind are called ({0}: the job's `what`), and where what they make is found. */
struct job_words {
	const char *kind, *title;
	const char *made_url, *made_words;
};
/* NULL: they make nothing to go to; those of a bulk change are called as its verb. */
const struct job_words *jobs_words_of(const struct job *job);
struct text jobs_title(const struct request *request, const struct job *job);
struct text jobs_url(struct arena *arena, struct job_id job);
/* Of one that has ended: "Done. Changed: 3. Left out: 1.", "Could not go on. The disk is full." */
struct text jobs_outcome(struct request *request, const struct job *job);

struct job_shown {
	const struct job *job;
	struct text title, state, url;
	enum mark mark;
	int64_t left; /* of the total; never below 0 */
};

struct job_left_out {
	struct text name, url, why; /* url none: not there, or not to be seen */
};

struct job_stay_shown {
	struct text what;
	int64_t customers;
};

struct jobs_screen {
	const struct job_shown *list;
	size_t count;
	bool everybodys;
	struct text next_url; /* none: the end */
};

struct job_screen {
	struct job_shown shown;
	struct text live; /* "job/5" */
	bool open, running, paused, can_undo;
	struct text undoes_url, undone_url; /* none */
	struct text made_url, made_words;   /* none: it makes nothing to go to */
	struct text failure;                /* why it could not go on; none */
	const struct job_stay_shown *stays; /* what was not taken back of whom was */
	size_t stays_count;
	const struct job_left_out *left_out;
	size_t count;
	struct text next_url;
};

#endif
