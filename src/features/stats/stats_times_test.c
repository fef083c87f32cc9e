/* Stories of registrations over time and of where customers come from, on both engines: every number is the total of
 * the list behind it; the pages and what they remember. */
#include "features/stats/stats_times.h"

#include "features/customers/customers.h"
#include "features/stats/stats_origins.h"
#include "service/lists.h"
#include "service/settings.h"
#include "tests/site.h"
#include "tests/world.h"

/* 22:13 on Monday, 21 September 2026 in Kuala Lumpur. */
static void open_shop(struct world *world, const char *engine)
{
	world_open(world, engine);
	world_furnish(world);
	assert_int_equal(settings_set(world_fresh(world), SETTING_BUSINESS_ZONE, TEXT("Asia/Kuala_Lumpur")), DONE);
}

static struct customer_id plant(struct world *world, const char *since, const char *country)
{
	struct customer_id customer = world_customer(world, "Farah");
	const struct customer_change changes[] = {{CUSTOMER_FIELD_SINCE, text_of(since), TEXT_NONE},
						  {CUSTOMER_FIELD_COUNTRY, text_of(country), TEXT_NONE}};
	assert_int_equal(customers_change(world_fresh(world), customer, changes, 2), DONE);
	return customer;
}

static int64_t total_of(struct context *ctx, struct text source)
{
	struct filter *filter;
	struct list_answer answer;
	assert_int_equal(filter_parse(ctx, source, &filter), DONE);
	assert_int_equal(lists_run(ctx, &(struct list_ask){.filter = filter, .most = 1}, &answer), DONE);
	return answer.total;
}

static const struct stats_bar *bar_of(const struct stats_times *times, const char *day)
{
	struct date date;
	assert_true(date_parse(text_of(day), &date));
	for (size_t i = 0; i < times->count; i++)
		if (times->bars[i].first.days <= date.days && date.days <= times->bars[i].last.days)
			return &times->bars[i];
	return NULL;
}

static void check_times(struct world *world, enum stats_step step, struct stats_times *times)
{
	struct context *ctx = world_fresh(world);
	assert_int_equal(stats_times_count(ctx, step, times), DONE);
	for (size_t i = 0; i < times->count; i++) {
		assert_int_equal(times->bars[i].count, total_of(ctx, times->bars[i].filter));
		if (i > 0)
			assert_int_equal(times->bars[i].first.days, times->bars[i - 1].last.days + 1);
	}
}

static void registrations_over_time_are_the_totals_of_the_lists_behind_them__2_L15(void **state)
{
	struct world world;
	struct stats_times times;
	open_shop(&world, *state);
	plant(&world, "2026-09-21", "");
	plant(&world, "2026-09-20", "");
	plant(&world, "2026-09-20", "");
	plant(&world, "2026-09-14", "");
	plant(&world, "2026-08-31", "");
	plant(&world, "2025-10-01", "");
	plant(&world, "2025-09-30", "");
	assert_int_equal(customers_trash(world_fresh(&world), plant(&world, "2026-09-21", ""), TEXT("")), DONE);
	check_times(&world, STATS_DAYS, &times);
	assert_int_equal(times.count, 30);
	assert_int_equal(times.most, 2);
	assert_int_equal(times.bars[29].count, 1);
	ASSERT_TEXT(times.bars[29].filter, TEXT("since:2026-09-21"));
	assert_int_equal(bar_of(&times, "2026-09-20")->count, 2);
	check_times(&world, STATS_WEEKS, &times);
	assert_int_equal(times.count, 13);
	ASSERT_TEXT(times.bars[12].filter, TEXT("since:2026-09-21..2026-09-27"));
	assert_int_equal(bar_of(&times, "2026-09-14")->count, 3);
	check_times(&world, STATS_MONTHS, &times);
	assert_int_equal(times.count, 12);
	ASSERT_TEXT(times.bars[0].filter, TEXT("since:2025-10-01..2025-10-31"));
	assert_int_equal(times.bars[0].count, 1);
	assert_int_equal(bar_of(&times, "2026-09-30")->count, 4);
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	check_times(&world, STATS_DAYS, &times);
	assert_int_equal(times.most, 0);
	world_close(&world);
}

static void check_origins(struct world *world, enum stats_origin by, struct stats_origins *origins)
{
	struct context *ctx = world_fresh(world);
	int64_t sums[STATS_SPANS] = {0};
	assert_int_equal(stats_origins_count(ctx, by, origins), DONE);
	for (size_t i = 0; i < origins->count; i++) {
		const struct stats_origin_row *row = &origins->rows[i];
		struct text lately =
			text_format(ctx->arena, "%.*s %.*s", TEXT_ARG(row->filter), TEXT_ARG(stats_lately));
		assert_int_equal(row->counts[STATS_EVER], total_of(ctx, row->filter));
		assert_int_equal(row->counts[STATS_LATELY], total_of(ctx, lately));
		for (int span = 0; span < STATS_SPANS; span++)
			sums[span] += row->counts[span];
	}
	assert_int_equal(sums[STATS_EVER], origins->totals[STATS_EVER]);
	assert_int_equal(sums[STATS_LATELY], origins->totals[STATS_LATELY]);
	assert_int_equal(origins->totals[STATS_EVER], total_of(ctx, TEXT("")));
}

static void ten_countries_stand_by_themselves_the_others_together(void **state)
{
	static const char *const countries[] = {"MY", "DE", "SG", "CN", "FR", "GB", "US",
						"IN", "ID", "TH", "VN", "AT", ""};
	struct world world;
	struct stats_origins origins;
	open_shop(&world, *state);
	for (size_t i = 0; i < 13; i++)
		plant(&world, i % 2 ? "2026-09-10" : "2020-01-01", countries[i]);
	plant(&world, "2020-01-01", "MY");
	check_origins(&world, STATS_BY_COUNTRY, &origins);
	assert_int_equal(origins.count, STATS_ORIGINS_SHOWN + 2);
	ASSERT_TEXT(origins.rows[0].name, TEXT("MY"));
	assert_int_equal(origins.rows[0].counts[STATS_EVER], 2);
	assert_int_equal(origins.rows[0].counts[STATS_LATELY], 0);
	assert_int_equal(origins.rows[10].kind, STATS_ORIGIN_OTHERS);
	assert_int_equal(origins.rows[10].counts[STATS_EVER], 2);
	assert_int_equal(origins.rows[11].kind, STATS_ORIGIN_NONE);
	assert_int_equal(origins.rows[11].counts[STATS_EVER], 1);
	world_close(&world);
}

static void customers_are_counted_by_their_sales_channel(void **state)
{
	struct world world;
	struct stats_origins origins;
	open_shop(&world, *state);
	const struct customer_change fair = {CUSTOMER_FIELD_CHANNEL, TEXT("2"), TEXT_NONE};
	for (int i = 0; i < 3; i++) {
		struct customer_id customer = plant(&world, "2026-09-10", "");
		if (i > 0)
			assert_int_equal(customers_change(world_fresh(&world), customer, &fair, 1), DONE);
	}
	check_origins(&world, STATS_BY_CHANNEL, &origins);
	assert_int_equal(origins.count, 2);
	assert_int_equal(origins.rows[0].counts[STATS_LATELY], 2);
	ASSERT_TEXT(origins.rows[0].filter, TEXT("channel:\"fair\""));
	world_close(&world);
}

static void the_first_page_has_the_chart_and_the_tables_without_waiting_for_them(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "administrator");
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_true(visitor_sees(&owner, "hx-get=\"/admin/stats/over-time/chart\" hx-trigger=\"intersect once\""));
	assert_true(visitor_sees(&owner, "hx-get=\"/admin/stats/origins/table\" hx-trigger=\"intersect once\""));
	assert_int_equal(visitor_get(&owner, "/admin/stats/over-time/chart?by=months"), 200);
	assert_false(visitor_sees(&owner, "<html"));
	assert_true(visitor_sees(&owner, "id=\"over-time-months\" href=\"/admin/stats/over-time?by=months\" "
					 "hx-get=\"/admin/stats/over-time/chart?by=months\" "
					 "hx-target=\"#over-time-chart\" aria-current=\"true\""));
	assert_int_equal(visitor_get(&owner, "/admin/stats/over-time"), 200);
	assert_true(visitor_sees(&owner, "href=\"/admin/stats/over-time?by=months\" hx-target=\"#over-time-chart\" "
					 "aria-current=\"true\""));
	assert_int_equal(visitor_get(&other, "/admin/stats/over-time"), 200);
	assert_true(visitor_sees(&other, "href=\"/admin/stats/over-time?by=days\" hx-target=\"#over-time-chart\" "
					 "aria-current=\"true\""));
	assert_int_equal(visitor_get(&owner, "/admin/stats/over-time?by=shoes"), 422);
	assert_int_equal(visitor_get(&owner, "/admin/stats/origins"), 200);
	assert_true(visitor_sees(&owner, "?filter=country%3Anone\"><bdi>Not known</bdi>"));
	assert_int_equal(visitor_get(&owner, "/admin/stats/origins/table"), 200);
	assert_false(visitor_sees(&owner, "<html"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(registrations_over_time_are_the_totals_of_the_lists_behind_them__2_L15),
		ON_BOTH(ten_countries_stand_by_themselves_the_others_together),
		ON_BOTH(customers_are_counted_by_their_sales_channel),
		ON_BOTH(the_first_page_has_the_chart_and_the_tables_without_waiting_for_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
