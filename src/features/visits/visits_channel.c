/* Visits in channels: which take staff in, and the exchange of the token that they are handed. */
#include "features/visits/visits_who.h"

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
