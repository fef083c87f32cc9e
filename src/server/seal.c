/* Sealing a file; the contract is in seal.h. */
#include "server/seal.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SEAL_SIZE (sizeof "sha256 " + crypto_hash_sha256_BYTES * 2) /* with the line's end */

static void close_file(FILE **file)
{
	if (*file)
		fclose(*file);
}

/* Of the first `size` bytes, or of all when it is negative; false when there are fewer. */
static bool hash_of(FILE *file, long size, char seal[SEAL_SIZE + 1])
{
	unsigned char bytes[65536], hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof hash + 1];
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	while (size != 0) {
		size_t wanted = size < 0 || (size_t)size > sizeof bytes ? sizeof bytes : (size_t)size;
		size_t got = fread(bytes, 1, wanted, file);
		crypto_hash_sha256_update(&state, bytes, got);
		if (got < wanted && size > 0)
			return false;
		if (got == 0)
			break;
		size -= size > 0 ? (long)got : 0;
	}
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(seal, SEAL_SIZE + 1, "sha256 %s\n", hex);
	return !ferror(file);
}

enum outcome seal_add(const char *path)
{
	FILE *file __attribute__((cleanup(close_file))) = fopen(path, "r+b");
	char seal[SEAL_SIZE + 1];
	if (!file || !hash_of(file, -1, seal) || fseek(file, 0, SEEK_END) != 0)
		return FAULT;
	bool written = fwrite(seal, 1, SEAL_SIZE, file) == SEAL_SIZE && fflush(file) == 0 && fsync(fileno(file)) == 0;
	return written ? DONE : FAULT;
}

enum outcome seal_check(const char *path)
{
	FILE *file __attribute__((cleanup(close_file))) = fopen(path, "rb");
	char wanted[SEAL_SIZE + 1], found[SEAL_SIZE + 1] = "";
	if (!file)
		return NOT_FOUND;
	/* Whether a folder has an end depends on its file system. */
	if (fseek(file, 0, SEEK_END) != 0)
		return INVALID;
	long size = ftell(file) - (long)SEAL_SIZE;
	rewind(file);
	if (size <= 0 || !hash_of(file, size, wanted))
		return INVALID;
	return fread(found, 1, SEAL_SIZE, file) == SEAL_SIZE && memcmp(found, wanted, SEAL_SIZE) == 0 ? DONE : INVALID;
}
