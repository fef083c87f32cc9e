/* Bytes in a folder, named by their SHA-256: written beside, synced, then named, so that a name never stands for half a
 * content. */
#include "features/files/files.h"

#include "base/disk.h"

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

/* What was named in it stays named after a power cut. */
static enum outcome sync_folder(const char *path)
{
	int folder __attribute__((cleanup(disk_close))) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder >= 0 && fsync(folder) == 0 ? DONE : disk_failed("files: syncing a folder");
}

static enum outcome make_folder(struct arena *arena, struct text folder, struct text start)
{
	struct text whole = text_format(arena, "%.*s", TEXT_ARG(folder));
	struct text inner = text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(start));
	if (mkdir(whole.at, 0700) != 0 && errno != EEXIST)
		return disk_failed("files: making the folder");
	if (mkdir(inner.at, 0700) == 0)
		return sync_folder(whole.at);
	return errno == EEXIST ? DONE : disk_failed("files: making a folder");
}

static enum outcome write_beside(struct arena *arena, struct text folder, struct bytes bytes, struct text *ret_path)
{
	*ret_path = text_format(arena, "%.*s/new-XXXXXX", TEXT_ARG(folder));
	char *name = arena_take(arena, ret_path->size + 1);
	memcpy(name, ret_path->at, ret_path->size);
	ret_path->at = name;
	int file __attribute__((cleanup(disk_close))) = mkostemp(name, O_CLOEXEC);
	if (file < 0)
		return disk_failed("files: making a file");
	if (disk_write(file, bytes))
		return DONE;
	enum outcome outcome = disk_failed("files: writing a file");
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
		enum outcome outcome = disk_failed("files: naming a file");
		unlink(beside.at);
		return outcome;
	}
	return sync_folder(text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(start)).at);
}
