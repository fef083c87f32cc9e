/* A business with more customers than one step of a job does, and somebody who asks for jobs: for the tests of jobs. */
#ifndef TESTS_CROWD_H
#define TESTS_CROWD_H

#include "features/bulk/bulk.h"
#include "tests/world.h"

#define CROWD_PEOPLE 230
#define CROWD_LEASE  TEXT("test")

/* An owner asks. */
void crowd_open(struct world *world, const char *engine);
/* Asks for a bulk change of all that match. */
struct job_id crowd_start(struct world *world, const char *filter, const struct bulk_ask *ask);
struct job crowd_job(struct world *world, struct job_id id);
int64_t crowd_vips(struct world *world);

/* That job is the next one, and this test's. */
void crowd_take(struct world *world, struct job_id id);
/* One step of it, as a server with that lease does it. */
enum outcome crowd_step(struct world *world, struct job_id id, job_work *work, bool *ret_ended) MUST_USE;

#endif
