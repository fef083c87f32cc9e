/* text_format() and buffer_add_format().
 *
 * The one idea: nearly all formats hold nothing but %s, %.*s, %d, %lld, %zu, %c and %02d, which are written here at a
 * tenth of what printf costs; a format with anything else is printf's.
 */
#include "base/buffer.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* False when it has no two digits. */
static bool add_two_digits(struct buffer *out, int number)
{
	if (number < 0 || number > 99)
		return false;
	buffer_add_char(out, (char)('0' + number / 10));
	buffer_add_char(out, (char)('0' + number % 10));
	return true;
}

static bool skip(const char **format, const char *conversion)
{
	size_t size = strlen(conversion);
	for (size_t i = 0; i < size; i++)
		if ((*format)[i] != conversion[i])
			return false;
	*format += size;
	return true;
}

/* False at what is printf's; something may have been added then. */
static bool add_quickly(struct buffer *out, const char *format, va_list values)
{
	for (;;) {
		const char *end = strchrnul(format, '%');
		buffer_add_bytes(out, format, (size_t)(end - format));
		if (!*end)
			return true;
		format = end + 1;
		if (skip(&format, ".*s")) {
			size_t most = (size_t)va_arg(values, int);
			const char *string = va_arg(values, const char *);
			buffer_add_bytes(out, string, strnlen(string, most));
		} else if (skip(&format, "s")) {
			buffer_add(out, text_of(va_arg(values, const char *)));
		} else if (skip(&format, "lld")) {
			buffer_add_number(out, va_arg(values, long long));
		} else if (skip(&format, "d")) {
			buffer_add_number(out, va_arg(values, int));
		} else if (skip(&format, "zu")) {
			buffer_add_number(out, (int64_t)va_arg(values, size_t));
		} else if (skip(&format, "c")) {
			buffer_add_char(out, (char)va_arg(values, int));
		} else if (!skip(&format, "02d") || !add_two_digits(out, va_arg(values, int))) {
			return false;
		}
	}
}

struct text text_format(struct arena *arena, const char *format, ...)
{
	/* Most results are short: they are written once, to the stack. */
	char room[256];
	struct buffer brief = {.at = room, .room = sizeof room, .most = sizeof room};
	struct text made;
	va_list values, again;
	va_start(values, format);
	va_copy(again, values);
	if (add_quickly(&brief, format, values) && !brief.failed) {
		made = text_copy(arena, buffer_text(&brief));
	} else {
		va_list measured;
		va_copy(measured, again);
		int printed = vsnprintf(NULL, 0, format, measured);
		va_end(measured);
		size_t size = printed < 0 ? 0 : (size_t)printed;
		char *at = arena_take_bytes(arena, size + 1);
		vsnprintf(at, size + 1, format, again);
		made = (struct text){at, size};
	}
	va_end(again);
	va_end(values);
	return made;
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	size_t start = buffer->size;
	va_list values, again;
	va_start(values, format);
	va_copy(again, values);
	if (!add_quickly(buffer, format, values)) {
		buffer->size = start;
		/* vasprintf ends with a NUL, which wants a byte more than the buffer keeps. */
		char *piece = NULL;
		int size = vasprintf(&piece, format, again);
		if (size < 0)
			memory_end();
		buffer_add_bytes(buffer, piece, (size_t)size);
		free(piece);
	}
	va_end(again);
	va_end(values);
}
