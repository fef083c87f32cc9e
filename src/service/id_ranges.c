/* Ranges in ascending order. */
#include "service/id_ranges.h"

#include "base/buffer.h"

#include <string.h>

#define PRINTED_MOST ((size_t)64 << 20)

struct id_ranges id_ranges_make(struct arena *arena)
{
	return (struct id_ranges){.arena = arena};
}

static void add_range(struct id_ranges *ranges, struct id_range range)
{
	if (ranges->count == ranges->room) {
		size_t room = ranges->room ? 2 * ranges->room : 16;
		struct id_range *list = arena_take_array(ranges->arena, room, sizeof *list);
		if (ranges->count)
			memcpy(list, ranges->list, ranges->count * sizeof *list);
		ranges->list = list;
		ranges->room = room;
	}
	ranges->list[ranges->count++] = range;
}

void id_ranges_add(struct id_ranges *ranges, int64_t id)
{
	struct id_range *end = ranges->count ? &ranges->list[ranges->count - 1] : NULL;
	if (end && id <= end->last)
		return;
	if (end && id == end->last + 1)
		end->last = id;
	else
		add_range(ranges, (struct id_range){id, id});
}

int64_t id_ranges_total(const struct id_ranges *ranges)
{
	int64_t total = 0;
	for (size_t i = 0; i < ranges->count; i++)
		total += ranges->list[i].last - ranges->list[i].first + 1;
	return total;
}

/* The first range that ends at or behind `id`. */
static size_t find(const struct id_ranges *ranges, int64_t id)
{
	size_t low = 0, high = ranges->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ranges->list[middle].last < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool id_ranges_has(const struct id_ranges *ranges, int64_t id)
{
	size_t at = find(ranges, id);
	return at < ranges->count && ranges->list[at].first <= id;
}

size_t id_ranges_after(const struct id_ranges *ranges, int64_t after, struct customer_id *ret_ids, size_t most)
{
	size_t count = 0;
	for (size_t i = find(ranges, after + 1); i < ranges->count && count < most; i++) {
		int64_t id = ranges->list[i].first > after ? ranges->list[i].first : after + 1;
		for (; id <= ranges->list[i].last && count < most; id++)
			ret_ids[count++].value = id;
	}
	return count;
}

struct text id_ranges_print(const struct id_ranges *ranges)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PRINTED_MOST);
	for (size_t i = 0; i < ranges->count; i++) {
		if (i)
			buffer_add_char(&out, ' ');
		buffer_add_number(&out, ranges->list[i].first);
		if (ranges->list[i].last == ranges->list[i].first)
			continue;
		buffer_add_char(&out, '-');
		buffer_add_number(&out, ranges->list[i].last);
	}
	return text_copy(ranges->arena, buffer_text(&out));
}

bool id_ranges_parse(struct arena *arena, struct text source, struct id_ranges *ret_ranges)
{
	struct text piece, first;
	*ret_ranges = id_ranges_make(arena);
	while (text_next(&source, ' ', &piece)) {
		struct id_range range;
		if (text_is_empty(piece))
			continue;
		if (!text_next(&piece, '-', &first) || !text_to_number(first, &range.first))
			return false;
		range.last = range.first;
		if (!text_is_none(piece) && piece.size && !text_to_number(piece, &range.last))
			return false;
		add_range(ret_ranges, range);
	}
	return true;
}
