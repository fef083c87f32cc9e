/* The rules of FEATURE, on both engines. */
#include "features/FEATURE/FEATURE.h"

#include "tests/engine.h"
#include "tests/unit.h"

static void one_is_added_once(void **state)
{
	struct engine engine;
	struct context ctx;
	struct SINGULAR_id id = {0};
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	assert_int_equal(FEATURE_add(&ctx, TEXT(" First "), &id), DONE);
	assert_true(id.value > 0);
	assert_int_equal(FEATURE_add(&ctx, TEXT("First"), &id), CONFLICT);
	assert_int_equal(FEATURE_add(&ctx, TEXT("  "), &id), INVALID);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM FEATURE"), 1);
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(one_is_added_once)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
