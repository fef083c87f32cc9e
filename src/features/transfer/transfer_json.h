/* A customer as a JSON object, made cells by name of column.
 *
 * The one idea: names are those that an export gives its columns, so what is nested meets them: the city in the first
 * object of "addresses" is address_1_city. A list is a cell as everywhere; yes and no are words; null is nothing.
 */
#ifndef FEATURES_TRANSFER_JSON_H
#define FEATURES_TRANSFER_JSON_H

#include "base/arena.h"
#include "format/json_read.h"

/* `name` and `cell` live in the arena; an empty cell is the empty text. */
typedef void transfer_json_cell(void *state, struct text name, struct text cell);

/* INVALID with `ret_fault`: what json_open() finds, "json_object" when it is none, "json_key_size" for a name beyond
 * TRANSFER_NAME, "json_keys" for more than TRANSFER_COLUMNS of them. Then no cell was handed over, or not all. */
enum outcome transfer_json_read(struct arena *arena, struct text line, transfer_json_cell *cell, void *state,
				struct json_fault *ret_fault) MUST_USE;

#endif
