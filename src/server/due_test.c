/* What the clock does while the server runs, on both engines. */
#include "server/due.h"

#include "features/access/access.h"
#include "service/throttle.h"
#include "tests/world.h"

#include <unistd.h>

static void a_suspension_whose_date_has_passed_is_lifted_and_others_stay(void **state)
{
	struct world world;
	world_open(&world, *state);
	world.ctx.clock = &clock_system; /* as due_run() has it */
	const struct customer_id past = world_customer(&world, "Ann"), open = world_customer(&world, "Ben");
	const struct access_ask ask = {.functions = {1}, .until = instant_add(context_now(&world.ctx), DAY_US)};
	assert_int_equal(access_change(world_fresh(&world), past, ACCESS_VERB_SUSPEND, &ask), DONE);
	assert_int_equal(access_change(world_fresh(&world), open, ACCESS_VERB_SUSPEND, &ask), DONE);
	engine_script(&world.engine,
		      text_format(world.engine.arena, "UPDATE customers SET suspended_until = 1 WHERE id = %lld",
				  (long long)past.value)
			      .at);
	(void)due_run(world.engine.store, &(struct due){0});
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE suspended IS NULL"), 1);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM events WHERE name = 'customer.suspension_lifted' "
				       "AND actor_kind = 0"),
			 1);
	world_close(&world);
}

static void counts_of_attempts_are_forgotten_when_their_window_has_ended(void **state)
{
	struct world world;
	world_open(&world, *state);
	world.ctx.clock = &clock_system; /* as due_run() has it */
	const struct throttle ended = {TEXT("ended"), 1, -1}, open = {TEXT("open"), 1, HOUR_US};
	assert_int_equal(throttle_take(world_fresh(&world), &ended), DONE);
	assert_int_equal(throttle_take(world_fresh(&world), &open), DONE);
	(void)due_run(world.engine.store, &(struct due){0});
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM throttles"), 1);
	assert_int_equal(throttle_take(world_fresh(&world), &open), TOO_MANY);
	world_close(&world);
}

/* Suspends for 0.9 s; what due_run() wants to be waited for then. */
static int64_t suspend_and_look(struct world *world, struct customer_id customer, struct due *due)
{
	const struct access_ask ask = {.functions = {1}, .until = instant_add(context_now(&world->ctx), 900000)};
	assert_int_equal(access_change(world_fresh(world), customer, ACCESS_VERB_SUSPEND, &ask), DONE);
	return due_run(world->engine.store, due);
}

static void one_that_ends_soon_is_waited_for_exactly(void **state)
{
	struct world world;
	struct due due = {0};
	world_open(&world, *state);
	world.ctx.clock = &clock_system;
	struct customer_id soon = world_customer(&world, "Ann");
	int64_t wait_us = DUE_MOST_US;
	/* A machine that is too busy to look in time has nothing left to wait for. */
	for (int tries = 0; tries < 20 && wait_us == DUE_MOST_US; tries++)
		wait_us = suspend_and_look(&world, soon, &due);
	assert_true(wait_us < 900000);
	usleep((useconds_t)wait_us + 1000);
	(void)due_run(world.engine.store, &due);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE status = 9"), 1);
	assert_int_equal(due_run(world.engine.store, &due), DUE_MOST_US);
	world_close(&world);
}

#define FILE_ASIDE(id, since)                                                                                          \
	"INSERT INTO files (customer_id, at, id, kind, token, content, name, type, size, aside) VALUES (%lld, " id     \
	", " id ", 2, '" id "', 'ab', 'a', 'image/webp', 1, " since ")"

static void files_that_were_set_aside_for_a_month_go(void **state)
{
	struct world world;
	world_open(&world, *state);
	long long ann = world_customer(&world, "Ann").value;
	struct arena *arena = world.engine.arena;
	engine_script(&world.engine, text_format(arena, FILE_ASIDE("1", "1"), ann).at);
	engine_script(&world.engine, text_format(arena, FILE_ASIDE("2", "4000000000000000"), ann).at);
	(void)due_run(world.engine.store, &(struct due){0});
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM files"), 2);
	(void)due_run(world.engine.store, &(struct due){.files = TEXT("/nowhere")});
	assert_int_equal(engine_number(&world.engine, "SELECT MIN(id) FROM files"), 2);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(a_suspension_whose_date_has_passed_is_lifted_and_others_stay),
					   ON_BOTH(counts_of_attempts_are_forgotten_when_their_window_has_ended),
					   ON_BOTH(one_that_ends_soon_is_waited_for_exactly),
					   ON_BOTH(files_that_were_set_aside_for_a_month_go)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
