/* What lists are sorted by, as SQL; only src/service/lists*.c include this. */
#ifndef SERVICE_LISTS_SORT_H
#define SERVICE_LISTS_SORT_H

#include "service/lists_cursor.h"
#include "service/lists_where.h"

struct list_sort_declared {
	const char *word;
	const char *sql; /* the key; second key is the id, in the same direction */
	bool is_text;
	bool may_be_null; /* nulls come last in both directions */
};
const struct list_sort_declared *list_sort_declared(enum list_sort sort);

/* " AND …": rows behind that position; `backwards`: before it. */
void composed_behind(struct composed *composed, const struct list_ask *ask, const struct list_position *position,
		     bool backwards);
/* " ORDER BY …" by key and id. */
void composed_order(struct composed *composed, const struct list_ask *ask, bool backwards);

#endif
