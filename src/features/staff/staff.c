/* Adding and changing people. Signing in is in staff_sign_in.c, roles in staff_roles.c. */
#include "features/staff/staff.h"

#include "features/audit/audit.h"
#include "features/staff/staff_rank.h"
#include "format/email_address.h"
#include "service/settings.h"
#include "staff.sql.h"

struct adding {
	const struct staff_add *ask;
	struct email_address email;
	struct text name;
	struct staff_id *ret_staff;
};

static enum outcome set_channels(struct context *ctx, struct staff_id staff, const struct channel_id *channels,
				 size_t count)
{
	int64_t changed;
	TRY(staff_channel_remove_all(ctx->writer, staff, &changed));
	for (size_t i = 0; i < count; i++)
		TRY(staff_channel_add(ctx->writer, staff, channels[i], &changed));
	return rank_check_channels(ctx, staff);
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	const struct staff_add *ask = adding->ask;
	struct role_find role;
	int64_t id, added;
	struct text language = ask->language;
	TRY(rank_check_role(ctx, ask->role, &role));
	if (text_is_empty(language))
		TRY(settings_get(ctx, SETTING_BUSINESS_LANGUAGE, &language));
	TRY(store_next_id(ctx->store, TEXT("staff"), &id));
	TRY(staff_add_row(ctx->writer,
			  &(struct staff_add_row_in){
				  .id = {id},
				  .email = adding->email.shown,
				  .email_key = adding->email.folded,
				  .name = adding->name,
				  .role_id = ask->role,
				  .scope = rank_narrow(role.scope, ask->scope),
				  .language = language,
				  .created = context_now(ctx),
			  },
			  &added));
	if (!added)
		return context_conflict(ctx, TEXT("email"), "in_use",
					N_("Somebody on the staff has this address already."), TEXT_NONE);
	*adding->ret_staff = (struct staff_id){id};
	TRY(set_channels(ctx, *adding->ret_staff, ask->channels, ask->channel_count));
	const struct audit_change changes[] = {{"email", TEXT_NONE, adding->email.shown},
					       {"role", TEXT_NONE, role.name}};
	return audit_add(ctx, &(struct audit_record){"staff.added", "staff", id, changes, 2});
}

enum outcome staff_add(struct context *ctx, const struct staff_add *ask, struct staff_id *ret_staff)
{
	struct adding adding = {.ask = ask, .name = text_trim(ask->name), .ret_staff = ret_staff};
	if (!email_address_parse(ctx->arena, ask->email, &adding.email))
		return context_invalid(ctx, TEXT("email"), "not_an_address", N_("This is no e-mail address."),
				       TEXT_NONE);
	if (text_is_empty(adding.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	return context_transact(ctx, add, &adding);
}

static enum outcome keep_an_owner(struct context *ctx, const struct staff_find *before)
{
	struct role_find_by_word owner;
	struct staff_count_owners others;
	bool found;
	TRY(role_find_by_word(ctx->reader, TEXT("owner"), &found, &owner));
	if (!found || before->role_id.value != owner.id.value || !before->active)
		return DONE;
	TRY(staff_count_owners(ctx->reader, before->id, &others));
	if (others.total > 0)
		return DONE;
	return context_conflict(ctx, TEXT("role"), "last_owner",
				N_("The last owner stays an owner. Make somebody else one first."), TEXT_NONE);
}

static enum outcome refuse_own(struct context *ctx)
{
	return context_conflict(ctx, TEXT("role"), "own_role", N_("Nobody changes their own role or activity."),
				TEXT_NONE);
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct staff_change *ask = state;
	struct staff_find before;
	struct role_find role;
	int64_t changed;
	TRY(rank_check_staff(ctx, ask->staff, &before));
	bool own = rank_is_self(ctx, ask->staff);
	bool same_role = before.role_id.value == ask->role.value;
	if (own && !same_role)
		return refuse_own(ctx);
	TRY(rank_check_role(ctx, ask->role, &role));
	if (!same_role)
		TRY(keep_an_owner(ctx, &before));
	enum staff_scope scope = own ? before.scope : rank_narrow(role.scope, ask->scope);
	TRY(staff_set_details(ctx->writer,
			      &(struct staff_set_details_in){
				      .name = ask->name,
				      .role_id = ask->role,
				      .scope = scope,
				      .modified = context_now(ctx),
				      .id = ask->staff,
			      },
			      &changed));
	if (!own)
		TRY(set_channels(ctx, ask->staff, ask->channels, ask->channel_count));
	if (!same_role || scope != before.scope)
		TRY(staff_session_remove_all(ctx->writer, ask->staff, &changed));
	const struct audit_change changes[] = {
		{"name", before.name, ask->name},
		{"role", before.role_name, role.name},
		{"scope", staff_scope_key(before.scope), staff_scope_key(scope)},
	};
	return audit_add(ctx, &(struct audit_record){"staff.changed", "staff", ask->staff.value, changes, 3});
}

enum outcome staff_change(struct context *ctx, const struct staff_change *ask)
{
	struct staff_change trimmed = *ask;
	trimmed.name = text_trim(ask->name);
	if (text_is_empty(trimmed.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	return context_transact(ctx, change, &trimmed);
}

enum outcome staff_check_active(struct context *ctx, struct staff_id staff, bool active)
{
	struct staff_find before;
	TRY(context_read(ctx));
	TRY(rank_check_staff(ctx, staff, &before));
	if (rank_is_self(ctx, staff))
		return refuse_own(ctx);
	return active ? DONE : keep_an_owner(ctx, &before);
}

struct setting_active {
	struct staff_id staff;
	bool active;
};

static enum outcome set_active(struct context *ctx, void *state)
{
	const struct setting_active *setting = state;
	int64_t changed;
	TRY(staff_check_active(ctx, setting->staff, setting->active));
	TRY(staff_set_activity(ctx->writer, setting->active, context_now(ctx), setting->staff, &changed));
	if (!changed)
		return DONE;
	TRY(staff_session_remove_all(ctx->writer, setting->staff, &changed));
	const struct audit_change change = {"active", setting->active ? TEXT("no") : TEXT("yes"),
					    setting->active ? TEXT("yes") : TEXT("no")};
	return audit_add(ctx, &(struct audit_record){"staff.changed", "staff", setting->staff.value, &change, 1});
}

enum outcome staff_set_active(struct context *ctx, struct staff_id staff, bool active)
{
	return context_transact(ctx, set_active, &(struct setting_active){staff, active});
}
