/* Tags, further groups and channels on the page of a customer. */
#include "features/labels/labels_blocks.h"

#include "features/customers/customers.h"
#include "features/labels/labels_pages.h"
#include "labels.routes.h"
#include "labels.views.h"

static enum outcome read_tags(struct request *request, struct customer_id customer, struct label_block *block)
{
	struct customer_tag_list *rows;
	TRY(context_read(request->ctx));
	TRY(customer_tag_list(request->ctx->reader, customer, &rows, &block->tag_count));
	block->customer = customer;
	block->tags = rows;
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

/* Active ones of a kind that are not among `members` nor the one of that id. */
static enum outcome read_more(struct request *request, enum label_kind kind, const int64_t *taken, size_t taken_count,
			      struct choices *ret_more)
{
	const struct label_rows *rows;
	size_t count;
	TRY(labels_list(request->ctx, kind, &rows, &count));
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	*ret_more = (struct choices){options, 0};
	for (size_t i = 0; i < count; i++) {
		bool is_taken = !rows[i].active;
		for (size_t t = 0; t < taken_count; t++)
			is_taken = is_taken || taken[t] == rows[i].id;
		if (!is_taken)
			options[ret_more->count++] =
				(struct option){text_of_number(request->ctx->arena, rows[i].id), rows[i].name, false};
	}
	return DONE;
}

static enum outcome fill_groups(struct request *request, const struct customer_row *row,
				struct label_group_block *block)
{
	struct customer_group_list *rows;
	size_t count;
	struct choices more;
	TRY(customer_group_list(request->ctx->reader, row->id, &rows, &count));
	struct label_member *members = arena_take_array(request->ctx->arena, count, sizeof *members);
	int64_t *taken = arena_take_array(request->ctx->arena, count + 1, sizeof *taken);
	for (size_t i = 0; i < count; i++) {
		members[i] = (struct label_member){
			rows[i].name, labels_customer_ungroup_post_url(request->ctx->arena, row->id, rows[i].id),
			false};
		taken[i] = rows[i].id.value;
	}
	taken[count] = row->group_id.value;
	TRY(read_more(request, LABEL_GROUP, taken, count + 1, &more));
	block->groups = members;
	block->group_count = count;
	block->more_groups = more.list;
	block->more_group_count = more.count;
	block->add_group = labels_customer_group_post_url(request->ctx->arena, row->id);
	return DONE;
}

static enum outcome fill_channels(struct request *request, const struct customer_row *row,
				  struct label_group_block *block)
{
	struct customer_channel_list *rows;
	size_t count;
	struct choices more;
	TRY(customer_channel_list(request->ctx->reader, row->id, &rows, &count));
	struct label_member *members = arena_take_array(request->ctx->arena, count, sizeof *members);
	int64_t *taken = arena_take_array(request->ctx->arena, count, sizeof *taken);
	for (size_t i = 0; i < count; i++) {
		members[i] = (struct label_member){
			rows[i].name, labels_customer_unchannel_post_url(request->ctx->arena, row->id, rows[i].id),
			rows[i].id.value == row->channel_id.value};
		taken[i] = rows[i].id.value;
	}
	TRY(read_more(request, LABEL_CHANNEL, taken, count, &more));
	block->channels = members;
	block->channel_count = count;
	block->more_channels = more.list;
	block->more_channel_count = more.count;
	block->add_channel = labels_customer_channel_post_url(request->ctx->arena, row->id);
	return DONE;
}

enum outcome labels_groups_block(struct request *request, struct customer_id customer)
{
	struct label_group_block block = {.may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE)};
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(fill_groups(request, &row, &block));
	TRY(fill_channels(request, &row, &block));
	/* With one channel and one group in all there is nothing to say. */
	if (!block.group_count && !block.more_group_count && block.channel_count < 2 && !block.more_channel_count)
		return DONE;
	view_labels_groups_block(&request->view, &block);
	return DONE;
}
