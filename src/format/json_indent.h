/* JSON for people: a member or an element a line. */
#ifndef FORMAT_JSON_INDENT_H
#define FORMAT_JSON_INDENT_H

#include "base/text.h"

/* `source` is valid JSON without blanks outside of strings, as json_write.h makes it. */
struct text json_indent(struct arena *arena, struct text source);
/* The same JSON with <, > and & as they are, which json_write.h escapes: not to stand inside a page. */
struct text json_plain(struct arena *arena, struct text source);

#endif
