/* A file of rows as people have them: packed or not, in any encoding, with any delimiter, JSON Lines, or a workbook.
 *
 * The one idea: it is read through once before anything happens. What it is has then been found out, all of it is known
 * to be readable, and its hash says whether it is the same file next time. Standard input is kept in an unnamed file.
 */
#ifndef FEATURES_IMPORTS_SOURCE_H
#define FEATURES_IMPORTS_SOURCE_H

#include "features/imports/imports_lines.h"
#include "format/encoding.h"

#define IMPORT_BYTES ((uint64_t)8 << 30) /* most that may come out of a file */

struct import_source_ask {
	struct text path;     /* "-": standard input */
	struct text encoding; /* none: found out */
	char delimiter;       /* 0: found out */
	/* Is handed the rows, if it can be while the file is read through. `again` is called when that begins anew,
	 * with what came so far being wrong. NULL: nobody */
	import_row_function *row;
	void (*again)(void *state);
	void *state;
};

struct import_source {
	int file;
	bool gzip, zip; /* packed so; a zip with one file in it, which is `part` */
	bool xlsx;      /* a workbook, whose first sheet it is */
	size_t part;
	bool lines; /* JSON Lines, with these keys; delimiter and `skip` do not matter */
	struct import_keys keys;
	enum encoding encoding;
	char delimiter;
	size_t skip;  /* bytes of UTF-8 before the header: a line that names the delimiter */
	int64_t rows; /* the header too */
	unsigned char hash[32];
};

/* INVALID with a problem at "file", with row and column where there is one: no such file, a directory, no text in that
 * encoding, a quote that never ends, a cell over 1 MiB, more than TRANSFER_COLUMNS columns. INVALID at "encoding".
 *
 * A row with bytes that are no text has a fault, and the others are none the worse. But where there are more such bytes
 * than characters beyond ASCII, or some in the header, the encoding is wrong, and the file is refused. Keys of JSON
 * Lines live in the context's arena. */
enum outcome import_source_open(struct context *ctx, const struct import_source_ask *ask,
				struct import_source *ret_source) MUST_USE;
void import_source_close(struct import_source *source);

/* All rows from the first on; of shops with several rows for a customer, each says whom it means (imports_carry.h).
 * What the row function returns ends it. */
enum outcome import_source_rows(struct context *ctx, struct import_source *source, import_row_function *row,
				void *state) MUST_USE;
/* The number of the header: rows behind it have higher ones. */
int64_t import_source_header(const struct import_source *source);

#endif
