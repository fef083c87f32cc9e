/* A folder of its own inside the folder of files. */
#include "features/imports/imports_folder.h"

#include "base/disk.h"
#include "base/ids.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const endings[IMPORT_PIECES] = {
	[IMPORT_PIECE_SENT] = "",
	[IMPORT_PIECE_ROWS] = ".rows",
	[IMPORT_PIECE_SEEN] = ".seen",
	[IMPORT_PIECE_TANGLES] = ".tangles",
	[IMPORT_PIECE_REFUSED] = ".refused.csv",
};

struct text import_piece_path(const struct context *ctx, struct text token, enum import_piece piece)
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

enum outcome import_folder_keep(struct context *ctx, struct bytes content, struct text *ret_token)
{
	*ret_token = token_make(ctx->arena).value;
	TRY(make_folder(ctx));
	struct text path = import_piece_path(ctx, *ret_token, IMPORT_PIECE_SENT);
	int file = open(path.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return disk_failed("imports: making a file");
	enum outcome outcome = disk_write(file, content) ? DONE : disk_failed("imports: writing a file");
	close(file);
	if (outcome != DONE)
		unlink(path.at);
	return outcome;
}

void import_folder_remove(const struct context *ctx, struct text token)
{
	for (int piece = 0; piece < IMPORT_PIECES; piece++) {
		struct text path = import_piece_path(ctx, token, (enum import_piece)piece);
		if (unlink(path.at) != 0 && errno != ENOENT)
			log_line(LOG_WARN, TEXT_NONE, "imports: a file could not be removed: %s", strerror(errno));
	}
}
