/* The first sheet of a workbook as rows of texts, as csv_read.h gives them.
 *
 * The one idea: a cell is the text that somebody sees in it, as far as that is needed to mean the same: numbers without
 * what a computer adds to them, dates as YYYY-MM-DD, percent with its sign, yes and no. Formulas are what they came to.
 * Nothing grows with the sheet but where its shared texts begin; those lie in a file without a name.
 */
#ifndef FORMAT_XLSX_READ_H
#define FORMAT_XLSX_READ_H

#include "format/csv_read.h"
#include "format/unzip.h"

bool xlsx_is_xlsx(const struct unzip *unzip);

/* Rows are counted as in the sheet, but that empty ones before the first are none; empty ones between others are given
 * without fields, those at the end are not, nor are empty fields at the end of a row. Limits as of CSV; the delimiter
 * does not matter. INVALID or TOO_MANY with `ret_fault` set: no workbook, damaged, larger than any is; else what the
 * row function gave, with no code in `ret_fault`. */
enum outcome xlsx_read(struct unzip *unzip, const struct csv_options *limits, csv_row_function *row, void *state,
		       struct csv_fault *ret_fault) MUST_USE;

#endif
