/* Everybody of the demo, in the order in which they came; the contract is in demo.h. */
#include "server/demo.h"
#include "store/filling.h"

#include <stdlib.h>

#define BATCH 1000

struct arrival {
	int64_t registered_us; /* before now */
	uint64_t index;
};

/* Who came first is written first, so that numbers rise with time. */
static int earlier(const void *a, const void *b)
{
	const struct arrival *left = a, *right = b;
	if (left->registered_us != right->registered_us)
		return left->registered_us > right->registered_us ? -1 : 1;
	return left->index < right->index ? -1 : 1;
}

static struct arrival *order_of_arrival(struct demo *demo, uint64_t count)
{
	struct arena *arena = arena_open(SIZE_MAX);
	struct arrival *arrivals = arena_take_array(demo->arena, count, sizeof *arrivals);
	for (uint64_t i = 0; i < count; i++) {
		struct demo_person person;
		demo_person_make(arena, demo->seed, i, &person);
		arrivals[i] = (struct arrival){person.registered_us, i};
		arena_reset(arena);
	}
	arena_close(arena);
	qsort(arrivals, count, sizeof *arrivals, earlier);
	return arrivals;
}

struct batch {
	struct demo *demo;
	const struct arrival *arrivals;
	uint64_t count;
};

static enum outcome add_batch(struct context *ctx, void *state)
{
	const struct batch *batch = state;
	for (uint64_t i = 0; i < batch->count; i++) {
		struct demo_person person;
		demo_person_make(ctx->arena, batch->demo->seed, batch->arrivals[i].index, &person);
		TRY(demo_add_person(batch->demo, ctx, &person, batch->arrivals[i].index));
	}
	return DONE;
}

static enum outcome add_people(struct demo *demo, struct context *ctx, uint64_t count)
{
	const struct arrival *arrivals = order_of_arrival(demo, count);
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	enum outcome outcome = DONE;
	for (uint64_t done = 0; done < count && outcome == DONE; arena_reset(arena)) {
		struct batch batch = {demo, arrivals + done, count - done < BATCH ? count - done : BATCH};
		struct context people;
		demo_context_open(demo, arena, &people);
		outcome = context_transact(&people, add_batch, &batch);
		for (size_t i = 0; outcome != DONE && i < people.problems->count; i++)
			problems_add(ctx->problems, people.problems->list[i]);
		context_close(&people);
		done += batch.count;
		if (outcome == DONE && demo->progress)
			demo->progress(done - batch.count, done, count);
	}
	return outcome;
}

enum outcome demo_fill(struct demo *demo, struct context *ctx, uint64_t count)
{
	struct text kept;
	TRY(demo_add_business(demo));
	TRY(filling_begin(demo->store, demo->arena, &kept));
	enum outcome outcome = add_people(demo, ctx, count);
	enum outcome ended = filling_end(demo->store, demo->arena, kept);
	return outcome == DONE ? ended : outcome;
}
