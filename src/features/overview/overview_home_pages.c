/* The first page: how many there are, what waits, whom one looked at lately. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_recent_pages.h"

#include "features/notes/notes.h"
#include "overview.routes.h"
#include "overview.views.h"

#define DAYS 14
#define WEEK 7

static enum outcome fill_numbers(struct request *request, struct home *home)
{
	struct reader *reader = request->ctx->reader;
	struct overview_total total;
	struct overview_waiting waiting;
	struct overview_added *days;
	size_t count;
	int64_t today = instant_date(context_now(request->ctx)).days;
	TRY(overview_total(reader, &total));
	TRY(overview_waiting(reader, &waiting));
	TRY(overview_added(reader, (struct instant){(today - DAYS + 1) * DAY_US}, &days, &count));
	home->customers = total.total;
	home->waiting = waiting.total;
	for (size_t i = 0; i < count; i++) {
		int64_t at = days[i].day - (today - DAYS + 1);
		if (at < 0 || at >= DAYS)
			continue;
		home->days[at] = days[i].added;
		home->added += at >= DAYS - WEEK ? days[i].added : 0;
	}
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
	}
	view_overview_home(answer_html(request, 200), page_frame(request, N_("Overview")), &home);
	return DONE;
}
