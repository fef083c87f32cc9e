/* Roles: those that come with the program, and one's own. */
#include "features/audit/audit.h"
#include "features/staff/staff.h"
#include "features/staff/staff_rank.h"
#include "staff.sql.h"

static const struct {
	const char *word, *name, *permissions;
	enum staff_scope scope;
} seeds[] = {
	{"owner", N_("Owner"), "*", STAFF_SCOPE_ALL},
	{"administrator", N_("Administrator"), "*", STAFF_SCOPE_ALL},
	{"shop_manager", N_("Shop manager"),
	 "customers.read customers.write customers.approve customers.block customers.since customers.trash "
	 "customers.export customers.password customers.visit "
	 "customers.import notes.read notes.write events.read labels.write attributes.write staff.read",
	 STAFF_SCOPE_ALL},
	{"sales", N_("Sales representative"), "customers.read customers.write notes.read notes.write events.read",
	 STAFF_SCOPE_OWN},
	{"support", N_("Support agent"),
	 "customers.read customers.write customers.approve customers.block customers.visit notes.read notes.write "
	 "events.read",
	 STAFF_SCOPE_ALL},
	{"auditor", N_("Auditor"), "customers.read notes.read events.read staff.read audit.read", STAFF_SCOPE_ALL},
};

static enum outcome seed(struct context *ctx, void *state)
{
	(void)state;
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct role_find_by_word known;
		bool found;
		int64_t id, added;
		TRY(role_find_by_word(ctx->reader, text_of(seeds[i].word), &found, &known));
		if (found)
			continue;
		TRY(store_next_id(ctx->store, TEXT("role"), &id));
		TRY(role_add_row(ctx->writer,
				 &(struct role_add_row_in){
					 .id = {id},
					 .word = text_of(seeds[i].word),
					 .name = text_of(seeds[i].name),
					 .permissions = text_of(seeds[i].permissions),
					 .scope = seeds[i].scope,
					 .created = context_now(ctx),
				 },
				 &added));
	}
	return DONE;
}

enum outcome staff_seed_roles(struct context *ctx)
{
	return context_transact(ctx, seed, NULL);
}

enum outcome staff_find_role(struct context *ctx, struct text word, struct role_id *ret_role)
{
	struct role_find_by_word row;
	bool found;
	TRY(context_read(ctx));
	TRY(role_find_by_word(ctx->reader, word, &found, &row));
	if (!found)
		return context_invalid(ctx, TEXT("role"), "unknown", N_("There is no such role."), TEXT_NONE);
	*ret_role = row.id;
	return DONE;
}

struct setting_role {
	const struct role_ask *ask;
	struct role_id *ret_role;
};

static enum outcome add_role(struct context *ctx, const struct setting_role *setting, struct text words)
{
	int64_t id, added;
	TRY(store_next_id(ctx->store, TEXT("role"), &id));
	TRY(role_add_row(ctx->writer,
			 &(struct role_add_row_in){
				 .id = {id},
				 .name = setting->ask->name,
				 .permissions = words,
				 .scope = setting->ask->scope,
				 .created = context_now(ctx),
			 },
			 &added));
	if (!added)
		return context_conflict(ctx, TEXT("name"), "in_use", N_("There is a role of this name already."),
					TEXT_NONE);
	*setting->ret_role = (struct role_id){id};
	const struct audit_change change = {"permissions", TEXT_NONE, words};
	return audit_add(ctx, &(struct audit_record){"role.added", "role", id, &change, 1});
}

/* Whoever changes a role changes all who have it, and nobody sees more than their role. */
static enum outcome reach_members(struct context *ctx, struct role_id role, enum staff_scope widest)
{
	struct role_members *members;
	struct staff_find row;
	size_t count;
	TRY(role_members(ctx->reader, role, &members, &count));
	for (size_t i = 0; i < count; i++) {
		TRY(rank_check_staff(ctx, members[i].id, &row));
		enum staff_scope scope = rank_narrow(widest, row.scope);
		if (scope != row.scope)
			TRY(staff_set_scope(ctx->writer, scope, context_now(ctx), row.id));
	}
	return DONE;
}

static enum outcome change_role(struct context *ctx, const struct setting_role *setting, struct text words)
{
	const struct role_ask *ask = setting->ask;
	struct role_find before;
	struct role_count_named named;
	struct staff_find self;
	bool found;
	TRY(rank_check_role(ctx, ask->role, &before));
	TRY(staff_find(ctx->reader, (struct staff_id){ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0}, &found,
		       &self));
	if (found && self.role_id.value == ask->role.value)
		return context_conflict(ctx, TEXT_NONE, "own_role", N_("Nobody changes their own role."), TEXT_NONE);
	if (text_equal(before.word, TEXT("owner")))
		return context_conflict(ctx, TEXT_NONE, "owner_role", N_("Owners may always do everything."),
					TEXT_NONE);
	TRY(role_count_named(ctx->reader, ask->name, ask->role, &named));
	if (named.total)
		return context_conflict(ctx, TEXT("name"), "in_use", N_("There is a role of this name already."),
					TEXT_NONE);
	TRY(reach_members(ctx, ask->role, ask->scope));
	TRY(role_set_row(ctx->writer, words, ask->scope, ask->role));
	TRY(role_rename(ctx->writer, ask->name, ask->role));
	*setting->ret_role = ask->role;
	const struct audit_change changes[] = {{"permissions", before.permissions, words},
					       {"name", before.name, ask->name}};
	return audit_add(ctx, &(struct audit_record){"role.changed", "role", ask->role.value, changes, 2});
}

static enum outcome set_role(struct context *ctx, void *state)
{
	const struct setting_role *setting = state;
	struct text words = permission_set_format(ctx->arena, setting->ask->permissions);
	return setting->ask->role.value ? change_role(ctx, setting, words) : add_role(ctx, setting, words);
}

enum outcome staff_set_role(struct context *ctx, const struct role_ask *ask, struct role_id *ret_role)
{
	struct role_ask trimmed = *ask;
	trimmed.name = text_trim(ask->name);
	if (text_is_empty(trimmed.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	if (!permission_within(ask->permissions, ctx->permissions) || !rank_sees(ctx, ask->scope))
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.field = TEXT("permissions"),
					 .code = "more_than_own",
					 .message = N_("Nobody gives permissions that they do not have.")});
	return context_transact(ctx, set_role, &(struct setting_role){&trimmed, ret_role});
}

struct removing_role {
	struct role_id role, to;
};

static enum outcome remove_role(struct context *ctx, void *state)
{
	const struct removing_role *removing = state;
	struct role_find role, to;
	int64_t moved;
	TRY(rank_check_role(ctx, removing->role, &role));
	if (!text_is_none(role.word))
		return context_conflict(ctx, TEXT_NONE, "built_in", N_("Roles that came with the program stay."),
					TEXT_NONE);
	if (removing->to.value) {
		TRY(rank_check_role(ctx, removing->to, &to));
		TRY(reach_members(ctx, removing->role, to.scope));
		TRY(role_move_members(ctx->writer, removing->to, removing->role, &moved));
	}
	struct role_count_members members;
	TRY(role_count_members(ctx->reader, removing->role, &members));
	if (members.total)
		return context_conflict(ctx, TEXT("to"), "in_use",
					N_("{0} people have this role. Choose one that they get instead."),
					text_of_number(ctx->arena, members.total), TEXT_NONE);
	TRY(role_remove_row(ctx->writer, removing->role));
	const struct audit_change change = {"name", role.name, TEXT_NONE};
	return audit_add(ctx, &(struct audit_record){"role.removed", "role", removing->role.value, &change, 1});
}

enum outcome staff_remove_role(struct context *ctx, struct role_id role, struct role_id to)
{
	return context_transact(ctx, remove_role, &(struct removing_role){role, to});
}
