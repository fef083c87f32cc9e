/* Where a page ended; only src/service/lists*.c include this.
 *
 * The one idea: a cursor is opaque and carries a MAC over itself and over what was asked (filter, sort, what is
 * hidden), so one that was changed, made up, or given to another question is refused instead of giving a wrong page.
 */
#ifndef SERVICE_LISTS_CURSOR_H
#define SERVICE_LISTS_CURSOR_H

#include "service/lists.h"

/* The key of a row in the sort that is asked for, and its id. */
struct list_position {
	bool is_null;
	int64_t number;   /* where the key is a number */
	struct text text; /* else; none for numbers */
	int64_t id;
};

enum outcome list_cursor_write(struct context *ctx, const struct list_ask *ask, const struct list_position *position,
			       struct text *ret_cursor) MUST_USE;
/* INVALID with a problem at "cursor". */
enum outcome list_cursor_read(struct context *ctx, const struct list_ask *ask,
			      struct list_position *ret_position) MUST_USE;

#endif
