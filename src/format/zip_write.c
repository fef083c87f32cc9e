/* libzip into memory. */
#include "format/zip_write.h"

#include <unistd.h>
#include <zip.h>

static bool add(zip_t *zip, const struct zip_entry *entry)
{
	bool file = text_is_none(entry->content);
	if (file && access(entry->path.at, R_OK) != 0)
		return true;
	zip_source_t *source = file ? zip_source_file(zip, entry->path.at, 0, -1)
				    : zip_source_buffer(zip, entry->content.at, entry->content.size, 0);
	if (!source)
		return false;
	if (zip_file_add(zip, entry->name.at, source, ZIP_FL_ENC_UTF_8) >= 0)
		return true;
	zip_source_free(source);
	return false;
}

static enum outcome take(struct arena *arena, zip_source_t *made, struct bytes *ret_zip)
{
	zip_stat_t stat;
	zip_stat_init(&stat);
	if (zip_source_stat(made, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(made) != 0)
		return FAULT;
	unsigned char *at = arena_take(arena, stat.size ? stat.size : 1);
	zip_int64_t read = zip_source_read(made, at, stat.size);
	zip_source_close(made);
	*ret_zip = (struct bytes){at, stat.size};
	return read == (zip_int64_t)stat.size ? DONE : FAULT;
}

enum outcome zip_write(struct arena *arena, const struct zip_entry *entries, size_t count, struct bytes *ret_zip)
{
	zip_source_t *made = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = made ? zip_open_from_source(made, ZIP_TRUNCATE, NULL) : NULL;
	bool good = zip != NULL;
	if (!zip) {
		zip_source_free(made);
		return FAULT;
	}
	zip_source_keep(made);
	for (size_t i = 0; i < count && good; i++)
		good = add(zip, &entries[i]);
	if (!good || zip_close(zip) != 0) {
		zip_discard(zip);
		zip_source_free(made);
		return FAULT;
	}
	enum outcome outcome = take(arena, made, ret_zip);
	zip_source_free(made);
	return outcome;
}
