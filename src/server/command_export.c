/* clientele export customers */
#include "features/transfer/transfer.h"
#include "server/command.h"
#include "server/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct output {
	int file;
	int error; /* errno of the write that failed */
};

static enum outcome write_piece(void *state, struct text piece)
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
		piece = text_slice(piece, (size_t)size, SIZE_MAX);
	}
	return DONE;
}

struct gathering {
	struct output *output;
	char bytes[64 * 1024];
	size_t size;
};

static enum outcome flush(struct gathering *gathering)
{
	struct text all = {gathering->bytes, gathering->size};
	gathering->size = 0;
	return write_piece(gathering->output, all);
}

/* Lines are gathered: a system call each would take longer than all the rest. */
static enum outcome gather(void *state, struct text piece)
{
	struct gathering *gathering = state;
	if (piece.size > sizeof gathering->bytes - gathering->size)
		TRY(flush(gathering));
	if (piece.size > sizeof gathering->bytes)
		return write_piece(gathering->output, piece);
	memcpy(gathering->bytes + gathering->size, piece.at, piece.size);
	gathering->size += piece.size;
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
	struct gathering gathering = {.output = &output};
	int64_t rows = 0;
	if (!text_is_none(path))
		output.file = open(part.at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (output.file < 0) {
		fprintf(stderr, "clientele: %.*s: %s\n", TEXT_ARG(path), strerror(errno));
		return 1;
	}
	enum outcome outcome = transfer_export(ctx, options, gather, &gathering, &rows);
	outcome = outcome == DONE ? flush(&gathering) : outcome;
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

int command_export(const struct command_line *line)
{
	struct export_options options = {
		.filter = command_value(line, "filter"),
		.columns = command_value(line, "columns"),
		.raw = command_flag(line, "raw"),
	};
	struct command_store open;
	if (!command_delimiter(line, &options.delimiter))
		return 2;
	if (!command_open(line, &open))
		return 1;
	signal(SIGPIPE, SIG_IGN); /* write() says it */
	int status = export(line, &open.ctx, &options);
	command_close(&open);
	return status;
}
