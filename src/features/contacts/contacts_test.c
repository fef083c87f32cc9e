/* Stories of contacts on both engines: e-mails and their claims, phones and how they are found, addresses field by
 * field, tax numbers, scope. */
#include "features/contacts/contacts.h"

#include "format/phone.h"
#include "service/settings.h"
#include "tests/world.h"

static struct customer_row row_of(struct world *world, struct customer_id customer)
{
	struct customer_row row;
	assert_int_equal(customers_get(world_fresh(world), customer, &row), DONE);
	return row;
}

static struct email_id add_email(struct world *world, struct customer_id customer, const char *address)
{
	struct email_id email;
	assert_int_equal(contacts_add_email(world_fresh(world), customer, text_of(address), false, &email), DONE);
	return email;
}

static int64_t holder(struct world *world, enum claim_kind kind, const char *value)
{
	struct customer_id customer;
	assert_int_equal(customers_find_claim(world_fresh(world), kind, text_of(value), &customer), DONE);
	return customer.value;
}

static const char *code(struct world *world)
{
	assert_true(world->ctx.problems->count > 0);
	return world->ctx.problems->list[0].code;
}

static void a_customer_has_several_addresses_and_one_is_primary__1_A10__1_A11__3_A2(void **state)
{
	struct world world;
	struct email_list *rows;
	size_t count;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	int64_t version = row_of(&world, ann).version;
	struct email_id second = add_email(&world, ann, "ann@work.example");
	ASSERT_TEXT(row_of(&world, ann).email, TEXT("ann@x.example"));
	assert_true(row_of(&world, ann).version > version);
	assert_int_equal(contacts_make_email_primary(world_fresh(&world), ann, second), DONE);
	ASSERT_TEXT(row_of(&world, ann).email, TEXT("ann@work.example"));
	assert_int_equal(email_list(world.ctx.reader, ann, &rows, &count), DONE);
	assert_int_equal(count, 2);
	assert_true(rows[0].is_primary && rows[0].id.value == second.value && !rows[1].is_primary);
	assert_int_equal(contacts_change_email(world_fresh(&world), ann, second, TEXT("ann@new.example"),
					       TEXT("ann@work.example")),
			 DONE);
	ASSERT_TEXT(row_of(&world, ann).email, TEXT("ann@new.example"));
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(DISTINCT name) FROM events WHERE object_kind = 'email'"), 3);
	world_close(&world);
}

static void the_login_follows_the_primary_address_while_they_are_equal(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct email_id second = add_email(&world, ann, "ann@work.example");
	assert_int_equal(contacts_make_email_primary(world_fresh(&world), ann, second), DONE);
	ASSERT_TEXT(row_of(&world, ann).login, TEXT("ann@work.example"));
	assert_int_equal(holder(&world, CLAIM_KIND_LOGIN, "ann@work.example"), ann.value);
	assert_int_equal(holder(&world, CLAIM_KIND_LOGIN, "ann@x.example"), 0);
	const struct customer_change own = {CUSTOMER_FIELD_LOGIN, TEXT("annie"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ann, &own, 1), DONE);
	assert_int_equal(contacts_change_email(world_fresh(&world), ann, second, TEXT("ann@third.example"), TEXT_NONE),
			 DONE);
	ASSERT_TEXT(row_of(&world, ann).login, TEXT("annie"));
	world_close(&world);
}

static void an_address_belongs_to_one_account_but_guests_are_exempt(void **state)
{
	struct world world;
	struct email_id email;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example"), ben = world_customer(&world, "ben@x.example");
	struct customer_id guest = world_guest(&world, "guest@x.example");
	assert_int_equal(contacts_add_email(world_fresh(&world), ben, TEXT("ANN@X.example"), false, &email), CONFLICT);
	assert_string_equal(code(&world), "in_use_by");
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM emails"), 3);
	assert_int_equal(contacts_add_email(world_fresh(&world), ann, TEXT("ANN@X.example"), false, &email), CONFLICT);
	assert_string_equal(code(&world), "there_already");
	assert_int_equal(contacts_add_email(world_fresh(&world), guest, TEXT("ann@x.example"), false, &email), DONE);
	assert_int_equal(contacts_add_email(world_fresh(&world), ann, TEXT("no address"), false, &email), INVALID);
	email = add_email(&world, ann, "free@x.example");
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, email), DONE);
	assert_int_equal(holder(&world, CLAIM_KIND_EMAIL, "free@x.example"), 0);
	add_email(&world, ben, "free@x.example");
	world_close(&world);
}

static enum verification verification_of(struct world *world, struct customer_id customer, struct email_id email)
{
	struct email_find row;
	bool found;
	row_of(world, customer);
	assert_int_equal(email_find(world->ctx.reader, customer, email, &found, &row), DONE);
	assert_true(found);
	return row.verification;
}

static void another_address_is_unverified_another_spelling_stays(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct email_id second = add_email(&world, ann, "ann@work.example");
	assert_int_equal(contacts_set_verification(world_fresh(&world), ann, second, VERIFICATION_VERIFIED), DONE);
	assert_int_equal(contacts_change_email(world_fresh(&world), ann, second, TEXT("Ann@work.example"), TEXT_NONE),
			 DONE);
	assert_int_equal(verification_of(&world, ann, second), VERIFICATION_VERIFIED);
	assert_int_equal(contacts_change_email(world_fresh(&world), ann, second, TEXT("ann@else.example"), TEXT_NONE),
			 DONE);
	assert_int_equal(verification_of(&world, ann, second), VERIFICATION_NONE);
	assert_int_equal(contacts_set_verification(world_fresh(&world), ann, second, VERIFICATION_PENDING), DONE);
	assert_int_equal(row_of(&world, ann).status, CUSTOMER_STATUS_ACTIVE);
	world_close(&world);
}

static void the_primary_address_goes_last(void **state)
{
	struct world world;
	struct email_list *rows;
	size_t count;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct email_id second = add_email(&world, ann, "ann@work.example");
	row_of(&world, ann);
	assert_int_equal(email_list(world.ctx.reader, ann, &rows, &count), DONE);
	struct email_id first = rows[0].id;
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, first), CONFLICT);
	assert_string_equal(code(&world), "primary");
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, second), DONE);
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, first), DONE);
	assert_true(text_is_none(row_of(&world, ann).email));
	assert_true(text_is_none(row_of(&world, ann).login));
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM claims"), 0);
	world_close(&world);
}

static void an_address_that_the_type_asks_for_stays(void **state)
{
	struct world world;
	struct email_list *rows;
	size_t count;
	world_open(&world, *state);
	world_furnish(&world);
	engine_script(&world.engine, "UPDATE types SET shown_fields = 'email', required_fields = 'email' WHERE id = 2");
	struct customer_id ann = world_customer(&world, "ann@x.example");
	const struct customer_change trade = {CUSTOMER_FIELD_TYPE, TEXT("2"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ann, &trade, 1), DONE);
	row_of(&world, ann);
	assert_int_equal(email_list(world.ctx.reader, ann, &rows, &count), DONE);
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, rows[0].id), INVALID);
	ASSERT_TEXT(row_of(&world, ann).email, TEXT("ann@x.example"));
	world_close(&world);
}

static bool finds(struct world *world, const char *query)
{
	struct text words = phone_search_query(world->engine.arena, text_of(query));
	struct text sql =
		text_format(world->engine.arena, "SELECT COUNT(*) FROM customer_search WHERE words LIKE '%%%.*s%%'",
			    TEXT_ARG(words));
	return engine_number(&world->engine, sql.at) == 1;
}

static void a_phone_is_found_however_it_is_written__1_A6__3_A3(void **state)
{
	struct world world;
	struct phone_id phone;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	const struct customer_change country = {CUSTOMER_FIELD_COUNTRY, TEXT("MY"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ann, &country, 1), DONE);
	assert_int_equal(contacts_add_phone(world_fresh(&world), ann,
					    &(struct contact_phone){.typed = TEXT("012-345 6789")}, &phone),
			 DONE);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM phones WHERE e164 = '+60123456789' AND is_primary = 1"),
			 1);
	assert_true(finds(&world, "012-345 6789"));
	assert_true(finds(&world, "+60 12 345 6789"));
	assert_true(finds(&world, "0123456789"));
	assert_int_equal(
		contacts_change_phone(world_fresh(&world), ann, phone,
				      &(struct contact_phone){.typed = TEXT("0151 23456789"), .country = TEXT("DE")},
				      TEXT("012-345 6789")),
		DONE);
	assert_false(finds(&world, "012-345 6789"));
	assert_true(finds(&world, "+49 151 23456789"));
	assert_int_equal(contacts_change_phone(world_fresh(&world), ann, phone,
					       &(struct contact_phone){.typed = TEXT("1")}, TEXT("012-345 6789")),
			 CONFLICT);
	assert_int_equal(contacts_remove_phone(world_fresh(&world), ann, phone), DONE);
	assert_false(finds(&world, "0151 23456789"));
	world_close(&world);
}

static void a_phone_that_cannot_be_read_is_kept_as_typed(void **state)
{
	struct world world;
	struct phone_id phone;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	assert_int_equal(contacts_add_phone(world_fresh(&world), ann,
					    &(struct contact_phone){.typed = TEXT("ask at the desk")}, &phone),
			 DONE);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM phones WHERE typed = 'ask at the desk' AND e164 IS NULL"),
			 1);
	assert_int_equal(
		contacts_add_phone(world_fresh(&world), ann, &(struct contact_phone){.typed = TEXT("  ")}, &phone),
		INVALID);
	world_close(&world);
}

/* Whoever corrects the label, or makes it the primary one, says nothing of the number. */
static void the_country_that_was_chosen_for_a_number_outlives_another_change(void **state)
{
	static const char *const number = "SELECT COUNT(*) FROM phones WHERE e164 = '+4915123456789'";
	struct world world;
	struct phone_id phone;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	const struct customer_change country = {CUSTOMER_FIELD_COUNTRY, TEXT("MY"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ann, &country, 1), DONE);
	struct contact_phone wanted = {.typed = TEXT("0151 23456789"), .country = TEXT("DE")};
	assert_int_equal(contacts_add_phone(world_fresh(&world), ann, &wanted, &phone), DONE);
	assert_int_equal(engine_number(&world.engine, number), 1);
	wanted.country = TEXT_NONE;
	wanted.label = TEXT("Mobile");
	assert_int_equal(contacts_change_phone(world_fresh(&world), ann, phone, &wanted, wanted.typed), DONE);
	assert_int_equal(engine_number(&world.engine, number), 1);
	wanted.country = TEXT("MY");
	assert_int_equal(contacts_change_phone(world_fresh(&world), ann, phone, &wanted, wanted.typed), DONE);
	assert_int_equal(engine_number(&world.engine, number), 0);
	world_close(&world);
}

static void the_country_of_a_number_is_the_address_then_the_customer_then_the_channel(void **state)
{
	struct world world;
	struct text home;
	struct address_id address;
	world_open(&world, *state);
	engine_script(&world.engine, "UPDATE channels SET country = 'DE'");
	struct customer_id ann = world_customer(&world, "ann@x.example");
	assert_int_equal(contacts_phone_home(world_fresh(&world), ann, &home), DONE);
	ASSERT_TEXT(home, TEXT("DE"));
	const struct customer_change country = {CUSTOMER_FIELD_COUNTRY, TEXT("SG"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), ann, &country, 1), DONE);
	assert_int_equal(contacts_phone_home(world_fresh(&world), ann, &home), DONE);
	ASSERT_TEXT(home, TEXT("SG"));
	/* Nobody else says anything: the business does. */
	struct customer_id ben = world_customer(&world, "ben@x.example");
	engine_script(&world.engine, "UPDATE channels SET country = NULL");
	assert_int_equal(settings_set(world_fresh(&world), SETTING_BUSINESS_COUNTRY, TEXT("FR")), DONE);
	assert_int_equal(contacts_phone_home(world_fresh(&world), ben, &home), DONE);
	ASSERT_TEXT(home, TEXT("FR"));
	const struct contact_address there = {.fields = {[CONTACT_FIELD_COUNTRY] = TEXT("Malaysia")}};
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &there, &address), DONE);
	assert_int_equal(contacts_phone_home(world_fresh(&world), ann, &home), DONE);
	ASSERT_TEXT(home, TEXT("MY"));
	world_close(&world);
}

static struct contact_address in_penang(void)
{
	return (struct contact_address){.fields = {[CONTACT_FIELD_LINE1] = TEXT(" 12 Lebuh Armenian "),
						   [CONTACT_FIELD_POSTCODE] = TEXT("10200"),
						   [CONTACT_FIELD_CITY] = TEXT("George Town"),
						   [CONTACT_FIELD_STATE] = TEXT("Penang"),
						   [CONTACT_FIELD_COUNTRY] = TEXT("Malaysia")}};
}

static void addresses_are_several_with_one_default_each__3_A1__0_A1(void **state)
{
	struct world world;
	struct address_id first, second;
	struct address_list *rows;
	size_t count;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct contact_address address = in_penang();
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &address, &first), DONE);
	address.is_billing = true;
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &address, &second), DONE);
	row_of(&world, ann);
	assert_int_equal(address_list(world.ctx.reader, ann, &rows, &count), DONE);
	assert_int_equal(count, 2);
	assert_true(rows[0].is_shipping && !rows[0].is_billing && rows[0].id.value == first.value);
	assert_true(!rows[1].is_shipping && rows[1].is_billing);
	ASSERT_TEXT(rows[0].country, TEXT("MY"));
	ASSERT_TEXT(rows[0].state, TEXT("MY-07"));
	ASSERT_TEXT(rows[0].line1, TEXT("12 Lebuh Armenian"));
	assert_int_equal(
		engine_number(&world.engine, "SELECT COUNT(*) FROM customer_search WHERE words LIKE '%10200%'"), 1);
	assert_int_equal(contacts_remove_address(world_fresh(&world), ann, first), DONE);
	assert_int_equal(contacts_remove_address(world_fresh(&world), ann, first), NOT_FOUND);
	world_close(&world);
}

static void two_who_change_an_address_meet_at_the_same_field_only(void **state)
{
	struct world world;
	struct address_id id;
	struct address_list *rows;
	size_t count;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct contact_address mine = in_penang(), theirs = in_penang();
	mine.fields[CONTACT_FIELD_STATE] = theirs.fields[CONTACT_FIELD_STATE] = TEXT("MY-07");
	mine.fields[CONTACT_FIELD_COUNTRY] = theirs.fields[CONTACT_FIELD_COUNTRY] = TEXT("MY");
	mine.fields[CONTACT_FIELD_LINE1] = theirs.fields[CONTACT_FIELD_LINE1] = TEXT("12 Lebuh Armenian");
	const struct contact_address seen = mine;
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &mine, &id), DONE);
	theirs.fields[CONTACT_FIELD_POSTCODE] = TEXT("10300");
	mine.fields[CONTACT_FIELD_LINE1] = TEXT("14 Lebuh Armenian");
	theirs.is_shipping = mine.is_shipping = theirs.is_billing = mine.is_billing = true;
	assert_int_equal(contacts_change_address(world_fresh(&world), ann, id, &theirs, seen.fields), DONE);
	assert_int_equal(contacts_change_address(world_fresh(&world), ann, id, &mine, seen.fields), DONE);
	row_of(&world, ann);
	assert_int_equal(address_list(world.ctx.reader, ann, &rows, &count), DONE);
	ASSERT_TEXT(rows[0].postcode, TEXT("10300"));
	ASSERT_TEXT(rows[0].line1, TEXT("14 Lebuh Armenian"));
	theirs.fields[CONTACT_FIELD_LINE1] = TEXT("16 Lebuh Armenian");
	assert_int_equal(contacts_change_address(world_fresh(&world), ann, id, &theirs, seen.fields), CONFLICT);
	assert_non_null(problems_at(world.ctx.problems, TEXT("line1")));
	world_close(&world);
}

static void an_address_says_what_is_wrong_at_its_fields(void **state)
{
	struct world world;
	struct address_id id;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct contact_address address = {.fields = {[CONTACT_FIELD_COUNTRY] = TEXT("Atlantis")}};
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &address, &id), INVALID);
	assert_non_null(problems_at(world.ctx.problems, TEXT("country")));
	address = (struct contact_address){.fields = {[CONTACT_FIELD_LABEL] = TEXT("Home")}};
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &address, &id), INVALID);
	assert_non_null(problems_at(world.ctx.problems, TEXT("line1")));
	world_close(&world);
}

static void tax_numbers_are_kept_as_given(void **state)
{
	struct world world;
	struct tax_id_id id;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct contact_tax_id vat = {TEXT("vat"), TEXT("Germany"), TEXT(" DE123456789 ")};
	assert_int_equal(contacts_add_tax_id(world_fresh(&world), ann, &vat, &id), DONE);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM tax_ids WHERE value = 'DE123456789' AND country = 'DE'"),
			 1);
	vat.value = TEXT("DE987654321");
	assert_int_equal(contacts_change_tax_id(world_fresh(&world), ann, id, &vat), DONE);
	assert_int_equal(contacts_remove_tax_id(world_fresh(&world), ann, id), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE object_kind = 'tax_id'"), 3);
	world_close(&world);
}

static void out_of_scope_is_not_found(void **state)
{
	struct world world;
	struct email_id email;
	struct phone_id phone;
	struct address_id address;
	struct tax_id_id tax_id;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "ann@x.example");
	struct email_id theirs = add_email(&world, ann, "b@x.example");
	const struct contact_address penang = in_penang();
	world.ctx.session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 7};
	assert_int_equal(contacts_add_email(world_fresh(&world), ann, TEXT("c@x.example"), false, &email), NOT_FOUND);
	assert_int_equal(contacts_remove_email(world_fresh(&world), ann, theirs), NOT_FOUND);
	assert_int_equal(
		contacts_add_phone(world_fresh(&world), ann, &(struct contact_phone){.typed = TEXT("1")}, &phone),
		NOT_FOUND);
	assert_int_equal(contacts_add_address(world_fresh(&world), ann, &penang, &address), NOT_FOUND);
	assert_int_equal(contacts_add_tax_id(world_fresh(&world), ann,
					     &(struct contact_tax_id){TEXT("vat"), TEXT_NONE, TEXT("1")}, &tax_id),
			 NOT_FOUND);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM emails"), 2);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_customer_has_several_addresses_and_one_is_primary__1_A10__1_A11__3_A2),
		ON_BOTH(the_login_follows_the_primary_address_while_they_are_equal),
		ON_BOTH(an_address_belongs_to_one_account_but_guests_are_exempt),
		ON_BOTH(another_address_is_unverified_another_spelling_stays),
		ON_BOTH(the_primary_address_goes_last),
		ON_BOTH(an_address_that_the_type_asks_for_stays),
		ON_BOTH(a_phone_is_found_however_it_is_written__1_A6__3_A3),
		ON_BOTH(a_phone_that_cannot_be_read_is_kept_as_typed),
		ON_BOTH(the_country_that_was_chosen_for_a_number_outlives_another_change),
		ON_BOTH(the_country_of_a_number_is_the_address_then_the_customer_then_the_channel),
		ON_BOTH(addresses_are_several_with_one_default_each__3_A1__0_A1),
		ON_BOTH(two_who_change_an_address_meet_at_the_same_field_only),
		ON_BOTH(an_address_says_what_is_wrong_at_its_fields),
		ON_BOTH(tax_numbers_are_kept_as_given),
		ON_BOTH(out_of_scope_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
