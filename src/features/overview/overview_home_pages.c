/* The first page: how many there are, what waits, whom one looked at lately. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_recent_pages.h"

#include "features/notes/notes.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/lists_filter.h"
#include "service/settings.h"

enum { TOTAL, WAITING, ADDED, NUMBERS };

/* One definition with the list that the numbers lead to: its filters, and guests where it shows them. */
static enum outcome ask_numbers(struct request *request, struct list_ask *asks)
{
	static const char *const filters[NUMBERS] = {
		[TOTAL] = "", [WAITING] = "status:pending", [ADDED] = "created:last7d"};
	struct arena *arena = request->ctx->arena;
	const struct zone *zone;
	bool guests;
	TRY(settings_flag(request->ctx, SETTING_LIST_GUESTS, &guests));
	TRY(settings_zone(request->ctx, &zone));
	int32_t today = zone_local(zone, context_now(request->ctx)).date.days;
	for (size_t i = 0; i < NUMBERS + HOME_DAYS; i++) {
		int32_t day = today - HOME_DAYS + 1 + (int32_t)(i - NUMBERS);
		struct text source =
			i < NUMBERS ? text_of(filters[i])
				    : text_join(arena, TEXT("created:"), date_format(arena, (struct date){day}));
		struct filter *filter;
		TRY(filter_parse(request->ctx, source, &filter));
		asks[i] = (struct list_ask){.filter = filter, .guests = guests};
	}
	return DONE;
}

static enum outcome fill_numbers(struct request *request, struct home *home)
{
	struct list_ask asks[NUMBERS + HOME_DAYS];
	int64_t totals[NUMBERS + HOME_DAYS];
	TRY(ask_numbers(request, asks));
	TRY(lists_count(request->ctx, asks, NUMBERS + HOME_DAYS, totals));
	home->customers = totals[TOTAL];
	home->waiting = totals[WAITING];
	home->added = totals[ADDED];
	for (size_t i = 0; i < HOME_DAYS; i++)
		home->days[i] = totals[NUMBERS + i];
	return DONE;
}

static enum outcome fill_lists(struct request *request, struct home *home)
{
	struct reader *reader = request->ctx->reader;
	struct staff_id staff = request->staff.staff;
	struct date today;
	struct overview_recent *recent;
	struct overview_follow_ups *follow_ups;
	TRY(recent_list(request, &recent, &home->recent_count));
	home->recent = recent;
	if (!home->may_notes)
		return DONE;
	TRY(notes_today(request->ctx, &today));
	TRY(overview_follow_ups(reader, today, context_now(request->ctx), staff, &follow_ups, &home->follow_up_shown));
	home->follow_ups = follow_ups;
	return notes_count_due(request->ctx, &home->follow_up_count);
}

enum outcome overview_home_show(struct request *request, const struct overview_home_show *in)
{
	(void)in;
	struct home home = {
		.may_read = context_may(request->ctx, PERMISSION_CUSTOMERS_READ),
		.may_notes = context_may(request->ctx, PERMISSION_NOTES_READ),
	};
	TRY(context_read_together(request->ctx));
	if (home.may_read) {
		TRY(fill_numbers(request, &home));
		TRY(fill_lists(request, &home));
		TRY(blocks_show(request, BLOCK_HOME, (struct customer_id){0}, &home.blocks.list, &home.blocks.count));
	}
	view_overview_home(answer_html(request, 200), page_frame(request, N_("Overview")), &home);
	return DONE;
}
