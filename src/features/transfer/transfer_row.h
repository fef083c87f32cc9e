/* One row of an import: read, compared, checked, written. */
#ifndef FEATURES_TRANSFER_ROW_H
#define FEATURES_TRANSFER_ROW_H

#include "features/transfer/transfer_work.h"

/* Does the row. DONE with what became of it, refused too: then nothing of it was written, or it was taken back, or the
 * rules say that it is late (transfer_work.h). Any other outcome ends the step. Inside a transaction. */
enum outcome transfer_row_import(struct context *ctx, const struct transfer_rules *rules, const struct text *cells,
				 size_t count, struct import_row *ret_row) MUST_USE;

#endif
