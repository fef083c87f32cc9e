/* What the clock does while the server runs, on both engines. */
#include "server/due.h"

#include "features/access/access.h"
#include "server/bootstrap.h"
#include "tests/world.h"

static void a_suspension_whose_date_has_passed_is_lifted_and_others_stay(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	assert_int_equal(bootstrap_basics(&ctx), DONE);
	const struct customer_id past = world_add(&ctx, "Ann", false), open = world_add(&ctx, "Ann", false);
	const struct access_ask ask = {.functions = {1}, .until = instant_add(context_now(&ctx), DAY_US)};
	assert_int_equal(access_change(&ctx, past, ACCESS_VERB_SUSPEND, &ask), DONE);
	assert_int_equal(access_change(&ctx, open, ACCESS_VERB_SUSPEND, &ask), DONE);
	engine_script(&engine, text_format(engine.arena, "UPDATE customers SET suspended_until = 1 WHERE id = %lld",
					   (long long)past.value)
				       .at);
	due_run(engine.store);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM customers WHERE suspended IS NULL"), 1);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.suspension_lifted' "
						"AND actor_kind = 0"),
			 1);
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(a_suspension_whose_date_has_passed_is_lifted_and_others_stay)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
