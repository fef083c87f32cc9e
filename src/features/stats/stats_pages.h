/* What the views of this slice are given. */
#ifndef FEATURES_STATS_PAGES_H
#define FEATURES_STATS_PAGES_H

#include "features/stats/stats.h"
#include "features/stats/stats_origins.h"
#include "features/stats/stats_times.h"
#include "web/pages.h"

/* A head of a row or a column: its label filters the list, beside it stands what sorts by it. */
struct stats_head {
	struct text label, filter;
	struct text word;      /* of its id */
	struct text url, part; /* sorts by it: as a page, and as a part of one */
	int sorted;            /* 1 upwards, -1 downwards, 0 not */
};

struct stats_shown {
	const struct stats_table *table;
	bool is_part; /* stands on another page: what sorts asks for the table alone */
	struct stats_head names;
	struct stats_head columns[STATS_PERIOD_COUNT];
	const struct stats_head *rows;
	struct stats_head total;
	struct text types, periods, from, until; /* as addresses write them; empty: not asked for */
	struct text without_url, without_part;   /* without the range of one's own */
};
void stats_fill(struct request *request, const struct stats_asked *asked, const struct stats_table *table,
		struct stats_shown *shown);
/* For aria-sort. */
struct text stats_sorted(const struct stats_head *head);

/* ---- over time ---- */

/* The picture's own units; it is stretched to its place. */
#define STATS_BAR_ROOM     10
#define STATS_CHART_HEIGHT 100

struct stats_step_shown {
	struct text label, word, url, part;
	bool current;
};
struct stats_bar_shown {
	const struct stats_bar *bar;
	struct text label;
	int64_t x, y, height;
};
struct stats_times_shown {
	struct stats_times times;
	bool is_part;
	struct stats_step_shown steps[STATS_STEP_COUNT];
	struct stats_bar_shown bars[STATS_BARS_MOST];
};

/* ---- where from ---- */

struct stats_origin_shown {
	const struct stats_origin_row *row;
	struct text name;
	int64_t share; /* of all, in a hundred */
	int64_t width; /* of the row with most, in a hundred */
};
struct stats_origins_shown {
	const struct stats_origins *origins;
	struct text title;
	struct stats_origin_shown rows[STATS_ORIGINS_SHOWN + 2];
};

#endif
