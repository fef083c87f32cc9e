/* Stories of API keys on both engines: shown once, kept as a hash, never more than their maker has, ended at will and
 * in time. What a key may do afterwards is told in tests/api_many_test.c. */
#include "features/apikeys/apikeys.h"

#include "tests/site.h"

#define PAGE "/admin/settings/keys"

static struct text key_on(struct visitor *visitor)
{
	size_t at = text_find(visitor->body, TEXT("clt_"), 0);
	return at == SIZE_MAX ? TEXT_NONE : text_slice(visitor->body, at, 4 + 22);
}

/* A shop with a key that this member of the staff has made. */
static struct visitor make_shop(struct visitor *maker)
{
	struct visitor shop = site_visitor(maker->site);
	assert_int_equal(visitor_get(maker, PAGE), 200);
	assert_int_equal(visitor_post(maker, PAGE, "name=Shop&permissions=customers.read"), 200);
	shop.key = text_copy(maker->site->arena, key_on(maker));
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers", NULL), 200);
	return shop;
}

static void a_key_is_shown_once_and_kept_as_a_hash__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = make_shop(&owner);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_false(visitor_sees(&owner, shop.key.at));
	struct text hash = text_format(site.arena, "SELECT COUNT(*) FROM api_keys WHERE hash = CAST('%s' AS %s)",
				       shop.key.at, store_is_postgres(site.engine.store) ? "BYTEA" : "BLOB");
	assert_int_equal(engine_number(&site.engine, hash.at), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT LENGTH(hash) FROM api_keys"), 32);
	assert_int_equal(engine_number(&site.engine, "SELECT LENGTH(hint) FROM api_keys"), 8);
	site_close(&site);
}

static void a_key_that_was_taken_back_is_none__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = make_shop(&owner);
	int64_t id = engine_number(&site.engine, "SELECT id FROM api_keys");
	struct text path = text_format(site.arena, PAGE "/%lld/revoke", (long long)id);
	assert_int_equal(visitor_post(&owner, path.at, ""), 303);
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers", NULL), 401);
	assert_int_equal(visitor_post(&owner, path.at, ""), 409);
	site_close(&site);
}

static void a_key_ends_on_its_day__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = make_shop(&owner);
	engine_script(&site.engine, "UPDATE api_keys SET expires = 1");
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers", NULL), 401);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_int_equal(visitor_post(&owner, PAGE, "name=Late&permissions=customers.read&expires=2020-01-01"), 422);
	site_close(&site);
}

static void nobody_makes_a_key_that_may_do_more_than_they_may__7(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor maker = site_staff(&site, "administrator");
	engine_script(&site.engine, "UPDATE roles SET permissions = 'customers.read keys.write' WHERE word = "
				    "'administrator'");
	assert_int_equal(visitor_get(&maker, PAGE), 200);
	assert_int_equal(visitor_post(&maker, PAGE, "name=Wide&permissions=customers.read&permissions=customers.write"),
			 403);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM api_keys"), 0);
	make_shop(&maker);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_key_is_shown_once_and_kept_as_a_hash__7),
		ON_BOTH(a_key_that_was_taken_back_is_none__7),
		ON_BOTH(a_key_ends_on_its_day__7),
		ON_BOTH(nobody_makes_a_key_that_may_do_more_than_they_may__7),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
