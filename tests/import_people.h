/* People for imports that are killed, and what two databases say of them.
 *
 * The one idea: an import that was cut off and went on leaves a database that nobody can tell from another one, so all
 * that can be asked of it is asked of both: a whole export, what the search finds, what happened to whom.
 */
#ifndef TESTS_IMPORT_PEOPLE_H
#define TESTS_IMPORT_PEOPLE_H

#include "context/context.h"
#include "tests/engine.h"

/* Rows of CSV with all that hangs on customers. Each ninth is refused, each third one behind the half changes somebody
 * of before. */
struct text import_people_file(struct arena *arena, int rows);
/* Of everybody, but numbers and times of day. */
struct text import_people_seen(struct engine *engine, struct context *ctx);

/* What comes again from the same seed: SEED in the environment, else chance, which is printed. */
struct import_dice {
	uint64_t state;
};
struct import_dice import_dice_take(void);
int64_t import_dice_roll(struct import_dice *dice, int64_t sides);

#endif
