/* Who may touch whom: the comparisons of rank, permissions and scope that all verbs of this slice begin with. */
#ifndef FEATURES_STAFF_RANK_H
#define FEATURES_STAFF_RANK_H

#include "features/staff/staff.h"
#include "staff.sql.h"

bool rank_is_self(const struct context *ctx, struct staff_id staff);
/* The asker's rank: the system stands above all. A key has its maker's, which its permissions bound already. */
enum outcome rank_of_asker(struct context *ctx, int64_t *ret_rank) MUST_USE;
/* The narrower of two. */
enum staff_scope rank_narrow(enum staff_scope one, enum staff_scope other);
/* FORBIDDEN at `channels` when the asker is limited and that person has been given a channel that is not theirs. */
enum outcome rank_check_channels(struct context *ctx, struct staff_id staff) MUST_USE;
/* FORBIDDEN when the role has a permission, rank or scope that the asker has not; INVALID at `role` when there is none.
 */
enum outcome rank_check_role(struct context *ctx, struct role_id role, struct role_find *ret_role) MUST_USE;
/* Whether the asker sees as much: all customers are more than those of chosen channels, these more than one's own. */
bool rank_sees(const struct context *ctx, enum staff_scope scope);
/* FORBIDDEN when that person ranks higher than the asker, may do anything that the asker may not, or sees more. Nobody
 * is more than oneself. */
enum outcome rank_check_staff(struct context *ctx, struct staff_id staff, struct staff_find *ret_staff) MUST_USE;
/* The same, and FORBIDDEN for the asker's own rank too; owners, above whom nobody stands, are below each other. */
enum outcome rank_check_below(struct context *ctx, struct staff_id staff) MUST_USE;

#endif
