/* What a new installation begins with, on both engines. */
#include "server/bootstrap.h"

#include "service/lists.h"
#include "tests/engine.h"
#include "tests/unit.h"

static void one_customer_and_one_of_everything_that_a_form_needs__2_L2(void **state)
{
	struct engine engine;
	struct context ctx;
	struct filter *filter;
	struct list_answer answer;
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	assert_int_equal(bootstrap_basics(&ctx), DONE);
	assert_int_equal(bootstrap_sample(&ctx), DONE);
	assert_int_equal(context_read(&ctx), DONE);
	assert_int_equal(filter_parse(&ctx, TEXT(""), &filter), DONE);
	const struct list_ask ask = {.filter = filter, .most = 10};
	assert_int_equal(lists_run(&ctx, &ask, &answer), DONE);
	assert_int_equal(answer.total, 1);
	ASSERT_TEXT(answer.rows[0].display_name, TEXT("Sample Customer"));
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM types WHERE is_default = 1"), 1);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM groups WHERE is_default = 1"), 1);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM channels WHERE is_default = 1"), 1);
	context_close(&ctx);
	engine_close(&engine);
}

static void every_role_is_there_and_making_them_again_changes_nothing__5_Z2(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	assert_int_equal(bootstrap_basics(&ctx), DONE);
	assert_int_equal(bootstrap_basics(&ctx), DONE);
	assert_int_equal(
		engine_number(&engine,
			      "SELECT COUNT(*) FROM roles WHERE word IN ('owner', 'administrator', 'shop_manager', "
			      "'sales', 'support', 'auditor')"),
		6);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM roles"), 6);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM types"), 1);
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(one_customer_and_one_of_everything_that_a_form_needs__2_L2),
		ON_BOTH(every_role_is_there_and_making_them_again_changes_nothing__5_Z2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
