/* One .html file being read, and how its mistakes are told.
 *
 * The one idea: a mistake is a line "file:line: what is wrong; how to mend it" on standard error and a count. Reading
 * goes on, so that one run shows all mistakes; whoever cannot go on returns false, and the rest of the view is skipped.
 */
#ifndef VIEWS_SOURCE_H
#define VIEWS_SOURCE_H

#include "translations.h"

#include "base/text.h"

struct source {
	struct arena *arena;
	const struct translations *translations;
	const char *path;
	struct text all;
	size_t at;
	int line; /* of `at`, from 1 */
	int *mistakes;
};

/* Tells a mistake at `line`. Always false, for `return source_refuse(…)`. */
bool source_refuse(struct source *source, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

bool source_ended(const struct source *source);
/* The byte `ahead` of here, '\0' behind the end. */
char source_peek(const struct source *source, size_t ahead);
bool source_sees(const struct source *source, const char *word);
/* Moves on by `size` bytes and gives them. */
struct text source_take(struct source *source, size_t size);
/* Moves behind `word` if it stands here. */
bool source_skip(struct source *source, const char *word);
void source_skip_blanks(struct source *source);
/* {-- … --}; false (and told) when it has no end. */
bool source_skip_comment(struct source *source);

/* The inside of what begins with `open` ("{" or "{{") here, up to the matching "}" or "}}"; C strings are seen as
 * such. False (and told) when it has no end or holds a brace. */
bool source_take_braced(struct source *source, const char *open, struct text *ret_inside);

/* Letters, digits and _ at the start of `t`; empty when it does not begin with a letter or _. */
struct text name_at_start(struct text t);
bool is_blank(char c);

#endif
