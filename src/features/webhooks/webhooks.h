/* Webhooks: other servers are told what happens to customers.
 *
 * The one idea: a delivery is put into the outbox in the transaction of its cause, as a number of an event; what is
 * sent is made when it first goes, of the event and the customer as they are then, and kept, so that every attempt and
 * the log have the same bytes. It arrives at least once, signed as Standard Webhooks say. Why so: docs/decisions/0019.
 * Elsewhere: leases and states (service/outbox.h), the call (outbound/).
 * Source: behaviour §13; security 21.
 */
#ifndef FEATURES_WEBHOOKS_H
#define FEATURES_WEBHOOKS_H

#include "labels.schema.h"
#include "outbox.schema.h"
#include "service/events.h"
#include "service/outbox.h"
#include "webhooks.schema.h"

struct networks;

#define WEBHOOK_FAILING_US (3 * DAY_US) /* then it is switched off */
#define WEBHOOK_REST_US    HOUR_US      /* the longest rest of a receiver that is not there */
#define WEBHOOK_BOTH_US    DAY_US       /* how long the secret before signs too */
#define WEBHOOK_MOST_S     15           /* for an answer */
/* Characters. */
#define WEBHOOK_URL_MOST         2000
#define WEBHOOK_DESCRIPTION_MOST 200

struct webhook {
	struct webhook_id id;
	int64_t version;
	struct text url, description;
	struct text events;        /* with blanks between them; "*": all */
	struct channel_id channel; /* none: customers of all */
	bool detailed, active;
	struct secret secret, previous;
	struct instant previous_until, created;
	struct instant failing_since, rests_until, stopped;
	int64_t failures;
	struct text stopped_why; /* "gone", "failing" */
};

/* Whoever does not see all customers gets FORBIDDEN from every verb here. */
enum outcome webhooks_get(struct context *ctx, struct webhook_id id, struct webhook *ret_webhook) MUST_USE;
enum outcome webhooks_list(struct context *ctx, struct webhook **ret_list, size_t *ret_count) MUST_USE;
bool webhooks_wants(const struct webhook *webhook, struct text event);

/* What `events` may have, ended by NULL: "*" among them. */
extern const char *const webhook_event_words[];

struct webhook_ask {
	struct text url, description;
	const struct text *events; /* names; "*" alone: all */
	size_t event_count;
	struct channel_id channel;
	bool detailed, active;
	const struct networks *allowed; /* that may be called though they are not public */
	int64_t version;                /* that was seen; of a new one 0 */
};
/* INVALID: url, events, channel. FORBIDDEN: detailed, by whom may not see what happened to customers. */
enum outcome webhooks_add(struct context *ctx, const struct webhook_ask *ask, struct webhook_id *ret_id,
			  struct secret *ret_secret) MUST_USE;
/* CONFLICT when another version was seen. It is no longer failing, and tried at once. */
enum outcome webhooks_change(struct context *ctx, struct webhook_id id, const struct webhook_ask *ask) MUST_USE;
enum outcome webhooks_remove(struct context *ctx, struct webhook_id id) MUST_USE;
/* A new secret; the one before signs too for a day. */
enum outcome webhooks_rotate(struct context *ctx, struct webhook_id id, struct secret *ret_secret) MUST_USE;
/* Sends an event that never was, also to one that is not active. */
enum outcome webhooks_test(struct context *ctx, struct webhook_id id, struct outbox_item_id *ret_item) MUST_USE;

/* ---- its deliveries ---- */

/* NOT_FOUND when it is another one's. */
enum outcome webhooks_get_delivery(struct context *ctx, struct webhook_id id, struct outbox_item_id item,
				   struct outbox_item *ret_item) MUST_USE;
/* Once more, what arrived too; with the same id, so that whoever has it knows. CONFLICT when it is on its way. */
enum outcome webhooks_send_again(struct context *ctx, struct webhook_id id, struct outbox_item_id item) MUST_USE;

/* ---- what the outbox and the reactions call ---- */

event_reaction webhooks_follow;
/* Says of a customer who is erased that they are gone. */
enum outcome webhooks_follow_erase(struct context *ctx, struct customer_id customer) MUST_USE;
outbox_ready webhooks_ready;
outbox_send webhooks_deliver;
outbox_ended webhooks_ended;
outbox_end_sender webhooks_close;

#endif
