/* Stories of the statistics on both engines: numbers at the edges of the business's days, scope, guests, trash, order;
 * the page and what it remembers. */
#include "features/stats/stats.h"

#include "features/customers/customers.h"
#include "service/lists.h"
#include "service/settings.h"
#include "tests/site.h"
#include "tests/world.h"

#define NOBODY 0

/* 22:13 on Monday, 21 September 2026 in Kuala Lumpur, where that day began at 16:00 UTC of the day before. */
static void open_shop(struct world *world, const char *engine)
{
	world_open(world, engine);
	world_furnish(world);
	assert_int_equal(settings_set(world_fresh(world), SETTING_BUSINESS_ZONE, TEXT("Asia/Kuala_Lumpur")), DONE);
}

/* Somebody who comes at that moment of the business's day; of a type, with a representative. */
static struct customer_id plant(struct world *world, const char *day, int64_t microseconds, int64_t type, int64_t staff)
{
	struct date date;
	assert_true(date_parse(text_of(day), &date));
	struct instant before = world->now;
	world->now = instant_add(zone_day_start(zone_find(TEXT("Asia/Kuala_Lumpur")), date), microseconds);
	struct context *ctx = world_fresh(world);
	const struct customer_change changes[] = {
		{CUSTOMER_FIELD_FIRST_NAME, TEXT("Farah"), TEXT_NONE},
		{CUSTOMER_FIELD_TYPE, text_of_number(ctx->arena, type), TEXT_NONE},
		{CUSTOMER_FIELD_REPRESENTATIVE, staff ? text_of_number(ctx->arena, staff) : TEXT(""), TEXT_NONE},
	};
	struct customer_id customer = {0};
	assert_int_equal(customers_add(ctx, &(struct customer_adding){.changes = changes, .count = 3}, &customer),
			 DONE);
	world->now = before;
	return customer;
}

/* Types 1 (Retail) and 2 (Trade), one at the first and one at the last moment of what the periods cover. */
static void plant_at_the_edges(struct world *world)
{
	plant(world, "2026-09-21", 0, 1, NOBODY);
	plant(world, "2026-09-21", 22 * HOUR_US, 2, NOBODY);
	plant(world, "2026-09-21", -1, 1, 1);
	plant(world, "2026-09-20", 0, 2, NOBODY);
	plant(world, "2026-09-20", -1, 1, NOBODY);
	plant(world, "2026-09-15", 0, 1, 1);
	plant(world, "2026-09-15", -1, 2, NOBODY);
	plant(world, "2026-09-01", 0, 2, NOBODY);
	plant(world, "2026-09-01", -1, 1, NOBODY);
}

static struct stats_asked asked_of(struct world *world, const char *types, const char *periods, const char *from,
				   const char *until)
{
	struct stats_asked asked = {.from = DATE_NONE, .until = DATE_NONE};
	date_parse(text_of(from), &asked.from);
	date_parse(text_of(until), &asked.until);
	assert_int_equal(stats_asked_read(&world->ctx, text_of(types), text_of(periods), &asked), DONE);
	return asked;
}

static int64_t total_of(struct context *ctx, struct text source)
{
	struct filter *filter;
	struct list_answer answer;
	struct list_ask ask = {.most = 1};
	assert_int_equal(filter_parse(ctx, source, &filter), DONE);
	assert_int_equal(settings_flag(ctx, SETTING_LIST_GUESTS, &ask.guests), DONE);
	ask.filter = filter;
	assert_int_equal(lists_run(ctx, &ask, &answer), DONE);
	return answer.total;
}

static void check_row(struct context *ctx, const struct stats_table *table, const struct stats_row *row,
		      const int64_t *numbers)
{
	for (size_t i = 0; i < table->column_count; i++) {
		if (numbers)
			assert_int_equal(row->cells[i].count, numbers[i]);
		assert_int_equal(row->cells[i].count, total_of(ctx, row->cells[i].filter));
	}
}

/* `numbers`: the rows as they stand, the total behind them, five columns each. */
static void check(struct world *world, const struct stats_asked *asked, size_t rows, const int64_t (*numbers)[5])
{
	struct stats_table table;
	struct context *ctx = &world->ctx;
	assert_int_equal(stats_count(ctx, asked, &table), DONE);
	assert_int_equal(table.row_count, rows);
	for (size_t i = 0; i < rows; i++)
		check_row(ctx, &table, &table.rows[i], numbers[i]);
	check_row(ctx, &table, &table.total, numbers[rows]);
}

static void days_are_cut_in_the_zone_of_the_business__2_L16_2_L17_2_L18_2_L19(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant_at_the_edges(&world);
	world_fresh(&world);
	const struct stats_asked usual = asked_of(&world, "", "", "", "");
	check(&world, &usual, 2, (const int64_t[][5]){{1, 1, 4, 4}, {1, 1, 2, 4}, {2, 2, 6, 8}});
	world_close(&world);
}

static void another_range_can_be_chosen__2_L22(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant_at_the_edges(&world);
	world_fresh(&world);
	const struct stats_asked asked[] = {
		asked_of(&world, "", "", "2026-08-31", "2026-09-01"),
		asked_of(&world, "", "", "2026-09-01", "2026-08-31"), /* turned */
		asked_of(&world, "", "", "", "2026-08-31"),
		asked_of(&world, "", "", "2026-09-20", ""),
	};
	const int64_t own[][3] = {{1, 1, 2}, {1, 1, 2}, {1, 0, 1}, {2, 2, 4}};
	for (size_t i = 0; i < 4; i++)
		check(&world, &asked[i], 2,
		      (const int64_t[][5]){{1, 1, 4, 4, own[i][0]}, {1, 1, 2, 4, own[i][1]}, {2, 2, 6, 8, own[i][2]}});
	world_close(&world);
}

static void customer_since_counts_not_when_the_row_was_written(void **state)
{
	struct world world;
	open_shop(&world, *state);
	struct customer_id customer = plant(&world, "2026-09-21", 0, 1, NOBODY);
	const struct customer_change since = {CUSTOMER_FIELD_SINCE, TEXT("2026-09-02"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), customer, &since, 1), DONE);
	world_fresh(&world);
	const struct stats_asked usual = asked_of(&world, "", "", "", "");
	check(&world, &usual, 2, (const int64_t[][5]){{0, 0, 0, 1}, {0}, {0, 0, 0, 1}});
	world_close(&world);
}

static void numbers_are_of_those_whom_the_asker_may_see(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant_at_the_edges(&world);
	struct customer_id at_the_fair = plant(&world, "2026-09-20", 0, 2, NOBODY);
	const struct customer_change channel = {CUSTOMER_FIELD_CHANNEL, TEXT("2"), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(&world), at_the_fair, &channel, 1), DONE);
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	const struct stats_asked usual = asked_of(&world, "", "", "", "");
	check(&world, &usual, 2, (const int64_t[][5]){{0, 1, 2, 2}, {0}, {0, 1, 2, 2}});
	world_act_as(&world, 2, STORE_SCOPE_CHANNELS);
	check(&world, &usual, 2, (const int64_t[][5]){{0}, {0, 1, 1, 1}, {0, 1, 1, 1}});
	world_act_as(&world, NOBODY, STORE_SCOPE_ALL);
	world_close(&world);
}

static void guests_count_where_the_list_shows_them_and_the_trash_never(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant(&world, "2026-09-21", 0, 1, NOBODY);
	struct customer_id gone = plant(&world, "2026-09-21", 0, 1, NOBODY);
	world_guest(&world, "guest@x.example");
	assert_int_equal(customers_trash(world_fresh(&world), gone, TEXT("")), DONE);
	world_fresh(&world);
	const struct stats_asked usual = asked_of(&world, "", "", "", "");
	check(&world, &usual, 2, (const int64_t[][5]){{1, 0, 1, 1}, {0}, {1, 0, 1, 1}});
	assert_int_equal(settings_set(world_fresh(&world), SETTING_LIST_GUESTS, TEXT("yes")), DONE);
	world_fresh(&world);
	check(&world, &usual, 2, (const int64_t[][5]){{2, 0, 2, 2}, {0}, {2, 0, 2, 2}});
	world_close(&world);
}

static void a_type_that_is_switched_off_stays_while_it_has_customers__2_L20(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant(&world, "2026-09-01", 0, 2, NOBODY);
	engine_script(&world.engine, "UPDATE types SET active = 0 WHERE id = 2");
	world_fresh(&world);
	const struct stats_asked usual = asked_of(&world, "", "", "", "");
	check(&world, &usual, 2, (const int64_t[][5]){{0}, {0, 0, 0, 1}, {0, 0, 0, 1}});
	world.now = instant_add(world.now, 31 * DAY_US);
	world_fresh(&world);
	check(&world, &usual, 1, (const int64_t[][5]){{0}, {0}});
	world_close(&world);
}

/* "2 1 month week today yesterday" */
static void check_order(struct world *world, const char *types, const char *periods, const char *expected)
{
	struct stats_table table;
	struct arena *arena = world_fresh(world)->arena;
	const struct stats_asked asked = asked_of(world, types, periods, "", "");
	struct text order = TEXT("");
	assert_int_equal(stats_count(&world->ctx, &asked, &table), DONE);
	for (size_t i = 0; i < table.row_count; i++)
		order = text_format(arena, "%.*s%lld ", TEXT_ARG(order), (long long)table.rows[i].type);
	for (size_t i = 0; i < table.column_count; i++)
		order = text_format(arena, "%.*s%.*s ", TEXT_ARG(order),
				    TEXT_ARG(stats_period_word(table.columns[i].period)));
	ASSERT_TEXT(text_trim(order), text_of(expected));
	for (size_t i = 0; i < table.row_count; i++)
		check_row(&world->ctx, &table, &table.rows[i], NULL);
	check_row(&world->ctx, &table, &table.total, NULL);
}

static void types_and_periods_are_sorted_at_the_same_time__2_L21(void **state)
{
	struct world world;
	open_shop(&world, *state);
	plant(&world, "2026-09-21", 0, 2, NOBODY);
	plant(&world, "2026-09-20", 0, 1, NOBODY);
	plant(&world, "2026-09-20", 0, 1, NOBODY);
	plant(&world, "2026-09-02", 0, 2, NOBODY);
	plant(&world, "2026-09-02", 0, 2, NOBODY);
	check_order(&world, "", "", "1 2 today yesterday week month");
	check_order(&world, "-name", "", "2 1 today yesterday week month");
	check_order(&world, "name", "", "1 2 today yesterday week month");
	check_order(&world, "-today", "", "2 1 today yesterday week month");
	check_order(&world, "today", "", "1 2 today yesterday week month");
	check_order(&world, "-month", "-total", "2 1 month week yesterday today");
	check_order(&world, "-week", "-2", "1 2 month today week yesterday");
	check_order(&world, "-month", "1", "2 1 today yesterday week month");
	check_order(&world, "-own", "-77", "1 2 today yesterday week month");
	world_close(&world);
}

static void what_was_asked_can_be_kept_and_nonsense_is_nothing(void **state)
{
	struct world world;
	world_open(&world, *state);
	const struct stats_asked asked = asked_of(&world, "-week", "7", "2026-01-01", "");
	struct stats_asked back;
	struct text kept = stats_asked_keep(&asked, world.ctx.arena);
	ASSERT_TEXT(kept, TEXT("-week/7/2026-01-01/"));
	stats_asked_restore(kept, &back);
	ASSERT_TEXT(stats_asked_keep(&back, world.ctx.arena), kept);
	stats_asked_restore(TEXT("-shoes/-/2026-99-01/x"), &back);
	ASSERT_TEXT(stats_asked_keep(&back, world.ctx.arena), TEXT("set/set//"));
	stats_asked_restore(TEXT_NONE, &back);
	ASSERT_TEXT(stats_asked_keep(&back, world.ctx.arena), TEXT("set/set//"));
	assert_int_equal(stats_asked_read(&world.ctx, TEXT("shoes"), TEXT(""), &back), INVALID);
	assert_int_equal(stats_asked_read(&world.ctx, TEXT(""), TEXT("-0"), &back), INVALID);
	world_close(&world);
}

/* ---- pages ---- */

static void the_page_remembers_what_each_person_asked__2_L22(void **state)
{
	static const char *const at = "/admin/stats/registrations";
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "administrator");
	assert_int_equal(visitor_get(&owner, at), 200);
	assert_false(visitor_sees(&owner, "name=\"from\" value=\"2026-01-01\""));
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations?rows=-today&columns=total&from=2026-01-01"),
			 200);
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations/table"), 200);
	assert_true(visitor_sees(&owner, "name=\"from\" value=\"2026-01-01\""));
	assert_true(visitor_sees(&owner, "name=\"rows\" value=\"-today\""));
	assert_true(visitor_sees(&owner, "name=\"columns\" value=\"total\""));
	assert_true(visitor_sees(&owner, "?filter=since%3E%3D2026-01-01"));
	assert_false(visitor_sees(&owner, "<html"));
	assert_int_equal(visitor_get(&other, at), 200);
	assert_false(visitor_sees(&other, "2026-01-01"));
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations?rows=set&columns=set"), 200);
	assert_int_equal(visitor_get(&owner, at), 200);
	assert_false(visitor_sees(&owner, "2026-01-01"));
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations?rows=shoes"), 422);
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations?rows=set&from=shoes"), 422);
	site_close(&site);
}

static void the_list_and_the_first_page_have_the_table_without_waiting_for_it__2_L15(void **state)
{
	static const char *const pages[] = {"/admin", "/admin/customers", "/admin/customers?filter=vip%3Ayes"};
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_int_equal(visitor_get(&owner, pages[i]), 200);
		assert_true(visitor_sees(&owner,
					 "hx-get=\"/admin/stats/registrations/table\" hx-trigger=\"intersect once\""));
		assert_true(visitor_sees(&owner, "?filter=type%3Aretail"));
		assert_false(visitor_sees(&owner, "?filter=type%3Aretail%20since"));
	}
	assert_int_equal(visitor_get(&owner, "/admin/stats/registrations/table"), 200);
	assert_true(visitor_sees(&owner, "?filter=type%3Aretail%20since%3Atoday\">1</a>"));
	site_close(&site);
}

static void who_may_not_see_customers_sees_no_frame_of_their_numbers(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor sales = site_staff(&site, "sales");
	assert_int_equal(visitor_get(&sales, "/admin"), 200);
	assert_true(visitor_sees(&sales, "/admin/stats/"));
	engine_script(&site.engine, "UPDATE roles SET permissions = 'notes.read' WHERE word = 'sales'");
	assert_int_equal(visitor_get(&sales, "/admin"), 200);
	assert_false(visitor_sees(&sales, "/admin/stats/"));
	assert_false(visitor_sees(&sales, "Registrations"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(days_are_cut_in_the_zone_of_the_business__2_L16_2_L17_2_L18_2_L19),
		ON_BOTH(another_range_can_be_chosen__2_L22),
		ON_BOTH(customer_since_counts_not_when_the_row_was_written),
		ON_BOTH(numbers_are_of_those_whom_the_asker_may_see),
		ON_BOTH(guests_count_where_the_list_shows_them_and_the_trash_never),
		ON_BOTH(a_type_that_is_switched_off_stays_while_it_has_customers__2_L20),
		ON_BOTH(types_and_periods_are_sorted_at_the_same_time__2_L21),
		ON_BOTH(what_was_asked_can_be_kept_and_nonsense_is_nothing),
		ON_BOTH(the_page_remembers_what_each_person_asked__2_L22),
		ON_BOTH(who_may_not_see_customers_sees_no_frame_of_their_numbers),
		ON_BOTH(the_list_and_the_first_page_have_the_table_without_waiting_for_it__2_L15),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
