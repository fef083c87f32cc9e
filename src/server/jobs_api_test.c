/* Stories of jobs over the API, on both engines: asking for one, watching, stopping, taking back; keys and others. */
#include "server/jobs.h"
#include "tests/site.h"

struct office {
	struct site site;
	struct visitor owner, auditor;
};

/* Farah is a VIP already. */
static void office_open(struct office *office, const char *engine)
{
	site_open(&office->site, engine);
	office->owner = site_staff(&office->site, "owner");
	office->auditor = site_staff(&office->site, "auditor");
	(void)site_customer(&office->site, "Farah");
	(void)site_customer(&office->site, "Greta");
	(void)site_customer(&office->site, "Tariq");
	engine_script(&office->site.engine, "UPDATE customers SET vip = 1 WHERE id = 1");
}

/* As a page's script does it, with the session. */
static int api(struct visitor *visitor, const char *method, const char *path, const char *json)
{
	if (text_is_empty(visitor->csrf) && text_is_none(visitor->key))
		(void)visitor_get(visitor, "/admin/profile");
	visitor->headers = text_format(visitor->site->arena, "X-CSRF-Token: %.*s\r\n", TEXT_ARG(visitor->csrf));
	int status = visitor_send(visitor, method, path, json);
	visitor->headers = TEXT("");
	return status;
}

static void all_that_match_are_changed_and_the_job_tells_whom_it_left_out(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct visitor *owner = &office.owner;
	assert_int_equal(api(owner, "POST", "/api/v1/jobs", "{\"what\":\"vip\",\"filter\":\"\"}"), 202);
	ASSERT_TEXT(visitor_header(owner, "Location"), TEXT("/api/v1/jobs/1"));
	assert_true(visitor_sees(owner, "\"state\":\"waiting\""));
	assert_true(visitor_sees(owner, "\"total\":3"));
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_int_equal(api(owner, "GET", "/api/v1/jobs/1", NULL), 200);
	assert_true(visitor_sees(owner, "\"state\":\"done\""));
	assert_true(visitor_sees(owner, "\"changed\":2,\"skipped\":1"));
	assert_int_equal(api(owner, "GET", "/api/v1/jobs/1/rows?result=skipped", NULL), 200);
	assert_true(visitor_sees(owner, "{\"data\":[{\"customer\":1,\"message\":\"It is so already.\"}]"));
	assert_int_equal(api(owner, "GET", "/api/v1/jobs/1/rows?result=changed&limit=1", NULL), 200);
	assert_true(visitor_sees(owner, "{\"data\":[{\"customer\":2,\"message\":null}]"));
	assert_true(visitor_sees(owner, "\"next\":\""));
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/undo", "{}"), 202);
	ASSERT_TEXT(visitor_header(owner, "Location"), TEXT("/api/v1/jobs/2"));
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_int_equal(engine_number(&office.site.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 1);
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/undo", "{}"), 409);
	assert_int_equal(api(owner, "GET", "/api/v1/jobs?limit=1", NULL), 200);
	assert_true(visitor_sees(owner, "{\"data\":[{\"id\":2,"));
	assert_true(visitor_sees(owner, "\"next\":\""));
	site_close(&office.site);
}

static void a_job_is_paused_resumed_and_cancelled_and_bad_wishes_are_refused_at_their_field(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct visitor *owner = &office.owner;
	static const struct {
		const char *json, *field;
	} wrong[] = {
		{"{\"what\":\"dance\"}", "\"field\":\"/what\""},
		{"{\"what\":\"vip\",\"filter\":\"nonsense:1\"}", "\"field\":\"/filter\""},
		{"{\"what\":\"add_tag\"}", "\"field\":\"/tag\""},
		{"{\"what\":\"suspend\",\"functions\":[]}", "\"field\":\"/functions\""},
		{"{\"what\":\"suspend\",\"until\":\"2020-01-01T00:00:00Z\"}", "\"field\":\"/until\""},
		{"{\"what\":\"erase\",\"typed\":\"2\"}", "\"field\":\"/typed\""},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(api(owner, "POST", "/api/v1/jobs", wrong[i].json), 422);
		assert_true(visitor_sees(owner, wrong[i].field));
	}
	assert_int_equal(engine_number(&office.site.engine, "SELECT COUNT(*) FROM jobs"), 0);
	assert_int_equal(api(owner, "POST", "/api/v1/jobs", "{\"what\":\"suspend\"}"), 202);
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/pause", "{}"), 200);
	assert_true(visitor_sees(owner, "\"state\":\"paused\""));
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/pause", "{}"), 409);
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/resume", "{}"), 200);
	assert_true(visitor_sees(owner, "\"state\":\"waiting\""));
	assert_int_equal(api(owner, "POST", "/api/v1/jobs/1/cancel", "{}"), 200);
	assert_true(visitor_sees(owner, "\"state\":\"cancelled\""));
	jobs_run_waiting(office.site.engine.store, office.site.files);
	assert_int_equal(
		engine_number(&office.site.engine, "SELECT COUNT(*) FROM customers WHERE suspended IS NOT NULL"), 0);
	site_close(&office.site);
}

static void jobs_of_others_are_as_if_they_were_not_and_keys_of_nobody_ask_for_none(void **state)
{
	struct office office;
	office_open(&office, *state);
	assert_int_equal(api(&office.owner, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 202);
	/* The first key and the first member of staff have the same number. */
	struct visitor shop = site_key(&office.site, "customers.read customers.write");
	struct visitor *others[] = {&office.auditor, &shop};
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(api(others[i], "GET", "/api/v1/jobs", NULL), 200);
		assert_true(visitor_sees(others[i], "\"data\":[]"));
		assert_int_equal(api(others[i], "GET", "/api/v1/jobs/1", NULL), 404);
		assert_int_equal(api(others[i], "GET", "/api/v1/jobs/1/rows", NULL), 404);
		assert_int_equal(api(others[i], "POST", "/api/v1/jobs/1/cancel", "{}"), 404);
		assert_int_equal(api(others[i], "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 403);
	}
	assert_true(visitor_sees(&shop, "staff_only"));
	struct visitor watcher = site_key(&office.site, "customers.read jobs.manage");
	assert_int_equal(visitor_send(&watcher, "GET", "/api/v1/jobs", NULL), 200);
	assert_true(visitor_sees(&watcher, "\"what\":\"vip\""));
	assert_int_equal(visitor_send(&watcher, "POST", "/api/v1/jobs/1/cancel", "{}"), 200);
	site_close(&office.site);
}

/* ---- keys that a person has made ---- */

/* The owner is the first member of staff, the auditor the second. */
static struct visitor key_of(struct office *office, int staff, const char *permissions)
{
	struct visitor key = site_key(&office->site, permissions);
	struct text made =
		text_format(office->site.arena,
			    "UPDATE api_keys SET made_by = %d WHERE id = (SELECT MAX(id) FROM api_keys)", staff);
	engine_script(&office->site.engine, made.at);
	return key;
}

static void run_jobs(struct office *office)
{
	jobs_run_waiting(office->site.engine.store, office->site.files);
}

static void a_key_changes_all_that_match_and_takes_it_back_and_its_maker_sees_it__2_X1(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct engine *engine = &office.site.engine;
	struct visitor shop = key_of(&office, 1, "customers.read customers.write");
	struct visitor other = key_of(&office, 1, "customers.read customers.write");
	assert_int_equal(api(&shop, "POST", "/api/v1/jobs", "{\"what\":\"vip\",\"filter\":\"\"}"), 202);
	assert_true(visitor_sees(&shop, "\"staff\":1,\"key\":1"));
	run_jobs(&office);
	assert_int_equal(api(&shop, "GET", "/api/v1/jobs/1", NULL), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"done\""));
	assert_true(visitor_sees(&shop, "\"changed\":2,\"skipped\":1"));
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 3);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.updated' AND "
					       "actor_kind = 3 AND actor_id = 1 AND request_id = 'job-1'"),
			 2);
	assert_int_equal(api(&shop, "GET", "/api/v1/jobs", NULL), 200);
	assert_true(visitor_sees(&shop, "{\"data\":[{\"id\":1,"));
	assert_int_equal(api(&other, "GET", "/api/v1/jobs", NULL), 200);
	assert_true(visitor_sees(&other, "\"data\":[]"));
	assert_int_equal(api(&other, "GET", "/api/v1/jobs/1", NULL), 404);
	assert_int_equal(api(&office.auditor, "GET", "/api/v1/jobs/1", NULL), 404);
	assert_int_equal(visitor_get(&office.owner, "/admin/jobs/1"), 200);
	assert_true(visitor_sees(&office.owner, ", by the API key Test"));
	/* Programs look for themselves. */
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM job_news"), 0);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM notifications"), 0);
	assert_int_equal(api(&shop, "POST", "/api/v1/jobs/1/undo", "{}"), 202);
	run_jobs(&office);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 1);
	assert_int_equal(api(&shop, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 202);
	assert_int_equal(api(&shop, "POST", "/api/v1/jobs/3/cancel", "{}"), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"cancelled\""));
	site_close(&office.site);
}

static void a_key_does_no_more_by_a_job_than_it_may_and_its_maker_sees__7(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct engine *engine = &office.site.engine;
	(void)site_staff(&office.site, "sales");
	engine_script(engine, "UPDATE staff SET scope = 1 WHERE id = 3;"
			      "UPDATE customers SET representative_id = 3 WHERE id = 2");
	struct visitor reader = key_of(&office, 1, "customers.read");
	struct visitor writer = key_of(&office, 1, "customers.read customers.write");
	struct visitor of_auditor = key_of(&office, 2, "customers.read customers.write");
	struct visitor of_sales = key_of(&office, 3, "customers.read customers.write");
	assert_int_equal(api(&reader, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 403);
	assert_int_equal(api(&writer, "POST", "/api/v1/jobs", "{\"what\":\"block\"}"), 403);
	assert_int_equal(api(&of_auditor, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 403);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM jobs"), 0);
	assert_int_equal(api(&of_sales, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 202);
	assert_true(visitor_sees(&of_sales, "\"total\":1"));
	/* What the key may is asked again when its turn comes. */
	assert_int_equal(api(&writer, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 202);
	engine_script(engine, "UPDATE api_keys SET permissions = 'customers.read' WHERE id = 2");
	run_jobs(&office);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM customers WHERE vip = 1 AND id IN (1, 2)"), 2);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 2);
	assert_int_equal(api(&writer, "GET", "/api/v1/jobs/2", NULL), 200);
	assert_true(visitor_sees(&writer, "\"state\":\"failed\""));
	site_close(&office.site);
}

static void a_job_ends_when_the_key_that_asked_is_taken_back__7(void **state)
{
	struct office office;
	office_open(&office, *state);
	struct engine *engine = &office.site.engine;
	struct visitor shop = key_of(&office, 1, "customers.read customers.write");
	assert_int_equal(api(&shop, "POST", "/api/v1/jobs", "{\"what\":\"vip\"}"), 202);
	engine_script(engine, "UPDATE api_keys SET revoked = 1");
	run_jobs(&office);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 1);
	assert_int_equal(api(&office.owner, "GET", "/api/v1/jobs/1", NULL), 200);
	assert_true(visitor_sees(&office.owner, "\"state\":\"failed\""));
	assert_true(visitor_sees(&office.owner, "The API key that asked for this is no longer valid."));
	site_close(&office.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(all_that_match_are_changed_and_the_job_tells_whom_it_left_out),
		ON_BOTH(a_job_is_paused_resumed_and_cancelled_and_bad_wishes_are_refused_at_their_field),
		ON_BOTH(jobs_of_others_are_as_if_they_were_not_and_keys_of_nobody_ask_for_none),
		ON_BOTH(a_key_changes_all_that_match_and_takes_it_back_and_its_maker_sees_it__2_X1),
		ON_BOTH(a_key_does_no_more_by_a_job_than_it_may_and_its_maker_sees__7),
		ON_BOTH(a_job_ends_when_the_key_that_asked_is_taken_back__7),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
