/* Putting letters into the outbox. */
#include "features/mailings/mailings.h"

#include "features/mailings/mailings_letter.h"
#include "format/json_read.h"
#include "format/json_write.h"
#include "service/settings.h"

#define LETTER_MOST (1u << 20)

static const char *const words[] = {
#define MAILING(name, word, title, subject, opening, link, closing) word,
#include "features/mailings/mailings_kinds.def"
#undef MAILING
};

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
	json_end_object(&json);
	return text_copy(arena, buffer_text(&out));
}

/* ---- reading one ---- */

static struct text with(struct arena *arena, struct text source, struct text place, struct text value)
{
	size_t at = text_find(source, place, 0);
	if (at == SIZE_MAX)
		return source;
	struct text behind = text_slice(source, at + place.size, SIZE_MAX);
	return text_format(arena, "%.*s%.*s%.*s", (int)at, source.at, TEXT_ARG(value), TEXT_ARG(behind));
}

static bool take(struct arena *arena, const struct json_value *root, const char *key, struct text *ret_value)
{
	struct text value;
	if (!json_as_text(json_member(root, text_of(key)), &value))
		return false;
	*ret_value = text_copy(arena, value);
	return true;
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
	bool whole = take(ctx->arena, root, "language", &ret_letter->language) &&
		     take(ctx->arena, root, "name", &ret_letter->name) &&
		     take(ctx->arena, root, "subject", &ret_letter->subject) &&
		     take(ctx->arena, root, "source", &ret_letter->source);
	if (!whole)
		return NOT_FOUND;
	ret_letter->source = with(ctx->arena, ret_letter->source, TEXT(BASE_PLACE), places->base_url);
	ret_letter->source = with(ctx->arena, ret_letter->source, TEXT(SECRET_PLACE), places->secret);
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
	TRY(mailings_compose(ctx, ask, &letter));
	return outbox_add(ctx,
			  &(struct outbox_ask){
				  .kind = "mail",
				  .what = words[ask->kind],
				  .customer = ask->customer,
				  .recipient = ask->address,
				  .subject = letter.subject,
				  .body = write_letter(ctx->arena, &letter),
				  .secret = ask->secret,
			  },
			  sending->ret_item);
}

enum outcome mailings_send(struct context *ctx, const struct mailing_ask *ask, struct outbox_item_id *ret_item)
{
	return context_transact(ctx, put, &(struct sending){ask, ret_item});
}
