/* Whether the clock tells two kinds of request apart whose answers are paced: of somebody who is known, and of nobody.
 *
 * The one idea: they take turns, and the Mann-Whitney U test says how likely chance alone would set their times so far
 * apart. Once in a thousand times it does, so the best of three counts.
 */
#ifndef TESTS_BY_CLOCK_H
#define TESTS_BY_CLOCK_H

#include "tests/site.h"

#define BY_CLOCK_ASKS  40 /* of one try, half of either kind */
#define BY_CLOCK_TRIES 3

/* Asks once of number N of those who are known, or who are not: the nanoseconds it took, with by_clock_post(). */
typedef int64_t by_clock_ask(struct visitor *visitor, int number, bool known);
/* Nobody is asked to wait for what they asked before; the answer has that status, and comes no sooner than its pace
 * lets it (web/route.h), which is exact. */
int64_t by_clock_post(struct visitor *visitor, const char *path, struct text form, int status);
/* Fails the test when they are told apart. Numbers go up to BY_CLOCK_TRIES * BY_CLOCK_ASKS / 2. */
void by_clock(struct visitor *visitor, by_clock_ask *ask);

#endif
