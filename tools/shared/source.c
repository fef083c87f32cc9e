/* Files and mistakes of all compilers; see source.h. */
#include "tools/shared/source.h"

#include "tools/shared/keep.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SOURCE_MOST = 4 * 1024 * 1024 };

void report_mistake(struct report *report, struct place place, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fprintf(stderr, "%.*s:%d: ", TEXT_ARG(place.file), place.line);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
	va_end(values);
	report->mistakes++;
}

static void close_file(FILE **file)
{
	if (*file)
		fclose(*file);
}

bool source_read(struct report *report, struct arena *arena, const char *path, struct text *ret_content)
{
	struct place place = {text_of(path), 1};
	FILE *file __attribute__((cleanup(close_file))) = fopen(path, "rb");
	if (!file) {
		report_mistake(report, place, "cannot be read: %s", strerror(errno));
		return false;
	}
	char *at = arena_take(arena, SOURCE_MOST);
	size_t size = fread(at, 1, SOURCE_MOST, file);
	if (ferror(file) || size == SOURCE_MOST) {
		report_mistake(report, place, "cannot be read, or is too large");
		return false;
	}
	if (!text_is_valid((struct bytes){(const unsigned char *)at, size}) || memchr(at, '\r', size)) {
		report_mistake(report, place, "is not UTF-8 with plain line ends");
		return false;
	}
	*ret_content = (struct text){at, size};
	return true;
}

struct text source_name(struct text path, struct text ending)
{
	size_t start = path.size;
	while (start > 0 && path.at[start - 1] != '/')
		start--;
	struct text name = text_slice(path, start, path.size);
	return text_ends(name, ending) ? text_slice(name, 0, name.size - ending.size) : name;
}

bool output_write(struct report *report, struct text folder, struct text name, const struct buffer *content)
{
	char path[4096];
	int size = snprintf(path, sizeof path, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name));
	struct place place = {text_of(path), 1};
	if (size < 0 || (size_t)size >= sizeof path || buffer_failed(content)) {
		report_mistake(report, place, "is too large");
		return false;
	}
	if (!file_keep(path, buffer_text(content))) {
		report_mistake(report, place, "cannot be written: %s", strerror(errno));
		return false;
	}
	return true;
}

void output_literal(struct buffer *buffer, struct text t)
{
	buffer_add_char(buffer, '"');
	for (size_t i = 0; i < t.size; i++) {
		char c = t.at[i];
		if (c == '\n' && i + 1 < t.size)
			buffer_add(buffer, TEXT("\\n\"\n\t\""));
		else if (c == '\n')
			buffer_add(buffer, TEXT("\\n"));
		else if (c == '\t')
			buffer_add(buffer, TEXT("\\t"));
		else if (c == '"' || c == '\\')
			buffer_add_format(buffer, "\\%c", c);
		else
			buffer_add_char(buffer, c);
	}
	buffer_add_char(buffer, '"');
}

void *array_more(struct arena *arena, void *array, size_t count, size_t size)
{
	/* It is full exactly when its count is zero or a power of two. */
	if (count & (count - 1))
		return array;
	void *larger = arena_take_array(arena, count ? 2 * count : 1, size);
	if (count)
		memcpy(larger, array, count * size);
	return larger;
}
