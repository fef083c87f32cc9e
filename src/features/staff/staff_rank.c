/* Comparing ranks. */
#include "features/staff/staff_rank.h"

bool rank_is_self(const struct context *ctx, struct staff_id staff)
{
	return ctx->actor.kind == ACTOR_KIND_STAFF && ctx->actor.id == staff.value;
}

enum outcome rank_of_asker(struct context *ctx, int64_t *ret_rank)
{
	struct staff_find self;
	bool found;
	*ret_rank = STAFF_OWNER_RANK;
	if (ctx->actor.kind == ACTOR_KIND_SYSTEM || ctx->actor.kind == ACTOR_KIND_JOB)
		return DONE;
	/* For a key the session names its maker; a key of the command line acts for an owner. */
	if (ctx->actor.kind == ACTOR_KIND_KEY && !ctx->session.staff)
		return DONE;
	TRY(staff_find(ctx->reader, (struct staff_id){ctx->session.staff}, &found, &self));
	*ret_rank = found ? self.rank : 0;
	return DONE;
}

static enum outcome refuse_more(struct context *ctx, struct text field, const char *message)
{
	return problems_refuse(ctx->problems, FORBIDDEN,
			       (struct problem){.field = field, .code = "more_than_own", .message = message});
}

enum outcome rank_check_role(struct context *ctx, struct role_id role, struct role_find *ret_role)
{
	bool found;
	int64_t rank;
	struct text unknown;
	struct permission_set permissions;
	TRY(role_find(ctx->reader, role, &found, ret_role));
	if (!found)
		return context_invalid(ctx, TEXT("role"), "unknown", N_("There is no such role."), TEXT_NONE);
	TRY(rank_of_asker(ctx, &rank));
	if (!permission_set_parse(ret_role->permissions, &permissions, &unknown))
		permissions = permission_all();
	bool wider = ret_role->scope == STAFF_SCOPE_ALL && ctx->session.scope != STORE_SCOPE_ALL;
	if (ret_role->rank > rank || wider || !permission_within(permissions, ctx->permissions))
		return refuse_more(ctx, TEXT("role"),
				   N_("This role may do more than you may. Ask somebody with a higher role."));
	return DONE;
}

enum outcome rank_check_staff(struct context *ctx, struct staff_id staff, struct staff_find *ret_staff)
{
	bool found;
	int64_t rank;
	TRY(staff_find(ctx->reader, staff, &found, ret_staff));
	if (!found)
		return NOT_FOUND;
	TRY(rank_of_asker(ctx, &rank));
	if (ret_staff->rank > rank)
		return refuse_more(ctx, TEXT_NONE, N_("This person has a higher role than you."));
	return DONE;
}

enum outcome rank_check_below(struct context *ctx, struct staff_id staff)
{
	struct staff_find row;
	int64_t rank;
	TRY(rank_check_staff(ctx, staff, &row));
	TRY(rank_of_asker(ctx, &rank));
	if (row.rank == rank && rank < STAFF_OWNER_RANK)
		return refuse_more(ctx, TEXT_NONE, N_("This takes somebody with a higher role than theirs."));
	return DONE;
}
