/* Rows in each format. */
#include "features/exports/exports_sheet.h"

#include "format/utf16_write.h"

static bool is_csv(const struct export_sheet *sheet)
{
	return sheet->how.format == EXPORT_FORMAT_CSV;
}

void export_sheet_open(struct export_sheet *sheet, struct context *ctx, const struct export_options *how,
		       const struct export_layout *layout)
{
	enum layout_kind *kinds = arena_take_array(ctx->arena, layout->count, sizeof *kinds);
	for (size_t i = 0; i < layout->count; i++)
		kinds[i] = export_layout_kind(&layout->columns[i]);
	*sheet = (struct export_sheet){
		.ctx = ctx,
		.how = *how,
		.layout = layout,
		.kinds = kinds,
		.lines = buffer_make(SHEET_MOST),
		.bytes = buffer_make(SHEET_MOST),
		.xlsx = xlsx_writer_make((struct xlsx_state){0}),
	};
	sheet->csv = csv_writer_make(&sheet->lines, how->delimiter ? how->delimiter : ',', how->raw);
}

void export_sheet_resume(struct export_sheet *sheet, struct xlsx_state state)
{
	xlsx_writer_free(&sheet->xlsx);
	sheet->xlsx = xlsx_writer_make(state);
}

void export_sheet_close(struct export_sheet *sheet)
{
	buffer_free(&sheet->lines);
	buffer_free(&sheet->bytes);
	xlsx_writer_free(&sheet->xlsx);
}

/* ---- rows ---- */

static enum outcome too_long(struct export_sheet *sheet, struct text header, enum outcome outcome)
{
	if (outcome == DONE)
		return DONE;
	return context_invalid(sheet->ctx, TEXT("format"), "cell_size",
			       N_("A cell of the column “{0}” is longer than XLSX can hold. Choose CSV."),
			       text_copy(sheet->ctx->arena, header), TEXT_NONE);
}

enum outcome export_sheet_begin(struct export_sheet *sheet)
{
	const struct export_layout *layout = sheet->layout;
	if (is_csv(sheet) && sheet->how.encoding != EXPORT_ENCODING_UTF8)
		buffer_add(&sheet->lines, TEXT("\uFEFF"));
	sheet->csv.start = sheet->lines.size;
	for (size_t i = 0; i < layout->count; i++) {
		if (is_csv(sheet))
			csv_add_cell(&sheet->csv, layout->columns[i].header);
		else if (sheet->how.format == EXPORT_FORMAT_XLSX)
			TRY(too_long(sheet, layout->columns[i].header,
				     xlsx_add_text(&sheet->xlsx, layout->columns[i].header)));
	}
	if (is_csv(sheet))
		csv_end_row(&sheet->csv);
	else if (sheet->how.format == EXPORT_FORMAT_XLSX)
		xlsx_end_row(&sheet->xlsx);
	return DONE;
}

/* A text is no formula in a sheet and needs no ' before it; but one that an import would take for ours gets another. */
static enum outcome add_xlsx_cell(struct export_sheet *sheet, struct arena *arena, size_t column, struct text cell)
{
	struct text header = sheet->layout->columns[column].header;
	if (csv_unguard(cell).size != cell.size)
		cell = text_join(arena, TEXT("'"), cell);
	switch (sheet->kinds[column]) {
	case LAYOUT_NUMBER: return too_long(sheet, header, xlsx_add_number(&sheet->xlsx, cell));
	case LAYOUT_DATE: return too_long(sheet, header, xlsx_add_date(&sheet->xlsx, cell));
	case LAYOUT_TEXT:
	case LAYOUT_FLAG:
	case LAYOUT_LIST: break;
	}
	return too_long(sheet, header, xlsx_add_text(&sheet->xlsx, cell));
}

static void add_list(struct json_writer *json, struct arena *arena, struct text cell)
{
	const struct text *pieces;
	size_t count = transfer_list_read(arena, cell, &pieces);
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_add_text(json, pieces[i]);
	json_end_array(json);
}

static void add_json_cell(struct json_writer *json, struct arena *arena, enum layout_kind kind, struct text cell)
{
	int64_t number;
	if (kind == LAYOUT_LIST)
		add_list(json, arena, text_is_none(cell) ? TEXT("") : cell);
	else if (text_is_empty(cell))
		json_add_null(json);
	else if (kind == LAYOUT_NUMBER && text_to_number(cell, &number))
		json_add_number(json, number);
	else if (kind == LAYOUT_FLAG)
		json_add_flag(json, text_equal(cell, TEXT("yes")));
	else
		json_add_text(json, cell);
}

enum outcome export_sheet_add(struct export_sheet *sheet, struct arena *arena, const struct transfer_names *names,
			      const struct transfer_person *person)
{
	struct json_writer json = json_writer_make(&sheet->lines);
	enum export_format format = sheet->how.format;
	if (format == EXPORT_FORMAT_JSONL)
		json_begin_object(&json);
	for (size_t i = 0; i < sheet->layout->count; i++) {
		const struct layout_column *column = &sheet->layout->columns[i];
		struct text cell = export_layout_cell(arena, names, person, column);
		if (format == EXPORT_FORMAT_CSV) {
			csv_add_cell(&sheet->csv, cell);
		} else if (format == EXPORT_FORMAT_XLSX) {
			TRY(add_xlsx_cell(sheet, arena, i, cell));
		} else {
			json_add_key_text(&json, column->header);
			add_json_cell(&json, arena, sheet->kinds[i], cell);
		}
	}
	if (format == EXPORT_FORMAT_CSV) {
		csv_end_row(&sheet->csv);
	} else if (format == EXPORT_FORMAT_XLSX) {
		xlsx_end_row(&sheet->xlsx);
	} else {
		json_end_object(&json);
		buffer_add_char(&sheet->lines, '\n');
	}
	return DONE;
}

/* ---- bytes ---- */

static enum outcome tell_too_large(struct export_sheet *sheet, enum outcome outcome)
{
	if (outcome != TOO_MANY)
		return outcome;
	return context_invalid(sheet->ctx, TEXT("format"), "too_large",
			       N_("The file would be larger than XLSX can be. Choose fewer columns, or CSV."),
			       TEXT_NONE);
}

static enum outcome take_lines(struct export_sheet *sheet)
{
	struct buffer taken = sheet->lines;
	if (buffer_failed(&sheet->lines))
		return FAULT;
	if (is_csv(sheet) && sheet->how.encoding == EXPORT_ENCODING_UTF16) {
		utf16_add(&sheet->bytes, buffer_text(&sheet->lines));
		buffer_clear(&sheet->lines);
	} else {
		sheet->lines = sheet->bytes;
		sheet->bytes = taken;
	}
	sheet->csv.start = 0;
	return buffer_failed(&sheet->bytes) ? FAULT : DONE;
}

static enum outcome take(struct export_sheet *sheet, bool last, int64_t before, struct bytes *ret_bytes)
{
	buffer_clear(&sheet->bytes);
	if (sheet->how.format != EXPORT_FORMAT_XLSX)
		TRY(take_lines(sheet));
	else
		TRY(tell_too_large(sheet, last ? xlsx_end(&sheet->xlsx, before, &sheet->bytes)
					       : xlsx_take(&sheet->xlsx, &sheet->bytes)));
	*ret_bytes = (struct bytes){(const unsigned char *)sheet->bytes.at, sheet->bytes.size};
	return DONE;
}

enum outcome export_sheet_take(struct export_sheet *sheet, struct bytes *ret_bytes)
{
	return take(sheet, false, 0, ret_bytes);
}

enum outcome export_sheet_end(struct export_sheet *sheet, int64_t before, struct bytes *ret_bytes)
{
	return take(sheet, true, before, ret_bytes);
}
