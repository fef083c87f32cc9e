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
	struct label_held *held;
	size_t count;
	TRY(labels_held(request->ctx, LABEL_TAG, customer, &held, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(&list.json);
		json_pair_number(&list.json, "id", held[i].row->id);
		json_pair_text(&list.json, "name", held[i].row->name);
		json_pair_text(&list.json, "colour", held[i].row->colour);
		json_pair_instant(&list.json, "at", held[i].at);
		json_end_object(&list.json);
	}
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

static enum outcome answer_labels(struct request *request, enum label_kind kind, struct customer_id customer)
{
	struct label_held *held;
	size_t count;
	TRY(labels_held(request->ctx, kind, customer, &held, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(&list.json);
		json_pair_number(&list.json, "id", held[i].row->id);
		json_pair_text(&list.json, "word", held[i].row->word);
		json_pair_text(&list.json, "name", held[i].row->name);
		json_end_object(&list.json);
	}
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
	return answer_labels(request, LABEL_GROUP, in->customer);
}

enum outcome labels_customer_group_api(struct request *request, const struct labels_customer_group_api *in)
{
	TRY(labels_add_group(request->ctx, in->customer, in->group));
	return answer_labels(request, LABEL_GROUP, in->customer);
}

enum outcome labels_customer_ungroup_api(struct request *request, const struct labels_customer_ungroup_api *in)
{
	TRY(labels_remove_group(request->ctx, in->customer, in->group));
	return api_done(request);
}

enum outcome labels_customer_channels_api(struct request *request, const struct labels_customer_channels_api *in)
{
	return answer_labels(request, LABEL_CHANNEL, in->customer);
}

enum outcome labels_customer_channel_api(struct request *request, const struct labels_customer_channel_api *in)
{
	TRY(labels_add_channel(request->ctx, in->customer, in->channel));
	return answer_labels(request, LABEL_CHANNEL, in->customer);
}

enum outcome labels_customer_unchannel_api(struct request *request, const struct labels_customer_unchannel_api *in)
{
	TRY(labels_remove_channel(request->ctx, in->customer, in->channel));
	return api_done(request);
}
