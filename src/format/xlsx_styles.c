/* Which styles make dates, times and percent of numbers. */
#include "format/xlsx_parts.h"

struct reading {
	struct arena *arena;
	struct xlsx_styles *styles;
	struct custom {
		int64_t id;
		enum xlsx_kind kind;
	} * customs;
	size_t custom_count;
	bool in_cell_styles;
};

/* ---- codes ---- */

/* How many bytes of a code are no sign of a format: a quoted text, an escaped character, a colour. "[h]" is one. */
static size_t skip(struct text rest)
{
	if (rest.at[0] == '"') {
		size_t end = text_find(rest, TEXT("\""), 1);
		return end == SIZE_MAX ? rest.size : end + 1;
	}
	if (rest.at[0] == '\\' || rest.at[0] == '_' || rest.at[0] == '*')
		return rest.size > 1 ? 2 : 1;
	if (rest.at[0] != '[')
		return 0;
	size_t end = text_find(rest, TEXT("]"), 1);
	char second = rest.size > 1 ? rest.at[1] | 0x20 : 0;
	bool elapsed = end != SIZE_MAX && end <= 4 && (second == 'h' || second == 'm' || second == 's');
	return elapsed ? 0 : end == SIZE_MAX ? rest.size : end + 1;
}

enum xlsx_kind xlsx_kind_of(struct text code)
{
	bool date = false, time = false, month = false, percent = false;
	for (size_t i = 0; i < code.size && code.at[i] != ';';) {
		size_t skipped = skip(text_slice(code, i, SIZE_MAX));
		char c = code.at[i] | 0x20;
		i += skipped ? skipped : 1;
		if (skipped)
			continue;
		date = date || c == 'd' || c == 'y';
		time = time || c == 'h' || c == 's';
		month = month || c == 'm';
		percent = percent || code.at[i - 1] == '%';
	}
	date = date || (month && !time);
	return date && time ? XLSX_MOMENT : date ? XLSX_DATE : time ? XLSX_TIME : percent ? XLSX_PERCENT : XLSX_NUMBER;
}

/* Those that stand in no file (ECMA-376, 18.8.30). */
static enum xlsx_kind built_in(int64_t id)
{
	static const struct {
		int64_t first, last;
		enum xlsx_kind kind;
	} ranges[] = {{9, 10, XLSX_PERCENT}, {14, 17, XLSX_DATE}, {18, 21, XLSX_TIME}, {22, 22, XLSX_MOMENT},
		      {27, 31, XLSX_DATE},   {32, 35, XLSX_TIME}, {36, 36, XLSX_DATE}, {45, 47, XLSX_TIME},
		      {50, 54, XLSX_DATE},   {55, 56, XLSX_TIME}, {57, 58, XLSX_DATE}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (id >= ranges[i].first && id <= ranges[i].last)
			return ranges[i].kind;
	return XLSX_NUMBER;
}

/* ---- styles ---- */

static enum xlsx_kind kind_of(const struct reading *reading, int64_t id)
{
	for (size_t i = 0; i < reading->custom_count; i++)
		if (reading->customs[i].id == id)
			return reading->customs[i].kind;
	return built_in(id);
}

static enum outcome begin(void *state, struct text name, const char *const *attributes)
{
	struct reading *reading = state;
	struct text format = xml_attribute(attributes, "numFmtId");
	int64_t id = 0;
	(void)text_to_number(format, &id);
	if (text_equal(name, TEXT("cellXfs")))
		reading->in_cell_styles = true;
	if (text_equal(name, TEXT("numFmt"))) {
		if (reading->custom_count == XLSX_STYLES_MOST)
			return TOO_MANY;
		reading->customs[reading->custom_count++] =
			(struct custom){id, xlsx_kind_of(xml_attribute(attributes, "formatCode"))};
	}
	if (text_equal(name, TEXT("xf")) && reading->in_cell_styles) {
		if (reading->styles->count == XLSX_STYLES_MOST)
			return TOO_MANY;
		reading->styles->kinds[reading->styles->count++] = (unsigned char)kind_of(reading, id);
	}
	return DONE;
}

static enum outcome end(void *state, struct text name)
{
	if (text_equal(name, TEXT("cellXfs")))
		((struct reading *)state)->in_cell_styles = false;
	return DONE;
}

static enum outcome text(void *state, struct text piece)
{
	(void)state;
	(void)piece;
	return DONE;
}

enum outcome xlsx_styles_read(struct unzip *unzip, struct text part, struct arena *arena,
			      struct xlsx_styles *ret_styles)
{
	static const struct xml_events events = {begin, end, text};
	struct reading reading = {.arena = arena, .styles = ret_styles};
	*ret_styles = (struct xlsx_styles){.kinds = arena_take(arena, XLSX_STYLES_MOST)};
	reading.customs = arena_take_array(arena, XLSX_STYLES_MOST, sizeof *reading.customs);
	if (text_is_none(part))
		return DONE;
	enum outcome outcome = xlsx_read_part(unzip, part, &events, &reading);
	return outcome == NOT_FOUND ? DONE : outcome;
}
