/* Stories of what staff are told, on both engines, over HTTP: what, to whom, once, where. */
#include "features/notifications/notifications.h"

#include "features/bulk/bulk.h"
#include "features/customers/customers.h"
#include "features/staff/staff.h"
#include "server/jobs.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"

#define CHOICES "/admin/profile/notifications"
#define LIST    "/admin/notifications"

static int64_t number(struct site *site, const char *format, const char *role)
{
	return engine_number(&site->engine, text_format(site->arena, format, role).at);
}

static int64_t id_of(struct site *site, const char *role)
{
	return number(site, "SELECT id FROM staff WHERE email_key = '%s@site.example'", role);
}

static int64_t count_of(struct site *site, const char *role)
{
	return number(site,
		      "SELECT COUNT(*) FROM notifications n JOIN staff s ON s.id = n.staff_id "
		      "WHERE s.email_key = '%s@site.example' AND n.seen IS NULL",
		      role);
}

static enum outcome register_again(struct context *ctx, void *state)
{
	return notifications_tell_registered(ctx, *(const struct customer_id *)state);
}

/* A customer who has registered and waits, as confirming it tells. */
static struct customer_id somebody_waits(struct site *site, const char *who)
{
	struct customer_id customer = site_customer(site, who);
	engine_script(&site->engine, text_format(site->arena, "UPDATE customers SET approval = 0 WHERE id = %lld",
						 (long long)customer.value)
					     .at);
	assert_int_equal(context_transact_as_system(site_fresh(site), register_again, &customer), DONE);
	return customer;
}

static void own_customers_alone_are_told_to_who_sees_no_others__1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), sales = site_staff(&site, "sales"),
		       auditor = site_staff(&site, "auditor");
	engine_script(&site.engine,
		      "UPDATE roles SET permissions = 'customers.read customers.approve' WHERE word = 'sales'");
	struct customer_id ann = site_customer(&site, "ann@x.example");
	engine_script(&site.engine,
		      text_format(site.arena,
				  "UPDATE customers SET approval = 0, representative_id = %lld WHERE id = %lld",
				  (long long)id_of(&site, "sales"), (long long)ann.value)
			      .at);
	assert_int_equal(context_transact_as_system(site_fresh(&site), register_again, &ann), DONE);
	somebody_waits(&site, "ben@x.example");
	assert_int_equal(count_of(&site, "owner"), 2);
	assert_int_equal(count_of(&site, "sales"), 1);
	/* Approving is not the auditor's. */
	assert_int_equal(count_of(&site, "auditor"), 0);
	assert_int_equal(visitor_get(&auditor, LIST), 200);
	assert_int_equal(visitor_get(&sales, LIST), 200);
	assert_true(visitor_sees(&sales, "ann@x.example") || visitor_sees(&sales, "Ann"));
	assert_false(visitor_sees(&sales, "ben@x.example"));
	assert_true(visitor_sees(&sales, "<span class=\"n hot\">1</span>"));
	/* When she is another's customer, neither her name nor the number stays. */
	engine_script(&site.engine, "UPDATE customers SET representative_id = NULL");
	assert_int_equal(visitor_get(&sales, LIST), 200);
	assert_true(visitor_sees(&sales, "Nothing yet"));
	assert_int_equal(visitor_get(&owner, LIST), 200);
	assert_true(visitor_sees(&owner, "<span class=\"n hot\">2</span>"));
	site_close(&site);
}

static void nothing_is_told_twice(void **state)
{
	struct site site;
	struct mail_peer peer;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, CHOICES), 200);
	assert_int_equal(visitor_post(&owner, CHOICES, "page=pending&mail=pending&mail=registered"), 303);
	struct customer_id ann = somebody_waits(&site, "ann@x.example");
	assert_int_equal(context_transact_as_system(site_fresh(&site), register_again, &ann), DONE);
	outbox_run_waiting(site.engine.store, TEXT("https://crm.example.com"));
	assert_int_equal(count_of(&site, "owner"), 1);
	assert_int_equal(mail_peer_count(&peer), 1);
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_find(mail_peer_header(&peer, letter, "Subject"), TEXT("waits for approval"), 0) != SIZE_MAX);
	ASSERT_TEXT(mail_peer_path(&peer, letter, "https://crm.example.com/admin/customers/"),
		    text_format(site.arena, "https://crm.example.com/admin/customers/%lld", (long long)ann.value));
	/* An address that is told of every registration anyway. */
	assert_int_equal(settings_set(site_fresh(&site), SETTING_REGISTRATION_TELL, TEXT("owner@site.example")), DONE);
	somebody_waits(&site, "ben@x.example");
	outbox_run_waiting(site.engine.store, TEXT("https://crm.example.com"));
	assert_int_equal(mail_peer_count(&peer), 1);
	assert_int_equal(count_of(&site, "owner"), 2);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void each_chooses_and_what_is_not_chosen_is_not_told(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), auditor = site_staff(&site, "auditor");
	assert_int_equal(visitor_get(&auditor, CHOICES), 200);
	assert_false(visitor_sees(&auditor, "Somebody waits for approval"));
	assert_int_equal(visitor_get(&owner, CHOICES), 200);
	assert_true(visitor_sees(&owner, "Somebody waits for approval"));
	assert_int_equal(visitor_post(&owner, CHOICES, "page=nonsense"), 422);
	assert_int_equal(visitor_post(&owner, CHOICES, "page=registered"), 303);
	somebody_waits(&site, "ann@x.example");
	assert_int_equal(count_of(&site, "owner"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox"), 0);
	site_close(&site);
}

static void whoever_opens_one_is_led_there_and_it_is_new_no_more(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "administrator");
	struct customer_id ann = somebody_waits(&site, "ann@x.example");
	somebody_waits(&site, "ben@x.example");
	struct text path =
		text_format(site.arena, LIST "/%lld/open",
			    (long long)engine_number(
				    &site.engine, "SELECT n.id FROM notifications n JOIN staff s ON s.id = n.staff_id "
						  "WHERE s.email_key = 'owner@site.example' ORDER BY n.id LIMIT 1"));
	assert_int_equal(visitor_get(&other, LIST), 200);
	assert_int_equal(visitor_post(&other, path.at, ""), 404);
	assert_int_equal(visitor_get(&owner, LIST), 200);
	assert_int_equal(visitor_post(&owner, path.at, ""), 303);
	ASSERT_TEXT(owner.location, text_format(site.arena, "/admin/customers/%lld", (long long)ann.value));
	assert_int_equal(count_of(&site, "owner"), 1);
	assert_int_equal(visitor_post(&owner, LIST "/seen", ""), 303);
	assert_int_equal(count_of(&site, "owner"), 0);
	assert_int_equal(count_of(&site, "administrator"), 2);
	site_close(&site);
}

static struct visitor sign_in_with(struct site *site, const char *agent)
{
	struct visitor visitor = site_visitor(site);
	visitor.headers = text_format(site->arena, "User-Agent: %s\r\n", agent);
	assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
	assert_int_equal(visitor_post(&visitor, "/admin/sign-in", "email=owner%40site.example&password=" SITE_PASSWORD),
			 303);
	return visitor;
}

static void a_browser_that_was_not_used_before_is_told_and_a_new_version_is_none__14(void **state)
{
	struct site site;
	struct mail_peer peer;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_staff(&site, "owner");
	engine_script(&site.engine, "DELETE FROM staff_devices");
	sign_in_with(&site, "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0");
	sign_in_with(&site, "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0");
	assert_int_equal(count_of(&site, "owner"), 0);
	struct visitor phone =
		sign_in_with(&site, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 "
				    "(KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1");
	assert_int_equal(count_of(&site, "owner"), 1);
	assert_int_equal(visitor_get(&phone, LIST), 200);
	assert_true(visitor_sees(&phone, "Safari"));
	assert_true(visitor_sees(&phone, "127.0.0.1"));
	outbox_run_waiting(site.engine.store, TEXT("https://crm.example.com"));
	assert_int_equal(mail_peer_count(&peer), 1);
	ASSERT_TEXT(mail_peer_header(&peer, mail_peer_letter(&peer, 1), "Subject"),
		    TEXT("Somebody has signed in as you with a new browser"));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void what_is_told_goes_with_the_customer_and_with_time(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_staff(&site, "owner");
	struct customer_id ann = somebody_waits(&site, "ann@x.example");
	somebody_waits(&site, "ben@x.example");
	assert_int_equal(customers_erase(site_fresh(&site), ann, text_of_number(site.arena, ann.value)), DONE);
	assert_int_equal(count_of(&site, "owner"), 1);
	engine_script(&site.engine, "UPDATE notifications SET at = at - 7862400000000");
	somebody_waits(&site, "cem@x.example");
	assert_int_equal(count_of(&site, "owner"), 1);
	site_close(&site);
}

static void whoever_asked_for_a_job_is_mailed_its_end_if_they_like(void **state)
{
	struct site site;
	struct mail_peer peer;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor owner = site_staff(&site, "owner");
	site_customer(&site, "ann@x.example");
	assert_int_equal(visitor_get(&owner, CHOICES), 200);
	assert_int_equal(visitor_post(&owner, CHOICES, "mail=job_ended&page=job_ended"), 303);
	struct context *ctx = site_fresh(&site);
	struct job_id job;
	ctx->actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = id_of(&site, "owner")};
	assert_int_equal(bulk_start(ctx, TEXT("status:active"), &(struct bulk_ask){.verb = BULK_VIP}, &job), DONE);
	jobs_run_waiting(site.engine.store, site.files);
	outbox_run_waiting(site.engine.store, TEXT("https://crm.example.com"));
	assert_int_equal(mail_peer_count(&peer), 1);
	struct text letter = mail_peer_letter(&peer, 1);
	ASSERT_TEXT(mail_peer_header(&peer, letter, "Subject"), TEXT("Your job has ended"));
	ASSERT_TEXT(mail_peer_path(&peer, letter, "https://crm.example.com/admin/jobs/"),
		    text_format(site.arena, "https://crm.example.com/admin/jobs/%lld", (long long)job.value));
	/* The page has a notice of it already. */
	assert_int_equal(count_of(&site, "owner"), 0);
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(own_customers_alone_are_told_to_who_sees_no_others__1),
		ON_BOTH(nothing_is_told_twice),
		ON_BOTH(each_chooses_and_what_is_not_chosen_is_not_told),
		ON_BOTH(whoever_opens_one_is_led_there_and_it_is_new_no_more),
		ON_BOTH(a_browser_that_was_not_used_before_is_told_and_a_new_version_is_none__14),
		ON_BOTH(whoever_asked_for_a_job_is_mailed_its_end_if_they_like),
		ON_BOTH(what_is_told_goes_with_the_customer_and_with_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
