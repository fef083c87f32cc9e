/* Where customers come from: two tables with bars, on a page of their own and as a part of the first page. */
#include "features/stats/stats_pages.h"

#include "format/country.h"
#include "stats.routes.h"
#include "stats.views.h"
#include "web/language.h"

#define WHOLE 100 /* of a bar */

static struct text row_name(struct request *request, enum stats_origin by, const struct stats_origin_row *row)
{
	switch (row->kind) {
	case STATS_ORIGIN_OTHERS: return page_words(request, N_("All others"), TEXT_NONE);
	case STATS_ORIGIN_NONE: return page_words(request, N_("Not known"), TEXT_NONE);
	case STATS_ORIGIN_VALUE: break;
	}
	return by == STATS_BY_COUNTRY ? country_name(row->name, text_of(request->ctx->language->code)) : row->name;
}

static enum outcome load(struct request *request, enum stats_origin by, struct stats_origins_shown *shown)
{
	struct stats_origins *origins = arena_take(request->ctx->arena, sizeof *origins);
	TRY(stats_origins_count(request->ctx, by, origins));
	shown->origins = origins;
	shown->title = by == STATS_BY_CHANNEL ? page_words(request, N_("By sales channel"), TEXT_NONE)
					      : page_words(request, N_("By country"), TEXT_NONE);
	int64_t most = 1, all = origins->totals[STATS_EVER];
	for (size_t i = 0; i < origins->count; i++)
		most = origins->rows[i].counts[STATS_EVER] > most ? origins->rows[i].counts[STATS_EVER] : most;
	for (size_t i = 0; i < origins->count; i++) {
		int64_t count = origins->rows[i].counts[STATS_EVER];
		shown->rows[i] = (struct stats_origin_shown){
			.row = &origins->rows[i],
			.name = row_name(request, by, &origins->rows[i]),
			.share = all ? count * WHOLE / all : 0,
			.width = count * WHOLE / most,
		};
	}
	return DONE;
}

static enum outcome load_both(struct request *request, struct stats_origins_shown **ret_shown)
{
	*ret_shown = arena_take_array(request->ctx->arena, STATS_ORIGIN_COUNT, sizeof **ret_shown);
	for (enum stats_origin by = 0; by < STATS_ORIGIN_COUNT; by++)
		TRY(load(request, by, &(*ret_shown)[by]));
	return DONE;
}

enum outcome stats_origins_show(struct request *request, const struct stats_origins_show *in)
{
	struct stats_origins_shown *shown;
	(void)in;
	TRY(load_both(request, &shown));
	struct page_frame *frame = page_frame(request, N_("Where customers come from"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	view_stats_origins_page(answer_html(request, 200), frame, shown);
	return DONE;
}

enum outcome stats_origins_table(struct request *request, const struct stats_origins_table *in)
{
	struct stats_origins_shown *shown;
	(void)in;
	TRY(load_both(request, &shown));
	view_stats_origins_tables(answer_html(request, 200), shown);
	return DONE;
}
