/* Clients of channels as part of a document. Their secrets are not: a new one gets one, which is shown once. */
#include "features/labels/labels.h"
#include "features/oidc/oidc.h"
#include "oidc.sql.h"
#include "service/config.h"

enum { CHANNEL, REDIRECTS, LOGOUTS, BACK_CHANNEL, VISITS };

static const struct config_field fields[] = {
	[CHANNEL] = {"channel", CONFIG_TEXT}, [REDIRECTS] = {"redirects", CONFIG_LIST},
	[LOGOUTS] = {"logouts", CONFIG_LIST}, [BACK_CHANNEL] = {"back_channel", CONFIG_TEXT},
	[VISITS] = {"visits", CONFIG_TEXT},
};

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	struct oidc_client_list *rows;
	TRY(context_read(ctx));
	TRY(oidc_client_list(ctx->reader, &rows, ret_count));
	*ret_list = config_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		struct text *values = (*ret_list)[i].values;
		(*ret_list)[i].id = rows[i].channel_id.value;
		values[CHANNEL] = rows[i].word;
		values[REDIRECTS] = rows[i].redirects;
		values[LOGOUTS] = rows[i].logouts;
		values[BACK_CHANNEL] = rows[i].back_channel;
		values[VISITS] = rows[i].visits;
	}
	return DONE;
}

static struct text or_empty(struct text value)
{
	return text_is_none(value) ? TEXT("") : value;
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	const struct oidc_client_ask client = {
		.redirects = or_empty(ask->all[REDIRECTS]),
		.logouts = or_empty(ask->all[LOGOUTS]),
		.back_channel = or_empty(ask->all[BACK_CHANNEL]),
		.visits = or_empty(ask->all[VISITS]),
	};
	struct secret secret;
	(void)kind;
	enum outcome outcome = labels_find(ctx, LABEL_CHANNEL, ask->all[CHANNEL], &ask->id);
	if (outcome == NOT_FOUND)
		return context_invalid(ctx, TEXT("channel"), "unknown", N_("There is no such sales channel."),
				       TEXT_NONE);
	TRY(outcome);
	TRY(oidc_set_client(ctx, (struct channel_id){ask->id}, &client, &secret));
	ask->secret = secret.value;
	return DONE;
}

const struct config_kind oidc_config_clients = {
	.word = "clients",
	CONFIG_FIELDS(fields),
	.key = CONFIG_BY_FIRST,
	.list = list,
	.set = set,
};
