/* Cutting time into bars; the contract is in stats_times.h. */
#include "features/stats/stats_times.h"

#include "service/lists.h"
#include "service/settings.h"

#define WEEK_DAYS 7

static const size_t bars[STATS_STEP_COUNT] = {[STATS_DAYS] = 30, [STATS_WEEKS] = 13, [STATS_MONTHS] = 12};

/* The first day of the month that many months later, or earlier. */
static struct date month_start(struct date day, int months)
{
	int year, month, unused;
	date_parts(day, &year, &month, &unused);
	int all = year * 12 + month - 1 + months;
	return date_of(all / 12, all % 12 + 1, 1);
}

/* The first day of the bar that is `back` bars before today's. */
static struct date bar_start(enum stats_step step, struct date today, int back)
{
	switch (step) {
	case STATS_WEEKS: return (struct date){today.days - (date_weekday(today) - 1) - back * WEEK_DAYS};
	case STATS_MONTHS: return month_start(today, -back);
	case STATS_DAYS:
	case STATS_STEP_COUNT: break;
	}
	return (struct date){today.days - back};
}

static struct text filter_of(struct arena *arena, const struct stats_bar *bar)
{
	struct text first = date_format(arena, bar->first), last = date_format(arena, bar->last);
	if (bar->first.days == bar->last.days)
		return text_join(arena, TEXT("since:"), first);
	return text_format(arena, "since:%.*s..%.*s", TEXT_ARG(first), TEXT_ARG(last));
}

static enum outcome tally(struct context *ctx, struct stats_times *times)
{
	struct filter *everybody, *parsed;
	const struct filter *within[STATS_BARS_MOST];
	struct list_ask whom = {0};
	struct list_tally numbers;
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &whom.guests));
	TRY(filter_parse(ctx, TEXT(""), &everybody));
	whom.filter = everybody;
	for (size_t i = 0; i < times->count; i++) {
		TRY(filter_parse(ctx, times->bars[i].filter, &parsed));
		within[i] = parsed;
	}
	TRY(lists_tally(ctx, &(struct list_tally_ask){.whom = &whom, .within = within, .within_count = times->count},
			&numbers));
	for (size_t i = 0; i < times->count; i++) {
		times->bars[i].count = numbers.totals[i];
		times->most = numbers.totals[i] > times->most ? numbers.totals[i] : times->most;
	}
	return DONE;
}

enum outcome stats_times_count(struct context *ctx, enum stats_step step, struct stats_times *ret_times)
{
	const struct zone *zone;
	*ret_times = (struct stats_times){.step = step, .count = bars[step]};
	TRY(context_read_together(ctx));
	TRY(settings_zone(ctx, &zone));
	struct date today = zone_local(zone, context_now(ctx)).date;
	for (size_t i = 0; i < ret_times->count; i++) {
		struct stats_bar *bar = &ret_times->bars[i];
		int back = (int)(ret_times->count - 1 - i);
		bar->first = bar_start(step, today, back);
		bar->last = (struct date){bar_start(step, today, back - 1).days - 1};
		bar->filter = filter_of(ctx->arena, bar);
	}
	return tally(ctx, ret_times);
}
