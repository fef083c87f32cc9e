/* The bytes of an export's file: people as rows of CSV, XLSX or JSON Lines.
 *
 * The one idea: rows gather, and whoever writes the file takes them as bytes now and then. Between two takings the file
 * is complete up to there, and what is needed to go on with it elsewhere is a few numbers (struct xlsx_state). A line
 * of JSON is an object with the same columns: numbers, yes and no as they are in JSON, lists as arrays, nothing as
 * null.
 */
#ifndef FEATURES_EXPORTS_SHEET_H
#define FEATURES_EXPORTS_SHEET_H

#include "features/exports/exports.h"
#include "features/exports/exports_layout.h"
#include "format/csv_write.h"
#include "format/json_write.h"
#include "format/xlsx_write.h"

#define SHEET_MOST ((size_t)128 << 20) /* bytes between two takings */

struct export_sheet {
	struct context *ctx; /* whose problems say what is too long */
	struct export_options how;
	const struct export_layout *layout;
	const enum layout_kind *kinds;
	struct buffer lines; /* of CSV and JSON, not taken yet; csv.out and json.out */
	struct buffer bytes; /* taken: those, or what was made of them */
	struct csv_writer csv;
	struct xlsx_writer xlsx;
};

/* At the beginning, or where another sheet with that state has stopped. Close it in any case. */
void export_sheet_open(struct export_sheet *sheet, struct context *ctx, const struct export_options *how,
		       const struct export_layout *layout);
void export_sheet_resume(struct export_sheet *sheet, struct xlsx_state state);
void export_sheet_close(struct export_sheet *sheet);

/* The row of headers, where the format has one: the first thing in a file. INVALID at "format" when a header is too
 * long. */
enum outcome export_sheet_begin(struct export_sheet *sheet) MUST_USE;
/* INVALID at "format" when a cell is longer than the format can hold. */
enum outcome export_sheet_add(struct export_sheet *sheet, struct arena *arena, const struct transfer_names *names,
			      const struct transfer_person *person) MUST_USE;
/* What is to be appended to the file, valid until the next row. INVALID at "format" when it grows larger than its
 * format can. */
enum outcome export_sheet_take(struct export_sheet *sheet, struct bytes *ret_bytes) MUST_USE;
/* The same, and the end of the file; `before`: bytes that stand in it. */
enum outcome export_sheet_end(struct export_sheet *sheet, int64_t before, struct bytes *ret_bytes) MUST_USE;

#endif
