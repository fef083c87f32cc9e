/* Inviting customers: whoever has no password gets a link to choose one, and so does a guest who is given an account.
 */
#include "features/accounts/accounts.h"
#include "service/passwords.h"

/* What an invitation may open: nothing, or a registration that waits to be confirmed by the same mailbox. */
static bool may_be_invited(struct context *ctx, const struct customer_row *row)
{
	struct access_answer answer;
	struct customer_row confirmed = *row;
	confirmed.activation = ACTIVATION_ACTIVATED;
	access_answer_of(&confirmed, context_now(ctx), &answer);
	return answer.may_sign_in;
}

static enum outcome mail(struct context *ctx, const struct customer_row *row)
{
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_INVITATION,
					       .mailing = MAILING_ACCOUNT_INVITATION,
					       .row = row,
					       .address = row->email,
					       .language = TEXT_NONE,
				       });
}

/* A password that they had as an account before opens the new one no more. */
static enum outcome forget_password(struct context *ctx, struct customer_id customer)
{
	int64_t removed;
	TRY(account_password_remove(ctx->writer, customer, &removed));
	return account_link_remove_all(ctx->writer, customer, &removed);
}

enum outcome accounts_follow_account(struct context *ctx, const struct event *event, struct event_id id)
{
	struct customer_row row;
	(void)id;
	if (!text_equal(text_of(event->name), text_of(access_verb_declared(ACCESS_VERB_MAKE_ACCOUNT)->event)))
		return DONE;
	TRY(forget_password(ctx, event->customer));
	/* Whoever registers has chosen one. */
	if (ctx->actor.kind == ACTOR_KIND_CUSTOMER)
		return DONE;
	TRY(customers_get(ctx, event->customer, &row));
	return text_is_empty(row.email) || !may_be_invited(ctx, &row) ? DONE : mail(ctx, &row);
}

/* Whoever is given one is invited by that: accounts_follow_account(). */
static enum outcome give_account(struct context *ctx, struct customer_id customer, struct customer_row *row)
{
	const struct access_ask nothing = {.until = INSTANT_NONE};
	TRY(access_change(ctx, customer, ACCESS_VERB_MAKE_ACCOUNT, &nothing));
	return customers_get(ctx, customer, row);
}

static enum outcome invite(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct account_password_find password;
	struct customer_row row;
	bool found;
	TRY(customers_lock(ctx, *customer, &row));
	TRY(account_password_find(ctx->reader, *customer, &found, &password));
	if (found && !row.guest)
		return context_conflict(ctx, TEXT_NONE, "has_password", N_("They have a password already."), TEXT_NONE);
	if (text_is_empty(row.email))
		return context_conflict(ctx, TEXT_NONE, "no_address", N_("They have no e-mail address."), TEXT_NONE);
	bool guest = row.guest;
	if (guest)
		TRY(give_account(ctx, *customer, &row));
	if (!may_be_invited(ctx, &row))
		return context_conflict(ctx, TEXT_NONE, "closed",
					N_("They may not sign in, so an invitation would not help them. Activate or "
					   "unblock them first."),
					TEXT_NONE);
	return guest ? DONE : mail(ctx, &row);
}

enum outcome accounts_invite(struct context *ctx, struct customer_id customer)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_WRITE));
	return context_transact(ctx, invite, &customer);
}

struct accepting {
	struct secret token;
	struct text hash;
};

static enum outcome accept_invitation(struct context *ctx, void *state)
{
	const struct accepting *accepting = state;
	struct account_link link;
	TRY(accounts_take_link(ctx, ACCOUNT_LINK_PURPOSE_INVITATION, accepting->token, &link));
	if (!may_be_invited(ctx, &link.row))
		return NOT_FOUND;
	accounts_become(ctx, &link.row);
	TRY(access_confirm(ctx, link.customer));
	TRY(accounts_store_password(
		ctx, &(struct account_new_password){.customer = link.customer, .hash = accepting->hash}));
	return accounts_verify_address(ctx, &link);
}

enum outcome accounts_use_invitation(struct context *ctx, struct secret token, struct secret password)
{
	struct accepting accepting = {.token = token};
	struct account_link link;
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_INVITATION, token, &link));
	TRY(passwords_check_fit(ctx, TEXT("password"), password, link.row.email));
	TRY(passwords_hash(ctx, password, &accepting.hash));
	return context_transact(ctx, accept_invitation, &accepting);
}
