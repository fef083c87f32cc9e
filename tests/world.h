/* A small business for tests of rules: no server, no people at screens; the rules are called as the program calls them.
 *
 * The one idea: a test of a rule shows only what its story is about, so everything else stands here once. Tests of
 * pages and of the API have the whole program: tests/site.h.
 *
 *	struct world world;
 *	world_open(&world, *state);
 *	struct customer_id ann = world_customer(&world, "ann@x.example");
 *	assert_int_equal(access_change(world_fresh(&world), ann, ACCESS_VERB_BLOCK, &nothing), DONE);
 *	world_close(&world);
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "context/context.h"
#include "tests/engine.h"
#include "tests/unit.h"

#define WORLD_START INT64_C(1790000000000000)

struct world {
	struct engine engine;
	struct context ctx; /* of the system, until world_act_as() */
	struct clock clock; /* tells `now` */
	struct instant now; /* WORLD_START until the test moves it */
};

/* With bootstrap_basics(): the type retail, the group general and the channel shop, each with id 1. */
void world_open(struct world *world, const char *engine);
void world_close(struct world *world);
/* The type trade and the channel fair with id 2, and two of staff: 1 (Aisha) sees her own customers, 2 (Ben) those of
 * the fair. */
void world_furnish(struct world *world);
/* The context with what is read next read anew, and no problems. */
struct context *world_fresh(struct world *world);
/* As that member of staff, with every permission; 0: the system. */
void world_act_as(struct world *world, int64_t staff, enum store_scope scope);

/* Added by whoever acts. `who` is a first name, or an e-mail address if it has an @. */
struct customer_id world_customer(struct world *world, const char *who);
struct customer_id world_guest(struct world *world, const char *who);
/* The same in any context. */
struct customer_id world_add(struct context *ctx, const char *who, bool guest);

#endif
