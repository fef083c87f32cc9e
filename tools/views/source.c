/* Walking through one file; see source.h. */
#include "source.h"

#include <stdio.h>
#include <string.h>

bool source_refuse(struct source *source, int line, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fprintf(stderr, "%s:%d: ", source->path, line);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
	va_end(values);
	++*source->mistakes;
	return false;
}

bool source_ended(const struct source *source)
{
	return source->at >= source->all.size;
}

char source_peek(const struct source *source, size_t ahead)
{
	return ahead < source->all.size - source->at ? source->all.at[source->at + ahead] : '\0';
}

bool source_sees(const struct source *source, const char *word)
{
	size_t size = strlen(word);
	return size <= source->all.size - source->at && memcmp(source->all.at + source->at, word, size) == 0;
}

struct text source_take(struct source *source, size_t size)
{
	struct text taken = text_slice(source->all, source->at, size);
	for (size_t i = 0; i < taken.size; i++)
		source->line += taken.at[i] == '\n';
	source->at += taken.size;
	return taken;
}

bool source_skip(struct source *source, const char *word)
{
	if (!source_sees(source, word))
		return false;
	source_take(source, strlen(word));
	return true;
}

bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void source_skip_blanks(struct source *source)
{
	while (!source_ended(source) && is_blank(source_peek(source, 0)))
		source_take(source, 1);
}

bool source_skip_comment(struct source *source)
{
	int line = source->line;
	size_t end = text_find(source->all, TEXT("--}"), source->at);
	if (end == SIZE_MAX)
		return source_refuse(source, line, "comment without end; close it with --}");
	source_take(source, end + 3 - source->at);
	return true;
}

/* Number of bytes of the C string or character that begins at `from`; 0 when its end is not on this line. */
static size_t quoted_size(struct text t, size_t from)
{
	char quote = t.at[from];
	for (size_t i = from + 1; i < t.size && t.at[i] != '\n'; i++) {
		if (t.at[i] == '\\')
			i++;
		else if (t.at[i] == quote)
			return i + 1 - from;
	}
	return 0;
}

bool source_take_braced(struct source *source, const char *open, struct text *ret_inside)
{
	int line = source->line;
	size_t width = strlen(open);
	source_take(source, width);
	for (size_t i = source->at; i < source->all.size; i++) {
		char c = source->all.at[i];
		if (c == '"' || c == '\'') {
			size_t size = quoted_size(source->all, i);
			if (size == 0)
				return source_refuse(source, line,
						     "a string without end between braces; close it with %c", c);
			i += size - 1;
		} else if (c == '{') {
			return source_refuse(source, line,
					     "a brace inside braces; an expression holds none, write a "
					     "function in C and call it here");
		} else if (c == '}') {
			if (width == 2 && (i + 1 >= source->all.size || source->all.at[i + 1] != '}'))
				return source_refuse(source, line, "a sentence that begins with {{ ends with }}");
			*ret_inside = text_trim(source_take(source, i - source->at));
			source_take(source, width);
			return true;
		}
	}
	return source_refuse(source, line, "%s without end; close it with %s", open, width == 2 ? "}}" : "}");
}

struct text name_at_start(struct text t)
{
	size_t size = 0;
	while (size < t.size) {
		char c = t.at[size];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		if (!letter && (size == 0 || c < '0' || c > '9'))
			break;
		size++;
	}
	return text_slice(t, 0, size);
}
