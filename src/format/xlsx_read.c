/* The sheet itself: cells by their places, made rows. */
#include "format/xlsx_read.h"

#include "base/memory.h"
#include "format/xlsx_parts.h"

#include <stdlib.h>

#define ROWS_MOST 1048576

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_FLAG };

struct sheet {
	struct csv_options limits;
	csv_row_function *give;
	void *state;
	struct csv_fault *fault;
	const struct xlsx_book *book;
	const struct xlsx_styles *styles;
	const struct xlsx_strings *strings;
	int64_t at;    /* the row under way, as the sheet counts; 0: none has begun */
	int64_t first; /* the first that has something in it; 0: none yet */
	int64_t given; /* the last that was given, as the sheet counts */
	/* the row under way: its fields behind one another, and their ends */
	struct buffer bytes;
	size_t *ends;
	struct text *fields;
	size_t count, filled, room; /* filled: up to the last that is not empty */
	/* the cell under way */
	struct buffer value;
	size_t column;
	enum cell_type type;
	enum xlsx_kind kind;
	bool in_cell, in_value, in_sound;
};

bool xlsx_is_xlsx(const struct unzip *unzip)
{
	size_t part;
	return unzip_find(unzip, TEXT("xl/workbook.xml"), &part);
}

static enum outcome refuse(struct sheet *sheet, enum outcome outcome, const char *code)
{
	int64_t row = sheet->first ? sheet->at - sheet->first + 1 : 1;
	*sheet->fault = (struct csv_fault){code, row, sheet->column + 1};
	return outcome;
}

/* ---- rows ---- */

static enum outcome give_row(struct sheet *sheet)
{
	static const struct text none[1];
	if (!sheet->filled)
		return DONE;
	sheet->first = sheet->first ? sheet->first : sheet->at;
	sheet->given = sheet->given ? sheet->given : sheet->at - 1;
	while (++sheet->given < sheet->at)
		TRY(sheet->give(sheet->state, sheet->given - sheet->first + 1, none, 0));
	size_t from = 0;
	for (size_t i = 0; i < sheet->filled; from = sheet->ends[i++])
		sheet->fields[i] = (struct text){sheet->bytes.at ? sheet->bytes.at + from : "", sheet->ends[i] - from};
	return sheet->give(sheet->state, sheet->at - sheet->first + 1, sheet->fields, sheet->filled);
}

static enum outcome begin_row(struct sheet *sheet, const char *const *attributes)
{
	struct text place = xml_attribute(attributes, "r");
	int64_t row = sheet->at + 1;
	if (!text_is_none(place) && (!text_to_number(place, &row) || row <= sheet->at))
		return refuse(sheet, INVALID, "xlsx_place");
	if (row > ROWS_MOST)
		return refuse(sheet, TOO_MANY, "xlsx_rows");
	sheet->at = row;
	sheet->count = sheet->filled = 0;
	buffer_clear(&sheet->bytes);
	return DONE;
}

/* ---- cells ---- */

/* "BC7": 54. */
static bool read_column(struct text place, size_t *ret_column)
{
	size_t column = 0, i = 0;
	for (; i < place.size && i < 4 && (place.at[i] | 0x20) >= 'a' && (place.at[i] | 0x20) <= 'z'; i++)
		column = column * 26 + (size_t)((place.at[i] | 0x20) - 'a') + 1;
	*ret_column = column - 1;
	return column > 0 && i < 4;
}

static enum cell_type type_of(struct text type)
{
	if (text_equal(type, TEXT("s")))
		return CELL_SHARED;
	if (text_equal(type, TEXT("b")))
		return CELL_FLAG;
	return text_is_none(type) || text_equal(type, TEXT("n")) ? CELL_NUMBER : CELL_TEXT;
}

static enum outcome begin_cell(struct sheet *sheet, const char *const *attributes)
{
	struct text place = xml_attribute(attributes, "r");
	int64_t style = 0;
	sheet->column = sheet->count;
	if (!text_is_none(place) && (!read_column(place, &sheet->column) || sheet->column < sheet->count))
		return refuse(sheet, INVALID, "xlsx_place");
	if (sheet->column >= sheet->limits.columns_most)
		return refuse(sheet, TOO_MANY, "csv_columns");
	(void)text_to_number(xml_attribute(attributes, "s"), &style);
	sheet->type = type_of(xml_attribute(attributes, "t"));
	sheet->kind = style >= 0 && (size_t)style < sheet->styles->count ? (enum xlsx_kind)sheet->styles->kinds[style]
									 : XLSX_NUMBER;
	sheet->in_cell = true;
	buffer_clear(&sheet->value);
	return DONE;
}

static void end_field(struct sheet *sheet)
{
	if (sheet->count == sheet->room) {
		sheet->room = sheet->room ? 2 * sheet->room : 64;
		sheet->ends = memory_resize(sheet->ends, sheet->room * sizeof *sheet->ends);
		sheet->fields = memory_resize(sheet->fields, sheet->room * sizeof *sheet->fields);
	}
	sheet->ends[sheet->count++] = sheet->bytes.size;
}

static enum outcome add_value(struct sheet *sheet, struct text value)
{
	struct text shared;
	int64_t number;
	switch (sheet->type) {
	case CELL_NUMBER: xlsx_add_value(&sheet->bytes, value, sheet->kind, sheet->book->from_1904); return DONE;
	case CELL_FLAG:
		buffer_add(&sheet->bytes, text_equal(value, TEXT("1"))   ? TEXT("yes")
					  : text_equal(value, TEXT("0")) ? TEXT("no")
									 : value);
		return DONE;
	case CELL_TEXT: return xlsx_add_string(&sheet->bytes, value) ? DONE : refuse(sheet, INVALID, "csv_text");
	case CELL_SHARED: break;
	}
	if (text_is_empty(value))
		return DONE;
	if (!text_to_number(value, &number) || !xlsx_strings_get(sheet->strings, number, &shared))
		return refuse(sheet, INVALID, "xlsx_place");
	buffer_add(&sheet->bytes, shared);
	return DONE;
}

static enum outcome end_cell(struct sheet *sheet)
{
	while (sheet->count < sheet->column)
		end_field(sheet);
	size_t before = sheet->bytes.size;
	TRY(add_value(sheet, buffer_text(&sheet->value)));
	end_field(sheet);
	if (buffer_failed(&sheet->bytes))
		return refuse(sheet, TOO_MANY, "csv_row_size");
	if (sheet->bytes.size > before)
		sheet->filled = sheet->count;
	sheet->in_cell = false;
	return DONE;
}

/* ---- events ---- */

static enum outcome begin(void *state, struct text name, const char *const *attributes)
{
	struct sheet *sheet = state;
	if (text_equal(name, TEXT("row")))
		return begin_row(sheet, attributes);
	if (text_equal(name, TEXT("c")))
		return sheet->at ? begin_cell(sheet, attributes) : refuse(sheet, INVALID, "xlsx_place");
	if (text_equal(name, TEXT("rPh")))
		sheet->in_sound = true;
	if (text_equal(name, TEXT("v")) || text_equal(name, TEXT("t")))
		sheet->in_value = sheet->in_cell && !sheet->in_sound;
	return DONE;
}

static enum outcome end(void *state, struct text name)
{
	struct sheet *sheet = state;
	if (text_equal(name, TEXT("row")))
		return give_row(sheet);
	if (text_equal(name, TEXT("c")) && sheet->in_cell)
		return end_cell(sheet);
	if (text_equal(name, TEXT("rPh")))
		sheet->in_sound = false;
	if (text_equal(name, TEXT("v")) || text_equal(name, TEXT("t")))
		sheet->in_value = false;
	return DONE;
}

static enum outcome text(void *state, struct text piece)
{
	struct sheet *sheet = state;
	if (!sheet->in_value)
		return DONE;
	buffer_add(&sheet->value, piece);
	return buffer_failed(&sheet->value) ? refuse(sheet, TOO_MANY, "csv_field_size") : DONE;
}

/* ---- all of it ---- */

static enum outcome read_sheet(struct unzip *unzip, struct sheet *sheet)
{
	static const struct xml_events events = {begin, end, text};
	sheet->bytes = buffer_make(sheet->limits.row_most);
	sheet->value = buffer_make(sheet->limits.field_most);
	enum outcome outcome = xlsx_read_part(unzip, sheet->book->sheet, &events, sheet);
	buffer_free(&sheet->bytes);
	buffer_free(&sheet->value);
	free(sheet->ends);
	free(sheet->fields);
	return outcome;
}

/* A row function that gave an outcome of its own is not our fault. */
struct watch {
	csv_row_function *row;
	void *state;
	bool ended;
};

static enum outcome watch_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct watch *watch = state;
	enum outcome outcome = watch->row(watch->state, row, fields, count);
	watch->ended = outcome != DONE;
	return outcome;
}

static enum outcome read_parts(struct unzip *unzip, struct arena *arena, struct sheet *sheet)
{
	struct xlsx_book book;
	struct xlsx_styles styles;
	struct xlsx_strings *strings = NULL;
	TRY(xlsx_book_read(unzip, arena, &book));
	TRY(xlsx_styles_read(unzip, book.styles, arena, &styles));
	enum outcome outcome = xlsx_strings_read(unzip, book.strings, sheet->limits.field_most, &strings);
	sheet->book = &book;
	sheet->styles = &styles;
	sheet->strings = strings;
	if (outcome == DONE)
		outcome = read_sheet(unzip, sheet);
	xlsx_strings_close(strings);
	return outcome;
}

enum outcome xlsx_read(struct unzip *unzip, const struct csv_options *limits, csv_row_function *row, void *state,
		       struct csv_fault *ret_fault)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct watch watch = {row, state, false};
	struct sheet sheet = {.limits = *limits, .give = watch_row, .state = &watch, .fault = ret_fault};
	sheet.limits.field_most = limits->field_most ? limits->field_most : (size_t)1 << 20;
	sheet.limits.columns_most = limits->columns_most ? limits->columns_most : 1000;
	sheet.limits.row_most = limits->row_most ? limits->row_most : (size_t)8 << 20;
	*ret_fault = (struct csv_fault){0};
	enum outcome outcome = read_parts(unzip, arena, &sheet);
	if (outcome == NOT_FOUND && !watch.ended) /* a part that another names */
		outcome = INVALID;
	if (outcome != DONE && !watch.ended && !ret_fault->code)
		(void)refuse(&sheet, outcome, outcome == TOO_MANY ? "xlsx_size" : "xlsx_damaged");
	return outcome;
}
