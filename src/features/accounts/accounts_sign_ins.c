/* Where and with what customers signed in: read, and forgotten after a time. Sessions that have ended go
 * by the clock, too. */
#include "features/accounts/accounts.h"
#include "service/settings.h"

struct before {
	struct instant at;
	struct sign_in_id id;
};

/* A cursor is where the page before ended: "2026-11-23T04:38:54Z,17". */
static enum outcome read_cursor(struct context *ctx, struct text cursor, struct before *ret_before)
{
	struct text at;
	*ret_before = (struct before){.at = {INT64_MAX}};
	if (text_is_none(cursor) || text_is_empty(cursor))
		return DONE;
	if (text_next(&cursor, ',', &at) && instant_parse(at, &ret_before->at) &&
	    text_to_number(cursor, &ret_before->id.value))
		return DONE;
	return context_invalid(ctx, TEXT("cursor"), "not_a_cursor", N_("This is no cursor of this list."), TEXT_NONE);
}

enum outcome accounts_list_sign_ins(struct context *ctx, const struct account_sign_ins_ask *ask,
				    struct account_sign_ins *ret_list)
{
	struct before before;
	struct customer_row row;
	struct account_sign_in_count found;
	*ret_list = (struct account_sign_ins){.next = TEXT_NONE};
	TRY(read_cursor(ctx, ask->cursor, &before));
	TRY(customers_get(ctx, ask->customer, &row));
	TRY(account_sign_in_list(ctx->reader, ask->customer, before.at, before.id, ask->most + 1, &ret_list->rows,
				 &ret_list->count));
	TRY(account_sign_in_count(ctx->reader, ask->customer, &found));
	ret_list->total = found.total;
	if (ret_list->count <= (size_t)ask->most)
		return DONE;
	const struct account_sign_in_list *last = &ret_list->rows[--ret_list->count - 1];
	ret_list->next = text_format(ctx->arena, "%.*s,%lld", TEXT_ARG(instant_format(ctx->arena, last->at)),
				     (long long)last->id.value);
	return DONE;
}

static enum outcome forget(struct context *ctx, void *state)
{
	int64_t removed;
	TRY(account_session_remove_expired(ctx->writer, context_now(ctx), &removed));
	return account_sign_in_forget(ctx->writer, *(struct instant *)state, &removed);
}

enum outcome accounts_forget_old(struct context *ctx)
{
	struct instant before;
	TRY(context_read(ctx));
	TRY(settings_days_ago(ctx, SETTING_SIGN_IN_DAYS, &before));
	return context_transact(ctx, forget, &before);
}
