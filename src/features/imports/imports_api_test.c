/* Stories of imports over the API, on both engines: a file is sent, looked ahead at, imported, handed back, taken back;
 * keys, others, refusals. What a large body costs: imports_pages_test.c. */
#include "server/jobs.h"
#include "tests/site.h"

#define PEOPLE "Mail,First Name\nlena@x.example,Lena\nno address,Omar\n"

/* A key that the owner, the first member of staff, has made. */
static struct visitor key_of_owner(struct site *site, const char *permissions)
{
	struct visitor key = site_key(site, permissions);
	engine_script(&site->engine, "UPDATE api_keys SET made_by = 1 WHERE id = (SELECT MAX(id) FROM api_keys)");
	return key;
}

static struct visitor site_open_with_key(struct site *site, const char *engine)
{
	site_open(site, engine);
	(void)site_staff(site, "owner");
	return key_of_owner(site, "customers.read customers.write customers.trash customers.import");
}

static int send(struct visitor *visitor, const char *query, struct text body)
{
	const char *path = text_format(visitor->site->arena, "/api/v1/imports%s", query).at;
	return visitor_send_raw(visitor, "POST", path, "text/csv", body);
}

static int post(struct visitor *visitor, const char *path)
{
	return visitor_send(visitor, "POST", path, "{}");
}

static void run_jobs(struct site *site)
{
	jobs_run_waiting(site->engine.store, site->files);
}

static int64_t customers(struct site *site)
{
	return engine_number(&site->engine, "SELECT COUNT(*) FROM customers WHERE status > 1");
}

static void a_file_is_sent_looked_ahead_at_imported_and_taken_back_by_a_key__2_C4(void **state)
{
	struct site site;
	struct visitor shop = site_open_with_key(&site, *state);
	assert_int_equal(send(&shop, "?dry_run=yes&name=shop.csv&map=Mail%3Demail", TEXT(PEOPLE)), 202);
	ASSERT_TEXT(visitor_header(&shop, "Location"), TEXT("/api/v1/imports/1"));
	assert_true(visitor_sees(&shop, "\"name\":\"shop.csv\""));
	assert_true(visitor_sees(&shop, "\"rows\":2,\"check\":{\"job\":1,\"state\":\"waiting\""));
	assert_int_equal(post(&shop, "/api/v1/imports/1/start"), 409);
	assert_int_equal(post(&shop, "/api/v1/imports/1/pause"), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"paused\""));
	assert_int_equal(post(&shop, "/api/v1/imports/1/resume"), 200);
	run_jobs(&site);
	assert_int_equal(customers(&site), 0);
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1"), 200);
	assert_true(visitor_sees(&shop, "\"created\":1,\"updated\":0,\"unchanged\":0,\"refused\":1"));
	assert_true(visitor_sees(&shop, "\"import\":null"));
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1/rows?dry_run=yes&result=created"), 200);
	assert_true(visitor_sees(&shop, "{\"data\":[{\"row\":2,\"customer\":null,\"name\":\"Lena\""));
	assert_true(visitor_sees(&shop, "\"total\":1,\"next\":null"));
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1/rows?dry_run=yes&result=refused"), 200);
	assert_true(visitor_sees(&shop, "\"column\":\"Mail\",\"old\":null,\"new\":\"no address\",\"message\":\""));
	assert_int_equal(post(&shop, "/api/v1/imports/1/start"), 202);
	run_jobs(&site);
	assert_int_equal(customers(&site), 1);
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1"), 200);
	assert_true(visitor_sees(&shop, "\"import\":{\"job\":2,\"state\":\"done\""));
	shop.headers = TEXT("Accept: text/csv\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1/refused"), 200);
	shop.headers = TEXT("");
	ASSERT_TEXT(visitor_header(&shop, "Content-Type"), TEXT("text/csv"));
	assert_true(visitor_sees(&shop, "no address,Omar"));
	assert_int_equal(post(&shop, "/api/v1/imports/1/undo"), 202);
	ASSERT_TEXT(visitor_header(&shop, "Location"), TEXT("/api/v1/jobs/3"));
	run_jobs(&site);
	assert_int_equal(customers(&site), 0);
	assert_int_equal(post(&shop, "/api/v1/imports/1/undo"), 409);
	site_close(&site);
}

static void what_is_wrong_is_told_where_it_stands_and_nothing_is_kept__2_C4(void **state)
{
	static const char zeros[512];
	const struct {
		const char *query;
		struct text body;
		const char *told;
		int status;
	} tries[] = {
		{"?map=Mail%3Dshoe", TEXT(PEOPLE), "\"field\":\"/map\"", 422},
		{"?map=Post%3Demail", TEXT(PEOPLE), "\"field\":\"/map\"", 422},
		{"?encoding=ebcdic", TEXT(PEOPLE), "\"field\":\"/encoding\"", 422},
		{"?delimiter=ab", TEXT(PEOPLE), "\"field\":\"/delimiter\"", 422},
		{"?match=name", TEXT(PEOPLE), "\"field\":\"/match\"", 422},
		{"?colour=red", TEXT(PEOPLE), "unknown_field", 422},
		{"", {zeros, sizeof zeros}, "\"field\":\"/file\"", 422},
		{"", TEXT("Mail\n"), "no_rows", 409},
		{"", TEXT("Mail\n\"open\n"), "\"field\":\"/file\"", 422},
	};
	struct site site;
	struct visitor shop = site_open_with_key(&site, *state);
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		int status = send(&shop, tries[i].query, tries[i].body);
		if (status != tries[i].status || !visitor_sees(&shop, tries[i].told))
			fail_msg("%zu %s: %d %.*s", i, tries[i].query, status, TEXT_ARG(shop.body));
		ASSERT_TEXT(visitor_header(&shop, "Content-Type"), TEXT("application/problem+json"));
	}
	assert_int_equal(visitor_send_raw(&shop, "POST", "/api/v1/imports", "image/png", TEXT(PEOPLE)), 415);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM import_files"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM jobs"), 0);
	assert_int_equal(site_count_contents(&site), 0);
	site_close(&site);
}

static void a_file_that_is_sent_twice_by_its_key_is_imported_once__2_C4(void **state)
{
	struct site site;
	struct visitor shop = site_open_with_key(&site, *state);
	shop.headers = TEXT("Idempotency-Key: monday\r\n");
	assert_int_equal(send(&shop, "?map=Mail%3Demail", TEXT(PEOPLE)), 202);
	int64_t kept = site_count_contents(&site);
	struct text first = text_copy(site.arena, shop.body);
	assert_int_equal(send(&shop, "?map=Mail%3Demail", TEXT(PEOPLE)), 202);
	ASSERT_TEXT(shop.body, first);
	ASSERT_TEXT(visitor_header(&shop, "Idempotency-Replayed"), TEXT("true"));
	assert_int_equal(send(&shop, "?dry_run=yes", TEXT(PEOPLE)), 422);
	assert_true(visitor_sees(&shop, "idempotency_key_reused"));
	assert_int_equal(site_count_contents(&site), kept);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM imports"), 1);
	site_close(&site);
}

/* Nobody fills the disk who may not import; refused is told before the body has come. */
static void a_file_is_of_the_key_that_sent_it_and_of_its_maker__2_C4(void **state)
{
	struct site site;
	struct visitor shop = site_open_with_key(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), nobody = site_visitor(&site);
	struct visitor other = key_of_owner(&site, "customers.read customers.import");
	struct visitor reader = key_of_owner(&site, "customers.read");
	struct visitor nobodys = site_key(&site, "customers.read customers.import");
	nobody.key = TEXT("no-such-key");
	assert_int_equal(send(&nobody, "", TEXT(PEOPLE)), 401);
	assert_int_equal(send(&reader, "", TEXT(PEOPLE)), 403);
	assert_int_equal(send(&nobodys, "", TEXT(PEOPLE)), 403);
	assert_int_equal(send(&shop, "?dry_run=yes", TEXT(PEOPLE)), 202);
	assert_int_equal(visitor_get(&shop, "/api/v1/imports/1"), 200);
	assert_int_equal(visitor_get(&other, "/api/v1/imports/1"), 404);
	assert_int_equal(visitor_get(&other, "/api/v1/imports/1/rows"), 404);
	assert_int_equal(visitor_get(&other, "/api/v1/imports/1/refused"), 404);
	assert_int_equal(post(&other, "/api/v1/imports/1/cancel"), 404);
	assert_int_equal(visitor_get(&reader, "/api/v1/imports/1"), 403);
	assert_int_equal(visitor_get(&owner, "/admin/imports/1"), 200);
	assert_int_equal(post(&shop, "/api/v1/imports/1/cancel"), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"cancelled\""));
	site_close(&site);
}

static void a_key_lists_its_own_files_page_by_page_and_whoever_manages_jobs_lists_all__2_C4(void **state)
{
	struct site site;
	struct visitor shop = site_open_with_key(&site, *state);
	struct visitor other = key_of_owner(&site, "customers.read customers.import");
	struct visitor manager = key_of_owner(&site, "customers.read customers.import jobs.manage");
	assert_int_equal(send(&shop, "?name=first.csv", TEXT(PEOPLE)), 202);
	assert_int_equal(send(&shop, "?name=second.csv&dry_run=yes", TEXT(PEOPLE)), 202);
	assert_int_equal(send(&other, "?name=others.csv&dry_run=yes", TEXT(PEOPLE)), 202);
	run_jobs(&site);
	assert_int_equal(visitor_get(&shop, "/api/v1/imports?limit=1"), 200);
	assert_true(visitor_sees(&shop, "second.csv") && visitor_sees(&shop, "\"total\":2"));
	assert_true(visitor_sees(&shop, "\"import\":null"));
	assert_int_equal(visitor_get_next(&shop), 200);
	assert_true(visitor_sees(&shop, "first.csv") &&
		    visitor_sees(&shop, "\"import\":{\"job\":1,\"state\":\"done\""));
	assert_true(visitor_sees(&shop, "\"next\":null"));
	assert_int_equal(visitor_get(&other, "/api/v1/imports"), 200);
	assert_true(visitor_sees(&other, "others.csv") && !visitor_sees(&other, "second.csv"));
	assert_int_equal(visitor_get(&manager, "/api/v1/imports"), 200);
	assert_true(visitor_sees(&manager, "others.csv") && visitor_sees(&manager, "\"total\":3"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_file_is_sent_looked_ahead_at_imported_and_taken_back_by_a_key__2_C4),
		ON_BOTH(what_is_wrong_is_told_where_it_stands_and_nothing_is_kept__2_C4),
		ON_BOTH(a_file_that_is_sent_twice_by_its_key_is_imported_once__2_C4),
		ON_BOTH(a_file_is_of_the_key_that_sent_it_and_of_its_maker__2_C4),
		ON_BOTH(a_key_lists_its_own_files_page_by_page_and_whoever_manages_jobs_lists_all__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
