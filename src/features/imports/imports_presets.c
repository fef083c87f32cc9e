/* Which shop a header is of. */
#include "features/imports/imports_presets.h"

enum preset {
#define PRESET(word, name, first, second) PRESET_##word,
#define COLUMN(word, header, column)
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

static const struct {
	const char *name, *tells[2];
} presets[] = {
#define PRESET(word, name, first, second) {name, {first, second}},
#define COLUMN(word, header, column)
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

static const struct {
	enum preset preset;
	const char *header, *column;
} columns[] = {
#define PRESET(word, name, first, second)
#define COLUMN(word, header, column) {PRESET_##word, header, column},
#include "features/imports/imports_presets.def"
#undef PRESET
#undef COLUMN
};

static bool has(struct arena *arena, const struct text *headers, size_t count, const char *wanted)
{
	struct text lower = text_lower_ascii(arena, text_of(wanted));
	for (size_t i = 0; i < count; i++)
		if (text_equal(text_lower_ascii(arena, text_trim(headers[i])), lower))
			return true;
	return false;
}

static struct text column_of(struct arena *arena, enum preset preset, struct text header)
{
	struct text lower = text_lower_ascii(arena, text_trim(header));
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].preset == preset &&
		    text_equal(lower, text_lower_ascii(arena, text_of(columns[i].header))))
			return text_of(columns[i].column);
	return TEXT("");
}

struct text import_preset_find(struct arena *arena, const struct text *headers, size_t count,
			       const struct text **ret_places)
{
	struct text *places = arena_take_array(arena, count, sizeof *places);
	*ret_places = places;
	for (size_t p = 0; p < sizeof presets / sizeof *presets; p++) {
		if (!has(arena, headers, count, presets[p].tells[0]) ||
		    !has(arena, headers, count, presets[p].tells[1]))
			continue;
		for (size_t i = 0; i < count; i++)
			places[i] = column_of(arena, (enum preset)p, headers[i]);
		return text_of(presets[p].name);
	}
	return TEXT_NONE;
}
