/* Payloads as JSON, and signatures. */
#include "features/webhooks/webhooks_payload.h"

#include "events.sql.h"
#include "features/customers/customers.h"
#include "format/json_write.h"
#include "webhooks.sql.h"

#include <sodium.h>

#define PAYLOAD_MOST (1u << 20)
#define SECRET_MARK  "whsec_"
#define KEY_SIZE     32
#define KEY_TEXT     sodium_base64_ENCODED_LEN(KEY_SIZE, sodium_base64_VARIANT_ORIGINAL)
#define MAC_SIZE     crypto_auth_hmacsha256_BYTES
#define MAC_TEXT     sodium_base64_ENCODED_LEN(MAC_SIZE, sodium_base64_VARIANT_ORIGINAL)

/* ---- payloads ---- */

struct payload {
	struct event_find event;
	const struct event_value_list *values;
	size_t count;
	bool detailed;
};

/* Up to what is told, which is one object. */
static void begin(struct json_writer *json, struct text type, struct instant at)
{
	json_begin_object(json);
	json_pair_text(json, "type", type);
	json_pair_instant(json, "timestamp", at);
	json_add_key(json, "data");
	json_begin_object(json);
}

static struct text end(struct context *ctx, struct json_writer *json)
{
	json_end_object(json);
	json_end_object(json);
	return text_copy(ctx->arena, buffer_text(json->out));
}

static void write_changes(struct json_writer *json, const struct payload *payload)
{
	json_add_key(json, "changes");
	json_begin_array(json);
	for (size_t i = 0; i < payload->count; i++) {
		json_begin_object(json);
		json_pair_text(json, "field", payload->values[i].field);
		if (payload->detailed) {
			json_pair_text(json, "old", payload->values[i].old);
			json_pair_text(json, "new", payload->values[i].new);
		}
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_actor(struct json_writer *json, const struct event_find *event)
{
	json_add_key(json, "actor");
	json_begin_object(json);
	json_pair_text(json, "kind", actor_kind_key(event->actor_kind));
	json_pair_id(json, "id", event->actor_id);
	json_pair_text(json, "name", event->actor_name);
	json_end_object(json);
}

/* Up to the customer. */
static void begin_event(struct json_writer *json, const struct payload *payload)
{
	const struct event_find *event = &payload->event;
	begin(json, event->name, event->at);
	json_pair_id(json, "event", event->id.value);
	json_pair_text(json, "object_kind", event->object_kind);
	json_pair_id(json, "object_id", event->object_id);
	write_changes(json, payload);
	if (payload->detailed)
		write_actor(json, event);
	json_add_key(json, "customer");
}

/* A customer may have left its channel since the event. */
static enum outcome check_sees(struct context *ctx, const struct webhook *webhook, struct customer_id customer)
{
	struct webhook_sees row;
	bool found = true;
	if (webhook->channel.value)
		TRY(webhook_sees(ctx->reader, customer, webhook->channel, &found, &row));
	return found ? DONE : NOT_FOUND;
}

enum outcome webhook_write_event(struct context *ctx, const struct webhook *webhook, const struct outbox_item *item,
				 struct text *ret_body)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PAYLOAD_MOST);
	struct json_writer json = json_writer_make(&out);
	struct payload payload = {.detailed = webhook->detailed};
	struct event_value_list *values;
	bool found;
	TRY(context_read_together(ctx));
	TRY(check_sees(ctx, webhook, item->customer));
	TRY(event_find(ctx->reader, item->customer, (struct event_id){item->cause}, &found, &payload.event));
	if (!found)
		return NOT_FOUND;
	TRY(event_value_list(ctx->reader, payload.event.id, item->customer, &values, &payload.count));
	payload.values = values;
	begin_event(&json, &payload);
	TRY(customers_write_json(ctx, item->customer, &json));
	*ret_body = end(ctx, &json);
	return buffer_failed(&out) ? FAULT : DONE;
}

enum outcome webhook_write_sample(struct context *ctx, struct text event, struct text *ret_body)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PAYLOAD_MOST);
	struct json_writer json = json_writer_make(&out);
	const struct event_sample sample = event_sample(event);
	struct event_value_list *values = arena_take_array(ctx->arena, sample.fields.size + 1, sizeof *values);
	struct text fields = sample.fields, field;
	struct payload payload = {
		.event = {.id = {815}, .name = event, .at = context_now(ctx), .object_kind = sample.object_kind},
		.values = values,
	};
	payload.event.object_id = text_equal(sample.object_kind, TEXT("customer")) ? 42 : 1;
	while (text_next(&fields, ' ', &field))
		if (!text_is_empty(field))
			values[payload.count++].field = field;
	begin_event(&json, &payload);
	TRY(customers_write_sample(ctx, &json));
	*ret_body = end(ctx, &json);
	return buffer_failed(&out) ? FAULT : DONE;
}

struct text webhook_write_test(struct context *ctx, struct webhook_id id)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PAYLOAD_MOST);
	struct json_writer json = json_writer_make(&out);
	begin(&json, TEXT("webhook.test"), context_now(ctx));
	json_pair_id(&json, "webhook", id.value);
	return end(ctx, &json);
}

struct text webhook_write_erased(struct context *ctx, struct customer_id customer)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PAYLOAD_MOST);
	struct json_writer json = json_writer_make(&out);
	begin(&json, TEXT("customer.erased"), context_now(ctx));
	json_add_key(&json, "customer");
	json_begin_object(&json);
	json_pair_id(&json, "id", customer.value);
	json_end_object(&json);
	return end(ctx, &json);
}

/* ---- signatures ---- */

struct secret webhook_make_secret(struct arena *arena)
{
	unsigned char key[KEY_SIZE];
	char word[KEY_TEXT];
	randombytes_buf(key, sizeof key);
	sodium_bin2base64(word, sizeof word, key, sizeof key, sodium_base64_VARIANT_ORIGINAL);
	return (struct secret){text_join(arena, TEXT(SECRET_MARK), text_of(word))};
}

struct text webhook_message_id(struct arena *arena, struct outbox_item_id item)
{
	return text_format(arena, "msg_%lld", (long long)item.value);
}

static struct text sign(struct arena *arena, struct secret secret, struct text signed_text)
{
	struct text word = text_slice(secret.value, sizeof SECRET_MARK - 1, SIZE_MAX);
	crypto_auth_hmacsha256_state state;
	unsigned char key[KEY_SIZE], mac[MAC_SIZE];
	char made[MAC_TEXT];
	size_t size = 0;
	/* It was made here, so it can be read. */
	if (sodium_base642bin(key, sizeof key, word.at, word.size, NULL, &size, NULL, sodium_base64_VARIANT_ORIGINAL))
		abort();
	crypto_auth_hmacsha256_init(&state, key, size);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)signed_text.at, signed_text.size);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_bin2base64(made, sizeof made, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
	return text_format(arena, "v1,%s", made);
}

struct text webhook_sign(struct arena *arena, const struct webhook *webhook, struct text message_id, struct instant at,
			 struct text body)
{
	struct text text = text_format(arena, "%.*s.%lld.%.*s", TEXT_ARG(message_id), (long long)(at.us / SECOND_US),
				       TEXT_ARG(body));
	struct text one = sign(arena, webhook->secret, text);
	if (instant_is_none(webhook->previous_until) || webhook->previous_until.us <= at.us)
		return one;
	return text_format(arena, "%.*s %.*s", TEXT_ARG(one), TEXT_ARG(sign(arena, webhook->previous, text)));
}
