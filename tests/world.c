/* A small business for tests of rules; the contract is in world.h. */
#include "tests/world.h"

#include "features/customers/customers.h"
#include "server/bootstrap.h"
#include "tests/told.h"

#include <string.h>

static struct instant tell(void *state)
{
	return ((struct world *)state)->now;
}

void world_open(struct world *world, const char *engine)
{
	engine_open(&world->engine, engine);
	context_open(&world->ctx, world->engine.arena, world->engine.store);
	world->now = (struct instant){WORLD_START};
	world->clock = (struct clock){tell, world};
	world->ctx.clock = &world->clock;
	assert_int_equal(bootstrap_basics(&world->ctx), DONE);
}

void world_close(struct world *world)
{
	context_close(&world->ctx);
	told_check(&world->engine);
	engine_close(&world->engine);
}

void world_furnish(struct world *world)
{
	engine_script(&world->engine,
		      "INSERT INTO types (id, word, name, position, active, is_default, approval, registration, "
		      "shown_fields, "
		      "required_fields, discount, created) VALUES (2, 'trade', 'Trade', 2, 1, 0, 0, 0, '', '', 0, 1)");
	engine_script(&world->engine,
		      "INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency, "
		      "created) VALUES (2, 'fair', 'Fair', 2, 1, 0, '#000000', 'en', 'EUR', 1)");
	engine_script(
		&world->engine,
		"INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, theme, "
		"created, modified) SELECT 1, 1, 'a@x.example', 'a@x.example', 'Aisha', r.id, 1, 1, 'en', '', 1, 1 "
		"FROM roles r WHERE r.word = 'sales' UNION ALL "
		"SELECT 2, 1, 'b@x.example', 'b@x.example', 'Ben', r.id, 2, 1, 'en', '', 1, 1 "
		"FROM roles r WHERE r.word = 'sales'");
	engine_script(&world->engine, "INSERT INTO staff_channels (staff_id, channel_id) VALUES (2, 2)");
}

struct context *world_fresh(struct world *world)
{
	context_close(&world->ctx);
	problems_clear(world->ctx.problems);
	return &world->ctx;
}

void world_act_as(struct world *world, int64_t staff, enum store_scope scope)
{
	struct context *ctx = world_fresh(world);
	ctx->actor = (struct actor){.kind = staff ? ACTOR_KIND_STAFF : ACTOR_KIND_SYSTEM, .id = staff};
	ctx->session = (struct store_session){.scope = scope, .staff = staff};
}

struct customer_id world_add(struct context *ctx, const char *who, bool guest)
{
	const struct customer_change change = {strchr(who, '@') ? CUSTOMER_FIELD_EMAIL : CUSTOMER_FIELD_FIRST_NAME,
					       text_of(who), TEXT_NONE};
	const struct customer_adding adding = {.changes = &change, .count = 1, .guest = guest};
	struct customer_id customer = {0};
	assert_int_equal(customers_add(ctx, &adding, &customer), DONE);
	return customer;
}

struct customer_id world_customer(struct world *world, const char *who)
{
	return world_add(world_fresh(world), who, false);
}

struct customer_id world_guest(struct world *world, const char *who)
{
	return world_add(world_fresh(world), who, true);
}
