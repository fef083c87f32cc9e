/* Who may touch whom: the comparisons of permissions and scope that all verbs of this slice begin with.
 *
 * The one idea: nobody is touched by who may or sees less than they do, whoever made their role. Owners and
 * administrators may the same; only owners touch owners. docs/decisions/0034.
 */
#ifndef FEATURES_STAFF_RANK_H
#define FEATURES_STAFF_RANK_H

#include "features/staff/staff.h"
#include "staff.sql.h"

bool rank_is_self(const struct context *ctx, struct staff_id staff);
/* The narrower of two. */
enum staff_scope rank_narrow(enum staff_scope one, enum staff_scope other);
/* FORBIDDEN at `channels` when the asker is limited and that person has been given a channel that is not theirs. */
enum outcome rank_check_channels(struct context *ctx, struct staff_id staff) MUST_USE;
/* FORBIDDEN when the role has a permission or a scope that the asker has not, or is the owners' and the asker is none;
 * INVALID at `role` when there is none. */
enum outcome rank_check_role(struct context *ctx, struct role_id role, struct role_find *ret_role) MUST_USE;
/* Whether the asker sees as much: all customers are more than those of chosen channels, these more than one's own. */
bool rank_sees(const struct context *ctx, enum staff_scope scope);
/* FORBIDDEN when that person may do anything that the asker may not, sees more, or is an owner and the asker is none.
 * Nobody is more than oneself. */
enum outcome rank_check_staff(struct context *ctx, struct staff_id staff, struct staff_find *ret_staff) MUST_USE;
/* The same, and FORBIDDEN for who may as much as the asker, too; owners, above whom nobody stands, are below each
 * other.
 */
enum outcome rank_check_below(struct context *ctx, struct staff_id staff) MUST_USE;

#endif
