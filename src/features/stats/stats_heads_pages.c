/* Heads of the statistics: what they are called, which list they lead to, and how a click on their arrows sorts. */
#include "features/stats/stats_pages.h"

#include "stats.routes.h"

/* The address that asks for that; `path` of the page or of the part. */
static struct text address(struct arena *arena, struct text path, const struct stats_asked *asked)
{
	struct text url =
		text_format(arena, "%.*s?rows=%.*s&columns=%.*s", TEXT_ARG(path),
			    TEXT_ARG(stats_types_word(asked, arena)), TEXT_ARG(stats_periods_word(asked, arena)));
	if (!date_is_none(asked->from))
		url = text_format(arena, "%.*s&from=%.*s", TEXT_ARG(url), TEXT_ARG(date_format(arena, asked->from)));
	if (!date_is_none(asked->until))
		url = text_format(arena, "%.*s&until=%.*s", TEXT_ARG(url), TEXT_ARG(date_format(arena, asked->until)));
	return url;
}

static void fill_urls(struct arena *arena, const struct stats_asked *asked, struct text *ret_url, struct text *ret_part)
{
	*ret_url = address(arena, stats_registrations_show_url(arena), asked);
	*ret_part = address(arena, stats_registrations_table_url(arena), asked);
}

/* A click sorts, the next one the other way round, the third gives back how it was. Numbers begin with the highest. */
static bool turn(int sorted, bool down_first, bool *ret_down)
{
	int first = down_first ? -1 : 1;
	*ret_down = sorted == 0 ? down_first : !down_first;
	return sorted == 0 || sorted == first;
}

static void sort_types(struct arena *arena, const struct stats_asked *asked, int by, struct stats_head *head)
{
	struct stats_asked next = *asked;
	head->sorted = asked->types != by ? 0 : asked->types_down ? -1 : 1;
	bool sorts = turn(head->sorted, by != STATS_BY_NAME, &next.types_down);
	next.types = sorts ? by : STATS_AS_SET;
	fill_urls(arena, &next, &head->url, &head->part);
}

static void sort_periods(struct arena *arena, const struct stats_asked *asked, int64_t by, struct stats_head *head)
{
	struct stats_asked next = *asked;
	head->sorted = asked->periods != by ? 0 : asked->periods_down ? -1 : 1;
	bool sorts = turn(head->sorted, true, &next.periods_down);
	next.periods = sorts ? by : STATS_AS_SET;
	fill_urls(arena, &next, &head->url, &head->part);
}

struct text stats_sorted(const struct stats_head *head)
{
	return head->sorted > 0 ? TEXT("ascending") : head->sorted < 0 ? TEXT("descending") : TEXT("none");
}

static const char *period_label(enum stats_period period)
{
	switch (period) {
	case STATS_TODAY: return N_("Today");
	case STATS_YESTERDAY: return N_("Yesterday");
	case STATS_WEEK: return N_("Last 7 days");
	case STATS_MONTH: return N_("This month");
	case STATS_OWN:
	case STATS_PERIOD_COUNT: break;
	}
	return N_("Own period");
}

static void fill_columns(struct request *request, const struct stats_asked *asked, struct stats_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	for (size_t i = 0; i < shown->table->column_count; i++) {
		const struct stats_column *column = &shown->table->columns[i];
		shown->columns[i] = (struct stats_head){
			.label = page_words(request, period_label(column->period), TEXT_NONE),
			.filter = column->filter,
			.word = stats_period_word(column->period),
		};
		sort_types(arena, asked, (int)column->period, &shown->columns[i]);
	}
}

static void fill_rows(struct request *request, const struct stats_asked *asked, struct stats_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	const struct stats_table *table = shown->table;
	struct stats_head *heads = arena_take_array(arena, table->row_count + 1, sizeof *heads);
	for (size_t i = 0; i < table->row_count; i++) {
		heads[i] = (struct stats_head){.label = table->rows[i].name,
					       .filter = table->rows[i].filter,
					       .word = text_of_number(arena, table->rows[i].type)};
		sort_periods(arena, asked, table->rows[i].type, &heads[i]);
	}
	shown->rows = heads;
	shown->total = (struct stats_head){
		.label = page_words(request, N_("Total"), TEXT_NONE), .filter = TEXT(""), .word = TEXT("total")};
	sort_periods(arena, asked, STATS_BY_TOTAL, &shown->total);
}

static struct text date_words(struct arena *arena, struct date date)
{
	return date_is_none(date) ? TEXT("") : date_format(arena, date);
}

void stats_fill(struct request *request, const struct stats_asked *asked, const struct stats_table *table,
		struct stats_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	struct stats_asked without = *asked;
	shown->table = table;
	shown->types = stats_types_word(asked, arena);
	shown->periods = stats_periods_word(asked, arena);
	shown->from = date_words(arena, asked->from);
	shown->until = date_words(arena, asked->until);
	without.from = without.until = DATE_NONE;
	fill_urls(arena, &without, &shown->without_url, &shown->without_part);
	shown->names = (struct stats_head){.label = page_words(request, N_("Type"), TEXT_NONE), .word = TEXT("name")};
	sort_types(arena, asked, STATS_BY_NAME, &shown->names);
	fill_columns(request, asked, shown);
	fill_rows(request, asked, shown);
}
