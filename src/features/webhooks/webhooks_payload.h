/* What is sent, and its signature. Source: the Standard Webhooks specification. */
#ifndef FEATURES_WEBHOOKS_PAYLOAD_H
#define FEATURES_WEBHOOKS_PAYLOAD_H

#include "features/webhooks/webhooks.h"
#include "outbox.schema.h"

/* NOT_FOUND when event or customer are not there any more, or are not the receiver's business now. */
enum outcome webhook_write_event(struct context *ctx, const struct webhook *webhook, const struct outbox_item *item,
				 struct text *ret_body) MUST_USE;
/* What a receiver without details is sent of such an event, about somebody who never was. */
enum outcome webhook_write_sample(struct context *ctx, struct text event, struct text *ret_body) MUST_USE;
struct text webhook_write_test(struct context *ctx, struct webhook_id id);
struct text webhook_write_erased(struct context *ctx, struct customer_id customer);

/* "whsec_…" */
struct secret webhook_make_secret(struct arena *arena);
/* "msg_17": of every attempt the same. */
struct text webhook_message_id(struct arena *arena, struct outbox_item_id item);
/* "v1,…", and one more for the secret before, as long as it holds. */
struct text webhook_sign(struct arena *arena, const struct webhook *webhook, struct text message_id, struct instant at,
			 struct text body);

#endif
