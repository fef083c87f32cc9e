/* Many numbers of customers as a few ranges: "1-64 71 128-191". Numbers come from blocks, so a million of them are some
 * kilobytes. */
#ifndef SERVICE_ID_RANGES_H
#define SERVICE_ID_RANGES_H

#include "context/context.h"

struct id_range {
	int64_t first, last;
};

struct id_ranges {
	struct arena *arena;
	struct id_range *list;
	size_t count, room;
};

struct id_ranges id_ranges_make(struct arena *arena);
/* Ids are added in ascending order; one that was added last is left out. */
void id_ranges_add(struct id_ranges *ranges, int64_t id);
int64_t id_ranges_total(const struct id_ranges *ranges);
bool id_ranges_has(const struct id_ranges *ranges, int64_t id);
/* The first ids above `after`, at most `most`; how many. */
size_t id_ranges_after(const struct id_ranges *ranges, int64_t after, struct customer_id *ret_ids, size_t most);

struct text id_ranges_print(const struct id_ranges *ranges);
/* False when the text is none that was printed. */
bool id_ranges_parse(struct arena *arena, struct text source, struct id_ranges *ret_ranges);

#endif
