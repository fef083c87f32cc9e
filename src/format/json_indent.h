/* JSON for people: a member or an element a line. */
#ifndef FORMAT_JSON_INDENT_H
#define FORMAT_JSON_INDENT_H

#include "base/text.h"

/* `source` is valid JSON without blanks outside of strings, as json_write.h makes it. */
struct text json_indent(struct arena *arena, struct text source);

#endif
