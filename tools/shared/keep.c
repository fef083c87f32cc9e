/* A file that holds what it shall; see keep.h. */
#include "tools/shared/keep.h"

#include <stdio.h>
#include <string.h>

static bool is_there(const char *path, struct text content)
{
	FILE *file = fopen(path, "rb");
	char piece[65536];
	size_t at = 0, size;
	bool same = file;
	while (same && (size = fread(piece, 1, sizeof piece, file)) > 0) {
		same = size <= content.size - at && memcmp(piece, content.at + at, size) == 0;
		at += size;
	}
	if (file)
		fclose(file);
	return same && at == content.size;
}

bool file_keep(const char *path, struct text content)
{
	if (is_there(path, content))
		return true;
	FILE *file = fopen(path, "wb");
	bool written = file && fwrite(content.at, 1, content.size, file) == content.size;
	return file && fclose(file) == 0 && written;
}
