/* One .mo file of GNU gettext as bytes, and how to look words up in it.
 *
 * The one idea: nothing is unpacked. The file's tables are sorted, so a look-up is a binary search over the bytes that
 * the build put into the program (lang/<code>.po → catalogue_<code>). Every offset is checked before it is followed.
 */
#ifndef WEB_CATALOGUE_H
#define WEB_CATALOGUE_H

#include "base/text.h"

struct catalogue {
	const unsigned char *at;
	size_t size;
};

extern const struct catalogue catalogue_ms;
extern const struct catalogue catalogue_de;
extern const struct catalogue catalogue_de_customers;

/* Translation of `message` in `context` (NULL for none), TEXT_NONE when there is none. With a plural, all forms, a NUL
 * between each two. */
struct text catalogue_find(const struct catalogue *catalogue, const char *context, const char *message);

/* Which form stands for `n`, by the file's Plural-Forms header; 0 when that is missing or wrong. */
size_t catalogue_form(const struct catalogue *catalogue, uint64_t n);

/* Value of a plural rule ("n != 1", "n%10==1 && n%100!=11 ? 0 : 1"): C's operators over n and numbers. False when it is
 * no such expression. */
bool plural_evaluate(struct text rule, uint64_t n, uint64_t *ret_form);

#endif
