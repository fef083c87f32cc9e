/* What the views of this slice are given. */
#ifndef FEATURES_STATS_PAGES_H
#define FEATURES_STATS_PAGES_H

#include "features/stats/stats.h"
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

#endif
