/* Which shop a header is of. */
#include "features/imports/imports_presets.h"

#include "features/transfer/transfer.h"

enum preset {
#define PRESET(word, name, first, second, rows) PRESET_##word,
#define COLUMN(word, header, column)
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

static const struct {
	const char *name, *tells[2], *rows;
} presets[] = {
#define PRESET(word, name, first, second, rows) {name, {first, second}, rows},
#define COLUMN(word, header, column)
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

static const struct {
	enum preset preset;
	const char *header, *column;
} columns[] = {
#define PRESET(word, name, first, second, rows)
#define COLUMN(word, header, column) {PRESET_##word, header, column},
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

/* SIZE_MAX when there is none. */
static size_t find(struct arena *arena, const struct text *headers, size_t count, const char *wanted)
{
	struct text lower = text_lower_ascii(arena, text_of(wanted));
	for (size_t i = 0; i < count; i++)
		if (text_equal(text_lower_ascii(arena, text_trim(headers[i])), lower))
			return i;
	return SIZE_MAX;
}

static struct text column_named(struct arena *arena, enum preset preset, struct text header)
{
	struct text lower = text_lower_ascii(arena, text_trim(header));
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].preset == preset &&
		    text_equal(lower, text_lower_ascii(arena, text_of(columns[i].header))))
			return text_of(columns[i].column);
	return TEXT("");
}

/* What a preset names with 1 goes on: "City 1" is address_2_city, so "City 3" is address_4_city. */
static struct text column_of(struct arena *arena, enum preset preset, struct text header)
{
	struct text named = column_named(arena, preset, header), trimmed = text_trim(header);
	struct transfer_column column;
	size_t end = trimmed.size;
	int64_t number;
	while (end && trimmed.at[end - 1] >= '0' && trimmed.at[end - 1] <= '9')
		end--;
	if (!text_is_empty(named) || !end || !text_to_number(text_slice(trimmed, end, SIZE_MAX), &number) || number < 2)
		return named;
	named = column_named(arena, preset, text_join(arena, text_slice(trimmed, 0, end), TEXT("1")));
	if (text_is_empty(named) || !transfer_column_parse(named, &column) || !column.number ||
	    number >= TRANSFER_NUMBER)
		return named;
	column.number += (size_t)number - 1;
	return transfer_column_name(arena, &column);
}

bool import_preset_find(struct arena *arena, const struct text *headers, size_t count, struct import_preset *ret_preset)
{
	struct text *places = arena_take_array(arena, count, sizeof *places);
	*ret_preset = (struct import_preset){.shop = TEXT_NONE, .places = places, .key = SIZE_MAX};
	for (size_t p = 0; p < sizeof presets / sizeof *presets; p++) {
		if (find(arena, headers, count, presets[p].tells[0]) == SIZE_MAX ||
		    find(arena, headers, count, presets[p].tells[1]) == SIZE_MAX)
			continue;
		for (size_t i = 0; i < count; i++)
			places[i] = column_of(arena, (enum preset)p, headers[i]);
		*ret_preset = (struct import_preset){
			.shop = text_of(presets[p].name),
			.places = places,
			.quotes = p == PRESET_shopify,
			.has_rows = presets[p].rows != NULL,
			.key = presets[p].rows ? find(arena, headers, count, presets[p].rows) : SIZE_MAX,
		};
		return true;
	}
	return false;
}
