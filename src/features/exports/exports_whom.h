/* Whom an export is of, found when it is asked for, and kept with it. */
#ifndef FEATURES_EXPORTS_WHOM_H
#define FEATURES_EXPORTS_WHOM_H

#include "features/exports/exports.h"

struct exports_whom {
	struct text filter; /* canonical */
	bool guests;
	struct text chosen; /* ids as ranges; none: the filter says it */
	int64_t last, count;
};
/* INVALID at "filter"; CONFLICT when there is nobody. */
enum outcome exports_find_whom(struct context *ctx, const struct export_ask *ask,
			       struct exports_whom *ret_whom) MUST_USE;

/* Who is new since an export began: whoever was added from `from` on but those that were there.
 *
 * Neither numbers nor times alone tell: servers have blocks of numbers of their own, and who is added is seen by others
 * a little after the time that stands in the row. So `from` lies well before, and the numbers of those who were there
 * already from then on are kept. */
#define EXPORT_MARK_US (10 * MINUTE_US)
struct exports_mark {
	struct instant from;
	struct text known;
};
enum outcome exports_find_mark(struct context *ctx, struct exports_mark *ret_mark) MUST_USE;

#endif
