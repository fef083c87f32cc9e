/* A list's filter, scope and what it hides, as a condition over the index; see lists_index_parts.h.
 *
 * The one idea: a condition on a value that is not there is "no", as in SQL (lists_where.c); so each condition is the
 * set of those for whom it holds, and negation is everybody else.
 */
#include "service/lists_index_parts.h"

#include "lists.sql.h"
#include "service/settings.h"

#include <string.h>

#define ONLINE_US (3 * MINUTE_US)

static size_t column_at(const struct filter_node *node)
{
	const struct list_column *columns;
	list_columns(&columns);
	return (size_t)(node->column - columns);
}

static int number_of(const struct list_index *index, const struct filter_node *node)
{
	return index->shape.number_of[column_at(node)];
}

static int family_of(const struct list_index *index, const struct filter_node *node)
{
	return index->shape.family_of[column_at(node)];
}

/* ---- without the lock: what SQL has to say ---- */

static enum outcome ask_node(struct list_plan *plan, const struct filter_node *node)
{
	for (const struct filter_node *part = node->parts; part; part = part->next)
		TRY(ask_node(plan, part));
	bool is_condition = node->kind == FILTER_CONDITION;
	if ((!is_condition && node->kind != FILTER_WORD) ||
	    (is_condition && (number_of(plan->index, node) != -1 || family_of(plan->index, node) >= 0)))
		return DONE;
	if (plan->asked_count == LIST_BITS_MOST) {
		plan->failed = true;
		return DONE;
	}
	plan->asked[plan->asked_count].node = node;
	return list_asked_take(plan->ctx, plan->index, node, &plan->asked[plan->asked_count++].bits);
}

static enum outcome read_channels(struct list_plan *plan, const struct store_session *session)
{
	struct list_channels_of_staff *rows;
	if (session->scope != STORE_SCOPE_CHANNELS)
		return DONE;
	TRY(list_channels_of_staff(plan->ctx->reader, (struct staff_id){session->staff}, &rows, &plan->channel_count));
	plan->channels = arena_take_array(plan->ctx->arena, plan->channel_count, sizeof *plan->channels);
	for (size_t i = 0; i < plan->channel_count; i++)
		plan->channels[i] = rows[i].channel_id.value;
	return DONE;
}

enum outcome list_plan_begin(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			     struct list_plan *ret_plan)
{
	*ret_plan = (struct list_plan){.index = index, .ctx = ctx, .ask = ask, .now = context_now(ctx)};
	TRY(context_read(ctx));
	TRY(settings_zone(ctx, &ret_plan->zone));
	ret_plan->today = zone_local(ret_plan->zone, ret_plan->now).date;
	TRY(read_channels(ret_plan, &ctx->session));
	return ask_node(ret_plan, ask->filter->root);
}

enum outcome list_plan_ask(struct list_plan *plan, const struct filter *filter)
{
	return ask_node(plan, filter->root);
}

void list_plan_end(struct list_plan *plan)
{
	for (size_t i = 0; i < plan->asked_count; i++)
		list_asked_give(plan->asked[i].bits);
	plan->asked_count = 0;
	list_plan_keep(plan, 0);
}

uint64_t *list_plan_room(struct list_plan *plan)
{
	uint64_t *room = list_room_take(plan->index);
	if (plan->room_count == LIST_ROOMS_MOST) {
		list_room_give(plan->index, room);
		plan->failed = true;
		return plan->rooms[0];
	}
	return plan->rooms[plan->room_count++] = room;
}

void list_plan_keep(struct list_plan *plan, size_t count)
{
	while (plan->room_count > count)
		list_room_give(plan->index, plan->rooms[--plan->room_count]);
}

/* The one taken last. */
static void forget_room(struct list_plan *plan)
{
	if (!plan->failed)
		list_room_give(plan->index, plan->rooms[--plan->room_count]);
}

/* ---- with the lock ---- */

static struct slot_node *node_new(struct list_plan *plan, enum slot_node_kind kind)
{
	struct slot_node *node = arena_take(plan->ctx->arena, sizeof *node);
	node->kind = kind;
	return node;
}

static void add_part(struct slot_node *parent, struct slot_node *part)
{
	part->next = parent->parts;
	parent->parts = part;
}

static struct slot_node *set_node(struct list_plan *plan, int family, int64_t value)
{
	struct slot_node *node = node_new(plan, SLOT_SET);
	node->set = slot_family_find(&plan->index->slots.families[family], value);
	return node;
}

static const struct slot_order *order_of(const struct list_index *index, int number)
{
	return number == LIST_BY_ID ? &index->slots.by_id : &index->slots.by_number[number];
}

/* Sets `to` to those whose number lies in the interval. */
static void read_range(const struct slot_order *order, struct list_interval interval, uint64_t *to)
{
	const struct slot_key low = {.number = interval.low, .id = INT64_MIN};
	const struct slot_key high = {.number = interval.high, .id = INT64_MAX};
	if (interval.low > interval.high)
		memset(to, 0, order->words * sizeof *to);
	else
		slot_order_within(order, &low, &high, to);
}

static void read_number(struct list_plan *plan, const struct filter_node *node, const struct filter_value *value,
			uint64_t *to)
{
	struct list_interval interval = {INT64_MIN, INT64_MAX};
	bool is_online = node->value_kind == LIST_KIND_online && value->kind == FILTER_LITERAL;
	if (is_online)
		interval.low = plan->now.us - ONLINE_US;
	else if (value->kind == FILTER_LITERAL || value->kind == FILTER_RANGE)
		interval = list_interval_of(node, value, plan->zone, plan->today);
	read_range(order_of(plan->index, number_of(plan->index, node)), interval, to);
	if (value->kind == FILTER_NONE || (is_online && value->number == 0))
		bits_turn(to, plan->index->slots.words);
}

static struct slot_node *number_node(struct list_plan *plan, const struct filter_node *node)
{
	struct slot_node *made = node_new(plan, SLOT_BITS);
	uint64_t *all = list_plan_room(plan);
	made->bits = all;
	read_number(plan, node, node->values, all);
	for (size_t i = 1; i < node->value_count; i++) {
		uint64_t *one = list_plan_room(plan);
		read_number(plan, node, &node->values[i], one);
		bits_or(all, one, plan->index->slots.words);
		forget_room(plan);
	}
	return made;
}

static struct slot_node *family_node(struct list_plan *plan, const struct filter_node *node,
				     const struct filter_value *value)
{
	int family = family_of(plan->index, node);
	if (value->kind == FILTER_LITERAL)
		return set_node(plan, family,
				plan->index->shape.families[family].is_text ? list_text_value(value->text)
									    : value->number);
	struct slot_node *any = node_new(plan, SLOT_SET);
	any->set = &plan->index->slots.families[family].any;
	any->negated = value->kind == FILTER_NONE;
	return any;
}

static struct slot_node *asked_node(struct list_plan *plan, const struct filter_node *node)
{
	struct slot_node *made = node_new(plan, SLOT_BITS);
	for (size_t i = 0; i < plan->asked_count; i++)
		if (plan->asked[i].node == node)
			made->bits = plan->asked[i].bits->bits;
	return made;
}

static struct slot_node *condition_node(struct list_plan *plan, const struct filter_node *node)
{
	if (number_of(plan->index, node) != -1)
		return number_node(plan, node);
	if (family_of(plan->index, node) < 0)
		return asked_node(plan, node);
	struct slot_node *made = node_new(plan, SLOT_ANY);
	for (size_t i = 0; i < node->value_count; i++)
		add_part(made, family_node(plan, node, &node->values[i]));
	return made;
}

static struct slot_node *make_node(struct list_plan *plan, const struct filter_node *node)
{
	struct slot_node *made;
	if (node->kind == FILTER_WORD)
		made = asked_node(plan, node);
	else if (node->kind == FILTER_CONDITION)
		made = condition_node(plan, node);
	else
		made = node_new(plan, node->kind == FILTER_ALL ? SLOT_ALL : SLOT_ANY);
	for (const struct filter_node *part = node->parts; part; part = part->next)
		add_part(made, make_node(plan, part));
	made->negated = node->negated;
	return made;
}

static void add_scope(struct list_plan *plan, struct slot_node *root)
{
	const struct store_session *session = &plan->ctx->session;
	const struct list_shape *shape = &plan->index->shape;
	struct slot_node *some = node_new(plan, SLOT_ANY);
	switch (session->scope) {
	case STORE_SCOPE_ALL: return;
	case STORE_SCOPE_OWN: add_part(some, set_node(plan, shape->representative, session->staff)); break;
	case STORE_SCOPE_CHANNELS:
		for (size_t i = 0; i < plan->channel_count; i++)
			add_part(some, set_node(plan, shape->seen_in, plan->channels[i]));
		break;
	case STORE_SCOPE_SELF:
	case STORE_SCOPE_NONE: break;
	}
	add_part(root, some);
}

static void add_hidden(struct list_plan *plan, struct slot_node *root, int family, int64_t value)
{
	struct slot_node *node = set_node(plan, family, value);
	node->negated = true;
	add_part(root, node);
}

/* As composed_where() does it. */
static struct slot_node *make_root(struct list_plan *plan)
{
	const struct list_ask *ask = plan->ask;
	struct slot_node *root = node_new(plan, SLOT_ALL);
	add_part(root, make_node(plan, ask->filter->root));
	if (!ask->guests && !ask->filter->names_guests && !ask->filter->has_words)
		add_hidden(plan, root, plan->index->shape.guest, 1);
	if (!ask->trash && !ask->filter->names_trash) {
		add_hidden(plan, root, plan->index->shape.status, CUSTOMER_STATUS_MERGED);
		add_hidden(plan, root, plan->index->shape.status, CUSTOMER_STATUS_TRASHED);
	}
	add_scope(plan, root);
	return root;
}

bool list_plan_answer(struct list_plan *plan, uint64_t **ret_matches, size_t *ret_count)
{
	struct list_index *index = plan->index;
	/* Since SQL was asked the index was built anew, or grew. */
	for (size_t i = 0; i < plan->asked_count; i++)
		plan->failed |=
			plan->asked[i].bits->built != index->built || plan->asked[i].bits->words != index->slots.words;
	if (plan->failed)
		return false;
	*ret_matches = list_plan_room(plan);
	const struct slot_node *root = make_root(plan);
	if (plan->failed)
		return false;
	*ret_count = slot_answer(&index->slots, root, *ret_matches);
	return true;
}

size_t list_plan_read(struct list_plan *plan, const struct filter *filter, const uint64_t *among, uint64_t *to)
{
	struct slot_node *root = node_new(plan, SLOT_ALL), *bits = node_new(plan, SLOT_BITS);
	bits->bits = among;
	add_part(root, bits);
	add_part(root, make_node(plan, filter->root));
	return plan->failed ? 0 : slot_answer(&plan->index->slots, root, to);
}

bool list_plan_is_range(const struct list_plan *plan, const struct filter *filter, const struct slot_order **ret_order,
			struct list_interval *ret_interval)
{
	const struct filter_node *root = filter->root, *only = root->parts;
	if (root->negated || !only || only->next || only->kind != FILTER_CONDITION || only->negated ||
	    only->value_count != 1 || number_of(plan->index, only) == -1 || only->value_kind == LIST_KIND_online)
		return false;
	if (only->values->kind != FILTER_LITERAL && only->values->kind != FILTER_RANGE)
		return false;
	*ret_order = order_of(plan->index, number_of(plan->index, only));
	*ret_interval = list_interval_of(only, only->values, plan->zone, plan->today);
	return true;
}
