/* Who holds an address, a login, a foreign id. Uniqueness is a row per claim, so it holds across shards and servers. */
#include "features/customers/customers.h"

#include "format/email_address.h"
#include "format/fold.h"

struct text customers_fold_login(struct arena *arena, struct text login)
{
	return fold_case(arena, text_trim(login));
}

enum claim_kind customers_address_claim(bool guest)
{
	return guest ? CLAIM_KIND_GUEST : CLAIM_KIND_EMAIL;
}

enum outcome customers_find_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id *ret_customer)
{
	struct claim_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(claim_find(ctx->reader, kind, value, &found, &row));
	*ret_customer = found ? row.customer_id : (struct customer_id){0};
	return DONE;
}

enum outcome customers_is_unconfirmed(struct context *ctx, struct customer_id customer, bool *ret_unconfirmed)
{
	struct customer_unconfirmed row;
	TRY(context_read(ctx));
	return customer_unconfirmed(ctx->reader, customer, ret_unconfirmed, &row);
}

static enum outcome erase(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	return customers_erase(ctx, *customer, text_of_number(ctx->arena, customer->value));
}

enum outcome customers_make_way(struct context *ctx, enum claim_kind kind, struct text value)
{
	struct customer_id holder;
	bool unconfirmed;
	TRY(customers_find_claim(ctx, kind, value, &holder));
	if (!holder.value)
		return DONE;
	TRY(customers_is_unconfirmed(ctx, holder, &unconfirmed));
	return unconfirmed ? context_transact_as_system(ctx, erase, &holder) : DONE;
}

enum outcome customers_take_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id customer, struct text field)
{
	int64_t taken;
	struct customer_id holder;
	struct customer_row row;
	bool visible, unconfirmed;
	TRY(claim_take(ctx->writer, kind, value, customer, &taken));
	if (taken)
		return DONE;
	TRY(customers_find_claim(ctx, kind, value, &holder));
	if (holder.value == customer.value)
		return DONE;
	TRY(customers_is_unconfirmed(ctx, holder, &unconfirmed));
	if (unconfirmed) {
		TRY(context_transact_as_system(ctx, erase, &holder));
		return claim_take(ctx->writer, kind, value, customer, &taken);
	}
	TRY(customer_row(ctx->reader, holder, &visible, &row));
	if (!visible)
		return context_conflict(ctx, field, "in_use", N_("In use; ask an administrator."), TEXT_NONE);
	return context_conflict(ctx, field, "in_use_by", N_("{1} (number {0}) has this already."),
				text_of_number(ctx->arena, holder.value), row.display_name, TEXT_NONE);
}

enum outcome customers_drop_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id customer)
{
	int64_t dropped;
	return claim_drop(ctx->writer, kind, value, customer, &dropped);
}

static enum outcome follow_email(struct context *ctx, const struct customer_row *before,
				 const struct customer_row *after)
{
	struct primary_email_find primary;
	struct email_address email = {0};
	bool found;
	int64_t id;
	if (text_equal(before->email, after->email))
		return DONE;
	TRY(primary_email_find(ctx->reader, after->id, &found, &primary));
	bool wanted = email_address_parse(ctx->arena, after->email, &email);
	enum claim_kind kind = customers_address_claim(after->guest);
	if (found && !(wanted && text_equal(primary.folded, email.folded)))
		TRY(customers_drop_claim(ctx, kind, primary.folded, after->id));
	if (wanted)
		TRY(customers_take_claim(ctx, kind, email.folded, after->id, TEXT("email")));
	if (!wanted)
		return found ? primary_email_remove(ctx->writer, after->id, primary.at, primary.id) : DONE;
	if (found) {
		/* Only another spelling of the same address stays verified. */
		bool same = text_equal(primary.folded, email.folded);
		return primary_email_change(ctx->writer,
					    &(struct primary_email_change_in){
						    .address = email.shown,
						    .folded = email.folded,
						    .verification = same ? primary.verification : VERIFICATION_NONE,
						    .customer_id = after->id,
						    .at = primary.at,
						    .id = primary.id,
					    });
	}
	TRY(store_next_id(ctx->store, TEXT("email"), &id));
	return primary_email_add(ctx->writer, &(struct primary_email_add_in){
						      .customer_id = after->id,
						      .at = context_now(ctx),
						      .id = {id},
						      .address = email.shown,
						      .folded = email.folded,
						      .verification = VERIFICATION_NONE,
					      });
}

enum outcome customers_follow_claims(struct context *ctx, const struct customer_row *before, struct customer_row *after)
{
	struct arena *arena = ctx->arena;
	if (text_equal(before->login, before->email) && text_equal(after->login, before->login))
		after->login = after->guest ? after->login : after->email;
	TRY(follow_email(ctx, before, after));
	struct text old = customers_fold_login(arena, before->login), new = customers_fold_login(arena, after->login);
	if (after->guest || text_equal(old, new))
		return DONE;
	if (!text_is_empty(old))
		TRY(customers_drop_claim(ctx, CLAIM_KIND_LOGIN, old, after->id));
	return text_is_empty(new) ? DONE : customers_take_claim(ctx, CLAIM_KIND_LOGIN, new, after->id, TEXT("login"));
}
