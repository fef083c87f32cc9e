/* Taking the key's row, running the handler, keeping its answer. */
#include "web/idempotency.h"

#include "idempotency.sql.h"
#include "web/answer.h"

#include <sodium.h>
#include <string.h>

struct run {
	struct request *request;
	context_work *work;
	void *state;
	struct text name;
	struct bytes hash;
};

/* Path, query and body: the key stands for all of what was asked. */
static struct bytes hash_of(const struct request *request)
{
	crypto_hash_sha256_state state;
	unsigned char *hash = arena_take(request->ctx->arena, crypto_hash_sha256_BYTES);
	const struct http_request *http = request->http;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)http->path.at, http->path.size);
	crypto_hash_sha256_update(&state, (const unsigned char *)http->query.at, http->query.size);
	crypto_hash_sha256_update(&state, (const unsigned char *)"\n", 1);
	crypto_hash_sha256_update(&state, http->body.at, http->body.size);
	crypto_hash_sha256_final(&state, hash);
	return (struct bytes){hash, crypto_hash_sha256_BYTES};
}

static enum outcome repeat(struct request *request, const struct run *run)
{
	struct idempotency_find row;
	TRY(idempotency_find(request->ctx->reader, request->key, run->name, &row));
	if (row.body_hash.size != run->hash.size || memcmp(row.body_hash.at, run->hash.at, run->hash.size) != 0)
		return context_invalid(request->ctx, TEXT_NONE, "idempotency_key_reused",
				       N_("This Idempotency-Key was used with another request."), TEXT_NONE);
	http_set_header(request->response, TEXT("Idempotency-Replayed"), TEXT("true"));
	if (text_is_none(row.answer)) {
		request->status = 410;
		return context_conflict(request->ctx, TEXT_NONE, "erased",
					N_("This was done before; a customer of whom the answer spoke has been deleted "
					   "permanently since."),
					TEXT_NONE);
	}
	buffer_add(answer_json(request, (int)row.status), row.answer);
	return DONE;
}

/* The work may run twice; what the first run answered is void. */
static void forget_answer(struct request *request)
{
	buffer_clear(&request->response->body);
	request->answered = false;
}

static enum outcome run_once(struct context *ctx, void *state)
{
	struct run *run = state;
	struct request *request = run->request;
	struct instant now = context_now(ctx);
	int64_t taken, removed;
	forget_answer(request);
	TRY(idempotency_remove_old(ctx->writer, request->key, instant_add(now, -IDEMPOTENCY_LIFE_US), &removed));
	const struct idempotency_take_in take = {.api_key_id = request->key,
						 .name = run->name,
						 .body_hash = run->hash,
						 .at = now,
						 .request_id = ctx->request_id};
	TRY(idempotency_take(ctx->writer, &take, &taken));
	if (!taken)
		return repeat(request, run);
	TRY(run->work(ctx, run->state));
	return idempotency_keep(ctx->writer, request->response->status, buffer_text(&request->response->body),
				request->key, run->name);
}

static enum outcome run_anew(struct context *ctx, void *state)
{
	const struct run *run = state;
	forget_answer(run->request);
	return run->work(ctx, run->state);
}

static bool has_key(const struct request *request)
{
	return !text_is_empty(http_header(request->http, TEXT("Idempotency-Key"))) && request->key.value &&
	       request->http->method == HTTP_POST;
}

enum outcome idempotency_transact(struct request *request, context_work *work, void *state)
{
	struct run run = {request, work, state, http_header(request->http, TEXT("Idempotency-Key")), {NULL, 0}};
	if (!has_key(request))
		return context_transact(request->ctx, run_anew, &run);
	if (run.name.size > 255)
		return context_invalid(request->ctx, TEXT_NONE, "idempotency_key_too_long",
				       N_("An Idempotency-Key has at most {0} characters."), TEXT("255"), TEXT_NONE);
	run.hash = hash_of(request);
	return context_transact(request->ctx, run_once, &run);
}

struct handling {
	struct request *request;
	const void *in;
};

static enum outcome handle(struct context *ctx, void *state)
{
	const struct handling *handling = state;
	(void)ctx;
	return handling->request->route->run(handling->request, handling->in);
}

enum outcome idempotency_run(struct request *request, const void *in)
{
	if (request->route->spooled || !has_key(request))
		return request->route->run(request, in);
	return idempotency_transact(request, handle, &(struct handling){request, in});
}

/* Every change writes an event, and the event says in which request it was made. Besides, a refusal among many may name
 * who has an address already, by number and name ("in_use_by"). */
enum outcome idempotency_forget(struct context *ctx, struct customer_id customer)
{
	int64_t forgotten;
	struct text named = text_format(ctx->arena, "%%\"in_use_by\"%%[\"%lld\",%%", (long long)customer.value);
	return idempotency_forget_customer(ctx->writer, customer, named, &forgotten);
}
