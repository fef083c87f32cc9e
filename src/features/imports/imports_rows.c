/* A row in the file: how many bytes follow, how many cells, which row; then each cell with its size before it, and of
 * a row that has more to it than cells, that. Numbers are as this machine has them: the file is read where it was
 * written. */
#include "features/imports/imports_rows.h"

#include "base/disk.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct row_header {
	uint32_t bytes, cells; /* cells | MORE */
	int64_t row;
};
#define MORE (UINT32_C(1) << 31)

/* Texts behind the cells. */
enum { LINE, FAULT_CODE, FAULT_COLUMN, FAULT_VALUE, MORE_TEXTS };

struct import_rows_writer {
	FILE *file;
	uint64_t size;
};

/* ---- writing ---- */

enum outcome import_rows_create(struct arena *arena, struct text path, struct import_rows_writer **ret_writer)
{
	*ret_writer = arena_take(arena, sizeof **ret_writer);
	(*ret_writer)->file = fopen(text_copy(arena, path).at, "we");
	return (*ret_writer)->file ? DONE : disk_failed("imports: making a file of rows");
}

static uint32_t size_of(const struct text *texts, size_t count)
{
	uint32_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += (uint32_t)(sizeof(uint32_t) + texts[i].size);
	return size;
}

static void write_texts(struct import_rows_writer *writer, const struct text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t size = (uint32_t)texts[i].size;
		fwrite(&size, sizeof size, 1, writer->file);
		if (size > 0) /* no text has no bytes to point at */
			fwrite(texts[i].at, 1, size, writer->file);
	}
}

enum outcome import_rows_add(struct import_rows_writer *writer, const struct import_source_row *row)
{
	char column[24];
	snprintf(column, sizeof column, "%lld", (long long)row->fault.column);
	const struct text more[MORE_TEXTS] = {row->line, row->fault.code, text_of(column), row->fault.value};
	bool has_more = !text_is_none(row->line) || !text_is_none(row->fault.code);
	struct row_header header = {.bytes = size_of(row->cells, row->count) +
					     (has_more ? size_of(more, MORE_TEXTS) : 0),
				    .cells = (uint32_t)row->count | (has_more ? MORE : 0),
				    .row = row->row};
	writer->size += sizeof header + header.bytes;
	fwrite(&header, sizeof header, 1, writer->file);
	write_texts(writer, row->cells, row->count);
	write_texts(writer, more, has_more ? MORE_TEXTS : 0);
	return ferror(writer->file) ? disk_failed("imports: writing rows") : DONE;
}

uint64_t import_rows_size(const struct import_rows_writer *writer)
{
	return writer->size;
}

void import_rows_restart(struct import_rows_writer *writer)
{
	writer->size = 0;
	rewind(writer->file);
	if (ftruncate(fileno(writer->file), 0) != 0)
		log_line(LOG_ERROR, TEXT_NONE, "imports: emptying a file of rows: %s", strerror(errno));
}

enum outcome import_rows_close(struct import_rows_writer *writer)
{
	bool failed = fflush(writer->file) != 0 || fsync(fileno(writer->file)) != 0;
	enum outcome outcome = failed ? disk_failed("imports: writing rows") : DONE;
	fclose(writer->file);
	return outcome;
}

/* ---- reading ---- */

struct reading {
	struct arena *arena;
	struct bytes rest;
	int64_t place;
};

/* A file that was damaged is told, never read past its end. */
static bool take(struct reading *reading, void *to, size_t size)
{
	if (reading->rest.size < size)
		return false;
	memcpy(to, reading->rest.at, size);
	reading->rest = (struct bytes){reading->rest.at + size, reading->rest.size - size};
	reading->place += (int64_t)size;
	return true;
}

static bool read_texts(struct reading *reading, struct text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t size;
		if (!take(reading, &size, sizeof size) || size > reading->rest.size)
			return false;
		texts[i] = text_copy(reading->arena, (struct text){(const char *)reading->rest.at, size});
		reading->rest = (struct bytes){reading->rest.at + size, reading->rest.size - size};
		reading->place += size;
	}
	return true;
}

static bool read_more(struct reading *reading, struct import_source_row *row)
{
	struct text more[MORE_TEXTS];
	if (!read_texts(reading, more, MORE_TEXTS) || !text_to_number(more[FAULT_COLUMN], &row->fault.column))
		return false;
	row->line = text_is_empty(more[LINE]) ? TEXT_NONE : more[LINE];
	row->fault.code = text_is_empty(more[FAULT_CODE]) ? TEXT_NONE : more[FAULT_CODE];
	row->fault.value = more[FAULT_VALUE];
	return true;
}

static bool read_row(struct reading *reading, struct import_source_row *ret_row)
{
	struct row_header header;
	int64_t begin = reading->place;
	if (!take(reading, &header, sizeof header) || header.bytes > reading->rest.size)
		return false;
	bool has_more = header.cells & MORE;
	header.cells &= ~MORE;
	if (header.bytes / sizeof(uint32_t) < header.cells)
		return false;
	struct text *cells = arena_take_array(reading->arena, header.cells, sizeof *cells);
	*ret_row = (struct import_source_row){.row = header.row, .cells = cells, .count = header.cells, .begin = begin};
	if (!read_texts(reading, cells, header.cells) || (has_more && !read_more(reading, ret_row)))
		return false;
	ret_row->end = reading->place;
	return true;
}

static enum outcome read_rows(struct reading *reading, const struct import_rows_ask *ask, struct import_rows *rows)
{
	size_t before = reading->rest.size;
	while (rows->count < ask->most && reading->rest.size && before - reading->rest.size <= ask->bytes_most)
		if (!read_row(reading, &rows->list[rows->count++])) {
			log_line(LOG_ERROR, TEXT_NONE, "imports: a file of rows is damaged");
			return FAULT;
		}
	return DONE;
}

enum outcome import_rows_read(struct context *ctx, const struct import_rows_ask *ask, struct import_rows *ret_rows)
{
	struct stat about;
	int file __attribute__((cleanup(disk_close))) = open(text_copy(ctx->arena, ask->path).at, O_RDONLY | O_CLOEXEC);
	*ret_rows = (struct import_rows){arena_take_array(ctx->arena, ask->most, sizeof *ret_rows->list), 0};
	if (file < 0)
		return errno == ENOENT ? NOT_FOUND : disk_failed("imports: opening a file of rows");
	if (fstat(file, &about) != 0)
		return disk_failed("imports: looking at a file of rows");
	if (ask->place < 0 || ask->place >= about.st_size)
		return DONE;
	unsigned char *map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (map == MAP_FAILED)
		return disk_failed("imports: reading a file of rows");
	struct reading reading = {ctx->arena, {map + ask->place, (size_t)(about.st_size - ask->place)}, ask->place};
	enum outcome outcome = read_rows(&reading, ask, ret_rows);
	munmap(map, (size_t)about.st_size);
	return outcome;
}
