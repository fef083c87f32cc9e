/* Stories of exports into files on both engines: whom, going on after a crash, who gets the file, when it goes. */
#include "features/exports/exports.h"

#include "features/customers/customers.h"
#include "features/exports/exports_file.h"
#include "server/jobs.h"
#include "tests/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lease[] = "test";

struct house {
	struct world world;
	struct text files;
};

static void house_open(struct house *house, const char *engine)
{
	char folder[] = "/tmp/clientele-exports-XXXXXX";
	world_open(&house->world, engine);
	world_furnish(&house->world);
	house->world.ctx.clock = &clock_system; /* as jobs have it */
	assert_non_null(mkdtemp(folder));
	house->files = text_copy(house->world.engine.arena, text_of(folder));
	house->world.ctx.files = house->files;
	world_act_as(&house->world, 1, STORE_SCOPE_ALL);
	/* As the database has it, which jobs ask. */
	engine_script(&house->world.engine,
		      "UPDATE staff SET scope = 0, role_id = (SELECT id FROM roles WHERE word = 'owner')");
}

static void house_close(struct house *house)
{
	assert_int_equal(system(text_format(house->world.engine.arena, "rm -r %.*s", TEXT_ARG(house->files)).at), 0);
	world_close(&house->world);
}

/* Many people at once, with numbers up to `last`. */
static void add_crowd(struct house *house, int64_t first, int64_t last)
{
	engine_script(
		&house->world.engine,
		text_format(house->world.engine.arena,
			    "INSERT INTO customers (id, version, status, first_name, salutation, name_order, "
			    "display_name, sort_name, type_id, group_id, channel_id, vip, newsletter, discount, guest, "
			    "activation, approval, active, blocked, since, created, modified) "
			    "WITH RECURSIVE n(i) AS (SELECT %lld UNION ALL SELECT i + 1 FROM n WHERE i < %lld) "
			    "SELECT i, 1, 9, 'Person', 0, 0, 'Person', 'person', 1, 1, 1, 0, 0, -1, 0, 1, 1, 1, 0, "
			    "20000, %lld, 1 FROM n",
			    (long long)first, (long long)last, (long long)context_now(&house->world.ctx).us)
			.at);
}

static struct export_id start(struct house *house, struct export_ask ask)
{
	struct export_id id = {0};
	if (text_is_none(ask.how.columns))
		ask.how.columns = TEXT("id,first_name");
	assert_int_equal(exports_start(world_fresh(&house->world), &ask, &id), DONE);
	return id;
}

static struct export_made made_of(struct house *house, struct export_id id)
{
	struct export_made made;
	assert_int_equal(exports_get(world_fresh(&house->world), id, &made), DONE);
	return made;
}

static struct text read_file(struct house *house, struct text path)
{
	struct stat about;
	int file = open(path.at, O_RDONLY);
	assert_true(file >= 0 && fstat(file, &about) == 0);
	char *bytes = arena_take(house->world.engine.arena, (size_t)about.st_size + 1);
	assert_int_equal(read(file, bytes, (size_t)about.st_size), about.st_size);
	close(file);
	return (struct text){bytes, (size_t)about.st_size};
}

static struct text file_of(struct house *house, struct export_id id)
{
	struct export_made made;
	struct text path;
	assert_int_equal(exports_file(world_fresh(&house->world), id, &made, &path), DONE);
	return read_file(house, path);
}

/* Starts one, runs it, gives its file. */
static struct text run(struct house *house, struct export_ask ask)
{
	struct export_id id = start(house, ask);
	jobs_run_waiting(house->world.engine.store, house->files);
	assert_int_equal(made_of(house, id).state, JOB_STATE_DONE);
	return file_of(house, id);
}

/* ---- whom ---- */

static void a_file_holds_those_whom_it_was_asked_for__2_C3(void **state)
{
	struct house house;
	struct export_id none;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	engine_script(&house.world.engine, "UPDATE customers SET vip = 1 WHERE id = 2");
	const int64_t selected[] = {3, 1, 3, 77};
	ASSERT_TEXT(run(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL}),
		    TEXT("id,first_name\r\n1,Person\r\n2,Person\r\n3,Person\r\n"));
	ASSERT_TEXT(run(&house, (struct export_ask){.whom = EXPORT_WHOM_FILTER, .filter = TEXT("vip:yes")}),
		    TEXT("id,first_name\r\n2,Person\r\n"));
	ASSERT_TEXT(run(&house,
			(struct export_ask){.whom = EXPORT_WHOM_SELECTED, .selected = selected, .selected_count = 4}),
		    TEXT("id,first_name\r\n1,Person\r\n3,Person\r\n"));
	assert_int_equal(
		exports_start(world_fresh(&house.world),
			      &(struct export_ask){.whom = EXPORT_WHOM_FILTER, .filter = TEXT("vip:yes vip:no")},
			      &none),
		CONFLICT);
	assert_int_equal(exports_start(world_fresh(&house.world),
				       &(struct export_ask){.whom = EXPORT_WHOM_FILTER, .filter = TEXT("nonsense:1")},
				       &none),
			 INVALID);
	house_close(&house);
}

static void whoever_is_new_is_in_the_next_export_with_a_lower_number_too(void **state)
{
	struct house house;
	struct export_id none;
	house_open(&house, *state);
	add_crowd(&house, 200, 203);
	run(&house, (struct export_ask){.whom = EXPORT_WHOM_NEW});
	/* Nobody is new, though all were added a moment before. */
	assert_int_equal(exports_start(world_fresh(&house.world), &(struct export_ask){.whom = EXPORT_WHOM_NEW}, &none),
			 CONFLICT);
	/* Another server had these numbers, and its clock was behind. */
	add_crowd(&house, 100, 101);
	/* Who has some more files made of a few has not seen the others yet. */
	const int64_t ticked[] = {100};
	run(&house, (struct export_ask){.whom = EXPORT_WHOM_SELECTED, .selected = ticked, .selected_count = 1});
	run(&house, (struct export_ask){.whom = EXPORT_WHOM_FILTER, .filter = TEXT("vip:no")});
	engine_script(&house.world.engine, "UPDATE customers SET created = created - 60000000 WHERE id < 200");
	add_crowd(&house, 300, 300);
	ASSERT_TEXT(run(&house, (struct export_ask){.whom = EXPORT_WHOM_NEW}),
		    TEXT("id,first_name\r\n100,Person\r\n101,Person\r\n300,Person\r\n"));
	/* Somebody else has not exported anything yet. */
	world_act_as(&house.world, 2, STORE_SCOPE_ALL);
	int64_t count;
	assert_int_equal(
		exports_count(world_fresh(&house.world), &(struct export_ask){.whom = EXPORT_WHOM_NEW}, &count), DONE);
	assert_int_equal(count, 7);
	house_close(&house);
}

static void whoever_sees_their_own_customers_exports_theirs_alone(void **state)
{
	const int64_t selected[] = {1, 2, 3};
	struct house house;
	struct export_id none;
	house_open(&house, *state);
	add_crowd(&house, 1, 5);
	run(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	engine_script(&house.world.engine, "UPDATE customers SET representative_id = 1 WHERE id IN (2, 4);"
					   "UPDATE staff SET scope = 1 WHERE id = 1");
	world_act_as(&house.world, 1, STORE_SCOPE_OWN);
	ASSERT_TEXT(run(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL}),
		    TEXT("id,first_name\r\n2,Person\r\n4,Person\r\n"));
	ASSERT_TEXT(run(&house,
			(struct export_ask){.whom = EXPORT_WHOM_SELECTED, .selected = selected, .selected_count = 3}),
		    TEXT("id,first_name\r\n2,Person\r\n"));
	assert_int_equal(exports_start(world_fresh(&house.world),
				       &(struct export_ask){
					       .whom = EXPORT_WHOM_SELECTED, .selected = selected, .selected_count = 1},
				       &none),
			 CONFLICT);
	house_close(&house);
}

/* ---- the job ---- */

static enum outcome step(struct house *house, struct export_id id, bool *ret_ended)
{
	static const struct job_kind kind = {"export", exports_prepare, exports_work};
	struct job_id job_id = made_of(house, id).job;
	struct job job;
	assert_int_equal(jobs_get(world_fresh(&house->world), job_id, &job), DONE);
	struct context ctx = *world_fresh(&house->world);
	ctx.arena = arena_open(SIZE_MAX);
	ctx.problems = problems_open(ctx.arena);
	ctx.request_id = text_format(ctx.arena, JOB_REQUEST, (long long)job_id.value);
	enum outcome outcome = jobs_run_step(&ctx, &job, text_of(lease), &kind, ret_ended);
	context_close(&ctx);
	arena_close(ctx.arena);
	return outcome;
}

static void take(struct house *house)
{
	struct job_id taken;
	assert_int_equal(jobs_take(world_fresh(&house->world), text_of(lease), &taken), DONE);
	assert_true(taken.value);
}

static struct text whole(struct house *house, enum export_format format)
{
	return run(house, (struct export_ask){.whom = EXPORT_WHOM_ALL, .how = {.format = format}});
}

static struct text path_of(struct house *house, struct export_id id)
{
	return export_file_path(house->world.engine.arena, house->files, made_of(house, id).token);
}

/* What a step wrote that came to nothing: the server was killed before the transaction. */
static void leave_half_a_step(struct house *house, struct export_id id)
{
	FILE *file = fopen(path_of(house, id).at, "ab");
	assert_non_null(file);
	assert_true(fputs("half a row that nobody knows of", file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void a_job_that_was_cut_off_goes_on_where_it_was_in_every_format(void **state)
{
	struct house house;
	bool ended;
	house_open(&house, *state);
	add_crowd(&house, 1, 25000);
	for (enum export_format format = EXPORT_FORMAT_CSV; format <= EXPORT_FORMAT_JSONL; format++) {
		struct export_id id =
			start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL, .how = {.format = format}});
		take(&house);
		assert_int_equal(step(&house, id, &ended), DONE);
		assert_false(ended);
		int64_t bytes = made_of(&house, id).bytes, rows = made_of(&house, id).rows;
		assert_true(bytes > 0 && rows > 0 && rows < 25000);
		leave_half_a_step(&house, id);
		engine_script(&house.world.engine, "UPDATE jobs SET leased_until = 1");
		jobs_run_waiting(house.world.engine.store, house.files);
		assert_int_equal(made_of(&house, id).state, JOB_STATE_DONE);
		assert_int_equal(made_of(&house, id).rows, 25000);
		struct text file = file_of(&house, id);
		assert_int_equal(file.size, made_of(&house, id).bytes);
		assert_true(text_find(file, TEXT("half a row"), 0) == SIZE_MAX);
		if (format != EXPORT_FORMAT_XLSX) /* which is packed in other pieces */
			ASSERT_TEXT(file, whole(&house, format));
	}
	house_close(&house);
}

static void two_servers_never_write_one_file_at_the_same_time(void **state)
{
	struct house house;
	struct export_file *file;
	bool ended;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id id = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	take(&house);
	struct context other = *world_fresh(&house.world);
	other.arena = arena_open(SIZE_MAX);
	assert_int_equal(export_file_open(&other, made_of(&house, id).token, &file), DONE);
	assert_int_equal(step(&house, id, &ended), TOO_MANY);
	arena_close(other.arena);
	assert_int_equal(step(&house, id, &ended), DONE);
	assert_true(ended);
	house_close(&house);
}

static void a_file_that_was_lost_fails_the_job_and_says_so(void **state)
{
	struct house house;
	struct job job;
	bool ended;
	house_open(&house, *state);
	add_crowd(&house, 1, 25000);
	struct export_id id = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	take(&house);
	assert_int_equal(step(&house, id, &ended), DONE);
	assert_int_equal(truncate(path_of(&house, id).at, 10), 0);
	engine_script(&house.world.engine, "UPDATE jobs SET leased_until = 1");
	jobs_run_waiting(house.world.engine.store, house.files);
	assert_int_equal(jobs_get(world_fresh(&house.world), made_of(&house, id).job, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_FAILED);
	assert_string_equal(job.failure.message, "The file was removed while it was written.");
	assert_false(made_of(&house, id).may_get);
	house_close(&house);
}

static void an_export_cannot_be_taken_back(void **state)
{
	struct house house;
	struct job job;
	struct job_id undo;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id id = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	jobs_run_waiting(house.world.engine.store, house.files);
	assert_int_equal(jobs_get(world_fresh(&house.world), made_of(&house, id).job, &job), DONE);
	assert_int_equal(job.changed, 3);
	assert_false(jobs_can_undo(&house.world.ctx, &job));
	assert_int_equal(jobs_undo(world_fresh(&house.world), job.id, &undo), CONFLICT);
	house_close(&house);
}

/* ---- the file ---- */

static bool is_there(struct house *house, const char *path)
{
	struct stat about;
	(void)house;
	return stat(path, &about) == 0;
}

static void a_file_goes_when_somebody_in_it_is_deleted_permanently(void **state)
{
	const int64_t selected[] = {1, 3};
	struct house house;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id all = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	struct export_id some = start(
		&house, (struct export_ask){.whom = EXPORT_WHOM_SELECTED, .selected = selected, .selected_count = 2});
	jobs_run_waiting(house.world.engine.store, house.files);
	const char *all_path = path_of(&house, all).at, *some_path = path_of(&house, some).at;
	assert_true(is_there(&house, all_path) && is_there(&house, some_path));
	assert_int_equal(customers_erase(world_fresh(&house.world), (struct customer_id){2}, TEXT("2")), DONE);
	assert_false(is_there(&house, all_path));
	assert_true(is_there(&house, some_path));
	assert_true(made_of(&house, all).erased);
	assert_false(made_of(&house, all).may_get);
	assert_int_equal(made_of(&house, all).rows, 3);
	assert_true(made_of(&house, some).may_get);
	assert_int_equal(engine_number(&house.world.engine, "SELECT COUNT(*) FROM exports WHERE token IS NULL"), 1);
	house_close(&house);
}

static void whoever_is_deleted_while_their_row_is_written_does_not_stay_in_the_file(void **state)
{
	static const struct job_kind kind = {"export", exports_prepare, exports_work};
	struct house house;
	struct job job;
	bool ended;
	void *prepared;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id id = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	take(&house);
	assert_int_equal(jobs_get(world_fresh(&house.world), made_of(&house, id).job, &job), DONE);
	struct context ctx = *world_fresh(&house.world);
	ctx.arena = arena_open(SIZE_MAX);
	assert_int_equal(kind.prepare(&ctx, &job, &prepared), DONE);
	context_close(&ctx);
	arena_close(ctx.arena);
	/* The rows stand in the file, and nobody has told the database. */
	assert_int_equal(customers_erase(world_fresh(&house.world), (struct customer_id){2}, TEXT("2")), DONE);
	assert_int_equal(step(&house, id, &ended), INVALID);
	assert_true(made_of(&house, id).erased);
	house_close(&house);
}

static void files_are_kept_for_a_week_and_go_by_hand_at_once(void **state)
{
	struct house house;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id old = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	struct export_id kept = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	jobs_run_waiting(house.world.engine.store, house.files);
	const char *old_path = path_of(&house, old).at, *kept_path = path_of(&house, kept).at;
	engine_script(&house.world.engine,
		      text_format(house.world.engine.arena,
				  "UPDATE exports SET created = created - 604800000000 WHERE id = %lld",
				  (long long)old.value)
			      .at);
	struct export_made made;
	struct text path;
	assert_int_equal(unlink(old_path), 0);
	assert_int_equal(exports_file(world_fresh(&house.world), old, &made, &path), NOT_FOUND);
	assert_int_equal(exports_remove_old(world_fresh(&house.world)), DONE);
	assert_false(is_there(&house, old_path));
	assert_true(is_there(&house, kept_path));
	assert_int_equal(exports_remove(world_fresh(&house.world), kept), DONE);
	assert_false(is_there(&house, kept_path));
	assert_int_equal(exports_remove(world_fresh(&house.world), kept), CONFLICT);
	assert_int_equal(made_of(&house, kept).rows, 3);
	house_close(&house);
}

static void a_file_is_for_nobody_who_sees_less_than_its_maker_did(void **state)
{
	struct house house;
	struct export_made made;
	struct text path;
	house_open(&house, *state);
	add_crowd(&house, 1, 3);
	struct export_id id = start(&house, (struct export_ask){.whom = EXPORT_WHOM_ALL});
	jobs_run_waiting(house.world.engine.store, house.files);
	assert_true(made_of(&house, id).may_get);
	/* Somebody else who manages jobs: all of it, or nothing. */
	world_act_as(&house.world, 2, STORE_SCOPE_ALL);
	assert_int_equal(exports_file(world_fresh(&house.world), id, &made, &path), DONE);
	world_act_as(&house.world, 2, STORE_SCOPE_CHANNELS);
	assert_int_equal(exports_file(world_fresh(&house.world), id, &made, &path), NOT_FOUND);
	/* The maker, narrowed since. */
	world_act_as(&house.world, 1, STORE_SCOPE_OWN);
	assert_int_equal(exports_file(world_fresh(&house.world), id, &made, &path), NOT_FOUND);
	/* Anybody else. */
	world_act_as(&house.world, 2, STORE_SCOPE_ALL);
	house.world.ctx.permissions.bits &= ~(UINT64_C(1) << PERMISSION_JOBS_MANAGE);
	assert_int_equal(exports_get(world_fresh(&house.world), id, &made), NOT_FOUND);
	assert_int_equal(exports_remove(world_fresh(&house.world), id), NOT_FOUND);
	house.world.ctx.permissions.bits &= ~(UINT64_C(1) << PERMISSION_CUSTOMERS_EXPORT);
	assert_int_equal(exports_start(world_fresh(&house.world), &(struct export_ask){.whom = EXPORT_WHOM_ALL}, &id),
			 FORBIDDEN);
	house.world.ctx.permissions = permission_all();
	house_close(&house);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_file_holds_those_whom_it_was_asked_for__2_C3),
		ON_BOTH(whoever_is_new_is_in_the_next_export_with_a_lower_number_too),
		ON_BOTH(whoever_sees_their_own_customers_exports_theirs_alone),
		ON_BOTH(a_job_that_was_cut_off_goes_on_where_it_was_in_every_format),
		ON_BOTH(two_servers_never_write_one_file_at_the_same_time),
		ON_BOTH(a_file_that_was_lost_fails_the_job_and_says_so),
		ON_BOTH(an_export_cannot_be_taken_back),
		ON_BOTH(a_file_goes_when_somebody_in_it_is_deleted_permanently),
		ON_BOTH(whoever_is_deleted_while_their_row_is_written_does_not_stay_in_the_file),
		ON_BOTH(files_are_kept_for_a_week_and_go_by_hand_at_once),
		ON_BOTH(a_file_is_for_nobody_who_sees_less_than_its_maker_did),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
