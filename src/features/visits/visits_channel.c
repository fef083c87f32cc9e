/* Visits in channels: which take staff in, the exchange of the token that they are handed, ending before their time. */
#include "features/visits/visits_who.h"
#include "service/events.h"

enum outcome visits_list_channels(struct context *ctx, const struct customer_row *row,
				  struct visit_channels *ret_channels)
{
	struct staff_id limited = {ctx->session.scope == STORE_SCOPE_CHANNELS ? ctx->actor.id : 0};
	struct visit_channel_list *list;
	TRY(context_read(ctx));
	TRY(visit_channel_list(ctx->reader, limited, &list, &ret_channels->count));
	ret_channels->list = list;
	ret_channels->own = false;
	for (size_t i = 0; i < ret_channels->count && !ret_channels->own; i++)
		if (list[i].channel_id.value == row->channel_id.value) {
			struct visit_channel_list own = list[i];
			for (size_t j = i; j > 0; j--)
				list[j] = list[j - 1];
			list[0] = own;
			ret_channels->own = true;
		}
	return DONE;
}

struct taking {
	struct channel_id channel;
	struct bytes hash;
	struct visit_taken *taken;
	bool found;
};

static enum outcome read_customer(struct context *ctx, struct taking *taking, struct customer_id customer)
{
	struct customer_row_any any;
	TRY(customer_row_any(ctx->reader, customer, &taking->found, &any));
	if (!taking->found)
		return DONE;
	taking->taken->row = customers_row_of(&any);
	taking->taken->view_only = visit_is_view_only(&taking->taken->row, context_now(ctx));
	taking->found = visit_has_account(&taking->taken->row);
	return DONE;
}

static enum outcome take(struct context *ctx, void *state)
{
	struct taking *taking = state;
	struct visit_taken *taken = taking->taken;
	struct instant now = context_now(ctx);
	struct visit_find_handed row;
	int64_t changed;
	TRY(visit_find_handed(ctx->reader, taking->hash, taking->channel, now, &taking->found, &row));
	if (!taking->found)
		return DONE;
	TRY(read_customer(ctx, taking, row.customer_id));
	if (!taking->found)
		return DONE;
	taken->id = row.id;
	taken->staff = row.staff_id;
	taken->staff_name = row.staff_name;
	taken->reason = row.reason;
	taken->detail = row.detail;
	taken->until = instant_add(now, VISIT_LIFE_US);
	TRY(visit_take(ctx->writer, now, taken->until, taking->hash, &changed));
	taking->found = changed == 1;
	return DONE;
}

enum outcome visits_take(struct context *ctx, struct channel_id channel, struct secret token, bool *ret_found,
			 struct visit_taken *ret_taken)
{
	struct taking taking = {.channel = channel, .hash = token_hash(ctx->arena, token), .taken = ret_taken};
	TRY(context_transact(ctx, take, &taking));
	*ret_found = taking.found;
	return DONE;
}

/* ---- by the clock ---- */

static enum outcome end_one(struct context *ctx, const struct visit_list_cut_short *row)
{
	const struct event_change change = {"channel", TEXT_NONE, row->channel};
	int64_t changed;
	TRY(visit_end(ctx->writer, context_now(ctx), row->token_hash, &changed));
	if (!changed)
		return DONE;
	return events_record(ctx, &(struct event){
					  .customer = row->customer_id,
					  .name = "customer.visit_ended",
					  .object_kind = "visit",
					  .object_id = row->id.value,
					  .changes = &change,
					  .change_count = 1,
				  });
}

struct cutting {
	int64_t most, ended;
};

static enum outcome end_cut_short(struct context *ctx, void *state)
{
	struct cutting *cutting = state;
	struct visit_list_cut_short *rows;
	size_t count;
	TRY(visit_list_cut_short(ctx->reader, context_now(ctx), cutting->most, &rows, &count));
	for (size_t i = 0; i < count; i++)
		TRY(end_one(ctx, &rows[i]));
	cutting->ended = (int64_t)count;
	return DONE;
}

/* Looks before it writes, since mostly there is none. */
enum outcome visits_end_cut_short(struct context *ctx, int64_t most, int64_t *ret_ended)
{
	struct visit_list_cut_short *rows;
	struct cutting cutting = {.most = most};
	size_t count;
	TRY(context_read(ctx));
	TRY(visit_list_cut_short(ctx->reader, context_now(ctx), 1, &rows, &count));
	if (count)
		TRY(context_transact(ctx, end_cut_short, &cutting));
	*ret_ended = cutting.ended;
	return DONE;
}
