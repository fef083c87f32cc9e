/* Letters out of the outbox, by the business's mail server. */
#include "features/mailings/mailings.h"
#include "features/mailings/mailings_template.h"
#include "mail/letter.h"
#include "mail/smtp.h"
#include "service/events.h"
#include "service/settings.h"

enum outcome mailings_ready(struct context *ctx, bool *ret_ready)
{
	return mailings_are_on(ctx, ret_ready);
}

void mailings_close(void *connection)
{
	smtp_close(connection);
}

static enum outcome read_server(struct context *ctx, struct smtp_server *ret_server)
{
	struct text security;
	*ret_server = (struct smtp_server){0};
	TRY(settings_get(ctx, SETTING_MAIL_HOST, &ret_server->host));
	TRY(settings_count(ctx, SETTING_MAIL_PORT, &ret_server->port));
	TRY(settings_get(ctx, SETTING_MAIL_AUTHORITY, &ret_server->authority));
	TRY(settings_get(ctx, SETTING_MAIL_USER, &ret_server->user));
	TRY(settings_get(ctx, SETTING_MAIL_PASSWORD, &ret_server->password.value));
	TRY(settings_get(ctx, SETTING_MAIL_SECURITY, &security));
	return smtp_security_parse(security, &ret_server->security) ? DONE : FAULT;
}

/* The same at every attempt, and no other letter's. */
static struct text id_of(struct context *ctx, const struct outbox_item *item, struct text base_url)
{
	return letter_make_id(
		ctx->arena,
		text_format(ctx->arena, "%lld.%llx", (long long)item->id.value, (unsigned long long)item->created.us),
		base_url);
}

/* The mail server lets one address send; whose letter it is, the name says, and where answers go. */
static enum outcome read_sender(struct context *ctx, const struct mailing_letter *kept, struct letter *letter)
{
	struct text business;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	TRY(settings_get(ctx, SETTING_MAIL_FROM_NAME, &letter->from.name));
	TRY(settings_get(ctx, SETTING_MAIL_FROM_ADDRESS, &letter->from.address));
	TRY(settings_get(ctx, SETTING_MAIL_REPLY_TO, &letter->reply_to.address));
	if (!text_is_none(kept->sender) && !text_equal(kept->sender, business))
		letter->from.name = kept->sender;
	if (text_is_empty(letter->from.name))
		letter->from.name = business;
	if (!text_is_none(kept->reply_to))
		letter->reply_to.address = kept->reply_to;
	return DONE;
}

/* NOT_FOUND: what it rests on was withdrawn while it waited. One to nobody's address is a test of its words. */
static enum outcome check_consent(struct context *ctx, const struct outbox_item *item,
				  const struct mailing_letter *kept)
{
	enum mailing kind;
	bool may;
	if (!mailings_find_kind(item->what, &kind) || !mailings_rest_on_consent(kind) || !item->customer.value)
		return DONE;
	TRY(mailings_may_go(ctx, kind, item->customer, item->recipient, &may));
	return may && !text_is_none(kept->withdrawal) ? DONE : NOT_FOUND;
}

static enum outcome read_letter(struct context *ctx, const struct outbox_item *item, struct text base_url,
				struct letter *ret_letter)
{
	struct mailing_letter kept;
	struct mailing_logo logo;
	TRY(mailings_read(ctx, item, &(struct mailing_places){base_url, item->secret.value}, &kept));
	TRY(check_consent(ctx, item, &kept));
	*ret_letter = (struct letter){
		.to = {kept.name, item->recipient},
		.subject = kept.subject,
		.date = item->begun,
		.language = kept.language,
		.automatic = true,
		.unsubscribe_url = kept.withdrawal,
	};
	TRY(read_sender(ctx, &kept, ret_letter));
	TRY(mailings_find_logo(ctx, &kept, &logo));
	TRY(mailings_make_html(ctx, &kept, &logo, true, &ret_letter->html));
	if (logo.png.size)
		ret_letter->picture = (struct letter_picture){
			.png = logo.png,
			.id = text_join(ctx->arena, logo.name, TEXT("@logo")),
		};
	return mailings_make_text(ctx, &kept, &ret_letter->text);
}

static bool hand_over(void *try)
{
	return outbox_hand_over(try);
}

static enum outbox_end end_of(enum smtp_end end)
{
	switch (end) {
	case SMTP_ACCEPTED: return OUTBOX_SENT;
	case SMTP_REFUSED: return OUTBOX_REFUSED;
	case SMTP_UNSURE: return OUTBOX_UNSURE;
	case SMTP_LATER:
	case SMTP_STOPPED: break;
	}
	return OUTBOX_LATER;
}

enum outcome mailings_deliver(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
			      struct outbox_reply *ret_reply)
{
	struct outbox_sender *sender = outbox_try_sender(try);
	struct smtp_server server;
	struct letter letter;
	/* Nothing of it can be read, or nobody may send it any more. */
	enum outcome outcome = read_letter(ctx, item, sender->base_url, &letter);
	if (outcome == NOT_FOUND) {
		*ret_reply = (struct outbox_reply){.end = OUTBOX_DROPPED};
		return DONE;
	}
	TRY(outcome);
	TRY(read_server(ctx, &server));
	letter.message_id = id_of(ctx, item, sender->base_url);
	if (!sender->connection)
		sender->connection = smtp_open();
	const struct smtp_letter sent = {
		.from = letter.from.address,
		.to = item->recipient,
		.message = letter_write(ctx->arena, &letter),
		.hand_over = hand_over,
		.state = try,
	};
	struct smtp_reply reply = smtp_send(sender->connection, ctx->arena, &server, &sent);
	*ret_reply = (struct outbox_reply){.end = end_of(reply.end), .code = reply.code, .answer = reply.answer};
	return DONE;
}

enum outcome mailings_ended(struct context *ctx, const struct outbox_item *item)
{
	bool bounced = item->state == OUTBOX_STATE_REFUSED || item->state == OUTBOX_STATE_GIVEN_UP;
	const struct event_change changes[] = {{"address", TEXT_NONE, item->recipient},
					       {"reason", TEXT_NONE, item->answer}};
	if (!bounced || !item->customer.value)
		return DONE;
	return events_record(ctx, &(struct event){item->customer, "mail.bounced", "outbox_item", item->id.value,
						  changes, text_is_none(item->answer) ? 1 : 2});
}
