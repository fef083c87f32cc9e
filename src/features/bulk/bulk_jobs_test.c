/* Stories of jobs over all that match, on both engines: who they are is settled when it is asked for. */
#include "features/bulk/bulk.h"
#include "features/customers/customers.h"
#include "server/jobs.h"
#include "tests/crowd.h"

/* Their number was read and confirmed: who comes to match while the job is under way was not counted. */
static void who_comes_to_match_later_is_left_alone_and_who_no_longer_does_is_reported__2_X1(void **state)
{
	static const enum bulk_verb verbs[] = {BULK_BLOCK, BULK_ERASE};
	for (size_t i = 0; i < 2; i++) {
		struct world world;
		struct job_row *rows;
		size_t count;
		bool ended;
		crowd_open(&world, *state);
		engine_script(&world.engine, "UPDATE customers SET vip = 1 WHERE id % 2 = 0");
		int64_t matched = crowd_vips(&world);
		struct bulk_ask ask = {.verb = verbs[i], .typed = text_of_number(world.engine.arena, matched)};
		struct job_id id = crowd_start(&world, "vip:yes", &ask);
		assert_int_equal(crowd_job(&world, id).total, matched);
		crowd_take(&world, id);
		assert_int_equal(crowd_step(&world, id, bulk_job, &ended), DONE);
		assert_false(ended);
		assert_int_equal(jobs_pause(world_fresh(&world), id), DONE);
		int64_t place = crowd_job(&world, id).place, highest = place + place % 2;
		engine_script(&world.engine, "UPDATE customers SET vip = 1");
		engine_script(&world.engine,
			      text_format(world.engine.arena, "UPDATE customers SET vip = 0 WHERE id = %lld",
					  (long long)highest + 2)
				      .at);
		assert_int_equal(customers_erase(world_fresh(&world), (struct customer_id){highest + 4},
						 text_of_number(world.engine.arena, highest + 4)),
				 DONE);
		assert_int_equal(jobs_resume(world_fresh(&world), id), DONE);
		jobs_run_waiting(world.engine.store, TEXT_NONE);
		struct job job = crowd_job(&world, id);
		assert_int_equal(job.state, JOB_STATE_DONE);
		assert_int_equal(job.changed, matched - 2);
		assert_int_equal(job.skipped, 2);
		assert_int_equal(
			engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE id % 2 = 1 AND blocked = 0"),
			CROWD_PEOPLE - matched);
		assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE blocked = 1"),
				 verbs[i] == BULK_BLOCK ? matched - 2 : 0);
		assert_int_equal(jobs_rows(world_fresh(&world), &(struct job_rows_ask){id, JOB_RESULT_SKIPPED, 0, 10},
					   &rows, &count),
				 DONE);
		assert_int_equal(count, 1);
		assert_int_equal(rows[0].customer.value, highest + 2);
		assert_non_null(strstr(rows[0].why.message, "No longer matches"));
		assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM bulk_people"), 0);
		world_close(&world);
	}
}

/* What a job that was cancelled has not done goes when the next is asked for. */
static void whom_a_job_is_over_is_kept_no_longer_than_it_is_needed__2_X1(void **state)
{
	struct world world;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	assert_true(engine_number(&world.engine, "SELECT COUNT(*) FROM bulk_people") > 0);
	assert_int_equal(jobs_cancel(world_fresh(&world), id), DONE);
	id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	assert_int_equal(engine_number(&world.engine, "SELECT MIN(job_id) FROM bulk_people"), id.value);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_vips(&world), CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM bulk_people"), 0);
	world_close(&world);
}

/* Whoever gets another home channel is seen there from then on: taken back, they were not. */
static void a_channel_that_was_set_for_many_leaves_nothing_when_it_is_taken_back__2_X1(void **state)
{
	struct world world;
	struct job_id undo;
	crowd_open(&world, *state);
	engine_script(&world.engine, "INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (3, 2, 1)");
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_SET_CHANNEL, .channel = {2}});
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).changed, CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_channels"), 2 * CROWD_PEOPLE);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), DONE);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, undo).changed, CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE channel_id = 1"),
			 CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_channels"), CROWD_PEOPLE + 1);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_comes_to_match_later_is_left_alone_and_who_no_longer_does_is_reported__2_X1),
		ON_BOTH(a_channel_that_was_set_for_many_leaves_nothing_when_it_is_taken_back__2_X1),
		ON_BOTH(whom_a_job_is_over_is_kept_no_longer_than_it_is_needed__2_X1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
