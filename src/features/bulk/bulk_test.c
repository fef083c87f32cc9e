/* Stories of changing many customers at once, on both engines: who is changed, who is left out and why. */
#include "features/bulk/bulk.h"

#include "features/customers/customers.h"
#include "tests/engine.h"
#include "tests/unit.h"

#include <string.h>

struct world {
	struct engine engine;
	struct context ctx;
	struct customer_id people[3];
	struct bulk_report report;
};

static struct context *fresh(struct world *world)
{
	context_close(&world->ctx);
	problems_clear(world->ctx.problems);
	return &world->ctx;
}

static struct customer_id add(struct world *world, const char *name)
{
	struct customer_id customer = {0};
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, text_of(name), TEXT_NONE};
	const struct customer_adding ask = {.changes = &change, .count = 1};
	assert_int_equal(customers_add(fresh(world), &ask, &customer), DONE);
	return customer;
}

static void world_open(struct world *world, void **state)
{
	memset(world, 0, sizeof *world);
	engine_open(&world->engine, *state);
	engine_script(&world->engine,
		      "INSERT INTO types (id, word, name, position, active, is_default, approval, shown_fields, "
		      "required_fields, discount, created) VALUES (1, 'retail', 'Retail', 1, 1, 1, 0, '', '', 0, 1), "
		      "(2, 'trade', 'Trade', 2, 1, 0, 0, '', '', 0, 1)");
	engine_script(&world->engine,
		      "INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created) "
		      "VALUES (1, 'all', 'All', 1, 1, 1, 1, 0, 1)");
	engine_script(&world->engine,
		      "INSERT INTO channels (id, word, name, position, active, is_default, colour, language, "
		      "currency, created) VALUES (1, 'shop', 'Shop', 1, 1, 1, '#000000', 'en', 'EUR', 1)");
	engine_script(&world->engine, "INSERT INTO roles (id, word, name, permissions, scope, rank, created) "
				      "VALUES (1, 'rep', 'Rep', '*', 1, 1, 1)");
	engine_script(&world->engine,
		      "INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, "
		      "theme, created, modified) "
		      "VALUES (1, 1, 'a@x.example', 'a@x.example', 'Aisha', 1, 1, 1, 'en', '', 1, 1)");
	context_open(&world->ctx, world->engine.arena, world->engine.store);
	world->people[0] = add(world, "Farah");
	world->people[1] = add(world, "Greta");
	world->people[2] = add(world, "Tariq");
}

static void world_close(struct world *world)
{
	context_close(&world->ctx);
	engine_close(&world->engine);
}

static enum outcome run(struct world *world, const struct bulk_ask *ask)
{
	return bulk_run(fresh(world), world->people, 3, ask, &world->report);
}

static enum customer_status status_of(struct world *world, size_t person)
{
	struct customer_row row;
	assert_int_equal(customers_get(fresh(world), world->people[person], &row), DONE);
	return row.status;
}

static void those_who_are_so_already_are_left_out_and_said_to_be__2_X1(void **state)
{
	struct world world;
	world_open(&world, state);
	assert_int_equal(bulk_run(fresh(&world), &world.people[1], 1, &(struct bulk_ask){.verb = BULK_DISAPPROVE},
				  &world.report),
			 DONE);
	assert_int_equal(run(&world, &(struct bulk_ask){.verb = BULK_DISAPPROVE}), DONE);
	assert_int_equal(world.report.changed, 2);
	assert_int_equal(world.report.skipped_count, 1);
	assert_int_equal(world.report.skipped[0].customer.value, world.people[1].value);
	assert_string_equal(world.report.skipped[0].problem.code, "already");
	assert_int_equal(world.ctx.problems->count, 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(status_of(&world, i), CUSTOMER_STATUS_DISAPPROVED);
	assert_int_equal(run(&world, &(struct bulk_ask){.verb = BULK_APPROVE}), DONE);
	assert_int_equal(world.report.changed, 3);
	assert_int_equal(status_of(&world, 2), CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void several_go_to_the_trash_at_once_and_come_back__2_M1_3_M2(void **state)
{
	struct world world;
	world_open(&world, state);
	assert_int_equal(run(&world, &(struct bulk_ask){.verb = BULK_TRASH, .reason = TEXT("double")}), DONE);
	assert_int_equal(world.report.changed, 3);
	assert_int_equal(status_of(&world, 0), CUSTOMER_STATUS_TRASHED);
	assert_int_equal(run(&world, &(struct bulk_ask){.verb = BULK_BLOCK}), DONE);
	assert_int_equal(world.report.skipped_count, 3);
	assert_int_equal(run(&world, &(struct bulk_ask){.verb = BULK_RESTORE}), DONE);
	assert_int_equal(world.report.changed, 3);
	assert_int_equal(status_of(&world, 2), CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void those_of_others_are_left_out_as_if_they_were_not(void **state)
{
	static const enum bulk_verb verbs[] = {BULK_BLOCK,   BULK_ACTIVATE, BULK_TRASH,
					       BULK_RESTORE, BULK_VIP,      BULK_ADD_TAG};
	struct world world;
	world_open(&world, state);
	world.ctx.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = 1};
	world.ctx.session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 1};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		assert_int_equal(run(&world, &(struct bulk_ask){.verb = verbs[i], .tag = TEXT("loyal")}), DONE);
		assert_int_equal(world.report.changed, 0);
		assert_int_equal(world.report.skipped_count, 3);
		assert_null(world.report.skipped[0].problem.message);
	}
	world_close(&world);
}

static void without_the_permission_nothing_is_done(void **state)
{
	struct world world;
	world_open(&world, state);
	for (enum bulk_verb verb = 0; verb < BULK_VERB_COUNT; verb++) {
		struct context *ctx = fresh(&world);
		ctx->permissions = permission_all();
		ctx->permissions.bits &= ~(UINT64_C(1) << bulk_verb_declared(verb)->permission);
		const struct bulk_ask ask = {verb, .type = {2}, .group = {1}, .channel = {1}, .tag = TEXT("loyal")};
		assert_int_equal(bulk_run(ctx, world.people, 3, &ask, &world.report), FORBIDDEN);
	}
	world.ctx.permissions = permission_all();
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(status_of(&world, i), CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1 OR type_id = 2"),
			 0);
	world_close(&world);
}

static void what_is_to_be_set_has_to_be_chosen(void **state)
{
	static const enum bulk_verb verbs[] = {BULK_SET_TYPE, BULK_SET_GROUP, BULK_SET_CHANNEL, BULK_ADD_TAG,
					       BULK_REMOVE_TAG};
	struct world world;
	world_open(&world, state);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		assert_int_equal(run(&world, &(struct bulk_ask){.verb = verbs[i]}), INVALID);
	world_close(&world);
}

static void type_representative_vip_and_tags_are_set_for_many__1_A10(void **state)
{
	const struct bulk_ask asks[] = {
		{BULK_SET_TYPE, .type = {2}},         {BULK_SET_REPRESENTATIVE, .representative = {1}}, {BULK_VIP},
		{BULK_ADD_TAG, .tag = TEXT("loyal")}, {BULK_REMOVE_TAG, .tag = TEXT("LOYAL")},          {BULK_NOT_VIP}};
	struct world world;
	world_open(&world, state);
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		assert_int_equal(run(&world, &asks[i]), DONE);
		assert_int_equal(world.report.changed, 3);
		assert_int_equal(run(&world, &asks[i]), DONE);
		assert_int_equal(world.report.changed, 0);
	}
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM customers WHERE type_id = 2 AND representative_id = 1"),
			 3);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(those_who_are_so_already_are_left_out_and_said_to_be__2_X1),
		ON_BOTH(several_go_to_the_trash_at_once_and_come_back__2_M1_3_M2),
		ON_BOTH(those_of_others_are_left_out_as_if_they_were_not),
		ON_BOTH(without_the_permission_nothing_is_done),
		ON_BOTH(what_is_to_be_set_has_to_be_chosen),
		ON_BOTH(type_representative_vip_and_tags_are_set_for_many__1_A10),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
