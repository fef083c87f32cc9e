/* Rows that were refused: kept with what was wrong, and handed back as a file with the same columns, the place and the
 * reason, to be corrected and imported again. Lines of JSON come back as such; what is no object is a text in one.
 *
 * The one idea: what was wrong is kept as a problem, not as a sentence, so that everybody reads it in their language.
 */
#ifndef FEATURES_IMPORTS_REPORT_H
#define FEATURES_IMPORTS_REPORT_H

#include "features/imports/imports_step.h"

/* Inside a transaction. */
enum outcome import_refusal_keep(struct context *ctx, const struct import_plan *plan,
				 const struct import_source_row *row, const struct import_row *done,
				 struct import_id import) MUST_USE;

struct import_refusal {
	int64_t row;
	struct text cells;              /* a line of CSV, or of JSON Lines */
	const struct problem *problems; /* `field` is the header */
	const struct text *values;      /* what stands in that column */
	size_t count;
};
/* Those after that row, in order. */
struct import_refusals {
	const struct import_refusal *list;
	size_t count;
};
enum outcome import_refusals_read(struct context *ctx, struct import_id import, int64_t after, int64_t most,
				  struct import_refusals *ret_refusals) MUST_USE;

struct import_report {
	struct import_id import;
	const struct text *headers;
	size_t header_count;
	bool raw, lines; /* as the file is: imports_plan.h, imports_lines.h */
	struct text (*sentence)(void *state, struct arena *arena, const struct problem *problem);
	void *state;
};
/* Writes them to `path`, which appears when it is whole. INVALID with a problem at "report". */
enum outcome import_report_write(struct context *ctx, const struct import_report *report, struct text path) MUST_USE;

#endif
