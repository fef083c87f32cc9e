/* Stories of consents: what is asked for counts once its link was followed, and ends by one click. On both engines. */
#include "features/consents/consents.h"

#include "features/accounts/accounts.h"
#include "features/contacts/contacts.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")
#define OWN  "/account/consents/newsletter"

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

/* Of the newest letter. */
static const char *link_of(struct site *site, struct mail_peer *peer, const char *begins)
{
	outbox_run_waiting(site->engine.store, BASE);
	return mail_peer_path(peer, mail_peer_letter(peer, mail_peer_count(peer)), begins).at;
}

static void a_consent_counts_once_its_link_was_followed_and_ends_by_one_click(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example"), nobody = site_visitor(&site);
	assert_int_equal(visitor_get(&ann, "/account/privacy"), 200);
	assert_int_equal(visitor_post(&ann, OWN, "given=yes"), 303);
	assert_int_equal(count(&site, "consents WHERE state = 1 AND source = 0 AND given_ip IS NOT NULL "
				      "AND wording LIKE 'I want news of%'"),
			 1);
	const char *path = link_of(&site, &peer, "/consent/confirm/");
	for (int i = 0; i < 3; i++)
		assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(count(&site, "consents WHERE state = 1"), 1);
	assert_int_equal(visitor_post(&nobody, path, ""), 200);
	assert_int_equal(count(&site, "consents WHERE state = 2 AND confirmed_ip IS NOT NULL AND wording IS NOT NULL"),
			 1);
	assert_int_equal(visitor_post(&nobody, path, ""), 404);
	assert_int_equal(visitor_get(&ann, "/account/privacy"), 200);
	assert_true(visitor_sees(&ann, "Confirmed"));
	/* The letter that says so has the way out; it needs neither a session nor a form's token, and stays good. */
	path = link_of(&site, &peer, "/consent/withdraw/");
	struct visitor program = site_visitor(&site);
	assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(count(&site, "consents WHERE state = 2"), 1);
	assert_int_equal(visitor_send_raw(&program, "POST", path, "application/x-www-form-urlencoded",
					  TEXT("List-Unsubscribe=One-Click")),
			 200);
	assert_int_equal(count(&site, "consents WHERE state = 3 AND wording IS NOT NULL"), 1);
	assert_int_equal(count(&site, "customers WHERE newsletter = 1"), 0);
	assert_int_equal(visitor_post(&nobody, path, ""), 200);
	assert_int_equal(count(&site, "events WHERE name LIKE 'consent.%' AND actor_kind = 2"), 3);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void a_link_withdraws_for_its_own_customer_and_address_alone__12(void **state)
{
	struct site site;
	struct secret token;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example"), ben = site_customer(&site, "ben@x.example");
	engine_script(&site.engine, "UPDATE customers SET newsletter = 1");
	assert_int_equal(consents_make_withdrawal(site_fresh(&site), ann, &token), DONE);
	size_t dot = text_find(token.value, TEXT("."), 0);
	struct text forged = text_format(site.arena, "%lld%.*s", (long long)ben.value,
					 TEXT_ARG(text_slice(token.value, dot, SIZE_MAX)));
	assert_int_equal(consents_withdraw_by(site_fresh(&site), (struct secret){forged}), NOT_FOUND);
	assert_int_equal(consents_withdraw_by(site_fresh(&site), (struct secret){TEXT("1.")}), NOT_FOUND);
	assert_int_equal(count(&site, "customers WHERE newsletter = 1"), 2);
	engine_script(&site.engine, "UPDATE emails SET folded = 'other@x.example' WHERE folded = 'ann@x.example'");
	assert_int_equal(consents_withdraw_by(site_fresh(&site), token), NOT_FOUND);
	engine_script(&site.engine, "UPDATE emails SET folded = 'ann@x.example' WHERE folded = 'other@x.example'");
	assert_int_equal(consents_withdraw_by(site_fresh(&site), token), DONE);
	assert_int_equal(count(&site, "customers WHERE newsletter = 1"), 1);
	site_close(&site);
}

static enum outcome set_newsletter(struct context *ctx, struct customer_id customer, const char *value)
{
	const struct customer_change change = {CUSTOMER_FIELD_NEWSLETTER, text_of(value), TEXT_NONE};
	return customers_change(ctx, customer, &change, 1);
}

static void whoever_ticks_it_for_a_customer_only_asks_and_imports_mail_nobody(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "ann@x.example"), ben = site_customer(&site, "ben@x.example");
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "customers.read customers.write");
	const char *page = text_format(site.arena, "/admin/customers/%lld", (long long)ann.value).at;
	const char *api = text_format(site.arena, "/api/v1/customers/%lld/consents", (long long)ann.value).at;
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_true(visitor_sees(&owner, "Never asked"));
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/consents/newsletter", page).at, "given=yes"),
			 303);
	assert_int_equal(count(&site, "consents WHERE state = 1 AND source = 2"), 1);
	assert_int_equal(count(&site, "outbox WHERE what = 'consent_asked' AND recipient = 'ann@x.example'"), 1);
	assert_int_equal(visitor_get(&shop, api), 200);
	assert_true(visitor_sees(&shop, "\"state\":\"pending\"") && visitor_sees(&shop, "\"source\":\"staff\""));
	assert_int_equal(
		visitor_send(&shop, "POST", text_format(site.arena, "%s/newsletter", api).at, "{\"given\":false}"),
		200);
	assert_true(visitor_sees(&shop, "\"state\":\"unsubscribed\""));
	assert_int_equal(visitor_send(&shop, "POST", text_format(site.arena, "%s/newsletter", api).at,
				      "{\"given\":true,\"wording\":\"Yes, mail me.\",\"ip\":\"203.0.113.7\"}"),
			 200);
	assert_true(visitor_sees(&shop, "\"state\":\"pending\"") && visitor_sees(&shop, "Yes, mail me."));
	/* The field alone does the same, wherever it is set. */
	struct context *ctx = site_fresh(&site);
	ctx->imported = true;
	assert_int_equal(set_newsletter(ctx, ben, "yes"), DONE);
	ctx->imported = false;
	assert_int_equal(count(&site, "consents WHERE state = 2 AND source = 4"), 1);
	assert_int_equal(count(&site, "outbox WHERE recipient = 'ben@x.example'"), 0);
	assert_int_equal(set_newsletter(site_fresh(&site), ben, "no"), DONE);
	assert_int_equal(count(&site, "consents WHERE state = 3"), 1);
	site_close(&site);
}

static void who_registers_confirms_it_with_the_address(void **state)
{
	const struct customer_change changes[] = {{CUSTOMER_FIELD_EMAIL, TEXT("eve@x.example"), TEXT_NONE},
						  {CUSTOMER_FIELD_NEWSLETTER, TEXT("yes"), TEXT_NONE}};
	const struct customer_adding adding = {
		.changes = changes, .count = 2, .themselves = true, .attributes = TEXT_NONE};
	struct site site;
	struct customer_id eve;
	struct customer_row row;
	site_open(&site, *state);
	assert_int_equal(customers_add(site_fresh(&site), &adding, &eve), DONE);
	assert_int_equal(count(&site, "consents WHERE state = 1 AND source = 1"), 1);
	assert_int_equal(count(&site, "outbox"), 0);
	struct email_id email = {engine_number(&site.engine, "SELECT id FROM emails")};
	assert_int_equal(customers_get(site_fresh(&site), eve, &row), DONE);
	accounts_become(&site.ctx, &row);
	assert_int_equal(contacts_set_verification(&site.ctx, eve, email, VERIFICATION_VERIFIED), DONE);
	assert_int_equal(count(&site, "consents WHERE state = 2 AND source = 1"), 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_consent_counts_once_its_link_was_followed_and_ends_by_one_click),
		ON_BOTH(a_link_withdraws_for_its_own_customer_and_address_alone__12),
		ON_BOTH(whoever_ticks_it_for_a_customer_only_asks_and_imports_mail_nobody),
		ON_BOTH(who_registers_confirms_it_with_the_address),
	};
	return cmocka_run_group_tests_name("consents", tests, NULL, NULL);
}
