/* The same questions about lists to two stores on one database, of which one has an index.
 *
 * The one idea: SQL is the judge. What the index answers is compared with what SQL says of the same question: pages,
 * totals, what comes next, ids, neighbours, tables of totals.
 */
#ifndef TESTS_LIST_BOTH_H
#define TESTS_LIST_BOTH_H

#include "service/lists_index.h"
#include "tests/list_people.h"

#define LIST_COPIES 10 /* of the people, so that they are twenty thousand */

struct list_both {
	struct engine engine; /* its store has the index */
	struct store *plain;  /* the same database, answered by SQL */
	struct arena *arena;  /* of one question */
};
/* With the people in it, and the index ready. */
void list_both_open(struct list_both *both, const char *engine, uint64_t seed);
void list_both_close(struct list_both *both);
/* A random question of a random member of staff to both; fails the test at the first difference. */
void list_both_check(struct list_both *both);

#endif
