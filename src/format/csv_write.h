/* CSV written into a buffer, safe to open in a spreadsheet.
 *
 * The one idea: a cell that a spreadsheet would take for a formula gets a ' before it, and reading takes one off such
 * cells, so writing and reading give the same again (decision 18).
 *
 * A risky cell: any number of blanks, quotes ' and ", and byte order marks, then one of = + - @ (also full width) or a
 * TAB or CR; unless the whole cell is a plain number (-12.50). Putting a ' before a risky cell gives a risky cell
 * again: that is why taking off one ' is exact.
 */
#ifndef FORMAT_CSV_WRITE_H
#define FORMAT_CSV_WRITE_H

#include "base/buffer.h"

struct csv_writer {
	struct buffer *out;
	char delimiter;
	bool raw;     /* for machines: nothing is put before a cell */
	size_t cells; /* of the row under way */
	size_t start; /* of the row under way in `out` */
};

struct csv_writer csv_writer_make(struct buffer *out, char delimiter, bool raw);
/* None is written as the empty cell. */
void csv_add_cell(struct csv_writer *csv, struct text cell);
void csv_add_number(struct csv_writer *csv, int64_t number);
/* CRLF. */
void csv_end_row(struct csv_writer *csv);

bool csv_is_risky(struct text cell);
/* What the cell was before it was made safe: for reading a file that is not raw. */
struct text csv_unguard(struct text cell);

#endif
