/* Pages, ids and neighbours by the index; see lists_index_parts.h.
 *
 * The one idea: where a cursor or a customer stands is turned into how many stand before, so that all of them are
 * pages.
 */
#include "service/lists_index_parts.h"

#include <string.h>

/* What is needed while the lock is held. */
struct running {
	struct list_plan plan;
	struct list_sorting sorting;
	struct slot_sorted sorted;
	uint64_t *matches;
	size_t count;
	bool is_locked;
};

static enum outcome running_begin(struct context *ctx, struct list_index *index, const struct list_ask *ask,
				  struct running *running)
{
	enum outcome outcome = list_plan_begin(ctx, index, ask, &running->plan);
	if (outcome == DONE)
		outcome = list_sorting_begin(ctx, index, ask, &running->sorting);
	if (outcome != DONE)
		list_plan_end(&running->plan);
	return outcome;
}

/* With the lock held from here to running_end(); false: SQL has to answer. */
static bool running_answer(struct context *ctx, struct list_index *index, struct running *running)
{
	running->is_locked = list_index_lock(index);
	if (!running->is_locked || !list_plan_answer(&running->plan, &running->matches, &running->count))
		return false;
	list_sorting_make(&running->sorting, ctx->arena, index);
	running->sorted = (struct slot_sorted){running->sorting.phases, running->sorting.phase_count,
					       running->sorting.descending, list_plan_room(&running->plan)};
	return !running->plan.failed;
}

static void running_end(struct list_index *index, struct running *running)
{
	list_plan_end(&running->plan); /* its room is as long as the index only while the lock is held */
	if (running->is_locked)
		pthread_rwlock_unlock(&index->lock);
}

/* How many matches stand before the position, or before what comes behind it. */
static size_t rank_of(const struct list_index *index, const struct running *running,
		      const struct list_position *position, bool behind)
{
	struct slot_key key;
	size_t phase;
	list_sorting_find(&running->sorting, position, &phase, &key);
	if (phase >= running->sorting.phase_count)
		return running->count;
	return slot_answer_rank(&index->slots, running->matches, &running->sorted,
				(struct slot_position){phase, key, behind});
}

static void give_ids(const struct list_index *index, const uint32_t *slots, size_t count, int64_t *ret_ids)
{
	for (size_t i = 0; i < count; i++)
		ret_ids[i] = slot_numbers_get(&index->slots.ids, slots[i]);
}

/* False when the page is to be found by its rank. */
static bool read_behind(struct list_index *index, const struct running *running, const struct list_position *behind,
			size_t most, int64_t *ret_ids)
{
	uint32_t *slots = arena_take_array(running->plan.ctx->arena, most + 1, sizeof *slots);
	/* One more, so that it is known that there is one. */
	struct slot_from from = {{.behind = true}, most + 1};
	list_sorting_find(&running->sorting, behind, &from.position.phase, &from.position.key);
	if (from.position.phase >= running->sorting.phase_count ||
	    !slot_answer_page_from(&index->slots, running->matches, &running->sorted, &from, slots))
		return false;
	give_ids(index, slots, most, ret_ids);
	return true;
}

static size_t read_page(struct list_index *index, const struct running *running, size_t offset, size_t most,
			int64_t *ret_ids)
{
	const struct slot_page page = {.matches = running->count, .offset = offset, .most = most};
	uint32_t *slots = arena_take_array(running->plan.ctx->arena, most, sizeof *slots);
	size_t count = slot_answer_page(&index->slots, running->matches, &running->sorted, page, slots);
	give_ids(index, slots, count, ret_ids);
	return count;
}

static void find_page(struct list_index *index, const struct running *running, const struct list_ask *ask,
		      const struct list_position *behind, struct list_found *found)
{
	size_t most = (size_t)ask->most;
	found->total = (int64_t)running->count;
	if (behind && read_behind(index, running, behind, most, found->ids)) {
		found->count = most;
		found->has_next = true;
		return;
	}
	size_t offset = behind                                  ? rank_of(index, running, behind, true)
			: ask->offset > (int64_t)running->count ? running->count
								: (size_t)ask->offset;
	found->count = read_page(index, running, offset, most, found->ids);
	found->has_next = offset + found->count < running->count;
}

enum outcome list_index_page(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			     const struct list_position *behind, struct list_found *ret_found)
{
	struct running *running = arena_take(ctx->arena, sizeof *running);
	*ret_found = (struct list_found){.ids = arena_take_array(ctx->arena, (size_t)ask->most, sizeof(int64_t))};
	TRY(running_begin(ctx, index, ask, running));
	ret_found->answered = running_answer(ctx, index, running);
	if (ret_found->answered)
		find_page(index, running, ask, behind, ret_found);
	running_end(index, running);
	return DONE;
}

enum outcome list_index_around(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			       const struct list_position *position, struct list_neighbours *ret_neighbours)
{
	struct running *running = arena_take(ctx->arena, sizeof *running);
	*ret_neighbours = (struct list_neighbours){0};
	TRY(running_begin(ctx, index, ask, running));
	ret_neighbours->answered = running_answer(ctx, index, running);
	if (ret_neighbours->answered) {
		size_t before = rank_of(index, running, position, false);
		if (before > 0)
			(void)read_page(index, running, before - 1, 1, &ret_neighbours->previous);
		(void)read_page(index, running, rank_of(index, running, position, true), 1, &ret_neighbours->next);
	}
	running_end(index, running);
	return DONE;
}
