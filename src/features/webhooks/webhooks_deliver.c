/* Deliveries out of the outbox: calling, and what an answer means for the webhook. */
#include "features/audit/audit.h"
#include "features/notifications/notifications.h"
#include "features/staff/staff.h"
#include "features/webhooks/webhooks.h"
#include "features/webhooks/webhooks_payload.h"
#include "outbound/outbound.h"
#include "webhooks.sql.h"

enum outcome webhooks_ready(struct context *ctx, bool *ret_ready)
{
	(void)ctx;
	*ret_ready = true;
	return DONE;
}

void webhooks_close(void *connection)
{
	outbound_close(connection);
}

static bool is_test(const struct outbox_item *item)
{
	return text_equal(item->what, TEXT("webhook.test"));
}

/* ---- calling ---- */

static struct outbound_reply call(struct context *ctx, const struct webhook *webhook, const struct outbox_item *item,
				  struct outbox_sender *sender, struct text body)
{
	struct instant now = context_now(ctx);
	struct text id = webhook_message_id(ctx->arena, item->id);
	const struct outbound_header headers[] = {
		{"Content-Type", TEXT("application/json")},
		{"webhook-id", id},
		{"webhook-timestamp", text_of_number(ctx->arena, now.us / SECOND_US)},
		{"webhook-signature", webhook_sign(ctx->arena, webhook, id, now, body)},
	};
	if (!sender->connection)
		sender->connection = outbound_open();
	return outbound_post(sender->connection, ctx->arena,
			     &(struct outbound_call){
				     .url = webhook->url,
				     .headers = headers,
				     .header_count = sizeof headers / sizeof *headers,
				     .body = body,
				     .allowed = sender->allowed,
				     .most_s = WEBHOOK_MOST_S,
			     });
}

/* The receiver itself is not there, or asks for a pause: what else waits for it waits too. Else it is about this one
 * event, and the others go on. */
static bool receiver_is_away(int64_t status)
{
	return status == 0 || status == 429 || status == 502 || status == 503 || status == 504;
}

static struct instant rest_of(const struct context *ctx, const struct webhook *webhook)
{
	int64_t pause = outbox_pause_us(webhook->failures + 1);
	return instant_add(context_now(ctx), pause < WEBHOOK_REST_US ? pause : WEBHOOK_REST_US);
}

static struct outbox_reply judge(const struct context *ctx, const struct webhook *webhook,
				 const struct outbound_reply *heard)
{
	struct outbox_reply reply = {.end = OUTBOX_LATER, .code = heard->status, .answer = heard->answer};
	if (heard->end == OUTBOUND_FORBIDDEN)
		reply.answer = TEXT("This address is not public, so it is not called.");
	if (heard->status >= 200 && heard->status < 300)
		reply.end = OUTBOX_SENT;
	else if (heard->status == 410)
		reply.end = OUTBOX_REFUSED;
	else if (receiver_is_away(heard->status))
		reply.due = rest_of(ctx, webhook);
	return reply;
}

enum outcome webhooks_deliver(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
			      struct outbox_reply *ret_reply)
{
	struct webhook webhook;
	struct text body = item->body;
	enum outcome outcome = webhooks_get(ctx, (struct webhook_id){item->sent_to}, &webhook);
	*ret_reply = (struct outbox_reply){.end = OUTBOX_DROPPED};
	if (outcome == NOT_FOUND || (outcome == DONE && !webhook.active && !is_test(item)))
		return DONE;
	TRY(outcome);
	if (!is_test(item) && webhook.rests_until.us > context_now(ctx).us) {
		*ret_reply = (struct outbox_reply){.end = OUTBOX_PUT_OFF, .due = webhook.rests_until};
		return outbox_put_off(ctx, "webhook", item->sent_to, webhook.rests_until);
	}
	if (text_is_none(body))
		outcome = webhook_write_event(ctx, &webhook, item, &body);
	if (outcome == NOT_FOUND)
		return DONE;
	TRY(outcome);
	struct outbound_reply heard = call(ctx, &webhook, item, outbox_try_sender(try), body);
	*ret_reply = judge(ctx, &webhook, &heard);
	ret_reply->body = body;
	return DONE;
}

/* ---- what follows ---- */

static enum outcome set_health(struct context *ctx, struct webhook_id id, struct instant since, int64_t failures,
			       struct instant rests_until)
{
	int64_t changed;
	return webhook_set_health(ctx->writer, since, failures, rests_until, id, &changed);
}

static enum outcome stop(struct context *ctx, const struct webhook *webhook, const char *why)
{
	const struct audit_change changes[] = {{"url", TEXT_NONE, webhook->url}, {"reason", TEXT_NONE, text_of(why)}};
	int64_t stopped;
	TRY(webhook_stop(ctx->writer, context_now(ctx), text_of(why), webhook->id, &stopped));
	if (!stopped)
		return DONE;
	TRY(notifications_tell(ctx, &(struct notification_ask){
					    .kind = NOTIFICATION_KIND_WEBHOOK_STOPPED,
					    .object = webhook->id.value,
					    .occasion = context_now(ctx).us,
					    .detail = TEXT_NONE,
				    }));
	return audit_add(ctx, &(struct audit_record){"webhook.stopped", "webhook", webhook->id.value, changes, 2});
}

static enum outcome failed(struct context *ctx, const struct webhook *webhook, const struct outbox_item *item)
{
	struct instant now = context_now(ctx);
	struct instant since = instant_is_none(webhook->failing_since) ? now : webhook->failing_since;
	bool away = receiver_is_away(item->code);
	TRY(set_health(ctx, webhook->id, since, webhook->failures + 1, away ? item->due : INSTANT_NONE));
	if (item->code == 410)
		return stop(ctx, webhook, "gone");
	if (now.us - since.us >= WEBHOOK_FAILING_US)
		return stop(ctx, webhook, "failing");
	return away ? outbox_put_off(ctx, "webhook", webhook->id.value, item->due) : DONE;
}

enum outcome webhooks_ended(struct context *ctx, const struct outbox_item *item)
{
	struct webhook webhook;
	enum outcome outcome = webhooks_get(ctx, (struct webhook_id){item->sent_to}, &webhook);
	/* Nobody was called. */
	if (outcome == NOT_FOUND || item->state == OUTBOX_STATE_CANCELLED)
		return DONE;
	TRY(outcome);
	if (item->state != OUTBOX_STATE_SENT)
		return failed(ctx, &webhook, item);
	return instant_is_none(webhook.failing_since) ? DONE
						      : set_health(ctx, webhook.id, INSTANT_NONE, 0, INSTANT_NONE);
}
