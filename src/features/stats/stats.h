/* Registrations in numbers: how many customers came today, yesterday, in seven days, this month and in a range of one's
 * own, by type.
 *
 * The one idea: every number is the total of the list behind its link, and all of them are counted in one go
 * (lists_tally()): in the asker's scope, with guests as the list's setting says, without the trash.
 * A customer counts on the day of “customer since”, which the business may correct: an import of old customers is no
 * rush of new ones. Those days were cut in the business's zone when they were written.
 * Source: behaviour §3 (customer since), §4 (statistics block).
 */
#ifndef FEATURES_STATS_H
#define FEATURES_STATS_H

#include "context/context.h"

struct filter;

enum stats_period { STATS_TODAY, STATS_YESTERDAY, STATS_WEEK, STATS_MONTH, STATS_OWN, STATS_PERIOD_COUNT };
/* "today", "yesterday", "week", "month", "own" */
struct text stats_period_word(enum stats_period period);

/* What is sorted by what. Both stand beside each other: the types by a period's numbers, the periods by a type's. */
enum {
	STATS_AS_SET = -1,  /* types as the settings order them, periods as above */
	STATS_BY_NAME = -2, /* types */
	STATS_BY_TOTAL = 0, /* periods, where else a type's id stands */
};
struct stats_asked {
	int types; /* a period, STATS_BY_NAME or STATS_AS_SET */
	bool types_down;
	int64_t periods; /* a type's id, STATS_BY_TOTAL or STATS_AS_SET */
	bool periods_down;
	struct date from, until; /* the range of one's own; one may be none; both: there is none */
};
/* "-today", "name", "set" and "-total", "7", "set", as addresses write them; empty is "set". INVALID with a problem at
 * `rows` or `columns`. Dates the wrong way round are turned. */
enum outcome stats_asked_read(struct context *ctx, struct text types, struct text periods,
			      struct stats_asked *asked) MUST_USE;
struct text stats_types_word(const struct stats_asked *asked, struct arena *arena);
struct text stats_periods_word(const struct stats_asked *asked, struct arena *arena);

/* What somebody asked last, to be kept; and back: what cannot be read is as if nothing had been asked. */
struct text stats_asked_keep(const struct stats_asked *asked, struct arena *arena);
void stats_asked_restore(struct text kept, struct stats_asked *ret_asked);

struct stats_cell {
	int64_t count;
	struct text filter; /* canonical */
};
struct stats_row {
	int64_t type; /* STATS_BY_TOTAL: all of them */
	struct text name, filter;
	bool active, has_customers;                  /* in one of the periods, once counted */
	struct stats_cell cells[STATS_PERIOD_COUNT]; /* as the columns stand */
};
struct stats_column {
	enum stats_period period;
	struct text filter;
	struct filter *within; /* the same, parsed */
};
struct stats_table {
	struct stats_column columns[STATS_PERIOD_COUNT];
	size_t column_count;
	struct stats_row *rows; /* a type each; one that is switched off only where it has customers here */
	size_t row_count;
	struct stats_row total;
	bool is_counted;
};
/* Nothing sorted, no range of one's own. */
extern const struct stats_asked stats_usual;
enum outcome stats_count(struct context *ctx, const struct stats_asked *asked, struct stats_table *ret_table) MUST_USE;
/* The same with heads alone: nothing is counted, nothing sorted. */
enum outcome stats_outline(struct context *ctx, struct stats_table *ret_table) MUST_USE;

#endif
