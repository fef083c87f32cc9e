/* The header lines of one part. Only multipart.c uses this. */
#ifndef FORMAT_MULTIPART_HEADERS_H
#define FORMAT_MULTIPART_HEADERS_H

#include "format/multipart.h"

/* Equal but for the case of ASCII letters. */
bool multipart_word_equal(struct text a, struct text b);

/* Cuts `name=value` or `name="value"` off `*rest`, which stands behind a ';'. False at the end, when *rest becomes
 * none, and where the parameter is malformed, when it does not. Values are as sent, without the quotes around them. */
bool multipart_next_parameter(struct text *rest, struct text *ret_name, struct text *ret_value);

enum outcome multipart_read_headers(struct arena *arena, struct text headers, struct multipart_part *ret_part) MUST_USE;

#endif
