/* Stories of ticked rows over the socket, on both engines: the question first, scope, permissions, how many. */
#include "features/bulk/bulk.h"

#include "features/customers/customers.h"
#include "server/jobs.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

static enum customer_status status(struct site *site, struct customer_id customer)
{
	struct customer_row row;
	assert_int_equal(customers_get(site_fresh(site), customer, &row), DONE);
	return row.status;
}

static const char *form(struct site *site, const char *what, struct customer_id customer)
{
	return text_format(site->arena, "what=%s&id=%lld&back=%%2F%%2Fevil.example", what, (long long)customer.value)
		.at;
}

static void what_closes_something_is_asked_first__2_M1(void **state)
{
	static const struct {
		const char *what;
		enum customer_status status;
	} cases[] = {{"disapprove", CUSTOMER_STATUS_DISAPPROVED},
		     {"block", CUSTOMER_STATUS_BLOCKED},
		     {"trash", CUSTOMER_STATUS_TRASHED}};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	for (size_t i = 0; i < 3; i++) {
		struct customer_id farah = site_customer(&site, "Farah");
		const char *asked = form(&site, cases[i].what, farah);
		assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
		assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 200);
		assert_true(visitor_sees(&owner, "It will be done to 1 customer:"));
		assert_true(visitor_sees(&owner, "Farah"));
		assert_int_equal(status(&site, farah), CUSTOMER_STATUS_ACTIVE);
		asked = text_format(site.arena, "%s&sure=yes&reason=why", asked).at;
		assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 303);
		ASSERT_TEXT(owner.location, TEXT("/admin/customers"));
		assert_int_equal(status(&site, farah), cases[i].status);
	}
	site_close(&site);
}

static void a_suspension_asks_what_is_closed_and_asks_again_when_that_is_missing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id farah = site_customer(&site, "Farah");
	const char *asked = form(&site, "status&status=suspend", farah);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 200);
	assert_true(visitor_sees(&owner, "What is suspended"));
	assert_true(visitor_sees(&owner, "value=\"sign_in\" checked"));
	assert_true(visitor_sees(&owner, "name=\"until\""));
	asked = form(&site, "suspend&sure=yes&reason=quarrel", farah);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 422);
	assert_true(visitor_sees(&owner, "Choose at least one thing to suspend."));
	assert_true(visitor_sees(&owner, "quarrel"));
	assert_true(visitor_sees(&owner, "Farah"));
	assert_int_equal(status(&site, farah), CUSTOMER_STATUS_ACTIVE);
	asked = text_format(site.arena, "%s&functions=sign_in&functions=orders&until=2099-01-01", asked).at;
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 303);
	assert_int_equal(status(&site, farah), CUSTOMER_STATUS_SUSPENDED);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "name=\"what\" value=\""));
	site_close(&site);
}

static void deleting_for_good_asks_for_the_number_and_offers_no_undo(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id farah = site_customer(&site, "Farah");
	const char *asked = form(&site, "erase", farah);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 200);
	assert_true(visitor_sees(&owner, "Permanent: this cannot be undone."));
	assert_true(visitor_sees(&owner, "Type the number 1 to confirm"));
	asked = text_format(site.arena, "%s&sure=yes&typed=2", asked).at;
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 422);
	assert_int_equal(status(&site, farah), CUSTOMER_STATUS_ACTIVE);
	asked = text_format(site.arena, "%s&sure=yes&typed=1", form(&site, "erase", farah)).at;
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", asked), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 0);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "Done. Customers changed: 1."));
	assert_false(visitor_sees(&owner, "/admin/customers/undo"));
	site_close(&site);
}

static void ticking_those_of_others_tells_and_changes_nothing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah");
	struct visitor sales = site_staff(&site, "sales");
	assert_int_equal(visitor_get(&sales, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&sales, "/admin/customers/bulk", form(&site, "vip", farah)), 200);
	assert_true(visitor_sees(&sales, "Changed: 0. Left out: 1."));
	assert_false(visitor_sees(&sales, "Farah"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 0);
	site_close(&site);
}

static void who_may_not_is_told_which_permission_is_missing(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah");
	struct visitor auditor = site_staff(&site, "auditor");
	assert_int_equal(visitor_get(&auditor, "/admin/customers"), 200);
	for (enum bulk_verb verb = 0; verb < BULK_VERB_COUNT; verb++) {
		struct text asked = text_format(site.arena, "%s&type=1&group=1&channel=1&tag=a",
						form(&site, bulk_verb_declared(verb)->word, farah));
		assert_int_equal(visitor_post(&auditor, "/admin/customers/bulk", asked.at), 403);
	}
	assert_int_equal(status(&site, farah), CUSTOMER_STATUS_ACTIVE);
	site_close(&site);
}

static void no_more_than_a_page_at_once_and_never_nobody(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct text many = TEXT("what=vip");
	for (int i = 0; i <= BULK_MOST; i++)
		many = text_format(site.arena, "%.*s&id=%d", TEXT_ARG(many), i + 1);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", many.at), 422);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", "what=vip"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "Nothing was ticked"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", "what=nonsense&id=1"), 422);
	site_close(&site);
}

/* Of one and of many, by Approve and by Activate, ticked and by a job. */
static void many_are_told_by_mail_when_staff_say_so(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id ann = site_customer(&site, "ann@x.example"), ben = site_customer(&site, "ben@x.example");
	struct customer_id cleo = site_customer(&site, "cleo@x.example"), dan = site_customer(&site, "dan@x.example");
	engine_script(&site.engine, "UPDATE customers SET approval = 0, status = 5");
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", form(&site, "approve", ann)), 200);
	assert_true(visitor_sees(&owner, "Tell them by mail"));
	const char *sure = form(&site, "approve&sure=yes&mail=yes&message=Welcome", ann);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", sure), 303);
	sure = form(&site, "approve&sure=yes", ben);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk", sure), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE what = 'account_approved'"), 1);
	assert_int_equal(visitor_post(&owner, "/admin/customers/bulk",
				      "what=activate&all=yes&sure=yes&mail=yes&filter=email:cleo@x.example"),
			 303);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(status(&site, cleo), CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE what = 'account_approved'"), 2);
	/* Who is switched off as well is told, too: they may sign in then. */
	engine_script(&site.engine, "UPDATE customers SET active = 0 WHERE email = 'dan@x.example'");
	struct text activate = text_format(site.arena, "/admin/customers/%lld/activate", (long long)dan.value);
	assert_int_equal(visitor_get(&owner, activate.at), 200);
	assert_true(visitor_sees(&owner, "Tell them by mail"));
	assert_int_equal(visitor_post(&owner, activate.at, "approval=yes&inactive=yes&mail=yes"), 303);
	assert_int_equal(status(&site, dan), CUSTOMER_STATUS_ACTIVE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE what = 'account_approved'"), 3);
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/bulk", form(&site, "disapprove&sure=yes&mail=yes", ben)), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE what = 'account_disapproved'"),
			 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_closes_something_is_asked_first__2_M1),
		ON_BOTH(a_suspension_asks_what_is_closed_and_asks_again_when_that_is_missing),
		ON_BOTH(deleting_for_good_asks_for_the_number_and_offers_no_undo),
		ON_BOTH(ticking_those_of_others_tells_and_changes_nothing),
		ON_BOTH(who_may_not_is_told_which_permission_is_missing),
		ON_BOTH(no_more_than_a_page_at_once_and_never_nobody),
		ON_BOTH(many_are_told_by_mail_when_staff_say_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
