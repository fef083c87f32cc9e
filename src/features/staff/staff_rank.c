/* Comparing what people have: permissions, and which customers they see. */
#include "features/staff/staff_rank.h"

bool rank_is_self(const struct context *ctx, struct staff_id staff)
{
	return ctx->actor.kind == ACTOR_KIND_STAFF && ctx->actor.id == staff.value;
}

static bool is_owners(struct text role_word)
{
	return text_equal(role_word, TEXT("owner"));
}

/* The system is, too. A key is what its maker is; its permissions bound it already. */
static enum outcome asker_is_owner(struct context *ctx, bool *ret_owner)
{
	struct staff_standing self;
	bool found;
	*ret_owner = true;
	if (ctx->actor.kind == ACTOR_KIND_SYSTEM || ctx->actor.kind == ACTOR_KIND_JOB)
		return DONE;
	/* For a key the session names its maker; a key of the command line acts for an owner. */
	if (ctx->actor.kind == ACTOR_KIND_KEY && !ctx->session.staff)
		return DONE;
	TRY(staff_standing(ctx->reader, (struct staff_id){ctx->session.staff}, &found, &self));
	*ret_owner = found && is_owners(self.word);
	return DONE;
}

/* Words that this program does not know might mean anything. */
static struct permission_set permissions_of(struct text words)
{
	struct permission_set set;
	struct text unknown;
	return permission_set_parse(words, &set, &unknown) ? set : permission_all();
}

bool rank_sees(const struct context *ctx, enum staff_scope scope)
{
	enum store_scope own = ctx->session.scope;
	switch (scope) {
	case STAFF_SCOPE_ALL: return own == STORE_SCOPE_ALL;
	case STAFF_SCOPE_CHANNELS: return own == STORE_SCOPE_ALL || own == STORE_SCOPE_CHANNELS;
	case STAFF_SCOPE_OWN: return own == STORE_SCOPE_ALL || own == STORE_SCOPE_CHANNELS || own == STORE_SCOPE_OWN;
	}
	return false;
}

enum staff_scope rank_narrow(enum staff_scope one, enum staff_scope other)
{
	if (one == STAFF_SCOPE_ALL)
		return other;
	return other == STAFF_SCOPE_OWN ? other : one;
}

/* Whether the asker sees every channel that this person is limited to. */
static enum outcome sees_channels_of(struct context *ctx, struct staff_id staff, bool *ret_sees)
{
	struct staff_count_channels_beyond beyond;
	enum store_scope own = ctx->session.scope;
	*ret_sees = own == STORE_SCOPE_ALL;
	if (*ret_sees)
		return DONE;
	struct staff_id limited = {own == STORE_SCOPE_CHANNELS ? ctx->session.staff : 0};
	TRY(staff_count_channels_beyond(ctx->reader, staff, limited, &beyond));
	*ret_sees = beyond.total == 0;
	return DONE;
}

enum outcome rank_check_channels(struct context *ctx, struct staff_id staff)
{
	bool sees;
	TRY(sees_channels_of(ctx, staff, &sees));
	if (sees)
		return DONE;
	return problems_refuse(ctx->problems, FORBIDDEN,
			       (struct problem){
				       .field = TEXT("channels"),
				       .code = "more_than_own",
				       .message = N_("Nobody gives channels that they do not see themselves."),
			       });
}

enum outcome rank_check_role(struct context *ctx, struct role_id role, struct role_find *ret_role)
{
	bool found, owner;
	TRY(role_find(ctx->reader, role, &found, ret_role));
	if (!found)
		return context_invalid(ctx, TEXT("role"), "unknown", N_("There is no such role."), TEXT_NONE);
	TRY(asker_is_owner(ctx, &owner));
	struct permission_set permissions = permissions_of(ret_role->permissions);
	bool higher = is_owners(ret_role->word) && !owner, wider = !rank_sees(ctx, ret_role->scope);
	if (higher || wider || !permission_within(permissions, ctx->permissions))
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){
				.field = TEXT("role"),
				.code = "more_than_own",
				.message = N_("This role may do more than you may. Ask somebody with a higher role."),
			});
	return DONE;
}

/* NULL: nothing. */
static enum outcome find_what_forbids(struct context *ctx, const struct staff_find *row, const char **ret_message)
{
	bool owner, sees = true;
	*ret_message = NULL;
	if (rank_is_self(ctx, row->id))
		return DONE;
	TRY(asker_is_owner(ctx, &owner));
	if (is_owners(row->role_word) && !owner)
		*ret_message = N_("{0} has a higher role than you.");
	if (row->scope == STAFF_SCOPE_CHANNELS)
		TRY(sees_channels_of(ctx, row->id, &sees));
	if (!permission_within(permissions_of(row->permissions), ctx->permissions))
		*ret_message = N_("{0} may do more than you may. Ask somebody with a higher role.");
	if (!rank_sees(ctx, row->scope) || !sees)
		*ret_message = N_("{0} sees more customers than you do. Ask somebody with a higher role.");
	return DONE;
}

static enum outcome refuse_person(struct context *ctx, const struct staff_find *row, const char *message)
{
	return problems_refuse(ctx->problems, FORBIDDEN,
			       (struct problem){.code = "more_than_own", .message = message, .values = {row->name}});
}

enum outcome rank_check_staff(struct context *ctx, struct staff_id staff, struct staff_find *ret_staff)
{
	bool found;
	const char *message;
	TRY(staff_find(ctx->reader, staff, &found, ret_staff));
	if (!found)
		return NOT_FOUND;
	TRY(find_what_forbids(ctx, ret_staff, &message));
	return message ? refuse_person(ctx, ret_staff, message) : DONE;
}

enum outcome staff_may_change(struct context *ctx, struct staff_id staff, bool *ret_may)
{
	struct staff_find row;
	bool found;
	const char *message;
	*ret_may = false;
	if (!context_may(ctx, PERMISSION_STAFF_WRITE))
		return DONE;
	TRY(context_read(ctx));
	TRY(staff_find(ctx->reader, staff, &found, &row));
	if (!found)
		return DONE;
	TRY(find_what_forbids(ctx, &row, &message));
	*ret_may = !message;
	return DONE;
}

enum outcome staff_stands_above(struct context *ctx, struct staff_id staff, bool *ret_above)
{
	struct staff_standing other = {0};
	bool found, owner;
	TRY(staff_standing(ctx->reader, staff, &found, &other));
	TRY(asker_is_owner(ctx, &owner));
	struct permission_set theirs = permissions_of(other.permissions);
	bool more = permission_within(theirs, ctx->permissions) && !permission_within(ctx->permissions, theirs);
	*ret_above = !found || (!is_owners(other.word) && (owner || more));
	return DONE;
}

enum outcome rank_check_below(struct context *ctx, struct staff_id staff)
{
	struct staff_find row;
	bool owner, above;
	TRY(rank_check_staff(ctx, staff, &row));
	TRY(asker_is_owner(ctx, &owner));
	TRY(staff_stands_above(ctx, staff, &above));
	if (!owner && !above)
		return refuse_person(ctx, &row, N_("This takes somebody with a higher role than theirs."));
	return DONE;
}
