/* The C that a view becomes.
 *
 * The one idea: markup and words that do not vary are gathered, once for each language, until code comes between, so
 * that all of them become one piece a language, which is copied as it is. Code of the view's author stands on one line
 * behind a #line, so that the C compiler's messages point into the .html.
 */
#ifndef VIEWS_OUTPUT_H
#define VIEWS_OUTPUT_H

#include "translations.h"

#include "base/buffer.h"

struct output {
	struct buffer header, code;
	struct buffer words;                  /* every sentence that no code names, for xgettext */
	struct buffer markup[LANGUAGES_MOST]; /* not yet written */
	size_t languages;                     /* English is the first */
	const char *path;                     /* of the .html, for #line */
};

void output_open(struct output *output, size_t languages);
void output_close(struct output *output);
void output_markup(struct output *output, struct text markup);
/* Markup that the C compiler knows, as a macro of that name. */
void output_macro(struct output *output, const char *name);
/* Markup of one language only; all have their turn before anything else comes. */
void output_translated(struct output *output, size_t language, struct text markup);
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
