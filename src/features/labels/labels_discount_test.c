/* Discounts of types and groups, and the tiers of groups, on both engines: by the rules, the form and the API. */
#include "features/labels/labels.h"

#include "tests/site.h"
#include "tests/world.h"

static int64_t add(struct world *world, enum label_kind kind, const char *name)
{
	const struct label_change change = {LABEL_FIELD_NAME, text_of(name)};
	int64_t id;
	assert_int_equal(
		labels_add(world_fresh(world), &(struct label_ask){.kind = kind, .changes = &change, .count = 1}, &id),
		DONE);
	return id;
}

static enum outcome change(struct world *world, enum label_kind kind, int64_t id, enum label_field field,
			   const char *value)
{
	const struct label_change one = {field, text_of(value)};
	return labels_change(world_fresh(world),
			     &(struct label_ask){.kind = kind, .id = id, .changes = &one, .count = 1});
}

static struct label_rows get(struct world *world, enum label_kind kind, int64_t id)
{
	struct label_rows row;
	assert_int_equal(labels_get(world_fresh(world), kind, id, &row), DONE);
	return row;
}

static const char *first_code(struct world *world)
{
	return world->ctx.problems->count ? world->ctx.problems->list[0].code : "none";
}

static void discounts_are_percentages_or_amounts_and_groups_have_tiers__2_Z1_3_Z1(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t type = add(&world, LABEL_TYPE, "Trade"), group = add(&world, LABEL_GROUP, "Regulars");
	assert_int_equal(change(&world, LABEL_TYPE, type, LABEL_FIELD_DISCOUNT, "5 usd"), DONE);
	struct label_rows row = get(&world, LABEL_TYPE, type);
	ASSERT_TEXT(labels_field_text(world.ctx.arena, &row, LABEL_FIELD_DISCOUNT), TEXT("5.00 USD"));
	assert_int_equal(change(&world, LABEL_TYPE, type, LABEL_FIELD_DISCOUNT, ""), DONE);
	row = get(&world, LABEL_TYPE, type);
	ASSERT_TEXT(labels_field_text(world.ctx.arena, &row, LABEL_FIELD_DISCOUNT), TEXT("0.00"));
	/* In any order; without a currency in the business's. */
	assert_int_equal(
		change(&world, LABEL_GROUP, group, LABEL_FIELD_TIERS, "2000: 10 %; 500 EUR: 5 EUR; 900 USD: 1"), DONE);
	row = get(&world, LABEL_GROUP, group);
	ASSERT_TEXT(row.tiers, TEXT("500.00 EUR: 5.00 EUR; 2000.00 EUR: 10.00; 900.00 USD: 1.00"));
	static const struct {
		const char *tiers, *code;
	} bad[] = {
		{"0: 5", "not_an_amount"},      {"-5: 5", "not_an_amount"},         {"500 XXX: 5", "not_an_amount"},
		{"500: 101", "not_a_discount"}, {"500:", "not_a_discount"},         {"500", "not_a_discount"},
		{": 5", "not_an_amount"},       {"500: 5; 500.00 EUR: 6", "twice"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(change(&world, LABEL_GROUP, group, LABEL_FIELD_TIERS, bad[i].tiers), INVALID);
		assert_string_equal(first_code(&world), bad[i].code);
		ASSERT_TEXT(world.ctx.problems->list[0].field, TEXT("tiers"));
	}
	struct text many = TEXT("1: 1");
	for (int i = 2; i <= 21; i++)
		many = text_format(world.engine.arena, "%.*s; %d: 1", TEXT_ARG(many), i);
	assert_int_equal(change(&world, LABEL_GROUP, group, LABEL_FIELD_TIERS, many.at), INVALID);
	assert_string_equal(first_code(&world), "too_many");
	assert_int_equal(change(&world, LABEL_GROUP, group, LABEL_FIELD_TIERS, ""), DONE);
	row = get(&world, LABEL_GROUP, group);
	assert_true(text_is_empty(row.tiers));
	world_close(&world);
}

static void the_api_and_the_form_take_tiers_of_a_group__3_Z1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read labels.write"), owner = site_staff(&site, "owner");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/groups",
				      "{\"name\":\"Gold\",\"tiers\":[{\"spent\":\"2000\",\"discount\":\"10\"},"
				      "{\"spent\":\"500 EUR\",\"discount\":\"5 EUR\"}]}"),
			 201);
	assert_true(visitor_sees(&shop, "\"tiers\":[{\"spent\":\"500.00 EUR\",\"discount\":\"5.00 EUR\"},"
					"{\"spent\":\"2000.00 EUR\",\"discount\":\"10.00\"}]"));
	struct text path = text_copy(site.arena, visitor_header(&shop, "Location"));
	static const char *const bad[] = {"[{\"spent\":\"5\"}]",
					  "[5]",
					  "\"500.00 EUR: 5\"",
					  "{\"spent\":\"5\"}",
					  "[{\"spent\":5,\"discount\":\"5\"}]",
					  "[{\"spent\":\"5\",\"discount\":\"5; 6: 7\"}]"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(
			visitor_send(&shop, "PATCH", path.at, text_format(site.arena, "{\"tiers\":%s}", bad[i]).at),
			422);
		assert_true(visitor_sees(&shop, "\"field\":\"/tiers\""));
	}
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"name\":\"Golden\"}"), 200);
	assert_true(visitor_sees(&shop, "\"discount\":\"5.00 EUR\""));
	/* The form sends every row that it has shown; empty ones count for nothing. */
	const char *form = text_format(site.arena, "/admin/settings/groups/%.*s",
				       TEXT_ARG(text_slice(path, sizeof "/api/v1/groups/" - 1, SIZE_MAX)))
				   .at;
	assert_int_equal(visitor_get(&owner, form), 200);
	assert_true(visitor_sees(&owner, "name=\"tier_spent\" value=\"500.00 EUR\""));
	assert_int_equal(visitor_post(&owner, form,
				      "name=Golden&active=yes&tier_spent=500.00+EUR&tier_discount=5+EUR&tier_spent=&"
				      "tier_discount=&tier_spent=1%2C000&tier_discount=7.5+%25"),
			 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM groups WHERE tiers = '500.00 EUR: 5.00 EUR; "
						     "1000.00 EUR: 7.50'"),
			 1);
	assert_int_equal(visitor_post(&owner, form, "name=Golden&active=yes&tier_spent=much&tier_discount=5"), 422);
	assert_true(visitor_sees(&owner, "name=\"tier_spent\" value=\"much\"") && visitor_sees(&owner, "“much”"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"tiers\":null}"), 200);
	assert_true(visitor_sees(&shop, "\"tiers\":[]"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(discounts_are_percentages_or_amounts_and_groups_have_tiers__2_Z1_3_Z1),
		ON_BOTH(the_api_and_the_form_take_tiers_of_a_group__3_Z1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
