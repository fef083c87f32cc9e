/* Bytes gathered to lines, lines read as objects, their keys looked up in the header. */
#include "features/imports/imports_lines.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "features/transfer/transfer.h"

#include <stdlib.h>
#include <string.h>

#define EXCERPT ((size_t)40) /* characters before a fault that are told */

struct import_lines {
	struct import_keys *keys;
	import_row_function *row;
	void *state;
	struct buffer line; /* the one under way */
	bool too_long;      /* it is longer than a line may be: no more of it is kept */
	bool begun;         /* the header has been handed over */
	int64_t number, count;
	struct arena *arena; /* of a line */
	struct text *cells;  /* by key; none: not given */
	size_t likely;       /* where the next key stands if this line is like the others */
	bool twice, too_many;
	struct text again; /* the key that is there twice */
};

bool import_lines_begin(struct text head, bool *ret_array)
{
	head = text_trim(head);
	char first = head.size ? head.at[0] : 0;
	head = text_trim(text_slice(head, 1, SIZE_MAX));
	char second = head.size ? head.at[0] : 0;
	*ret_array = first == '[' && second == '{';
	return *ret_array || (first == '{' && (second == '"' || second == '}'));
}

struct import_lines *import_lines_open(struct import_keys *keys, import_row_function *row, void *state)
{
	struct import_lines *lines = memory_resize(NULL, sizeof *lines);
	*lines = (struct import_lines){.keys = keys, .row = row, .state = state, .number = 1};
	lines->line = buffer_make(IMPORT_LINE);
	lines->arena = arena_open(SIZE_MAX);
	return lines;
}

void import_lines_close(struct import_lines *lines)
{
	if (!lines)
		return;
	buffer_free(&lines->line);
	arena_close(lines->arena);
	free(lines);
}

/* ---- keys ---- */

static void add_key(struct import_keys *keys, struct text key)
{
	if (keys->count == keys->room) {
		struct text *old = keys->list;
		keys->room = 2 * keys->room + 64;
		keys->list = arena_take_array(keys->arena, keys->room, sizeof *old);
		if (keys->count)
			memcpy(keys->list, old, keys->count * sizeof *old);
	}
	keys->list[keys->count++] = text_copy(keys->arena, key);
}

/* SIZE_MAX when it is new. Lines of a file mostly have the same keys in the same order. */
static size_t find_key(struct import_lines *lines, struct text key)
{
	const struct import_keys *keys = lines->keys;
	for (size_t i = 0; i < keys->count; i++) {
		size_t at = (lines->likely + i) % keys->count;
		if (text_equal(keys->list[at], key)) {
			lines->likely = at + 1;
			return at;
		}
	}
	return SIZE_MAX;
}

static void take_cell(void *state, struct text name, struct text cell)
{
	struct import_lines *lines = state;
	size_t place = find_key(lines, name);
	if (place == SIZE_MAX && !lines->row && lines->keys->count < TRANSFER_COLUMNS) {
		add_key(lines->keys, name);
		lines->likely = lines->keys->count;
	} else if (place == SIZE_MAX) {
		lines->too_many = true;
	} else if (lines->row) {
		lines->twice = lines->twice || !text_is_none(lines->cells[place]);
		lines->again = lines->twice ? name : lines->again;
		lines->cells[place] = cell;
	}
}

/* ---- lines ---- */

/* What stands before the place where the parser gave up. */
static struct text excerpt(struct text line, int64_t column)
{
	struct text before = column > 0 ? text_cut(line, (size_t)column) : line;
	size_t length = text_length(before);
	if (column <= 0)
		return text_cut(line, EXCERPT);
	return length <= EXCERPT ? before : text_slice(before, text_cut(before, length - EXCERPT).size, SIZE_MAX);
}

static struct import_fault read_line(struct import_lines *lines, struct text line)
{
	struct json_fault wrong;
	if (lines->too_long)
		return (struct import_fault){TEXT("json_line_size"), 1, text_cut(line, EXCERPT)};
	if (transfer_json_read(lines->arena, line, take_cell, lines, &wrong) != DONE)
		return (struct import_fault){text_of(wrong.code), wrong.column, excerpt(line, wrong.column)};
	if (lines->twice)
		return (struct import_fault){TEXT("json_duplicate_key"), 1, lines->again};
	return (struct import_fault){TEXT_NONE, 0, TEXT_NONE};
}

static enum outcome hand_over(struct import_lines *lines, struct text line, struct import_fault fault)
{
	bool good = text_is_none(fault.code);
	for (size_t i = 0; i < lines->keys->count; i++)
		lines->cells[i] = text_is_none(lines->cells[i]) || !good ? TEXT("") : lines->cells[i];
	return lines->row(lines->state, &(struct import_source_row){.row = lines->number,
								    .cells = lines->cells,
								    .count = lines->keys->count,
								    .line = line,
								    .fault = fault});
}

static enum outcome hand_over_header(struct import_lines *lines)
{
	lines->begun = true;
	return lines->row(lines->state, &(struct import_source_row){
						.row = 0, .cells = lines->keys->list, .count = lines->keys->count});
}

static enum outcome end_line(struct import_lines *lines)
{
	struct text line = text_trim(buffer_text(&lines->line));
	enum outcome outcome = DONE;
	if (line.size || lines->too_long) {
		lines->count++;
		lines->likely = 0;
		lines->twice = false;
		if (lines->row)
			lines->cells = arena_take_array(lines->arena, lines->keys->count, sizeof *lines->cells);
		struct import_fault fault = read_line(lines, line);
		line = lines->too_long ? fault.value : line;
		if (lines->too_many)
			outcome = TOO_MANY;
		else if (lines->row)
			outcome = hand_over(lines, line, fault);
	}
	arena_reset(lines->arena);
	buffer_clear(&lines->line);
	lines->too_long = false;
	lines->number += outcome == DONE; /* else it is told of */
	return outcome;
}

static void gather(struct import_lines *lines, struct text piece)
{
	size_t room = IMPORT_LINE - 1 - lines->line.size;
	lines->too_long = lines->too_long || piece.size > room;
	if (!lines->too_long)
		buffer_add(&lines->line, piece);
}

enum outcome import_lines_push(struct import_lines *lines, struct text piece)
{
	if (lines->row && !lines->begun)
		TRY(hand_over_header(lines));
	while (piece.size) {
		const char *end = memchr(piece.at, '\n', piece.size);
		size_t size = end ? (size_t)(end - piece.at) : piece.size;
		gather(lines, text_slice(piece, 0, size));
		piece = text_slice(piece, end ? size + 1 : size, SIZE_MAX);
		if (end)
			TRY(end_line(lines));
	}
	return DONE;
}

enum outcome import_lines_end(struct import_lines *lines)
{
	return lines->line.size || lines->too_long ? end_line(lines) : DONE;
}

int64_t import_lines_count(const struct import_lines *lines)
{
	return lines->count;
}

void import_lines_here(const struct import_lines *lines, int64_t *ret_line, int64_t *ret_column)
{
	*ret_line = lines->number;
	*ret_column = (int64_t)text_length(buffer_text(&lines->line)) + 1;
}
