/* Rows of a file, made plain: whatever encoding, delimiter or packing a file has, it is read once, and its rows are
 * written one behind the other in UTF-8, each with its size and with what is wrong with it. So a step of a job begins
 * at any row and needs nothing of the step before it but a place.
 */
#ifndef FEATURES_IMPORTS_ROWS_H
#define FEATURES_IMPORTS_ROWS_H

#include "features/imports/imports_step.h"

/* Writing: one row behind the other, from a row function. */
struct import_rows_writer;
/* FAULT or TOO_MANY when the file cannot be made. */
enum outcome import_rows_create(struct arena *arena, struct text path, struct import_rows_writer **ret_writer) MUST_USE;
enum outcome import_rows_add(struct import_rows_writer *writer, const struct import_source_row *row) MUST_USE;
/* Bytes that were added. */
uint64_t import_rows_size(const struct import_rows_writer *writer);
/* Takes back all that was added. */
void import_rows_restart(struct import_rows_writer *writer);
/* TOO_MANY when the disk is full or broken. Durable after DONE. */
enum outcome import_rows_close(struct import_rows_writer *writer) MUST_USE;

struct import_rows_ask {
	struct text path;
	int64_t place; /* 0: the header */
	size_t most;
	size_t bytes_most; /* beyond it at least one row comes */
};
struct import_rows {
	struct import_source_row *list;
	size_t count;
};
/* Rows from that place on; fewer than asked for at the end or beyond the bytes. They live in the context's arena.
 * NOT_FOUND when there is no such file. */
enum outcome import_rows_read(struct context *ctx, const struct import_rows_ask *ask,
			      struct import_rows *ret_rows) MUST_USE;

#endif
