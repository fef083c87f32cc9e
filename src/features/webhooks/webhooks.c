/* Making, changing and taking away webhooks; looking at their deliveries. */
#include "features/webhooks/webhooks.h"

#include "base/buffer.h"
#include "features/audit/audit.h"
#include "features/webhooks/webhooks_payload.h"
#include "outbound/outbound.h"
#include "webhooks.sql.h"

#define EVENTS_MOST 4000

/* Whoever sees some of the customers would hear of all. */
static enum outcome check_scope(struct context *ctx)
{
	if (ctx->session.scope == STORE_SCOPE_ALL)
		return DONE;
	return problems_refuse(ctx->problems, FORBIDDEN,
			       (struct problem){.code = "not_all_customers",
						.message = N_("Only who sees all customers manages webhooks.")});
}

/* ---- reading ---- */

static struct webhook webhook_of(const struct webhook_list *row)
{
	return (struct webhook){
		.id = row->id,
		.version = row->version,
		.url = row->url,
		.description = row->description,
		.events = row->events,
		.channel = row->channel_id,
		.detailed = row->detailed,
		.active = row->active,
		.secret = {row->secret},
		.previous = {row->previous},
		.previous_until = row->previous_until,
		.created = row->created,
		.failing_since = row->failing_since,
		.rests_until = row->rests_until,
		.stopped = row->stopped,
		.failures = row->failures,
		.stopped_why = row->stopped_why,
	};
}

enum outcome webhooks_list(struct context *ctx, struct webhook **ret_list, size_t *ret_count)
{
	const struct webhook_list *rows;
	TRY(check_scope(ctx));
	TRY(context_read(ctx));
	TRY(webhook_list(ctx->reader, &rows, ret_count));
	*ret_list = arena_take_array(ctx->arena, *ret_count, sizeof **ret_list);
	for (size_t i = 0; i < *ret_count; i++)
		(*ret_list)[i] = webhook_of(&rows[i]);
	return DONE;
}

enum outcome webhooks_get(struct context *ctx, struct webhook_id id, struct webhook *ret_webhook)
{
	struct webhook *list;
	size_t count;
	TRY(webhooks_list(ctx, &list, &count));
	for (size_t i = 0; i < count; i++)
		if (list[i].id.value == id.value) {
			*ret_webhook = list[i];
			return DONE;
		}
	return NOT_FOUND;
}

bool webhooks_wants(const struct webhook *webhook, struct text event)
{
	struct text rest = webhook->events, word;
	if (text_equal(rest, TEXT("*")))
		return true;
	while (text_next(&rest, ' ', &word))
		if (text_equal(word, event))
			return true;
	return false;
}

/* ---- changing ---- */

static enum outcome check_url(struct context *ctx, const struct webhook_ask *ask)
{
	if (!outbound_url_fits(ask->url))
		return context_invalid(ctx, TEXT("url"), "not_an_address",
				       N_("This is no address that can be called: https://shop.example.com/hooks"),
				       TEXT_NONE);
	if (outbound_url_is_forbidden(ask->url, ask->allowed))
		return context_invalid(ctx, TEXT("url"), "private_address",
				       N_("This address is not public. Whoever runs the server can allow its network."),
				       TEXT_NONE);
	return DONE;
}

/* Of those of the log, what webhooks may tell. */
#define TOLD_true(name) name,
#define TOLD_false(name)
const char *const webhook_event_words[] = {
	"*",
#define EVENT(name, label, icon, told, object, fields) TOLD_##told(name)
#include "service/event_names.def"
#undef EVENT
	"customer.erased",
	NULL,
};

static bool event_exists(struct text name)
{
	for (const char *const *word = webhook_event_words; *word; word++)
		if (text_equal(name, text_of(*word)))
			return true;
	return false;
}

/* "*", or the names with blanks between them. */
static enum outcome read_events(struct context *ctx, const struct webhook_ask *ask, struct text *ret_events)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(EVENTS_MOST);
	*ret_events = TEXT("*");
	if (ask->event_count == 0)
		return context_invalid(ctx, TEXT("events"), "required", N_("Choose what is told."), TEXT_NONE);
	for (size_t i = 0; i < ask->event_count; i++) {
		if (text_equal(ask->events[i], TEXT("*")))
			return DONE;
		if (!event_exists(ask->events[i]))
			return context_invalid(ctx, TEXT("events"), "unknown", N_("“{0}” is no event that is told."),
					       ask->events[i], TEXT_NONE);
		buffer_add(&out, i ? TEXT(" ") : TEXT(""));
		buffer_add(&out, ask->events[i]);
	}
	*ret_events = text_copy(ctx->arena, buffer_text(&out));
	return buffer_failed(&out) ? FAULT : DONE;
}

static enum outcome check(struct context *ctx, const struct webhook_ask *ask, struct text *ret_events)
{
	TRY(check_scope(ctx));
	TRY(check_url(ctx, ask));
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_READ));
	if (ask->detailed)
		TRY(context_need(ctx, PERMISSION_EVENTS_READ));
	return read_events(ctx, ask, ret_events);
}

struct changing {
	const struct webhook_ask *ask;
	struct webhook_id id;
	struct text events;
	struct secret secret;
};

static enum outcome check_channel(struct context *ctx, struct channel_id wanted)
{
	const struct webhook_channels *rows;
	size_t count;
	if (!wanted.value)
		return DONE;
	TRY(webhook_channels(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == wanted.value)
			return DONE;
	return context_invalid(ctx, TEXT("channel"), "unknown", N_("There is no such sales channel."), TEXT_NONE);
}

static enum outcome note(struct context *ctx, const char *name, struct webhook_id id, struct text url)
{
	const struct audit_change change = {"url", TEXT_NONE, url};
	return audit_add(ctx, &(struct audit_record){name, "webhook", id.value, &change, 1});
}

static struct text words_of(struct text given)
{
	return text_is_none(given) ? TEXT("") : given;
}

static enum outcome add(struct context *ctx, void *state)
{
	struct changing *changing = state;
	const struct webhook_ask *ask = changing->ask;
	TRY(check_channel(ctx, ask->channel));
	TRY(store_next_id(ctx->store, TEXT("webhook"), &changing->id.value));
	TRY(webhook_insert(ctx->writer, &(struct webhook_insert_in){
						.id = changing->id,
						.url = ask->url,
						.description = words_of(ask->description),
						.events = changing->events,
						.channel_id = ask->channel,
						.detailed = ask->detailed,
						.active = ask->active,
						.secret = changing->secret.value,
						.created = context_now(ctx),
						.made_by = {ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0},
					}));
	return note(ctx, "webhook.added", changing->id, ask->url);
}

enum outcome webhooks_add(struct context *ctx, const struct webhook_ask *ask, struct webhook_id *ret_id,
			  struct secret *ret_secret)
{
	struct changing changing = {.ask = ask, .secret = webhook_make_secret(ctx->arena)};
	TRY(check(ctx, ask, &changing.events));
	TRY(context_transact(ctx, add, &changing));
	*ret_id = changing.id;
	*ret_secret = changing.secret;
	return DONE;
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	const struct webhook_ask *ask = changing->ask;
	struct webhook webhook;
	int64_t changed;
	TRY(webhooks_get(ctx, changing->id, &webhook));
	TRY(check_channel(ctx, ask->channel));
	TRY(webhook_update(ctx->writer,
			   &(struct webhook_update_in){
				   .url = ask->url,
				   .description = words_of(ask->description),
				   .events = changing->events,
				   .channel_id = ask->channel,
				   .detailed = ask->detailed,
				   .active = ask->active,
				   .id = changing->id,
				   .version = ask->version,
			   },
			   &changed));
	if (!changed)
		return context_conflict(ctx, TEXT_NONE, "changed_meanwhile",
					N_("Somebody else has changed it meanwhile. Look at it again."), TEXT_NONE);
	return note(ctx, "webhook.changed", changing->id, ask->url);
}

enum outcome webhooks_change(struct context *ctx, struct webhook_id id, const struct webhook_ask *ask)
{
	struct changing changing = {.ask = ask, .id = id};
	TRY(check(ctx, ask, &changing.events));
	return context_transact(ctx, change, &changing);
}

static enum outcome take_away(struct context *ctx, void *state)
{
	const struct webhook_id *id = state;
	struct webhook webhook;
	TRY(webhooks_get(ctx, *id, &webhook));
	TRY(webhook_remove(ctx->writer, *id));
	return note(ctx, "webhook.removed", *id, webhook.url);
}

enum outcome webhooks_remove(struct context *ctx, struct webhook_id id)
{
	return context_transact(ctx, take_away, &id);
}

static enum outcome rotate(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	struct webhook webhook;
	TRY(webhooks_get(ctx, changing->id, &webhook));
	TRY(webhook_rotate(ctx->writer, instant_add(context_now(ctx), WEBHOOK_BOTH_US), changing->secret.value,
			   changing->id));
	return note(ctx, "webhook.secret_changed", changing->id, webhook.url);
}

enum outcome webhooks_rotate(struct context *ctx, struct webhook_id id, struct secret *ret_secret)
{
	struct changing changing = {.id = id, .secret = webhook_make_secret(ctx->arena)};
	*ret_secret = changing.secret;
	return context_transact(ctx, rotate, &changing);
}

/* ---- deliveries ---- */

enum outcome webhooks_test(struct context *ctx, struct webhook_id id, struct outbox_item_id *ret_item)
{
	struct webhook webhook;
	TRY(webhooks_get(ctx, id, &webhook));
	return outbox_add(ctx,
			  &(struct outbox_ask){
				  .kind = "webhook",
				  .what = "webhook.test",
				  .sent_to = id.value,
				  .recipient = webhook.url,
				  .subject = TEXT("webhook.test"),
				  .body = webhook_write_test(ctx, id),
			  },
			  ret_item);
}

enum outcome webhooks_get_delivery(struct context *ctx, struct webhook_id id, struct outbox_item_id item,
				   struct outbox_item *ret_item)
{
	TRY(check_scope(ctx));
	TRY(outbox_get(ctx, item, ret_item));
	return text_equal(ret_item->kind, TEXT("webhook")) && ret_item->sent_to == id.value ? DONE : NOT_FOUND;
}

struct repeating {
	struct webhook_id id;
	struct outbox_item_id item;
};

/* Whoever asks does not want to wait until the receiver's rest is over. */
static enum outcome repeat(struct context *ctx, void *state)
{
	const struct repeating *repeating = state;
	struct outbox_item item;
	int64_t changed;
	TRY(webhooks_get_delivery(ctx, repeating->id, repeating->item, &item));
	TRY(webhook_wake(ctx->writer, repeating->id, &changed));
	return outbox_repeat(ctx, repeating->item);
}

enum outcome webhooks_send_again(struct context *ctx, struct webhook_id id, struct outbox_item_id item)
{
	return context_transact(ctx, repeat, &(struct repeating){id, item});
}
