/* Stories of imports that are taken back, on both engines: whoever nobody else has touched is as they were. */
#include "features/labels/labels.h"
#include "server/jobs.h"
#include "tests/import_office.h"

/* Whatever the columns are called, and nothing of when. */
static struct text everything(struct office *office)
{
	engine_script(&office->world.engine, "UPDATE customers SET modified = 1");
	return office_export(office, "");
}

static void import(struct office *office, struct text csv)
{
	office_send(office, csv);
	office_set(office, (struct import_options){.make_missing = true});
	office_run(office, false);
}

/* Takes the last import back. */
static struct job undo(struct office *office)
{
	struct job_id id;
	struct job job;
	assert_int_equal(jobs_undo(office_fresh(office), office->job, &id), DONE);
	jobs_run_waiting(office->world.engine.store, text_of(office->folder));
	assert_int_equal(jobs_get(office_fresh(office), id, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_DONE);
	return job;
}

static void assert_undone(struct office *office, int64_t changed, struct text before)
{
	struct job job = undo(office);
	if (job.changed != changed || job.skipped) {
		struct job_row *rows;
		size_t count;
		assert_int_equal(jobs_rows(office_fresh(office),
					   &(struct job_rows_ask){job.id, JOB_RESULT_SKIPPED, 0, 1}, &rows, &count),
				 DONE);
		fail_msg("%lld changed, %lld skipped: %s", (long long)job.changed, (long long)job.skipped,
			 count && rows[0].why.message ? rows[0].why.message : "");
	}
	ASSERT_TEXT(everything(office), before);
}

static void the_order_of_a_list_says_nothing_and_what_else_it_was_given_stays__2_C4(void **state)
{
	struct office office;
	struct tag_id made;
	office_open(&office, *state);
	import(&office, TEXT("Email,Tags,Customer ID,Channels\na@b.example,mid,m5,fair\nb@b.example,,,\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,Tags,Customer ID,Channels,Groups\na@b.example,zoo;imp;gold,a1;z1,web;kl,gz;ga\n"
			     "b@b.example,zoo;gold,z2;a2,web,gb\n"));
	struct customer_id ann = {office_number(&office, "SELECT id FROM customers WHERE email = 'a@b.example'")};
	assert_int_equal(labels_tag(office_fresh(&office), ann, TEXT("aside"), &made), DONE);
	struct job job = undo(&office);
	assert_int_equal(job.changed, 2);
	assert_int_equal(job.skipped, 0);
	assert_int_equal(labels_untag(office_fresh(&office), ann, made), DONE);
	ASSERT_TEXT(everything(&office), before);
	/* What it gave was taken away since: somebody else has been there. */
	import(&office, TEXT("Email,Tags\na@b.example,zoo;gold\n"));
	struct tag_id zoo = {office_number(&office, "SELECT id FROM tags WHERE name = 'zoo'")};
	assert_int_equal(labels_untag(office_fresh(&office), ann, zoo), DONE);
	job = undo(&office);
	assert_int_equal(job.changed, 0);
	assert_int_equal(job.skipped, 1);
	office_close(&office);
}

static void who_was_added_goes_with_all_that_the_file_did_to_them__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Company,Phone\nz@b.example,Zed,110\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,Company,Phone,Tags\na@b.example,One,,\na@b.example,Two,110,x\n"));
	office_assert(&office, false, (const int64_t[]){1, 1, 0, 0});
	assert_undone(&office, 1, before);
	import(&office, TEXT("Email,Company,Newsletter\nb@b.example,One,yes\n"));
	assert_undone(&office, 1, before);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE status = 1"), 2);
	office_close(&office);
}

static void a_consent_stays_in_its_history_and_the_rest_is_taken_back__2_C4(void **state)
{
	struct office office;
	struct job_stays *stays;
	size_t count;
	office_open(&office, *state);
	import(&office, TEXT("Email,Company\na@b.example,Acme\nb@b.example,Bell\n"));
	struct text before = office_export(&office, "email,company,newsletter,tags");
	import(&office, TEXT("Email,Company,Newsletter,Tags\na@b.example,New,yes,x\nb@b.example,Bills,,\n"));
	struct job job = undo(&office);
	assert_int_equal(job.changed, 2);
	assert_int_equal(job.skipped, 0);
	ASSERT_TEXT(office_export(&office, "email,company,newsletter,tags"), before);
	assert_int_equal(jobs_tally_stays(office_fresh(&office), job.id, &stays, &count), DONE);
	assert_int_equal(count, 1);
	assert_int_equal(stays[0].customers, 1);
	assert_non_null(strstr(stays[0].message, "stays in its history"));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM events WHERE name = 'consent.confirmed'"), 1);
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_order_of_a_list_says_nothing_and_what_else_it_was_given_stays__2_C4),
		ON_BOTH(who_was_added_goes_with_all_that_the_file_did_to_them__2_C4),
		ON_BOTH(a_consent_stays_in_its_history_and_the_rest_is_taken_back__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
