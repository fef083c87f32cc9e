/* Text into HTML. The one idea: both functions escape & < > " ', so a text that is put in the wrong place still cannot
 * leave it; an attribute also keeps its line breaks and tabs, which a parser would fold.
 */
#ifndef FORMAT_HTML_ESCAPE_H
#define FORMAT_HTML_ESCAPE_H

#include "base/buffer.h"

/* For the content of an element. */
void html_add_text(struct buffer *out, struct text t);
/* For a value between double or single quotes. */
void html_add_attribute(struct buffer *out, struct text t);

#endif
