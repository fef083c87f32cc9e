/* JSON over several lines; see json_indent.h. */
#include "format/json_indent.h"

#include "base/buffer.h"

#define INDENTED_MOST (8u << 20)

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
