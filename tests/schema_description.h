/* What a database's schema is, line by line, so that two ways to it can be compared.
 *
 * The one idea: the engine's own catalogue is asked, so it does not matter by which statements a table became what it
 * is. The order of columns, names that the engine gives, and defaults (which a step needs to fill rows that are there)
 * do not count.
 */
#ifndef TESTS_SCHEMA_DESCRIPTION_H
#define TESTS_SCHEMA_DESCRIPTION_H

#include "tests/engine.h"

struct schema_description {
	struct text *lines; /* sorted */
	size_t count;
};

void schema_describe(struct engine *engine, struct schema_description *ret_description);
/* "- line" for each that `found` lacks, "+ line" for each that is too many; empty when they are the same. */
struct text schema_difference(struct arena *arena, const struct schema_description *wanted,
			      const struct schema_description *found);

#endif
