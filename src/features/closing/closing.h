/* Customers close their account, come back, or are deleted permanently a month later.
 *
 * The one idea: closing is the trash, by the customer: sessions end, nobody writes, the address stays theirs, and staff
 * can restore. A row beside it says that they did it themselves, so that they may come back by the link that they were
 * mailed, and that what they asked for happens when they do not. Source: behaviour §7; docs/decisions/0021.
 */
#ifndef FEATURES_CLOSING_H
#define FEATURES_CLOSING_H

#include "closing.sql.h"
#include "features/accounts/accounts.h"

/* By themselves: asks for the password (INVALID at `old`). All sessions end, and the link to come back is mailed when
 * there is an address. */
enum outcome closing_close(struct context *ctx, struct secret old) MUST_USE;

/* By the link, for ACCOUNT_RETURN_US: they are out of the trash, whatever else closes their account stays. NOT_FOUND
 * when it never was one, was used or has ended. Finding uses nothing up. */
enum outcome closing_find(struct context *ctx, struct secret token, struct account_link *ret_link) MUST_USE;
enum outcome closing_return(struct context *ctx, struct secret token) MUST_USE;

/* How far going through everybody who is due has come; {0} begins. */
struct closing_sweep {
	struct customer_id after;
	int64_t seen; /* how many it came to the last time: fewer than it might, and it is at the end */
};

/* By the clock, as the system, the next `most` of a sweep: deletes those permanently who closed their account and have
 * not come back. Whoever cannot be deleted is logged and passed; the next sweep tries again. */
enum outcome closing_remove_old(struct context *ctx, int64_t most, struct closing_sweep *sweep) MUST_USE;

/* Likewise those who were put into the trash more than trash.days ago, and have not closed their account themselves. */
enum outcome closing_empty_trash(struct context *ctx, int64_t most, struct closing_sweep *sweep) MUST_USE;

#endif
