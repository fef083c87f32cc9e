/* An import by a job whose server was killed with kill -9 goes on where it was. On the command line:
 * imports_resume_test.c. */
#include "base/buffer.h"
#include "server/jobs.h"
#include "tests/import_office.h"
#include "tests/import_people.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED_ROWS  3000
#define RANDOM_ROWS  2000
#define RANDOM_KILLS 20
#define MOST_ROWS    30 /* between two deaths */

static void work_and_wait_for_death(struct office *office)
{
	struct arena *arena = arena_open(SIZE_MAX);
	const struct store_options where = {.where = office->world.engine.where};
	struct store *store;
	struct text why;
	if (store_open(&where, arena, &store, &why) != DONE)
		_exit(1);
	jobs_run_waiting(store, text_of(office->folder));
	_exit(0);
}

/* Another process works on the job; it is killed once it is past that row. */
static void kill_behind(struct office *office, int64_t row)
{
	pid_t child = fork();
	int status;
	assert_true(child >= 0);
	if (child == 0)
		work_and_wait_for_death(office);
	while (office_number(office, "SELECT MAX(position) FROM imports") < row &&
	       waitpid(child, &status, WNOHANG) == 0)
		usleep(500);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	engine_script(&office->world.engine, "UPDATE jobs SET leased_until = 1 WHERE finished IS NULL");
}

static void a_job_whose_server_was_killed_goes_on_and_does_no_row_twice__2_C4(void **state)
{
	struct office office;
	struct job job;
	struct buffer csv = buffer_make(1 << 20);
	office_open(&office, *state);
	buffer_add(&csv, TEXT("Email,First Name,Phone,Tags\n"));
	for (int i = 0; i < KILLED_ROWS; i++)
		buffer_add_format(&csv, i % 300 == 299 ? "nobody%d,Bad,,\n" : "p%d@x.example,P,012-345 67%d,t\n", i,
				  i % 90);
	office_send(&office, buffer_text(&csv));
	buffer_free(&csv);
	assert_int_equal(imports_start(office_fresh(&office), office.file, false, &office.job), DONE);
	static const int64_t deaths[] = {1, 700, 1500};
	for (size_t i = 0; i < 3; i++)
		kill_behind(&office, deaths[i]);
	assert_int_equal(jobs_get(office_fresh(&office), office.job, &job), DONE);
	assert_true(job.place >= 1500 && job.state == JOB_STATE_RUNNING);
	jobs_run_waiting(office.world.engine.store, text_of(office.folder));
	assert_int_equal(jobs_get(office_fresh(&office), office.job, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_DONE);
	office_assert(&office, false, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_int_equal(job.changed, KILLED_ROWS - 10);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM events WHERE name = 'customer.imported'"),
			 KILLED_ROWS - 10);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM import_refusals"), 10);
	office_close(&office);
}

static void begin(struct office *office, struct text file)
{
	office_send(office, file);
	office_set(office, (struct import_options){.make_missing = true});
	assert_int_equal(imports_start(office_fresh(office), office->file, false, &office->job), DONE);
}

static void end(struct office *office)
{
	struct job job;
	jobs_run_waiting(office->world.engine.store, text_of(office->folder));
	assert_int_equal(jobs_get(office_fresh(office), office->job, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_DONE);
}

static void a_job_killed_at_twenty_random_points_ends_as_an_undisturbed_one__2_C4(void **state)
{
	struct import_dice dice = import_dice_take();
	struct office office, calm;
	struct job job;
	office_open(&office, *state);
	office_open(&calm, *state);
	struct text file = import_people_file(office.world.engine.arena, RANDOM_ROWS);
	begin(&office, file);
	begin(&calm, file);
	for (int i = 0; i < RANDOM_KILLS; i++)
		kill_behind(&office, office_number(&office, "SELECT MAX(position) FROM imports") +
					     import_dice_roll(&dice, MOST_ROWS));
	assert_int_equal(jobs_get(office_fresh(&office), office.job, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_RUNNING);
	end(&office);
	end(&calm);
	ASSERT_TEXT(import_people_seen(&office.world.engine, office_fresh(&office)),
		    import_people_seen(&calm.world.engine, office_fresh(&calm)));
	office_close(&calm);
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_job_whose_server_was_killed_goes_on_and_does_no_row_twice__2_C4),
		ON_BOTH(a_job_killed_at_twenty_random_points_ends_as_an_undisturbed_one__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
