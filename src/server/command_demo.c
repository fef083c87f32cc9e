/* clientele demo: a business with customers, to look at and to measure with. */
#include "demo.sql.h"
#include "server/command.h"
#include "server/commands.h"
#include "server/demo.h"
#include "store/migrate.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH 200
#define MOST  10000000

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

static void show_progress(uint64_t before, uint64_t done, uint64_t count)
{
	if (done == count || before * 10 / count != done * 10 / count)
		printf("%llu of %llu customers\n", (unsigned long long)done, (unsigned long long)count);
	fflush(stdout);
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
		if (outcome == DONE)
			show_progress(done, done + batch.count, count);
		done += batch.count;
	}
	return outcome;
}

static enum outcome fill(struct demo *demo, struct context *ctx, uint64_t count)
{
	struct demo_customer_any any;
	TRY(context_read(ctx));
	TRY(demo_customer_any(ctx->reader, &any));
	context_close(ctx);
	if (any.is_there)
		return context_conflict(ctx, TEXT("db"), "not_empty",
					N_("There are customers already; the database was left as it is."), TEXT_NONE);
	TRY(demo_add_business(demo));
	return add_people(demo, ctx, count);
}

/* Opens the database and makes its schema when it is new. */
static bool open_store(const struct command_line *line, struct store **ret_store)
{
	struct store_options options = {.where = command_value(line, "db"), .create = true, .alone = true};
	struct text why;
	if (store_open(&options, line->arena, ret_store, &why) != DONE) {
		fprintf(stderr, "clientele: cannot make the database: %.*s\n", TEXT_ARG(why));
		return false;
	}
	enum outcome made = migrate_create(*ret_store, line->arena);
	if (made == DONE || made == CONFLICT)
		return true;
	fprintf(stderr, "clientele: the schema could not be made; the log says why.\n");
	store_close(*ret_store);
	return false;
}

int command_demo(const struct command_line *line)
{
	struct demo demo = {.arena = line->arena, .now = clock_now(&clock_system)};
	struct context ctx;
	int64_t count, seed;
	if (!command_number(line, "customers", 10000, &count) || !command_number(line, "seed", 1, &seed))
		return 2;
	if (count > MOST) {
		fprintf(stderr, "clientele: %d customers are the most\n", MOST);
		return 2;
	}
	if (!open_store(line, &demo.store))
		return 1;
	demo.seed = (uint64_t)seed;
	context_open(&ctx, line->arena, demo.store);
	int status = command_end(&ctx, fill(&demo, &ctx, (uint64_t)count));
	context_close(&ctx);
	store_close(demo.store);
	return status;
}
