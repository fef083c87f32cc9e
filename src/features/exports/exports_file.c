/* Files of exports in the folder of files. */
#include "features/exports/exports_file.h"

#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct text export_file_path(struct arena *arena, struct text folder, struct text token)
{
	return text_format(arena, "%.*s/exports/%.*s", TEXT_ARG(folder), TEXT_ARG(token));
}

bool export_file_is_there(struct text path)
{
	return access(path.at, R_OK) == 0;
}

static struct text numbers_path(struct arena *arena, struct text folder, struct text token)
{
	return text_join(arena, export_file_path(arena, folder, token), TEXT(".ids"));
}

static void close_files(void *state)
{
	const struct export_file *file = state;
	if (file->rows >= 0)
		close(file->rows);
	if (file->numbers >= 0)
		close(file->numbers);
}

static enum outcome make_folders(struct context *ctx)
{
	struct text folder = text_copy(ctx->arena, ctx->files);
	struct text inner = text_join(ctx->arena, folder, TEXT("/exports"));
	if ((mkdir(folder.at, 0700) != 0 && errno != EEXIST) || (mkdir(inner.at, 0700) != 0 && errno != EEXIST))
		return disk_failed("exports: making the folder");
	return DONE;
}

static int open_one(struct text path)
{
	return open(path.at, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

enum outcome export_file_open(struct context *ctx, struct text token, struct export_file **ret_file)
{
	struct export_file *file = arena_take(ctx->arena, sizeof *file);
	if (text_is_none(ctx->files))
		return context_invalid(ctx, TEXT_NONE, "no_folder", N_("There is no folder for files here."),
				       TEXT_NONE);
	TRY(make_folders(ctx));
	*file = (struct export_file){open_one(export_file_path(ctx->arena, ctx->files, token)),
				     open_one(numbers_path(ctx->arena, ctx->files, token))};
	arena_register(ctx->arena, close_files, file);
	if (file->rows < 0 || file->numbers < 0)
		return disk_failed("exports: making a file");
	if (flock(file->rows, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK || errno == EINTR ? TOO_MANY : disk_failed("exports: locking a file");
	*ret_file = file;
	return DONE;
}

static enum outcome cut(int file, int64_t size)
{
	struct stat about;
	if (fstat(file, &about) != 0)
		return disk_failed("exports: looking at a file");
	if (about.st_size < size)
		return NOT_FOUND;
	return ftruncate(file, size) == 0 ? DONE : disk_failed("exports: cutting a file");
}

enum outcome export_file_cut(const struct export_file *file, int64_t bytes, int64_t rows)
{
	TRY(cut(file->rows, bytes));
	return cut(file->numbers, rows * (int64_t)sizeof(int64_t));
}

static enum outcome write_at(int file, struct bytes bytes, int64_t at)
{
	while (bytes.size) {
		ssize_t size = pwrite(file, bytes.at, bytes.size, at);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return disk_failed("exports: writing a file");
		bytes = (struct bytes){bytes.at + size, bytes.size - (size_t)size};
		at += size;
	}
	return DONE;
}

enum outcome export_file_append(const struct export_file *file, struct bytes bytes, int64_t at)
{
	return write_at(file->rows, bytes, at);
}

enum outcome export_file_append_ids(const struct export_file *file, const struct customer_id *ids, size_t count,
				    int64_t at_row)
{
	_Static_assert(sizeof *ids == sizeof(int64_t), "a number is an id and nothing else");
	return write_at(file->numbers, (struct bytes){(const unsigned char *)ids, count * sizeof *ids},
			at_row * (int64_t)sizeof *ids);
}

enum outcome export_file_sync(const struct export_file *file)
{
	return fdatasync(file->rows) == 0 && fdatasync(file->numbers) == 0 ? DONE
									   : disk_failed("exports: syncing a file");
}

/* ---- who is in it ---- */

/* The numbers ascend; none at that place counts as behind all. */
static int64_t number_at(int file, int64_t place)
{
	int64_t number;
	ssize_t size = pread(file, &number, sizeof number, place * (int64_t)sizeof number);
	return size == (ssize_t)sizeof number ? number : INT64_MAX;
}

static bool has(int file, int64_t count, int64_t customer)
{
	int64_t low = 0, high = count;
	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		if (number_at(file, middle) < customer)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && number_at(file, low) == customer;
}

bool export_file_has(struct context *ctx, struct text token, struct customer_id customer)
{
	struct stat about;
	if (text_is_none(ctx->files))
		return true;
	int file = open(numbers_path(ctx->arena, ctx->files, token).at, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno != ENOENT;
	bool found = fstat(file, &about) != 0 || has(file, about.st_size / (int64_t)sizeof(int64_t), customer.value);
	close(file);
	return found;
}

enum outcome export_file_remove(struct context *ctx, struct text token)
{
	const char *rows = export_file_path(ctx->arena, ctx->files, token).at;
	const char *numbers = numbers_path(ctx->arena, ctx->files, token).at;
	if ((unlink(rows) != 0 && errno != ENOENT) || (unlink(numbers) != 0 && errno != ENOENT))
		return disk_failed("exports: removing a file");
	return DONE;
}
