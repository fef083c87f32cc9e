/* What is told: deliveries are put into the outbox in the transaction of their cause. */
#include "features/webhooks/webhooks.h"
#include "features/webhooks/webhooks_payload.h"
#include "webhooks.sql.h"

static enum outcome put(struct context *ctx, const struct webhook_list *row, struct outbox_ask ask)
{
	struct outbox_item_id item;
	ask.kind = "webhook";
	ask.sent_to = row->id.value;
	ask.recipient = row->url;
	ask.subject = text_of(ask.what);
	return outbox_add(ctx, &ask, &item);
}

static bool wants(const struct webhook_list *row, const char *event)
{
	const struct webhook webhook = {.events = row->events};
	return row->active && webhooks_wants(&webhook, text_of(event));
}

static enum outcome sees(struct context *ctx, const struct webhook_list *row, struct customer_id customer,
			 bool *ret_sees)
{
	struct webhook_sees seen;
	*ret_sees = true;
	if (!row->channel_id.value)
		return DONE;
	return webhook_sees(ctx->reader, customer, row->channel_id, ret_sees, &seen);
}

enum outcome webhooks_follow(struct context *ctx, const struct event *event, struct event_id id)
{
	const struct webhook_list *rows;
	size_t count;
	TRY(webhook_list(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		bool seen;
		if (!wants(&rows[i], event->name) || !event_is_told(text_of(event->name)))
			continue;
		TRY(sees(ctx, &rows[i], event->customer, &seen));
		if (seen)
			TRY(put(ctx, &rows[i],
				(struct outbox_ask){
					.what = event->name, .customer = event->customer, .cause = id.value}));
	}
	return DONE;
}

/* Nothing of theirs is in it, so it stays when they go. */
enum outcome webhooks_follow_erase(struct context *ctx, struct customer_id customer)
{
	const struct webhook_list *rows;
	size_t count;
	TRY(webhook_list(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		bool seen;
		if (!wants(&rows[i], "customer.erased"))
			continue;
		TRY(sees(ctx, &rows[i], customer, &seen));
		if (seen)
			TRY(put(ctx, &rows[i],
				(struct outbox_ask){.what = "customer.erased",
						    .cause = customer.value,
						    .body = webhook_write_erased(ctx, customer)}));
	}
	return DONE;
}
