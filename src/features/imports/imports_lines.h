/* JSON Lines read as rows: a line is an object, and its keys are columns.
 *
 * The one idea: a file is read through once before anything happens, so the header is every key of every line, in the
 * order in which they come, and none is ever left out. What is wrong with a line is wrong with that row alone.
 */
#ifndef FEATURES_IMPORTS_LINES_H
#define FEATURES_IMPORTS_LINES_H

#include "features/imports/imports_fault.h"

#define IMPORT_LINE ((size_t)8 << 20) /* most bytes of one */

/* The header of a file: row 0, since row 1 is the first line. */
struct import_keys {
	struct arena *arena;
	struct text *list;
	size_t count, room;
};

/* Whether a file that begins so is JSON Lines; then `ret_array` is false, or it is one array of objects. */
bool import_lines_begin(struct text head, bool *ret_array);

struct import_lines;
/* Without a row function, keys are collected; else they are all there, and each line with anything in it is handed over
 * as a row, the header first. */
struct import_lines *import_lines_open(struct import_keys *keys, import_row_function *row, void *state);
void import_lines_close(struct import_lines *lines);
/* What the row function gave, or TOO_MANY when there are more than TRANSFER_COLUMNS keys. */
enum outcome import_lines_push(struct import_lines *lines, struct text piece) MUST_USE;
enum outcome import_lines_end(struct import_lines *lines) MUST_USE;
/* Lines with anything in them. */
int64_t import_lines_count(const struct import_lines *lines);
/* Where the next byte would go: line and character, from 1. */
void import_lines_here(const struct import_lines *lines, int64_t *ret_line, int64_t *ret_column);

#endif
