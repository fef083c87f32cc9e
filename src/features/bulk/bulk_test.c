/* Stories of changing many customers at once, on both engines: who is changed, who is left out and why. */
#include "features/bulk/bulk.h"

#include "features/customers/customers.h"
#include "tests/world.h"

struct crowd {
	struct world world;
	struct customer_id people[3];
	struct bulk_report report;
};

static void crowd_open(struct crowd *crowd, const char *engine)
{
	crowd->report = (struct bulk_report){0};
	world_open(&crowd->world, engine);
	world_furnish(&crowd->world);
	crowd->people[0] = world_customer(&crowd->world, "Farah");
	crowd->people[1] = world_customer(&crowd->world, "Greta");
	crowd->people[2] = world_customer(&crowd->world, "Tariq");
}

static enum outcome run(struct crowd *crowd, const struct bulk_ask *ask)
{
	return bulk_run(world_fresh(&crowd->world), crowd->people, 3, ask, &crowd->report);
}

static enum customer_status status_of(struct crowd *crowd, size_t person)
{
	struct customer_row row;
	assert_int_equal(customers_get(world_fresh(&crowd->world), crowd->people[person], &row), DONE);
	return row.status;
}

static void those_who_are_so_already_are_left_out_and_said_to_be__2_X1(void **state)
{
	struct crowd crowd;
	crowd_open(&crowd, *state);
	assert_int_equal(bulk_run(world_fresh(&crowd.world), &crowd.people[1], 1,
				  &(struct bulk_ask){.verb = BULK_DISAPPROVE}, &crowd.report),
			 DONE);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_DISAPPROVE}), DONE);
	assert_int_equal(crowd.report.changed, 2);
	assert_int_equal(crowd.report.skipped_count, 1);
	assert_int_equal(crowd.report.skipped[0].customer.value, crowd.people[1].value);
	assert_string_equal(crowd.report.skipped[0].problem.code, "already");
	assert_int_equal(crowd.world.ctx.problems->count, 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(status_of(&crowd, i), CUSTOMER_STATUS_DISAPPROVED);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_APPROVE}), DONE);
	assert_int_equal(crowd.report.changed, 3);
	assert_int_equal(status_of(&crowd, 2), CUSTOMER_STATUS_ACTIVE);
	world_close(&crowd.world);
}

static void several_go_to_the_trash_at_once_and_come_back__2_M1_3_M2(void **state)
{
	struct crowd crowd;
	crowd_open(&crowd, *state);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_TRASH, .reason = TEXT("double")}), DONE);
	assert_int_equal(crowd.report.changed, 3);
	assert_int_equal(status_of(&crowd, 0), CUSTOMER_STATUS_TRASHED);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_BLOCK}), DONE);
	assert_int_equal(crowd.report.skipped_count, 3);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_RESTORE}), DONE);
	assert_int_equal(crowd.report.changed, 3);
	assert_int_equal(status_of(&crowd, 2), CUSTOMER_STATUS_ACTIVE);
	world_close(&crowd.world);
}

static void several_are_suspended_at_once_for_what_was_chosen(void **state)
{
	struct crowd crowd;
	struct customer_row row;
	crowd_open(&crowd, *state);
	struct bulk_ask ask = {.verb = BULK_SUSPEND, .until = INSTANT_NONE, .message = TEXT("See you in June")};
	assert_int_equal(run(&crowd, &ask), INVALID);
	ASSERT_TEXT(crowd.world.ctx.problems->list[0].field, TEXT("functions"));
	ask.functions = access_functions_parse(TEXT("orders sign_in"));
	ask.until = (struct instant){WORLD_START - 1};
	assert_int_equal(run(&crowd, &ask), INVALID);
	ASSERT_TEXT(crowd.world.ctx.problems->list[0].field, TEXT("until"));
	assert_int_equal(status_of(&crowd, 0), CUSTOMER_STATUS_ACTIVE);
	ask.until = instant_add(crowd.world.now, DAY_US);
	assert_int_equal(run(&crowd, &ask), DONE);
	assert_int_equal(crowd.report.changed, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(status_of(&crowd, i), CUSTOMER_STATUS_SUSPENDED);
	assert_int_equal(customers_get(world_fresh(&crowd.world), crowd.people[1], &row), DONE);
	ASSERT_TEXT(row.suspended, TEXT("sign_in orders"));
	assert_int_equal(row.suspended_until.us, ask.until.us);
	/* Who lies in the trash is left out. */
	assert_int_equal(customers_trash(world_fresh(&crowd.world), crowd.people[0], TEXT("")), DONE);
	ask.until = INSTANT_NONE;
	assert_int_equal(run(&crowd, &ask), DONE);
	assert_int_equal(crowd.report.changed, 2);
	assert_string_equal(crowd.report.skipped[0].problem.code, "gone");
	world_close(&crowd.world);
}

static void several_are_deleted_for_good_only_when_their_number_was_typed(void **state)
{
	struct crowd crowd;
	crowd_open(&crowd, *state);
	static const char *const wrong[] = {"", "2", "33", "three"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_ERASE, .typed = text_of(wrong[i])}),
				 INVALID);
	assert_int_equal(engine_number(&crowd.world.engine, "SELECT COUNT(*) FROM customers"), 3);
	assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = BULK_ERASE, .typed = TEXT("3")}), DONE);
	assert_int_equal(crowd.report.changed, 3);
	assert_int_equal(engine_number(&crowd.world.engine, "SELECT COUNT(*) FROM customers"), 0);
	world_close(&crowd.world);
}

static void those_of_others_are_left_out_as_if_they_were_not(void **state)
{
	static const enum bulk_verb verbs[] = {BULK_BLOCK,   BULK_ACTIVATE, BULK_TRASH,
					       BULK_RESTORE, BULK_VIP,      BULK_ADD_TAG};
	struct crowd crowd;
	crowd_open(&crowd, *state);
	crowd.world.ctx.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = 1};
	crowd.world.ctx.session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 1};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = verbs[i], .tag = TEXT("loyal")}), DONE);
		assert_int_equal(crowd.report.changed, 0);
		assert_int_equal(crowd.report.skipped_count, 3);
		assert_null(crowd.report.skipped[0].problem.message);
	}
	world_close(&crowd.world);
}

static void without_the_permission_nothing_is_done(void **state)
{
	struct crowd crowd;
	crowd_open(&crowd, *state);
	for (enum bulk_verb verb = 0; verb < BULK_VERB_COUNT; verb++) {
		struct context *ctx = world_fresh(&crowd.world);
		ctx->permissions = permission_all();
		ctx->permissions.bits &= ~(UINT64_C(1) << bulk_verb_declared(verb)->permission);
		const struct bulk_ask ask = {verb, .type = {2}, .group = {1}, .channel = {1}, .tag = TEXT("loyal")};
		assert_int_equal(bulk_run(ctx, crowd.people, 3, &ask, &crowd.report), FORBIDDEN);
	}
	crowd.world.ctx.permissions = permission_all();
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(status_of(&crowd, i), CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(
		engine_number(&crowd.world.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1 OR type_id = 2"), 0);
	world_close(&crowd.world);
}

static void what_is_to_be_set_has_to_be_chosen(void **state)
{
	static const enum bulk_verb verbs[] = {BULK_SET_TYPE, BULK_SET_GROUP, BULK_SET_CHANNEL, BULK_ADD_TAG,
					       BULK_REMOVE_TAG};
	struct crowd crowd;
	crowd_open(&crowd, *state);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		assert_int_equal(run(&crowd, &(struct bulk_ask){.verb = verbs[i]}), INVALID);
	world_close(&crowd.world);
}

static void type_representative_vip_and_tags_are_set_for_many__1_A10(void **state)
{
	const struct bulk_ask asks[] = {
		{BULK_SET_TYPE, .type = {2}},         {BULK_SET_REPRESENTATIVE, .representative = {1}}, {BULK_VIP},
		{BULK_ADD_TAG, .tag = TEXT("loyal")}, {BULK_REMOVE_TAG, .tag = TEXT("LOYAL")},          {BULK_NOT_VIP}};
	struct crowd crowd;
	crowd_open(&crowd, *state);
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		assert_int_equal(run(&crowd, &asks[i]), DONE);
		assert_int_equal(crowd.report.changed, 3);
		assert_int_equal(run(&crowd, &asks[i]), DONE);
		assert_int_equal(crowd.report.changed, 0);
	}
	assert_int_equal(engine_number(&crowd.world.engine,
				       "SELECT COUNT(*) FROM customers WHERE type_id = 2 AND representative_id = 1"),
			 3);
	world_close(&crowd.world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(those_who_are_so_already_are_left_out_and_said_to_be__2_X1),
		ON_BOTH(several_go_to_the_trash_at_once_and_come_back__2_M1_3_M2),
		ON_BOTH(several_are_suspended_at_once_for_what_was_chosen),
		ON_BOTH(several_are_deleted_for_good_only_when_their_number_was_typed),
		ON_BOTH(those_of_others_are_left_out_as_if_they_were_not),
		ON_BOTH(without_the_permission_nothing_is_done),
		ON_BOTH(what_is_to_be_set_has_to_be_chosen),
		ON_BOTH(type_representative_vip_and_tags_are_set_for_many__1_A10),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
