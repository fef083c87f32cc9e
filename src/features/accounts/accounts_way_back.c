/* The way back of an address that an account has left: a link that outlives whatever comes later, so that nobody who
 * has taken an account over can take it away.
 *
 * The one idea: the address that was there first comes first. Once it is back, by its link, by staff or by a link that
 * was mailed there, those that came after it have no way back; the one that is left is told, and no more.
 * Source: security 13.
 */
#include "features/accounts/accounts.h"

#include "format/email_address.h"

static enum outcome tell_left(struct context *ctx, const struct customer_row *row, struct text left)
{
	struct outbox_item_id item;
	if (text_is_empty(left))
		return DONE;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_ADDRESS_BACK,
				     .name = row->display_name,
				     .address = left,
				     .language = row->language,
				     .customer = row->id,
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

static enum outcome find_since(struct context *ctx, struct customer_id customer, struct text folded,
			       struct instant *ret_since)
{
	struct account_undo_since there;
	TRY(account_undo_since(ctx->reader, customer, folded, &there));
	*ret_since = there.since;
	return DONE;
}

enum outcome accounts_return_address(struct context *ctx, const struct customer_row *row, bool *ret_back)
{
	struct email_address address;
	struct instant since;
	int64_t removed;
	*ret_back = false;
	if (!email_address_parse(ctx->arena, row->email, &address))
		return DONE;
	TRY(find_since(ctx, row->id, address.folded, &since));
	*ret_back = !instant_is_none(since);
	return *ret_back ? account_undo_remove_since(ctx->writer, row->id, since, address.folded, &removed) : DONE;
}

enum outcome accounts_leave_address(struct context *ctx, const struct customer_row *row, struct text left)
{
	bool back;
	TRY(accounts_return_address(ctx, row, &back));
	if (back)
		return tell_left(ctx, row, left);
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_ADDRESS_UNDO,
					       .mailing = MAILING_ACCOUNT_ADDRESS_CHANGED,
					       .row = row,
					       .address = left,
					       .language = TEXT_NONE,
					       .wanted = left,
				       });
}

enum outcome accounts_settle_address(struct context *ctx, struct customer_id customer, struct text proven)
{
	struct email_address address;
	struct account_email_find email;
	struct instant since;
	bool found;
	int64_t removed;
	if (!email_address_parse(ctx->arena, proven, &address))
		return FAULT;
	TRY(account_email_find(ctx->reader, customer, address.folded, &found, &email));
	/* Beside another primary address, it needs its way back still. */
	if (!found || !email.is_primary)
		return DONE;
	TRY(find_since(ctx, customer, address.folded, &since));
	return instant_is_none(since) ? DONE
				      : account_undo_remove_since(ctx->writer, customer, since, TEXT_NONE, &removed);
}

enum outcome accounts_find_undo(struct context *ctx, struct secret token, struct text *ret_address)
{
	struct account_undo_find undo;
	bool found;
	TRY(context_read(ctx));
	TRY(account_undo_find(ctx->reader, token_hash(ctx->arena, token), context_now(ctx), &found, &undo));
	if (!found)
		return NOT_FOUND;
	*ret_address = undo.wanted;
	return DONE;
}

struct undoing {
	struct secret token;
	bool *ret_closed;
};

/* Whether they, or whoever had taken the account, have closed it. */
static enum outcome is_closed(struct context *ctx, const struct customer_row *row, bool *ret_closed)
{
	struct account_link_waits link;
	TRY(account_link_waits(ctx->reader, row->id, ACCOUNT_LINK_PURPOSE_COME_BACK, context_now(ctx), &link));
	*ret_closed = link.waits && !instant_is_none(row->trashed_at) && !row->trashed_by.value;
	return DONE;
}

/* The link that opens a closed account again goes with the address. */
static enum outcome mail_come_back(struct context *ctx, struct customer_id customer)
{
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_COME_BACK,
					       .mailing = MAILING_ACCOUNT_CLOSED,
					       .row = &row,
					       .address = row.email,
					       .language = TEXT_NONE,
				       });
}

static enum outcome undo_address(struct context *ctx, void *state)
{
	const struct undoing *undoing = state;
	struct bytes hash = token_hash(ctx->arena, undoing->token);
	struct account_undo_find undo;
	struct customer_row_any any;
	bool found;
	int64_t removed;
	TRY(account_undo_find(ctx->reader, hash, context_now(ctx), &found, &undo));
	if (!found)
		return NOT_FOUND;
	TRY(account_link_remove(ctx->writer, hash, &removed));
	TRY(customer_row_any(ctx->reader, undo.customer_id, &found, &any));
	if (!removed || !found)
		return NOT_FOUND;
	const struct customer_row row = customers_row_of(&any);
	accounts_become(ctx, &row);
	TRY(is_closed(ctx, &row, undoing->ret_closed));
	TRY(accounts_set_address(ctx, row.id, undo.wanted));
	TRY(account_link_remove_all(ctx->writer, row.id, &removed));
	TRY(account_undo_remove_since(ctx->writer, row.id, undo.created, TEXT_NONE, &removed));
	/* Whoever took the address knew the password. */
	TRY(account_password_remove(ctx->writer, row.id, &removed));
	if (!text_equal(row.email, undo.wanted))
		TRY(tell_left(ctx, &row, row.email));
	if (*undoing->ret_closed)
		TRY(mail_come_back(ctx, row.id));
	return accounts_end_sessions(ctx, row.id, (struct account_session_id){0});
}

enum outcome accounts_undo_address(struct context *ctx, struct secret token, bool *ret_closed)
{
	return context_transact(ctx, undo_address, &(struct undoing){token, ret_closed});
}
