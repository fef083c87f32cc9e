/* Passwords and links of staff. Hashing happens before a transaction, never in it. */
#include "features/audit/audit.h"
#include "features/mailings/mailings.h"
#include "features/notifications/notifications.h"
#include "features/staff/staff.h"
#include "features/staff/staff_rank.h"
#include "features/staff/staff_tell.h"
#include "format/email_address.h"
#include "service/passwords.h"
#include "staff.sql.h"
#include "staff_factors.sql.h"

struct linking {
	struct staff_id staff;
	enum staff_link_purpose purpose;
	struct bytes token_hash;
};

static enum outcome make_link(struct context *ctx, void *state)
{
	const struct linking *linking = state;
	struct instant now = context_now(ctx);
	struct staff_find staff;
	int64_t removed;
	int64_t life = linking->purpose == STAFF_LINK_PURPOSE_RESET ? STAFF_RESET_US : STAFF_INVITATION_US;
	TRY(rank_check_staff(ctx, linking->staff, &staff));
	TRY(staff_link_remove_all(ctx->writer, linking->staff, &removed));
	TRY(staff_link_add(ctx->writer, &(struct staff_link_add_in){
						.token_hash = linking->token_hash,
						.staff_id = linking->staff,
						.purpose = linking->purpose,
						.created = now,
						.expires = instant_add(now, life),
					}));
	const struct audit_change change = {"purpose", TEXT_NONE, staff_link_purpose_key(linking->purpose)};
	return audit_add(ctx, &(struct audit_record){"staff.link_made", "staff", linking->staff.value, &change, 1});
}

enum outcome staff_make_link(struct context *ctx, struct staff_id staff, enum staff_link_purpose purpose,
			     struct secret *ret_token)
{
	*ret_token = token_make(ctx->arena);
	return context_transact(ctx, make_link, &(struct linking){staff, purpose, token_hash(ctx->arena, *ret_token)});
}

struct sending_link {
	const struct staff_link_ask *ask;
	struct linking linking;
	struct secret token;
	bool *ret_mailed;
};

static enum outcome send_link(struct context *ctx, void *state)
{
	struct sending_link *sending = state;
	const struct staff_link_ask *ask = sending->ask;
	bool first = ask->purpose != STAFF_LINK_PURPOSE_RESET;
	struct outbox_item_id item;
	struct staff_find staff;
	TRY(make_link(ctx, &sending->linking));
	TRY(mailings_are_on(ctx, sending->ret_mailed));
	if (!*sending->ret_mailed)
		return DONE;
	TRY(rank_check_staff(ctx, ask->staff, &staff));
	const struct mailing_ask mailing = {
		.kind = first ? MAILING_STAFF_INVITATION : MAILING_STAFF_RESET,
		.name = staff.name,
		.address = staff.email,
		.language = staff.language,
		.link = TEXT("/admin/welcome/"),
		.secret = sending->token,
	};
	return mailings_send(ctx, &mailing, &item);
}

enum outcome staff_send_link(struct context *ctx, const struct staff_link_ask *ask, struct secret *ret_token,
			     bool *ret_mailed)
{
	*ret_token = token_make(ctx->arena);
	struct sending_link sending = {
		.ask = ask,
		.linking = {ask->staff, ask->purpose, token_hash(ctx->arena, *ret_token)},
		.token = *ret_token,
		.ret_mailed = ret_mailed,
	};
	return context_transact(ctx, send_link, &sending);
}

enum outcome staff_find_link(struct context *ctx, struct secret token, struct staff_linked *ret_linked)
{
	struct staff_link_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(staff_link_find(ctx->reader, token_hash(ctx->arena, token), &found, &row));
	if (!found || !row.active || !instant_is_none(row.used) || row.expires.us <= context_now(ctx).us)
		return NOT_FOUND;
	*ret_linked = (struct staff_linked){row.staff_id, row.purpose, row.name, row.email};
	return DONE;
}

struct setting_password {
	struct staff_id staff;
	struct text hash;
	struct bytes token_hash; /* size 0: no link */
	bool had_one;            /* before: they are told */
};

static enum outcome set_password(struct context *ctx, void *state)
{
	const struct setting_password *setting = state;
	struct instant now = context_now(ctx);
	int64_t changed;
	if (setting->token_hash.size) {
		TRY(staff_link_use(ctx->writer, now, setting->token_hash, now, &changed));
		if (!changed)
			return NOT_FOUND;
	}
	TRY(staff_set_password_hash(ctx->writer, setting->hash, now, setting->staff));
	TRY(staff_link_remove_all(ctx->writer, setting->staff, &changed));
	TRY(staff_session_remove_all(ctx->writer, setting->staff, &changed));
	TRY(half_sign_in_remove_all(ctx->writer, setting->staff, &changed));
	if (setting->had_one)
		TRY(staff_tell(ctx, setting->staff, MAILING_STAFF_PASSWORD_CHANGED));
	return audit_add(ctx, &(struct audit_record){"staff.password_changed", "staff", setting->staff.value, NULL, 0});
}

enum outcome staff_use_link(struct context *ctx, struct secret token, struct secret password,
			    struct staff_id *ret_staff)
{
	struct staff_linked linked;
	TRY(staff_find_link(ctx, token, &linked));
	struct setting_password setting = {
		.staff = linked.staff,
		.token_hash = token_hash(ctx->arena, token),
		.had_one = linked.purpose == STAFF_LINK_PURPOSE_RESET,
	};
	TRY(passwords_check_fit(ctx, TEXT("password"), password, linked.email));
	TRY(passwords_hash(ctx, password, &setting.hash));
	*ret_staff = linked.staff;
	return context_transact(ctx, set_password, &setting);
}

enum outcome staff_set_password(struct context *ctx, struct staff_id staff, struct secret password)
{
	struct setting_password setting = {.staff = staff};
	struct staff_find_password row;
	bool found;
	TRY(context_read(ctx));
	TRY(staff_find_password(ctx->reader, staff, &found, &row));
	if (!found)
		return NOT_FOUND;
	setting.had_one = !text_is_empty(row.password_hash);
	TRY(passwords_check_fit(ctx, TEXT("password"), password, row.email));
	TRY(passwords_hash(ctx, password, &setting.hash));
	return context_transact(ctx, set_password, &setting);
}

enum outcome staff_check_own_password(struct context *ctx, struct text field, struct secret password)
{
	struct staff_find_password row;
	bool found;
	TRY(context_read(ctx));
	TRY(staff_find_password(ctx->reader, (struct staff_id){ctx->actor.id}, &found, &row));
	if (!passwords_match(found ? row.password_hash : TEXT_NONE, password))
		return context_invalid(ctx, field, "wrong", N_("This is not your password."), TEXT_NONE);
	return DONE;
}

enum outcome staff_change_password(struct context *ctx, struct secret old, struct secret password)
{
	TRY(staff_check_own_password(ctx, TEXT("old"), old));
	return staff_set_password(ctx, (struct staff_id){ctx->actor.id}, password);
}

enum outcome staff_find_by_email(struct context *ctx, struct text email, struct staff_id *ret_staff)
{
	struct email_address address;
	struct staff_find_to_sign_in row;
	bool found = false;
	TRY(context_read(ctx));
	if (email_address_parse(ctx->arena, email, &address))
		TRY(staff_find_to_sign_in(ctx->reader, address.folded, &found, &row));
	*ret_staff = found ? row.id : (struct staff_id){0};
	return found ? DONE : NOT_FOUND;
}

enum outcome staff_check_password(struct context *ctx, struct text email, struct secret password,
				  struct staff_id *ret_staff)
{
	struct email_address address;
	struct staff_find_to_sign_in row = {0};
	bool found = false;
	TRY(context_read(ctx));
	if (email_address_parse(ctx->arena, email, &address))
		TRY(staff_find_to_sign_in(ctx->reader, address.folded, &found, &row));
	bool right = passwords_match(found ? row.password_hash : TEXT_NONE, password);
	if (!right || !row.active)
		return context_invalid(ctx, TEXT_NONE, "not_signed_in",
				       N_("Address and password do not belong together."), TEXT_NONE);
	*ret_staff = row.id;
	return DONE;
}

static enum outcome signed_in(struct context *ctx, void *state)
{
	const struct staff_arrival *arrival = state;
	struct staff_id staff = arrival->staff;
	struct context as = *ctx;
	as.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value};
	TRY(staff_signed_in(ctx->writer, context_now(ctx), staff));
	TRY(notifications_tell_device(ctx, &(struct notification_device){staff, arrival->agent, arrival->address}));
	return audit_add(&as, &(struct audit_record){"staff.signed_in", "staff", staff.value, NULL, 0});
}

enum outcome staff_signed_in_now(struct context *ctx, const struct staff_arrival *arrival)
{
	struct staff_arrival copy = *arrival;
	return context_transact(ctx, signed_in, &copy);
}
