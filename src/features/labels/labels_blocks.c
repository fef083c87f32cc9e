/* Tags, further groups and channels on the page of a customer. */
#include "features/labels/labels_blocks.h"

#include "features/customers/customers.h"
#include "features/labels/labels_pages.h"
#include "labels.routes.h"
#include "labels.views.h"

static enum outcome read_tags(struct request *request, struct customer_id customer, struct label_block *block)
{
	struct label_held *held;
	TRY(labels_held(request->ctx, LABEL_TAG, customer, &held, &block->tag_count));
	block->customer = customer;
	block->tags = held;
	block->may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE);
	return DONE;
}

enum outcome labels_chips_block(struct request *request, struct customer_id customer)
{
	struct label_block block = {0};
	TRY(read_tags(request, customer, &block));
	if (block.tag_count)
		view_labels_chips(&request->view, &block);
	return DONE;
}

enum outcome labels_tags_block(struct request *request, struct customer_id customer)
{
	struct label_block block = {0};
	const struct tag_names *names;
	TRY(read_tags(request, customer, &block));
	if (!block.tag_count && !block.may_write)
		return DONE;
	TRY(tag_names(request->ctx->reader, &names, &block.known_count));
	struct text *known = arena_take_array(request->ctx->arena, block.known_count, sizeof *known);
	for (size_t i = 0; i < block.known_count; i++)
		known[i] = names[i].name;
	block.known = known;
	view_labels_tags_block(&request->view, &block);
	return DONE;
}

static struct label_member member_of(struct request *request, const struct customer_row *row,
				     const struct label_rows *label)
{
	struct arena *arena = request->ctx->arena;
	const struct group_id group = {label->id};
	const struct channel_id channel = {label->id};
	if (label->kind == LABEL_GROUP)
		return (struct label_member){label->name, labels_customer_ungroup_post_url(arena, row->id, group),
					     false};
	return (struct label_member){label->name, labels_customer_unchannel_post_url(arena, row->id, channel),
				     channel.value == row->channel_id.value};
}

/* Those that the customer has, and the others to choose from. */
static enum outcome read_members(struct request *request, const struct customer_row *row, enum label_kind kind,
				 struct label_members *ret_members)
{
	struct arena *arena = request->ctx->arena;
	const struct label_rows *rows;
	struct label_held *held;
	size_t count, held_count, more = 0, at = 0;
	TRY(labels_list(request->ctx, kind, &rows, &count));
	TRY(labels_held(request->ctx, kind, row->id, &held, &held_count));
	struct label_member *members = arena_take_array(arena, held_count, sizeof *members);
	struct option *options = arena_take_array(arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		bool is_main = kind == LABEL_GROUP && rows[i].id == row->group_id.value;
		if (at < held_count && held[at].row->id == rows[i].id)
			members[at++] = member_of(request, row, &rows[i]);
		else if (rows[i].active && !is_main)
			options[more++] = (struct option){text_of_number(arena, rows[i].id), rows[i].name, false};
	}
	*ret_members = (struct label_members){members, held_count, options, more, TEXT_NONE};
	return DONE;
}

enum outcome labels_groups_block(struct request *request, struct customer_id customer)
{
	struct label_group_block block = {.may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE)};
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(read_members(request, &row, LABEL_GROUP, &block.groups));
	TRY(read_members(request, &row, LABEL_CHANNEL, &block.channels));
	block.groups.add = labels_customer_group_post_url(request->ctx->arena, customer);
	block.channels.add = labels_customer_channel_post_url(request->ctx->arena, customer);
	/* With one channel and one group in all there is nothing to say. */
	if (!block.groups.count && !block.groups.more_count && block.channels.count < 2 && !block.channels.more_count)
		return DONE;
	view_labels_groups_block(&request->view, &block);
	return DONE;
}
