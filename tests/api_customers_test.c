/* The API of customers over a real socket, on both engines. */
#include "tests/settled.h"

#include <stdlib.h>
#include <string.h>

#define ASSERT_STATUS(visitor, status_, ask)                                                                           \
	do {                                                                                                           \
		int got_ = (ask);                                                                                      \
		if (got_ != (status_))                                                                                 \
			fail_msg("%d instead of %d: %.*s", got_, (status_), TEXT_ARG((visitor).body));                 \
	} while (0)
#define ASSERT_SEES(visitor, words)                                                                                    \
	do {                                                                                                           \
		if (!visitor_sees(&(visitor), (words)))                                                                \
			fail_msg("%s not in %.*s", (words), TEXT_ARG((visitor).body));                                 \
	} while (0)

/* The number behind "id": in the last answer's first object. */
static int64_t id_of(const struct visitor *visitor)
{
	size_t at = text_find(visitor->body, TEXT("{\"id\":"), 0);
	assert_true(at != SIZE_MAX);
	return strtoll(visitor->body.at + at + 6, NULL, 10);
}

/* The text of a member of the last answer. */
static struct text member(const struct visitor *visitor, const char *name)
{
	struct text mark = text_format(visitor->site->arena, "\"%s\":\"", name);
	size_t at = text_find(visitor->body, mark, 0);
	if (at == SIZE_MAX)
		return TEXT_NONE;
	struct text rest = text_slice(visitor->body, at + mark.size, SIZE_MAX);
	return text_slice(rest, 0, text_find(rest, TEXT("\""), 0));
}

static const char *path_of(struct site *site, int64_t id, const char *rest)
{
	return text_format(site->arena, "/api/v1/customers/%lld%s", (long long)id, rest).at;
}

static void a_shop_adds_reads_changes_and_removes_a_customer(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(
		shop, 201,
		visitor_send(&shop, "POST", "/api/v1/customers",
			     "{\"first_name\":\"Nur\",\"last_name\":\"Aisyah\",\"email\":\"Nur@Example.com\","
			     "\"country\":\"MY\","
			     "\"vip\":true,\"discount\":\"12.5\",\"birth_date\":\"1990-02-28\",\"salutation\":\"ms\","
			     "\"external_system\":\"shop\",\"external_id\":\"A-1\"}"));
	int64_t id = id_of(&shop);
	assert_string_equal(shop.location.at, path_of(&site, id, ""));
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, id, "")));
	ASSERT_SEES(shop, "\"email\":\"Nur@example.com\"");
	ASSERT_SEES(shop, "\"discount\":\"12.50\"");
	ASSERT_SEES(shop, "\"birth_date\":\"1990-02-28\"");
	ASSERT_SEES(shop, "\"external_ids\":[{\"system\":\"shop\",\"value\":\"A-1\"}]");
	ASSERT_SEES(shop, "\"status\":\"active\"");
	/* null takes away, absent leaves alone. */
	ASSERT_STATUS(shop, 200,
		      visitor_send(&shop, "PATCH", path_of(&site, id, ""), "{\"birth_date\":null,\"vip\":false}"));
	ASSERT_SEES(shop, "\"birth_date\":null");
	ASSERT_SEES(shop, "\"vip\":false");
	ASSERT_SEES(shop, "\"first_name\":\"Nur\"");
	ASSERT_STATUS(shop, 204, visitor_send(&shop, "DELETE", path_of(&site, id, "?reason=Twice"), NULL));
	ASSERT_STATUS(shop, 409, visitor_send(&shop, "DELETE", path_of(&site, id, ""), NULL));
	ASSERT_SEES(shop, "\"code\":\"in_trash\"");
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, id, "")));
	ASSERT_SEES(shop, "\"status\":\"trashed\"");
	ASSERT_STATUS(shop, 200, visitor_send(&shop, "POST", path_of(&site, id, "/restore"), NULL));
	ASSERT_SEES(shop, "\"status\":\"active\"");
	ASSERT_STATUS(shop, 422,
		      visitor_send(&shop, "DELETE", path_of(&site, id, "?permanently=yes&typed=somebody"), NULL));
	ASSERT_SEES(shop, "\"code\":\"not_typed\"");
	struct text path = text_format(site.arena, "/api/v1/customers/%lld?permanently=yes&typed=%lld", (long long)id,
				       (long long)id);
	ASSERT_STATUS(shop, 204, visitor_send(&shop, "DELETE", path.at, NULL));
	ASSERT_STATUS(shop, 404, visitor_get(&shop, path_of(&site, id, "")));
	site_close(&site);
}

static void an_old_version_is_not_written_over(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"One\"}"));
	int64_t id = id_of(&shop);
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, id, "")));
	struct text tag = visitor_header(&shop, "ETag");
	assert_true(text_starts(tag, TEXT("\"v1-")));
	shop.headers = text_format(site.arena, "If-None-Match: %.*s\r\n", TEXT_ARG(tag));
	ASSERT_STATUS(shop, 304, visitor_get(&shop, path_of(&site, id, "")));
	assert_int_equal(shop.body.size, 0);
	shop.headers = text_format(site.arena, "If-Match: %.*s\r\n", TEXT_ARG(tag));
	ASSERT_STATUS(shop, 200, visitor_send(&shop, "PATCH", path_of(&site, id, ""), "{\"company\":\"Two\"}"));
	assert_true(text_starts(visitor_header(&shop, "ETag"), TEXT("\"v2-")));
	ASSERT_STATUS(shop, 412, visitor_send(&shop, "PATCH", path_of(&site, id, ""), "{\"company\":\"Three\"}"));
	ASSERT_SEES(shop, "\"code\":\"changed_meanwhile\"");
	ASSERT_STATUS(shop, 412, visitor_send(&shop, "DELETE", path_of(&site, id, ""), NULL));
	shop.headers = TEXT("If-Match: \"v12\"\r\n");
	ASSERT_STATUS(shop, 412, visitor_send(&shop, "PATCH", path_of(&site, id, ""), "{\"company\":\"Three\"}"));
	shop.headers = TEXT("If-Match: *\r\n");
	ASSERT_STATUS(shop, 200, visitor_send(&shop, "PATCH", path_of(&site, id, ""), "{\"company\":\"Four\"}"));
	site_close(&site);
}

static void what_is_wrong_is_said_field_by_field(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"email\":\"a@example.com\"}"));
	ASSERT_STATUS(shop, 409, visitor_send(&shop, "POST", "/api/v1/customers", "{\"email\":\"A@EXAMPLE.com\"}"));
	ASSERT_SEES(shop, "\"field\":\"/email\"");
	ASSERT_SEES(shop, "\"code\":\"in_use_by\"");
	ASSERT_STATUS(shop, 422,
		      visitor_send(&shop, "POST", "/api/v1/customers",
				   "{\"email\":\"nonsense\",\"country\":\"XX\",\"role\":\"owner\"}"));
	ASSERT_SEES(shop, "\"field\":\"/email\"");
	ASSERT_SEES(shop, "\"code\":\"unknown_field\"");
	assert_true(text_starts(visitor_header(&shop, "Content-Type"), TEXT("application/problem+json")));
	ASSERT_STATUS(shop, 422, visitor_send(&shop, "POST", "/api/v1/customers", "{\"country\":\"XX\"}"));
	ASSERT_SEES(shop, "\"field\":\"/country\"");
	site_close(&site);
}

static void a_list_is_filtered_sorted_and_read_page_by_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	for (int i = 0; i < 7; i++) {
		struct text body =
			text_format(site.arena, "{\"company\":\"Firm %d\",\"country\":\"%s\"}", i, i % 2 ? "DE" : "MY");
		ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", body.at));
	}
	struct text next = TEXT("");
	int pages = 0, rows = 0;
	do {
		struct text path =
			text_format(site.arena, "/api/v1/customers?filter=country:MY&sort=company&limit=3%s%.*s",
				    next.size ? "&cursor=" : "", TEXT_ARG(next));
		ASSERT_STATUS(shop, 200, visitor_get(&shop, path.at));
		ASSERT_SEES(shop, "\"total\":4");
		for (size_t at = 0; (at = text_find(shop.body, TEXT("\"company\":\"Firm"), at)) != SIZE_MAX; at++)
			rows++;
		next = member(&shop, "next");
		pages++;
	} while (!text_is_none(next) && pages < 5);
	assert_int_equal(pages, 2);
	assert_int_equal(rows, 4);
	ASSERT_STATUS(shop, 200, visitor_get(&shop, "/api/v1/customers?limit=2&total=no"));
	ASSERT_SEES(shop, "\"total\":null");
	assert_true(text_ends(visitor_header(&shop, "Link"), TEXT("rel=\"next\"")));
	struct text other = text_format(site.arena, "/api/v1/customers?filter=country:DE&cursor=%.*s",
					TEXT_ARG(member(&shop, "next")));
	ASSERT_STATUS(shop, 422, visitor_get(&shop, other.at));
	ASSERT_SEES(shop, "\"code\":\"bad_cursor\"");
	ASSERT_STATUS(shop, 422, visitor_get(&shop, "/api/v1/customers?filter=colour:red"));
	ASSERT_SEES(shop, "\"field\":\"/filter\"");
	ASSERT_STATUS(shop, 422, visitor_get(&shop, "/api/v1/customers?sort=id;drop"));
	ASSERT_STATUS(shop, 422, visitor_get(&shop, "/api/v1/customers?limit=251"));
	ASSERT_STATUS(shop, 422, visitor_get(&shop, "/api/v1/customers?colour=red"));
	site_close(&site);
}

static void what_happened_is_told_with_values_page_by_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Zero\"}"));
	int64_t id = id_of(&shop);
	for (int i = 1; i < 4; i++) {
		struct text body = text_format(site.arena, "{\"company\":\"Firm %d\"}", i);
		ASSERT_STATUS(shop, 200, visitor_send(&shop, "PATCH", path_of(&site, id, ""), body.at));
	}
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, id, "/events?limit=3")));
	ASSERT_SEES(shop, "\"total\":4");
	ASSERT_SEES(shop, "\"actor\":{\"kind\":\"key\"");
	ASSERT_SEES(shop, "{\"field\":\"company\",\"old\":\"Firm 2\",\"new\":\"Firm 3\"}");
	struct text cursor = text_format(site.arena, "/events?cursor=%.*s", TEXT_ARG(member(&shop, "next")));
	int64_t event =
		id_of(&shop) > 0 ? strtoll(shop.body.at + text_find(shop.body, TEXT("[{\"id\":"), 0) + 7, NULL, 10) : 0;
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, id, cursor.at)));
	ASSERT_SEES(shop, "\"name\":\"customer.created\"");
	ASSERT_SEES(shop, "\"next\":null");
	ASSERT_STATUS(shop, 422, visitor_get(&shop, path_of(&site, id, "/events?cursor=AAAA")));
	ASSERT_STATUS(
		shop, 200,
		visitor_get(&shop, path_of(&site, id, text_format(site.arena, "/events/%lld", (long long)event).at)));
	ASSERT_SEES(shop, "\"new\":\"Firm 3\"");
	ASSERT_STATUS(shop, 404, visitor_get(&shop, path_of(&site, id, "/events/999999")));
	ASSERT_STATUS(shop, 200, visitor_get(&shop, "/api/v1/events/names"));
	ASSERT_SEES(shop, "{\"name\":\"customer.blocked\",\"label\":\"Blocked\",\"webhook\":true}");
	site_close(&site);
}

static void what_happened_to_anybody_is_told_the_newest_first(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"One\"}"));
	int64_t one = id_of(&shop);
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Two\"}"));
	int64_t two = id_of(&shop);
	ASSERT_STATUS(shop, 200, visitor_send(&shop, "PATCH", path_of(&site, one, ""), "{\"company\":\"Uno\"}"));
	settle(&site);
	ASSERT_STATUS(shop, 200, visitor_get(&shop, "/api/v1/events?limit=2"));
	struct text last = text_format(site.arena, "\"customer_id\":%lld", (long long)one),
		    middle = text_format(site.arena, "\"customer_id\":%lld", (long long)two);
	assert_true(text_find(shop.body, last, 0) < text_find(shop.body, middle, 0));
	ASSERT_SEES(shop, "{\"field\":\"company\",\"old\":\"One\",\"new\":\"Uno\"}");
	struct text next =
		text_format(site.arena, "/api/v1/events?limit=2&cursor=%.*s", TEXT_ARG(member(&shop, "next")));
	ASSERT_STATUS(shop, 200, visitor_get(&shop, next.at));
	ASSERT_SEES(shop, "{\"field\":\"company\",\"old\":null,\"new\":\"One\"}");
	ASSERT_SEES(shop, "\"next\":null");
	/* Of whom one may not see, nothing is heard. */
	struct visitor narrow = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE staff SET scope = 1 WHERE email_key = 'owner@site.example'");
	settle(&site);
	ASSERT_STATUS(narrow, 200, visitor_get(&narrow, "/api/v1/events"));
	ASSERT_SEES(narrow, "\"data\":[]");
	site_close(&site);
}

static void an_id_of_another_system_leads_to_one_customer(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"One\"}"));
	int64_t one = id_of(&shop);
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Two\"}"));
	int64_t two = id_of(&shop);
	const char *id = "{\"system\":\"shop\",\"value\":\"A/1\"}";
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", path_of(&site, one, "/external-ids"), id));
	struct text location = shop.location;
	ASSERT_STATUS(shop, 409, visitor_send(&shop, "POST", path_of(&site, one, "/external-ids"), id));
	ASSERT_STATUS(shop, 409, visitor_send(&shop, "POST", path_of(&site, two, "/external-ids"), id));
	ASSERT_SEES(shop, "\"field\":\"/value\"");
	ASSERT_STATUS(shop, 200, visitor_get(&shop, path_of(&site, one, "/external-ids")));
	ASSERT_SEES(shop, "[{\"system\":\"shop\",\"value\":\"A/1\"}]");
	ASSERT_STATUS(shop, 204, visitor_send(&shop, "DELETE", location.at, NULL));
	ASSERT_STATUS(shop, 404, visitor_send(&shop, "DELETE", location.at, NULL));
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", path_of(&site, two, "/external-ids"), id));
	site_close(&site);
}

static void a_key_that_may_only_write_learns_nothing_else(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "*"), writer = site_key(&site, "customers.write");
	ASSERT_STATUS(shop, 201, visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Secret\"}"));
	int64_t id = id_of(&shop);
	ASSERT_STATUS(writer, 200, visitor_send(&writer, "PATCH", path_of(&site, id, ""), "{\"vip\":true}"));
	assert_false(visitor_sees(&writer, "Secret"));
	ASSERT_STATUS(writer, 403,
		      visitor_send(&writer, "PATCH", path_of(&site, id, ""), "{\"since\":\"2020-01-01\"}"));
	ASSERT_STATUS(
		writer, 403,
		visitor_send(&writer, "POST", "/api/v1/customers", "{\"company\":\"A\",\"since\":\"2020-01-01\"}"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_shop_adds_reads_changes_and_removes_a_customer),
		ON_BOTH(an_old_version_is_not_written_over),
		ON_BOTH(what_is_wrong_is_said_field_by_field),
		ON_BOTH(a_list_is_filtered_sorted_and_read_page_by_page),
		ON_BOTH(what_happened_is_told_with_values_page_by_page),
		ON_BOTH(what_happened_to_anybody_is_told_the_newest_first),
		ON_BOTH(an_id_of_another_system_leads_to_one_customer),
		ON_BOTH(a_key_that_may_only_write_learns_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
