/* Sentences for what is wrong with rows. */
#include "features/imports/imports_fault.h"

static const struct {
	struct text code;
	const char *message;
} sentences[] = {
	{{"bad_byte", 8}, N_("The byte {1} is no text in this file's encoding.")},
	{{"json_syntax", 11}, N_("Character {0}: this is no JSON: {1}")},
	{{"json_depth", 10}, N_("More than 32 levels lie within one another.")},
	{{"json_duplicate_key", 18}, N_("A key is there twice: {1}")},
	{{"json_nul", 8}, N_("A text holds the character U+0000.")},
	{{"json_number", 11}, N_("A number is too large: {1}")},
	{{"json_object", 11}, N_("This line is no JSON object: {1}")},
	{{"json_key_size", 13}, N_("A key is too long.")},
	{{"json_keys", 9}, N_("The line has too many keys.")},
	{{"json_line_size", 14}, N_("The line is larger than 8 MiB.")},
};

struct import_source_row import_source_row_copy(struct arena *arena, const struct import_source_row *row)
{
	struct import_source_row copy = *row;
	struct text *cells = arena_take_array(arena, row->count, sizeof *cells);
	for (size_t i = 0; i < row->count; i++)
		cells[i] = text_copy(arena, row->cells[i]);
	copy.cells = cells;
	copy.line = text_is_none(row->line) ? TEXT_NONE : text_copy(arena, row->line);
	if (!text_is_none(row->fault.code)) {
		copy.fault.code = text_copy(arena, row->fault.code);
		copy.fault.value = text_copy(arena, row->fault.value);
	}
	return copy;
}

enum outcome import_fault_tell(struct context *ctx, const struct import_fault *fault, struct text header)
{
	if (text_is_none(fault->code))
		return DONE;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		if (text_equal(fault->code, sentences[i].code))
			return context_invalid(ctx, header, sentences[i].code.at, sentences[i].message,
					       text_of_number(ctx->arena, fault->column), fault->value, TEXT_NONE);
	return FAULT;
}
