/* A spreadsheet of one sheet, written row by row; nothing grows with it.
 *
 * The one idea: rows gather as XML in a buffer, and each time that they are taken they are packed by themselves, ending
 * at a whole byte. So the file is only ever appended to, its state between two pieces is three numbers, and whoever
 * kept those goes on with a file that was cut off there. That is what no library for it can do.
 *
 * Cells are text unless they are said to be numbers or dates: nothing is ever a formula.
 * Source: ECMA-376 (SpreadsheetML), APPNOTE 6.3 (zip), RFC 1951.
 */
#ifndef FORMAT_XLSX_WRITE_H
#define FORMAT_XLSX_WRITE_H

#include "base/buffer.h"
#include "base/instant.h"
#include "base/outcome.h"

#define XLSX_ROWS_MOST    1048576 /* of a sheet, as Excel reads them */
#define XLSX_COLUMNS_MOST 16384
#define XLSX_CELL_MOST    32767 /* UTF-16 units */

/* What has to be kept between two pieces of the same file; zero at its beginning. */
struct xlsx_state {
	int64_t rows;
	int64_t plain; /* bytes of the sheet's XML that have been packed, and their CRC-32 */
	int64_t crc;
};

struct xlsx_writer {
	struct xlsx_state state;
	struct buffer xml; /* rows that have not been taken yet */
	size_t column;     /* of the row under way */
};

/* At the beginning of a file, or where another writer has stopped. */
struct xlsx_writer xlsx_writer_make(struct xlsx_state state);
void xlsx_writer_free(struct xlsx_writer *xlsx);

/* Each fills the next cell of the row. None and the empty text leave it empty. INVALID: the text is longer than a cell
 * may be. */
enum outcome xlsx_add_text(struct xlsx_writer *xlsx, struct text text) MUST_USE;
/* An integer as it is written in decimal, of at most 15 digits; else it is a text. */
enum outcome xlsx_add_number(struct xlsx_writer *xlsx, struct text number) MUST_USE;
/* Shown as YYYY-MM-DD. What lies before March 1900 is a text, since spreadsheets disagree about it. */
enum outcome xlsx_add_date(struct xlsx_writer *xlsx, struct text date) MUST_USE;
void xlsx_end_row(struct xlsx_writer *xlsx);

/* Appends the file's next bytes to `out`: its beginning before the first row, then the rows since the last time.
 * TOO_MANY when the file would be larger than every program reads (4 GiB unpacked, XLSX_ROWS_MOST rows), or the buffer
 * is full. */
enum outcome xlsx_take(struct xlsx_writer *xlsx, struct buffer *out) MUST_USE;
/* The same, and the file's end. `before`: bytes of the file that stand before `out`. */
enum outcome xlsx_end(struct xlsx_writer *xlsx, int64_t before, struct buffer *out) MUST_USE;

#endif
