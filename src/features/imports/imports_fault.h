/* A row as it came out of a file, and why it cannot be taken, whatever its cells say.
 *
 * The one idea: what is wrong with the bytes of a row is known while the file is read, and told when it is that row's
 * turn, like all else that is wrong with rows.
 */
#ifndef FEATURES_IMPORTS_FAULT_H
#define FEATURES_IMPORTS_FAULT_H

#include "context/context.h"

struct import_fault {
	struct text code;  /* "bad_byte", "json_syntax"; none: it can be taken */
	int64_t column;    /* from 1: of cells; in a line of JSON, of characters */
	struct text value; /* the byte, or what stands there; what is told of it */
};

struct import_source_row {
	int64_t row; /* from 1, the header too; in JSON Lines the number of the line, and the header is 0 */
	const struct text *cells;
	size_t count;
	struct text line; /* of JSON Lines, as it stands there; else none */
	struct import_fault fault;
	int64_t begin, end; /* where it lies (imports_rows.h) */
};

/* Texts live until it returns. Any outcome but DONE stops who reads. */
typedef enum outcome import_row_function(void *state, const struct import_source_row *row);

struct import_source_row import_source_row_copy(struct arena *arena, const struct import_source_row *row);

/* INVALID with a problem at `header`, that of the cell, when the row cannot be taken. */
enum outcome import_fault_tell(struct context *ctx, const struct import_fault *fault, struct text header) MUST_USE;

#endif
