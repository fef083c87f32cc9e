/* Shops are told whose session has ended here (OpenID Connect Back-Channel Logout), whatever ended it. It goes through
 * the outbox, so what was undone tells nobody, and what was acknowledged is told. */
#include "features/oidc/oidc.h"

#include "format/json_read.h"
#include "format/json_write.h"
#include "outbound/outbound.h"
#include "service/outbox.h"

#define CLAIMS_MOST  ((size_t)4 << 10)
#define TOKEN_LIFE_S 120
#define MOST_S       20

static struct text write_body(struct context *ctx, struct customer_id customer, const struct oidc_sign_in_list *row)
{
	struct buffer out = buffer_make(CLAIMS_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_pair_text(&json, "client", row->word);
	json_pair_text(&json, "customer", text_of_number(ctx->arena, customer.value));
	json_pair_text(&json, "session", text_of_number(ctx->arena, row->session_id.value));
	json_end_object(&json);
	struct text body = text_copy(ctx->arena, buffer_text(&out));
	buffer_free(&out);
	return body;
}

/* About nobody, as the outbox sees it: it is to go even when the customer has been erased. */
static enum outcome tell(struct context *ctx, struct customer_id customer, const struct oidc_sign_in_list *row)
{
	struct outbox_item_id item;
	if (text_is_none(row->back_channel))
		return DONE;
	return outbox_add(ctx,
			  &(struct outbox_ask){
				  .kind = "logout",
				  .what = "logout",
				  .sent_to = row->channel_id.value,
				  .recipient = row->back_channel,
				  .subject = row->word,
				  .body = write_body(ctx, customer, row),
			  },
			  &item);
}

static enum outcome tell_all(struct context *ctx, struct customer_id customer, bool open_ones_too)
{
	struct oidc_sign_in_list *rows;
	size_t count;
	int64_t removed;
	TRY(oidc_sign_in_list(ctx->reader, customer, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		if (rows[i].open && !open_ones_too)
			continue;
		TRY(tell(ctx, customer, &rows[i]));
		TRY(oidc_sign_in_remove(ctx->writer, customer, rows[i].session_id, rows[i].channel_id, &removed));
	}
	return DONE;
}

enum outcome oidc_follow_sessions(struct context *ctx, struct customer_id customer)
{
	return tell_all(ctx, customer, false);
}

enum outcome oidc_forget_customer(struct context *ctx, struct customer_id customer)
{
	return tell_all(ctx, customer, true);
}

/* ---- sending ---- */

static enum outcome read_member(const struct json_document *document, struct text name, struct text *ret_text)
{
	return json_as_text(json_member(json_root(document), name), ret_text) ? DONE : FAULT;
}

static enum outcome make_token(struct context *ctx, const struct outbox_item *item, struct text issuer,
			       struct text *ret_token)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text client, customer, session;
	struct bytes raw = {(const unsigned char *)item->body.at, item->body.size};
	TRY(json_open(raw, &document, &fault));
	TRY(read_member(document, TEXT("client"), &client));
	TRY(read_member(document, TEXT("customer"), &customer));
	TRY(read_member(document, TEXT("session"), &session));
	int64_t now = context_now(ctx).us / SECOND_US;
	struct buffer out = buffer_make(CLAIMS_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_pair_text(&json, "iss", issuer);
	json_pair_text(&json, "sub", customer);
	json_pair_text(&json, "aud", client);
	json_pair_number(&json, "iat", now);
	json_pair_number(&json, "exp", now + TOKEN_LIFE_S);
	json_pair_text(&json, "jti", token_make(ctx->arena).value);
	json_pair_text(&json, "sid", session);
	json_add_key(&json, "events");
	json_add_raw(&json, TEXT("{\"http://schemas.openid.net/event/backchannel-logout\":{}}"));
	json_end_object(&json);
	struct text claims = text_copy(ctx->arena, buffer_text(&out));
	buffer_free(&out);
	return oidc_sign(ctx, TEXT("logout+jwt"), claims, ret_token);
}

/* A shop that says no will say no again; who is not there may be later. It does no harm if it arrives twice. */
static enum outbox_end end_of(const struct outbound_reply *reply)
{
	if (reply->end == OUTBOUND_FORBIDDEN)
		return OUTBOX_REFUSED;
	if (reply->end == OUTBOUND_FAILED || reply->status >= 500 || reply->status == 429)
		return OUTBOX_LATER;
	return reply->status >= 200 && reply->status < 300 ? OUTBOX_SENT : OUTBOX_REFUSED;
}

enum outcome oidc_send_logout(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
			      struct outbox_reply *ret_reply)
{
	struct outbox_sender *sender = outbox_try_sender(try);
	const struct outbound_header type = {"Content-Type", TEXT("application/x-www-form-urlencoded")};
	struct text token;
	TRY(make_token(ctx, item, sender->base_url, &token));
	if (!sender->connection)
		sender->connection = outbound_open();
	const struct outbound_call call = {
		.url = item->recipient,
		.headers = &type,
		.header_count = 1,
		.body = text_join(ctx->arena, TEXT("logout_token="), token),
		.allowed = sender->allowed,
		.most_s = MOST_S,
	};
	const struct outbound_reply reply = outbound_post(sender->connection, ctx->arena, &call);
	*ret_reply = (struct outbox_reply){.end = end_of(&reply), .code = reply.status, .answer = reply.answer};
	return DONE;
}

enum outcome oidc_ready(struct context *ctx, bool *ret_ready)
{
	(void)ctx;
	*ret_ready = true;
	return DONE;
}

void oidc_close(void *connection)
{
	outbound_close(connection);
}
