/* Which discount counts for a customer, in the rules, on their page and in the API. */
#include "features/customers/customers.h"

#include "tests/site.h"
#include "tests/world.h"

static void give(struct world *world, struct customer_id who, const char *discount)
{
	const struct customer_change change = {CUSTOMER_FIELD_DISCOUNT, text_of(discount), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(world), who, &change, 1), DONE);
}

static void assert_counts(struct world *world, struct customer_id who, enum discount_source source,
			  const char *discount)
{
	struct context *ctx = world_fresh(world);
	struct customer_row row;
	struct customer_discount counts;
	assert_int_equal(customers_get(ctx, who, &row), DONE);
	assert_int_equal(customers_discount(ctx, &row, &counts), DONE);
	assert_int_equal(counts.source, source);
	struct text text = discount_text(ctx->arena, counts.discount);
	ASSERT_TEXT(text_is_none(text) ? TEXT("") : text, text_of(discount));
}

static void ones_own_comes_before_the_groups_before_the_types__2_Z1_3_Z1(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	struct engine *engine = &world.engine;
	assert_counts(&world, ann, DISCOUNT_SOURCE_NONE, "");
	engine_script(engine, "UPDATE types SET discount = 500");
	assert_counts(&world, ann, DISCOUNT_SOURCE_TYPE, "5.00");
	engine_script(engine, "UPDATE types SET discount = 0, discount_amount = 7000, discount_currency = 'EUR'");
	assert_counts(&world, ann, DISCOUNT_SOURCE_TYPE, "7.00 EUR");
	engine_script(engine, "UPDATE groups SET discount = 800");
	assert_counts(&world, ann, DISCOUNT_SOURCE_GROUP, "8.00");
	/* Nothing per cent of one's own is an answer too. */
	give(&world, ann, "0");
	assert_counts(&world, ann, DISCOUNT_SOURCE_CUSTOMER, "0.00");
	give(&world, ann, "12.5 MYR");
	assert_counts(&world, ann, DISCOUNT_SOURCE_CUSTOMER, "12.50 MYR");
	give(&world, ann, "");
	assert_counts(&world, ann, DISCOUNT_SOURCE_GROUP, "8.00");
	world_close(&world);
}

static void a_group_gives_the_highest_tier_that_has_been_spent__3_Z1(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	struct engine *engine = &world.engine;
	engine_script(engine, "UPDATE types SET discount = 100; UPDATE groups SET discount = 200, tiers = '500.00 EUR: "
			      "5.00 EUR; 2000.00 EUR: 10.00; 1.00 USD: 90.00'");
	static const struct {
		const char *spent;
		enum discount_source source;
		const char *discount;
	} cases[] = {
		{"0", DISCOUNT_SOURCE_GROUP, "2.00"},        {"49999", DISCOUNT_SOURCE_GROUP, "2.00"},
		{"50000", DISCOUNT_SOURCE_TIER, "5.00 EUR"}, {"199999", DISCOUNT_SOURCE_TIER, "5.00 EUR"},
		{"200000", DISCOUNT_SOURCE_TIER, "10.00"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		engine_script(
			engine,
			text_format(engine->arena, "UPDATE customer_counters SET spent_base = %s", cases[i].spent).at);
		assert_counts(&world, ann, cases[i].source, cases[i].discount);
	}
	/* A group whose tiers are out of reach leaves it to the type. */
	engine_script(engine, "UPDATE groups SET discount = 0; UPDATE customer_counters SET spent_base = 0");
	assert_counts(&world, ann, DISCOUNT_SOURCE_TYPE, "1.00");
	world_close(&world);
}

static void bad_discounts_are_refused_at_the_field(void **state)
{
	static const char *const bad[] = {"100.5", "a lot", "5 XXX", "0 EUR", "-5 EUR", "5.555 EUR", "12.345"};
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct customer_change change = {CUSTOMER_FIELD_DISCOUNT, text_of(bad[i]), TEXT_NONE};
		assert_int_equal(customers_change(world_fresh(&world), ann, &change, 1), INVALID);
		ASSERT_TEXT(world.ctx.problems->list[0].field, TEXT("discount"));
		assert_string_equal(world.ctx.problems->list[0].code, "not_a_discount");
	}
	world_close(&world);
}

static void the_page_and_the_api_say_which_counts_and_why(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "customers.read customers.write");
	struct customer_id ann = site_customer(&site, "Ann");
	const char *page = text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at;
	const char *api = text_format(site.arena, "/api/v1/customers/%lld", (long long)ann.value).at;
	const char *counts = text_format(site.arena, "%s/discount", api).at;
	assert_int_equal(visitor_get(&shop, counts), 200);
	assert_true(visitor_sees(&shop, "{\"discount\":null,\"from\":\"none\",\"name\":null,\"spent\":null}"));
	engine_script(&site.engine, "UPDATE types SET discount = 1000");
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_true(visitor_sees(&owner, "10 % · from type Retail"));
	engine_script(&site.engine, "UPDATE groups SET tiers = '500.00 EUR: 12.50'; "
				    "UPDATE customer_counters SET spent_base = 60000");
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_true(visitor_sees(&owner, "12.50 % · from group General, for €500.00 spent"));
	assert_int_equal(visitor_get(&shop, counts), 200);
	assert_true(visitor_sees(&shop, "{\"discount\":\"12.50\",\"from\":\"tier\",\"name\":\"General\","
					"\"spent\":\"500.00 EUR\"}"));
	assert_int_equal(visitor_send(&shop, "PATCH", api, "{\"discount\":\"5 eur\"}"), 200);
	assert_true(visitor_sees(&shop, "\"discount\":\"5.00 EUR\""));
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_true(visitor_sees(&owner, "€5.00 · their own"));
	assert_int_equal(visitor_get(&shop, "/api/v1/customers?filter=discount_amount%3A5%20discount_currency%3AEUR"),
			 200);
	assert_true(visitor_sees(&shop, "\"total\":1"));
	assert_int_equal(visitor_get(&shop, "/api/v1/customers?filter=discount%3Aany"), 200);
	assert_true(visitor_sees(&shop, "\"total\":0"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(ones_own_comes_before_the_groups_before_the_types__2_Z1_3_Z1),
		ON_BOTH(a_group_gives_the_highest_tier_that_has_been_spent__3_Z1),
		ON_BOTH(bad_discounts_are_refused_at_the_field),
		ON_BOTH(the_page_and_the_api_say_which_counts_and_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
