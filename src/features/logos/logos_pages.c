/* Logos on screen: given to whoever looks, set and taken away by staff. */
#include "features/logos/logos_pages.h"

#include "features/logos/logos.h"
#include "logos.routes.h"
#include "logos.views.h"
#include "web/pages.h"

enum outcome logos_find_page_logo(struct request *request, struct channel_id channel, struct page_logo *ret_logo)
{
	const struct logo_list *logo;
	TRY(logos_find(request->ctx, channel, &logo));
	*ret_logo = (struct page_logo){
		.url = logos_serve_url(request->ctx->arena, logo->content),
		.width = logo->width,
		.height = logo->height,
		.see_through = logo->see_through,
	};
	return DONE;
}

enum outcome logos_serve(struct request *request, const struct logos_serve *in)
{
	struct bytes png;
	TRY(logos_read(request->ctx, in->content, &png));
	return answer_picture(request, TEXT("image/png"), png);
}

/* ---- the business's ---- */

static enum outcome show(struct request *request, struct page_frame *frame, struct logo_card *card)
{
	card->problems = request->ctx->problems;
	view_logos_page(answer_html(request, 200), frame, card);
	return DONE;
}

static enum outcome show_business(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	struct page_frame *frame = page_frame(request, N_("Logo"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Business"), TEXT("/admin/settings/business"));
	return show(request, frame,
		    &(struct logo_card){
			    .logo = page_logo(request, (struct channel_id){0}),
			    .action = logos_business_set_url(arena),
			    .remove_action = logos_business_remove_url(arena),
		    });
}

enum outcome logos_business_show(struct request *request, const struct logos_business_show *in)
{
	(void)in;
	return show_business(request);
}

enum outcome logos_business_again(struct request *request, const struct logos_business_set *in)
{
	(void)in;
	return show_business(request);
}

static enum outcome back_to_business(struct request *request, const char *said)
{
	return answer_redirect_saying(request, TEXT("/admin/settings/business"), said, TEXT_NONE);
}

enum outcome logos_business_set(struct request *request, const struct logos_business_set *in)
{
	TRY(logos_set(request->ctx, (struct channel_id){0}, in->picture.content));
	return back_to_business(request, N_("Logo changed."));
}

enum outcome logos_business_remove(struct request *request, const struct logos_business_remove *in)
{
	(void)in;
	TRY(logos_remove(request->ctx, (struct channel_id){0}));
	return back_to_business(request, N_("Logo removed."));
}

/* ---- a channel's ---- */

static struct text url_of(struct request *request, struct channel_id channel)
{
	return text_format(request->ctx->arena, "/admin/settings/channels/%lld", (long long)channel.value);
}

static enum outcome show_channel(struct request *request, struct channel_id channel)
{
	struct arena *arena = request->ctx->arena;
	struct text name;
	TRY(logos_channel_name(request->ctx, channel, &name));
	struct page_frame *frame = page_frame(request, N_("Logo"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Sales channels"), TEXT("/admin/settings/channels"));
	page_crumb_named(request, frame, name, url_of(request, channel));
	return show(request, frame,
		    &(struct logo_card){
			    .logo = page_logo(request, channel),
			    .action = logos_channel_set_url(arena, channel),
			    .remove_action = logos_channel_remove_url(arena, channel),
			    .of_channel = true,
		    });
}

enum outcome logos_channel_show(struct request *request, const struct logos_channel_show *in)
{
	return show_channel(request, in->channel);
}

enum outcome logos_channel_again(struct request *request, const struct logos_channel_set *in)
{
	return show_channel(request, in->channel);
}

enum outcome logos_channel_set(struct request *request, const struct logos_channel_set *in)
{
	TRY(logos_set(request->ctx, in->channel, in->picture.content));
	return answer_redirect_saying(request, url_of(request, in->channel), N_("Logo changed."), TEXT_NONE);
}

enum outcome logos_channel_remove(struct request *request, const struct logos_channel_remove *in)
{
	TRY(logos_remove(request->ctx, in->channel));
	return answer_redirect_saying(request, url_of(request, in->channel), N_("Logo removed."), TEXT_NONE);
}
