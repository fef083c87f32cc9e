/* What customers look like in answers, kept as bytes, so that a page that many ask for is not made row by row each
 * time.
 *
 * The one idea: a row that is kept is exactly as new as the asker's snapshot, or newer. The log of changes
 * (lists_index.h) says who changed; the index's thread throws out whom it reads there, and how far it has read is
 * compared with how far the asker's snapshot goes. So it is a matter of time only, never of truth: what cannot be
 * shown to be as new is asked of the database.
 *
 * On SQLite, where a snapshot has a place in the log; on PostgreSQL, without an index, and inside transactions nothing
 * is kept.
 */
#ifndef SERVICE_LISTS_KEPT_H
#define SERVICE_LISTS_KEPT_H

#include "context/context.h"

/* Of one asker: what may be given to him. */
struct lists_kept {
	struct list_kept *all; /* NULL: nothing */
	int64_t position, last;
	int64_t made_of;
	struct instant now;
};

/* `made_of` is a number of all that the bytes depend on and that no customer's row holds; another number, and what was
 * kept is thrown out. */
enum outcome lists_kept_begin(struct context *ctx, int64_t made_of, struct lists_kept *ret_kept) MUST_USE;
/* What is found in between is a view until it is released; nothing may be added meanwhile. */
void lists_kept_hold(const struct lists_kept *kept);
void lists_kept_release(const struct lists_kept *kept);
/* TEXT_NONE when there is none. */
struct text lists_kept_find(const struct lists_kept *kept, struct customer_id customer);
/* Bytes made by the same asker's snapshot, of the customer's `listed` tables alone: nothing in them depends on who
 * asks. `until`: when they become others by time; INSTANT_NONE: never. */
void lists_kept_add(const struct lists_kept *kept, struct customer_id customer, struct text bytes,
		    struct instant until);

/* ---- ahead of who asks ---- */

/* Where a pass over everybody is; {0} at first. */
struct lists_kept_pass {
	uint32_t slot;
	int64_t wanting;
};
#define LISTS_KEPT_WANTED 64
struct lists_kept_wanted {
	struct customer_id ids[LISTS_KEPT_WANTED];
	size_t count;
};
/* The next of whom nothing is kept; there may be none among those who were looked at. False: the pass has ended, or
 * there is no room for more, nothing to be kept since the last pass, or no index. The next call begins another. */
bool lists_kept_wanting(struct store *store, struct lists_kept_pass *pass, struct lists_kept_wanted *ret_wanted);

#endif
