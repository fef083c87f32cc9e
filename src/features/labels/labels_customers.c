/* Labels of a customer: tags, further groups, channels that they were seen in. */
#include "features/labels/labels.h"

#include "features/customers/customers.h"
#include "format/fold.h"
#include "service/events.h"

struct tagging {
	const struct customer_id *customers;
	size_t count;
	struct text name;
	struct tag_id tag;
	int64_t changed;
};

static enum outcome lock(struct context *ctx, struct customer_id customer, struct label_customer_lock *ret_row)
{
	bool found;
	TRY(label_customer_lock(ctx->reader, customer, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

static enum outcome record(struct context *ctx, struct customer_id customer, const char *name,
			   const struct event_change *change, int64_t object)
{
	TRY(customer_touch(ctx->writer, context_now(ctx), customer));
	return events_record(ctx, &(struct event){.customer = customer,
						  .name = name,
						  .object_kind = change->field,
						  .object_id = object,
						  .changes = change,
						  .change_count = 1});
}

/* The tag of that name; made when it is new. */
static enum outcome need_tag(struct context *ctx, struct tagging *t)
{
	struct tag_find_folded row;
	bool found;
	TRY(tag_find_folded(ctx->reader, fold_sort(ctx->arena, text_trim(t->name)), &found, &row));
	if (found) {
		t->tag = row.id;
		t->name = row.name;
		return DONE;
	}
	if (!text_is_empty(text_trim(t->name)))
		TRY(context_need(ctx, PERMISSION_LABELS_WRITE));
	const struct label_change name = {LABEL_FIELD_NAME, t->name};
	return labels_add(ctx, &(struct label_ask){.kind = LABEL_TAG, .changes = &name, .count = 1}, &t->tag.value);
}

static enum outcome tag_all(struct context *ctx, void *state)
{
	struct tagging *t = state;
	t->changed = 0;
	TRY(need_tag(ctx, t));
	for (size_t i = 0; i < t->count; i++) {
		struct label_customer_lock row;
		int64_t added;
		TRY(lock(ctx, t->customers[i], &row));
		TRY(customer_tag_add(ctx->writer, t->customers[i], t->tag, context_now(ctx), &added));
		if (!added)
			continue;
		t->changed++;
		TRY(record(ctx, t->customers[i], "tag.added", &(struct event_change){"tag", TEXT_NONE, t->name},
			   t->tag.value));
	}
	return DONE;
}

static enum outcome untag_all(struct context *ctx, void *state)
{
	struct tagging *t = state;
	struct tag_find tag;
	bool found;
	t->changed = 0;
	TRY(tag_find(ctx->reader, t->tag, &found, &tag));
	if (!found)
		return NOT_FOUND;
	for (size_t i = 0; i < t->count; i++) {
		struct label_customer_lock row;
		int64_t removed;
		TRY(lock(ctx, t->customers[i], &row));
		TRY(customer_tag_remove(ctx->writer, t->customers[i], t->tag, &removed));
		if (!removed)
			continue;
		t->changed++;
		TRY(record(ctx, t->customers[i], "tag.removed", &(struct event_change){"tag", tag.name, TEXT_NONE},
			   t->tag.value));
	}
	return DONE;
}

enum outcome labels_tag(struct context *ctx, struct customer_id customer, struct text name, struct tag_id *ret_tag)
{
	struct tagging t = {.customers = &customer, .count = 1, .name = name};
	TRY(context_transact(ctx, tag_all, &t));
	*ret_tag = t.tag;
	return DONE;
}

enum outcome labels_untag(struct context *ctx, struct customer_id customer, struct tag_id tag)
{
	return context_transact(ctx, untag_all, &(struct tagging){.customers = &customer, .count = 1, .tag = tag});
}

enum outcome labels_tag_many(struct context *ctx, const struct customer_id *customers, size_t count, struct text name,
			     int64_t *ret_changed)
{
	struct tagging t = {.customers = customers, .count = count, .name = name};
	TRY(context_transact(ctx, tag_all, &t));
	*ret_changed = t.changed;
	return DONE;
}

enum outcome labels_untag_many(struct context *ctx, const struct customer_id *customers, size_t count, struct text name,
			       int64_t *ret_changed)
{
	struct tagging t = {.customers = customers, .count = count};
	if (labels_find(ctx, LABEL_TAG, name, &t.tag.value) == NOT_FOUND)
		return context_invalid(ctx, TEXT("tag"), "unknown", N_("There is no tag “{0}”."), name, TEXT_NONE);
	TRY(context_transact(ctx, untag_all, &t));
	*ret_changed = t.changed;
	return DONE;
}

/* ---- further groups, channels seen in ---- */

struct joining {
	struct customer_id customer;
	enum label_kind kind;
	int64_t id;
	bool leave;
};

/* The main one is a column of the customer's row and has rules of its own. */
static enum outcome check_main(struct context *ctx, const struct joining *j, const struct label_customer_lock *row)
{
	if (j->kind == LABEL_GROUP && !j->leave && row->group_id.value == j->id)
		return context_conflict(ctx, TEXT("group"), "is_main", N_("That is the main group already."),
					TEXT_NONE);
	if (j->kind == LABEL_CHANNEL && j->leave && row->channel_id.value == j->id)
		return context_conflict(ctx, TEXT("channel"), "is_main",
					N_("That is the home channel; choose another one first."), TEXT_NONE);
	return DONE;
}

static enum outcome change_row(struct context *ctx, const struct joining *j, int64_t *ret_changed)
{
	if (j->kind == LABEL_GROUP && j->leave)
		return customer_group_remove(ctx->writer, j->customer, (struct group_id){j->id}, ret_changed);
	if (j->kind == LABEL_GROUP)
		return customer_group_add(ctx->writer, j->customer, (struct group_id){j->id}, ret_changed);
	if (j->leave)
		return customer_channel_remove(ctx->writer, j->customer, (struct channel_id){j->id}, ret_changed);
	return customer_channel_add(ctx->writer, j->customer, (struct channel_id){j->id}, context_now(ctx),
				    ret_changed);
}

static enum outcome join(struct context *ctx, void *state)
{
	const struct joining *j = state;
	static const char *const names[2][2] = {{"group.joined", "group.left"}, {"channel.seen", "channel.forgotten"}};
	struct label_customer_lock row;
	struct label_rows label;
	int64_t changed;
	TRY(lock(ctx, j->customer, &row));
	TRY(labels_get(ctx, j->kind, j->id, &label));
	if (!j->leave && !label.active)
		return context_conflict(ctx, label_kind_word(j->kind), "inactive", N_("“{0}” is not active."),
					label.name, TEXT_NONE);
	TRY(check_main(ctx, j, &row));
	TRY(change_row(ctx, j, &changed));
	if (!changed)
		return DONE;
	const struct event_change change = {label_kind_word(j->kind).at, j->leave ? label.name : TEXT_NONE,
					    j->leave ? TEXT_NONE : label.name};
	TRY(record(ctx, j->customer, names[j->kind == LABEL_CHANNEL][j->leave], &change, j->id));
	/* Nobody takes a customer out of their own sight. */
	TRY(lock(ctx, j->customer, &row));
	return DONE;
}

enum outcome labels_add_group(struct context *ctx, struct customer_id customer, struct group_id group)
{
	return context_transact(ctx, join, &(struct joining){customer, LABEL_GROUP, group.value, false});
}

enum outcome labels_remove_group(struct context *ctx, struct customer_id customer, struct group_id group)
{
	return context_transact(ctx, join, &(struct joining){customer, LABEL_GROUP, group.value, true});
}

enum outcome labels_add_channel(struct context *ctx, struct customer_id customer, struct channel_id channel)
{
	return context_transact(ctx, join, &(struct joining){customer, LABEL_CHANNEL, channel.value, false});
}

enum outcome labels_remove_channel(struct context *ctx, struct customer_id customer, struct channel_id channel)
{
	return context_transact(ctx, join, &(struct joining){customer, LABEL_CHANNEL, channel.value, true});
}
