/* The ends of lines in what people send: here a line ends with LF. */
#ifndef FORMAT_LINE_ENDS_H
#define FORMAT_LINE_ENDS_H

#include "base/arena.h"
#include "base/text.h"

/* LF for CRLF, as browsers, APIs and files have it. A CR alone stays, and is refused as what it is. */
struct text line_ends_plain(struct arena *arena, struct text sent);

/* It holds no control character but LF and tab. */
bool line_ends_are_plain(struct text text);

#endif
