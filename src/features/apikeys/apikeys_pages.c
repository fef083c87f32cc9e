/* API keys on screen. */
#include "features/apikeys/apikeys_pages.h"

#include "apikeys.routes.h"
#include "apikeys.views.h"
#include "features/apikeys/apikeys.h"

/* Only what the maker has can be given, so only that is offered. */
static void fill_permissions(struct request *request, struct apikeys_screen *data, struct permission_set given)
{
	struct apikey_permission *list = arena_take_array(request->ctx->arena, PERMISSION_COUNT, sizeof *list);
	for (enum permission p = 0; (int)p < PERMISSION_COUNT; p++)
		if (context_may(request->ctx, p))
			list[data->permission_count++] = (struct apikey_permission){
				permission_word(p), permission_what(p), permission_has(given, p)};
	data->permissions = list;
}

static enum outcome show(struct request *request, struct apikeys_screen *data, struct permission_set given)
{
	struct api_key_list *rows;
	TRY(context_read(request->ctx));
	TRY(api_key_list(request->ctx->reader, &rows, &data->count));
	data->rows = rows;
	data->problems = request->ctx->problems;
	fill_permissions(request, data, given);
	struct page_frame *frame = page_frame(request, N_("API keys"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_apikeys(answer_html(request, 200), frame, data);
	return DONE;
}

enum outcome apikeys_list_show(struct request *request, const struct apikeys_list_show *in)
{
	(void)in;
	struct apikeys_screen data = {0};
	return show(request, &data, (struct permission_set){0});
}

enum outcome apikeys_add_again(struct request *request, const struct apikeys_add_post *in)
{
	struct apikeys_screen data = {.name = request_value(request, "name"),
				      .expires = request_value(request, "expires")};
	struct text unknown;
	return show(request, &data, permission_set_of(in->permissions, in->permissions_count, &unknown));
}

enum outcome apikeys_add_post(struct request *request, const struct apikeys_add_post *in)
{
	struct apikey_ask ask = {.name = in->name, .expires = INSTANT_NONE};
	struct apikeys_screen data = {0};
	struct api_key_id id;
	struct secret key;
	if (!date_is_none(in->expires))
		ask.expires = zone_day_start(request->ctx->zone, (struct date){in->expires.days + 1});
	TRY(context_read_permissions(request->ctx, in->permissions, in->permissions_count, &ask.permissions));
	TRY(apikeys_add(request->ctx, &ask, &id, &key));
	data.fresh = key.value;
	return show(request, &data, (struct permission_set){0});
}

enum outcome apikeys_revoke_post(struct request *request, const struct apikeys_revoke_post *in)
{
	TRY(apikeys_revoke(request->ctx, in->api_key));
	return answer_redirect_saying(request, TEXT("/admin/settings/keys"), N_("The key was taken back."), TEXT_NONE);
}
