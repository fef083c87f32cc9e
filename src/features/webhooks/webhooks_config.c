/* Webhooks as part of a document. Their secrets are not: a new one gets one, which is shown once. */
#include "features/webhooks/webhooks.h"
#include "service/config.h"
#include "webhooks.sql.h"

enum { URL, DESCRIPTION, EVENTS, CHANNEL, DETAILED, ACTIVE };

static const struct config_field fields[] = {
	[URL] = {"url", CONFIG_TEXT, WEBHOOK_URL_MOST},
	[DESCRIPTION] = {"description", CONFIG_TEXT, WEBHOOK_DESCRIPTION_MOST},
	[EVENTS] = {"events", CONFIG_WORDS},
	[CHANNEL] = {"channel", CONFIG_TEXT},
	[DETAILED] = {"detailed", CONFIG_FLAG},
	[ACTIVE] = {"active", CONFIG_FLAG},
};

/* No channel is called so: that of a webhook which tells nobody, since its channel was taken away. */
#define GONE "(gone)"

static enum outcome word_of(struct context *ctx, struct channel_id channel, struct text *ret_word)
{
	const struct webhook_channels *rows;
	size_t count;
	*ret_word = channel.value ? TEXT(GONE) : TEXT_NONE;
	TRY(webhook_channels(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == channel.value)
			*ret_word = rows[i].word;
	return DONE;
}

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	struct webhook *rows;
	TRY(webhooks_list(ctx, &rows, ret_count));
	*ret_list = config_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		struct text *values = (*ret_list)[i].values;
		(*ret_list)[i].id = rows[i].id.value;
		values[URL] = rows[i].url;
		values[DESCRIPTION] = rows[i].description;
		values[EVENTS] = rows[i].events;
		values[DETAILED] = rows[i].detailed ? TEXT("yes") : TEXT("no");
		values[ACTIVE] = rows[i].active ? TEXT("yes") : TEXT("no");
		TRY(word_of(ctx, rows[i].channel, &values[CHANNEL]));
	}
	return DONE;
}

static enum outcome find_channel(struct context *ctx, struct text word, struct channel_id *ret_channel)
{
	const struct webhook_channels *rows;
	size_t count;
	*ret_channel = (struct channel_id){0};
	if (text_is_empty(word))
		return DONE;
	TRY(webhook_channels(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (text_equal(rows[i].word, word)) {
			*ret_channel = rows[i].id;
			return DONE;
		}
	return context_invalid(ctx, TEXT("channel"), "unknown", N_("There is no such sales channel."), TEXT_NONE);
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	struct text rest = text_is_none(ask->all[EVENTS]) ? TEXT("") : ask->all[EVENTS];
	struct text *events = arena_take_array(ctx->arena, rest.size + 1, sizeof *events);
	struct webhook_ask webhook = {
		.url = ask->all[URL],
		.description = ask->all[DESCRIPTION],
		.events = events,
		.detailed = text_equal(ask->all[DETAILED], TEXT("yes")),
		.active = !text_equal(ask->all[ACTIVE], TEXT("no")),
		.allowed = ask->allowed,
	};
	struct webhook_id id = {ask->id};
	struct webhook before;
	struct secret secret;
	(void)kind;
	while (rest.size && text_next(&rest, ' ', &events[webhook.event_count]))
		webhook.event_count++;
	TRY(find_channel(ctx, ask->all[CHANNEL], &webhook.channel));
	if (!ask->id) {
		TRY(webhooks_add(ctx, &webhook, &id, &secret));
		ask->id = id.value;
		ask->secret = secret.value;
		return DONE;
	}
	TRY(webhooks_get(ctx, id, &before));
	webhook.version = before.version;
	return webhooks_change(ctx, id, &webhook);
}

const struct config_kind webhooks_config = {
	.word = "webhooks",
	CONFIG_FIELDS(fields),
	.key = CONFIG_BY_FIRST,
	.again = true,
	.list = list,
	.set = set,
};
