/* Stories of exports over the API, on both engines: begun, watched, fetched in ranges, removed; keys, others, refusals.
 */
#include "server/jobs.h"
#include "tests/site.h"

/* A key that the owner, the first member of staff, has made. */
static struct visitor key_of_owner(struct site *site, const char *permissions)
{
	struct visitor key = site_key(site, permissions);
	engine_script(&site->engine, "UPDATE api_keys SET made_by = 1 WHERE id = (SELECT MAX(id) FROM api_keys)");
	return key;
}

static void site_open_with_people(struct site *site, const char *engine)
{
	site_open(site, engine);
	(void)site_staff(site, "owner");
	(void)site_customer(site, "Farah");
	(void)site_customer(site, "Greta");
}

static int begin(struct visitor *visitor, const char *json)
{
	return visitor_send(visitor, "POST", "/api/v1/exports", json);
}

static void a_key_exports_and_fetches_the_file_in_ranges__2_C3(void **state)
{
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	assert_int_equal(
		begin(&shop, "{\"columns\":[\"id\",\"Name=\\\"{first_name}, to us\\\"\"],\"delimiter\":\"semicolon\"}"),
		202);
	ASSERT_TEXT(visitor_header(&shop, "Location"), TEXT("/api/v1/exports/1"));
	assert_true(visitor_sees(&shop, "\"job\":1,\"whom\":\"all\""));
	assert_true(visitor_sees(&shop, "\"state\":\"waiting\",\"total\":2"));
	assert_true(visitor_sees(&shop, "\"file\":null"));
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 404);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1"), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"done\",\"total\":2,\"rows\":2"));
	assert_true(visitor_sees(&shop, "\"file\":\"/api/v1/exports/1/file\""));
	shop.headers = TEXT("Accept: text/csv\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 200);
	ASSERT_TEXT(shop.body, TEXT("id;Name\r\n1;Farah, to us\r\n2;Greta, to us\r\n"));
	shop.headers = TEXT("Range: bytes=3-6\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 206);
	ASSERT_TEXT(shop.body, TEXT("Name"));
	shop.headers = TEXT("Accept: image/png\r\n");
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 406);
	shop.headers = TEXT("");
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'export.downloaded'"), 1);
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/exports/1", NULL), 204);
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/exports/1", NULL), 409);
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 404);
	site_close(&site);
}

static void an_export_is_begun_once_by_its_key_and_is_of_whom_the_filter_finds(void **state)
{
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	shop.headers = TEXT("Idempotency-Key: monday\r\n");
	for (int i = 0; i < 2; i++)
		assert_int_equal(begin(&shop, "{\"format\":\"jsonl\",\"filter\":\"id:2\",\"columns\":[\"id\"]}"), 202);
	shop.headers = TEXT("");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM exports"), 1);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 200);
	ASSERT_TEXT(visitor_header(&shop, "Content-Type"), TEXT("application/jsonl"));
	ASSERT_TEXT(shop.body, TEXT("{\"id\":2}\n"));
	site_close(&site);
}

static void what_is_wrong_is_told_where_it_stands(void **state)
{
	static const struct {
		const char *json, *told;
		int status;
	} tries[] = {
		{"{\"columns\":[\"id\",\"shoe\"]}", "\"field\":\"/columns\"", 422},
		{"{\"columns\":[\"id\",\"id\"]}", "\"field\":\"/columns\"", 422},
		{"{\"filter\":\"nonsense:1\"}", "\"field\":\"/filter\"", 422},
		{"{\"filter\":\"id:77\"}", "nobody to export", 409},
		{"{\"whom\":\"selected\"}", "\"field\":\"/selected\"", 422},
		{"{\"whom\":\"filter\"}", "\"field\":\"/filter\"", 422},
		{"{\"whom\":\"all\",\"selected\":[1]}", "\"field\":\"/selected\"", 422},
		{"{\"whom\":\"new\",\"filter\":\"id:1\"}", "\"field\":\"/filter\"", 422},
		{"{\"filter\":\"id:1\",\"selected\":[1]}", "\"field\":\"/filter\"", 422},
		{"{\"selected\":[77]}", "nobody to export", 409},
		{"{\"selected\":[0]}", "\"field\":\"/selected/0\"", 422},
		{"{\"encoding\":\"ebcdic\"}", "\"field\":\"/encoding\"", 422},
		{"{\"delimiter\":\"|\"}", "\"field\":\"/delimiter\"", 422},
		{"{\"colums\":[\"id\"]}", "unknown_field", 422},
	};
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		int status = begin(&shop, tries[i].json);
		if (status != tries[i].status || !visitor_sees(&shop, tries[i].told))
			fail_msg("%s: %d %.*s", tries[i].json, status, TEXT_ARG(shop.body));
		ASSERT_TEXT(visitor_header(&shop, "Content-Type"), TEXT("application/problem+json"));
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM jobs"), 0);
	site_close(&site);
}

/* Its maker sees what a key has asked for; what a key asks for is not the maker's last choice. */
static void an_export_is_of_the_key_that_asked_for_it_and_of_its_maker(void **state)
{
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), manager = site_staff(&site, "shop_manager");
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	struct visitor other = key_of_owner(&site, "customers.read customers.export");
	struct visitor reader = key_of_owner(&site, "customers.read");
	struct visitor nobodys = site_key(&site, "customers.read customers.export");
	assert_int_equal(begin(&shop, "{\"format\":\"jsonl\"}"), 202);
	assert_int_equal(begin(&reader, "{}"), 403);
	assert_int_equal(begin(&nobodys, "{}"), 403);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(visitor_get(&shop, "/api/v1/exports/1/file"), 200);
	assert_int_equal(visitor_get(&other, "/api/v1/exports/1"), 404);
	assert_int_equal(visitor_get(&other, "/api/v1/exports/1/file"), 404);
	assert_int_equal(visitor_get(&nobodys, "/api/v1/exports/1"), 404);
	assert_int_equal(visitor_get(&reader, "/api/v1/exports/1"), 403);
	assert_int_equal(visitor_get(&manager, "/api/v1/exports/1"), 404);
	assert_int_equal(visitor_get(&owner, "/admin/exports/1/file"), 200);
	assert_int_equal(visitor_get(&owner, "/admin/exports/new"), 200);
	assert_true(visitor_sees(&owner, "<option value=\"csv\" selected"));
	site_close(&site);
}

static int64_t rows_of(struct site *site, struct visitor *visitor, const char *json)
{
	if (begin(visitor, json) != 202)
		return -1;
	jobs_run_waiting(site->engine.store, site->files);
	return engine_number(&site->engine, "SELECT rows FROM exports ORDER BY id DESC LIMIT 1");
}

/* As many as may be selected, of whom most are nobody. */
static const char *ten_thousand(struct site *site)
{
	struct buffer json = buffer_make(1 << 17);
	buffer_add(&json, TEXT("{\"selected\":["));
	for (int i = 1; i <= 10000; i++)
		buffer_add_format(&json, "%s%d", i > 1 ? "," : "", i);
	buffer_add(&json, TEXT("]}"));
	const char *copy = text_copy(site->arena, buffer_text(&json)).at;
	buffer_free(&json);
	return copy;
}

/* Whoever fetches what is new each night gets everybody once, whatever people export on pages and other keys meanwhile.
 */
static void a_key_gets_those_who_are_new_since_its_own_last_export__2_C3(void **state)
{
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	struct visitor other = key_of_owner(&site, "customers.read customers.export");
	assert_int_equal(rows_of(&site, &shop, "{\"whom\":\"new\",\"columns\":[\"id\"]}"), 2);
	(void)site_customer(&site, "Hana");
	assert_int_equal(visitor_post(&owner, "/admin/exports", "whom=new&column=id"), 303);
	assert_int_equal(rows_of(&site, &other, "{\"whom\":\"new\"}"), 3);
	assert_int_equal(rows_of(&site, &shop, "{\"selected\":[3,1]}"), 2);
	assert_int_equal(rows_of(&site, &shop, ten_thousand(&site)), 3);
	assert_int_equal(rows_of(&site, &shop, "{\"whom\":\"new\"}"), 1);
	assert_int_equal(begin(&shop, "{\"whom\":\"new\"}"), 409);
	assert_true(visitor_sees(&shop, "nobody to export"));
	site_close(&site);
}

static void a_key_lists_its_own_exports_page_by_page_and_whoever_manages_jobs_lists_all(void **state)
{
	struct site site;
	site_open_with_people(&site, *state);
	struct visitor shop = key_of_owner(&site, "customers.read customers.export");
	struct visitor other = key_of_owner(&site, "customers.read customers.export");
	struct visitor manager = key_of_owner(&site, "customers.read customers.export jobs.manage");
	for (int i = 0; i < 3; i++)
		assert_int_equal(begin(&shop, "{\"format\":\"jsonl\"}"), 202);
	assert_int_equal(begin(&other, "{\"filter\":\"id:2\"}"), 202);
	assert_int_equal(visitor_get(&shop, "/api/v1/exports?limit=2"), 200);
	assert_true(visitor_sees(&shop, "\"id\":3,") && visitor_sees(&shop, "\"id\":2,") &&
		    !visitor_sees(&shop, "\"id\":1,"));
	assert_true(visitor_sees(&shop, "\"total\":3"));
	assert_int_equal(visitor_get_next(&shop), 200);
	assert_true(visitor_sees(&shop, "\"id\":1,") && visitor_sees(&shop, "\"next\":null"));
	assert_int_equal(visitor_get(&other, "/api/v1/exports"), 200);
	assert_true(visitor_sees(&other, "\"id\":4,") && visitor_sees(&other, "\"total\":1"));
	assert_int_equal(visitor_get(&manager, "/api/v1/exports"), 200);
	assert_true(visitor_sees(&manager, "\"total\":4"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_key_exports_and_fetches_the_file_in_ranges__2_C3),
		ON_BOTH(an_export_is_begun_once_by_its_key_and_is_of_whom_the_filter_finds),
		ON_BOTH(what_is_wrong_is_told_where_it_stands),
		ON_BOTH(an_export_is_of_the_key_that_asked_for_it_and_of_its_maker),
		ON_BOTH(a_key_gets_those_who_are_new_since_its_own_last_export__2_C3),
		ON_BOTH(a_key_lists_its_own_exports_page_by_page_and_whoever_manages_jobs_lists_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
