/* The same key, the same effect, once: POST with an Idempotency-Key header by an API key.
 *
 * The one idea: the handler runs inside a transaction that first takes the row of the key and last writes the answer
 * into it, so effect and answer are kept or lost together. Rules join that transaction.
 * Source: decisions 15; draft-ietf-httpapi-idempotency-key-header.
 */
#ifndef WEB_IDEMPOTENCY_H
#define WEB_IDEMPOTENCY_H

#include "web/request.h"

#define IDEMPOTENCY_LIFE_US (24 * HOUR_US)

/* Runs the route's handler; with an Idempotency-Key, at most once for that key and body. A repetition gets the stored
 * answer, or 410 when a customer of whom it spoke has been erased since; another body under the same key is INVALID
 * (422, idempotency_key_reused). */
enum outcome idempotency_run(struct request *request, const void *in) MUST_USE;
/* For a route whose body is spooled, which idempotency_run() leaves to its handler: reading a large body holds up no
 * transaction, so the handler does that first, and `work` is all that follows and the answer. It runs at most once for
 * the key and body, in one transaction. */
enum outcome idempotency_transact(struct request *request, context_work *work, void *state) MUST_USE;
/* A customer_reaction to erasing: answers that speak of the customer go. */
enum outcome idempotency_forget(struct context *ctx, struct customer_id customer) MUST_USE;

#endif
