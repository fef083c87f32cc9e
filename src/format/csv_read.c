/* A machine of five states over bytes. The fields of the row under way lie behind one another in one buffer, their ends
 * in an array. */
#include "format/csv_read.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum place {
	ROW_START,   /* nothing of the row has come */
	FIELD_START, /* behind a delimiter */
	PLAIN,       /* in an unquoted field */
	QUOTED,      /* in a quoted field */
	QUOTE_SEEN,  /* in a quoted field, behind a quote that may have ended it */
};

struct csv_reader {
	struct csv_options options;
	csv_row_function *give;
	void *state;
	enum place place;
	bool after_return; /* the row ended with CR; an LF that follows belongs to it */
	size_t mark_bytes; /* of the byte order mark, seen so far; MARK_DONE when that is decided */
	int64_t row;
	struct buffer bytes;
	size_t *ends;
	struct text *fields;
	size_t count, room;
	enum outcome outcome;
	struct csv_fault fault;
};

#define MARK_DONE SIZE_MAX
static const unsigned char mark[] = {0xEF, 0xBB, 0xBF};

struct csv_reader *csv_reader_open(const struct csv_options *options, csv_row_function *row, void *state)
{
	struct csv_reader *reader = memory_resize(NULL, sizeof *reader);
	*reader = (struct csv_reader){.options = *options, .give = row, .state = state, .row = 1, .outcome = DONE};
	struct csv_options *o = &reader->options;
	o->delimiter = o->delimiter ? o->delimiter : ',';
	o->field_most = o->field_most ? o->field_most : (size_t)1 << 20;
	o->columns_most = o->columns_most ? o->columns_most : 1000;
	o->row_most = o->row_most ? o->row_most : (size_t)8 << 20;
	reader->bytes = buffer_make(o->row_most);
	return reader;
}

void csv_reader_close(struct csv_reader *reader)
{
	if (!reader)
		return;
	buffer_free(&reader->bytes);
	free(reader->ends);
	free(reader->fields);
	free(reader);
}

void csv_reader_cleanup(struct csv_reader **reader)
{
	csv_reader_close(*reader);
}

const struct csv_fault *csv_reader_fault(const struct csv_reader *reader)
{
	return reader->fault.code ? &reader->fault : NULL;
}

struct csv_fault csv_reader_here(const struct csv_reader *reader, const char *code)
{
	return (struct csv_fault){code, reader->row, reader->count + 1};
}

static enum outcome refuse(struct csv_reader *reader, enum outcome outcome, const char *code)
{
	reader->fault = csv_reader_here(reader, code);
	return outcome;
}

static size_t field_start(const struct csv_reader *reader)
{
	return reader->count ? reader->ends[reader->count - 1] : 0;
}

static enum outcome add_bytes(struct csv_reader *reader, const unsigned char *at, size_t size)
{
	if (size > reader->options.field_most - (reader->bytes.size - field_start(reader)))
		return refuse(reader, TOO_MANY, "csv_field_size");
	buffer_add_bytes(&reader->bytes, at, size);
	return buffer_failed(&reader->bytes) ? refuse(reader, TOO_MANY, "csv_row_size") : DONE;
}

static enum outcome end_field(struct csv_reader *reader)
{
	size_t start = field_start(reader);
	if (reader->count == reader->options.columns_most)
		return refuse(reader, TOO_MANY, "csv_columns");
	struct text whole = buffer_text(&reader->bytes);
	if (!text_is_valid((struct bytes){(const unsigned char *)whole.at + start, whole.size - start}))
		return refuse(reader, INVALID, "csv_text");
	if (reader->count == reader->room) {
		reader->room = reader->room ? reader->room * 2 : 32;
		reader->ends = memory_resize(reader->ends, reader->room * sizeof *reader->ends);
		reader->fields = memory_resize(reader->fields, reader->room * sizeof *reader->fields);
	}
	reader->ends[reader->count++] = reader->bytes.size;
	reader->place = FIELD_START;
	return DONE;
}

static enum outcome end_row(struct csv_reader *reader)
{
	TRY(end_field(reader));
	size_t start = 0;
	for (size_t i = 0; i < reader->count; i++) {
		reader->fields[i] = text_slice(buffer_text(&reader->bytes), start, reader->ends[i] - start);
		start = reader->ends[i];
	}
	TRY(reader->give(reader->state, reader->row, reader->fields, reader->count));
	reader->row++;
	reader->count = 0;
	reader->place = ROW_START;
	buffer_clear(&reader->bytes);
	return DONE;
}

/* How many bytes from `at` on are plain characters in this state. */
static size_t run_size(const struct csv_reader *reader, const unsigned char *at, size_t left)
{
	if (reader->place == QUOTED) {
		const unsigned char *quote = memchr(at, '"', left);
		return quote ? (size_t)(quote - at) : left;
	}
	unsigned char delimiter = (unsigned char)reader->options.delimiter;
	size_t size = 0;
	while (size < left && at[size] != delimiter && at[size] != '\n' && at[size] != '\r')
		size++;
	return size;
}

/* A byte that ends a field, opens one or is the first of one; `*ret_used` is false when it begins a run. */
static enum outcome step(struct csv_reader *reader, unsigned char c, bool *ret_used)
{
	bool line_end = c == '\n' || c == '\r';
	*ret_used = true;
	if (reader->after_return && c == '\n') {
		reader->after_return = false;
		return DONE;
	}
	reader->after_return = false;
	if (reader->place == QUOTED) {
		reader->place = QUOTE_SEEN;
		return DONE;
	}
	if (line_end) {
		reader->after_return = c == '\r';
		return reader->place == ROW_START ? DONE : end_row(reader);
	}
	if (c == (unsigned char)reader->options.delimiter)
		return end_field(reader);
	if (reader->place == QUOTE_SEEN) {
		/* Two quotes are one; a quote before anything else was meant as a character. */
		reader->place = QUOTED;
		*ret_used = c == '"';
		return add_bytes(reader, (const unsigned char *)"\"", 1);
	}
	reader->place = c == '"' ? QUOTED : PLAIN;
	*ret_used = c == '"';
	return DONE;
}

static enum outcome read_bytes(struct csv_reader *reader, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.size;) {
		if (reader->place == QUOTED || reader->place == PLAIN) {
			size_t size = run_size(reader, bytes.at + i, bytes.size - i);
			TRY(add_bytes(reader, bytes.at + i, size));
			i += size;
			if (i == bytes.size)
				break;
		}
		bool used;
		TRY(step(reader, bytes.at[i], &used));
		i += used;
	}
	return DONE;
}

/* Drops a byte order mark, which may come in pieces; what only looked like the start of one is read after all. */
static enum outcome read_mark(struct csv_reader *reader, struct bytes *rest)
{
	while (reader->mark_bytes < sizeof mark && rest->size && rest->at[0] == mark[reader->mark_bytes]) {
		reader->mark_bytes++;
		*rest = (struct bytes){rest->at + 1, rest->size - 1};
	}
	if (reader->mark_bytes < sizeof mark && rest->size == 0)
		return DONE;
	size_t seen = reader->mark_bytes < sizeof mark ? reader->mark_bytes : 0;
	reader->mark_bytes = MARK_DONE;
	return read_bytes(reader, (struct bytes){mark, seen});
}

enum outcome csv_reader_push(struct csv_reader *reader, struct bytes bytes)
{
	if (reader->outcome == DONE && reader->mark_bytes != MARK_DONE)
		reader->outcome = read_mark(reader, &bytes);
	if (reader->outcome == DONE)
		reader->outcome = read_bytes(reader, bytes);
	return reader->outcome;
}

static enum outcome end_input(struct csv_reader *reader)
{
	if (reader->mark_bytes != MARK_DONE)
		TRY(read_bytes(reader, (struct bytes){mark, reader->mark_bytes}));
	if (reader->place == QUOTED)
		return refuse(reader, INVALID, "csv_quote");
	return reader->place == ROW_START ? DONE : end_row(reader);
}

enum outcome csv_reader_end(struct csv_reader *reader)
{
	if (reader->outcome == DONE)
		reader->outcome = end_input(reader);
	return reader->outcome;
}
