/* Any text, in pieces of any size, gives the same rows of JSON Lines; what is wrong with a line is told in words that
 * are text, within the line; and what was flattened and written again, a member a cell, flattens to the same. */
#include "features/imports/imports_lines.h"
#include "format/json_write.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What became of rows, as lines that can be read again. */
struct written {
	const struct import_keys *keys;
	struct buffer good, faults; /* flat objects; number, code, column and what stands there */
	int64_t rows;
};

static void write_object(struct buffer *out, const struct import_keys *keys, const struct text *cells)
{
	struct json_writer json = json_writer_make(out);
	json_begin_object(&json);
	for (size_t i = 0; i < keys->count; i++) {
		if (text_is_empty(cells[i]))
			continue;
		json_add_key_text(&json, keys->list[i]);
		json_add_text(&json, cells[i]);
	}
	json_end_object(&json);
	buffer_add_char(out, '\n');
}

static void write_fault(struct buffer *out, const struct import_source_row *row)
{
	const struct import_fault *fault = &row->fault;
	struct bytes value = {(const unsigned char *)fault->value.at, fault->value.size};
	/* Of a line that is too long nothing but its beginning is kept. */
	if (!text_is_valid(value) || fault->column < 0 || fault->column > (int64_t)text_length(row->line) + 2)
		abort();
	buffer_add_format(out, "%lld %.*s %lld %.*s\n", (long long)row->row, TEXT_ARG(fault->code),
			  (long long)fault->column, TEXT_ARG(fault->value));
}

static enum outcome take_row(void *state, const struct import_source_row *row)
{
	struct written *written = state;
	if (row->count != written->keys->count)
		abort();
	if (row->row == 0)
		return DONE;
	written->rows++;
	if (text_is_none(row->fault.code))
		write_object(&written->good, written->keys, row->cells);
	else
		write_fault(&written->faults, row);
	return DONE;
}

/* Pieces end where characters do, as those of the decoder. */
static enum outcome push(struct import_lines *lines, struct text text, size_t step)
{
	while (text.size) {
		size_t size = text.size < step ? text.size : step;
		while (size < text.size && ((unsigned char)text.at[size] & 0xC0) == 0x80)
			size++;
		TRY(import_lines_push(lines, text_slice(text, 0, size)));
		text = text_slice(text, size, SIZE_MAX);
	}
	return import_lines_end(lines);
}

static enum outcome read_lines(struct text text, size_t step, struct import_keys *keys, struct written *written)
{
	struct import_lines *lines = import_lines_open(keys, written ? take_row : NULL, written);
	enum outcome outcome = push(lines, text, step);
	if (outcome == DONE && written && import_lines_count(lines) != written->rows)
		abort();
	import_lines_close(lines);
	return outcome;
}

static struct written written_open(const struct import_keys *keys)
{
	return (struct written){keys, buffer_make(1 << 24), buffer_make(1 << 24), 0};
}

static void written_close(struct written *written)
{
	buffer_free(&written->good);
	buffer_free(&written->faults);
}

static void expect_same(const struct buffer *a, const struct buffer *b)
{
	if (!text_equal(buffer_text(a), buffer_text(b)))
		abort();
}

/* Both readings of a file: its keys, then its rows; which came again in small pieces, and after having been written. */
static void check(struct arena *arena, struct text text)
{
	struct import_keys keys = {.arena = arena}, pieces = {.arena = arena};
	enum outcome outcome = read_lines(text, SIZE_MAX, &keys, NULL);
	if (read_lines(text, 3, &pieces, NULL) != outcome || pieces.count != keys.count)
		abort();
	if (outcome != DONE)
		return;
	struct written whole = written_open(&keys), small = written_open(&keys), again = written_open(&keys);
	if (read_lines(text, SIZE_MAX, &keys, &whole) != DONE || read_lines(text, 5, &keys, &small) != DONE)
		abort();
	expect_same(&whole.good, &small.good);
	expect_same(&whole.faults, &small.faults);
	if (read_lines(buffer_text(&whole.good), 7, &keys, &again) != DONE || again.faults.size)
		abort();
	expect_same(&whole.good, &again.good);
	written_close(&whole);
	written_close(&small);
	written_close(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct arena *arena = arena_open(1 << 26);
	check(arena, (struct text){(const char *)data, size});
	arena_close(arena);
	return 0;
}
