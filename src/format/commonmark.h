/* CommonMark into HTML and into plain text, for mail: headings, paragraphs, emphasis, links, lists, quotations, code.
 *
 * The one idea: both parts of a letter come from the same text, so they say the same. HTML that stands in it is shown
 * as text; pictures become their description; links lead to http, https and mailto only, others lose their link.
 */
#ifndef FORMAT_COMMONMARK_H
#define FORMAT_COMMONMARK_H

#include "base/buffer.h"

/* A paragraph that is a link with words has the class `alone`. */
void commonmark_add_html(struct buffer *out, struct text source);
/* Links as "words (address)", a paragraph that is one as "words:" and the address below, lists with "- " and "1. ",
 * quotations with "> ". */
void commonmark_add_text(struct buffer *out, struct text source);
/* So that it stands in the source as itself, on one line, whatever is in it. */
struct text commonmark_escape(struct arena *arena, struct text value);

#endif
