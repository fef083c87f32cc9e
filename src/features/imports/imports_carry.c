/* What stood in the row before. */
#include "features/imports/imports_carry.h"

#include "base/memory.h"
#include "features/imports/imports_presets.h"

#include <stdlib.h>

void import_carry_open(struct import_carry *ret_carry, const struct text *headers, size_t count)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct import_preset preset;
	*ret_carry = (struct import_carry){0};
	if (!import_preset_find(arena, headers, count, &preset) || preset.key == SIZE_MAX)
		return;
	*ret_carry = (struct import_carry){.arena = arena_open(SIZE_MAX), .key = preset.key, .column_count = count};
	ret_carry->carried = memory_resize(NULL, count * sizeof *ret_carry->carried);
	ret_carry->before = memory_resize(NULL, 2 * count * sizeof *ret_carry->before);
	ret_carry->filled = ret_carry->before + count;
	for (size_t i = 0; i < count; i++) {
		ret_carry->carried[i] = !text_starts(preset.places[i], TEXT("address_")) &&
					!text_starts(preset.places[i], TEXT("phone_"));
		ret_carry->before[i] = TEXT("");
	}
}

void import_carry_close(struct import_carry *carry)
{
	if (!carry->arena)
		return;
	arena_close(carry->arena);
	free(carry->carried);
	free(carry->before);
	*carry = (struct import_carry){0};
}

static struct text cell_at(const struct text *cells, size_t count, size_t place)
{
	return place < count ? cells[place] : TEXT("");
}

static void keep(struct import_carry *carry, const struct text *cells, size_t count)
{
	arena_reset(carry->arena);
	for (size_t i = 0; i < carry->column_count; i++)
		carry->before[i] = text_copy(carry->arena, cell_at(cells, count, i));
}

static bool is_empty(const struct text *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!text_is_empty(text_trim(cells[i])))
			return false;
	return true;
}

const struct text *import_carry_fill(struct import_carry *carry, const struct text *cells, size_t *count)
{
	if (!carry->arena || *count > carry->column_count || is_empty(cells, *count))
		return cells;
	if (!text_is_empty(text_trim(cell_at(cells, *count, carry->key)))) {
		keep(carry, cells, *count);
		return cells;
	}
	for (size_t i = 0; i < carry->column_count; i++) {
		struct text cell = cell_at(cells, *count, i);
		carry->filled[i] = carry->carried[i] && text_is_empty(text_trim(cell)) ? carry->before[i] : cell;
	}
	*count = carry->column_count;
	return carry->filled;
}
