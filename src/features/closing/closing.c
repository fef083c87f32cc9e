/* Closing and coming back. Elsewhere: what happens by the clock (closing_trash.c). */
#include "features/closing/closing.h"

static enum outcome close_account(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct customer_row row;
	TRY(customers_lock(ctx, *customer, &row));
	TRY(customers_trash(ctx, *customer, TEXT_NONE));
	TRY(closure_add(ctx->writer, *customer, context_now(ctx)));
	if (text_is_empty(row.email))
		return DONE;
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_COME_BACK,
					       .mailing = MAILING_ACCOUNT_CLOSED,
					       .row = &row,
					       .address = row.email,
					       .language = TEXT_NONE,
				       });
}

enum outcome closing_close(struct context *ctx, struct secret old)
{
	struct customer_id customer = {ctx->session.customer};
	TRY(accounts_check_password(ctx, old));
	return context_transact(ctx, close_account, &customer);
}

enum outcome closing_find(struct context *ctx, struct secret token, struct account_link *ret_link)
{
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_COME_BACK, token, ret_link));
	return instant_is_none(ret_link->row.trashed_at) ? NOT_FOUND : DONE;
}

static enum outcome come_back(struct context *ctx, void *state)
{
	const struct secret *token = state;
	struct account_link link;
	int64_t removed;
	TRY(closing_find(ctx, *token, &link));
	TRY(accounts_take_link(ctx, ACCOUNT_LINK_PURPOSE_COME_BACK, *token, &link));
	accounts_become(ctx, &link.row);
	TRY(closure_remove(ctx->writer, link.customer, &removed));
	/* Whom staff have put there since stays there. */
	if (!removed || link.row.trashed_by.value)
		return NOT_FOUND;
	return customers_restore(ctx, link.customer);
}

enum outcome closing_return(struct context *ctx, struct secret token)
{
	return context_transact(ctx, come_back, &token);
}
