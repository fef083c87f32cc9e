/* How the rows of a file are imported: what each column means, and what else an import goes by.
 *
 * The one idea: a plan follows from the header, the first row and the options alone, so a step of a job makes it anew
 * and gets the same.
 */
#ifndef FEATURES_IMPORTS_PLAN_H
#define FEATURES_IMPORTS_PLAN_H

#include "features/imports/imports_presets.h"
#include "features/imports/imports_work.h"

/* The first two rows of a file. */
struct import_head {
	const struct text *headers, *first;
	size_t header_count, first_count;
	bool lines; /* it is JSON Lines: its headers are keys, and nothing was put before formulas */
};

struct import_plan {
	const struct import_options *options;
	struct import_head head;
	struct import_source_column *columns; /* those of the header first */
	size_t column_count;
	struct import_column *shown; /* those of the header */
	struct import_preset preset; /* whose file it is by its header */
	bool is_headless;            /* the first row looks like a customer's, not like names of columns */
	bool raw;                    /* nothing was put before formulas */
	bool corrected;              /* rows that were refused before */
	struct text home;            /* the business's country */
	struct instant began;        /* set by who runs it: when the import did */
};

/* INVALID with problems at "map". */
enum outcome import_plan_make(struct context *ctx, const struct import_options *options, const struct import_head *head,
			      struct import_plan *ret_plan) MUST_USE;

#endif
