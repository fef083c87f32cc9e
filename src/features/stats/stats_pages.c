/* The statistics on a page of their own, and as a part of others: from what the address asks to a table.
 *
 * The one idea: every address says all that is asked; one that says nothing means what the person asked last.
 */
#include "features/stats/stats_pages.h"

#include "features/staff/staff.h"
#include "stats.routes.h"
#include "stats.views.h"

#define PREFERENCE TEXT("stats.registrations")

struct sent {
	struct text types, periods;
	struct date from, until;
};

static enum outcome read_asked(struct request *request, const struct sent *sent, struct stats_asked *asked)
{
	struct text before;
	TRY(staff_get_preference(request->ctx, PREFERENCE, &before));
	stats_asked_restore(before, asked);
	if (text_is_none(sent->types))
		return DONE;
	asked->from = sent->from;
	asked->until = sent->until;
	TRY(stats_asked_read(request->ctx, sent->types, sent->periods, asked));
	struct text now = stats_asked_keep(asked, request->ctx->arena);
	if (!text_is_none(before) && text_equal(before, now))
		return DONE;
	return staff_set_preference(request->ctx, PREFERENCE, now);
}

static enum outcome load(struct request *request, const struct sent *sent, struct stats_shown *shown)
{
	struct stats_asked asked;
	struct stats_table *table = arena_take(request->ctx->arena, sizeof *table);
	TRY(read_asked(request, sent, &asked));
	TRY(stats_count(request->ctx, &asked, table));
	stats_fill(request, &asked, table, shown);
	return DONE;
}

enum outcome stats_registrations_show(struct request *request, const struct stats_registrations_show *in)
{
	struct stats_shown shown = {.is_part = false};
	TRY(load(request, &(struct sent){in->rows, in->columns, in->from, in->until}, &shown));
	struct page_frame *frame = page_frame(request, N_("Registrations"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	view_stats_registrations(answer_html(request, 200), frame, &shown);
	return DONE;
}

enum outcome stats_registrations_table(struct request *request, const struct stats_registrations_table *in)
{
	struct stats_shown shown = {.is_part = true};
	TRY(load(request, &(struct sent){in->rows, in->columns, in->from, in->until}, &shown));
	view_stats_table(answer_html(request, 200), &shown);
	return DONE;
}
