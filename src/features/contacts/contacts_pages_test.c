/* Stories of contacts over the socket, on both engines: forms without script, conflicts, the API, permissions. */
#include "features/contacts/contacts.h"

#include "tests/site.h"

static const char *path(struct site *site, const char *before, struct customer_id customer, const char *after)
{
	return text_format(site->arena, "%s/customers/%lld/%s", before, (long long)customer.value, after).at;
}

static const char *path_of(struct site *site, const char *before, struct customer_id customer, const char *table,
			   const char *sql)
{
	struct text id = text_of_number(site->arena, engine_number(&site->engine, sql));
	return path(site, before, customer, text_format(site->arena, "%s/%.*s", table, TEXT_ARG(id)).at);
}

static void staff_keep_emails_without_script__1_A11__3_A2(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "emails/new")), 200);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "emails/new"), "address=nonsense"), 422);
	assert_true(visitor_sees(&owner, "nonsense"));
	assert_int_equal(
		visitor_post(&owner, path(&site, "/admin", ann, "emails/new"), "address=ann@work.example&primary=yes"),
		303);
	const char *second = path_of(&site, "/admin", ann, "emails", "SELECT id FROM emails WHERE is_primary = 1");
	assert_int_equal(visitor_get(&owner, second), 200);
	assert_true(visitor_sees(&owner, "ann@work.example"));
	assert_int_equal(visitor_post(&owner, second,
				      "address=ann@new.example&was_address=ann@work.example&verification=verified"),
			 303);
	assert_int_equal(
		engine_number(&site.engine, "SELECT verification FROM emails WHERE address = 'ann@new.example'"),
		VERIFICATION_VERIFIED);
	assert_int_equal(
		visitor_post(&owner, second, "address=c@x.example&was_address=ann@work.example&verification=verified"),
		409);
	assert_true(visitor_sees(&owner, "meanwhile"));
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "")), 404);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at),
			 200);
	assert_true(visitor_sees(&owner, "mailto:ann@x.example"));
	const char *first = path_of(&site, "/admin", ann, "emails", "SELECT id FROM emails WHERE is_primary = 0");
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/remove", first).at, ""), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM emails"), 1);
	site_close(&site);
}

static void staff_keep_phones_without_script__1_A6__3_A3(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "phones/new")), 200);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "phones/new"), "number="), 422);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "phones/new"),
				      "number=012-345+6789&country=MY&label=Mobile"),
			 303);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at),
			 200);
	assert_true(visitor_sees(&owner, "tel:+60123456789"));
	assert_true(visitor_sees(&owner, "https://wa.me/60123456789"));
	const char *phone = path_of(&site, "/admin", ann, "phones", "SELECT id FROM phones");
	assert_int_equal(visitor_get(&owner, phone), 200);
	assert_int_equal(visitor_post(&owner, phone, "number=0151+23456789&country=DE&was_number=012-345+6789"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM phones WHERE e164 = '+4915123456789'"), 1);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/remove", phone).at, ""), 303);
	assert_int_equal(visitor_get(&owner, phone), 404);
	site_close(&site);
}

static void the_form_of_an_address_is_its_countrys__3_A1__0_A1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner");
	const char *new = path(&site, "/admin", ann, "addresses/new");
	assert_int_equal(visitor_post(&owner, new, "country=AE&city=Dubai&reshape=yes"), 200);
	assert_false(visitor_sees(&owner, "name=\"postcode\"")); /* none in the Emirates */
	assert_int_equal(visitor_post(&owner, new, "country=MY&line1=12+Lebuh+Armenian&reshape=yes"), 200);
	assert_true(visitor_sees(&owner, "name=\"postcode\""));
	assert_true(visitor_sees(&owner, "MY-07"));
	assert_true(visitor_sees(&owner, "12 Lebuh Armenian"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM addresses"), 0);
	assert_int_equal(visitor_post(&owner, new, "country=MY&line1=12+Lebuh+Armenian&city=George+Town&state=MY-07"),
			 303);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at),
			 200);
	assert_true(visitor_sees(&owner, "Not ready for orders"));
	const char *address = path_of(&site, "/admin", ann, "addresses", "SELECT id FROM addresses");
	assert_int_equal(visitor_get(&owner, address), 200);
	assert_int_equal(
		visitor_post(&owner, address, "postcode=10200&was_postcode=&country=MY&was_country=MY&is_shipping=yes"),
		303);
	assert_int_equal(
		engine_number(&site.engine,
			      "SELECT COUNT(*) FROM addresses WHERE postcode = '10200' AND city = 'George Town' "
			      "AND is_shipping = 1 AND is_billing = 0"),
		1);
	assert_int_equal(visitor_post(&owner, address, "postcode=10300&was_postcode=&country=MY&was_country=MY"), 409);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/remove", address).at, ""), 303);
	site_close(&site);
}

static void tax_numbers_have_forms(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, path(&site, "/admin", ann, "tax-ids/new")), 200);
	assert_int_equal(visitor_post(&owner, path(&site, "/admin", ann, "tax-ids/new"), "kind=vat&country=DE&value="),
			 422);
	assert_int_equal(
		visitor_post(&owner, path(&site, "/admin", ann, "tax-ids/new"), "kind=vat&country=DE&value=DE1"), 303);
	const char *tax = path_of(&site, "/admin", ann, "tax-ids", "SELECT id FROM tax_ids");
	assert_int_equal(visitor_get(&owner, tax), 200);
	assert_int_equal(visitor_post(&owner, tax, "kind=vat&country=DE&value=DE2"), 303);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/remove", tax).at, ""), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM tax_ids"), 0);
	site_close(&site);
}

static void the_api_lists_adds_changes_and_removes(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(
		visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "emails"), "{\"address\":\"b@x.example\"}"),
		201);
	const char *email = path_of(&site, "/api/v1", ann, "emails", "SELECT id FROM emails WHERE is_primary = 0");
	assert_int_equal(visitor_send(&shop, "PATCH", email, "{\"primary\":true,\"verification\":\"verified\"}"), 200);
	assert_true(visitor_sees(&shop, "\"primary\":true"));
	assert_true(visitor_sees(&shop, "\"verification\":\"verified\""));
	assert_int_equal(visitor_send(&shop, "DELETE", email, NULL), 409);
	assert_int_equal(visitor_get(&shop, path(&site, "/api/v1", ann, "emails")), 200);
	assert_true(visitor_sees(&shop, "\"total\":2"));
	assert_int_equal(
		visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "phones"), "{\"number\":\"+60 12-345 6789\"}"),
		201);
	assert_true(visitor_sees(&shop, "\"e164\":\"+60123456789\""));
	const char *phone = path_of(&site, "/api/v1", ann, "phones", "SELECT id FROM phones");
	assert_int_equal(visitor_send(&shop, "PATCH", phone, "{\"label\":\"Desk\"}"), 200);
	assert_true(visitor_sees(&shop, "\"number\":\"+60 12-345 6789\""));
	assert_int_equal(visitor_send(&shop, "DELETE", phone, NULL), 204);
	assert_int_equal(visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "addresses"),
				      "{\"line1\":\"Am Dobben 41\",\"city\":\"Bremen\",\"country\":\"Deutschland\"}"),
			 201);
	assert_true(visitor_sees(&shop, "\"country\":\"DE\""));
	assert_true(visitor_sees(&shop, "\"order_ready\":false"));
	assert_true(visitor_sees(&shop, "\"postcode\""));
	const char *address = path_of(&site, "/api/v1", ann, "addresses", "SELECT id FROM addresses");
	assert_int_equal(visitor_send(&shop, "PATCH", address, "{\"postcode\":\"28203\",\"name\":\"Ann\"}"), 200);
	assert_true(visitor_sees(&shop, "\"order_ready\":true"));
	assert_int_equal(visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "addresses"), "{\"line9\":\"x\"}"),
			 422);
	assert_int_equal(visitor_send(&shop, "POST", path(&site, "/api/v1", ann, "tax-ids"),
				      "{\"kind\":\"vat\",\"value\":\"DE1\"}"),
			 201);
	assert_int_equal(visitor_get(&shop, path(&site, "/api/v1", ann, "tax-ids")), 200);
	site_close(&site);
}

static void who_may_only_read_changes_nothing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor auditor = site_staff(&site, "auditor"), shop = site_key(&site, "customers.read");
	static const char *const kinds[] = {"emails", "phones", "addresses", "tax-ids"};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(visitor_get(&shop, path(&site, "/api/v1", ann, kinds[i])), 200);
		assert_int_equal(visitor_send(&shop, "POST", path(&site, "/api/v1", ann, kinds[i]), "{}"), 403);
		assert_int_equal(visitor_get(&auditor, path(&site, "/admin", ann,
							    text_format(site.arena, "%s/new", kinds[i]).at)),
				 403);
	}
	assert_int_equal(
		visitor_get(&auditor, text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at), 200);
	assert_false(visitor_sees(&auditor, "emails/new"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(staff_keep_emails_without_script__1_A11__3_A2),
		ON_BOTH(staff_keep_phones_without_script__1_A6__3_A3),
		ON_BOTH(the_form_of_an_address_is_its_countrys__3_A1__0_A1),
		ON_BOTH(tax_numbers_have_forms),
		ON_BOTH(the_api_lists_adds_changes_and_removes),
		ON_BOTH(who_may_only_read_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
