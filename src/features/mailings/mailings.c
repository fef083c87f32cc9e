/* Putting letters into the outbox. */
#include "features/mailings/mailings.h"

#include "base/log.h"
#include "features/mailings/mailings_template.h"
#include "format/json_read.h"
#include "format/json_write.h"
#include "service/settings.h"

#define LETTER_MOST (1u << 20)

enum outcome mailings_are_on(struct context *ctx, bool *ret_on)
{
	struct text host, from;
	TRY(settings_get(ctx, SETTING_MAIL_HOST, &host));
	TRY(settings_get(ctx, SETTING_MAIL_FROM_ADDRESS, &from));
	*ret_on = !text_is_empty(host) && !text_is_empty(from);
	return DONE;
}

static struct text write_letter(struct arena *arena, const struct mailing_letter *letter)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_pair_text(&json, "language", letter->language);
	json_pair_text(&json, "name", letter->name);
	json_pair_text(&json, "subject", letter->subject);
	json_pair_text(&json, "source", letter->source);
	json_pair_text(&json, "sender", letter->sender);
	json_pair_text(&json, "channel", text_of_number(arena, letter->channel.value));
	json_pair_text(&json, "reply_to", letter->reply_to);
	json_pair_text(&json, "withdrawal", letter->withdrawal);
	json_end_object(&json);
	return text_copy(arena, buffer_text(&out));
}

/* ---- reading one ---- */

/* In every place. */
static struct text with(struct arena *arena, struct text source, struct text place, struct text value)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	size_t done = 0, at;
	while ((at = text_find(source, place, done)) != SIZE_MAX) {
		buffer_add(&out, text_slice(source, done, at - done));
		buffer_add(&out, value);
		done = at + place.size;
	}
	buffer_add(&out, text_slice(source, done, SIZE_MAX));
	return text_copy(arena, buffer_text(&out));
}

static bool take(struct arena *arena, const struct json_value *root, const char *key, struct text *ret_value)
{
	struct text value;
	if (!json_as_text(json_member(root, text_of(key)), &value))
		return false;
	*ret_value = text_copy(arena, value);
	return true;
}

struct text mailings_fill_places(struct arena *arena, struct text source, const struct mailing_places *places)
{
	return with(arena, with(arena, source, TEXT(BASE_PLACE), places->base_url), TEXT(SECRET_PLACE), places->secret);
}

enum outcome mailings_read(struct context *ctx, const struct outbox_item *item, const struct mailing_places *places,
			   struct mailing_letter *ret_letter)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct bytes raw = {(const unsigned char *)item->body.at, item->body.size};
	struct json_fault fault;
	if (text_is_none(item->body) || json_open(raw, &document, &fault) != DONE)
		return NOT_FOUND;
	const struct json_value *root = json_root(document);
	struct text channel;
	bool whole = take(ctx->arena, root, "language", &ret_letter->language) &&
		     take(ctx->arena, root, "name", &ret_letter->name) &&
		     take(ctx->arena, root, "subject", &ret_letter->subject) &&
		     take(ctx->arena, root, "source", &ret_letter->source);
	if (!whole)
		return NOT_FOUND;
	ret_letter->sender = ret_letter->reply_to = ret_letter->withdrawal = TEXT_NONE;
	(void)take(ctx->arena, root, "sender", &ret_letter->sender);
	(void)take(ctx->arena, root, "reply_to", &ret_letter->reply_to);
	ret_letter->channel = (struct channel_id){0};
	if (take(ctx->arena, root, "channel", &channel))
		(void)text_to_number(channel, &ret_letter->channel.value);
	if (take(ctx->arena, root, "withdrawal", &ret_letter->withdrawal))
		ret_letter->withdrawal = mailings_fill_places(ctx->arena, ret_letter->withdrawal, places);
	ret_letter->source = mailings_fill_places(ctx->arena, ret_letter->source, places);
	return DONE;
}

/* ---- sending one ---- */

struct sending {
	const struct mailing_ask *ask;
	struct outbox_item_id *ret_item;
};

static enum outcome put(struct context *ctx, void *state)
{
	const struct sending *sending = state;
	const struct mailing_ask *ask = sending->ask;
	struct mailing_letter letter;
	bool may;
	TRY(mailings_may_go(ctx, ask->kind, ask->customer, ask->address, &may));
	*sending->ret_item = (struct outbox_item_id){0};
	if (!may)
		return DONE;
	if (mailings_rest_on_consent(ask->kind) && text_is_none(ask->secret.value)) {
		log_line(LOG_ERROR, TEXT_NONE, "mail: %s rests on a consent and has no link that withdraws it",
			 mailings_word(ask->kind).at);
		return FAULT;
	}
	TRY(mailings_compose(ctx, ask, &letter));
	return mailings_put_letter(ctx, ask, &letter, sending->ret_item);
}

enum outcome mailings_put_letter(struct context *ctx, const struct mailing_ask *ask,
				 const struct mailing_letter *letter, struct outbox_item_id *ret_item)
{
	return outbox_add(ctx,
			  &(struct outbox_ask){
				  .kind = "mail",
				  .what = mailings_word(ask->kind).at,
				  .customer = ask->customer,
				  .recipient = ask->address,
				  .subject = letter->subject,
				  .body = write_letter(ctx->arena, letter),
				  .secret = ask->secret,
				  .lasting = mailings_warn(ask->kind),
			  },
			  ret_item);
}

enum outcome mailings_send(struct context *ctx, const struct mailing_ask *ask, struct outbox_item_id *ret_item)
{
	return context_transact(ctx, put, &(struct sending){ask, ret_item});
}
