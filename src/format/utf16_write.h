/* Text as UTF-16, little-endian, as spreadsheets save “Unicode text”. A byte order mark is U+FEFF of the text. */
#ifndef FORMAT_UTF16_WRITE_H
#define FORMAT_UTF16_WRITE_H

#include "base/buffer.h"

void utf16_add(struct buffer *out, struct text text);

#endif
