/* Decimals in forms, as people of a language write them: "1.234,50" in German, "1,234.50" in English and Malay.
 *
 * The one idea: only forms speak a language. What goes to rules, files and the API is always "1234.50", so what is
 * stored does not depend on who typed it.
 */
#ifndef WEB_DECIMAL_H
#define WEB_DECIMAL_H

#include "context/context.h"
#include "web/language.h"

/* What was typed as an exact decimal with a point. The language's own way of writing comes first; else what can be read
 * in one way only is read that way, so "12.50" is understood in German too. What is no number comes back as it was, for
 * the rule to refuse in its own words.
 * INVALID, with a problem at `field`, when two numbers may be meant: a German "1.234" where up to `digits` >= 3
 * decimals fit is 1234 to people and 1.234 to programs. */
enum outcome decimal_read(struct context *ctx, struct text field, struct text typed, int digits,
			  struct text *ret_decimal) MUST_USE;

/* "1234.50" as it stands in an input: with the language's mark, without groups. */
struct text decimal_shown(struct arena *arena, const struct language *language, struct text decimal);

#endif
