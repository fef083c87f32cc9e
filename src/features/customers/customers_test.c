/* Stories of the customer's own row, on both engines: adding, changing, conflicts, claims, trash, deleting, scope. */
#include "features/customers/customers.h"

#include "store/schema_table.h"
#include "tests/world.h"

static struct customer_change set(enum customer_field field, const char *value)
{
	return (struct customer_change){field, text_of(value), TEXT_NONE};
}

static enum outcome try_add(struct world *world, const char *name, const char *email, struct customer_id *ret_customer)
{
	const struct customer_change changes[] = {set(CUSTOMER_FIELD_FIRST_NAME, name),
						  set(CUSTOMER_FIELD_EMAIL, email)};
	return customers_add(world_fresh(world), &(struct customer_adding){.changes = changes, .count = 2},
			     ret_customer);
}

static struct customer_id add(struct world *world, const char *name, const char *email)
{
	struct customer_id customer = {0};
	assert_int_equal(try_add(world, name, email, &customer), DONE);
	return customer;
}

static struct customer_row get(struct world *world, struct customer_id customer)
{
	struct customer_row row;
	assert_int_equal(customers_get(world_fresh(world), customer, &row), DONE);
	return row;
}

static const struct problem *only_problem(const struct world *world)
{
	assert_int_equal(world->ctx.problems->count, 1);
	return &world->ctx.problems->list[0];
}

static void a_customer_that_staff_add_is_active_and_has_an_event__3_C1(void **state)
{
	struct world world;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id customer = add(&world, "Farah", "Farah@Batik.example");
	struct customer_row row = get(&world, customer);
	assert_int_equal(row.status, CUSTOMER_STATUS_ACTIVE);
	ASSERT_TEXT(row.display_name, TEXT("Farah"));
	ASSERT_TEXT(row.login, TEXT("Farah@batik.example"));
	assert_int_equal(row.activation, ACTIVATION_ACTIVATED);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.created'"),
			 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM claims"), 2);
	world_close(&world);
}

static void an_address_has_one_account_and_the_answer_says_whose(void **state)
{
	struct world world;
	struct customer_id second = {0};
	world_open(&world, *state);
	struct customer_id first = add(&world, "Farah", "farah@batik.example");
	assert_int_equal(try_add(&world, "Imposter", "FARAH@batik.example", &second), CONFLICT);
	ASSERT_TEXT(only_problem(&world)->field, TEXT("email"));
	assert_string_equal(only_problem(&world)->code, "in_use_by");
	ASSERT_TEXT(only_problem(&world)->values[0], text_of_number(world.ctx.arena, first.value));
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers"), 1);
	world_close(&world);
}

static void outside_the_scope_a_conflict_names_nobody(void **state)
{
	struct world world;
	struct customer_id second = {0};
	world_open(&world, *state);
	world_furnish(&world);
	add(&world, "Farah", "farah@batik.example");
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	assert_int_equal(try_add(&world, "Other", "farah@batik.example", &second), CONFLICT);
	assert_string_equal(only_problem(&world)->code, "in_use");
	assert_true(text_is_none(only_problem(&world)->values[0]));
	world_close(&world);
}

static void a_guest_may_share_an_address_with_an_account__3_D9(void **state)
{
	struct world world;
	struct customer_id guest = {0};
	world_open(&world, *state);
	add(&world, "Farah", "farah@batik.example");
	const struct customer_change email = set(CUSTOMER_FIELD_EMAIL, "farah@batik.example");
	assert_int_equal(customers_add(world_fresh(&world),
				       &(struct customer_adding){.changes = &email, .count = 1, .guest = true}, &guest),
			 DONE);
	assert_int_equal(get(&world, guest).status, CUSTOMER_STATUS_GUEST);
	world_close(&world);
}

static void a_type_asks_for_its_fields__3_D10(void **state)
{
	struct world world;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	engine_script(&world.engine,
		      "UPDATE types SET approval = 1, shown_fields = 'company', required_fields = 'company' "
		      "WHERE id = 2");
	const struct customer_change type = set(CUSTOMER_FIELD_TYPE, "2");
	assert_int_equal(customers_change(world_fresh(&world), customer, &type, 1), INVALID);
	ASSERT_TEXT(only_problem(&world)->field, TEXT("company"));
	const struct customer_change both[] = {type, set(CUSTOMER_FIELD_COMPANY, "Batik Sdn Bhd")};
	assert_int_equal(customers_change(world_fresh(&world), customer, both, 2), DONE);
	ASSERT_TEXT(get(&world, customer).company, TEXT("Batik Sdn Bhd"));
	world_close(&world);
}

static void other_fields_merge_silently_and_the_same_field_collides_with_both_values(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change theirs = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Farah Nabila"), TEXT("Farah")};
	const struct customer_change title = {CUSTOMER_FIELD_TITLE, TEXT("Dr."), TEXT("")};
	const struct customer_change mine = {CUSTOMER_FIELD_FIRST_NAME, TEXT("F."), TEXT("Farah")};
	assert_int_equal(customers_change(world_fresh(&world), customer, &theirs, 1), DONE);
	assert_int_equal(customers_change(world_fresh(&world), customer, &title, 1), DONE);
	assert_int_equal(customers_change(world_fresh(&world), customer, &mine, 1), CONFLICT);
	ASSERT_TEXT(only_problem(&world)->field, TEXT("first_name"));
	ASSERT_TEXT(only_problem(&world)->values[0], TEXT("Farah Nabila"));
	ASSERT_TEXT(only_problem(&world)->values[1], TEXT("F."));
	struct customer_row row = get(&world, customer);
	ASSERT_TEXT(row.first_name, TEXT("Farah Nabila"));
	ASSERT_TEXT(row.title, TEXT("Dr."));
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.updated'"),
			 2);
	world_close(&world);
}

static void a_conflict_in_one_field_leaves_the_others_unwritten(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change mine[] = {
		{CUSTOMER_FIELD_TITLE, TEXT("Dr."), TEXT("")},
		{CUSTOMER_FIELD_FIRST_NAME, TEXT("F."), TEXT("Somebody else")},
	};
	assert_int_equal(customers_change(world_fresh(&world), customer, mine, 2), CONFLICT);
	assert_true(text_is_none(get(&world, customer).title));
	world_close(&world);
}

static void a_billing_change_is_an_event_of_its_own__0_H1(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change billing = set(CUSTOMER_FIELD_BILLING_EMAIL, "bills@batik.example");
	assert_int_equal(customers_change(world_fresh(&world), customer, &billing, 1), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'billing.changed'"), 1);
	world_close(&world);
}

static void customer_since_needs_its_permission__1_A16(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change since = set(CUSTOMER_FIELD_SINCE, "2019-05-04");
	world.ctx.permissions = (struct permission_set){0};
	assert_int_equal(customers_change(world_fresh(&world), customer, &since, 1), FORBIDDEN);
	world.ctx.permissions = permission_all();
	assert_int_equal(customers_change(world_fresh(&world), customer, &since, 1), DONE);
	ASSERT_TEXT(date_format(world.ctx.arena, get(&world, customer).since), TEXT("2019-05-04"));
	world_close(&world);
}

static void the_login_follows_the_address_while_they_are_equal(void **state)
{
	struct world world;
	struct customer_id other = {0};
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change email = set(CUSTOMER_FIELD_EMAIL, "new@batik.example");
	assert_int_equal(customers_change(world_fresh(&world), customer, &email, 1), DONE);
	ASSERT_TEXT(get(&world, customer).login, TEXT("new@batik.example"));
	assert_int_equal(try_add(&world, "Heir", "farah@batik.example", &other), DONE);
	world_close(&world);
}

static void the_trash_keeps_addresses_and_gives_people_back__1_M4(void **state)
{
	struct world world;
	struct customer_id other = {0};
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	assert_int_equal(customers_trash(world_fresh(&world), customer, TEXT("asked for it")), DONE);
	struct customer_row row = get(&world, customer);
	assert_int_equal(row.status, CUSTOMER_STATUS_TRASHED);
	ASSERT_TEXT(row.trash_reason, TEXT("asked for it"));
	assert_int_equal(customers_trash(world_fresh(&world), customer, TEXT("again")), CONFLICT);
	assert_int_equal(try_add(&world, "Heir", "farah@batik.example", &other), CONFLICT);
	assert_int_equal(customers_restore(world_fresh(&world), customer), DONE);
	assert_int_equal(get(&world, customer).status, CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(customers_restore(world_fresh(&world), customer), CONFLICT);
	world_close(&world);
}

static void what_would_go_is_told_in_numbers__0_M2(void **state)
{
	struct world world;
	struct customer_loss *losses;
	size_t count;
	int64_t emails = 0, kept = 0;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	assert_int_equal(customers_count_loss(world_fresh(&world), customer, &losses, &count), DONE);
	for (size_t i = 0; i < count; i++) {
		emails += text_equal(losses[i].table, TEXT("emails")) ? losses[i].rows : 0;
		kept += losses[i].kept ? losses[i].rows : 0;
	}
	assert_int_equal(emails, 1);
	assert_int_equal(kept, 1); /* the event that they were added */
	world_close(&world);
}

/* Not a row of any table but the facts of what happened, which name nobody. */
static void deleting_permanently_takes_everything_but_bare_facts__0_M1_3_M1(void **state)
{
	struct world world;
	struct customer_row row;
	struct customer_id heir = {0};
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	struct customer_id other = add(&world, "Ben", "ben@batik.example");
	assert_int_equal(customers_erase(world_fresh(&world), customer, TEXT("Fara")), INVALID);
	ASSERT_TEXT(only_problem(&world)->field, TEXT("typed"));
	assert_int_equal(customers_erase(world_fresh(&world), customer, TEXT(" Farah ")), DONE);
	assert_int_equal(customers_get(world_fresh(&world), customer, &row), NOT_FOUND);
	for (size_t i = 0; i < schema_tables_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (table->customer_data != SCHEMA_DATA_CUSTOMER || table->erase != SCHEMA_ERASE_DELETE)
			continue;
		struct text sql = text_format(world.ctx.arena, "SELECT COUNT(*) FROM %s WHERE customer_id = %lld",
					      table->name, (long long)customer.value);
		assert_int_equal(engine_number(&world.engine, sql.at), 0);
	}
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.created'"),
			 2);
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'customer.erased'"), 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM ledger_openings"), 0);
	ASSERT_TEXT(get(&world, other).display_name, TEXT("Ben"));
	assert_int_equal(try_add(&world, "Heir", "farah@batik.example", &heir), DONE);
	world_close(&world);
}

static void deleting_permanently_needs_its_permission_and_the_number_confirms(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	struct text number = text_of_number(world.ctx.arena, customer.value);
	world.ctx.permissions = (struct permission_set){0};
	assert_int_equal(customers_erase(world_fresh(&world), customer, number), FORBIDDEN);
	world.ctx.permissions = permission_all();
	assert_int_equal(customers_erase(world_fresh(&world), customer, number), DONE);
	world_close(&world);
}

static void those_of_others_are_as_if_they_were_not(void **state)
{
	struct world world;
	struct customer_row row;
	world_open(&world, *state);
	world_furnish(&world);
	struct customer_id customer = add(&world, "Farah", "farah@batik.example");
	const struct customer_change change = set(CUSTOMER_FIELD_TITLE, "Dr.");
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	assert_int_equal(customers_get(world_fresh(&world), customer, &row), NOT_FOUND);
	assert_int_equal(customers_change(world_fresh(&world), customer, &change, 1), NOT_FOUND);
	assert_int_equal(customers_trash(world_fresh(&world), customer, TEXT("")), NOT_FOUND);
	assert_int_equal(customers_erase(world_fresh(&world), customer, TEXT("Farah")), NOT_FOUND);
	struct customer_id own = add(&world, "Mine", "mine@batik.example");
	assert_int_equal(get(&world, own).representative_id.value, 1);
	world_close(&world);
}

static void nobody_moves_a_customer_out_of_their_own_sight__3_D6_3_D8(void **state)
{
	struct world world;
	world_open(&world, *state);
	world_furnish(&world);
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	struct customer_id own = add(&world, "Mine", "mine@batik.example");
	const struct customer_change change = set(CUSTOMER_FIELD_REPRESENTATIVE, "2");
	assert_int_equal(customers_change(world_fresh(&world), own, &change, 1), INVALID);
	ASSERT_TEXT(only_problem(&world)->field, TEXT("representative"));
	world_act_as(&world, 0, STORE_SCOPE_ALL);
	assert_int_equal(customers_change(world_fresh(&world), own, &change, 1), DONE);
	world_close(&world);
}

static void a_country_is_one_of_the_world(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = add(&world, "Ann", "ann@x.example");
	struct customer_change change = set(CUSTOMER_FIELD_COUNTRY, "XX");
	assert_int_equal(customers_change(world_fresh(&world), ann, &change, 1), INVALID);
	change = set(CUSTOMER_FIELD_COUNTRY, "MY");
	assert_int_equal(customers_change(world_fresh(&world), ann, &change, 1), DONE);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_country_is_one_of_the_world),
		ON_BOTH(a_customer_that_staff_add_is_active_and_has_an_event__3_C1),
		ON_BOTH(an_address_has_one_account_and_the_answer_says_whose),
		ON_BOTH(outside_the_scope_a_conflict_names_nobody),
		ON_BOTH(a_guest_may_share_an_address_with_an_account__3_D9),
		ON_BOTH(a_type_asks_for_its_fields__3_D10),
		ON_BOTH(other_fields_merge_silently_and_the_same_field_collides_with_both_values),
		ON_BOTH(a_conflict_in_one_field_leaves_the_others_unwritten),
		ON_BOTH(a_billing_change_is_an_event_of_its_own__0_H1),
		ON_BOTH(customer_since_needs_its_permission__1_A16),
		ON_BOTH(the_login_follows_the_address_while_they_are_equal),
		ON_BOTH(the_trash_keeps_addresses_and_gives_people_back__1_M4),
		ON_BOTH(what_would_go_is_told_in_numbers__0_M2),
		ON_BOTH(deleting_permanently_takes_everything_but_bare_facts__0_M1_3_M1),
		ON_BOTH(deleting_permanently_needs_its_permission_and_the_number_confirms),
		ON_BOTH(those_of_others_are_as_if_they_were_not),
		ON_BOTH(nobody_moves_a_customer_out_of_their_own_sight__3_D6_3_D8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
