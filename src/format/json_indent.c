/* JSON over several lines; see json_indent.h. */
#include "format/json_indent.h"

#include "base/buffer.h"

#include <string.h>

#define INDENTED_MOST (64u << 20)

static void begin_line(struct buffer *out, size_t depth)
{
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < depth; i++)
		buffer_add(out, TEXT("  "));
}

/* Behind the string that begins there. */
static size_t string_end(struct text source, size_t at)
{
	for (at++; at < source.size && source.at[at] != '"'; at++)
		at += source.at[at] == '\\';
	return at + 1;
}

struct text json_indent(struct arena *arena, struct text source)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(INDENTED_MOST);
	size_t depth = 0, end;
	for (size_t at = 0; at < source.size; at = end) {
		char c = source.at[at];
		bool opens = c == '{' || c == '[', closes = c == '}' || c == ']';
		bool empty = opens && at + 1 < source.size && (source.at[at + 1] == '}' || source.at[at + 1] == ']');
		end = c == '"' ? string_end(source, at) : at + 1 + empty;
		if (closes)
			begin_line(&out, --depth);
		buffer_add(&out, text_slice(source, at, end - at));
		if (opens && !empty)
			begin_line(&out, ++depth);
		else if (c == ',')
			begin_line(&out, depth);
		else if (c == ':')
			buffer_add_char(&out, ' ');
	}
	return text_copy(arena, buffer_text(&out));
}

struct text json_plain(struct arena *arena, struct text source)
{
	static const char *const escapes[] = {"\\u003c<", "\\u003e>", "\\u0026&"};
	char *out = arena_take_bytes(arena, source.size + 1);
	size_t size = 0, step;
	for (size_t at = 0; at < source.size; at += step) {
		char c = source.at[at];
		step = c == '\\' ? 2 : 1;
		for (size_t e = 0; e < sizeof escapes / sizeof *escapes && c == '\\'; e++)
			if (text_starts(text_slice(source, at, 6), (struct text){escapes[e], 6})) {
				c = escapes[e][6];
				step = 6;
			}
		out[size++] = c;
		if (step == 2)
			out[size++] = source.at[at + 1];
	}
	out[size] = '\0';
	return (struct text){out, size};
}
