/* How the rows of a file are imported: what each column means, and what else an import goes by.
 *
 * The one idea: a plan follows from the header, the first row and the options alone, so a step of a job makes it anew
 * and gets the same.
 */
#ifndef FEATURES_TRANSFER_PLAN_H
#define FEATURES_TRANSFER_PLAN_H

#include "features/transfer/transfer_work.h"

/* The first two rows of a file. */
struct transfer_head {
	const struct text *headers, *first;
	size_t header_count, first_count;
};

struct transfer_plan {
	const struct import_options *options;
	struct transfer_head head;
	struct transfer_source_column *columns; /* those of the header first */
	size_t column_count;
	struct import_column *shown; /* those of the header */
	struct text home;            /* the business's country */
};

/* INVALID with problems at "map". */
enum outcome transfer_plan_make(struct context *ctx, const struct import_options *options,
				const struct transfer_head *head, struct transfer_plan *ret_plan) MUST_USE;

#endif
