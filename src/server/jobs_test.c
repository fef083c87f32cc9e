/* Stories of jobs, on both engines: one thing done to all that match, in steps that can be stopped and taken back. */
#include "server/jobs.h"

#include "features/access/access.h"
#include "features/bulk/bulk.h"
#include "features/customers/customers.h"
#include "features/exports/exports.h"
#include "features/exports/exports_file.h"
#include "tests/crowd.h"

#include <stdlib.h>

static void all_that_match_are_changed_and_those_left_out_are_reported(void **state)
{
	struct world world;
	struct job_row *rows;
	size_t count;
	crowd_open(&world, *state);
	engine_script(&world.engine, "UPDATE customers SET vip = 1 WHERE id % 100 = 7");
	int64_t before = crowd_vips(&world);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	assert_int_equal(crowd_job(&world, id).total, CROWD_PEOPLE);
	(void)world_customer(&world, "late@x.example");
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	struct job job = crowd_job(&world, id);
	assert_int_equal(job.state, JOB_STATE_DONE);
	assert_int_equal(job.changed, CROWD_PEOPLE - before);
	assert_int_equal(job.skipped, before);
	assert_int_equal(crowd_vips(&world), CROWD_PEOPLE);
	assert_int_equal(
		jobs_rows(world_fresh(&world), &(struct job_rows_ask){id, JOB_RESULT_SKIPPED, 0, 10}, &rows, &count),
		DONE);
	assert_int_equal(count, before);
	assert_string_equal(rows[0].why.message, "It is so already.");
	assert_int_equal(rows[0].customer.value % 100, 7);
	world_close(&world);
}

static void only_those_who_match_the_filter_are_changed(void **state)
{
	struct world world;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "email:\"p1@x.example\"", &(struct bulk_ask){.verb = BULK_VIP});
	assert_int_equal(crowd_job(&world, id).total, 1);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_vips(&world), 1);
	struct job_id none;
	assert_int_equal(bulk_start(world_fresh(&world), TEXT("email:\"nobody@x.example\""),
				    &(struct bulk_ask){.verb = BULK_VIP}, &none),
			 CONFLICT);
	assert_int_equal(
		bulk_start(world_fresh(&world), TEXT("nonsense:1"), &(struct bulk_ask){.verb = BULK_VIP}, &none),
		INVALID);
	world_close(&world);
}

static void a_paused_job_rests_a_resumed_one_goes_on_and_a_cancelled_one_ends(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP}), taken;
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), DONE);
	assert_false(ended);
	int64_t done = crowd_vips(&world);
	assert_true(done > 0 && done < CROWD_PEOPLE);
	assert_int_equal(jobs_pause(world_fresh(&world), id), DONE);
	assert_int_equal(jobs_pause(world_fresh(&world), id), CONFLICT);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), CONFLICT);
	assert_int_equal(jobs_take(world_fresh(&world), CROWD_LEASE, &taken), DONE);
	assert_int_equal(taken.value, 0);
	assert_int_equal(crowd_vips(&world), done);
	assert_int_equal(jobs_resume(world_fresh(&world), id), DONE);
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), DONE);
	done = crowd_vips(&world);
	assert_int_equal(jobs_cancel(world_fresh(&world), id), DONE);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), CONFLICT);
	assert_int_equal(jobs_cancel(world_fresh(&world), id), CONFLICT);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_CANCELLED);
	assert_int_equal(crowd_vips(&world), done);
	assert_int_equal(crowd_job(&world, id).changed, done);
	world_close(&world);
}

static enum outcome do_nothing(struct context *ctx, void *state)
{
	(void)ctx;
	(void)state;
	return DONE;
}

/* Finds the next one in more time than a step has. */
static enum outcome find_slowly(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	int64_t until = monotonic_ns() + 2 * JOB_STEP_NS;
	while (monotonic_ns() < until)
		;
	if (!job_step_is_full(step))
		TRY(job_step_try(ctx, step, (struct customer_id){job_step_place(step) + 1}, do_nothing, NULL));
	*ret_ended = job_step_place(step) == 2;
	return DONE;
}

static void a_job_whose_customers_are_hard_to_find_gets_on_all_the_same(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, find_slowly, &ended), DONE);
	assert_int_equal(crowd_job(&world, id).changed, 1);
	assert_int_equal(crowd_step(&world, id, find_slowly, &ended), DONE);
	assert_true(ended);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_DONE);
	world_close(&world);
}

/* Refuses, and says how it was prepared. */
static enum outcome refuse(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	const struct text *prepared = job_step_prepared(step);
	(void)ret_ended;
	return context_conflict(ctx, TEXT_NONE, "full", "{0} is full.", *prepared, TEXT_NONE);
}

static enum outcome prepare(struct context *ctx, const struct job *job, void **ret_prepared)
{
	struct text *prepared = arena_take(ctx->arena, sizeof *prepared);
	assert_false(context_is_writing(ctx));
	*prepared = text_of_number(ctx->arena, job->total);
	*ret_prepared = prepared;
	return DONE;
}

static void a_job_that_cannot_go_on_ends_and_says_why(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	crowd_take(&world, id);
	struct job job = crowd_job(&world, id);
	struct context *ctx = world_fresh(&world);
	assert_int_equal(jobs_run_step(ctx, &job, CROWD_LEASE, &(struct job_kind){"test", prepare, refuse}, &ended),
			 INVALID);
	assert_int_equal(jobs_fail(ctx, id, CROWD_LEASE, &ctx->problems->list[0]), DONE);
	job = crowd_job(&world, id);
	assert_int_equal(job.state, JOB_STATE_FAILED);
	assert_false(instant_is_none(job.finished));
	assert_string_equal(job.failure.message, "{0} is full.");
	assert_int_equal(job.failure.values[0].size, 3); /* its total */
	world_close(&world);
}

/* As a kind whose work is no list of customers: row by row until the step is full. */
static enum outcome count_rows(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	(void)ctx;
	do
		job_step_move(step, job_step_place(step) + 1, 1, 0);
	while (!job_step_is_full(step));
	*ret_ended = true;
	return DONE;
}

static void a_job_may_have_places_of_its_own(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, count_rows, &ended), DONE);
	struct job job = crowd_job(&world, id);
	assert_int_equal(job.state, JOB_STATE_DONE);
	assert_true(job.place > 1);
	assert_int_equal(job.changed, job.place);
	world_close(&world);
}

static void a_job_that_its_server_left_is_gone_on_with_and_nobody_is_changed_twice(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_ADD_TAG, .tag = TEXT("loyal")});
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), DONE);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_RUNNING);
	engine_script(&world.engine, "UPDATE jobs SET leased_until = 1");
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_DONE);
	assert_int_equal(crowd_job(&world, id).changed, CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'tag.added'"),
			 CROWD_PEOPLE);
	/* The server that was away comes back with a step. */
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), CONFLICT);
	world_close(&world);
}

static void a_job_that_a_server_gives_up_as_it_stops_is_taken_by_another_at_once(void **state)
{
	struct world world;
	bool ended;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP}), taken;
	crowd_take(&world, id);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), DONE);
	assert_int_equal(jobs_take(world_fresh(&world), TEXT("other"), &taken), DONE);
	assert_int_equal(taken.value, 0);
	assert_int_equal(jobs_leave(world_fresh(&world), id, TEXT("other")), DONE);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_RUNNING); /* it was not theirs */
	assert_int_equal(jobs_leave(world_fresh(&world), id, CROWD_LEASE), DONE);
	assert_int_equal(jobs_take(world_fresh(&world), TEXT("other"), &taken), DONE);
	assert_int_equal(taken.value, id.value);
	assert_int_equal(crowd_step(&world, id, bulk_job, &ended), CONFLICT);
	world_close(&world);
}

/* After its pause it has its turn, behind those that were asked for meanwhile; each pause is longer. */
static void assert_waits_longer_and_longer(struct world *world, struct job_id stuck)
{
	struct job_id taken;
	int64_t pause = 0;
	for (int i = 0; i < 3; i++) {
		struct job_id fresh = crowd_start(world, "", &(struct bulk_ask){.verb = BULK_NOT_VIP});
		engine_script(
			&world->engine,
			"UPDATE jobs SET next_try = (SELECT MAX(created) + 1 FROM jobs) WHERE next_try IS NOT NULL");
		crowd_take(world, fresh);
		assert_int_equal(jobs_cancel(world_fresh(world), fresh), DONE);
		crowd_take(world, stuck);
		int64_t before = context_now(world_fresh(world)).us;
		assert_int_equal(jobs_set_aside(world_fresh(world), stuck, CROWD_LEASE, NULL), DONE);
		int64_t now = crowd_job(world, stuck).next_try.us - before;
		assert_true(now > pause + pause / 2);
		pause = now;
		assert_int_equal(jobs_take(world_fresh(world), CROWD_LEASE, &taken), DONE);
		assert_int_equal(taken.value, 0);
	}
}

/* Its file is held by somebody else, which is told like a full disk: not now. */
static void a_job_that_cannot_go_on_now_waits_behind_the_others_and_says_why(void **state)
{
	struct world world;
	struct export_id export;
	struct export_made made;
	struct export_file *held;
	char place[] = "/tmp/clientele-jobs-XXXXXX";
	assert_non_null(mkdtemp(place));
	crowd_open(&world, *state);
	world_act_as(&world, 1, STORE_SCOPE_ALL);
	assert_int_equal(exports_start(world_fresh(&world), &(struct export_ask){.whom = EXPORT_WHOM_ALL}, &export),
			 DONE);
	assert_int_equal(exports_get(world_fresh(&world), export, &made), DONE);
	struct context holder = *world_fresh(&world);
	holder.arena = arena_open(SIZE_MAX);
	holder.files = text_of(place);
	assert_int_equal(export_file_open(&holder, made.token, &held), DONE);
	struct job_id stuck = {engine_number(&world.engine, "SELECT MAX(id) FROM jobs")};
	struct job_id other = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	jobs_run_waiting(world.engine.store, text_of(place));
	assert_int_equal(crowd_job(&world, other).state, JOB_STATE_DONE);
	struct job job = crowd_job(&world, stuck);
	assert_int_equal(job.state, JOB_STATE_WAITING);
	assert_non_null(job.failure.message);
	assert_false(instant_is_none(job.next_try));
	assert_waits_longer_and_longer(&world, stuck);
	/* Room again: it goes on where it was, and nothing of this is left. */
	arena_close(holder.arena);
	engine_script(&world.engine, "UPDATE jobs SET next_try = 1 WHERE next_try IS NOT NULL");
	jobs_run_waiting(world.engine.store, text_of(place));
	job = crowd_job(&world, stuck);
	assert_int_equal(job.state, JOB_STATE_DONE);
	assert_null(job.failure.message);
	assert_true(instant_is_none(job.next_try));
	assert_int_equal(system(text_format(world.engine.arena, "rm -r %s", place).at), 0);
	world_close(&world);
}

static void what_a_job_did_is_taken_back_but_for_those_changed_since(void **state)
{
	struct world world;
	struct job_id undo, again;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_DISAPPROVE});
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), CONFLICT);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).changed, CROWD_PEOPLE);
	assert_int_equal(access_change(world_fresh(&world), (struct customer_id){5}, ACCESS_VERB_APPROVE,
				       &(struct access_ask){0}),
			 DONE);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), DONE);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &again), CONFLICT);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	struct job job = crowd_job(&world, undo);
	assert_int_equal(job.state, JOB_STATE_DONE);
	assert_int_equal(job.changed, CROWD_PEOPLE - 1);
	assert_int_equal(job.skipped, 1);
	assert_int_equal(crowd_job(&world, id).undone_by.value, undo.value);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(DISTINCT status) FROM customers"), 1);
	assert_int_equal(jobs_undo(world_fresh(&world), undo, &again), CONFLICT);
	world_close(&world);
}

static void all_that_match_are_suspended_until_their_day_and_it_is_taken_back(void **state)
{
	struct world world;
	struct job_id undo;
	crowd_open(&world, *state);
	const struct bulk_ask ask = {.verb = BULK_SUSPEND,
				     .functions = access_functions_parse(TEXT("orders")),
				     .until = {INT64_C(4070908800000000)}};
	struct job_id id = crowd_start(&world, "", &ask);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).changed, CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE suspended = 'orders' AND "
						      "suspended_until = 4070908800000000"),
			 CROWD_PEOPLE);
	assert_int_equal(
		access_change(world_fresh(&world), (struct customer_id){5}, ACCESS_VERB_LIFT, &(struct access_ask){0}),
		DONE);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), DONE);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, undo).changed, CROWD_PEOPLE - 1);
	assert_int_equal(crowd_job(&world, undo).skipped, 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE suspended IS NOT NULL"), 0);
	world_close(&world);
}

static void all_that_match_are_deleted_for_good_once_their_number_was_typed(void **state)
{
	struct world world;
	struct job_id id, undo;
	crowd_open(&world, *state);
	struct bulk_ask ask = {.verb = BULK_ERASE, .typed = TEXT("229")};
	(void)crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	jobs_run_waiting(world.engine.store, TEXT_NONE); /* a report that names all of them */
	assert_int_equal(bulk_start(world_fresh(&world), TEXT(""), &ask, &id), INVALID);
	ask.typed = TEXT("230");
	id = crowd_start(&world, "", &ask);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	struct job job = crowd_job(&world, id);
	assert_int_equal(job.state, JOB_STATE_DONE);
	assert_true(job.final);
	assert_int_equal(job.changed, CROWD_PEOPLE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers"), 0);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM job_rows"), 0);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), CONFLICT);
	world_close(&world);
}

static void a_job_may_no_more_than_who_asked_for_it_and_sees_nobody_else(void **state)
{
	struct world world;
	crowd_open(&world, *state);
	engine_script(&world.engine, "UPDATE customers SET representative_id = 1 WHERE id <= 3;"
				     "UPDATE staff SET scope = 1 WHERE id = 1");
	world_act_as(&world, 1, STORE_SCOPE_OWN);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	assert_int_equal(crowd_job(&world, id).total, 3);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_vips(&world), 3);
	/* Demoted before it runs: it cannot. */
	id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_BLOCK});
	engine_script(&world.engine, "UPDATE staff SET role_id = (SELECT id FROM roles WHERE word = 'auditor')");
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(crowd_job(&world, id).state, JOB_STATE_FAILED);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customers WHERE blocked = 1"), 0);
	world_close(&world);
}

static void jobs_of_others_are_seen_by_those_alone_who_may_stop_them(void **state)
{
	struct world world;
	struct job job, *jobs;
	size_t count;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP});
	world_act_as(&world, 2, STORE_SCOPE_ALL);
	assert_int_equal(jobs_get(world_fresh(&world), id, &job), DONE);
	world.ctx.permissions = (struct permission_set){0};
	assert_int_equal(jobs_get(world_fresh(&world), id, &job), NOT_FOUND);
	assert_int_equal(jobs_cancel(world_fresh(&world), id), NOT_FOUND);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &id), NOT_FOUND);
	assert_int_equal(jobs_list(world_fresh(&world), 0, 10, &jobs, &count), DONE);
	assert_int_equal(count, 0);
	world_close(&world);
}

static void old_jobs_are_forgotten_with_their_reports(void **state)
{
	struct world world;
	crowd_open(&world, *state);
	struct job_id id = crowd_start(&world, "", &(struct bulk_ask){.verb = BULK_VIP}), undo;
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	assert_int_equal(jobs_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM job_rows"), CROWD_PEOPLE);
	assert_int_equal(jobs_undo(world_fresh(&world), id, &undo), DONE);
	jobs_run_waiting(world.engine.store, TEXT_NONE);
	engine_script(&world.engine, "UPDATE jobs SET finished = 1");
	assert_int_equal(jobs_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(jobs_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM job_rows"), 0);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM jobs"), 0);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(all_that_match_are_changed_and_those_left_out_are_reported),
		ON_BOTH(only_those_who_match_the_filter_are_changed),
		ON_BOTH(a_paused_job_rests_a_resumed_one_goes_on_and_a_cancelled_one_ends),
		ON_BOTH(a_job_whose_customers_are_hard_to_find_gets_on_all_the_same),
		ON_BOTH(a_job_that_cannot_go_on_ends_and_says_why),
		ON_BOTH(a_job_may_have_places_of_its_own),
		ON_BOTH(a_job_that_its_server_left_is_gone_on_with_and_nobody_is_changed_twice),
		ON_BOTH(a_job_that_a_server_gives_up_as_it_stops_is_taken_by_another_at_once),
		ON_BOTH(a_job_that_cannot_go_on_now_waits_behind_the_others_and_says_why),
		ON_BOTH(what_a_job_did_is_taken_back_but_for_those_changed_since),
		ON_BOTH(all_that_match_are_suspended_until_their_day_and_it_is_taken_back),
		ON_BOTH(all_that_match_are_deleted_for_good_once_their_number_was_typed),
		ON_BOTH(a_job_may_no_more_than_who_asked_for_it_and_sees_nobody_else),
		ON_BOTH(jobs_of_others_are_seen_by_those_alone_who_may_stop_them),
		ON_BOTH(old_jobs_are_forgotten_with_their_reports),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
