/* The rules of customers' sessions and passwords, on both engines. */
#include "features/accounts/accounts.h"

#include "tests/world.h"

#define OLD                                                                                                            \
	(struct secret)                                                                                                \
	{                                                                                                              \
		TEXT("first-batik-lantern")                                                                            \
	}

static struct account_entry enter(struct world *world, const char *name)
{
	struct account_ask ask = {.name = text_of(name),
				  .password = OLD,
				  .place = {TEXT("203.0.113.7"), TEXT("Browser"), TEXT("203.0.113.7")}};
	struct account_entry entry;
	assert_int_equal(accounts_sign_in(world_fresh(world), &ask, &entry), DONE);
	return entry;
}

static struct customer_id account(struct world *world, const char *name)
{
	struct customer_id customer = world_customer(world, name);
	assert_int_equal(accounts_set_password(world_fresh(world), customer, OLD), DONE);
	return customer;
}

/* As each request does, in a context of its own. */
static enum outcome ask(struct world *world, struct secret token)
{
	struct account_session session;
	struct context ctx;
	context_open(&ctx, world->engine.arena, world->engine.store);
	ctx.clock = world->ctx.clock;
	ctx.session.scope = STORE_SCOPE_NONE;
	enum outcome outcome = accounts_find_session(&ctx, token, &session);
	if (outcome == DONE) {
		assert_int_equal(ctx.actor.kind, ACTOR_KIND_CUSTOMER);
		assert_int_equal(ctx.session.scope, STORE_SCOPE_SELF);
	}
	context_close(&ctx);
	return outcome;
}

static void a_session_that_rests_for_twelve_hours_is_over_and_all_after_two_weeks__14(void **state)
{
	struct world world;
	world_open(&world, *state);
	account(&world, "ann@x.example");
	struct secret resting = enter(&world, "ann@x.example").token, used = enter(&world, "ann@x.example").token;
	world.now.us += 11 * HOUR_US;
	assert_int_equal(ask(&world, used), DONE);
	assert_int_equal(ask(&world, resting), DONE);
	world.now.us += 11 * HOUR_US;
	assert_int_equal(ask(&world, used), DONE);
	world.now.us += 2 * HOUR_US;
	assert_int_equal(ask(&world, resting), NOT_FOUND);
	for (int hours = 24; hours < 14 * 24 - 6; hours += 6) {
		assert_int_equal(ask(&world, used), DONE);
		world.now.us += 6 * HOUR_US;
	}
	world.now.us += 6 * HOUR_US;
	assert_int_equal(ask(&world, used), NOT_FOUND);
	world_close(&world);
}

static void only_hashes_of_tokens_and_passwords_are_kept__12(void **state)
{
	struct world world;
	world_open(&world, *state);
	account(&world, "ann@x.example");
	struct secret token = enter(&world, "ann@x.example").token;
	assert_int_equal(token.value.size, 22);
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM customer_sessions WHERE LENGTH(token_hash) = 32"),
		1);
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM customer_passwords WHERE hash LIKE '$argon2id$%'"),
		1);
	world_close(&world);
}

static void a_customer_sees_their_own_row_and_no_other__1(void **state)
{
	struct world world;
	struct customer_row row;
	struct access_answer answer;
	world_open(&world, *state);
	struct customer_id ann = account(&world, "ann@x.example"), ben = world_customer(&world, "ben@x.example");
	struct context *ctx = world_fresh(&world);
	ctx->session = (struct store_session){.scope = STORE_SCOPE_SELF, .customer = ann.value};
	assert_int_equal(customers_get(ctx, ann, &row), DONE);
	assert_int_equal(access_answer(ctx, ann, &answer), DONE);
	assert_int_equal(customers_get(ctx, ben, &row), NOT_FOUND);
	assert_int_equal(access_answer(ctx, ben, &answer), NOT_FOUND);
	struct account_session_list *rows;
	size_t count;
	assert_int_equal(accounts_list_sessions(ctx, ben, &rows, &count), NOT_FOUND);
	assert_int_equal(accounts_end_sessions(ctx, ben, (struct account_session_id){0}), NOT_FOUND);
	world_close(&world);
}

static void who_may_not_set_passwords_sets_none(void **state)
{
	struct world world;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id ann = account(&world, "ann@x.example");
	struct context *ctx = world_fresh(&world);
	ctx->permissions = (struct permission_set){0};
	assert_int_equal(accounts_set_password(ctx, ann, (struct secret){TEXT("another-long-one")}), FORBIDDEN);
	ctx->permissions = permission_all();
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	assert_int_equal(accounts_set_password(world_fresh(&world), ann, (struct secret){TEXT("another-long-one")}),
			 NOT_FOUND);
	world_act_as(&world, 0, STORE_SCOPE_ALL);
	struct customer_id guest = world_guest(&world, "guest@x.example");
	assert_int_equal(accounts_set_password(world_fresh(&world), guest, OLD), CONFLICT);
	assert_int_equal(accounts_set_password(world_fresh(&world), ann, (struct secret){TEXT("ann@x.example")}),
			 INVALID);
	assert_int_equal(enter(&world, "ann@x.example").answer.may_sign_in, true);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_session_that_rests_for_twelve_hours_is_over_and_all_after_two_weeks__14),
		ON_BOTH(only_hashes_of_tokens_and_passwords_are_kept__12),
		ON_BOTH(a_customer_sees_their_own_row_and_no_other__1),
		ON_BOTH(who_may_not_set_passwords_sets_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
