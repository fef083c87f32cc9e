/* Links by mail: making, finding, using them; a forgotten password. */
#include "features/accounts/accounts.h"

#include "features/contacts/contacts.h"
#include "format/email_address.h"
#include "service/events.h"
#include "service/passwords.h"

/* How long it is known, once it is too late for a way back, which address was there first. */
#define WAY_BACK_REMEMBERED_US (30 * DAY_US)

/* ---- what a link of each purpose is ---- */

static const struct {
	const char *path; /* the token follows */
	int64_t life_us;
} links[] = {
	[ACCOUNT_LINK_PURPOSE_RESET] = {"/login/reset/", ACCOUNT_RESET_US},
	[ACCOUNT_LINK_PURPOSE_CONFIRMATION] = {"/register/confirm/", ACCOUNT_CONFIRMATION_US},
	[ACCOUNT_LINK_PURPOSE_INVITATION] = {"/welcome/", ACCOUNT_INVITATION_US},
	[ACCOUNT_LINK_PURPOSE_ADDRESS] = {"/account/address/", ACCOUNT_RESET_US},
	[ACCOUNT_LINK_PURPOSE_ADDRESS_UNDO] = {"/account/address-undo/", ACCOUNT_UNDO_US},
	[ACCOUNT_LINK_PURPOSE_COME_BACK] = {"/come-back/", ACCOUNT_RETURN_US},
	[ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS] = {"/account/address/", ACCOUNT_RESET_US},
	[ACCOUNT_LINK_PURPOSE_OWN_DATA] = {"/login/data-link/", ACCOUNT_RESET_US},
};

/* It goes to the address that it sets. */
static bool sets_address(enum account_link_purpose purpose)
{
	return purpose == ACCOUNT_LINK_PURPOSE_ADDRESS || purpose == ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS;
}

/* Whoever reads it may be a stranger to the name that was typed. */
static bool is_unknown(enum account_link_purpose purpose)
{
	return purpose == ACCOUNT_LINK_PURPOSE_CONFIRMATION || sets_address(purpose);
}

/* ---- making ---- */

static enum outcome record(struct context *ctx, const struct account_link_ask *ask)
{
	const struct event_change changes[] = {
		{"purpose", TEXT_NONE, account_link_purpose_key(ask->purpose)},
		{"address", TEXT_NONE, ask->address},
	};
	return events_record(ctx, &(struct event){
					  .customer = ask->row->id,
					  .name = "customer.link_mailed",
					  .object_kind = "customer",
					  .object_id = ask->row->id.value,
					  .changes = changes,
					  .change_count = 2,
				  });
}

enum outcome accounts_mail_link(struct context *ctx, const struct account_link_ask *ask)
{
	struct secret token = token_make(ctx->arena);
	struct instant now = context_now(ctx);
	struct email_address address;
	struct outbox_item_id item;
	int64_t removed;
	if (!email_address_parse(ctx->arena, ask->address, &address))
		return FAULT;
	TRY(account_link_remove_expired(ctx->writer, now, instant_add(now, -WAY_BACK_REMEMBERED_US), &removed));
	if (!ask->further && ask->purpose != ACCOUNT_LINK_PURPOSE_ADDRESS_UNDO)
		TRY(account_link_remove_of(ctx->writer, ask->row->id, ask->purpose, &removed));
	TRY(account_link_add(ctx->writer, &(struct account_link_add_in){
						  .token_hash = token_hash(ctx->arena, token),
						  .customer_id = ask->row->id,
						  .purpose = ask->purpose,
						  .address = address.folded,
						  .email = ask->row->email,
						  .wanted = ask->wanted,
						  .next = text_is_empty(ask->next) ? TEXT_NONE : ask->next,
						  .created = now,
						  .expires = instant_add(now, links[ask->purpose].life_us),
					  }));
	struct text to = sets_address(ask->purpose) ? ask->wanted : ask->address;
	const struct mailing_ask mailing = {
		.kind = ask->mailing,
		.name = is_unknown(ask->purpose) ? to : ask->row->display_name,
		.address = to,
		.language = text_is_empty(ask->row->language) ? ask->language : ask->row->language,
		.customer = ask->row->id,
		.channel = ask->channel,
		.message = ask->purpose == ACCOUNT_LINK_PURPOSE_ADDRESS_UNDO ? ask->row->email : TEXT_NONE,
		.link = text_of(links[ask->purpose].path),
		.secret = token,
	};
	TRY(mailings_send(ctx, &mailing, &item));
	return record(ctx, ask);
}

/* ---- finding and using ---- */

enum outcome accounts_find_link(struct context *ctx, enum account_link_purpose purpose, struct secret token,
				struct account_link *ret_link)
{
	struct account_link_find link;
	struct customer_row_any any;
	bool found;
	TRY(context_read(ctx));
	TRY(account_link_find(ctx->reader, token_hash(ctx->arena, token), purpose, context_now(ctx), &found, &link));
	if (!found)
		return NOT_FOUND;
	TRY(customer_row_any(ctx->reader, link.customer_id, &found, &any));
	if (!found)
		return NOT_FOUND;
	*ret_link =
		(struct account_link){link.customer_id, link.address, link.wanted, link.next, customers_row_of(&any)};
	return DONE;
}

enum outcome accounts_take_link(struct context *ctx, enum account_link_purpose purpose, struct secret token,
				struct account_link *ret_link)
{
	int64_t removed;
	TRY(accounts_find_link(ctx, purpose, token, ret_link));
	TRY(account_link_remove(ctx->writer, token_hash(ctx->arena, token), &removed));
	return removed ? DONE : NOT_FOUND;
}

enum outcome accounts_verify_address(struct context *ctx, const struct account_link *link)
{
	struct account_email_find email;
	bool found;
	TRY(account_email_find(ctx->reader, link->customer, link->address, &found, &email));
	if (!found)
		return DONE;
	TRY(contacts_set_verification(ctx, link->customer, email.id, VERIFICATION_VERIFIED));
	return accounts_settle_address(ctx, link->customer, link->address);
}

/* ---- links that are asked for ---- */

static bool may_sign_in(struct context *ctx, const struct customer_row *row)
{
	struct access_answer answer;
	access_answer_of(row, context_now(ctx), &answer);
	return answer.may_sign_in;
}

bool accounts_give_data_by_link(const struct access_answer *answer)
{
	switch (answer->because) {
	case CUSTOMER_STATUS_BLOCKED:
	case CUSTOMER_STATUS_SUSPENDED:
	case CUSTOMER_STATUS_DISAPPROVED:
	case CUSTOMER_STATUS_PENDING:
	case CUSTOMER_STATUS_INACTIVE: return !answer->may_sign_in;
	case CUSTOMER_STATUS_MERGED:
	case CUSTOMER_STATUS_TRASHED:
	case CUSTOMER_STATUS_AWAITING:
	case CUSTOMER_STATUS_GUEST:
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return false;
}

/* A new password helps whoever may sign in, a link to their data whoever may not. */
static bool is_for(struct context *ctx, enum account_link_purpose purpose, const struct customer_row *row)
{
	struct access_answer answer;
	access_answer_of(row, context_now(ctx), &answer);
	return purpose == ACCOUNT_LINK_PURPOSE_RESET ? answer.may_sign_in : accounts_give_data_by_link(&answer);
}

static enum outcome ask_link(struct context *ctx, void *state)
{
	const struct account_link_wish *asking = state;
	struct text login = customers_fold_login(ctx->arena, asking->name);
	struct account_find_to_mail there;
	struct email_address address;
	struct customer_row_any any;
	bool found;
	struct text folded = email_address_parse(ctx->arena, asking->name, &address) ? address.folded : TEXT_NONE;
	TRY(account_find_to_mail(ctx->reader, login, folded, &found, &there));
	if (found)
		TRY(customer_row_any(ctx->reader, there.customer_id, &found, &any));
	if (!found)
		return DONE;
	const struct customer_row row = customers_row_of(&any);
	if (!is_for(ctx, asking->purpose, &row))
		return DONE;
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = asking->purpose,
					       .mailing = asking->purpose == ACCOUNT_LINK_PURPOSE_RESET
								  ? MAILING_ACCOUNT_RESET
								  : MAILING_ACCOUNT_DATA,
					       .row = &row,
					       .address = there.address,
					       .language = asking->language,
					       .channel = asking->channel,
					       .next = asking->next,
				       });
}

enum outcome accounts_ask_link(struct context *ctx, const struct account_link_wish *wish)
{
	struct account_link_wish asking = *wish;
	return context_transact(ctx, ask_link, &asking);
}

static enum outcome send_reset(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct customer_row row;
	TRY(customers_lock(ctx, *customer, &row));
	if (text_is_empty(row.email))
		return context_conflict(ctx, TEXT_NONE, "no_address", N_("They have no e-mail address."), TEXT_NONE);
	if (!may_sign_in(ctx, &row))
		return context_conflict(ctx, TEXT_NONE, "closed",
					N_("They may not sign in, so a new password would not help them. Activate or "
					   "unblock them first."),
					TEXT_NONE);
	TRY(accounts_end_sessions(ctx, *customer, (struct account_session_id){0}));
	return accounts_mail_link(ctx, &(struct account_link_ask){.purpose = ACCOUNT_LINK_PURPOSE_RESET,
								  .mailing = MAILING_ACCOUNT_RESET,
								  .row = &row,
								  .address = row.email,
								  .language = TEXT_NONE});
}

enum outcome accounts_send_reset(struct context *ctx, struct customer_id customer)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_WRITE));
	return context_transact(ctx, send_reset, &customer);
}

struct resetting {
	struct secret token;
	struct text hash;
};

static enum outcome use_reset(struct context *ctx, void *state)
{
	const struct resetting *resetting = state;
	struct account_link link;
	TRY(accounts_take_link(ctx, ACCOUNT_LINK_PURPOSE_RESET, resetting->token, &link));
	if (!may_sign_in(ctx, &link.row))
		return NOT_FOUND;
	accounts_become(ctx, &link.row);
	TRY(accounts_store_password(
		ctx, &(struct account_new_password){.customer = link.customer, .hash = resetting->hash}));
	return accounts_verify_address(ctx, &link);
}

enum outcome accounts_use_reset(struct context *ctx, struct secret token, struct secret password)
{
	struct resetting resetting = {.token = token};
	struct account_link link;
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_RESET, token, &link));
	TRY(passwords_check_fit(ctx, TEXT("password"), password, link.row.email));
	TRY(passwords_hash(ctx, password, &resetting.hash));
	return context_transact(ctx, use_reset, &resetting);
}
