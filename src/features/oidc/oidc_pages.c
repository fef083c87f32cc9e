/* A channel's client in the settings. */
#include "features/oidc/oidc_pages.h"

#include "oidc.routes.h"
#include "oidc.views.h"
#include "web/web.h"

#define CHANNELS TEXT("/admin/settings/channels")

static struct text either(struct request *request, const char *name, struct text kept)
{
	struct text sent = request->ctx->problems->count ? request_value(request, name) : TEXT_NONE;
	if (!text_is_none(sent))
		return sent;
	return text_is_none(kept) ? TEXT("") : kept;
}

static enum outcome show(struct request *request, struct channel_id channel, struct secret fresh)
{
	struct arena *arena = request->ctx->arena;
	struct label_rows label;
	struct oidc_client_of client = {.secret_at = INSTANT_NONE};
	bool found;
	TRY(labels_get(request->ctx, LABEL_CHANNEL, channel.value, &label));
	TRY(oidc_client_of(request->ctx->reader, channel, &found, &client));
	const struct oidc_client_screen data = {
		.problems = request->ctx->problems,
		.word = label.word,
		.issuer = web_base_url(request->web),
		.redirects = either(request, "redirects", client.redirects),
		.logouts = either(request, "logouts", client.logouts),
		.back_channel = either(request, "back_channel", client.back_channel),
		.visits = either(request, "visits", client.visits),
		.secret_at = found ? client.secret_at : INSTANT_NONE,
		.fresh = fresh,
		.action = oidc_client_post_url(arena, channel),
		.renew = oidc_client_renew_post_url(arena, channel),
		.remove = oidc_client_remove_post_url(arena, channel),
		.back = text_format(arena, "%.*s/%lld", TEXT_ARG(CHANNELS), (long long)channel.value),
	};
	struct page_frame *frame = page_frame(request, N_("Signing in at the shop"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Sales channels"), CHANNELS);
	page_crumb_named(request, frame, label.name, data.back);
	view_oidc_client(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome oidc_client_show(struct request *request, const struct oidc_client_show *in)
{
	return show(request, in->channel, (struct secret){TEXT_NONE});
}

enum outcome oidc_client_again(struct request *request, const struct oidc_client_post *in)
{
	return show(request, in->channel, (struct secret){TEXT_NONE});
}

enum outcome oidc_client_post(struct request *request, const struct oidc_client_post *in)
{
	const struct oidc_client_ask ask = {in->redirects, in->logouts, in->back_channel, in->visits};
	struct secret fresh;
	TRY(oidc_set_client(request->ctx, in->channel, &ask, &fresh));
	if (!text_is_none(fresh.value))
		return show(request, in->channel, fresh);
	return answer_redirect_saying(request, oidc_client_show_url(request->ctx->arena, in->channel), N_("Saved."),
				      TEXT_NONE);
}

enum outcome oidc_client_renew_post(struct request *request, const struct oidc_client_renew_post *in)
{
	struct secret fresh;
	TRY(oidc_renew_secret(request->ctx, in->channel, &fresh));
	return show(request, in->channel, fresh);
}

enum outcome oidc_client_remove_post(struct request *request, const struct oidc_client_remove_post *in)
{
	TRY(oidc_remove_client(request->ctx, in->channel));
	return answer_redirect_saying(request, oidc_client_show_url(request->ctx->arena, in->channel),
				      N_("Nobody signs in there any more."), TEXT_NONE);
}
