/* How long a session lasts, on both engines. */
#include "web/sessions.h"

#include "features/staff/staff.h"
#include "tests/engine.h"
#include "tests/unit.h"

static int64_t hours;

static struct instant at_hour(void *state)
{
	(void)state;
	return (struct instant){INT64_C(1790000000) * SECOND_US + hours * HOUR_US};
}
static const struct clock hourly = {at_hour, NULL};

static struct secret begin(struct engine *engine, struct context *ctx)
{
	struct staff_add add = {.email = TEXT("a@site.example"), .name = TEXT("A")};
	struct staff_id staff;
	struct secret token;
	const struct session_place place = {TEXT("203.0.113.7"), TEXT("Browser")};
	hours = 0;
	context_open(ctx, engine->arena, engine->store);
	ctx->clock = &hourly;
	assert_int_equal(staff_seed_roles(ctx), DONE);
	assert_int_equal(staff_find_role(ctx, TEXT("support"), &add.role), DONE);
	assert_int_equal(staff_add(ctx, &add, &staff), DONE);
	assert_int_equal(sessions_add(ctx, staff, &place, &token), DONE);
	return token;
}

/* Each request has a context of its own. */
static enum outcome ask(struct engine *engine, struct secret token)
{
	struct context ctx;
	struct signed_in who;
	context_open(&ctx, engine->arena, engine->store);
	ctx.clock = &hourly;
	enum outcome outcome = sessions_find(&ctx, token, &who);
	context_close(&ctx);
	return outcome;
}

static void a_session_that_rests_for_twelve_hours_is_over__14(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	struct secret token = begin(&engine, &ctx);
	hours = 11;
	assert_int_equal(ask(&engine, token), DONE);
	hours = 22;
	assert_int_equal(ask(&engine, token), DONE);
	hours = 35;
	assert_int_equal(ask(&engine, token), NOT_FOUND);
	context_close(&ctx);
	engine_close(&engine);
}

static void a_session_in_use_is_over_after_two_weeks__14(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	struct secret token = begin(&engine, &ctx);
	for (hours = 6; hours < 14 * 24; hours += 6)
		assert_int_equal(ask(&engine, token), DONE);
	hours = 14 * 24;
	assert_int_equal(ask(&engine, token), NOT_FOUND);
	context_close(&ctx);
	engine_close(&engine);
}

static void all_sessions_end_when_none_is_kept__14(void **state)
{
	struct engine engine;
	struct context ctx;
	struct signed_in who;
	engine_open(&engine, *state);
	struct secret token = begin(&engine, &ctx);
	assert_int_equal(sessions_look(&ctx, token, &who), DONE);
	assert_int_equal(sessions_end_others(&ctx, who.staff, who.session), DONE);
	assert_int_equal(ask(&engine, token), DONE);
	assert_int_equal(sessions_end_others(&ctx, who.staff, (struct session_id){0}), DONE);
	assert_int_equal(ask(&engine, token), NOT_FOUND);
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_session_that_rests_for_twelve_hours_is_over__14),
		ON_BOTH(a_session_in_use_is_over_after_two_weeks__14),
		ON_BOTH(all_sessions_end_when_none_is_kept__14),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
