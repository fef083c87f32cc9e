/* Text into HTML. The one idea: all functions escape & < > " ', so a text that is put in the wrong place still cannot
 * leave it; an attribute also keeps its line breaks and tabs, which a parser would fold.
 */
#ifndef FORMAT_HTML_ESCAPE_H
#define FORMAT_HTML_ESCAPE_H

#include "base/buffer.h"

/* For the content of an element. */
void html_add_text(struct buffer *out, struct text t);
/* For a value between double or single quotes. */
void html_add_attribute(struct buffer *out, struct text t);
/* For a URL between quotes; "#" instead of one with blanks, control characters or backslashes, since browsers drop
 * those or take them for slashes, so that no look at its beginning says where it leads. */
void html_add_url(struct buffer *out, struct text t);

#endif
