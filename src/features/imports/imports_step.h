/* Some rows of an import, one after the other, in one transaction: what the command line, a job and a look ahead share.
 */
#ifndef FEATURES_IMPORTS_STEP_H
#define FEATURES_IMPORTS_STEP_H

#include "features/imports/imports_fault.h"
#include "features/imports/imports_plan.h"

struct import_step {
	const struct import_plan *plan;
	const struct import_source_row *rows;
	size_t count;
	bool (*is_full)(void *state); /* asked after each row; NULL: all are done */
	void *state;
	bool careful; /* each row is an attempt of its own */
	/* made */
	struct import_row *done; /* what came of those that were done, the first `done_count` */
	size_t done_count;
	struct import_counts counts;
	bool late;
};

/* Inside a transaction. Makes attributes that the plan wants and that are not there; does at least one row. When it was
 * not careful, CONFLICT with `late`: a row was refused while it was written, so all of this is to be undone and done
 * again carefully. Mostly nothing is refused that late, and attempts cost. */
enum outcome import_step_run(struct context *ctx, struct import_step *step) MUST_USE;
/* Keeps the refused ones of those that were done, with what they need to be corrected. */
enum outcome import_step_keep_refused(struct context *ctx, const struct import_step *step,
				      struct import_id import) MUST_USE;

/* What an import did, in the audit log. Inside a transaction. */
enum outcome imports_audit(struct context *ctx, struct import_id import, struct text file,
			   const struct import_counts *counts) MUST_USE;

#endif
