/* The C that a view becomes.
 *
 * The one idea: markup is gathered until code comes between, so that neighbouring pieces become one view_raw(). Code of
 * the view's author stands on one line behind a #line, so that the C compiler's messages point into the .html.
 */
#ifndef VIEWS_OUTPUT_H
#define VIEWS_OUTPUT_H

#include "base/buffer.h"

struct output {
	struct buffer header, code;
	struct buffer markup; /* not yet written */
	const char *path;     /* of the .html, for #line */
};

void output_open(struct output *output);
void output_close(struct output *output);
void output_markup(struct output *output, struct text markup);
/* One line of generated C without author's code. */
void output_line(struct output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One statement that holds author's code from `line`; line breaks in it become blanks. */
void output_statement(struct output *output, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Writes the gathered markup. */
void output_flush(struct output *output);
/* The text as a C string literal with its quotes. */
void output_quote(struct buffer *buffer, struct text t);
/* #line for code that follows by buffer_add…(). */
void output_place(struct buffer *buffer, const char *path, int line);

#endif
