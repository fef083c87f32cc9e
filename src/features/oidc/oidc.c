/* Codes and tokens: given, exchanged, shown. */
#include "features/oidc/oidc.h"

#include "format/jose.h"
#include "format/json_read.h"
#include "format/json_write.h"

#define CLAIMS_MOST ((size_t)64 << 10)
/* No shop keeps anybody signed in for longer, so none has to be told any more. */
#define SIGN_IN_KEPT_US (180 * DAY_US)

bool oidc_scope_has(struct text scope, struct text word)
{
	struct text one;
	while (text_next(&scope, ' ', &one))
		if (text_equal(one, word))
			return true;
	return false;
}

/* Asked anew each time, so that what closes signing in counts at once. */
static enum outcome may_be_in(struct context *ctx, struct customer_id customer, bool *ret_may,
			      struct customer_row *ret_row)
{
	struct customer_row_any any;
	struct access_answer answer;
	bool found;
	*ret_may = false;
	TRY(customer_row_any(ctx->reader, customer, &found, &any));
	if (!found)
		return DONE;
	*ret_row = customers_row_of(&any);
	access_answer_of(ret_row, context_now(ctx), &answer);
	*ret_may = answer.may_sign_in;
	return DONE;
}

/* ---- giving a code ---- */

struct giving {
	const struct oidc_code_ask *ask;
	struct secret code;
	bool given;
};

static enum outcome forget_old(struct context *ctx)
{
	struct instant now = context_now(ctx);
	int64_t removed;
	TRY(oidc_code_remove_old(ctx->writer, instant_add(now, -OIDC_TOKEN_US), &removed));
	TRY(oidc_token_remove_old(ctx->writer, now, &removed));
	return oidc_sign_in_remove_old(ctx->writer, instant_add(now, -SIGN_IN_KEPT_US), &removed);
}

static enum outcome add_code(struct context *ctx, const struct giving *giving, struct instant signed_in)
{
	const struct oidc_code_ask *ask = giving->ask;
	struct instant now = context_now(ctx);
	int64_t id, changed;
	TRY(store_next_id(ctx->store, TEXT("oidc_code"), &id));
	TRY(oidc_sign_in_set(ctx->writer, ask->customer, ask->session, ask->client->channel, now, &changed));
	return oidc_code_add(ctx->writer, &(struct oidc_code_add_in){
						  .code_hash = token_hash(ctx->arena, giving->code),
						  .id = {id},
						  .channel_id = ask->client->channel,
						  .customer_id = ask->customer,
						  .session_id = ask->session,
						  .redirect = ask->redirect,
						  .challenge = ask->challenge,
						  .nonce = ask->nonce,
						  .scope = ask->scope,
						  .signed_in = signed_in,
						  .expires = instant_add(now, OIDC_CODE_US),
					  });
}

/* Whoever closes the account at the same moment waits for the customer's row. */
static enum outcome give(struct context *ctx, void *state)
{
	struct giving *giving = state;
	const struct oidc_code_ask *ask = giving->ask;
	struct oidc_session_find session;
	struct customer_row row;
	struct account_lock lock;
	bool found, may;
	giving->given = false;
	TRY(account_lock(ctx->reader, ask->customer, &found, &lock));
	TRY(oidc_session_find(ctx->reader, ask->session, ask->customer, context_now(ctx), &found, &session));
	if (!found)
		return DONE;
	TRY(may_be_in(ctx, ask->customer, &may, &row));
	if (!may)
		return DONE;
	TRY(forget_old(ctx));
	TRY(add_code(ctx, giving, session.created));
	giving->given = true;
	return labels_add_channel(ctx, ask->customer, ask->client->channel);
}

enum outcome oidc_give_code(struct context *ctx, const struct oidc_code_ask *ask, struct secret *ret_code)
{
	struct giving giving = {.ask = ask, .code = token_make(ctx->arena)};
	TRY(context_transact(ctx, give, &giving));
	*ret_code = giving.given ? giving.code : (struct secret){TEXT_NONE};
	return DONE;
}

/* ---- exchanging it ---- */

struct taking {
	const struct oidc_exchange *exchange;
	struct secret access;
	struct oidc_code_find code;
	bool given;
};

/* RFC 7636 4.6, method S256. */
static bool answers_challenge(struct context *ctx, struct text challenge, struct text verifier)
{
	struct bytes hash = token_hash(ctx->arena, (struct secret){verifier});
	return text_equal(jose_encode(ctx->arena, hash), challenge);
}

static bool is_for(struct context *ctx, const struct oidc_code_find *code, const struct oidc_exchange *exchange)
{
	return code->channel_id.value == exchange->client->channel.value &&
	       text_equal(code->redirect, exchange->redirect) &&
	       answers_challenge(ctx, code->challenge, exchange->verifier);
}

static enum outcome add_token(struct context *ctx, const struct taking *taking)
{
	const struct oidc_code_find *code = &taking->code;
	return oidc_token_add(ctx->writer, &(struct oidc_token_add_in){
						   .token_hash = token_hash(ctx->arena, taking->access),
						   .code_id = code->id,
						   .customer_id = code->customer_id,
						   .session_id = code->session_id,
						   .channel_id = code->channel_id,
						   .scope = code->scope,
						   .expires = instant_add(context_now(ctx), OIDC_TOKEN_US),
					   });
}

/* Somebody has seen a code who should not have: what it gave ends (RFC 6749 4.1.2). */
static enum outcome take_back(struct context *ctx, const struct taking *taking)
{
	int64_t removed;
	return oidc_token_remove_from(ctx->writer, taking->code.id, &removed);
}

static enum outcome take(struct context *ctx, void *state)
{
	struct taking *taking = state;
	struct oidc_session_find session;
	struct customer_row row;
	bool found, may;
	int64_t changed;
	taking->given = false;
	TRY(oidc_code_find(ctx->reader, token_hash(ctx->arena, taking->exchange->code), &found, &taking->code));
	if (!found || taking->code.channel_id.value != taking->exchange->client->channel.value)
		return DONE;
	if (!instant_is_none(taking->code.used))
		return take_back(ctx, taking);
	if (taking->code.expires.us <= context_now(ctx).us || !is_for(ctx, &taking->code, taking->exchange))
		return DONE;
	TRY(oidc_session_find(ctx->reader, taking->code.session_id, taking->code.customer_id, context_now(ctx), &found,
			      &session));
	TRY(may_be_in(ctx, taking->code.customer_id, &may, &row));
	if (!found || !may)
		return DONE;
	TRY(oidc_code_use(ctx->writer, context_now(ctx), taking->code.id, &changed));
	if (!changed)
		return take_back(ctx, taking);
	taking->given = true;
	return add_token(ctx, taking);
}

static enum outcome sign_id_token(struct context *ctx, const struct taking *taking, struct text *ret_token)
{
	const struct oidc_code_find *code = &taking->code;
	struct buffer out = buffer_make(CLAIMS_MOST);
	struct json_writer json = json_writer_make(&out);
	int64_t now = context_now(ctx).us / SECOND_US;
	json_begin_object(&json);
	json_pair_text(&json, "iss", taking->exchange->issuer);
	json_pair_text(&json, "sub", text_of_number(ctx->arena, code->customer_id.value));
	json_pair_text(&json, "aud", taking->exchange->client->word);
	json_pair_number(&json, "iat", now);
	json_pair_number(&json, "exp", now + OIDC_TOKEN_US / SECOND_US);
	json_pair_number(&json, "auth_time", code->signed_in.us / SECOND_US);
	if (!text_is_none(code->nonce))
		json_pair_text(&json, "nonce", code->nonce);
	json_pair_text(&json, "sid", text_of_number(ctx->arena, code->session_id.value));
	json_end_object(&json);
	struct text claims = text_copy(ctx->arena, buffer_text(&out));
	buffer_free(&out);
	return oidc_sign(ctx, TEXT("JWT"), claims, ret_token);
}

enum outcome oidc_take_code(struct context *ctx, const struct oidc_exchange *exchange, struct oidc_tokens *ret_tokens)
{
	struct taking taking = {.exchange = exchange, .access = token_make(ctx->arena)};
	*ret_tokens = (struct oidc_tokens){.access = {TEXT_NONE}};
	TRY(context_transact(ctx, take, &taking));
	if (!taking.given)
		return DONE;
	ret_tokens->access = taking.access;
	ret_tokens->scope = taking.code.scope;
	return sign_id_token(ctx, &taking, &ret_tokens->id_token);
}

/* ---- what was given ---- */

enum outcome oidc_find_bearer(struct context *ctx, struct secret token, bool *ret_found, struct oidc_bearer *ret_bearer)
{
	struct oidc_token_find there;
	struct oidc_primary_email email;
	bool has_email;
	TRY(context_read(ctx));
	TRY(oidc_token_find(ctx->reader, token_hash(ctx->arena, token), context_now(ctx), ret_found, &there));
	if (!*ret_found)
		return DONE;
	TRY(may_be_in(ctx, there.customer_id, ret_found, &ret_bearer->row));
	TRY(oidc_primary_email(ctx->reader, there.customer_id, &has_email, &email));
	ret_bearer->scope = there.scope;
	ret_bearer->email_verified = has_email && email.verification == VERIFICATION_VERIFIED;
	return DONE;
}

static enum outcome find_key(struct context *ctx, const struct jose_token *token, bool *ret_fits)
{
	struct oidc_key_list *keys;
	size_t count;
	*ret_fits = false;
	TRY(oidc_list_keys(ctx, &keys, &count));
	for (size_t i = 0; i < count; i++)
		if (text_equal(token->key, text_of_number(ctx->arena, keys[i].id.value)))
			*ret_fits = jose_fits(token, keys[i].private);
	return DONE;
}

enum outcome oidc_read_hint(struct context *ctx, struct text token, bool *ret_found, struct oidc_hint *ret_hint)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct jose_token read;
	*ret_found = false;
	if (text_is_empty(token) || !jose_read(ctx->arena, token, &read))
		return DONE;
	TRY(find_key(ctx, &read, ret_found));
	if (!*ret_found)
		return DONE;
	struct bytes raw = {(const unsigned char *)read.json.at, read.json.size};
	struct text client, session;
	*ret_found = json_open(raw, &document, &fault) == DONE &&
		     json_as_text(json_member(json_root(document), TEXT("aud")), &client) &&
		     json_as_text(json_member(json_root(document), TEXT("sid")), &session);
	if (*ret_found)
		*ret_hint = (struct oidc_hint){text_copy(ctx->arena, client), text_copy(ctx->arena, session)};
	return DONE;
}
