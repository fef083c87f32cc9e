/* Many customers in one request, over a socket on both engines. */
#include "tests/site.h"

#include <string.h>

#define BULK "/api/v1/customers/bulk"

static void assert_bulk(struct visitor *shop, int status, const char *path, const char *json)
{
	int got = visitor_send(shop, "POST", path, json);
	if (got != status)
		fail_msg("%d instead of %d: %.*s", got, status, TEXT_ARG(shop->body));
}

static void assert_sees(const struct visitor *shop, const char *words)
{
	if (!visitor_sees(shop, words))
		fail_msg("%s not in %.*s", words, TEXT_ARG(shop->body));
}

static void each_is_added_changed_left_alone_or_refused_by_itself(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_bulk(&shop, 200, BULK,
		    "{\"data\":[{\"email\":\"a@example.com\",\"first_name\":\"A\"},{\"email\":\"b@example.com\"}]}");
	assert_sees(&shop, "{\"index\":0,\"outcome\":\"created\",\"id\":");
	assert_sees(&shop, "\"total\":2");
	assert_bulk(&shop, 200, BULK,
		    "{\"data\":[{\"email\":\"A@Example.com\",\"first_name\":\"Anna\"},{\"email\":\"b@example.com\"},"
		    "{\"email\":\"c@example.com\",\"login\":\"a@example.com\"},{\"email\":\"no "
		    "address\"},{\"first_name\":\"D\"},"
		    "{\"email\":\"e@example.com\",\"status\":\"active\"},7,{\"email\":\"f@example.com\",\"country\":"
		    "\"XX\"},"
		    "{\"email\":\"g@example.com\"}]}");
	assert_sees(&shop, "{\"index\":0,\"outcome\":\"updated\"");
	assert_sees(&shop, "{\"index\":1,\"outcome\":\"unchanged\"");
	/* The address of this one was taken before its login was refused; it is free again. */
	assert_sees(&shop, "{\"index\":2,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"field\":\"/"
			   "login\",\"code\":\"in_use_by\"");
	assert_sees(&shop, "{\"index\":3,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"field\":\"/email\"");
	assert_sees(&shop, "{\"index\":4,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"field\":\"/"
			   "email\",\"code\":\"required\"");
	assert_sees(&shop, "{\"index\":5,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"field\":\"/"
			   "status\",\"code\":\"unknown_field\"");
	assert_sees(&shop, "{\"index\":6,\"outcome\":\"refused\"");
	assert_sees(&shop, "{\"index\":7,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"field\":\"/country\"");
	assert_sees(&shop, "{\"index\":8,\"outcome\":\"created\"");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 3);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM claims WHERE value = 'c@example.com'"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM emails"), 3);
	site_close(&site);
}

static void they_are_found_by_what_was_asked_for(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	const char *first = "{\"data\":[{\"external_system\":\"erp\",\"external_id\":\"1\",\"login\":\"one\","
			    "\"company\":\"One\"}]}";
	assert_bulk(&shop, 200, BULK "?match=external", first);
	assert_sees(&shop, "\"created\"");
	assert_bulk(&shop, 200, BULK "?match=external", first);
	assert_sees(&shop, "\"unchanged\"");
	assert_bulk(&shop, 200, BULK "?match=login",
		    "{\"data\":[{\"login\":\"ONE\",\"external_system\":\"shop\",\"external_id\":\"9\"}]}");
	assert_sees(&shop, "\"updated\"");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM external_ids"), 2);
	int64_t id = engine_number(&site.engine, "SELECT id FROM customers");
	struct text by_id = text_format(
		site.arena, "{\"data\":[{\"id\":%lld,\"company\":\"Two\"},{\"id\":999999,\"company\":\"X\"}]}",
		(long long)id);
	assert_bulk(&shop, 200, BULK "?match=id", by_id.at);
	assert_sees(&shop, "{\"index\":0,\"outcome\":\"updated\"");
	assert_sees(&shop, "{\"index\":1,\"outcome\":\"refused\",\"id\":null,\"errors\":[{\"code\":\"not_found\"");
	assert_bulk(&shop, 200, BULK "?match=external&mode=create", first);
	assert_sees(&shop, "\"code\":\"exists\"");
	assert_bulk(&shop, 200, BULK "?mode=update", "{\"data\":[{\"email\":\"new@example.com\"}]}");
	assert_sees(&shop, "\"code\":\"not_found\"");
	assert_bulk(&shop, 422, BULK "?match=name", first);
	assert_bulk(&shop, 422, BULK, "{\"data\":{}}");
	assert_bulk(&shop, 422, BULK, "{\"data\":[],\"role\":1}");
	assert_bulk(&shop, 400, BULK, "{\"data\":[");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 1);
	site_close(&site);
}

/* An account with the same address is somebody else, and stays one. */
static void a_guest_is_found_among_guests__3_D9(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	const char *both = "{\"data\":[{\"email\":\"a@example.com\",\"first_name\":\"Ann\"},"
			   "{\"email\":\"A@example.com\",\"guest\":true,\"first_name\":\"Guest\"}]}";
	assert_bulk(&shop, 200, BULK, both);
	assert_sees(&shop, "{\"index\":1,\"outcome\":\"created\"");
	assert_bulk(&shop, 200, BULK, both);
	assert_sees(&shop, "{\"index\":0,\"outcome\":\"unchanged\"");
	assert_sees(&shop, "{\"index\":1,\"outcome\":\"unchanged\"");
	assert_bulk(&shop, 200, BULK, "{\"data\":[{\"email\":\"a@example.com\",\"guest\":true,\"company\":\"Co\"}]}");
	assert_sees(&shop, "\"updated\"");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 2);
	assert_int_equal(engine_number(&site.engine, "SELECT guest FROM customers WHERE company = 'Co'"), 1);
	site_close(&site);
}

static struct text many(struct site *site, int count)
{
	struct buffer out = buffer_make(16u << 20);
	buffer_add(&out, TEXT("{\"data\":["));
	for (int i = 0; i < count; i++)
		buffer_add_format(&out, "%s{\"email\":\"p%d@example.com\"}", i ? "," : "", i);
	buffer_add(&out, TEXT("]}"));
	struct text body = text_copy(site->arena, buffer_text(&out));
	buffer_free(&out);
	return body;
}

static void a_repeated_request_has_the_same_answer_and_one_effect(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	shop.headers = TEXT("Idempotency-Key: nightly\r\n");
	assert_bulk(&shop, 200, BULK, many(&site, 120).at);
	struct text first = shop.body;
	assert_sees(&shop, "{\"index\":119,\"outcome\":\"created\"");
	assert_bulk(&shop, 200, BULK, many(&site, 120).at);
	assert_true(text_equal(first, shop.body));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 120);
	shop.headers = TEXT("");
	assert_bulk(&shop, 422, BULK, many(&site, 10001).at);
	assert_sees(&shop, "\"too_many\"");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 120);
	site_close(&site);
}

static void ten_thousand_are_taken_at_once(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_bulk(&shop, 200, BULK, many(&site, 10000).at);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 10000);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(each_is_added_changed_left_alone_or_refused_by_itself),
		ON_BOTH(they_are_found_by_what_was_asked_for),
		ON_BOTH(a_guest_is_found_among_guests__3_D9),
		ON_BOTH(a_repeated_request_has_the_same_answer_and_one_effect),
		ON_SQLITE(ten_thousand_are_taken_at_once), /* the others show both engines; this one is about size */
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
