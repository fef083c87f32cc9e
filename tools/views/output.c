/* Gathering markup and writing C; see output.h. */
#include "output.h"

#include <stdio.h>
#include <stdlib.h>

#define OUTPUT_MOST ((size_t)64 << 20)
/* C compilers promise string literals of 4095 bytes. */
#define LITERAL_MOST 4000

void output_open(struct output *output)
{
	output->header = buffer_make(OUTPUT_MOST);
	output->code = buffer_make(OUTPUT_MOST);
	output->markup = buffer_make(OUTPUT_MOST);
}

void output_close(struct output *output)
{
	buffer_free(&output->header);
	buffer_free(&output->code);
	buffer_free(&output->markup);
}

void output_markup(struct output *output, struct text markup)
{
	buffer_add(&output->markup, markup);
}

void output_quote(struct buffer *buffer, struct text t)
{
	buffer_add_char(buffer, '"');
	for (size_t i = 0; i < t.size; i++) {
		unsigned char c = (unsigned char)t.at[i];
		if (c == '"' || c == '\\')
			buffer_add_format(buffer, "\\%c", c);
		else if (c == '\n')
			buffer_add(buffer, TEXT("\\n"));
		else if (c < 0x20 || c == 0x7f)
			buffer_add_format(buffer, "\\%03o", c);
		else
			buffer_add_char(buffer, (char)c);
	}
	buffer_add_char(buffer, '"');
}

void output_place(struct buffer *buffer, const char *path, int line)
{
	buffer_add_format(buffer, "#line %d ", line);
	output_quote(buffer, text_of(path));
	buffer_add_char(buffer, '\n');
}

void output_flush(struct output *output)
{
	struct text left = buffer_text(&output->markup);
	while (left.size > 0) {
		struct text piece = text_slice(left, 0, LITERAL_MOST);
		buffer_add(&output->code, TEXT("\tview_raw(view, "));
		output_quote(&output->code, piece);
		buffer_add_format(&output->code, ", %zu);\n", piece.size);
		left = text_slice(left, piece.size, left.size);
	}
	buffer_clear(&output->markup);
}

void output_line(struct output *output, const char *format, ...)
{
	output_flush(output);
	va_list values;
	va_start(values, format);
	char line[256];
	int size = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	buffer_add_bytes(&output->code, line, (size_t)size < sizeof line ? (size_t)size : sizeof line - 1);
	buffer_add_char(&output->code, '\n');
}

void output_statement(struct output *output, int line, const char *format, ...)
{
	output_flush(output);
	output_place(&output->code, output->path, line);
	buffer_add_char(&output->code, '\t');
	char *statement = NULL;
	va_list values;
	va_start(values, format);
	int size = vasprintf(&statement, format, values);
	va_end(values);
	for (int i = 0; i < size; i++)
		buffer_add_char(&output->code, statement[i] == '\n' || statement[i] == '\r' ? ' ' : statement[i]);
	free(statement);
	buffer_add_char(&output->code, '\n');
}
