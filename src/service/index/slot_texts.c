/* Texts in blocks; see slot_texts.h. A text stands behind its length, which has two bytes, at a multiple of four bytes:
 * so four bytes reach 16 GiB. */
#include "service/index/slot_texts.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define UNIT       4
#define BLOCK      ((size_t)1 << 20)
#define SIZE_BYTES 2
#define TEXT_MOST  UINT16_MAX
#define TIDY_LEAST (4 * BLOCK)

void slot_texts_make(struct slot_texts *texts, const struct slot_texts *columns, size_t place)
{
	*texts = (struct slot_texts){.columns = columns, .place = place};
}

/* The last few numbers, which no place has, say which earlier column has the same text. */
static uint32_t as(size_t column)
{
	return UINT32_MAX - (uint32_t)column;
}

static bool is_as(const struct slot_texts *texts, uint32_t slot)
{
	return texts->at[slot] > as(texts->place);
}

void slot_texts_resize(struct slot_texts *texts, size_t slots, size_t more)
{
	texts->at = memory_resize(texts->at, more * sizeof *texts->at);
	memset(texts->at + slots, 0, (more - slots) * sizeof *texts->at);
}

static void free_blocks(struct slot_texts *texts)
{
	for (size_t i = 0; i < texts->block_count; i++)
		free(texts->blocks[i]);
	free(texts->blocks);
}

void slot_texts_free(struct slot_texts *texts)
{
	free_blocks(texts);
	free(texts->at);
	*texts = (struct slot_texts){0};
}

static char *place(const struct slot_texts *texts, uint32_t at)
{
	size_t bytes = (size_t)at * UNIT;
	return texts->blocks[bytes / BLOCK] + bytes % BLOCK;
}

struct text slot_texts_get(const struct slot_texts *texts, uint32_t slot)
{
	if (!texts->at[slot])
		return TEXT_NONE;
	if (is_as(texts, slot))
		return slot_texts_get(&texts->columns[UINT32_MAX - texts->at[slot]], slot);
	const char *at = place(texts, texts->at[slot]);
	uint16_t size;
	memcpy(&size, at, SIZE_BYTES);
	return (struct text){at + SIZE_BYTES, size};
}

static size_t room_of(struct text t)
{
	return (SIZE_BYTES + t.size + UNIT - 1) / UNIT * UNIT;
}

/* The first unit of all stays empty, since 0 says none. */
static uint32_t take(struct slot_texts *texts, size_t room)
{
	if (texts->block_count == 0 || texts->used + room > BLOCK) {
		texts->blocks = memory_resize(texts->blocks, (texts->block_count + 1) * sizeof *texts->blocks);
		texts->blocks[texts->block_count++] = memory_resize(NULL, BLOCK);
		texts->used = texts->block_count == 1 ? UNIT : 0;
	}
	size_t at = (texts->block_count - 1) * BLOCK + texts->used;
	texts->used += room;
	texts->all += room;
	return (uint32_t)(at / UNIT);
}

static void keep(struct slot_texts *texts, uint32_t slot, struct text t)
{
	if (t.size > TEXT_MOST)
		t.size = TEXT_MOST;
	uint16_t size = (uint16_t)t.size;
	texts->at[slot] = take(texts, room_of(t));
	char *at = place(texts, texts->at[slot]);
	memcpy(at, &size, SIZE_BYTES);
	if (t.size)
		memcpy(at + SIZE_BYTES, t.at, t.size);
}

/* The earlier column that keeps the same text for the slot; its own place: none does. */
static size_t find_same(const struct slot_texts *texts, uint32_t slot, struct text t)
{
	for (size_t i = 0; i < texts->place; i++) {
		const struct slot_texts *earlier = &texts->columns[i];
		if (earlier->at[slot] && !is_as(earlier, slot) && text_equal(slot_texts_get(earlier, slot), t))
			return i;
	}
	return texts->place;
}

void slot_texts_set(struct slot_texts *texts, uint32_t slot, struct text t)
{
	if (texts->at[slot] && !is_as(texts, slot))
		texts->left_behind += room_of(slot_texts_get(texts, slot));
	texts->at[slot] = 0;
	if (text_is_none(t))
		return;
	size_t same = find_same(texts, slot, t);
	if (same < texts->place)
		texts->at[slot] = as(same);
	else
		keep(texts, slot, t);
}

void slot_texts_part(struct slot_texts *texts, uint32_t slot, size_t place)
{
	if (is_as(texts, slot) && texts->at[slot] == as(place))
		keep(texts, slot, slot_texts_get(texts, slot));
}

void slot_texts_tidy(struct slot_texts *texts, size_t slots)
{
	if (texts->left_behind < TIDY_LEAST || texts->left_behind * 2 < texts->all)
		return;
	struct slot_texts fresh = {.columns = texts->columns, .place = texts->place, .at = texts->at};
	for (uint32_t slot = 0; slot < slots; slot++)
		if (texts->at[slot] && !is_as(texts, slot))
			keep(&fresh, slot, slot_texts_get(texts, slot));
	free_blocks(texts);
	*texts = fresh;
}

size_t slot_texts_bytes(const struct slot_texts *texts, size_t slots)
{
	return slots * sizeof *texts->at + texts->block_count * BLOCK;
}
