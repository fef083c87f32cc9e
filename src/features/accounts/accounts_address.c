/* A customer's own addresses: the password, a link at the new one. The way back at the old one: accounts_way_back.c. */
#include "features/accounts/accounts.h"
#include "features/contacts/contacts.h"
#include "format/email_address.h"

struct asking {
	struct email_address address;
	struct customer_id customer;
	bool further;
	bool *ret_changed;
};

static enum outcome tell_owner(struct context *ctx, const struct asking *asking)
{
	struct outbox_item_id item;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_KNOWN,
				     .name = asking->address.shown,
				     .address = asking->address.shown,
				     .language = TEXT_NONE,
				     .link = TEXT("/login"),
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

static enum outcome make_primary(struct context *ctx, const struct customer_row *before, struct text wanted);

static enum outcome ask_address(struct context *ctx, void *state)
{
	const struct asking *asking = state;
	struct account_email_find own;
	struct customer_id holder;
	struct customer_row row;
	bool found, unconfirmed;
	TRY(customers_lock(ctx, asking->customer, &row));
	TRY(customers_find_claim(ctx, CLAIM_KIND_EMAIL, asking->address.folded, &holder));
	TRY(customers_is_unconfirmed(ctx, holder, &unconfirmed));
	TRY(account_email_find(ctx->reader, row.id, asking->address.folded, &found, &own));
	*asking->ret_changed = false;
	if (holder.value && holder.value != row.id.value && !unconfirmed)
		return tell_owner(ctx, asking);
	bool verified = found && own.verification == VERIFICATION_VERIFIED;
	if (found && (own.is_primary ? verified || !asking->further : verified && asking->further))
		return context_invalid(ctx, TEXT("address"), "same", N_("This is your address already."), TEXT_NONE);
	if (verified) {
		*asking->ret_changed = true;
		return make_primary(ctx, &row, asking->address.shown);
	}
	return accounts_mail_link(
		ctx, &(struct account_link_ask){
			     .purpose = asking->further ? ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS
							: ACCOUNT_LINK_PURPOSE_ADDRESS,
			     .mailing = asking->further ? MAILING_ACCOUNT_FURTHER_ADDRESS : MAILING_ACCOUNT_ADDRESS,
			     .row = &row,
			     .address = row.email,
			     .language = TEXT_NONE,
			     .wanted = asking->address.shown,
		     });
}

enum outcome accounts_ask_address(struct context *ctx, const struct account_address_ask *ask, bool *ret_changed)
{
	struct asking asking = {
		.customer = {ctx->session.customer}, .further = ask->further, .ret_changed = ret_changed};
	struct customer_row row;
	TRY(customers_get(ctx, asking.customer, &row));
	TRY(accounts_check_password(ctx, ask->old));
	if (!email_address_parse(ctx->arena, ask->address, &asking.address))
		return context_invalid(ctx, TEXT("address"), "not_an_address", N_("“{0}” is no e-mail address."),
				       ask->address, TEXT_NONE);
	if (text_is_empty(row.email))
		return context_conflict(ctx, TEXT("address"), "no_address", N_("Contact us to have an address added."),
					TEXT_NONE);
	return context_transact(ctx, ask_address, &asking);
}

/* ---- setting it ---- */

enum outcome accounts_set_address(struct context *ctx, struct customer_id customer, struct text wanted)
{
	struct account_email_find there;
	struct account_primary primary;
	struct email_address address;
	bool found, had;
	if (!email_address_parse(ctx->arena, wanted, &address))
		return FAULT;
	TRY(account_email_find(ctx->reader, customer, address.folded, &found, &there));
	TRY(account_primary(ctx->reader, customer, &had, &primary));
	if (found)
		TRY(contacts_make_email_primary(ctx, customer, there.id));
	else if (had)
		TRY(contacts_change_email(ctx, customer, primary.id, wanted, TEXT_NONE));
	else
		TRY(contacts_add_email(ctx, customer, wanted, true, &there.id));
	TRY(account_email_find(ctx->reader, customer, address.folded, &found, &there));
	return found ? contacts_set_verification(ctx, customer, there.id, VERIFICATION_VERIFIED) : FAULT;
}

/* The old address gets the way back. */
static enum outcome make_primary(struct context *ctx, const struct customer_row *before, struct text wanted)
{
	struct customer_row row;
	int64_t removed;
	TRY(accounts_set_address(ctx, before->id, wanted));
	TRY(account_link_remove_all(ctx->writer, before->id, &removed));
	TRY(customers_get(ctx, before->id, &row));
	/* It was there already, and has just been confirmed. */
	if (text_equal(row.email, before->email))
		return DONE;
	return accounts_leave_address(ctx, &row, before->email);
}

static enum outcome add_further(struct context *ctx, const struct customer_row *row, struct text wanted)
{
	struct account_email_find there;
	struct email_address address;
	struct outbox_item_id item;
	bool found;
	if (!email_address_parse(ctx->arena, wanted, &address))
		return FAULT;
	TRY(account_email_find(ctx->reader, row->id, address.folded, &found, &there));
	if (!found)
		TRY(contacts_add_email(ctx, row->id, wanted, false, &there.id));
	TRY(contacts_set_verification(ctx, row->id, there.id, VERIFICATION_VERIFIED));
	if (found && there.is_primary)
		return DONE;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_ADDRESS_ADDED,
				     .name = row->display_name,
				     .address = row->email,
				     .language = row->language,
				     .customer = row->id,
				     .message = wanted,
				     .link = TEXT("/account/address"),
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

enum outcome accounts_find_address(struct context *ctx, struct secret token, struct account_link *ret_link,
				   bool *ret_further)
{
	enum outcome outcome = accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_ADDRESS, token, ret_link);
	*ret_further = outcome == NOT_FOUND;
	return outcome == NOT_FOUND ? accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS, token, ret_link)
				    : outcome;
}

struct using
{
	struct secret token;
	bool *ret_refused;
	struct access_answer *ret_answer;
};

/* Or is it theirs as it would become, and only confirmed? */
static enum outcome is_new(struct context *ctx, const struct account_link *link, bool further, bool *ret_new)
{
	struct account_email_find there;
	struct email_address address;
	bool found;
	if (!email_address_parse(ctx->arena, link->wanted, &address))
		return FAULT;
	TRY(account_email_find(ctx->reader, link->customer, address.folded, &found, &there));
	*ret_new = !found || (!further && !there.is_primary);
	return DONE;
}

static enum outcome use_address(struct context *ctx, void *state)
{
	const struct using *using = state;
	struct account_link link;
	bool further, new;
	TRY(accounts_find_address(ctx, using->token, &link, &further));
	accounts_become(ctx, &link.row);
	TRY(access_explain(ctx, &link.row, using->ret_answer));
	TRY(is_new(ctx, &link, further, &new));
	*using->ret_refused = new && !using->ret_answer->may_sign_in;
	if (*using->ret_refused)
		return DONE;
	TRY(accounts_take_link(ctx, further ? ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS : ACCOUNT_LINK_PURPOSE_ADDRESS,
			       using->token, &link));
	if (further)
		return add_further(ctx, &link.row, link.wanted);
	TRY(make_primary(ctx, &link.row, link.wanted));
	return accounts_settle_address(ctx, link.customer, link.wanted);
}

enum outcome accounts_use_address(struct context *ctx, struct secret token, bool *ret_refused,
				  struct access_answer *ret_answer)
{
	return context_transact(ctx, use_address, &(struct using){token, ret_refused, ret_answer});
}
