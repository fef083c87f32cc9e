/* libzip, and what it does not ask. */
#include "format/unzip.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define PIECE_SIZE ((size_t)64 << 10)

struct unzip {
	zip_t *zip;
	size_t count;
};

bool unzip_is_zip(struct bytes head)
{
	return head.size >= 4 && memcmp(head.at, "PK\x03\x04", 4) == 0;
}

static enum outcome keep(zip_t *zip, struct unzip **ret_unzip)
{
	zip_int64_t count = zip ? zip_get_num_entries(zip, 0) : -1;
	*ret_unzip = NULL;
	if (!zip)
		return INVALID;
	if (count < 0 || count > UNZIP_PARTS_MOST) {
		zip_discard(zip);
		return count < 0 ? INVALID : TOO_MANY;
	}
	*ret_unzip = memory_resize(NULL, sizeof **ret_unzip);
	**ret_unzip = (struct unzip){zip, (size_t)count};
	return DONE;
}

enum outcome unzip_open_file(int file, struct unzip **ret_unzip)
{
	int error, own = dup(file);
	if (own < 0)
		return FAULT;
	zip_t *zip = zip_fdopen(own, 0, &error);
	if (!zip)
		close(own);
	return keep(zip, ret_unzip);
}

enum outcome unzip_open_bytes(struct bytes bytes, struct unzip **ret_unzip)
{
	zip_source_t *source = zip_source_buffer_create(bytes.at, bytes.size, 0, NULL);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
	if (source && !zip)
		zip_source_free(source);
	return keep(zip, ret_unzip);
}

void unzip_close(struct unzip *unzip)
{
	if (!unzip)
		return;
	zip_discard(unzip->zip);
	free(unzip);
}

void unzip_cleanup(struct unzip **unzip)
{
	unzip_close(*unzip);
}

size_t unzip_count(const struct unzip *unzip)
{
	return unzip->count;
}

struct text unzip_name(const struct unzip *unzip, size_t part)
{
	const char *name = zip_get_name(unzip->zip, part, ZIP_FL_ENC_GUESS);
	struct text text = text_of(name ? name : "");
	return text_is_valid((struct bytes){(const unsigned char *)text.at, text.size}) ? text : TEXT("");
}

bool unzip_find(const struct unzip *unzip, struct text name, size_t *ret_part)
{
	for (size_t i = 0; i < unzip->count; i++)
		if (text_equal(unzip_name(unzip, i), name)) {
			*ret_part = i;
			return true;
		}
	return false;
}

/* ---- a part ---- */

struct reading {
	zip_file_t *file;
	uint64_t out, packed, most;
	unzip_sink *sink;
	void *state;
};

static bool is_a_bomb(const struct reading *reading)
{
	return reading->out > reading->most ||
	       (reading->out > UNZIP_FREE_BYTES && reading->out / UNZIP_RATIO_MOST > reading->packed);
}

static enum outcome read_all(struct reading *reading, unsigned char *piece)
{
	for (;;) {
		zip_int64_t size = zip_fread(reading->file, piece, PIECE_SIZE);
		if (size < 0)
			return INVALID;
		if (size == 0)
			return DONE;
		reading->out += (uint64_t)size;
		if (is_a_bomb(reading))
			return TOO_MANY;
		TRY(reading->sink(reading->state, (struct bytes){piece, (size_t)size}));
	}
}

/* What went in is as the list of parts tells it: who lies there gets less, not more. */
static bool find_packed(struct unzip *unzip, size_t part, uint64_t *ret_packed)
{
	zip_stat_t about;
	if (zip_stat_index(unzip->zip, part, 0, &about) != 0 || !(about.valid & ZIP_STAT_COMP_SIZE))
		return false;
	if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
		return false;
	if ((about.valid & ZIP_STAT_COMP_METHOD) && about.comp_method != ZIP_CM_STORE &&
	    about.comp_method != ZIP_CM_DEFLATE)
		return false;
	*ret_packed = about.comp_size;
	return true;
}

enum outcome unzip_read(struct unzip *unzip, size_t part, uint64_t most, unzip_sink *sink, void *state)
{
	struct reading reading = {.most = most, .sink = sink, .state = state};
	if (!find_packed(unzip, part, &reading.packed))
		return INVALID;
	reading.file = zip_fopen_index(unzip->zip, part, 0);
	if (!reading.file)
		return INVALID;
	unsigned char *piece = memory_resize(NULL, PIECE_SIZE);
	enum outcome outcome = read_all(&reading, piece);
	free(piece);
	zip_fclose(reading.file);
	return outcome;
}
