/* Finding out what a file is, and reading all of it before anything happens. */
#include "features/imports/imports_pass.h"

#include "format/gunzip.h"
#include "format/xlsx_read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum outcome keep_head(void *state, struct bytes piece)
{
	struct import_pass *pass = state;
	size_t left = IMPORT_PIECE - pass->text.size;
	buffer_add_bytes(&pass->text, piece.at, piece.size < left ? piece.size : left);
	return pass->text.size == IMPORT_PIECE ? NOT_FOUND : DONE; /* enough */
}

struct counting {
	const struct import_source_ask *ask;
	int64_t rows;
};

static enum outcome count_row(void *state, const struct import_source_row *row)
{
	struct counting *counting = state;
	counting->rows = row->row;
	return counting->ask->row ? counting->ask->row(counting->ask->state, row) : DONE;
}

/* Reads all of it: is it text, is it CSV, which keys do its lines have, which file is it. */
static enum outcome check_whole(struct import_pass *pass, const struct import_source_ask *ask)
{
	crypto_hash_sha256_state hash;
	struct counting counting = {.ask = ask};
	pass->hash = &hash;
	crypto_hash_sha256_init(&hash);
	enum outcome outcome = import_pass_run(pass, pass->source->lines ? NULL : count_row, &counting);
	if (!pass->source->lines)
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
static enum outcome look_inside(struct import_pass *pass)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	int64_t files = 0;
	enum outcome outcome = import_pass_open_zip(pass, &unzip);
	if (outcome != DONE)
		return import_pass_tell_packed(pass, outcome);
	pass->source->xlsx = xlsx_is_xlsx(unzip);
	pass->source->zip = !pass->source->xlsx;
	for (size_t i = 0; i < unzip_count(unzip); i++)
		if (!is_no_file(unzip_name(unzip, i))) {
			pass->source->part = i;
			files++;
		}
	if (pass->source->xlsx || files == 1)
		return DONE;
	return import_pass_refuse(pass->ctx, "zip_files", N_("The archive holds {0} files. It must be one, with rows."),
				  text_of_number(pass->ctx->arena, files), TEXT_NONE);
}

static enum outcome find_packing(struct import_pass *pass)
{
	enum outcome outcome = import_pass_read_raw(pass, keep_head, pass);
	struct bytes head = {(const unsigned char *)pass->text.at, pass->text.size};
	pass->source->gzip = gunzip_is_gzip(head);
	if (unzip_is_zip(head))
		TRY(look_inside(pass));
	if (!pass->source->gzip && !pass->source->zip)
		return outcome;
	buffer_clear(&pass->text);
	outcome = import_pass_read_bytes(pass, keep_head);
	head = (struct bytes){(const unsigned char *)pass->text.at, pass->text.size};
	if (!gunzip_is_gzip(head) && !unzip_is_zip(head))
		return outcome;
	return import_pass_refuse(pass->ctx, "packed_twice",
				  N_("What is in the file is packed once more. Unpack it first."), TEXT_NONE,
				  TEXT_NONE);
}

static enum outcome find_out(struct context *ctx, const struct import_source_ask *ask, struct import_source *source)
{
	struct import_pass pass = {.ctx = ctx, .source = source, .text = buffer_make(IMPORT_PIECE)};
	enum outcome outcome = find_packing(&pass);
	struct bytes head = {(const unsigned char *)pass.text.at, pass.text.size};
	if (source->xlsx)
		head = (struct bytes){(const unsigned char *)"", 0};
	source->encoding = encoding_detect(head);
	bool known = text_is_none(ask->encoding) || encoding_parse(ask->encoding, &source->encoding);
	struct buffer text = buffer_make(4 * IMPORT_PIECE);
	struct decoder decoder = decoder_make(source->encoding);
	bool is_text = decoder_push(&decoder, &head, &text) == DONE, array;
	source->lines = import_lines_begin(buffer_text(&text), &array);
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
	if (array)
		return import_pass_refuse(ctx, "json_array",
					  N_("This is one list of JSON. JSON Lines have a customer in each line."),
					  TEXT_NONE, TEXT_NONE);
	return outcome == NOT_FOUND ? DONE : outcome;
}

static enum outcome keep_input(struct context *ctx, int *ret_file)
{
	unsigned char piece[16 * 1024];
	uint64_t all = 0;
	*ret_file = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (*ret_file < 0)
		return import_pass_refuse_system(ctx, TEXT("/tmp"));
	for (ssize_t size; (size = read(STDIN_FILENO, piece, sizeof piece)) != 0;) {
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0 || write(*ret_file, piece, (size_t)size) != size)
			return import_pass_refuse_system(ctx, TEXT("-"));
		all += (uint64_t)size;
		if (all > IMPORT_BYTES)
			return import_pass_refuse(ctx, "too_large", N_("What comes out of the file is too large."),
						  TEXT_NONE, TEXT_NONE);
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
		return import_pass_refuse_system(ctx, path);
	if (S_ISREG(status.st_mode))
		return DONE;
	return import_pass_refuse(ctx, "no_file", N_("{0} is no file; “-” reads standard input."), path, TEXT_NONE);
}

static enum outcome tell_not_text(const struct import_pass *pass)
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
	struct import_pass pass = {.ctx = ctx, .source = ret_source};
	*ret_source = (struct import_source){.file = -1};
	TRY(open_file(ctx, ask->path, &ret_source->file));
	TRY(find_out(ctx, ask, ret_source));
	ret_source->keys.arena = ctx->arena;
	enum outcome outcome = check_whole(&pass, ask);
	/* What was ASCII at its beginning may be anything; what has been UTF-8 is that, with a fault in it. */
	if (import_pass_is_wrong(&pass) && text_is_none(ask->encoding) && ret_source->encoding == ENCODING_UTF8 &&
	    !pass.decoder.wide) {
		ret_source->encoding = ENCODING_WINDOWS_1252;
		ret_source->keys.count = 0;
		if (ask->again)
			ask->again(ask->state);
		pass = (struct import_pass){.ctx = ctx, .source = ret_source};
		outcome = check_whole(&pass, ask);
	}
	if (import_pass_is_wrong(&pass))
		return tell_not_text(&pass);
	TRY(outcome);
	if (!ret_source->rows)
		return import_pass_refuse(ctx, "empty", N_("The file is empty."), TEXT_NONE, TEXT_NONE);
	if (ret_source->lines && !ret_source->keys.count)
		return import_pass_refuse(ctx, "no_objects", N_("No line of the file is a JSON object with a key."),
					  TEXT_NONE, TEXT_NONE);
	return ret_source->lines && ask->row ? import_source_rows(ctx, ret_source, ask->row, ask->state) : DONE;
}

void import_source_close(struct import_source *source)
{
	if (source->file >= 0)
		close(source->file);
	source->file = -1;
}

enum outcome import_source_rows(struct context *ctx, struct import_source *source, import_row_function *row,
				void *state)
{
	struct import_pass pass = {.ctx = ctx, .source = source};
	return import_pass_run(&pass, row, state);
}

int64_t import_source_header(const struct import_source *source)
{
	return source->lines ? 0 : 1;
}
