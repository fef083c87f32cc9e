/* Stories of what nobody may have, on both engines: a second guest at an address, what is not in use any more. */
#include "features/access/access.h"
#include "features/contacts/contacts.h"
#include "features/customers/customers.h"
#include "tests/world.h"

#include <pthread.h>

#define AT_ONCE 8

static enum outcome add(struct context *ctx, const char *email, bool guest)
{
	const struct customer_change change = {CUSTOMER_FIELD_EMAIL, {email, strlen(email)}, TEXT_NONE};
	struct customer_id customer;
	return customers_add(ctx, &(struct customer_adding){.changes = &change, .count = 1, .guest = guest}, &customer);
}

static void there_is_one_guest_an_address__3_D9(void **state)
{
	struct world world;
	struct email_id email;
	world_open(&world, *state);
	struct customer_id guest = world_guest(&world, "ann@x.example");
	assert_int_equal(add(world_fresh(&world), "ANN@X.example", true), CONFLICT);
	assert_string_equal(world.ctx.problems->list[0].code, "in_use_by");
	struct customer_id other = world_guest(&world, "ben@x.example");
	const struct customer_change change = {CUSTOMER_FIELD_EMAIL, TEXT("ann@x.example"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), other, &change, 1), CONFLICT);
	assert_int_equal(contacts_add_email(world_fresh(&world), other, TEXT("ann@x.example"), false, &email),
			 CONFLICT);
	/* An account has it beside the guest, and cannot become a second guest. */
	struct customer_id account = world_customer(&world, "ann@x.example");
	const struct access_ask plain = {.until = INSTANT_NONE};
	assert_int_equal(access_change(world_fresh(&world), account, ACCESS_VERB_MAKE_GUEST, &plain), CONFLICT);
	/* Free again when the guest has another one. */
	const struct customer_change moved = {CUSTOMER_FIELD_EMAIL, TEXT("ann@y.example"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), guest, &moved, 1), DONE);
	assert_int_equal(access_change(world_fresh(&world), account, ACCESS_VERB_MAKE_GUEST, &plain), DONE);
	world_close(&world);
}

/* Kept in memory between adds, so it has to be seen that it changed: by a rule here, by anybody in the database. */
static void a_changed_default_is_that_of_the_next_customer_whoever_changed_it(void **state)
{
	struct world world;
	struct customer_row row;
	world_open(&world, *state);
	world_furnish(&world);
	assert_int_equal(customers_get(world_fresh(&world), world_customer(&world, "Ann"), &row), DONE);
	assert_int_equal(row.type_id.value, 1);
	/* As another process does it, which tells us nothing. */
	engine_script(&world.engine, "UPDATE types SET is_default = CASE WHEN id = 2 THEN 1 ELSE 0 END");
	assert_int_equal(customers_get(world_fresh(&world), world_customer(&world, "Ben"), &row), DONE);
	assert_int_equal(row.type_id.value, 2);
	engine_script(&world.engine, "UPDATE groups SET active = 0");
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Cem"), TEXT_NONE};
	struct customer_id cem;
	assert_int_equal(
		customers_add(world_fresh(&world), &(struct customer_adding){.changes = &change, .count = 1}, &cem),
		INVALID);
	world_close(&world);
}

struct adding {
	pthread_t thread;
	struct store *store;
	enum outcome outcome;
};

static void *add_guest(void *state)
{
	struct adding *adding = state;
	struct arena *arena = arena_open(8 << 20);
	struct context ctx;
	context_open(&ctx, arena, adding->store);
	adding->outcome = add(&ctx, "ann@x.example", true);
	context_close(&ctx);
	arena_close(arena);
	return NULL;
}

static void of_many_guests_at_once_one_comes_in(void **state)
{
	struct world world;
	struct adding adding[AT_ONCE];
	int added = 0;
	world_open(&world, *state);
	for (int i = 0; i < AT_ONCE; i++) {
		adding[i] = (struct adding){.store = world.engine.store};
		assert_int_equal(pthread_create(&adding[i].thread, NULL, add_guest, &adding[i]), 0);
	}
	for (int i = 0; i < AT_ONCE; i++) {
		pthread_join(adding[i].thread, NULL);
		added += adding[i].outcome == DONE;
		assert_true(adding[i].outcome == DONE || adding[i].outcome == CONFLICT);
	}
	assert_int_equal(added, 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE guest = 1"), 1);
	world_close(&world);
}

static void what_is_not_in_use_any_more_stays_but_nobody_gets_it(void **state)
{
	static const struct {
		enum customer_field field;
		const char *word, *table;
	} refs[] = {{CUSTOMER_FIELD_TYPE, "type", "types"},
		    {CUSTOMER_FIELD_CHANNEL, "channel", "channels"},
		    {CUSTOMER_FIELD_REPRESENTATIVE, "representative", "staff"}};
	for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
		struct world world;
		struct customer_id nobody;
		world_open(&world, *state);
		world_furnish(&world);
		struct customer_id has = world_customer(&world, "Ann"), wants = world_customer(&world, "Ben");
		const struct customer_change change = {refs[i].field, TEXT("2"), TEXT_NONE};
		const struct customer_change title = {CUSTOMER_FIELD_TITLE, TEXT("Dr."), TEXT_NONE};
		assert_int_equal(customers_change(world_fresh(&world), has, &change, 1), DONE);
		engine_script(
			&world.engine,
			text_format(world.engine.arena, "UPDATE %s SET active = 0 WHERE id = 2", refs[i].table).at);
		assert_int_equal(customers_change(world_fresh(&world), has, &title, 1), DONE);
		assert_int_equal(customers_change(world_fresh(&world), wants, &change, 1), INVALID);
		ASSERT_TEXT(world.ctx.problems->list[0].field, text_of(refs[i].word));
		assert_string_equal(world.ctx.problems->list[0].code, "inactive");
		assert_int_equal(customers_add(world_fresh(&world),
					       &(struct customer_adding){.changes = &change, .count = 1}, &nobody),
				 INVALID);
		world_close(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(there_is_one_guest_an_address__3_D9),
		ON_BOTH(a_changed_default_is_that_of_the_next_customer_whoever_changed_it),
		ON_BOTH(of_many_guests_at_once_one_comes_in),
		ON_BOTH(what_is_not_in_use_any_more_stays_but_nobody_gets_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
