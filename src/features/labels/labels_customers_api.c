/* Labels of a customer as JSON, and the forms on the customer's page. */
#include "features/labels/labels_pages.h"

#include "labels.routes.h"
#include "service/events.h"
#include "web/api.h"
#include "web/block.h"

/* ---- forms ---- */

/* `event` is what it is called among events: “Tag added”. */
static enum outcome back(struct request *request, struct customer_id customer, const char *block, const char *event)
{
	struct text said = page_words(request, event_label(text_of(event)), TEXT_NONE);
	block_offer_undo(request, &customer, 1);
	return answer_redirect_saying(request, block_url(request->ctx->arena, customer, text_of(block)),
				      N_("Saved: {0}."), said, TEXT_NONE);
}

enum outcome labels_customer_tag_post(struct request *request, const struct labels_customer_tag_post *in)
{
	struct tag_id tag;
	TRY(labels_tag(request->ctx, in->customer, in->name, &tag));
	return back(request, in->customer, "tags", "tag.added");
}

enum outcome labels_customer_untag_post(struct request *request, const struct labels_customer_untag_post *in)
{
	TRY(labels_untag(request->ctx, in->customer, in->tag));
	return back(request, in->customer, "tags", "tag.removed");
}

enum outcome labels_customer_group_post(struct request *request, const struct labels_customer_group_post *in)
{
	TRY(labels_add_group(request->ctx, in->customer, in->group));
	return back(request, in->customer, "groups", "group.joined");
}

enum outcome labels_customer_ungroup_post(struct request *request, const struct labels_customer_ungroup_post *in)
{
	TRY(labels_remove_group(request->ctx, in->customer, in->group));
	return back(request, in->customer, "groups", "group.left");
}

enum outcome labels_customer_channel_post(struct request *request, const struct labels_customer_channel_post *in)
{
	TRY(labels_add_channel(request->ctx, in->customer, in->channel));
	return back(request, in->customer, "groups", "channel.seen");
}

enum outcome labels_customer_unchannel_post(struct request *request, const struct labels_customer_unchannel_post *in)
{
	TRY(labels_remove_channel(request->ctx, in->customer, in->channel));
	return back(request, in->customer, "groups", "channel.forgotten");
}

/* ---- JSON ---- */

static enum outcome answer_tags(struct request *request, struct customer_id customer)
{
	struct customer_tag_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(customer_tag_list(request->ctx->reader, customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(&list.json);
		json_pair_number(&list.json, "id", rows[i].id.value);
		json_pair_text(&list.json, "name", rows[i].name);
		json_pair_text(&list.json, "colour", rows[i].colour);
		json_pair_instant(&list.json, "at", rows[i].at);
		json_end_object(&list.json);
	}
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

static void write_label(struct json_writer *json, int64_t id, struct text word, struct text name)
{
	json_begin_object(json);
	json_pair_number(json, "id", id);
	json_pair_text(json, "word", word);
	json_pair_text(json, "name", name);
	json_end_object(json);
}

static enum outcome answer_groups(struct request *request, struct customer_id customer)
{
	struct customer_group_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(customer_group_list(request->ctx->reader, customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_label(&list.json, rows[i].id.value, rows[i].word, rows[i].name);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

static enum outcome answer_channels(struct request *request, struct customer_id customer)
{
	struct customer_channel_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(customer_channel_list(request->ctx->reader, customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_label(&list.json, rows[i].id.value, rows[i].word, rows[i].name);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome labels_customer_tags_api(struct request *request, const struct labels_customer_tags_api *in)
{
	return answer_tags(request, in->customer);
}

enum outcome labels_customer_tag_api(struct request *request, const struct labels_customer_tag_api *in)
{
	struct tag_id tag;
	TRY(labels_tag(request->ctx, in->customer, in->name, &tag));
	return answer_tags(request, in->customer);
}

enum outcome labels_customer_untag_api(struct request *request, const struct labels_customer_untag_api *in)
{
	TRY(labels_untag(request->ctx, in->customer, in->tag));
	return api_done(request);
}

enum outcome labels_customer_groups_api(struct request *request, const struct labels_customer_groups_api *in)
{
	return answer_groups(request, in->customer);
}

enum outcome labels_customer_group_api(struct request *request, const struct labels_customer_group_api *in)
{
	TRY(labels_add_group(request->ctx, in->customer, in->group));
	return answer_groups(request, in->customer);
}

enum outcome labels_customer_ungroup_api(struct request *request, const struct labels_customer_ungroup_api *in)
{
	TRY(labels_remove_group(request->ctx, in->customer, in->group));
	return api_done(request);
}

enum outcome labels_customer_channels_api(struct request *request, const struct labels_customer_channels_api *in)
{
	return answer_channels(request, in->customer);
}

enum outcome labels_customer_channel_api(struct request *request, const struct labels_customer_channel_api *in)
{
	TRY(labels_add_channel(request->ctx, in->customer, in->channel));
	return answer_channels(request, in->customer);
}

enum outcome labels_customer_unchannel_api(struct request *request, const struct labels_customer_unchannel_api *in)
{
	TRY(labels_remove_channel(request->ctx, in->customer, in->channel));
	return api_done(request);
}
