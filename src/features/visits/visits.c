/* Beginning, finding and ending visits. */
#include "features/visits/visits.h"

#include "features/audit/audit.h"
#include "service/events.h"

#define FRESH_US (30 * MINUTE_US)

const char *visit_reason_label(enum visit_reason reason)
{
	static const char *const labels[VISIT_REASON_COUNT] = {
		[VISIT_REASON_ASKED] = N_("The customer asked for help"),
		[VISIT_REASON_PROBLEM] = N_("Looking into a problem"),
		[VISIT_REASON_DATA] = N_("Checking what is shown"),
		[VISIT_REASON_OTHER] = N_("Another reason"),
	};
	return labels[reason];
}

static bool has_account(const struct customer_row *row)
{
	return !row->guest && !row->merged_into.value && instant_is_none(row->trashed_at);
}

struct beginning {
	const struct visit_ask *ask;
	struct secret token;
};

static enum outcome record(struct context *ctx, const struct visit_ask *ask)
{
	struct text reason = visit_reason_key(ask->reason), detail = ask->detail;
	const struct event_change seen = {"reason", TEXT_NONE, reason};
	const struct audit_change changes[] = {{"reason", TEXT_NONE, reason},
					       {"detail", TEXT_NONE, text_is_empty(detail) ? TEXT_NONE : detail}};
	TRY(events_record(
		ctx, &(struct event){ask->customer, "customer.visited", "customer", ask->customer.value, &seen, 1}));
	return audit_add(ctx, &(struct audit_record){"customer.visited", "customer", ask->customer.value, changes, 2});
}

static enum outcome begin(struct context *ctx, void *state)
{
	const struct beginning *beginning = state;
	const struct visit_ask *ask = beginning->ask;
	struct instant now = context_now(ctx);
	struct customer_row row;
	int64_t id, removed;
	TRY(customers_get(ctx, ask->customer, &row));
	if (!has_account(&row))
		return context_conflict(ctx, TEXT_NONE, "no_account",
					N_("Guests and customers in the trash have no account to sign in to."),
					TEXT_NONE);
	TRY(visit_remove_expired(ctx->writer, now, &removed));
	TRY(store_next_id(ctx->store, TEXT("visit"), &id));
	TRY(visit_add(ctx->writer, &(struct visit_add_in){
					   .token_hash = token_hash(ctx->arena, beginning->token),
					   .id = {id},
					   .customer_id = ask->customer,
					   .staff_id = {ctx->actor.id},
					   .session_id = ask->session,
					   .reason = ask->reason,
					   .detail = text_is_empty(ask->detail) ? TEXT_NONE : ask->detail,
					   .created = now,
					   .expires = instant_add(now, VISIT_LIFE_US),
				   }));
	return record(ctx, ask);
}

enum outcome visits_begin(struct context *ctx, const struct visit_ask *ask, struct secret *ret_token)
{
	struct beginning beginning = {ask, token_make(ctx->arena)};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_VISIT));
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return FORBIDDEN;
	if (context_now(ctx).us - ask->confirmed.us > FRESH_US)
		return context_conflict(
			ctx, TEXT_NONE, "not_fresh",
			N_("You gave your password more than half an hour ago. Sign out and in again first."),
			TEXT_NONE);
	TRY(context_transact(ctx, begin, &beginning));
	*ret_token = beginning.token;
	return DONE;
}

enum outcome visits_find(struct context *ctx, struct secret token, struct visit *ret_visit)
{
	struct visit_find row;
	struct customer_row_any any;
	bool found;
	TRY(context_read(ctx));
	TRY(visit_find(ctx->reader, token_hash(ctx->arena, token), context_now(ctx), &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(customer_row_any(ctx->reader, row.customer_id, &found, &any));
	if (!found)
		return NOT_FOUND;
	*ret_visit = (struct visit){customers_row_of(&any), row.staff_id, row.name, row.language, row.zone};
	if (!has_account(&ret_visit->row))
		return NOT_FOUND;
	accounts_become(ctx, &ret_visit->row);
	ctx->actor.acting_as = row.staff_id;
	return DONE;
}

static enum outcome end(struct context *ctx, void *state)
{
	const struct bytes *hash = state;
	int64_t removed;
	return visit_remove(ctx->writer, *hash, &removed);
}

enum outcome visits_end(struct context *ctx, struct secret token)
{
	struct bytes hash = token_hash(ctx->arena, token);
	return context_transact(ctx, end, &hash);
}
