/* The small part of regular expressions in which numbering plans are written, matched against ASCII digits.
 *
 * The one idea: patterns are constants of a build-time table, so they are walked as they stand, without compiling,
 * caching or shared state. Known: digits, \d, [1-35], (…), (?:…), |, ?, {n}, {n,m}, and $ for the end.
 */
#ifndef FORMAT_DIGIT_PATTERN_H
#define FORMAT_DIGIT_PATTERN_H

#include "base/text.h"

#define DIGIT_GROUPS 8

struct digit_match {
	size_t size;                      /* of the matched beginning */
	struct text groups[DIGIT_GROUPS]; /* by number, from 1; none where a group took no part */
};

/* Whether the digits begin with the pattern, or with `whole`, are the pattern. The first alternative that leads to a
 * match wins, counts are greedy, as everywhere. `ret_match` may be NULL. */
bool digit_pattern_match(const char *pattern, struct text digits, bool whole, struct digit_match *ret_match);

#endif
