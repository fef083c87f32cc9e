/* Work that takes long: a row in the database, done in steps, watched and stopped from any page.
 *
 * The one idea: a step is one transaction that also moves the job's place on, and holds only while the job runs on this
 * server's lease. So a job that was cut off goes on where it was, does nothing twice, stops at the next step when it is
 * paused or cancelled, and may be taken over by another server. It acts as the member of staff who asked, with what
 * they may and whom they see at that step; one that a key asked for, as that key, and its maker is who asked.
 * Elsewhere: which kinds there are (server/jobs.def), who runs them (server/jobs.c), screens (features/jobs).
 * Source: behaviour §4, §12; architecture: "Threads and transactions".
 */
#ifndef SERVICE_JOBS_H
#define SERVICE_JOBS_H

#include "apikeys.schema.h"
#include "context/context.h"
#include "jobs.schema.h"

#define JOB_STEP_NS        (20 * INT64_C(1000000)) /* a step takes nobody more in this long after its first */
#define JOB_UNDO_US        (30 * DAY_US)           /* how long it may be taken back, and its report is kept */
#define JOB_LEASE_US       (30 * SECOND_US)
#define JOB_PAUSE_US       SECOND_US
#define JOB_PAUSE_MOST_US  (10 * MINUTE_US)
#define JOB_REQUEST_BEGINS "job-"
#define JOB_REQUEST        JOB_REQUEST_BEGINS "%lld" /* the request id of all that a job does, with the job's id */

struct job {
	struct job_id id;
	struct text kind, what, arguments;
	struct job_id undoes, undone_by; /* none */
	bool final;                      /* it changes nothing that could be taken back */
	struct staff_id staff;
	struct text staff_name;
	struct api_key_id key; /* asked for it; none: the member of staff did */
	struct text key_name;
	enum job_state state;
	struct instant created, started, finished;
	int64_t place, total, changed, skipped;
	struct problem failure;  /* why it could not go on, or waits; without message: nobody knows, or it could */
	struct instant next_try; /* of one that waits since it could not go on; none: its turn is whenever it comes */
};

/* ---- asking for one, watching it, stopping it ---- */

struct job_ask {
	const char *kind;
	struct text what, arguments;
	struct job_id undoes; /* none */
	bool final;           /* it changes nothing that could be taken back */
	int64_t total;
};
/* People ask, and keys that people have made: FORBIDDEN to anybody else. The caller has asked for the permission. */
enum outcome jobs_add(struct context *ctx, const struct job_ask *ask, struct job_id *ret_job) MUST_USE;

/* Who asks: the member of staff, or the key and its maker; nobody who may: neither. */
struct job_asker {
	struct staff_id staff;
	struct api_key_id key;
};
struct job_asker jobs_asker(const struct context *ctx);
/* Whether what that member of staff, or that key of theirs, has asked for is the asker's own. */
bool jobs_is_own(const struct context *ctx, struct job_asker asked);

/* One's own (a person's are those of their keys, too), or anybody's with jobs.manage; else NOT_FOUND. */
enum outcome jobs_get(struct context *ctx, struct job_id job, struct job *ret_job) MUST_USE;
enum outcome jobs_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;
/* The newest first, those below `before` (0: all); own ones, or all with jobs.manage. */
enum outcome jobs_list(struct context *ctx, int64_t before, int64_t most, struct job **ret_jobs,
		       size_t *ret_count) MUST_USE;
/* How many those are. */
enum outcome jobs_count(struct context *ctx, int64_t *ret_total) MUST_USE;

/* CONFLICT when it has ended, or is so already. The person who asked for it is told when somebody else cancels it. */
enum outcome jobs_pause(struct context *ctx, struct job_id job) MUST_USE;
enum outcome jobs_resume(struct context *ctx, struct job_id job) MUST_USE;
enum outcome jobs_cancel(struct context *ctx, struct job_id job) MUST_USE;
/* Whether it can be taken back now: it has ended, changed something, not too long ago, and was not taken back. */
bool jobs_can_undo(const struct context *ctx, const struct job *job);
/* A job of kind "undo" that takes back what that one did, customer by customer. CONFLICT when it cannot. */
enum outcome jobs_undo(struct context *ctx, struct job_id job, struct job_id *ret_undo) MUST_USE;

/* Those of one's own that have ended and were not put away since, the newest first: their ids, and their number. */
enum outcome jobs_list_news(struct context *ctx, const struct job_id **ret_jobs, size_t *ret_count) MUST_USE;
/* Differs whenever there are others: a short text for pages that have shown them. */
enum outcome jobs_print_news(struct context *ctx, struct text *ret_print) MUST_USE;
/* Puts that one away (none: all). Never another's. */
enum outcome jobs_remove_news(struct context *ctx, struct job_id job) MUST_USE;

struct job_row {
	struct customer_id customer;
	struct problem why; /* of those that were skipped; without message: not there, or not to be seen; of those that
			       were changed in part what stays */
};
struct job_rows_ask {
	struct job_id job;
	enum job_result result;
	int64_t after; /* in order of the customers' ids, those above it */
	int64_t most;
};
enum outcome jobs_rows(struct context *ctx, const struct job_rows_ask *ask, struct job_row **ret_rows,
		       size_t *ret_count) MUST_USE;
enum outcome jobs_count_rows(struct context *ctx, struct job_id job, enum job_result result,
			     int64_t *ret_total) MUST_USE;

/* What stays of those who were changed in part: each message once, and of how many it was said. */
struct job_stays {
	const char *message;
	int64_t customers;
};
enum outcome jobs_tally_stays(struct context *ctx, struct job_id job, struct job_stays **ret_stays,
			      size_t *ret_count) MUST_USE;

/* What follows from a job's end, in its transaction; which do, server/reactions.def says. Ended by NULL. */
typedef enum outcome job_reaction(struct context *ctx, struct job_id job);
extern job_reaction *const job_end_reactions[];

/* ---- doing it ---- */

/* Does some of it, until job_step_is_full(), by job_step_try() for each customer; sets `ret_ended` when nothing is
 * left. Runs inside context_transact() with the asker's permissions; any outcome but DONE undoes the step and, unless
 * it is TOO_MANY, ends the job as failed, with the first problem as its reason. */
struct job_step;
typedef enum outcome job_work(struct context *ctx, struct job_step *step, bool *ret_ended);
/* What a step needs and may wait for: reading a file, writing one, reading many customers. Runs before `work`, outside
 * the transaction, with the same permissions; its outcome counts like the work's. A step that it was done for may come
 * to nothing and be prepared again, here or by another server. */
typedef enum outcome job_prepare(struct context *ctx, const struct job *job, void **ret_prepared);
struct job_kind {
	const char *name;
	job_prepare *prepare; /* NULL: nothing */
	job_work *work;
};

const struct job *job_step_job(const struct job_step *step);
/* What was prepared for this step. */
void *job_step_prepared(const struct job_step *step);
/* How far the job is, with what this step did: the last customer that is done, or a place of the kind's own. */
int64_t job_step_place(const struct job_step *step);
/* For kinds whose work is no list of customers by id: the place, and how many of the total are done with it. */
void job_step_move(struct job_step *step, int64_t place, int64_t changed, int64_t skipped);
/* Notes that the job changed that customer, so that it can be taken back; the same one may be noted again. */
enum outcome job_step_note(struct context *ctx, struct job_step *step, struct customer_id customer) MUST_USE;
/* Never before something was done: however long finding them takes, every step gets on. */
bool job_step_is_full(const struct job_step *step);
/* Does it to one customer as a part that is undone by itself when it is refused (CONFLICT, INVALID, NOT_FOUND), and
 * notes what came of it. Other outcomes are given back. */
enum outcome job_step_try(struct context *ctx, struct job_step *step, struct customer_id customer, context_work *work,
			  void *state) MUST_USE;

/* Said by the work: what it leaves of the customer at hand, though it is DONE; `message` is marked N_("…"). */
void job_step_stays(struct job_step *step, const char *message);

/* Takes the next job that waits, or that a server left behind; none: `*ret_job` is none. `lease` is this server's. One
 * that was set aside comes again after its pause, as if it had been asked for then. */
enum outcome jobs_take(struct context *ctx, struct text lease, struct job_id *ret_job) MUST_USE;
/* One step, by the kind's work. CONFLICT only when the job is not this server's any more: paused, cancelled, taken
 * over; what conflicts in the work itself is INVALID here. */
enum outcome jobs_run_step(struct context *ctx, const struct job *job, struct text lease, const struct job_kind *kind,
			   bool *ret_ended) MUST_USE;
/* Gives up a job that was taken, and leaves it to whoever takes it next. */
enum outcome jobs_leave(struct context *ctx, struct job_id job, struct text lease) MUST_USE;
/* Sets aside a job that was taken and could not go on just now, so that it holds up no other: each time for twice as
 * long, up to JOB_PAUSE_MOST_US. `why` may be NULL: then the disk was full, or the database busy. Going on forgets it.
 */
enum outcome jobs_set_aside(struct context *ctx, struct job_id job, struct text lease,
			    const struct problem *why) MUST_USE;
/* Ends a job that was taken and cannot go on; `why` may be NULL. */
enum outcome jobs_fail(struct context *ctx, struct job_id job, struct text lease, const struct problem *why) MUST_USE;
/* Reports that are older than can be taken back. */
enum outcome jobs_forget_old(struct context *ctx) MUST_USE;

#endif
