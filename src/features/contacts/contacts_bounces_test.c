/* Stories of letters that come back, on both engines: the address is marked, told, cleared; nobody writes to whoever is
 * in the trash. */
#include "features/contacts/contacts.h"

#include "features/mailings/mailings.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

static struct text emails_of(struct visitor *shop, struct customer_id customer)
{
	return text_format(shop->site->arena, "/api/v1/customers/%lld/emails", (long long)customer.value);
}

static void a_letter_that_is_refused_marks_its_address_until_staff_clears_it(void **state)
{
	struct mail_peer peer;
	struct outbox_item_id item;
	struct site site;
	site_open(&site, *state);
	mail_peer_start(&peer, "plain", NULL);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_MAIL_HOST, peer.server.host), DONE);
	assert_int_equal(
		settings_set(site_fresh(&site), SETTING_MAIL_PORT, text_of_number(site.arena, peer.server.port)), DONE);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_MAIL_SECURITY, TEXT("none")), DONE);
	assert_int_equal(settings_set(site_fresh(&site), SETTING_MAIL_FROM_ADDRESS, TEXT("shop@x.example")), DONE);
	struct customer_id ann = site_customer(&site, "refused@x.example");
	const struct mailing_ask ask = {
		.kind = MAILING_TEST, .name = TEXT("Ann"), .address = TEXT("refused@x.example"), .customer = ann};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	outbox_run_waiting(site.engine.store, TEXT("https://crm.example.com"));
	struct visitor owner = site_staff(&site, "owner");
	struct text page = text_format(site.arena, "/admin/customers/%lld", (long long)ann.value);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "Letters come back"));
	assert_true(visitor_sees(&owner, "550 5.1.1"));
	int64_t id = engine_number(&site.engine, "SELECT id FROM emails");
	struct text works = text_format(site.arena, "%.*s/emails/%lld/works", TEXT_ARG(page), (long long)id);
	assert_int_equal(visitor_post(&owner, works.at, ""), 303);
	assert_int_equal(visitor_post(&owner, works.at, ""), 409);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_false(visitor_sees(&owner, "Letters come back"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'email.works_again'"),
			 1);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void a_program_tells_of_a_bounce_and_a_corrected_address_has_no_mark(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	site_customer(&site, "ben@x.example");
	struct visitor shop = site_key(&site, "customers.read customers.write"),
		       reader = site_key(&site, "customers.read");
	struct text emails = emails_of(&shop, ann);
	const char *bounce = "{\"address\":\"ANN@x.example\",\"reason\":\"550 no such user\"}";
	assert_int_equal(visitor_send(&reader, "POST", "/api/v1/bounces", bounce), 403);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/bounces", "{\"address\":\"nobody\"}"), 422);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/bounces", "{\"address\":\"eve@x.example\"}"), 200);
	assert_true(visitor_sees(&shop, "{\"customers\":0}"));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/bounces", bounce), 200);
	assert_true(visitor_sees(&shop, "{\"customers\":1}"));
	assert_int_equal(visitor_send(&shop, "GET", emails.at, NULL), 200);
	assert_true(visitor_sees(&shop, "\"bounce_reason\":\"550 no such user\""));
	int64_t id = engine_number(&site.engine, "SELECT id FROM emails WHERE folded = 'ann@x.example'");
	struct text email = text_format(site.arena, "%.*s/%lld", TEXT_ARG(emails), (long long)id);
	assert_int_equal(visitor_send(&shop, "PATCH", email.at, "{\"address\":\"anne@x.example\"}"), 200);
	assert_true(visitor_sees(&shop, "\"bounced_at\":null"));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/bounces", "{\"address\":\"anne@x.example\"}"), 200);
	struct text mark = text_join(site.arena, email, TEXT("/bounce"));
	assert_int_equal(visitor_send(&reader, "DELETE", mark.at, NULL), 403);
	assert_int_equal(visitor_send(&shop, "DELETE", mark.at, NULL), 204);
	assert_int_equal(visitor_send(&shop, "DELETE", mark.at, NULL), 409);
	site_close(&site);
}

/* Whose customers one does not see, one does not mark either. */
static void a_bounce_marks_customers_in_the_askers_scope_alone__1(void **state)
{
	struct site site;
	int64_t customers = -1;
	site_open(&site, *state);
	site_customer(&site, "ann@x.example");
	struct context *ctx = site_fresh(&site);
	ctx->session = (struct store_session){.scope = STORE_SCOPE_OWN, .staff = 1};
	assert_int_equal(contacts_bounced(ctx, TEXT("ann@x.example"), TEXT_NONE, &customers), DONE);
	ctx->session = (struct store_session){.scope = STORE_SCOPE_ALL};
	assert_int_equal(customers, 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM email_bounces"), 0);
	site_close(&site);
}

static void letters_to_whoever_is_put_into_the_trash_do_not_go_and_a_program_sees_that(void **state)
{
	struct outbox_item_id item;
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	const struct mailing_ask ask = {.kind = MAILING_TEST, .address = TEXT("ann@x.example"), .customer = ann};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	struct visitor shop = site_key(&site, "settings.write"), other = site_key(&site, "customers.read");
	assert_int_equal(visitor_send(&other, "GET", "/api/v1/outbox", NULL), 403);
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/outbox?state=waiting&who=ann", NULL), 200);
	assert_true(visitor_sees(&shop, "\"recipient\":\"ann@x.example\""));
	assert_int_equal(customers_trash(site_fresh(&site), ann, TEXT("gone")), DONE);
	struct text path = text_format(site.arena, "/api/v1/outbox/%lld", (long long)item.value);
	assert_int_equal(visitor_send(&shop, "GET", path.at, NULL), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"cancelled\""));
	assert_int_equal(visitor_send(&shop, "POST", text_join(site.arena, path, TEXT("/cancel")).at, NULL), 409);
	assert_int_equal(visitor_send(&shop, "POST", text_join(site.arena, path, TEXT("/again")).at, NULL), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"waiting\""));
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/outbox/99999", NULL), 404);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_letter_that_is_refused_marks_its_address_until_staff_clears_it),
		ON_BOTH(a_program_tells_of_a_bounce_and_a_corrected_address_has_no_mark),
		ON_BOTH(a_bounce_marks_customers_in_the_askers_scope_alone__1),
		ON_BOTH(letters_to_whoever_is_put_into_the_trash_do_not_go_and_a_program_sees_that),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
