/* How large something may be, in words that no language changes: "8 MB". */
#ifndef FORMAT_SIZE_H
#define FORMAT_SIZE_H

#include "base/text.h"

/* Whole units of powers of 1000 (IEC 80000-13), rounded down; from bytes, "B", on. */
struct text size_limit(struct arena *arena, int64_t bytes);

#endif
