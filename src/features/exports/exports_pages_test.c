/* Stories of exports over the socket, on both engines: who may, what is downloaded and written down, what the form
 * says. */
#include "tests/site.h"

#include "server/jobs.h"

static const char *const columns = "&column=id&column=first_name";

/* Begins one and lets its job run; the export's own address. */
static const char *begin(struct visitor *visitor, const char *form)
{
	struct site *site = visitor->site;
	assert_int_equal(visitor_get(visitor, "/admin/exports/new"), 200);
	assert_int_equal(visitor_post(visitor, "/admin/exports", text_format(site->arena, "%s%s", form, columns).at),
			 303);
	const char *path = text_copy(site->arena, visitor->location).at;
	jobs_run_waiting(site->engine.store, site->files);
	return path;
}

static int64_t downloads(struct site *site)
{
	return engine_number(&site->engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'export.downloaded'");
}

static void a_download_may_be_gone_on_with_and_is_written_down_once(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	const char *path = begin(&owner, "whom=all"), *file = text_format(site.arena, "%s/file", path).at;
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_true(visitor_sees(&owner, "Download"));
	assert_int_equal(visitor_get(&owner, file), 200);
	ASSERT_TEXT(visitor_header(&owner, "Content-Type"), TEXT("text/csv"));
	assert_true(text_starts(visitor_header(&owner, "Content-Disposition"),
				TEXT("attachment; filename*=UTF-8''customers-")));
	assert_true(text_find(visitor_header(&owner, "Cache-Control"), TEXT("no-store"), 0) != SIZE_MAX);
	struct text whole = text_copy(site.arena, owner.body);
	assert_true(text_starts(whole, TEXT("id,first_name\r\n")));
	assert_int_equal(downloads(&site), 1);
	owner.headers = TEXT("Range: bytes=3-12\r\n");
	assert_int_equal(visitor_get(&owner, file), 206);
	ASSERT_TEXT(owner.body, text_slice(whole, 3, 10));
	owner.headers = TEXT_NONE;
	assert_int_equal(downloads(&site), 1);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/remove", path).at, ""), 303);
	assert_int_equal(visitor_get(&owner, file), 404);
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_true(visitor_sees(&owner, "The file has gone."));
	site_close(&site);
}

static void exports_of_others_are_not_there_and_need_a_permission(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner"), support = site_staff(&site, "support"),
		       manager = site_staff(&site, "shop_manager");
	const char *path = begin(&owner, "whom=all"), *file = text_format(site.arena, "%s/file", path).at;
	assert_int_equal(visitor_get(&support, "/admin/exports"), 403);
	assert_int_equal(visitor_get(&support, "/admin/exports/new"), 403);
	assert_int_equal(visitor_get(&support, file), 403);
	assert_int_equal(visitor_get(&support, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&support, "/admin/exports", "whom=all&column=id"), 403);
	assert_false(visitor_sees(&support, "/admin/exports/new"));
	assert_int_equal(visitor_get(&manager, "/admin/exports"), 200);
	assert_int_equal(visitor_get(&manager, path), 404);
	assert_int_equal(visitor_get(&manager, file), 404);
	site_close(&site);
}

static void columns_are_moved_added_and_refused_where_they_stand(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/exports/new"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/exports", "column=id&column=email&down=id"), 200);
	assert_true(text_find(owner.body, TEXT("value=\"email\" checked"), 0) <
		    text_find(owner.body, TEXT("value=\"id\" checked"), 0));
	assert_int_equal(visitor_post(&owner, "/admin/exports", "column=id&add=yes&header=Source&words=a%2C+b"), 200);
	assert_true(visitor_sees(&owner, "value=\"Source=&quot;a, b&quot;\" checked"));
	assert_int_equal(visitor_post(&owner, "/admin/exports", "column=id&add=yes&header=Source&words=%7Bnobody%7D"),
			 422);
	assert_true(visitor_sees(&owner, "id=\"words-wrong\""));
	assert_int_equal(visitor_post(&owner, "/admin/exports", "column=id&add=yes&words=x"), 422);
	assert_true(visitor_sees(&owner, "id=\"header-wrong\""));
	assert_int_equal(visitor_post(&owner, "/admin/exports", "whom=all"), 422);
	assert_true(visitor_sees(&owner, "href=\"#columns\""));
	assert_int_equal(visitor_post(&owner, "/admin/exports", "whom=filter&filter=nonsense%3A1&column=id"), 422);
	assert_true(visitor_sees(&owner, "href=\"#filter\""));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM jobs"), 0);
	site_close(&site);
}

static void ticked_customers_and_all_that_match_lead_to_the_form(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", "what=export&id=5&id=7"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/exports/new?selected=5&selected=7"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", "what=export&all=yes&filter=vip%3Ayes"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/exports/new?filter=vip%3Ayes"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", "what=export&all=yes"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/exports/new"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_download_may_be_gone_on_with_and_is_written_down_once),
		ON_BOTH(exports_of_others_are_not_there_and_need_a_permission),
		ON_BOTH(columns_are_moved_added_and_refused_where_they_stand),
		ON_SQLITE(ticked_customers_and_all_that_match_lead_to_the_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
