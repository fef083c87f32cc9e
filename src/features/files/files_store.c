/* Bytes in a folder, named by their SHA-256: written beside, synced, then named, so that a name never stands for half a
 * content. */
#include "features/files/files.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct text file_path(struct arena *arena, struct text folder, struct text content)
{
	struct text start = text_slice(content, 0, 2), rest = text_slice(content, 2, SIZE_MAX);
	return text_format(arena, "%.*s/%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(start), TEXT_ARG(rest));
}

static enum outcome refuse(const char *what)
{
	int error = errno;
	log_line(LOG_ERROR, TEXT_NONE, "files: %s: %s", what, strerror(error));
	return error == ENOSPC || error == EDQUOT || error == EIO || error == EROFS ? TOO_MANY : FAULT;
}

static void close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

/* What was named in it stays named after a power cut. */
static enum outcome sync_folder(const char *path)
{
	int folder __attribute__((cleanup(close_descriptor))) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder >= 0 && fsync(folder) == 0 ? DONE : refuse("syncing a folder");
}

static enum outcome make_folder(struct arena *arena, struct text folder, struct text start)
{
	struct text whole = text_format(arena, "%.*s", TEXT_ARG(folder));
	struct text inner = text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(start));
	if (mkdir(whole.at, 0700) != 0 && errno != EEXIST)
		return refuse("making the folder");
	if (mkdir(inner.at, 0700) == 0)
		return sync_folder(whole.at);
	return errno == EEXIST ? DONE : refuse("making a folder");
}

static bool write_all(int file, struct bytes bytes)
{
	for (size_t done = 0; done < bytes.size;) {
		ssize_t written = write(file, bytes.at + done, bytes.size - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		done += (size_t)written;
	}
	return true;
}

static enum outcome write_beside(struct arena *arena, struct text folder, struct bytes bytes, struct text *ret_path)
{
	*ret_path = text_format(arena, "%.*s/new-XXXXXX", TEXT_ARG(folder));
	char *name = arena_take(arena, ret_path->size + 1);
	memcpy(name, ret_path->at, ret_path->size);
	ret_path->at = name;
	int file __attribute__((cleanup(close_descriptor))) = mkostemp(name, O_CLOEXEC);
	if (file < 0)
		return refuse("making a file");
	if (write_all(file, bytes) && fsync(file) == 0)
		return DONE;
	enum outcome outcome = refuse("writing a file");
	unlink(name);
	return outcome;
}

struct text file_content(struct arena *arena, struct bytes bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *content = arena_take(arena, 2 * sizeof hash + 1);
	crypto_hash_sha256(hash, bytes.at, bytes.size);
	sodium_bin2hex(content, 2 * sizeof hash + 1, hash, sizeof hash);
	return (struct text){content, 2 * sizeof hash};
}

enum outcome file_write(struct arena *arena, struct text folder, struct bytes bytes, struct text *ret_content)
{
	struct text beside;
	struct stat about;
	*ret_content = file_content(arena, bytes);
	struct text path = file_path(arena, folder, *ret_content);
	if (stat(path.at, &about) == 0 && (size_t)about.st_size == bytes.size)
		return DONE;
	struct text start = text_slice(*ret_content, 0, 2);
	TRY(make_folder(arena, folder, start));
	TRY(write_beside(arena, folder, bytes, &beside));
	if (rename(beside.at, path.at) != 0) {
		enum outcome outcome = refuse("naming a file");
		unlink(beside.at);
		return outcome;
	}
	return sync_folder(text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(start)).at);
}
