/* Registrations over time: how many customers came on each of the last days, weeks or months.
 *
 * The one idea: as in the table by type, every number is the total of the list behind it, and a customer counts on the
 * day of “customer since”, in days of the business.
 */
#ifndef FEATURES_STATS_TIMES_H
#define FEATURES_STATS_TIMES_H

#include "context/context.h"

enum stats_step { STATS_DAYS, STATS_WEEKS, STATS_MONTHS, STATS_STEP_COUNT };
#define STATS_BARS_MOST 30

struct stats_bar {
	struct date first, last; /* both included */
	struct text filter;
	int64_t count;
};
struct stats_times {
	enum stats_step step;
	struct stats_bar bars[STATS_BARS_MOST]; /* the present one last */
	size_t count;
	int64_t most; /* of the highest bar */
};
/* The last 30 days, 13 weeks from Monday on, or 12 months. */
enum outcome stats_times_count(struct context *ctx, enum stats_step step, struct stats_times *ret_times) MUST_USE;

#endif
