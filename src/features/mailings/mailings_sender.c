/* Who writes a letter, with which logo, and whether it may go. */
#include "features/mailings/mailings_template.h"
#include "mailings.sql.h"
#include "service/settings.h"

/* The channel that an installation begins with is the business itself, until it gets an address of its own. */
static bool speaks_for_itself(const struct mailing_channels *channel)
{
	return !channel->is_default || !text_is_empty(channel->sender) || !text_is_empty(channel->storefront) ||
	       !text_is_empty(channel->sign_in);
}

static enum outcome find_channel(struct context *ctx, const struct mailing_ask *ask,
				 const struct mailing_channels **ret_channel)
{
	const struct mailing_channels *channels;
	struct mailing_home home = {.channel_id = ask->channel};
	bool found = ask->channel.value != 0;
	size_t count;
	*ret_channel = NULL;
	TRY(context_read(ctx));
	if (!found && ask->customer.value && mailings_are_for_customers(ask->kind))
		TRY(mailing_home(ctx->reader, ask->customer, &found, &home));
	if (!found)
		return DONE;
	TRY(mailing_channels(ctx->reader, &channels, &count));
	for (size_t i = 0; i < count; i++)
		if (channels[i].id.value == home.channel_id.value)
			*ret_channel = &channels[i];
	return DONE;
}

enum outcome mailings_find_sender(struct context *ctx, const struct mailing_ask *ask, struct mailing_sender *ret_sender)
{
	const struct mailing_channels *channel;
	TRY(find_channel(ctx, ask, &channel));
	if (channel && speaks_for_itself(channel)) {
		*ret_sender = (struct mailing_sender){
			.name = text_copy(ctx->arena, channel->name),
			.reply_to = text_is_empty(channel->sender) ? TEXT_NONE : text_copy(ctx->arena, channel->sender),
			.language = text_copy(ctx->arena, channel->language),
			.channel = channel->id,
			.sign_in =
				text_is_empty(channel->sign_in) ? TEXT_NONE : text_copy(ctx->arena, channel->sign_in),
		};
		return DONE;
	}
	*ret_sender = (struct mailing_sender){.reply_to = TEXT_NONE, .sign_in = TEXT_NONE};
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &ret_sender->name));
	return settings_get(ctx, SETTING_BUSINESS_LANGUAGE, &ret_sender->language);
}

/* As on pages (web/logo.h): one that is wide has the name in it, if it is the name of who writes. */
enum outcome mailings_find_logo(struct context *ctx, const struct mailing_letter *letter, struct mailing_logo *ret_logo)
{
	struct mailing_logo_row row;
	struct text business;
	bool found;
	*ret_logo = (struct mailing_logo){.name = TEXT_NONE};
	TRY(context_read(ctx));
	TRY(mailing_logo_row(ctx->reader, letter->channel.value, &found, &row));
	if (!found)
		return DONE;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	bool says_who = row.owner == letter->channel.value || text_equal(letter->sender, business);
	*ret_logo = (struct mailing_logo){
		.png = row.picture,
		.name = row.content,
		.width = row.width,
		.height = row.height,
		.see_through = row.see_through,
		.alone = says_who && row.width >= 2 * row.height,
	};
	return DONE;
}

enum outcome mailings_may_go(struct context *ctx, enum mailing kind, struct customer_id customer, struct text address,
			     bool *ret_may)
{
	struct mailing_consent row;
	*ret_may = true;
	if (!mailings_rest_on_consent(kind))
		return DONE;
	TRY(context_read(ctx));
	return mailing_consent(ctx->reader,
			       &(struct mailing_consent_in){
				       .purpose = CONSENT_PURPOSE_NEWSLETTER,
				       .id = customer,
				       .active = CUSTOMER_STATUS_ACTIVE,
				       .guest = CUSTOMER_STATUS_GUEST,
				       .state = CONSENT_STATE_CONFIRMED,
				       .address = address,
			       },
			       ret_may, &row);
}
