/* Any bytes, in pieces of any size, give the same rows; and rows written and read again are the same rows. */
#include "base/buffer.h"
#include "format/csv_read.h"
#include "format/csv_write.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes each row it is given: the rows of two readings are the same when what they wrote is. */
static enum outcome write_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct csv_writer *csv = state;
	(void)row;
	for (size_t i = 0; i < count; i++)
		csv_add_cell(csv, fields[i]);
	csv_end_row(csv);
	return DONE;
}

/* Puts the rows of `bytes`, read `step` bytes at a time, into `out`. */
static enum outcome read_rows(struct bytes bytes, size_t step, struct buffer *out)
{
	const struct csv_options options = {.field_most = 4096, .columns_most = 100, .row_most = 16384};
	struct csv_writer csv = csv_writer_make(out, ',', true);
	struct csv_reader *reader __attribute__((cleanup(csv_reader_cleanup))) =
		csv_reader_open(&options, write_row, &csv);
	for (size_t i = 0; i < bytes.size; i += step) {
		struct bytes piece = {bytes.at + i, bytes.size - i < step ? bytes.size - i : step};
		TRY(csv_reader_push(reader, piece));
	}
	return csv_reader_end(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer whole = buffer_make(1 << 24), pieces = buffer_make(1 << 24), again = buffer_make(1 << 24);
	enum outcome outcome = read_rows((struct bytes){data, size}, size + 1, &whole);
	if (read_rows((struct bytes){data, size}, 3, &pieces) != outcome)
		abort();
	if (!text_equal(buffer_text(&whole), buffer_text(&pieces)))
		abort();
	struct text written = buffer_text(&whole);
	if (read_rows((struct bytes){(const unsigned char *)written.at, written.size}, 7, &again) != DONE)
		abort();
	if (!text_equal(written, buffer_text(&again)))
		abort();
	buffer_free(&whole);
	buffer_free(&pieces);
	buffer_free(&again);
	return 0;
}
