/* A folder of its own inside the folder of files. */
#include "features/transfer/transfer_files.h"

#include "base/disk.h"
#include "base/ids.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const endings[TRANSFER_PIECES] = {
	[TRANSFER_PIECE_SENT] = "",
	[TRANSFER_PIECE_ROWS] = ".rows",
	[TRANSFER_PIECE_SEEN] = ".seen",
	[TRANSFER_PIECE_TANGLES] = ".tangles",
	[TRANSFER_PIECE_REFUSED] = ".refused.csv",
};

struct text transfer_piece_path(const struct context *ctx, struct text token, enum transfer_piece piece)
{
	return text_format(ctx->arena, "%.*s/imports/%.*s%s", TEXT_ARG(ctx->files), TEXT_ARG(token), endings[piece]);
}

static enum outcome make_folder(const struct context *ctx)
{
	struct text outer = text_copy(ctx->arena, ctx->files), inner = text_join(ctx->arena, outer, TEXT("/imports"));
	if ((mkdir(outer.at, 0700) != 0 && errno != EEXIST) || (mkdir(inner.at, 0700) != 0 && errno != EEXIST))
		return disk_failed("imports: making the folder");
	return DONE;
}

enum outcome transfer_files_keep(struct context *ctx, struct bytes content, struct text *ret_token)
{
	*ret_token = token_make(ctx->arena).value;
	TRY(make_folder(ctx));
	struct text path = transfer_piece_path(ctx, *ret_token, TRANSFER_PIECE_SENT);
	int file = open(path.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return disk_failed("imports: making a file");
	enum outcome outcome = disk_write(file, content) ? DONE : disk_failed("imports: writing a file");
	close(file);
	if (outcome != DONE)
		unlink(path.at);
	return outcome;
}

void transfer_files_remove(const struct context *ctx, struct text token)
{
	for (int piece = 0; piece < TRANSFER_PIECES; piece++) {
		struct text path = transfer_piece_path(ctx, token, (enum transfer_piece)piece);
		if (unlink(path.at) != 0 && errno != ENOENT)
			log_line(LOG_WARN, TEXT_NONE, "imports: a file could not be removed: %s", strerror(errno));
	}
}
