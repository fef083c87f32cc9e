/* A posted form with files: multipart/form-data by RFC 7578, as browsers send it, in one piece of memory.
 *
 * The one idea: nothing is copied but names; a part is a view into the body. What browsers never send is refused
 * instead of interpreted: a preamble, folded header lines, transfer encodings, doubled headers or parameters, a missing
 * end.
 */
#ifndef FORMAT_MULTIPART_H
#define FORMAT_MULTIPART_H

#include "base/outcome.h"
#include "base/text.h"

#define MULTIPART_HEADERS_MOST 8192 /* bytes of one part's headers */

struct multipart_part {
	struct text name;      /* of the field */
	struct text file_name; /* as the browser told it, never a path to use; none when the part is no file */
	struct text type;      /* Content-Type in lower case, as claimed; none when there was none */
	struct bytes body;
};

struct multipart_parts {
	struct multipart_part *list;
	size_t count;
};

/* The boundary of `multipart/form-data; boundary=…` by RFC 2046 (1 to 70 characters); none for anything else. */
struct text multipart_boundary(struct text content_type);

/* INVALID: not well-formed, or a name that is no text; TOO_MANY: more than `parts_most`. The array is in `arena`; texts
 * and bodies are views into `body` or in `arena`. */
enum outcome multipart_parse(struct arena *arena, struct bytes body, struct text boundary, size_t parts_most,
			     struct multipart_parts *ret_parts) MUST_USE;

#endif
