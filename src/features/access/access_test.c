/* Stories of access on both engines: every verb, what follows from the axes together, scope, permissions, several at
 * once. */
#include "features/access/access.h"

#include "tests/world.h"

static const struct access_ask nothing = {.until = {INT64_MIN}};

static enum outcome act(struct world *world, struct customer_id customer, enum access_verb verb)
{
	return access_change(world_fresh(world), customer, verb, &nothing);
}

static struct access_answer answer_of(struct world *world, struct customer_id customer)
{
	struct access_answer answer;
	assert_int_equal(access_answer(world_fresh(world), customer, &answer), DONE);
	return answer;
}

static enum customer_status stored(struct world *world, struct customer_id customer)
{
	struct customer_row row;
	assert_int_equal(customers_get(world_fresh(world), customer, &row), DONE);
	return row.status;
}

static void expect_status(struct world *world, struct customer_id customer, enum customer_status status)
{
	assert_int_equal(stored(world, customer), status);
	assert_int_equal(answer_of(world, customer).status, status);
}

static struct access_ask suspension(unsigned functions, int64_t days)
{
	return (struct access_ask){.functions = {functions}, .until = {days ? WORLD_START + days * DAY_US : INT64_MIN}};
}

static void a_new_customer_may_sign_in(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct access_answer answer = answer_of(&world, ann);
	assert_true(answer.may_sign_in);
	assert_int_equal(answer.because, CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(answer.closed.bits, 0);
	assert_int_equal(answer.next, ACCESS_NEXT_NOTHING);
	world_close(&world);
}

static void a_block_has_who_when_reason_and_message_and_closes_all_but_help(void **state)
{
	struct world world;
	const struct access_axis_list *axes;
	size_t count;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	world.ctx.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = 1};
	const struct access_ask ask = {
		.reason = TEXT(" fraud "), .message = TEXT("Please call us."), .until = INSTANT_NONE};
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_BLOCK, &ask), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_BLOCKED);
	struct access_answer answer = answer_of(&world, ann);
	assert_false(answer.may_sign_in);
	assert_int_equal(answer.because, CUSTOMER_STATUS_BLOCKED);
	assert_true(access_functions_have(answer.closed, ACCESS_FUNCTION_ORDERS));
	assert_false(access_functions_have(answer.closed, ACCESS_FUNCTION_HELP_CENTRE));
	ASSERT_TEXT(answer.reason, TEXT("fraud"));
	ASSERT_TEXT(answer.message, TEXT("Please call us."));
	ASSERT_TEXT(answer.actor_name, TEXT("Aisha"));
	assert_int_equal(answer.at.us, WORLD_START);
	assert_int_equal(access_list_axes(world_fresh(&world), ann, &axes, &count), DONE);
	assert_int_equal(count, 1);
	assert_int_equal(axes[0].axis, ACCESS_AXIS_BLOCK);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM events WHERE name = 'customer.blocked' AND actor_id = 1"),
			 1);
	assert_int_equal(act(&world, ann, ACCESS_VERB_BLOCK), CONFLICT);
	assert_string_equal(world.ctx.problems->list[0].code, "already");
	assert_int_equal(act(&world, ann, ACCESS_VERB_UNBLOCK), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_UNBLOCK), CONFLICT);
	assert_int_equal(access_list_axes(world_fresh(&world), ann, &axes, &count), DONE);
	assert_true(text_is_none(axes[0].reason)); /* an old reason does not outlive its cause */
	world_close(&world);
}

static void every_transition_of_approval_is_allowed(void **state)
{
	static const enum access_verb verbs[] = {ACCESS_VERB_DISAPPROVE,  ACCESS_VERB_SET_PENDING,
						 ACCESS_VERB_DISAPPROVE,  ACCESS_VERB_APPROVE,
						 ACCESS_VERB_SET_PENDING, ACCESS_VERB_APPROVE};
	static const enum customer_status statuses[] = {CUSTOMER_STATUS_DISAPPROVED, CUSTOMER_STATUS_PENDING,
							CUSTOMER_STATUS_DISAPPROVED, CUSTOMER_STATUS_ACTIVE,
							CUSTOMER_STATUS_PENDING,     CUSTOMER_STATUS_ACTIVE};
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		assert_int_equal(act(&world, ann, verbs[i]), DONE);
		expect_status(&world, ann, statuses[i]);
		assert_int_equal(answer_of(&world, ann).may_sign_in, statuses[i] == CUSTOMER_STATUS_ACTIVE);
	}
	world_close(&world);
}

static void the_active_switch_closes_signing_in_and_opens_it__3_D1(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	assert_int_equal(act(&world, ann, ACCESS_VERB_SWITCH_OFF), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_INACTIVE);
	assert_false(answer_of(&world, ann).may_sign_in);
	assert_int_equal(act(&world, ann, ACCESS_VERB_SWITCH_ON), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void the_first_axis_that_holds_is_the_status(void **state)
{
	static const enum customer_status in_order[] = {CUSTOMER_STATUS_BLOCKED,     CUSTOMER_STATUS_SUSPENDED,
							CUSTOMER_STATUS_DISAPPROVED, CUSTOMER_STATUS_AWAITING,
							CUSTOMER_STATUS_INACTIVE,    CUSTOMER_STATUS_GUEST,
							CUSTOMER_STATUS_ACTIVE};
	static const enum access_verb opens[] = {ACCESS_VERB_UNBLOCK, ACCESS_VERB_LIFT,      ACCESS_VERB_APPROVE,
						 ACCESS_VERB_CONFIRM, ACCESS_VERB_SWITCH_ON, ACCESS_VERB_MAKE_ACCOUNT};
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	const struct access_ask ask = suspension(1U << ACCESS_FUNCTION_SIGN_IN, 0);
	assert_int_equal(act(&world, ann, ACCESS_VERB_MAKE_GUEST), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_SWITCH_OFF), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_WITHDRAW), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_DISAPPROVE), DONE);
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_SUSPEND, &ask), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_BLOCK), DONE);
	assert_int_equal(customers_trash(world_fresh(&world), ann, TEXT("gone")), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_TRASHED);
	assert_int_equal(act(&world, ann, ACCESS_VERB_UNBLOCK), CONFLICT);
	assert_string_equal(world.ctx.problems->list[0].code, "gone");
	assert_int_equal(customers_restore(world_fresh(&world), ann), DONE);
	for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
		expect_status(&world, ann, in_order[i]);
		assert_int_equal(answer_of(&world, ann).may_sign_in, in_order[i] == CUSTOMER_STATUS_ACTIVE);
		if (i < sizeof opens / sizeof *opens)
			assert_int_equal(act(&world, ann, opens[i]), DONE);
	}
	world_close(&world);
}

static void a_suspension_closes_what_was_chosen_and_no_more(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct access_ask ask = suspension(1U << ACCESS_FUNCTION_CONVERSATIONS | 1U << ACCESS_FUNCTION_ORDERS, 0);
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_SUSPEND, &ask), DONE);
	struct access_answer answer = answer_of(&world, ann);
	assert_int_equal(answer.status, CUSTOMER_STATUS_SUSPENDED);
	assert_true(answer.may_sign_in);
	assert_int_equal(answer.closed.bits, ask.functions.bits);
	assert_int_equal(answer.next, ACCESS_NEXT_STAFF_LIFT);
	ask.functions.bits = 0;
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_SUSPEND, &ask), INVALID);
	assert_non_null(problems_at(world.ctx.problems, TEXT("functions")));
	ask = suspension(1, -1);
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_SUSPEND, &ask), INVALID);
	assert_non_null(problems_at(world.ctx.problems, TEXT("until")));
	world_close(&world);
}

static void a_suspension_ends_on_its_date_without_anybody(void **state)
{
	struct world world;
	int64_t lifted;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	const struct access_ask ask = suspension(1U << ACCESS_FUNCTION_SIGN_IN, 3);
	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_SUSPEND, &ask), DONE);
	struct access_answer answer = answer_of(&world, ann);
	assert_false(answer.may_sign_in);
	assert_int_equal(answer.until.us, WORLD_START + 3 * DAY_US);
	assert_int_equal(answer.next, ACCESS_NEXT_LIFTS_ITSELF);
	assert_int_equal(access_lift_due(world_fresh(&world), 100, &lifted), DONE);
	assert_int_equal(lifted, 0);
	world.now.us = WORLD_START + 3 * DAY_US;
	assert_true(answer_of(&world, ann).may_sign_in); /* before anything has run */
	assert_int_equal(access_lift_due(world_fresh(&world), 100, &lifted), DONE);
	assert_int_equal(lifted, 1);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.suspension_lifted'"),
		1);
	assert_int_equal(access_lift_due(world_fresh(&world), 100, &lifted), DONE);
	assert_int_equal(lifted, 0);
	world_close(&world);
}

static void activate_clears_what_is_ticked_and_never_a_block(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	assert_int_equal(act(&world, ann, ACCESS_VERB_WITHDRAW), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_SET_PENDING), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_SWITCH_OFF), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_BLOCK), DONE);
	struct access_obstacles clear = {.confirmation = true, .inactive = true};
	assert_int_equal(access_activate(world_fresh(&world), ann, clear, &nothing), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_BLOCKED);
	assert_int_equal(act(&world, ann, ACCESS_VERB_UNBLOCK), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_PENDING);
	assert_int_equal(access_activate(world_fresh(&world), ann, clear, &nothing), CONFLICT);
	clear.approval = true;
	assert_int_equal(access_activate(world_fresh(&world), ann, clear, &nothing), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM emails WHERE verification <> 0"), 0);
	world_close(&world);
}

/* A type decides who begins without approval, and nothing of who has it. */
static void another_type_never_withdraws_approval(void **state)
{
	const struct customer_change change = {CUSTOMER_FIELD_TYPE, TEXT("2"), TEXT_NONE};
	struct world world;
	world_open(&world, *state);
	engine_script(&world.engine, "INSERT INTO types (id, word, name, position, active, is_default, approval, "
				     "registration, shown_fields, required_fields, discount, created) VALUES "
				     "(2, 'trade', 'Trade', 2, 1, 0, 1, 1, '', '', 0, 1)");
	struct customer_id ann = world_customer(&world, "ann@x.example"), ben = world_customer(&world, "ben@x.example");
	assert_int_equal(act(&world, ben, ACCESS_VERB_DISAPPROVE), DONE);
	assert_int_equal(customers_change(world_fresh(&world), ann, &change, 1), DONE);
	assert_int_equal(customers_change(world_fresh(&world), ben, &change, 1), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE type_id = 2"), 2);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	expect_status(&world, ben, CUSTOMER_STATUS_DISAPPROVED);
	world_close(&world);
}

static void a_guest_holds_no_address_and_an_account_takes_it(void **state)
{
	struct world world;
	struct customer_id holder;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	assert_int_equal(act(&world, ann, ACCESS_VERB_MAKE_GUEST), DONE);
	expect_status(&world, ann, CUSTOMER_STATUS_GUEST);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM claims WHERE kind <> 4"), 0);
	struct customer_id ben = world_customer(&world, "ANN@x.example");
	assert_int_equal(act(&world, ann, ACCESS_VERB_MAKE_ACCOUNT), CONFLICT);
	assert_string_equal(world.ctx.problems->list[0].code, "in_use_by");
	expect_status(&world, ann, CUSTOMER_STATUS_GUEST);
	const struct customer_change other = {CUSTOMER_FIELD_EMAIL, TEXT("ben@x.example"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ben, &other, 1), DONE);
	assert_int_equal(act(&world, ann, ACCESS_VERB_MAKE_ACCOUNT), DONE);
	assert_int_equal(customers_find_claim(world_fresh(&world), CLAIM_KIND_LOGIN, TEXT("ann@x.example"), &holder),
			 DONE);
	assert_int_equal(holder.value, ann.value);
	world_close(&world);
}

static void nobody_moves_an_axis_without_its_permission(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	for (enum access_verb verb = 0; verb < ACCESS_VERB_COUNT; verb++) {
		world.ctx.permissions = permission_all();
		world.ctx.permissions.bits &= ~(UINT64_C(1) << access_verb_declared(verb)->permission);
		assert_int_equal(act(&world, ann, verb), FORBIDDEN);
	}
	world.ctx.permissions.bits = ~(UINT64_C(1) << PERMISSION_CUSTOMERS_APPROVE);
	struct access_counts counts;
	assert_int_equal(
		access_activate(world_fresh(&world), ann, (struct access_obstacles){true, true, true}, &nothing),
		FORBIDDEN);
	assert_int_equal(access_change_many(world_fresh(&world), (struct access_many){&ann, 1}, ACCESS_VERB_DISAPPROVE,
					    &nothing, &counts),
			 FORBIDDEN);
	expect_status(&world, ann, CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void out_of_scope_is_not_found(void **state)
{
	struct world world;
	struct access_answer answer;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	world.ctx.session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 1};
	assert_int_equal(act(&world, ann, ACCESS_VERB_BLOCK), NOT_FOUND);
	assert_int_equal(
		access_activate(world_fresh(&world), ann, (struct access_obstacles){true, true, true}, &nothing),
		NOT_FOUND);
	assert_int_equal(access_answer(world_fresh(&world), ann, &answer), NOT_FOUND);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE blocked = 1"), 0);
	world_close(&world);
}

static void one_verb_for_many_skips_whom_it_does_not_change__2_X1(void **state)
{
	struct world world;
	struct access_counts counts;
	world_open(&world, *state);
	const struct customer_id ids[3] = {
		world_customer(&world, "a@x.example"), world_customer(&world, "b@x.example"), {999999}};
	const struct access_many many = {ids, 3};
	assert_int_equal(act(&world, ids[0], ACCESS_VERB_DISAPPROVE), DONE);
	assert_int_equal(access_change_many(world_fresh(&world), many, ACCESS_VERB_DISAPPROVE, &nothing, &counts),
			 DONE);
	assert_int_equal(counts.changed, 1);
	assert_int_equal(counts.skipped, 2);
	assert_int_equal(world.ctx.problems->count, 0);
	expect_status(&world, ids[1], CUSTOMER_STATUS_DISAPPROVED);
	assert_int_equal(access_change_many(world_fresh(&world), many, ACCESS_VERB_APPROVE, &nothing, &counts), DONE);
	assert_int_equal(counts.changed, 2);
	expect_status(&world, ids[0], CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void functions_are_words_and_words_are_functions(void **state)
{
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(4096);
	const struct access_functions set = access_functions_parse(TEXT("orders sign_in nonsense"));
	ASSERT_TEXT(access_functions_format(arena, set), TEXT("sign_in orders"));
	assert_int_equal(access_functions_parse(TEXT_NONE).bits, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_new_customer_may_sign_in),
		ON_BOTH(a_block_has_who_when_reason_and_message_and_closes_all_but_help),
		ON_BOTH(every_transition_of_approval_is_allowed),
		ON_BOTH(the_active_switch_closes_signing_in_and_opens_it__3_D1),
		ON_BOTH(the_first_axis_that_holds_is_the_status),
		ON_BOTH(a_suspension_closes_what_was_chosen_and_no_more),
		ON_BOTH(a_suspension_ends_on_its_date_without_anybody),
		ON_BOTH(activate_clears_what_is_ticked_and_never_a_block),
		ON_BOTH(another_type_never_withdraws_approval),
		ON_BOTH(a_guest_holds_no_address_and_an_account_takes_it),
		ON_BOTH(nobody_moves_an_axis_without_its_permission),
		ON_BOTH(out_of_scope_is_not_found),
		ON_BOTH(one_verb_for_many_skips_whom_it_does_not_change__2_X1),
		cmocka_unit_test(functions_are_words_and_words_are_functions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
