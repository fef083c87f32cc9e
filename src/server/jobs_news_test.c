/* Stories of jobs that have ended, over the socket, on both engines: who is told, on which page, until when. */
#include "server/jobs.h"

#include "features/bulk/bulk.h"
#include "tests/listening.h"
#include "web/web.h"

struct office {
	struct site site;
	struct visitor owner, sales;
	struct job_id job; /* the owner's */
};

static int64_t staff_of(struct office *office, const char *role)
{
	struct text sql = text_format(office->site.arena, "SELECT id FROM staff WHERE email LIKE '%s%%'", role);
	return engine_number(&office->site.engine, sql.at);
}

/* The owner makes all that match VIPs; who is one already will be left out. */
static void office_open(struct office *office, const char *engine)
{
	site_open(&office->site, engine);
	office->owner = site_staff(&office->site, "owner");
	office->sales = site_staff(&office->site, "sales");
	(void)site_customer(&office->site, "Farah");
	(void)site_customer(&office->site, "Greta");
	(void)site_customer(&office->site, "Tariq");
	engine_script(&office->site.engine, "UPDATE customers SET vip = 1 WHERE id = 3");
	assert_int_equal(visitor_get(&office->owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&office->owner, "/admin/customers/bulk", "what=vip&all=yes&sure=yes"), 303);
	office->job.value = engine_number(&office->site.engine, "SELECT MAX(id) FROM jobs");
}

static const char *at_job(struct office *office, const char *below)
{
	return text_format(office->site.arena, "/admin/jobs/%lld%s", (long long)office->job.value, below).at;
}

static bool sees(struct visitor *visitor, const char *words)
{
	assert_int_equal(visitor_get(visitor, "/admin/profile"), 200);
	return visitor_sees(visitor, words);
}

static void whoever_asked_is_told_on_every_page_what_came_of_it_until_they_put_it_away(void **state)
{
	struct office office;
	office_open(&office, *state);
	assert_false(sees(&office.owner, "Dismiss"));
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_true(sees(&office.owner, "Dismiss: VIP"));
	assert_true(visitor_sees(&office.owner, "Done. Changed: 2. Left out: 1."));
	assert_true(visitor_sees(&office.owner, "<span class=\"n hot\">1</span>"));
	assert_true(visitor_sees(&office.owner, at_job(&office, "")));
	/* Looking at the job is reading, which changes nothing. */
	assert_int_equal(visitor_get(&office.owner, at_job(&office, "")), 200);
	assert_int_equal(visitor_get(&office.owner, "/admin/jobs/news"), 200);
	assert_true(visitor_sees(&office.owner, "Dismiss: VIP"));
	assert_int_equal(visitor_get(&office.owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&office.owner, at_job(&office, "/seen"), "back=/admin/customers?page=1"), 303);
	ASSERT_TEXT(office.owner.location, TEXT("/admin/customers?page=1"));
	assert_false(sees(&office.owner, "Dismiss"));
	assert_false(visitor_sees(&office.owner, "<span class=\"n hot\">"));
	site_close(&office.site);
}

static void nobody_else_is_told_or_puts_it_away(void **state)
{
	struct office office;
	office_open(&office, *state);
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_false(sees(&office.sales, "Dismiss"));
	assert_int_equal(visitor_post(&office.sales, at_job(&office, "/seen"), ""), 404);
	assert_int_equal(visitor_post(&office.sales, "/admin/jobs/seen", ""), 303);
	/* Who may stop everybody's jobs is told of their own alone. */
	struct visitor administrator = site_staff(&office.site, "administrator");
	assert_false(sees(&administrator, "Dismiss"));
	assert_int_equal(visitor_get(&administrator, at_job(&office, "")), 200);
	assert_int_equal(visitor_post(&administrator, at_job(&office, "/seen"), "back=//evil.example"), 303);
	ASSERT_TEXT(administrator.location, TEXT("/admin/jobs"));
	assert_true(sees(&office.owner, "Dismiss: VIP"));
	site_close(&office.site);
}

static void a_failure_is_told_with_its_reason_and_a_cancelling_when_another_did_it(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct visitor administrator = site_staff(&office.site, "administrator");
	assert_int_equal(visitor_get(&administrator, at_job(&office, "")), 200);
	assert_int_equal(visitor_post(&administrator, at_job(&office, "/cancel"), ""), 303);
	assert_true(sees(&office.owner, "Cancelled. Changed: 0. Left out: 0."));
	assert_int_equal(visitor_post(&office.owner, "/admin/jobs/seen", ""), 303);
	/* Whoever cancels knows. */
	assert_int_equal(visitor_post(&office.owner, "/admin/customers/bulk", "what=vip&all=yes&sure=yes"), 303);
	office.job.value++;
	assert_int_equal(visitor_post(&office.owner, at_job(&office, "/cancel"), ""), 303);
	assert_false(sees(&office.owner, "Dismiss"));
	/* Demoted meanwhile. */
	assert_int_equal(visitor_post(&office.owner, "/admin/customers/bulk", "what=block&all=yes&sure=yes"), 303);
	engine_script(&office.site.engine, "UPDATE roles SET permissions = 'customers.read' WHERE word = 'owner'");
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_true(sees(&office.owner, "Dismiss: Block"));
	assert_true(visitor_sees(&office.owner, "Could not go on. This needs the permission"));
	site_close(&office.site);
}

static void many_are_shown_as_few_and_put_away_together(void **state)
{
	struct office office;
	office_open(&office, *state);
	for (int i = 0; i < 5; i++)
		assert_int_equal(visitor_post(&office.owner, "/admin/customers/bulk", "what=vip&all=yes&sure=yes"),
				 303);
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_true(sees(&office.owner, "3 more"));
	assert_true(visitor_sees(&office.owner, "<span class=\"n hot\">6</span>"));
	assert_int_equal(visitor_post(&office.owner, "/admin/jobs/seen", "back=/admin"), 303);
	assert_false(sees(&office.owner, "Dismiss"));
	site_close(&office.site);
}

/* The job is done by the first server, the page was opened at the second. */
static void an_open_page_of_another_server_hears_of_it_at_once(void **state)
{
	struct office office;
	struct site other;
	struct listening listening;
	office_open(&office, *state);
	site_open_on(&other, &office.site.engine);
	const char *topic = text_format(office.site.arena, "staff/%lld", (long long)staff_of(&office, "owner")).at;
	listening_start(&listening, &office.owner, other.port, topic);
	assert_true(listening_hears(&listening, "\"print\":\"0-0."));
	struct jobs *jobs = jobs_start(office.site.engine.store, office.site.files, web_live(office.site.web));
	struct text print = text_format(office.site.arena, "\"print\":\"1-%lld.", (long long)office.job.value);
	assert_true(listening_hears(&listening, print.at));
	/* Put away in one place, it is in all. */
	assert_int_equal(visitor_post(&office.owner, at_job(&office, "/seen"), ""), 303);
	assert_true(listening_hears(&listening, "\"print\":\"0-0."));
	jobs_stop(jobs);
	listening_stop(&listening);
	site_close(&other);
	site_close(&office.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_asked_is_told_on_every_page_what_came_of_it_until_they_put_it_away),
		ON_BOTH(nobody_else_is_told_or_puts_it_away),
		ON_BOTH(a_failure_is_told_with_its_reason_and_a_cancelling_when_another_did_it),
		ON_BOTH(many_are_shown_as_few_and_put_away_together),
		ON_POSTGRES(an_open_page_of_another_server_hears_of_it_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
