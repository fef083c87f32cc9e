/* What a mailed link is made of: where it leads, how long it lives. Through a real mail server, on both engines. */
#include "features/accounts/accounts.h"

#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

/* A proxy's headers and a whole address in the request say nothing of where a mailed link leads. */
static void a_link_leads_here_whatever_the_request_says__11(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_customer(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	visitor.headers = TEXT("X-Forwarded-Host: evil.example\r\nX-Forwarded-Server: evil.example\r\n"
			       "Forwarded: host=evil.example;proto=http\r\nX-Original-URL: https://evil.example/\r\n");
	assert_int_equal(visitor_get(&visitor, "/login/forgotten"), 200);
	assert_int_equal(visitor_post(&visitor, "/login/forgotten", "name=ann%40x.example"), 303);
	outbox_run_waiting(site.engine.store, BASE);
	struct text letter = mail_peer_letter(&peer, 1);
	assert_true(text_find(letter, TEXT("https://crm.example.com/login/reset/"), 0) != SIZE_MAX);
	assert_true(text_find(letter, TEXT("evil"), 0) == SIZE_MAX);
	static const char *const forged[] = {
		"GET http://evil.example/login/forgotten HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET http://localhost/login/forgotten HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"GET http://evil.example/login/forgotten HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"GET /login/forgotten HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"GET /login/forgotten HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
	};
	for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
		struct http_reply reply = http_client_ask(site.port, text_of(forged[i]));
		assert_true(reply.status == 400 || reply.status == 421);
		http_reply_free(&reply);
	}
	mail_peer_stop(&peer);
	site_close(&site);
}

static enum outcome mail_asked(struct context *ctx, void *state)
{
	return accounts_mail_link(ctx, state);
}

/* What letters and pages say of them. */
static void every_link_lives_as_long_as_is_said__12(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct customer_id ann = site_customer(&site, "ann@x.example");
	const struct {
		enum account_link_purpose purpose;
		int64_t hours;
	} lives[] = {{ACCOUNT_LINK_PURPOSE_RESET, 1},           {ACCOUNT_LINK_PURPOSE_INVITATION, 7 * 24},
		     {ACCOUNT_LINK_PURPOSE_CONFIRMATION, 72},   {ACCOUNT_LINK_PURPOSE_ADDRESS, 1},
		     {ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS, 1}, {ACCOUNT_LINK_PURPOSE_OWN_DATA, 1},
		     {ACCOUNT_LINK_PURPOSE_COME_BACK, 30 * 24}};
	for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
		struct customer_row row;
		assert_int_equal(customers_get(site_fresh(&site), ann, &row), DONE);
		struct account_link_ask asked = {.purpose = lives[i].purpose,
						 .mailing = MAILING_ACCOUNT_RESET,
						 .row = &row,
						 .address = row.email,
						 .language = TEXT_NONE,
						 .wanted = row.email};
		assert_int_equal(context_transact(site_fresh(&site), mail_asked, &asked), DONE);
		struct text sql =
			text_format(site.arena, "SELECT MAX(expires - created) FROM customer_links WHERE purpose = %d",
				    (int)lives[i].purpose);
		assert_int_equal(engine_number(&site.engine, sql.at), lives[i].hours * HOUR_US);
	}
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_link_leads_here_whatever_the_request_says__11),
		ON_BOTH(every_link_lives_as_long_as_is_said__12),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
