/* Tables of totals by the index; see lists_index_parts.h.
 *
 * The one idea: who is counted is answered once; each condition picks of those, most often a range of an order, and
 * each value's set is held against what was picked.
 */
#include "service/lists_index_parts.h"

#include "service/index/slot_pick.h"

struct tallying {
	struct list_plan plan;
	const struct list_tally_ask *ask;
	struct slot_picking picking;
	const struct slot_family *family; /* NULL: nobody is told apart */
	struct list_tally *tally;
};

static struct slot_picked pick(struct tallying *tallying, const struct filter *filter)
{
	const struct slot_picking *picking = &tallying->picking;
	const struct slot_order *order;
	struct list_interval interval;
	if (list_plan_is_range(&tallying->plan, filter, &order, &interval))
		return slot_pick_range(picking, order, interval.low, interval.high);
	size_t rooms = tallying->plan.room_count;
	struct slot_picked picked = {.bits = picking->bits};
	picked.count = list_plan_read(&tallying->plan, filter, picking->among, picking->bits);
	list_plan_keep(&tallying->plan, rooms);
	return picked;
}

/* The last row is that of those who have no value. */
static void count_within(struct tallying *tallying, size_t at)
{
	const struct slot_picked picked = pick(tallying, tallying->ask->within[at]);
	struct list_tally *tally = tallying->tally;
	tally->totals[at] = (int64_t)picked.count;
	for (size_t i = 0, left = picked.count; i < tally->row_count; i++) {
		bool is_none = i + 1 == tally->row_count;
		size_t count =
			is_none ? left
				: slot_picked_count(&picked, &tallying->family->values[i].set, tallying->picking.words);
		tally->rows[i].counts[at] = (int64_t)count;
		left -= count;
	}
}

/* False when a text cannot be told from its number. */
static bool make_rows(struct arena *arena, const struct list_family *declared, struct tallying *tallying)
{
	struct store_rows rows = {.arena = arena, .size = sizeof(struct list_tally_row)};
	const struct slot_family *family = tallying->family;
	for (size_t i = 0; i < family->count; i++) {
		struct list_tally_row *row = list_tally_add(&rows, tallying->ask->within_count);
		row->number = declared->is_text ? 0 : family->values[i].value;
		if (declared->is_text && !list_text_of_value(arena, family->values[i].value, &row->word))
			return false;
	}
	list_tally_add(&rows, tallying->ask->within_count)->is_none = true;
	tallying->tally->rows = rows.rows;
	tallying->tally->row_count = rows.count;
	return true;
}

static void drop_empty_rows(struct list_tally *tally, size_t within_count)
{
	size_t kept = 0;
	for (size_t i = 0; i < tally->row_count; i++) {
		int64_t all = 0;
		for (size_t w = 0; w < within_count; w++)
			all += tally->rows[i].counts[w];
		if (all)
			tally->rows[kept++] = tally->rows[i];
	}
	tally->row_count = kept;
}

/* With the lock held. */
static bool fill(struct context *ctx, struct list_index *index, struct tallying *tallying)
{
	const struct list_tally_ask *ask = tallying->ask;
	struct list_plan *plan = &tallying->plan;
	uint64_t *matches;
	size_t count;
	if (!list_plan_answer(plan, &matches, &count))
		return false;
	tallying->picking =
		(struct slot_picking){matches, index->slots.words, list_plan_room(plan), list_plan_room(plan)};
	if (plan->failed)
		return false;
	if (ask->by) {
		const struct list_column *columns;
		list_columns(&columns);
		int family = index->shape.family_of[ask->by - columns];
		if (family < 0)
			return false;
		tallying->family = &index->slots.families[family];
		if (!make_rows(ctx->arena, &index->shape.families[family], tallying))
			return false;
	}
	tallying->tally->totals = arena_take_array(ctx->arena, ask->within_count, sizeof(int64_t));
	for (size_t i = 0; i < ask->within_count; i++)
		count_within(tallying, i);
	drop_empty_rows(tallying->tally, ask->within_count);
	return !plan->failed;
}

enum outcome list_index_tally(struct context *ctx, struct list_index *index, const struct list_tally_ask *ask,
			      struct list_tally *tally, bool *ret_answered)
{
	struct tallying *tallying = arena_take(ctx->arena, sizeof *tallying);
	*tallying = (struct tallying){.ask = ask, .tally = tally};
	*tally = (struct list_tally){0};
	enum outcome outcome = list_plan_begin(ctx, index, ask->whom, &tallying->plan);
	for (size_t i = 0; i < ask->within_count && outcome == DONE; i++)
		outcome = list_plan_ask(&tallying->plan, ask->within[i]);
	bool is_locked = outcome == DONE && list_index_lock(index);
	*ret_answered = is_locked && fill(ctx, index, tallying);
	list_plan_end(&tallying->plan);
	if (is_locked)
		pthread_rwlock_unlock(&index->lock);
	return outcome;
}
