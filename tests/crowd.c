/* Asking for jobs, and doing them step by step. */
#include "tests/crowd.h"

#include "server/jobs.h"

void crowd_open(struct world *world, const char *engine)
{
	world_open(world, engine);
	world_furnish(world);
	world->ctx.clock = &clock_system; /* as jobs have it */
	for (int i = 0; i < CROWD_PEOPLE; i++)
		(void)world_customer(world, text_format(world->engine.arena, "p%d@x.example", i).at);
	world_act_as(world, 1, STORE_SCOPE_ALL);
	/* As the database has it, which jobs ask. */
	engine_script(&world->engine,
		      "UPDATE staff SET scope = 0, role_id = (SELECT id FROM roles WHERE word = 'owner')");
}

struct job_id crowd_start(struct world *world, const char *filter, const struct bulk_ask *ask)
{
	struct job_id job;
	assert_int_equal(bulk_start(world_fresh(world), text_of(filter), ask, &job), DONE);
	return job;
}

struct job crowd_job(struct world *world, struct job_id id)
{
	struct job job;
	assert_int_equal(jobs_get(world_fresh(world), id, &job), DONE);
	return job;
}

int64_t crowd_vips(struct world *world)
{
	return engine_number(&world->engine, "SELECT COUNT(*) FROM customers WHERE vip = 1");
}

void crowd_take(struct world *world, struct job_id id)
{
	struct job_id taken;
	assert_int_equal(jobs_take(world_fresh(world), CROWD_LEASE, &taken), DONE);
	assert_int_equal(taken.value, id.value);
}

enum outcome crowd_step(struct world *world, struct job_id id, job_work *work, bool *ret_ended)
{
	struct job job = crowd_job(world, id);
	struct context ctx = *world_fresh(world);
	ctx.request_id = text_format(ctx.arena, JOB_REQUEST, (long long)id.value);
	return jobs_run_step(&ctx, &job, CROWD_LEASE, &(struct job_kind){"test", NULL, work}, ret_ended);
}
