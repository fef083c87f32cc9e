/* Lists in cells, written and read as lines of CSV. */
#include "features/transfer/transfer_list.h"

#include "base/buffer.h"
#include "format/csv_read.h"
#include "format/csv_write.h"

/* Nothing but quotes, each twice, with two around them and a semicolon. */
static size_t most_of(const struct text *pieces, size_t count)
{
	size_t most = 1;
	for (size_t i = 0; i < count; i++)
		most += 2 * pieces[i].size + 3;
	return most;
}

struct text transfer_list_write(struct arena *arena, const struct text *pieces, size_t count)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make(most_of(pieces, count));
	struct csv_writer csv = csv_writer_make(&line, ';', true);
	if (!count)
		return TEXT_NONE;
	for (size_t i = 0; i < count; i++)
		csv_add_cell(&csv, pieces[i]);
	return text_copy(arena, buffer_text(&line));
}

struct pieces {
	struct arena *arena;
	struct text *list;
	size_t count;
};

static enum outcome take_pieces(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct pieces *pieces = state;
	if (row > 1)
		return DONE;
	pieces->list = arena_take_array(pieces->arena, count, sizeof *pieces->list);
	for (size_t i = 0; i < count; i++)
		if (!text_is_empty(text_trim(fields[i])))
			pieces->list[pieces->count++] = text_copy(pieces->arena, text_trim(fields[i]));
	return DONE;
}

size_t transfer_list_read(struct arena *arena, struct text cell, const struct text **ret_pieces)
{
	const struct csv_options options = {.delimiter = ';'};
	struct pieces pieces = {.arena = arena};
	struct csv_reader *reader __attribute__((cleanup(csv_reader_cleanup))) =
		csv_reader_open(&options, take_pieces, &pieces);
	enum outcome outcome = csv_reader_push(reader, (struct bytes){(const unsigned char *)cell.at, cell.size});
	if (outcome == DONE)
		outcome = csv_reader_end(reader);
	*ret_pieces = pieces.list;
	return outcome == DONE ? pieces.count : 0;
}
