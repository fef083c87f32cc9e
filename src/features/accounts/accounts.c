/* Passwords of customers. Hashing happens before a transaction, never in it. */
#include "features/accounts/accounts.h"

#include "features/audit/audit.h"
#include "service/events.h"
#include "service/passwords.h"

#include <sodium.h>

struct setting {
	struct account_new_password wanted;
	struct text seen; /* the hash that the old password was checked with; none: it was not asked for */
};

static int64_t random_draw(void)
{
	int64_t draw;
	randombytes_buf(&draw, sizeof draw);
	return draw & INT64_MAX;
}

static enum outcome record(struct context *ctx, struct customer_id customer)
{
	TRY(events_record(ctx, &(struct event){
				       .customer = customer,
				       .name = "customer.password_changed",
				       .object_kind = "customer",
				       .object_id = customer.value,
			       }));
	if (ctx->actor.kind == ACTOR_KIND_CUSTOMER)
		return DONE;
	return audit_add(ctx, &(struct audit_record){"customer.password_set", "customer", customer.value, NULL, 0});
}

static enum outcome wrong_old(struct context *ctx)
{
	return context_invalid(ctx, TEXT("old"), "wrong", N_("This is not the password of this account."), TEXT_NONE);
}

enum outcome accounts_check_password(struct context *ctx, struct secret old)
{
	struct account_password_find there;
	bool found;
	TRY(context_read(ctx));
	TRY(account_password_find(ctx->reader, (struct customer_id){ctx->session.customer}, &found, &there));
	return passwords_match(found ? there.hash : TEXT_NONE, old) ? DONE : wrong_old(ctx);
}

static enum outcome tell(struct context *ctx, const struct customer_row *row)
{
	struct outbox_item_id item;
	if (text_is_empty(row->email))
		return DONE;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_PASSWORD_CHANGED,
				     .name = row->display_name,
				     .address = row->email,
				     .language = row->language,
				     .customer = row->id,
			     },
			     &item);
}

enum outcome accounts_store_password(struct context *ctx, const struct account_new_password *wanted)
{
	struct customer_row row;
	struct account_password_find there;
	bool found;
	int64_t ended;
	TRY(customers_lock(ctx, wanted->customer, &row));
	if (row.guest || row.merged_into.value || !instant_is_none(row.trashed_at))
		return context_conflict(ctx, TEXT_NONE, "no_account",
					N_("Guests and customers in the trash have no account to sign in to."),
					TEXT_NONE);
	TRY(account_password_find(ctx->reader, wanted->customer, &found, &there));
	if (text_is_none(wanted->hash) && !found)
		return DONE;
	if (text_is_none(wanted->hash))
		TRY(account_password_remove(ctx->writer, wanted->customer, &ended));
	else
		TRY(account_password_set(ctx->writer, &(struct account_password_set_in){
							      .customer_id = wanted->customer,
							      .hash = wanted->hash,
							      .set_at = context_now(ctx),
							      .must_change = wanted->must_change,
							      .draw = random_draw(),
						      }));
	TRY(account_session_remove_others(ctx->writer, wanted->customer, wanted->kept, &ended));
	TRY(accounts_tell_ended(ctx, wanted->customer));
	TRY(account_link_remove_all(ctx->writer, wanted->customer, &ended));
	if (found && !wanted->quiet)
		TRY(tell(ctx, &row));
	return record(ctx, wanted->customer);
}

enum outcome accounts_import_hash(struct context *ctx, const struct customer_row *row, struct text hash)
{
	int64_t changed;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_HASHES));
	if (text_is_empty(hash))
		return account_imported_remove(ctx->writer, row->id, &changed);
	if (row->guest)
		return context_conflict(ctx, TEXT("password_hash"), "no_account",
					N_("Guests and customers in the trash have no account to sign in to."),
					TEXT_NONE);
	TRY(passwords_check_foreign(ctx, TEXT("password_hash"), hash));
	return account_imported_add(ctx->writer, row->id, hash, context_now(ctx), random_draw(), &changed);
}

static enum outcome set(struct context *ctx, void *state)
{
	const struct setting *setting = state;
	struct customer_row row;
	struct account_password_find there;
	bool found;
	TRY(customers_lock(ctx, setting->wanted.customer, &row));
	TRY(account_password_find(ctx->reader, setting->wanted.customer, &found, &there));
	if (!text_is_none(setting->seen) && !(found && text_equal(there.hash, setting->seen)))
		return wrong_old(ctx);
	return accounts_store_password(ctx, &setting->wanted);
}

enum outcome accounts_change_password(struct context *ctx, struct secret old, struct secret password,
				      struct account_session_id kept)
{
	struct setting setting = {.wanted = {.customer = {ctx->session.customer}, .kept = kept}};
	struct account_password_find there = {0};
	struct customer_row row;
	bool found;
	TRY(customers_get(ctx, setting.wanted.customer, &row));
	TRY(account_password_find(ctx->reader, setting.wanted.customer, &found, &there));
	if (!passwords_match(found ? there.hash : TEXT_NONE, old))
		return wrong_old(ctx);
	TRY(passwords_check_fit(ctx, TEXT("password"), password, row.email));
	if (text_equal(old.value, password.value))
		return context_invalid(ctx, TEXT("password"), "same", N_("Choose another one than before."), TEXT_NONE);
	TRY(passwords_hash(ctx, password, &setting.wanted.hash));
	setting.seen = there.hash;
	return context_transact(ctx, set, &setting);
}

enum outcome accounts_set_password(struct context *ctx, struct customer_id customer, struct secret password)
{
	struct setting setting = {.wanted = {.customer = customer, .must_change = true}, .seen = TEXT_NONE};
	struct customer_row row;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_PASSWORD));
	TRY(customers_get(ctx, customer, &row));
	TRY(passwords_check_fit(ctx, TEXT("password"), password, row.email));
	TRY(passwords_hash(ctx, password, &setting.wanted.hash));
	return context_transact(ctx, set, &setting);
}
