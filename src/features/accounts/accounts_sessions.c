/* Sessions of customers: finding, listing and ending them. */
#include "features/accounts/accounts.h"

#include "base/log.h"
#include "service/events.h"

/* ---- who is it ---- */

struct touch {
	struct bytes token_hash;
	struct customer_id customer;
	struct instant seen, expires;
};

static enum outcome touch(struct context *ctx, void *state)
{
	const struct touch *ask = state;
	int64_t changed;
	TRY(account_session_touch(ctx->writer, ask->seen, ask->expires, ask->token_hash, &changed));
	return account_seen(ctx->writer, ask->seen, ask->customer, &changed);
}

/* The end moves on with use, but never past a session's whole life. That it was seen is no reason to refuse anybody:
 * with a full disk reading goes on. */
static void note_use(struct context *ctx, struct bytes hash, const struct account_session_find *row)
{
	struct instant now = context_now(ctx);
	struct instant idle = instant_add(now, ACCOUNT_IDLE_US), last = instant_add(row->created, ACCOUNT_LIFE_US);
	struct touch ask = {hash, row->customer_id, now, idle.us < last.us ? idle : last};
	if (now.us - row->seen.us >= MINUTE_US && context_transact(ctx, touch, &ask) != DONE)
		log_line(LOG_WARN, ctx->request_id, "the time of last use could not be written down");
}

void accounts_become(struct context *ctx, const struct customer_row *row)
{
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = row->id.value, .name = row->display_name};
	ctx->session = (struct store_session){.scope = STORE_SCOPE_SELF, .customer = row->id.value};
	ctx->permissions = (struct permission_set){0};
	if (ctx->reader)
		reader_use_session(ctx->reader, &ctx->session);
}

enum outcome accounts_find_session(struct context *ctx, struct secret token, struct account_session *ret_session)
{
	struct bytes hash = token_hash(ctx->arena, token);
	struct account_session_find row;
	struct customer_row_any any;
	struct access_answer answer;
	bool found;
	TRY(context_read(ctx));
	TRY(account_session_find(ctx->reader, hash, context_now(ctx), &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(customer_row_any(ctx->reader, row.customer_id, &found, &any));
	if (!found)
		return NOT_FOUND;
	*ret_session = (struct account_session){row.id, row.customer_id, row.must_change, customers_row_of(&any)};
	access_answer_of(&ret_session->row, context_now(ctx), &answer);
	if (!answer.may_sign_in)
		return NOT_FOUND;
	accounts_become(ctx, &ret_session->row);
	note_use(ctx, hash, &row);
	return DONE;
}

/* ---- theirs ---- */

enum outcome accounts_list_sessions(struct context *ctx, struct customer_id customer,
				    struct account_session_list **ret_rows, size_t *ret_count)
{
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	return account_session_list(ctx->reader, customer, context_now(ctx), ret_rows, ret_count);
}

enum outcome accounts_tell_ended(struct context *ctx, struct customer_id customer)
{
	for (size_t i = 0; account_session_reactions[i]; i++)
		TRY(account_session_reactions[i](ctx, customer));
	return DONE;
}

struct ending {
	struct customer_id customer;
	struct account_session_id session;
};

static enum outcome record(struct context *ctx, struct customer_id customer)
{
	TRY(accounts_tell_ended(ctx, customer));
	return events_record(ctx, &(struct event){
					  .customer = customer,
					  .name = "customer.sessions_ended",
					  .object_kind = "customer",
					  .object_id = customer.value,
				  });
}

static enum outcome end_one(struct context *ctx, void *state)
{
	const struct ending *ending = state;
	struct customer_row row;
	int64_t removed;
	TRY(customers_get(ctx, ending->customer, &row));
	TRY(account_session_remove(ctx->writer, ending->session, ending->customer, &removed));
	return removed ? record(ctx, ending->customer) : NOT_FOUND;
}

enum outcome accounts_end_session(struct context *ctx, struct customer_id customer, struct account_session_id session)
{
	return context_transact(ctx, end_one, &(struct ending){customer, session});
}

static enum outcome end_others(struct context *ctx, void *state)
{
	const struct ending *ending = state;
	struct customer_row row;
	int64_t removed;
	TRY(customers_get(ctx, ending->customer, &row));
	TRY(account_session_remove_others(ctx->writer, ending->customer, ending->session, &removed));
	return removed ? record(ctx, ending->customer) : DONE;
}

enum outcome accounts_end_sessions(struct context *ctx, struct customer_id customer, struct account_session_id kept)
{
	return context_transact(ctx, end_others, &(struct ending){customer, kept});
}

static enum outcome sign_out(struct context *ctx, void *state)
{
	const struct bytes *hash = state;
	struct account_session_find session;
	bool found;
	int64_t removed;
	TRY(account_session_find(ctx->reader, *hash, context_now(ctx), &found, &session));
	TRY(account_session_remove_token(ctx->writer, *hash, &removed));
	return found ? accounts_tell_ended(ctx, session.customer_id) : DONE;
}

enum outcome accounts_sign_out(struct context *ctx, struct secret token)
{
	struct bytes hash = token_hash(ctx->arena, token);
	return context_transact(ctx, sign_out, &hash);
}

enum outcome accounts_follow_status(struct context *ctx, struct customer_id customer)
{
	struct customer_row_any any;
	struct access_answer answer;
	bool found;
	int64_t removed;
	TRY(customer_row_any(ctx->reader, customer, &found, &any));
	if (!found)
		return DONE;
	const struct customer_row row = customers_row_of(&any);
	access_answer_of(&row, context_now(ctx), &answer);
	if (answer.may_sign_in)
		return DONE;
	TRY(account_link_remove_of(ctx->writer, customer, ACCOUNT_LINK_PURPOSE_RESET, &removed));
	return account_session_remove_others(ctx->writer, customer, (struct account_session_id){0}, &removed);
}
