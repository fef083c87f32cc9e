/* read → gunzip or unzip → encoding → CSV or lines of JSON, piece by piece, or the sheet of a workbook; nothing grows
 * with the file. */
#include "features/imports/imports_pass.h"

#include "features/transfer/transfer.h"
#include "format/xlsx_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAD_MOST 1000 /* bytes that are no text: if so many are most of what is beyond ASCII, no more is read */

enum outcome import_pass_refuse(struct context *ctx, const char *code, const char *message, struct text value,
				struct text other)
{
	return context_invalid(ctx, TEXT("file"), code, message, value, other, TEXT_NONE);
}

enum outcome import_pass_refuse_system(struct context *ctx, struct text path)
{
	return import_pass_refuse(ctx, "unreadable", N_("{0}: {1}"), text_copy(ctx->arena, path),
				  text_copy(ctx->arena, text_of(strerror(errno))));
}

/* ---- bytes ---- */

/* Hands the bytes of the file, as they are, to `sink`. */
enum outcome import_pass_read_raw(struct import_pass *pass, gunzip_sink *sink, void *state)
{
	unsigned char *piece = malloc(IMPORT_PIECE);
	enum outcome outcome = DONE;
	if (!piece)
		abort();
	if (lseek(pass->source->file, 0, SEEK_SET) != 0)
		outcome = import_pass_refuse_system(pass->ctx, TEXT("file"));
	while (outcome == DONE) {
		ssize_t size = read(pass->source->file, piece, IMPORT_PIECE);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			outcome = import_pass_refuse_system(pass->ctx, TEXT("file"));
		if (size <= 0)
			break;
		if (pass->hash)
			crypto_hash_sha256_update(pass->hash, piece, (size_t)size);
		outcome = sink(state, (struct bytes){piece, (size_t)size});
	}
	free(piece);
	return outcome;
}

static enum outcome unpack(void *state, struct bytes piece)
{
	return gunzip_push(state, piece);
}

static enum outcome read_gzip(struct import_pass *pass, gunzip_sink *sink)
{
	struct gunzip *gunzip __attribute__((cleanup(gunzip_cleanup))) = gunzip_open(IMPORT_BYTES, sink, pass);
	enum outcome outcome = import_pass_read_raw(pass, unpack, gunzip);
	return outcome == DONE ? gunzip_end(gunzip) : outcome;
}

static enum outcome skip(void *state, struct bytes piece)
{
	(void)state;
	(void)piece;
	return DONE;
}

/* The list of its parts stands at its end, so the archive is read for its hash first. */
enum outcome import_pass_open_zip(struct import_pass *pass, struct unzip **ret_unzip)
{
	*ret_unzip = NULL;
	if (pass->hash)
		TRY(import_pass_read_raw(pass, skip, NULL));
	return unzip_open_file(pass->source->file, ret_unzip);
}

static enum outcome read_zip(struct import_pass *pass, gunzip_sink *sink)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	TRY(import_pass_open_zip(pass, &unzip));
	return unzip_read(unzip, pass->source->part, IMPORT_BYTES, sink, pass);
}

enum outcome import_pass_tell_packed(const struct import_pass *pass, enum outcome outcome)
{
	if (outcome == INVALID)
		return import_pass_refuse(pass->ctx, "packed", N_("The file is packed, and damaged or cut off."),
					  TEXT_NONE, TEXT_NONE);
	if (outcome == TOO_MANY)
		return import_pass_refuse(pass->ctx, "too_large", N_("What comes out of the file is too large."),
					  TEXT_NONE, TEXT_NONE);
	return outcome;
}

/* The same, unpacked. */
enum outcome import_pass_read_bytes(struct import_pass *pass, gunzip_sink *sink)
{
	size_t before = pass->ctx->problems->count;
	if (!pass->source->gzip && !pass->source->zip)
		return import_pass_read_raw(pass, sink, pass);
	enum outcome outcome = pass->source->gzip ? read_gzip(pass, sink) : read_zip(pass, sink);
	bool known = pass->told || pass->hopeless || pass->ctx->problems->count > before;
	return known ? outcome : import_pass_tell_packed(pass, outcome);
}

static struct text sentence_of(const struct csv_fault *fault)
{
	static const struct {
		const char *code;
		struct text sentence;
	} sentences[] = {
		{"csv_field_size", {"a cell is larger than 1 MiB", 27}},
		{"csv_columns", {"there are too many columns", 26}},
		{"csv_row_size", {"the row is larger than 8 MiB", 28}},
		{"csv_text", {"this is no valid text", 21}},
		{"csv_quote", {"a quoted cell never ends", 24}},
		{"xlsx_damaged", {"the workbook is damaged, or is none", 35}},
		{"xlsx_place", {"the sheet is damaged", 20}},
		{"xlsx_rows", {"there are more rows than a sheet has", 36}},
		{"xlsx_size", {"the sheet is larger than any may be", 35}},
	};
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		if (strcmp(sentences[i].code, fault->code) == 0)
			return sentences[i].sentence;
	return text_of(fault->code);
}

static enum outcome tell_fault(struct import_pass *pass, const struct csv_fault *fault, enum outcome outcome)
{
	if (!fault || !fault->code || pass->told)
		return outcome;
	struct arena *arena = pass->ctx->arena;
	pass->told = true;
	return context_invalid(pass->ctx, TEXT("file"), fault->code, N_("Row {0}, column {1}: {2}."),
			       text_of_number(arena, fault->row), text_of_number(arena, (int64_t)fault->column),
			       sentence_of(fault), TEXT_NONE);
}

static enum outcome tell_keys(struct import_pass *pass, enum outcome outcome)
{
	struct csv_fault fault = {.code = "csv_columns", .column = TRANSFER_COLUMNS + 1};
	int64_t column;
	if (outcome != TOO_MANY || pass->row)
		return outcome;
	import_lines_here(pass->lines, &fault.row, &column);
	return tell_fault(pass, &fault, INVALID);
}

/* ---- what is no text ---- */

static void find_place(const struct import_pass *pass, int64_t *ret_row, int64_t *ret_column)
{
	if (pass->lines) {
		import_lines_here(pass->lines, ret_row, ret_column);
		return;
	}
	const struct csv_fault here = csv_reader_here(pass->csv, "bad_byte");
	*ret_row = here.row;
	*ret_column = (int64_t)here.column;
}

/* A NUL is no text in any encoding, and so says nothing of this one. */
static enum outcome note_bad(struct import_pass *pass, unsigned left)
{
	int64_t row, column;
	find_place(pass, &row, &column);
	if (!pass->not_text.code)
		pass->not_text = (struct csv_fault){"not_text", row, (size_t)column};
	if (pass->bad_row != row) {
		snprintf(pass->bad_value, sizeof pass->bad_value, "0x%02X", left);
		pass->bad_row = row;
		pass->bad = (struct import_fault){TEXT("bad_byte"), column, text_of(pass->bad_value)};
	}
	pass->bad_bytes += left != 0;
	pass->hopeless = pass->hopeless || row == import_source_header(pass->source) ||
			 (pass->bad_bytes > BAD_MOST && pass->bad_bytes > pass->decoder.wide);
	return pass->hopeless ? INVALID : DONE;
}

/* Those of the row, and those of the row that it was filled from. */
static struct import_fault fault_of(struct import_pass *pass, int64_t row, bool filled)
{
	struct import_fault fault = pass->bad_row == row ? pass->bad : (struct import_fault){.code = TEXT_NONE};
	if (filled)
		return text_is_none(fault.code) ? pass->carried : fault;
	pass->carried = fault;
	return fault;
}

/* ---- rows ---- */

static enum outcome hand_on(void *state, int64_t row, const struct text *cells, size_t count)
{
	struct import_pass *pass = state;
	const struct text *given = cells;
	if (row == 1)
		import_carry_open(&pass->carry, cells, count);
	else
		cells = import_carry_fill(&pass->carry, cells, &count);
	const struct import_source_row handed = {
		.row = row, .cells = cells, .count = count, .fault = fault_of(pass, row, cells != given)};
	return pass->row(pass->row_state, &handed);
}

static enum outcome hand_on_line(void *state, const struct import_source_row *row)
{
	struct import_pass *pass = state;
	struct import_source_row handed = *row;
	if (pass->bad_row == row->row)
		handed.fault = pass->bad;
	return pass->row(pass->row_state, &handed);
}

static enum outcome push_plain(struct import_pass *pass, struct text text)
{
	if (pass->lines)
		return tell_keys(pass, import_lines_push(pass->lines, text));
	enum outcome outcome = csv_reader_push(pass->csv, (struct bytes){(const unsigned char *)text.at, text.size});
	return outcome == DONE ? DONE : tell_fault(pass, csv_reader_fault(pass->csv), outcome);
}

static enum outcome push_decoded(struct import_pass *pass)
{
	struct text text = buffer_text(&pass->text);
	size_t skipped = pass->skip < text.size ? pass->skip : text.size;
	pass->skip -= skipped;
	return push_plain(pass, text_slice(text, skipped, SIZE_MAX));
}

/* In its place stands what says that something was there. */
static enum outcome leave_out(struct import_pass *pass, struct bytes *rest)
{
	TRY(note_bad(pass, decoder_skip(&pass->decoder, rest)));
	return push_plain(pass, TEXT("\uFFFD"));
}

static enum outcome push_text(void *state, struct bytes piece)
{
	struct import_pass *pass = state;
	for (;;) {
		buffer_clear(&pass->text);
		enum outcome decoded = decoder_push(&pass->decoder, &piece, &pass->text);
		TRY(push_decoded(pass));
		if (decoded != INVALID)
			return decoded;
		TRY(leave_out(pass, &piece));
	}
}

static enum outcome end_text(struct import_pass *pass)
{
	struct bytes none = {NULL, 0};
	while (decoder_end(&pass->decoder) != DONE)
		TRY(leave_out(pass, &none));
	if (pass->lines)
		return tell_keys(pass, import_lines_end(pass->lines));
	enum outcome outcome = csv_reader_end(pass->csv);
	return outcome == DONE ? DONE : tell_fault(pass, csv_reader_fault(pass->csv), outcome);
}

static enum outcome read_sheet(struct import_pass *pass, const struct csv_options *options)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	struct csv_fault fault;
	enum outcome outcome = import_pass_open_zip(pass, &unzip);
	if (outcome != DONE)
		return import_pass_tell_packed(pass, outcome);
	outcome = xlsx_read(unzip, options, hand_on, pass, &fault);
	return outcome == DONE ? DONE : tell_fault(pass, &fault, outcome);
}

static enum outcome read_text(struct import_pass *pass, const struct csv_options *options)
{
	pass->decoder = decoder_make(pass->source->encoding);
	pass->skip = pass->source->skip;
	pass->text = buffer_make(4 * IMPORT_PIECE);
	if (pass->source->lines)
		pass->lines = import_lines_open(&pass->source->keys, pass->row ? hand_on_line : NULL, pass);
	else
		pass->csv = csv_reader_open(options, hand_on, pass);
	enum outcome outcome = import_pass_read_bytes(pass, push_text);
	if (outcome == DONE)
		outcome = end_text(pass);
	if (pass->lines && !pass->row)
		pass->source->rows = import_lines_count(pass->lines) + 1;
	import_lines_close(pass->lines);
	csv_reader_close(pass->csv);
	buffer_free(&pass->text);
	return outcome;
}

/* One reading of the file from its beginning. */
enum outcome import_pass_run(struct import_pass *pass, import_row_function *row, void *state)
{
	const struct csv_options options = {.delimiter = pass->source->delimiter, .columns_most = TRANSFER_COLUMNS};
	pass->row = row;
	pass->row_state = state;
	enum outcome outcome = pass->source->xlsx ? read_sheet(pass, &options) : read_text(pass, &options);
	import_carry_close(&pass->carry);
	return outcome;
}

bool import_pass_is_wrong(const struct import_pass *pass)
{
	return pass->hopeless || pass->bad_bytes > pass->decoder.wide;
}
