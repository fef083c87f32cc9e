/* Percent encoding, query strings and posted forms, and the check of where a redirect may lead.
 *
 * The one idea: what is decoded is text again: invalid UTF-8, NUL and broken escapes are refused as a whole, never
 * repaired.
 */
#ifndef FORMAT_URL_H
#define FORMAT_URL_H

#include "base/buffer.h"
#include "base/outcome.h"

/* Everything but A-Z a-z 0-9 - . _ ~ as %XX: for a path's segment or a query's name or value. */
void url_add_encoded(struct buffer *out, struct text t);
enum { URL_ENCODED_MOST = 3 }; /* bytes that one byte becomes */
struct text url_encode(struct arena *arena, struct text t);

/* One decoded segment of a path; '+' stays '+'. INVALID for a broken escape, NUL, invalid UTF-8. */
enum outcome url_decode(struct arena *arena, struct text raw, struct text *ret_text) MUST_USE;

/* Cuts the next name=value pair off `*rest` (application/x-www-form-urlencoded: '&' between pairs, '+' is a blank) and
 * decodes both. DONE with `ret_found`; a name without '=' has an empty value; empty pairs (&&) are skipped. INVALID as
 * in url_decode. Begin with the whole query or body. */
struct url_pair {
	struct text name, value;
};
enum outcome url_next_pair(struct arena *arena, struct text *rest, bool *ret_found, struct url_pair *ret_pair) MUST_USE;

/* True when `target` is a path of this server that a Location header may carry: begins with one '/', not followed by
 * '/' or '\' (browsers take both as a host), holds no backslash, control or blank and nothing beyond ASCII anywhere,
 * and is at most 2000 bytes. Escapes (%2F, %5C, %0D) stay escapes in a browser and are fine. */
bool url_is_own_path(struct text target);

/* True for an address of the web that a link may carry: http:// or https://, a host, and nothing that could end an
 * attribute or a line: no blank, control, quote, angle bracket or backslash; at most 2000 bytes. */
bool url_is_web(struct text t);

#endif
