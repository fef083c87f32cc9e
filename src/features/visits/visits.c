/* Beginning, finding and ending visits; taking one in a channel: visits_channel.c. */
#include "features/visits/visits.h"

#include "features/audit/audit.h"
#include "features/visits/visits_who.h"
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

const char *visit_reason_told(enum visit_reason reason)
{
	return reason == VISIT_REASON_ASKED ? N_("You asked for help") : visit_reason_label(reason);
}

bool visit_has_account(const struct customer_row *row)
{
	return !row->guest && !row->merged_into.value && instant_is_none(row->trashed_at);
}

bool visit_is_view_only(const struct customer_row *row, struct instant now)
{
	struct access_answer answer;
	access_answer_of(row, now, &answer);
	return answer.status != CUSTOMER_STATUS_ACTIVE;
}

struct beginning {
	const struct visit_ask *ask;
	struct visit_begun begun;
	struct text channel; /* its name; none */
};

static enum outcome record(struct context *ctx, const struct beginning *beginning)
{
	const struct visit_ask *ask = beginning->ask;
	struct text reason = visit_reason_key(ask->reason), detail = ask->detail;
	const struct event_change seen[] = {{"reason", TEXT_NONE, reason}, {"channel", TEXT_NONE, beginning->channel}};
	const struct audit_change changes[] = {{"reason", TEXT_NONE, reason},
					       {"detail", TEXT_NONE, text_is_empty(detail) ? TEXT_NONE : detail},
					       {"channel", TEXT_NONE, beginning->channel}};
	size_t count = text_is_none(beginning->channel) ? 1 : 2;
	TRY(events_record(
		ctx, &(struct event){ask->customer, "customer.visited", "customer", ask->customer.value, seen, count}));
	return audit_add(
		ctx, &(struct audit_record){"customer.visited", "customer", ask->customer.value, changes, count + 1});
}

static enum outcome find_channel(struct context *ctx, const struct customer_row *row, struct beginning *beginning)
{
	struct visit_channels channels;
	beginning->channel = beginning->begun.address = TEXT_NONE;
	if (!beginning->ask->channel.value)
		return DONE;
	TRY(visits_list_channels(ctx, row, &channels));
	for (size_t i = 0; i < channels.count; i++)
		if (channels.list[i].channel_id.value == beginning->ask->channel.value) {
			beginning->channel = channels.list[i].name;
			beginning->begun.address = channels.list[i].address;
			return DONE;
		}
	return context_invalid(ctx, TEXT("channel"), "takes_nobody_in",
			       N_("That channel takes no staff in. Its settings say where it would."), TEXT_NONE);
}

static enum outcome add(struct context *ctx, const struct beginning *beginning)
{
	const struct visit_ask *ask = beginning->ask;
	struct instant now = context_now(ctx);
	bool handed = ask->channel.value;
	int64_t id;
	TRY(store_next_id(ctx->store, TEXT("visit"), &id));
	return visit_add(ctx->writer, &(struct visit_add_in){
					      .token_hash = token_hash(ctx->arena, beginning->begun.token),
					      .id = {id},
					      .customer_id = ask->customer,
					      .staff_id = {ctx->actor.id},
					      .session_id = ask->session,
					      .channel_id = ask->channel,
					      .reason = ask->reason,
					      .detail = text_is_empty(ask->detail) ? TEXT_NONE : ask->detail,
					      .created = now,
					      .taken = handed ? INSTANT_NONE : now,
					      .expires = instant_add(now, handed ? VISIT_TOKEN_US : VISIT_LIFE_US),
				      });
}

static enum outcome begin(struct context *ctx, void *state)
{
	struct beginning *beginning = state;
	struct customer_row row;
	int64_t removed;
	TRY(customers_get(ctx, beginning->ask->customer, &row));
	if (!visit_has_account(&row))
		return context_conflict(ctx, TEXT_NONE, "no_account",
					N_("Guests and customers in the trash have no account to sign in to."),
					TEXT_NONE);
	TRY(find_channel(ctx, &row, beginning));
	TRY(visit_remove_old(ctx->writer, instant_add(context_now(ctx), -VISIT_KEPT_US), &removed));
	TRY(add(ctx, beginning));
	return record(ctx, beginning);
}

enum outcome visits_begin(struct context *ctx, const struct visit_ask *ask, struct visit_begun *ret_begun)
{
	struct beginning beginning = {.ask = ask, .begun = {.token = token_make(ctx->arena)}};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_VISIT));
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return FORBIDDEN;
	if (context_now(ctx).us - ask->confirmed.us > FRESH_US)
		return context_conflict(
			ctx, TEXT_NONE, "not_fresh",
			N_("You gave your password more than half an hour ago. Sign out and in again first."),
			TEXT_NONE);
	TRY(context_transact(ctx, begin, &beginning));
	*ret_begun = beginning.begun;
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
	*ret_visit = (struct visit){customers_row_of(&any), row.staff_id, row.name, row.language, row.zone, false};
	if (!visit_has_account(&ret_visit->row))
		return NOT_FOUND;
	ret_visit->view_only = visit_is_view_only(&ret_visit->row, context_now(ctx));
	accounts_become(ctx, &ret_visit->row);
	ctx->actor.acting_as = row.staff_id;
	return DONE;
}

static enum outcome end(struct context *ctx, void *state)
{
	const struct bytes *hash = state;
	int64_t changed;
	return visit_end(ctx->writer, context_now(ctx), *hash, &changed);
}

enum outcome visits_end(struct context *ctx, struct secret token)
{
	struct bytes hash = token_hash(ctx->arena, token);
	return context_transact(ctx, end, &hash);
}
