/* Stories of consents in lists: seen, asked for, given away, by whoever reads them. On both engines. */
#include "server/jobs.h"
#include "tests/site.h"

/* One of each state, in this order: never asked, pending, confirmed, withdrawn. */
static void add_people(struct site *site)
{
	static const char *const names[] = {"Nadia", "Pia", "Clara", "Wanda"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		site_customer(site, names[i]);
	engine_script(&site->engine, "INSERT INTO consents (customer_id, purpose, state, at, source) "
				     "SELECT id, 0, id - (SELECT MIN(id) FROM customers), 1, 0 FROM customers "
				     "WHERE first_name <> 'Nadia'");
}

static void a_list_shows_consents_and_asks_for_them(void **state)
{
	static const struct {
		const char *filter, *found, *others, *chip;
	} cases[] = {
		{"consent%3Aconfirmed", "Clara", "Pia", "<bdi>Confirmed"},
		{"consent%3Apending", "Pia", "Clara", "<bdi>Waiting for confirmation"},
		{"consent%3Aunsubscribed", "Wanda", "Clara", "<bdi>Withdrawn"},
		{"consent%3Anone", "Nadia", "Clara", "<bdi>Never asked"},
		{"-consent%3Anone,pending,unsubscribed", "Clara", "Nadia", "Withdrawn"},
	};
	struct site site;
	site_open(&site, *state);
	add_people(&site);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/columns", "order=status+consent&column=status&column=consent"),
		303);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(
			visitor_get(&owner, text_format(site.arena, "/admin/customers?filter=%s", cases[i].filter).at),
			200);
		if (!visitor_sees(&owner, cases[i].found) || visitor_sees(&owner, cases[i].others))
			fail_msg("%s finds others", cases[i].filter);
		if (!visitor_sees(&owner, cases[i].chip))
			fail_msg("%s is not read as a sentence", cases[i].filter);
	}
	/* In the column, beside everybody. */
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "Never asked") && visitor_sees(&owner, "Withdrawn"));
	assert_int_equal(visitor_get(&owner, "/admin/customers?filter=consent%3Aconfirmd"), 422);
	assert_true(visitor_sees(&owner, "Did you mean “confirmed”?"));
	site_close(&site);
}

static void the_api_shows_consents_as_they_are_at_that_moment(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_people(&site);
	struct visitor shop = site_key(&site, "customers.read");
	assert_int_equal(visitor_get(&shop, "/api/v1/customers?filter=consent%3Aconfirmed"), 200);
	assert_true(visitor_sees(&shop, "\"consent\":\"confirmed\"") && visitor_sees(&shop, "\"total\":1"));
	/* What was kept of an answer is as new as the consent. */
	engine_script(&site.engine, "UPDATE consents SET state = 3");
	assert_int_equal(visitor_get(&shop, "/api/v1/customers?filter=consent%3Aunsubscribed"), 200);
	assert_true(visitor_sees(&shop, "\"total\":3") && !visitor_sees(&shop, "\"consent\":\"confirmed\""));
	struct text one = text_format(site.arena, "/api/v1/customers/%lld",
				      (long long)engine_number(&site.engine, "SELECT MAX(id) FROM customers"));
	assert_int_equal(visitor_get(&shop, one.at), 200);
	assert_true(visitor_sees(&shop, "\"consent\":\"unsubscribed\""));
	site_close(&site);
}

static void an_export_says_what_everybody_consents_to(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_people(&site);
	/* Somebody without counters does not get those of the next. */
	engine_script(&site.engine, "UPDATE customer_counters SET orders = 7; DELETE FROM customer_counters WHERE "
				    "customer_id = (SELECT MIN(id) FROM customers)");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/exports/new"), 200);
	assert_int_equal(
		visitor_post(&owner, "/admin/exports", "whom=all&column=first_name&column=consent&column=orders"), 303);
	const char *path = text_copy(site.arena, owner.location).at;
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "%s/file", path).at), 200);
	ASSERT_TEXT(owner.body,
		    TEXT("first_name,consent,orders\r\nNadia,none,\r\nPia,pending,7\r\nClara,confirmed,7\r\n"
			 "Wanda,unsubscribed,7\r\n"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_list_shows_consents_and_asks_for_them),
		ON_BOTH(the_api_shows_consents_as_they_are_at_that_moment),
		ON_BOTH(an_export_says_what_everybody_consents_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
