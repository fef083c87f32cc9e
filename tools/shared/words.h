/* Words of the declaration languages, and the words that C, SQLite or PostgreSQL keep for themselves.
 *
 * The one idea: a name of a declaration becomes a name in C and in SQL as it stands, never quoted, so what either
 * reserves is refused here with a sentence instead of later with a syntax error.
 */
#ifndef TOOLS_SHARED_WORDS_H
#define TOOLS_SHARED_WORDS_H

#include "base/text.h"

/* What is left of one line. */
struct scan {
	struct text rest;
};

bool word_starts(char c);    /* a–z */
bool word_continues(char c); /* a–z, 0–9, _ */
/* The longest a name may be; PostgreSQL cuts longer ones. */
enum { WORD_MOST = 63 };
/* Who keeps this word: "C", "SQL", or NULL for nobody. */
const char *word_reserved_by(struct text word);
bool word_is_of_c(struct text word);

/* Each takes from the front of the line, after blanks, what its name says, or leaves the line as it is. */
bool scan_word(struct scan *scan, struct text *ret_word);
bool scan_sign(struct scan *scan, const char *sign);
bool scan_this_word(struct scan *scan, const char *word);
bool scan_is_end(struct scan *scan);

#endif
