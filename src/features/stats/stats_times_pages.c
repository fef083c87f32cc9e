/* Registrations over time: the chart, on a page of its own and as a part of the first page.
 *
 * The one idea: the bars are a picture that leads where the numbers in the table below it lead; whoever cannot see or
 * point has the table. Which step somebody looked at last is remembered.
 */
#include "features/stats/stats_pages.h"

#include "features/staff/staff.h"
#include "stats.routes.h"
#include "stats.views.h"

#define PREFERENCE TEXT("stats.over_time")

static const struct {
	struct text word;
	const char *label;
} steps[STATS_STEP_COUNT] = {[STATS_DAYS] = {{"days", 4}, N_("Days")},
			     [STATS_WEEKS] = {{"weeks", 5}, N_("Weeks")},
			     [STATS_MONTHS] = {{"months", 6}, N_("Months")}};

static enum outcome remember_step(struct request *request, struct text asked, enum stats_step *ret_step)
{
	struct text word = asked, before;
	TRY(staff_get_preference(request->ctx, PREFERENCE, &before));
	if (text_is_none(asked))
		word = text_is_none(before) ? TEXT("") : before;
	*ret_step = STATS_DAYS;
	for (enum stats_step step = 0; step < STATS_STEP_COUNT; step++)
		if (text_equal(word, steps[step].word))
			*ret_step = step;
	if (text_is_none(asked) || (!text_is_none(before) && text_equal(before, asked)))
		return DONE;
	return staff_set_preference(request->ctx, PREFERENCE, asked);
}

static void fill_steps(struct request *request, enum stats_step current, struct stats_times_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	for (enum stats_step step = 0; step < STATS_STEP_COUNT; step++) {
		struct text query = text_join(arena, TEXT("?by="), steps[step].word);
		shown->steps[step] = (struct stats_step_shown){
			.label = page_words(request, steps[step].label, TEXT_NONE),
			.word = steps[step].word,
			.url = text_join(arena, stats_times_show_url(arena), query),
			.part = text_join(arena, stats_times_chart_url(arena), query),
			.current = step == current,
		};
	}
}

static struct text bar_label(struct request *request, enum stats_step step, const struct stats_bar *bar)
{
	if (step == STATS_MONTHS)
		return view_month_text(&request->view, bar->first);
	struct text first = view_date_text(&request->view, bar->first);
	if (step == STATS_DAYS)
		return first;
	return page_words(request, N_("Week from {0}"), first, TEXT_NONE);
}

/* As high as its number, and never lower than what can be seen and met. */
static void fill_bars(struct request *request, struct stats_times_shown *shown)
{
	const struct stats_times *times = &shown->times;
	for (size_t i = 0; i < times->count; i++) {
		int64_t count = times->bars[i].count;
		int64_t height = times->most ? count * STATS_CHART_HEIGHT / times->most : 0;
		height = count > 0 && height == 0 ? 1 : height;
		shown->bars[i] = (struct stats_bar_shown){
			.bar = &times->bars[i],
			.label = bar_label(request, times->step, &times->bars[i]),
			.x = (int64_t)i * STATS_BAR_ROOM,
			.y = STATS_CHART_HEIGHT - height,
			.height = height,
		};
	}
}

static enum outcome load(struct request *request, struct text asked, struct stats_times_shown *shown)
{
	enum stats_step step;
	TRY(remember_step(request, asked, &step));
	TRY(stats_times_count(request->ctx, step, &shown->times));
	fill_steps(request, step, shown);
	fill_bars(request, shown);
	return DONE;
}

enum outcome stats_times_show(struct request *request, const struct stats_times_show *in)
{
	struct stats_times_shown *shown = arena_take(request->ctx->arena, sizeof *shown);
	TRY(load(request, in->has_by ? steps[in->by].word : TEXT_NONE, shown));
	struct page_frame *frame = page_frame(request, N_("Registrations over time"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	view_stats_times_page(answer_html(request, 200), frame, shown);
	return DONE;
}

enum outcome stats_times_chart(struct request *request, const struct stats_times_chart *in)
{
	struct stats_times_shown *shown = arena_take(request->ctx->arena, sizeof *shown);
	shown->is_part = true;
	TRY(load(request, in->has_by ? steps[in->by].word : TEXT_NONE, shown));
	view_stats_times_chart(answer_html(request, 200), shown);
	return DONE;
}
