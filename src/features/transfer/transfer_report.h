/* The file of refused rows: the same columns, the place and the reason, to be corrected and imported again. */
#ifndef FEATURES_TRANSFER_REPORT_H
#define FEATURES_TRANSFER_REPORT_H

#include "features/transfer/transfer.h"
#include "transfer.sql.h"

/* A row as a line of CSV, safe to open in a spreadsheet, without its end. */
struct text transfer_report_line(struct arena *arena, const struct text *cells, size_t count, bool raw);

/* Writes the refused rows of that import to `path`, which appears when it is whole. INVALID with a problem at "report".
 */
enum outcome transfer_report_write(struct context *ctx, struct text path, struct import_id import,
				   struct text header) MUST_USE;

#endif
