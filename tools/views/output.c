/* Gathering markup and writing C; see output.h. */
#include "output.h"

#include <stdio.h>
#include <stdlib.h>

#define OUTPUT_MOST ((size_t)64 << 20)
/* Around the name of a macro in gathered markup: bytes that UTF-8 never holds. */
#define MACRO_BEGIN 0xfe
#define MACRO_END   0xff

void output_open(struct output *output, size_t languages)
{
	output->header = buffer_make(OUTPUT_MOST);
	output->code = buffer_make(OUTPUT_MOST);
	output->words = buffer_make(OUTPUT_MOST);
	output->languages = languages;
	for (size_t i = 0; i < languages; i++)
		output->markup[i] = buffer_make(OUTPUT_MOST);
}

void output_close(struct output *output)
{
	buffer_free(&output->header);
	buffer_free(&output->code);
	buffer_free(&output->words);
	for (size_t i = 0; i < output->languages; i++)
		buffer_free(&output->markup[i]);
}

void output_markup(struct output *output, struct text markup)
{
	for (size_t i = 0; i < output->languages; i++)
		buffer_add(&output->markup[i], markup);
}

void output_macro(struct output *output, const char *name)
{
	for (size_t i = 0; i < output->languages; i++)
		buffer_add_format(&output->markup[i], "%c%s%c", MACRO_BEGIN, name, MACRO_END);
}

void output_translated(struct output *output, size_t language, struct text markup)
{
	buffer_add(&output->markup[language], markup);
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
		else if (c == MACRO_BEGIN)
			buffer_add(buffer, TEXT("\" "));
		else if (c == MACRO_END)
			buffer_add(buffer, TEXT(" \""));
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

static bool is_same_everywhere(const struct output *output)
{
	for (size_t i = 1; i < output->languages; i++)
		if (!text_equal(buffer_text(&output->markup[i]), buffer_text(&output->markup[0])))
			return false;
	return true;
}

void output_flush(struct output *output)
{
	if (is_same_everywhere(output)) {
		if (output->markup[0].size == 0)
			return;
		buffer_add(&output->code, TEXT("\tview_raw(view, "));
		output_quote(&output->code, buffer_text(&output->markup[0]));
		buffer_add(&output->code, TEXT(");\n"));
	} else {
		buffer_add(&output->code, TEXT("\t{\n\tstatic const struct text words_[] = {\n"));
		for (size_t i = 0; i < output->languages; i++) {
			buffer_add(&output->code, TEXT("\tTEXT("));
			output_quote(&output->code, buffer_text(&output->markup[i]));
			buffer_add(&output->code, TEXT("),\n"));
		}
		buffer_add(&output->code, TEXT("\t};\n\tview_put_words(view, words_);\n\t}\n"));
	}
	for (size_t i = 0; i < output->languages; i++)
		buffer_clear(&output->markup[i]);
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
