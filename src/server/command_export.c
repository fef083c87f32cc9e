/* clientele export customers */
#include "features/exports/exports.h"
#include "server/command.h"
#include "server/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct output {
	int file;
	int error; /* errno of the write that failed */
};

static enum outcome write_piece(void *state, struct bytes piece)
{
	struct output *output = state;
	while (piece.size) {
		ssize_t size = write(output->file, piece.at, piece.size);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0) {
			output->error = errno;
			return FAULT;
		}
		piece = (struct bytes){piece.at + size, piece.size - (size_t)size};
	}
	return DONE;
}

/* The file appears when it is whole. */
static bool finish_file(struct output *output, struct text part, struct text path, bool whole)
{
	if (output->file == STDOUT_FILENO)
		return whole;
	bool kept = fsync(output->file) == 0;
	kept = close(output->file) == 0 && kept;
	if (whole && kept && rename(part.at, path.at) == 0)
		return true;
	if (whole)
		output->error = errno;
	unlink(part.at);
	return false;
}

static int export(const struct command_line *line, struct context *ctx, const struct export_options *options)
{
	struct text path = command_value(line, "output"), part = text_join(line->arena, path, TEXT(".part"));
	struct output output = {.file = STDOUT_FILENO};
	int64_t rows = 0;
	if (!text_is_none(path))
		output.file = open(part.at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (output.file < 0) {
		fprintf(stderr, "clientele: %.*s: %s\n", TEXT_ARG(path), strerror(errno));
		return 1;
	}
	enum outcome outcome = exports_run(ctx, options, write_piece, &output, &rows);
	bool done = finish_file(&output, part, text_copy(line->arena, path), outcome == DONE);
	if (output.error == EPIPE)
		fprintf(stderr, "clientele: the reader went away before the end\n");
	else if (output.error)
		fprintf(stderr, "clientele: cannot write: %s\n", strerror(output.error));
	else if (outcome != DONE)
		return command_end(ctx, outcome);
	if (done && output.file != STDOUT_FILENO)
		printf("%lld customers\n", (long long)rows);
	return done ? 0 : 1;
}

/* What --format says, else what the file is called. */
static bool read_format(const struct command_line *line, struct export_options *options)
{
	static const char *const formats[] = {"csv", "xlsx", "jsonl"}, *const encodings[] = {"utf-8", "utf-8-bom",
											     "utf-16"};
	struct text output = command_value(line, "output");
	int format = command_choice(line, "format", formats, EXPORT_FORMAT_COUNT);
	int encoding = command_choice(line, "encoding", encodings, EXPORT_ENCODING_COUNT);
	if (format < 0 || encoding < 0)
		return false;
	if (text_is_none(command_value(line, "format")) && text_ends(output, TEXT(".xlsx")))
		format = EXPORT_FORMAT_XLSX;
	else if (text_is_none(command_value(line, "format")) && text_ends(output, TEXT(".jsonl")))
		format = EXPORT_FORMAT_JSONL;
	options->format = (enum export_format)format;
	options->encoding = (enum export_encoding)encoding;
	if (options->format == EXPORT_FORMAT_CSV || (!encoding && !options->delimiter && !options->raw))
		return true;
	fprintf(stderr, "clientele: --encoding, --delimiter and --raw are for CSV\n");
	return false;
}

int command_export(const struct command_line *line)
{
	struct export_options options = {
		.filter = command_value(line, "filter"),
		.columns = command_value(line, "columns"),
		.raw = command_flag(line, "raw"),
	};
	struct command_store open;
	if (!command_delimiter(line, &options.delimiter) || !read_format(line, &options))
		return 2;
	if (!command_open(line, &open))
		return 1;
	signal(SIGPIPE, SIG_IGN); /* write() says it */
	int status = export(line, &open.ctx, &options);
	command_close(&open);
	return status;
}
