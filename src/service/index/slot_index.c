/* Rows in, rows out; see slot_index.h. */
#include "service/index/slot_index.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define IDS_A_PAGE 4096

/* ---- from ids to slots ---- */

static uint32_t *slot_of(struct slot_index *index, int64_t id)
{
	size_t page = (size_t)id / IDS_A_PAGE;
	if (page >= index->page_count) {
		size_t count = page + page / 8 + 1;
		index->pages = memory_resize(index->pages, count * sizeof(*index->pages));
		memset(index->pages + index->page_count, 0, (count - index->page_count) * sizeof(*index->pages));
		index->page_count = count;
	}
	if (!index->pages[page]) {
		index->pages[page] = memory_resize(NULL, IDS_A_PAGE * sizeof **index->pages);
		memset(index->pages[page], 0, IDS_A_PAGE * sizeof **index->pages);
	}
	return &index->pages[page][id % IDS_A_PAGE];
}

uint32_t slot_index_find(const struct slot_index *index, int64_t id)
{
	size_t page = (size_t)id / IDS_A_PAGE;
	if (id < 0 || page >= index->page_count || !index->pages[page])
		return SLOT_NONE;
	return index->pages[page][id % IDS_A_PAGE] - 1;
}

/* ---- making and growing ---- */

static size_t words_for(size_t slots)
{
	return (BITS_OF(slots) + BITS_BLOCK - 1) / BITS_BLOCK * BITS_BLOCK;
}

static void resize_columns(struct slot_index *index, size_t more)
{
	size_t slots = index->words * BITS_WORD, all = more * BITS_WORD;
	slot_numbers_resize(&index->ids, all);
	index->alive = bits_resize(index->alive, index->words, more);
	for (size_t i = 0; i < index->shape.numbers; i++)
		slot_numbers_resize(&index->numbers[i], all);
	for (size_t i = 0; i < index->shape.texts; i++)
		slot_texts_resize(&index->texts[i], slots, all);
}

static void grow(struct slot_index *index)
{
	size_t more = words_for((index->words + index->words / 8 + 1) * BITS_WORD);
	resize_columns(index, more);
	for (size_t i = 0; i < index->shape.families; i++)
		slot_family_resize(&index->families[i], index->words, more);
	slot_order_resize(&index->by_id, more);
	for (size_t i = 0; i < index->shape.numbers; i++)
		slot_order_resize(&index->by_number[i], more);
	for (size_t i = 0; i < index->shape.texts; i++)
		slot_order_resize(&index->by_text[i], more);
	index->words = more;
}

void slot_index_make(struct slot_index *index, const struct slot_shape *shape, size_t expected)
{
	*index = (struct slot_index){.shape = *shape};
	size_t words = words_for(expected + expected / 32 + 1);
	for (size_t i = 0; i < shape->texts; i++)
		slot_texts_make(&index->texts[i], index->texts, i);
	resize_columns(index, words);
	index->words = words;
	slot_order_make(&index->by_id, (struct slot_columns){.numbers = &index->ids, .ids = &index->ids},
			shape->id_groups, words);
	for (size_t i = 0; i < shape->numbers; i++)
		slot_order_make(&index->by_number[i],
				(struct slot_columns){.numbers = &index->numbers[i], .ids = &index->ids},
				shape->number_groups[i], words);
	for (size_t i = 0; i < shape->texts; i++)
		slot_order_make(&index->by_text[i],
				(struct slot_columns){.texts = &index->texts[i], .ids = &index->ids},
				shape->text_groups[i], words);
}

void slot_index_free(struct slot_index *index)
{
	slot_order_free(&index->by_id);
	for (size_t i = 0; i < index->shape.numbers; i++) {
		slot_order_free(&index->by_number[i]);
		slot_numbers_free(&index->numbers[i]);
	}
	for (size_t i = 0; i < index->shape.texts; i++) {
		slot_order_free(&index->by_text[i]);
		slot_texts_free(&index->texts[i]);
	}
	for (size_t i = 0; i < index->shape.families; i++)
		slot_family_free(&index->families[i]);
	for (size_t i = 0; i < index->page_count; i++)
		free(index->pages[i]);
	free(index->pages);
	free(index->alive);
	slot_numbers_free(&index->ids);
	*index = (struct slot_index){0};
}

size_t slot_index_bytes(const struct slot_index *index)
{
	size_t slots = index->words * BITS_WORD;
	size_t bytes =
		slot_numbers_bytes(&index->ids) + index->words * sizeof *index->alive + slot_order_bytes(&index->by_id);
	for (size_t i = 0; i < index->shape.numbers; i++)
		bytes += slot_order_bytes(&index->by_number[i]) + slot_numbers_bytes(&index->numbers[i]);
	for (size_t i = 0; i < index->shape.texts; i++)
		bytes += slot_order_bytes(&index->by_text[i]) + slot_texts_bytes(&index->texts[i], slots);
	for (size_t i = 0; i < index->shape.families; i++)
		bytes += slot_family_bytes(&index->families[i], index->words);
	for (size_t i = 0; i < index->page_count; i++)
		bytes += sizeof *index->pages + (index->pages[i] ? IDS_A_PAGE * sizeof **index->pages : 0);
	return bytes;
}

/* ---- rows ---- */

static uint32_t give_slot(struct slot_index *index, int64_t id)
{
	if (index->slots == index->words * BITS_WORD)
		grow(index);
	uint32_t slot = index->slots++;
	*slot_of(index, id) = slot + 1;
	slot_numbers_set(&index->ids, slot, id);
	bits_add(index->alive, slot);
	index->alive_count++;
	return slot;
}

static void set_families(struct slot_index *index, uint32_t slot, const struct slot_row *row)
{
	for (size_t i = 0; i < index->shape.families; i++)
		slot_family_set(&index->families[i], slot, row->families[i].values, row->families[i].count,
				index->words);
}

void slot_index_append(struct slot_index *index, const struct slot_row *row)
{
	uint32_t slot = give_slot(index, row->id);
	for (size_t i = 0; i < index->shape.numbers; i++)
		slot_numbers_set(&index->numbers[i], slot, row->numbers[i]);
	for (size_t i = 0; i < index->shape.texts; i++)
		slot_texts_set(&index->texts[i], slot, row->texts[i]);
	set_families(index, slot, row);
}

static void set_number(struct slot_index *index, size_t column, uint32_t slot, int64_t number)
{
	if (slot_numbers_get(&index->numbers[column], slot) == number)
		return;
	slot_order_remove(&index->by_number[column], slot);
	slot_numbers_set(&index->numbers[column], slot, number);
	slot_order_add(&index->by_number[column], slot);
}

static bool is_same(struct text a, struct text b)
{
	return text_is_none(a) == text_is_none(b) && text_equal(a, b);
}

static void set_text(struct slot_index *index, size_t column, uint32_t slot, struct text t)
{
	if (is_same(slot_texts_get(&index->texts[column], slot), t))
		return;
	for (size_t i = column + 1; i < index->shape.texts; i++)
		slot_texts_part(&index->texts[i], slot, column);
	slot_order_remove(&index->by_text[column], slot);
	slot_texts_set(&index->texts[column], slot, t);
	slot_order_add(&index->by_text[column], slot);
	slot_texts_tidy(&index->texts[column], index->slots);
}

void slot_index_put(struct slot_index *index, const struct slot_row *row)
{
	uint32_t slot = slot_index_find(index, row->id);
	if (slot == SLOT_NONE) {
		slot = give_slot(index, row->id);
		slot_order_add(&index->by_id, slot);
	}
	for (size_t i = 0; i < index->shape.numbers; i++)
		set_number(index, i, slot, row->numbers[i]);
	for (size_t i = 0; i < index->shape.texts; i++)
		set_text(index, i, slot, row->texts[i]);
	set_families(index, slot, row);
}

void slot_index_drop(struct slot_index *index, int64_t id)
{
	static const struct slot_row nothing;
	uint32_t slot = slot_index_find(index, id);
	if (slot == SLOT_NONE)
		return;
	for (size_t i = 0; i < index->shape.numbers; i++)
		set_number(index, i, slot, NUMBER_NONE);
	for (size_t i = 0; i < index->shape.texts; i++)
		set_text(index, i, slot, TEXT_NONE);
	set_families(index, slot, &nothing);
	slot_order_remove(&index->by_id, slot);
	bits_remove(index->alive, slot);
	index->alive_count--;
	*slot_of(index, id) = 0;
}
