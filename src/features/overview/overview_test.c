/* Recently viewed customers, on both engines. */
#include "features/overview/overview.h"

#include "overview.sql.h"
#include "tests/engine.h"
#include "tests/unit.h"

struct world {
	struct engine engine;
	struct context ctx;
};

static int64_t seconds;

/* A second later at each look. */
static struct instant later(void *state)
{
	(void)state;
	return (struct instant){(INT64_C(1790000000) + seconds++) * SECOND_US};
}
static const struct clock ticking = {later, NULL};

#define CUSTOMERS 25

static void world_open(struct world *world, void **state)
{
	engine_open(&world->engine, *state);
	engine_script(&world->engine, "INSERT INTO types (id, word, name, position, active, is_default, approval, "
				      "shown_fields, required_fields, "
				      "discount, created) VALUES (1, 'retail', 'Retail', 1, 1, 1, 0, '', '', 0, 1)");
	engine_script(&world->engine,
		      "INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created) "
		      "VALUES (1, 'all', 'All', 1, 1, 1, 1, 0, 1)");
	engine_script(&world->engine, "INSERT INTO channels (id, word, name, position, active, is_default, colour, "
				      "language, currency, created) "
				      "VALUES (1, 'shop', 'Shop', 1, 1, 1, '#000000', 'en', 'EUR', 1)");
	engine_script(&world->engine, "INSERT INTO roles (id, word, name, permissions, scope, rank, created) "
				      "VALUES (1, 'rep', 'Rep', '*', 0, 1, 1)");
	engine_script(&world->engine,
		      "INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, "
		      "theme, created, "
		      "modified) VALUES (1, 1, 'a@x.example', 'a@x.example', 'Aisha', 1, 0, 1, 'en', '', 1, 1)");
	for (int i = 1; i <= CUSTOMERS; i++)
		engine_script(&world->engine, text_format(world->engine.arena,
							  "INSERT INTO customers (id, version, status, salutation, "
							  "name_order, display_name, sort_name, type_id, "
							  "group_id, channel_id, vip, newsletter, discount, guest, "
							  "activation, approval, active, blocked, since, "
							  "created, modified) VALUES (%d, 1, 9, 0, 0, 'C%d', 'c%d', 1, "
							  "1, 1, 0, 0, -1, 0, 1, 1, 1, 0, 1, 1, 1)",
							  i, i, i)
						      .at);
	context_open(&world->ctx, world->engine.arena, world->engine.store);
	world->ctx.clock = &ticking;
	world->ctx.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = 1};
	world->ctx.session.staff = 1;
}

static void look_at(struct world *world, int64_t customer)
{
	context_close(&world->ctx);
	assert_int_equal(overview_remember(&world->ctx, (struct customer_id){customer}), DONE);
}

static struct overview_recent *recent(struct world *world, size_t *ret_count)
{
	struct overview_recent *rows;
	context_close(&world->ctx);
	assert_int_equal(context_read(&world->ctx), DONE);
	assert_int_equal(overview_recent(world->ctx.reader, (struct staff_id){1}, &rows, ret_count), DONE);
	return rows;
}

static void world_close(struct world *world)
{
	context_close(&world->ctx);
	engine_close(&world->engine);
}

static void who_was_looked_at_last_comes_first_and_once(void **state)
{
	struct world world;
	size_t count;
	world_open(&world, state);
	look_at(&world, 3);
	look_at(&world, 4);
	look_at(&world, 3);
	struct overview_recent *rows = recent(&world, &count);
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].id.value, 3);
	assert_int_equal(rows[1].id.value, 4);
	world_close(&world);
}

static void looking_again_at_the_last_one_writes_nothing(void **state)
{
	struct world world;
	world_open(&world, state);
	look_at(&world, 3);
	int64_t before = engine_number(&world.engine, "SELECT at FROM recent_customers WHERE customer_id = 3");
	look_at(&world, 3);
	assert_int_equal(engine_number(&world.engine, "SELECT at FROM recent_customers WHERE customer_id = 3"), before);
	world_close(&world);
}

static void twenty_are_kept(void **state)
{
	struct world world;
	world_open(&world, state);
	for (int i = 1; i <= CUSTOMERS; i++)
		look_at(&world, i);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM recent_customers"), 20);
	assert_int_equal(engine_number(&world.engine, "SELECT MIN(customer_id) FROM recent_customers"), 6);
	world_close(&world);
}

static void what_one_may_not_see_any_more_is_left_out(void **state)
{
	struct world world;
	size_t count;
	world_open(&world, state);
	look_at(&world, 3);
	world.ctx.session.scope = STORE_SCOPE_OWN;
	recent(&world, &count);
	assert_int_equal(count, 0);
	world_close(&world);
}

static void others_than_staff_remember_nobody(void **state)
{
	struct world world;
	world_open(&world, state);
	world.ctx.actor = (struct actor){.kind = ACTOR_KIND_KEY, .id = 1};
	look_at(&world, 3);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM recent_customers"), 0);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_was_looked_at_last_comes_first_and_once),
		ON_BOTH(looking_again_at_the_last_one_writes_nothing),
		ON_BOTH(twenty_are_kept),
		ON_BOTH(what_one_may_not_see_any_more_is_left_out),
		ON_BOTH(others_than_staff_remember_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
