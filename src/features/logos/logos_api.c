/* Logos over the API. Where a channel's is shown, the channel says (features/labels). */
#include "features/logos/logos.h"

#include "logos.routes.h"
#include "web/api.h"

static const struct channel_id business = {0};

enum outcome logos_get_api(struct request *request, const struct logos_get_api *in)
{
	const struct logo_list *logo;
	(void)in;
	TRY(logos_find(request->ctx, business, &logo));
	struct json_writer json = api_begin(request, 200);
	json_begin_object(&json);
	json_pair_text(&json, "url", request_absolute(request, logos_serve_url(request->ctx->arena, logo->content)));
	json_pair_number(&json, "width", logo->width);
	json_pair_number(&json, "height", logo->height);
	json_end_object(&json);
	return DONE;
}

enum outcome logos_set_api(struct request *request, const struct logos_set_api *in)
{
	TRY(logos_set(request->ctx, business, in->raw));
	return api_done(request);
}

enum outcome logos_remove_api(struct request *request, const struct logos_remove_api *in)
{
	(void)in;
	TRY(logos_remove(request->ctx, business));
	return api_done(request);
}

enum outcome logos_channel_set_api(struct request *request, const struct logos_channel_set_api *in)
{
	TRY(logos_set(request->ctx, in->channel, in->raw));
	return api_done(request);
}

enum outcome logos_channel_remove_api(struct request *request, const struct logos_channel_remove_api *in)
{
	TRY(logos_remove(request->ctx, in->channel));
	return api_done(request);
}
