/* Setting and taking away logos. */
#include "features/logos/logos.h"

#include "features/audit/audit.h"
#include "features/files/files.h"

struct setting_one {
	struct channel_id channel;
	struct whole_picture picture;
};

enum outcome logos_find(struct context *ctx, struct channel_id channel, const struct logo_list **ret_logo)
{
	const struct logo_list *rows;
	size_t count;
	TRY(context_read(ctx));
	TRY(logo_list(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].owner == channel.value) {
			*ret_logo = &rows[i];
			return DONE;
		}
	return NOT_FOUND;
}

enum outcome logos_channel_name(struct context *ctx, struct channel_id channel, struct text *ret_name)
{
	struct logo_channel row;
	bool found;
	TRY(context_read(ctx));
	TRY(logo_channel(ctx->reader, channel, &found, &row));
	if (found)
		*ret_name = row.name;
	return found ? DONE : NOT_FOUND;
}

static enum outcome check_owner(struct context *ctx, struct channel_id channel)
{
	struct text name;
	if (!channel.value)
		return context_need(ctx, PERMISSION_SETTINGS_WRITE);
	TRY(context_need(ctx, PERMISSION_LABELS_WRITE));
	return logos_channel_name(ctx, channel, &name);
}

static enum outcome note(struct context *ctx, const char *name, struct channel_id channel)
{
	const char *kind = channel.value ? "channel" : "setting";
	return audit_add(ctx, &(struct audit_record){.name = name, .object_kind = kind, .object_id = channel.value});
}

static enum outcome set(struct context *ctx, void *state)
{
	const struct setting_one *one = state;
	TRY(check_owner(ctx, one->channel));
	TRY(logo_set(ctx->writer, &(struct logo_set_in){
					  .owner = one->channel.value,
					  .content = file_content(ctx->arena, one->picture.png),
					  .width = one->picture.width,
					  .height = one->picture.height,
					  .see_through = one->picture.see_through,
					  .picture = one->picture.png,
				  }));
	return note(ctx, "logo.changed", one->channel);
}

enum outcome logos_set(struct context *ctx, struct channel_id channel, struct bytes sent)
{
	struct setting_one one = {.channel = channel};
	TRY(check_owner(ctx, channel));
	TRY(picture_make_whole(ctx, sent, &one.picture));
	return context_transact(ctx, set, &one);
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct channel_id *channel = state;
	int64_t removed;
	TRY(check_owner(ctx, *channel));
	TRY(logo_remove(ctx->writer, channel->value, &removed));
	return removed ? note(ctx, "logo.removed", *channel) : NOT_FOUND;
}

enum outcome logos_remove(struct context *ctx, struct channel_id channel)
{
	return context_transact(ctx, remove_one, &channel);
}

enum outcome logos_read(struct context *ctx, struct text content, struct bytes *ret_png)
{
	struct logo_picture row;
	bool found;
	TRY(context_read(ctx));
	TRY(logo_picture(ctx->reader, content, &found, &row));
	if (found)
		*ret_png = row.picture;
	return found ? DONE : NOT_FOUND;
}
