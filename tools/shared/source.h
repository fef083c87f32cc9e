/* What every compiler does with its files: read them, complain about them, write what comes of them.
 *
 * The one idea: a mistake is reported as `file:line: message` and counted, and the compiler goes on; at the end it
 * writes its output only when the count is zero.
 */
#ifndef TOOLS_SHARED_SOURCE_H
#define TOOLS_SHARED_SOURCE_H

#include "base/buffer.h"
#include "base/text.h"

struct place {
	struct text file;
	int line; /* from 1 */
};

struct report {
	size_t mistakes;
};

void report_mistake(struct report *report, struct place place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The whole file, checked to be UTF-8 without NUL and CR. False after reporting. */
bool source_read(struct report *report, struct arena *arena, const char *path, struct text *ret_content);
/* The file's name without its folder and without `ending`. */
struct text source_name(struct text path, struct text ending);

/* Keeps `folder`/`name`; false after reporting. */
bool output_write(struct report *report, struct text folder, struct text name, const struct buffer *content);
/* Appends `t` as a C string literal with its quotes; line ends become \n, and a new literal begins on a new line. */
void output_literal(struct buffer *buffer, struct text t);

/* Room for one more element behind `count` of them: the array itself or a larger copy. */
void *array_more(struct arena *arena, void *array, size_t count, size_t size);

#endif
