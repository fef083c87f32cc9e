/* read → gunzip or unzip → encoding → CSV, piece by piece, or the sheet of a workbook; nothing grows with the file. */
#include "features/imports/imports_source.h"

#include "features/imports/imports_carry.h"
#include "features/transfer/transfer.h"
#include "format/gunzip.h"
#include "format/xlsx_read.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)64 * 1024)

struct pass {
	struct context *ctx;
	struct import_source *source;
	struct decoder decoder;
	size_t skip;        /* bytes of text that are left out */
	struct buffer text; /* of the piece under way; of the head */
	struct csv_reader *csv;
	crypto_hash_sha256_state *hash;
	struct import_carry carry;
	csv_row_function *row; /* whom rows are handed */
	void *row_state;
	struct csv_fault not_text; /* where the bytes are none in that encoding; no code: they are */
	bool told;                 /* a problem has been added */
};

static enum outcome refuse(struct context *ctx, const char *code, const char *message, struct text value,
			   struct text other)
{
	return context_invalid(ctx, TEXT("file"), code, message, value, other, TEXT_NONE);
}

static enum outcome refuse_system(struct context *ctx, struct text path)
{
	return refuse(ctx, "unreadable", N_("{0}: {1}"), text_copy(ctx->arena, path),
		      text_copy(ctx->arena, text_of(strerror(errno))));
}

/* Hands the bytes of the file, as they are, to `sink`. */
static enum outcome read_raw(struct pass *pass, gunzip_sink *sink, void *state)
{
	unsigned char *piece = malloc(PIECE);
	enum outcome outcome = DONE;
	if (!piece)
		abort();
	if (lseek(pass->source->file, 0, SEEK_SET) != 0)
		outcome = refuse_system(pass->ctx, TEXT("file"));
	while (outcome == DONE) {
		ssize_t size = read(pass->source->file, piece, PIECE);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			outcome = refuse_system(pass->ctx, TEXT("file"));
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

static enum outcome read_gzip(struct pass *pass, gunzip_sink *sink)
{
	struct gunzip *gunzip __attribute__((cleanup(gunzip_cleanup))) = gunzip_open(IMPORT_BYTES, sink, pass);
	enum outcome outcome = read_raw(pass, unpack, gunzip);
	return outcome == DONE ? gunzip_end(gunzip) : outcome;
}

static enum outcome skip(void *state, struct bytes piece)
{
	(void)state;
	(void)piece;
	return DONE;
}

/* The list of its parts stands at its end, so the archive is read for its hash first. */
static enum outcome open_zip(struct pass *pass, struct unzip **ret_unzip)
{
	*ret_unzip = NULL;
	if (pass->hash)
		TRY(read_raw(pass, skip, NULL));
	return unzip_open_file(pass->source->file, ret_unzip);
}

static enum outcome read_zip(struct pass *pass, gunzip_sink *sink)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	TRY(open_zip(pass, &unzip));
	return unzip_read(unzip, pass->source->part, IMPORT_BYTES, sink, pass);
}

static enum outcome tell_packed(const struct pass *pass, enum outcome outcome)
{
	if (outcome == INVALID)
		return refuse(pass->ctx, "packed", N_("The file is packed, and damaged or cut off."), TEXT_NONE,
			      TEXT_NONE);
	if (outcome == TOO_MANY)
		return refuse(pass->ctx, "too_large", N_("What comes out of the file is too large."), TEXT_NONE,
			      TEXT_NONE);
	return outcome;
}

/* The same, unpacked. */
static enum outcome read_bytes(struct pass *pass, gunzip_sink *sink)
{
	size_t before = pass->ctx->problems->count;
	if (!pass->source->gzip && !pass->source->zip)
		return read_raw(pass, sink, pass);
	enum outcome outcome = pass->source->gzip ? read_gzip(pass, sink) : read_zip(pass, sink);
	bool known = pass->told || pass->not_text.code || pass->ctx->problems->count > before;
	return known ? outcome : tell_packed(pass, outcome);
}

static enum outcome keep_head(void *state, struct bytes piece)
{
	struct pass *pass = state;
	size_t left = PIECE - pass->text.size;
	buffer_add_bytes(&pass->text, piece.at, piece.size < left ? piece.size : left);
	return pass->text.size == PIECE ? NOT_FOUND : DONE; /* enough */
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

static enum outcome tell_fault(struct pass *pass, const struct csv_fault *fault, enum outcome outcome)
{
	if (!fault || !fault->code || pass->told)
		return outcome;
	struct arena *arena = pass->ctx->arena;
	pass->told = true;
	return context_invalid(pass->ctx, TEXT("file"), fault->code, N_("Row {0}, column {1}: {2}."),
			       text_of_number(arena, fault->row), text_of_number(arena, (int64_t)fault->column),
			       sentence_of(fault), TEXT_NONE);
}

static enum outcome note_not_text(struct pass *pass)
{
	pass->not_text = csv_reader_here(pass->csv, "not_text");
	return INVALID;
}

static enum outcome push_text(void *state, struct bytes piece)
{
	struct pass *pass = state;
	buffer_clear(&pass->text);
	enum outcome decoded = decoder_push(&pass->decoder, piece, &pass->text);
	struct text text = buffer_text(&pass->text);
	size_t skipped = pass->skip < text.size ? pass->skip : text.size;
	pass->skip -= skipped;
	text = text_slice(text, skipped, SIZE_MAX);
	enum outcome outcome = csv_reader_push(pass->csv, (struct bytes){(const unsigned char *)text.at, text.size});
	if (outcome != DONE)
		return tell_fault(pass, csv_reader_fault(pass->csv), outcome);
	return decoded == DONE ? DONE : note_not_text(pass);
}

static enum outcome end_text(struct pass *pass)
{
	if (decoder_end(&pass->decoder) != DONE)
		return note_not_text(pass);
	enum outcome outcome = csv_reader_end(pass->csv);
	return outcome == DONE ? DONE : tell_fault(pass, csv_reader_fault(pass->csv), outcome);
}

static enum outcome hand_on(void *state, int64_t row, const struct text *cells, size_t count)
{
	struct pass *pass = state;
	if (row == 1)
		import_carry_open(&pass->carry, cells, count);
	else
		cells = import_carry_fill(&pass->carry, cells, &count);
	return pass->row(pass->row_state, row, cells, count);
}

static enum outcome read_sheet(struct pass *pass, const struct csv_options *options)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	struct csv_fault fault;
	enum outcome outcome = open_zip(pass, &unzip);
	if (outcome != DONE)
		return tell_packed(pass, outcome);
	outcome = xlsx_read(unzip, options, hand_on, pass, &fault);
	return outcome == DONE ? DONE : tell_fault(pass, &fault, outcome);
}

static enum outcome read_text(struct pass *pass, const struct csv_options *options)
{
	pass->decoder = decoder_make(pass->source->encoding);
	pass->skip = pass->source->skip;
	pass->text = buffer_make(4 * PIECE);
	pass->csv = csv_reader_open(options, hand_on, pass);
	enum outcome outcome = read_bytes(pass, push_text);
	if (outcome == DONE)
		outcome = end_text(pass);
	csv_reader_close(pass->csv);
	buffer_free(&pass->text);
	return outcome;
}

/* One reading of the file from its beginning. */
static enum outcome run_pass(struct pass *pass, csv_row_function *row, void *state)
{
	const struct csv_options options = {.delimiter = pass->source->delimiter, .columns_most = TRANSFER_COLUMNS};
	pass->row = row;
	pass->row_state = state;
	enum outcome outcome = pass->source->xlsx ? read_sheet(pass, &options) : read_text(pass, &options);
	import_carry_close(&pass->carry);
	return outcome;
}

struct counting {
	const struct import_source_ask *ask;
	int64_t rows;
};

static enum outcome count_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct counting *counting = state;
	counting->rows = row;
	return counting->ask->row ? counting->ask->row(counting->ask->state, row, fields, count) : DONE;
}

/* Reads all of it: is it text, is it CSV, which file is it. */
static enum outcome check_whole(struct pass *pass, const struct import_source_ask *ask)
{
	crypto_hash_sha256_state hash;
	struct counting counting = {.ask = ask};
	pass->hash = &hash;
	crypto_hash_sha256_init(&hash);
	enum outcome outcome = run_pass(pass, count_row, &counting);
	pass->source->rows = counting.rows;
	crypto_hash_sha256_final(&hash, pass->source->hash);
	return outcome;
}

/* Folders, and what Macs put beside every file. */
static bool is_no_file(struct text name)
{
	return text_ends(name, TEXT("/")) || text_starts(name, TEXT("__MACOSX/")) ||
	       text_find(name, TEXT(".DS_Store"), 0) != SIZE_MAX;
}

/* A workbook, or an archive with one file in it. */
static enum outcome look_inside(struct pass *pass)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	int64_t files = 0;
	enum outcome outcome = open_zip(pass, &unzip);
	if (outcome != DONE)
		return tell_packed(pass, outcome);
	pass->source->xlsx = xlsx_is_xlsx(unzip);
	pass->source->zip = !pass->source->xlsx;
	for (size_t i = 0; i < unzip_count(unzip); i++)
		if (!is_no_file(unzip_name(unzip, i))) {
			pass->source->part = i;
			files++;
		}
	if (pass->source->xlsx || files == 1)
		return DONE;
	return refuse(pass->ctx, "zip_files", N_("The archive holds {0} files. It must be one, with rows."),
		      text_of_number(pass->ctx->arena, files), TEXT_NONE);
}

static enum outcome find_packing(struct pass *pass)
{
	enum outcome outcome = read_raw(pass, keep_head, pass);
	struct bytes head = {(const unsigned char *)pass->text.at, pass->text.size};
	pass->source->gzip = gunzip_is_gzip(head);
	if (unzip_is_zip(head))
		TRY(look_inside(pass));
	if (!pass->source->gzip && !pass->source->zip)
		return outcome;
	buffer_clear(&pass->text);
	outcome = read_bytes(pass, keep_head);
	head = (struct bytes){(const unsigned char *)pass->text.at, pass->text.size};
	if (!gunzip_is_gzip(head) && !unzip_is_zip(head))
		return outcome;
	return refuse(pass->ctx, "packed_twice", N_("What is in the file is packed once more. Unpack it first."),
		      TEXT_NONE, TEXT_NONE);
}

static enum outcome find_out(struct context *ctx, const struct import_source_ask *ask, struct import_source *source)
{
	struct pass pass = {.ctx = ctx, .source = source, .text = buffer_make(PIECE)};
	enum outcome outcome = find_packing(&pass);
	struct bytes head = {(const unsigned char *)pass.text.at, pass.text.size};
	if (source->xlsx)
		head = (struct bytes){(const unsigned char *)"", 0};
	source->encoding = encoding_detect(head);
	bool known = text_is_none(ask->encoding) || encoding_parse(ask->encoding, &source->encoding);
	struct buffer text = buffer_make(4 * PIECE);
	struct decoder decoder = decoder_make(source->encoding);
	bool is_text = decoder_push(&decoder, head, &text) == DONE;
	source->skip = encoding_delimiter_line(buffer_text(&text), &source->delimiter);
	if (ask->delimiter)
		source->delimiter = ask->delimiter;
	else if (!source->skip || !is_text) /* of which is told when the whole is read */
		source->delimiter = encoding_guess_delimiter(buffer_text(&text));
	buffer_free(&text);
	buffer_free(&pass.text);
	if (!known)
		return context_invalid(ctx, TEXT("encoding"), "unknown", N_("“{0}” is no known encoding."),
				       ask->encoding, TEXT_NONE);
	return outcome == NOT_FOUND ? DONE : outcome;
}

static enum outcome keep_input(struct context *ctx, int *ret_file)
{
	unsigned char piece[16 * 1024];
	uint64_t all = 0;
	*ret_file = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (*ret_file < 0)
		return refuse_system(ctx, TEXT("/tmp"));
	for (ssize_t size; (size = read(STDIN_FILENO, piece, sizeof piece)) != 0;) {
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0 || write(*ret_file, piece, (size_t)size) != size)
			return refuse_system(ctx, TEXT("-"));
		all += (uint64_t)size;
		if (all > IMPORT_BYTES)
			return refuse(ctx, "too_large", N_("What comes out of the file is too large."), TEXT_NONE,
				      TEXT_NONE);
	}
	return DONE;
}

static enum outcome open_file(struct context *ctx, struct text path, int *ret_file)
{
	struct stat status;
	if (text_equal(path, TEXT("-")))
		return keep_input(ctx, ret_file);
	*ret_file = open(text_copy(ctx->arena, path).at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*ret_file < 0 || fstat(*ret_file, &status) < 0)
		return refuse_system(ctx, path);
	if (S_ISREG(status.st_mode))
		return DONE;
	return refuse(ctx, "no_file", N_("{0} is no file; “-” reads standard input."), path, TEXT_NONE);
}

static enum outcome tell_not_text(const struct pass *pass)
{
	struct arena *arena = pass->ctx->arena;
	return context_invalid(pass->ctx, TEXT("file"), pass->not_text.code,
			       N_("Row {0}, column {1}: this is no text in the encoding {2}."),
			       text_of_number(arena, pass->not_text.row),
			       text_of_number(arena, (int64_t)pass->not_text.column),
			       encoding_name(pass->source->encoding), TEXT_NONE);
}

enum outcome import_source_open(struct context *ctx, const struct import_source_ask *ask,
				struct import_source *ret_source)
{
	struct pass pass = {.ctx = ctx, .source = ret_source};
	*ret_source = (struct import_source){.file = -1};
	TRY(open_file(ctx, ask->path, &ret_source->file));
	TRY(find_out(ctx, ask, ret_source));
	enum outcome outcome = check_whole(&pass, ask);
	/* What was ASCII at its beginning may be anything; what has been UTF-8 is that, with a fault in it. */
	if (pass.not_text.code && text_is_none(ask->encoding) && ret_source->encoding == ENCODING_UTF8 &&
	    !pass.decoder.met_wide) {
		ret_source->encoding = ENCODING_WINDOWS_1252;
		if (ask->again)
			ask->again(ask->state);
		pass = (struct pass){.ctx = ctx, .source = ret_source};
		outcome = check_whole(&pass, ask);
	}
	if (pass.not_text.code)
		return tell_not_text(&pass);
	TRY(outcome);
	if (!ret_source->rows)
		return refuse(ctx, "empty", N_("The file is empty."), TEXT_NONE, TEXT_NONE);
	return DONE;
}

void import_source_close(struct import_source *source)
{
	if (source->file >= 0)
		close(source->file);
	source->file = -1;
}

enum outcome import_source_rows(struct context *ctx, struct import_source *source, csv_row_function *row, void *state)
{
	struct pass pass = {.ctx = ctx, .source = source};
	return run_pass(&pass, row, state);
}
