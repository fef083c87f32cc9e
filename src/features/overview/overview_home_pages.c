/* The first page: how many there are, what waits, whom one looked at lately. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_recent_pages.h"

#include "features/notes/notes.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/lists.h"
#include "service/settings.h"

enum { TOTAL, WAITING, ADDED, ONLINE, NUMBERS };

/* One definition with the lists that the numbers lead to: their filters, and guests where they show them. */
static enum outcome fill_totals(struct request *request, bool guests, struct home *home)
{
	static const char *const filters[NUMBERS] = {
		[TOTAL] = "", [WAITING] = "status:pending", [ADDED] = "created:last7d", [ONLINE] = "online:yes"};
	struct list_ask asks[NUMBERS];
	int64_t totals[NUMBERS];
	for (size_t i = 0; i < NUMBERS; i++) {
		struct filter *filter;
		TRY(filter_parse(request->ctx, text_of(filters[i]), &filter));
		asks[i] = (struct list_ask){.filter = filter, .guests = guests};
	}
	TRY(lists_count(request->ctx, asks, NUMBERS, totals));
	home->customers = totals[TOTAL];
	home->waiting = totals[WAITING];
	home->added = totals[ADDED];
	home->online = totals[ONLINE];
	return DONE;
}

static enum outcome fill_days(struct request *request, bool guests, struct home *home)
{
	struct context *ctx = request->ctx;
	const struct filter *within[HOME_DAYS];
	struct filter *filter;
	struct list_tally tally;
	const struct zone *zone;
	TRY(settings_zone(ctx, &zone));
	int32_t today = zone_local(zone, context_now(ctx)).date.days;
	for (int32_t i = 0; i < HOME_DAYS; i++) {
		struct text day = date_format(ctx->arena, (struct date){today - HOME_DAYS + 1 + i});
		TRY(filter_parse(ctx, text_join(ctx->arena, TEXT("created:"), day), &filter));
		within[i] = filter;
	}
	TRY(filter_parse(ctx, TEXT(""), &filter));
	const struct list_ask whom = {.filter = filter, .guests = guests};
	TRY(lists_tally(ctx, &(struct list_tally_ask){.whom = &whom, .within = within, .within_count = HOME_DAYS},
			&tally));
	for (size_t i = 0; i < HOME_DAYS; i++)
		home->days[i] = tally.totals[i];
	return DONE;
}

static enum outcome fill_numbers(struct request *request, struct home *home)
{
	bool guests;
	TRY(settings_flag(request->ctx, SETTING_LIST_GUESTS, &guests));
	TRY(fill_totals(request, guests, home));
	return fill_days(request, guests, home);
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
	}
	TRY(blocks_show(request, BLOCK_HOME, (struct customer_id){0}, &home.blocks.list, &home.blocks.count));
	view_overview_home(answer_html(request, 200), page_frame(request, N_("Overview")), &home);
	return DONE;
}
