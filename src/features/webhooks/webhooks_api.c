/* Webhooks and their deliveries as JSON. */
#include "features/webhooks/webhooks.h"
#include "features/webhooks/webhooks_payload.h"
#include "web/api.h"
#include "web/web.h"
#include "webhooks.routes.h"

/* `secret` none: it was shown before. */
static void write(struct json_writer *json, const struct webhook *webhook, struct text secret)
{
	struct text rest = webhook->events, word;
	json_begin_object(json);
	json_pair_id(json, "id", webhook->id.value);
	json_pair_number(json, "version", webhook->version);
	json_pair_text(json, "url", webhook->url);
	json_pair_text(json, "description", webhook->description);
	json_add_key(json, "events");
	json_begin_array(json);
	while (text_next(&rest, ' ', &word))
		json_add_text(json, word);
	json_end_array(json);
	json_pair_id(json, "channel", webhook->channel.value);
	json_pair_flag(json, "detailed", webhook->detailed);
	json_pair_flag(json, "active", webhook->active);
	json_pair_instant(json, "created", webhook->created);
	json_pair_instant(json, "failing_since", webhook->failing_since);
	json_pair_instant(json, "stopped", webhook->stopped);
	json_pair_text(json, "stopped_why", webhook->stopped_why);
	json_pair_text(json, "secret", secret);
	json_end_object(json);
}

static enum outcome show(struct request *request, struct webhook_id id, struct text secret)
{
	struct webhook webhook;
	TRY(webhooks_get(request->ctx, id, &webhook));
	struct json_writer json = api_begin(request, 200);
	write(&json, &webhook, secret);
	return api_end_tagged(request, webhook.version);
}

enum outcome webhooks_list_api(struct request *request, const struct webhooks_list_api *in)
{
	struct webhook *rows;
	size_t count;
	(void)in;
	TRY(webhooks_list(request->ctx, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write(&list.json, &rows[i], TEXT_NONE);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome webhooks_get_api(struct request *request, const struct webhooks_get_api *in)
{
	return show(request, in->webhook, TEXT_NONE);
}

enum outcome webhooks_add_api(struct request *request, const struct webhooks_add_api *in)
{
	const struct webhook_ask ask = {
		.url = in->url,
		.description = in->description,
		.events = in->events,
		.event_count = in->events_count,
		.channel = in->channel,
		.detailed = in->detailed,
		.active = in->has_active ? in->active : true,
		.allowed = web_allowed(request->web),
	};
	struct webhook webhook;
	struct webhook_id id;
	struct secret secret;
	TRY(webhooks_add(request->ctx, &ask, &id, &secret));
	TRY(webhooks_get(request->ctx, id, &webhook));
	struct json_writer json = api_created(request, webhooks_get_api_url(request->ctx->arena, id));
	write(&json, &webhook, secret.value);
	return api_end_tagged(request, webhook.version);
}

/* What stands there now, in the form of an ask. */
static struct webhook_ask ask_of(struct request *request, const struct webhook *webhook)
{
	struct text rest = webhook->events, *list = arena_take_array(request->ctx->arena, rest.size + 1, sizeof *list);
	struct webhook_ask ask = {
		.url = webhook->url,
		.description = webhook->description,
		.events = list,
		.channel = webhook->channel,
		.detailed = webhook->detailed,
		.active = webhook->active,
		.allowed = web_allowed(request->web),
		.version = webhook->version,
	};
	while (text_next(&rest, ' ', &list[ask.event_count]))
		ask.event_count++;
	return ask;
}

struct patching {
	struct request *request;
	const struct webhooks_change_api *in;
};

static enum outcome patch(struct context *ctx, void *state)
{
	const struct patching *patching = state;
	const struct webhooks_change_api *in = patching->in;
	struct webhook webhook;
	TRY(webhooks_get(ctx, in->webhook, &webhook));
	TRY(api_match(patching->request, webhook.version));
	struct webhook_ask ask = ask_of(patching->request, &webhook);
	if (in->has_url)
		ask.url = in->url;
	if (in->has_description)
		ask.description = in->description;
	if (in->has_events) {
		ask.events = in->events;
		ask.event_count = in->events_count;
	}
	if (in->has_channel)
		ask.channel = in->channel;
	if (in->has_detailed)
		ask.detailed = in->detailed;
	if (in->has_active)
		ask.active = in->active;
	return webhooks_change(ctx, in->webhook, &ask);
}

enum outcome webhooks_change_api(struct request *request, const struct webhooks_change_api *in)
{
	TRY(context_transact(request->ctx, patch, &(struct patching){request, in}));
	return show(request, in->webhook, TEXT_NONE);
}

struct removing {
	struct request *request;
	struct webhook_id webhook;
};

static enum outcome take_away(struct context *ctx, void *state)
{
	const struct removing *removing = state;
	struct webhook webhook;
	TRY(webhooks_get(ctx, removing->webhook, &webhook));
	TRY(api_match(removing->request, webhook.version));
	return webhooks_remove(ctx, removing->webhook);
}

enum outcome webhooks_remove_api(struct request *request, const struct webhooks_remove_api *in)
{
	TRY(context_transact(request->ctx, take_away, &(struct removing){request, in->webhook}));
	return api_done(request);
}

enum outcome webhooks_secret_api(struct request *request, const struct webhooks_secret_api *in)
{
	struct secret secret;
	TRY(webhooks_rotate(request->ctx, in->webhook, &secret));
	return show(request, in->webhook, secret.value);
}

/* ---- deliveries ---- */

static void write_delivery(struct request *request, struct json_writer *json, const struct outbox_item *item)
{
	bool waits = item->state == OUTBOX_STATE_WAITING;
	json_begin_object(json);
	json_pair_id(json, "id", item->id.value);
	json_pair_text(json, "message", webhook_message_id(request->ctx->arena, item->id));
	json_pair_text(json, "type", item->what);
	json_pair_text(json, "state", outbox_state_key(item->state));
	json_pair_number(json, "attempts", item->attempts);
	json_pair_instant(json, "created", item->created);
	json_pair_instant(json, "due", waits ? item->due : INSTANT_NONE);
	json_pair_instant(json, "finished", item->finished);
	json_pair_id(json, "status", item->code);
	json_pair_text(json, "answer", item->answer);
	json_add_key(json, "payload");
	json_add_raw(json, item->body);
	json_end_object(json);
}

static enum outcome show_delivery(struct request *request, struct webhook_id id, struct outbox_item_id item, int status)
{
	struct outbox_item found;
	TRY(webhooks_get_delivery(request->ctx, id, item, &found));
	struct json_writer json = api_begin(request, status);
	write_delivery(request, &json, &found);
	return DONE;
}

enum outcome webhooks_test_api(struct request *request, const struct webhooks_test_api *in)
{
	struct outbox_item_id item;
	TRY(webhooks_test(request->ctx, in->webhook, &item));
	return show_delivery(request, in->webhook, item, 202);
}

enum outcome webhooks_deliveries_api(struct request *request, const struct webhooks_deliveries_api *in)
{
	struct outbox_list_ask ask = {.kind = "webhook", .all = true, .most = in->limit + 1};
	struct api_place place;
	struct webhook webhook;
	struct outbox_item *items;
	struct text next = TEXT_NONE;
	int64_t total;
	size_t count;
	TRY(context_read_together(request->ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	ask.before = place.id;
	TRY(webhooks_get(request->ctx, in->webhook, &webhook));
	TRY(outbox_count_sent_to(request->ctx, &ask, in->webhook.value, &total));
	TRY(outbox_list_sent_to(request->ctx, &ask, in->webhook.value, &items, &count));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		const struct outbox_item *last = &items[count - 1];
		TRY(api_cursor_write(request, (struct api_place){last->created, last->id.value}, &next));
	}
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_delivery(request, &list.json, &items[i]);
	return api_list_end(&list, total, next);
}

enum outcome webhooks_delivery_api(struct request *request, const struct webhooks_delivery_api *in)
{
	return show_delivery(request, in->webhook, in->item, 200);
}

enum outcome webhooks_again_api(struct request *request, const struct webhooks_again_api *in)
{
	TRY(webhooks_send_again(request->ctx, in->webhook, in->item));
	return show_delivery(request, in->webhook, in->item, 202);
}
