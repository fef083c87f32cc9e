/* CSV read as it comes in: bytes are pushed in pieces of any size, a function is called for each row.
 *
 * The one idea: RFC 4180, and what people's programs write beside it, without ever guessing silently at the shape: rows
 * end with CRLF, LF or CR; a byte order mark at the start is dropped; lines without a byte are no rows. A quote inside
 * an unquoted field is a character; so is one inside a quoted field that neither a quote, the delimiter nor a line's
 * end follows. Everything else that cannot be read stops the reader with row and column.
 */
#ifndef FORMAT_CSV_READ_H
#define FORMAT_CSV_READ_H

#include "base/outcome.h"
#include "base/text.h"

struct csv_options {
	char delimiter;      /* any byte but quote, CR, LF, NUL; 0: ',' */
	size_t field_most;   /* bytes of a field; 0: 1 MiB */
	size_t columns_most; /* fields of a row; 0: 1000 */
	size_t row_most;     /* bytes of a row's fields; 0: 8 MiB */
};

struct csv_fault {
	const char *code; /* "csv_field_size", "csv_columns", "csv_row_size", "csv_text" (invalid UTF-8 or NUL),
			   * "csv_quote" (a quoted field that never ends) */
	int64_t row;      /* rows from 1, the header too */
	size_t column;    /* from 1 */
};

/* `fields` are views until the function returns; an empty field is the empty text, never none. Any outcome but DONE
 * stops the reader, which hands it on. */
typedef enum outcome csv_row_function(void *state, int64_t row, const struct text *fields, size_t count);

struct csv_reader;
struct csv_reader *csv_reader_open(const struct csv_options *options, csv_row_function *row, void *state);
void csv_reader_close(struct csv_reader *reader);
void csv_reader_cleanup(struct csv_reader **reader);

/* INVALID or TOO_MANY with csv_reader_fault() set, or what the row function gave; then every later call gives the same.
 */
enum outcome csv_reader_push(struct csv_reader *reader, struct bytes bytes) MUST_USE;
/* The input is at its end: hands out the last row, or INVALID "csv_quote" at the field whose quote is still open. */
enum outcome csv_reader_end(struct csv_reader *reader) MUST_USE;
/* Where the next byte would go: for faults that are found before the reader. */
struct csv_fault csv_reader_here(const struct csv_reader *reader, const char *code);
/* NULL when the reader has found no fault itself. */
const struct csv_fault *csv_reader_fault(const struct csv_reader *reader);

#endif
