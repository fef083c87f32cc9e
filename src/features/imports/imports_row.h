/* One row of an import: read, compared, checked, written. */
#ifndef FEATURES_IMPORTS_ROW_H
#define FEATURES_IMPORTS_ROW_H

#include "features/imports/imports_fault.h"
#include "features/imports/imports_work.h"

/* Does the row. DONE with what became of it, refused too: then nothing of it was written, or it was taken back, or the
 * rules say that it is late (imports_work.h). Any other outcome ends the step. Inside a transaction. */
enum outcome import_row_run(struct context *ctx, const struct import_rules *rules, const struct import_source_row *row,
			    struct import_row *ret_row) MUST_USE;

#endif
