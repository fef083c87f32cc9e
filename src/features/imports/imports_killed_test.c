/* An import by a job whose server was killed with kill -9 goes on where it was. On the command line:
 * imports_resume_test.c. */
#include "base/buffer.h"
#include "server/jobs.h"
#include "tests/import_office.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED_ROWS 3000

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_job_whose_server_was_killed_goes_on_and_does_no_row_twice__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
