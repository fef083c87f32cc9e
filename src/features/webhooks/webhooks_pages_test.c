/* Webhooks as an owner and a program meet them, on both engines. The rules: webhooks_test.c. */
#include "features/webhooks/webhooks.h"

#include "http/address.h"
#include "tests/receiver.h"
#include "tests/site.h"

#define PAGE "/admin/settings/webhooks"

static const struct outbox_kind kind = {"webhook", webhooks_ready, webhooks_deliver, webhooks_ended, webhooks_close};

static void run(struct site *site)
{
	struct networks allowed;
	struct text wrong;
	bool found = true;
	assert_int_equal(networks_parse(TEXT("127.0.0.0/8"), &allowed, &wrong), DONE);
	struct outbox_sender sender = {.lease = TEXT("one"), .allowed = &allowed};
	while (found)
		assert_int_equal(outbox_run_next(site_fresh(site), &kind, &sender, &found), DONE);
	webhooks_close(sender.connection);
}

static void what_is_entered_is_checked_and_stands_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support");
	assert_int_equal(visitor_get(&agent, PAGE), 403);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, "No webhooks yet"));
	assert_int_equal(visitor_get(&owner, PAGE "/new"), 200);
	assert_false(visitor_sees(&owner, "note.added"));
	assert_int_equal(visitor_post(&owner, PAGE "/new", "url=http://10.0.0.1/&events=customer.blocked&active=yes"),
			 422);
	assert_true(visitor_sees(&owner, "This address is not public"));
	assert_true(visitor_sees(&owner, "value=\"customer.blocked\" checked"));
	assert_int_equal(visitor_post(&owner, PAGE "/new", "url=https://x.example/&events=note.added"), 422);
	assert_int_equal(visitor_post(&owner, PAGE "/new", "url=https://x.example/"), 422);
	assert_true(visitor_sees(&owner, "Choose what is told."));
	site_close(&site);
}

static void an_owner_adds_one_sees_its_secret_once_tests_it_and_reads_what_was_answered(void **state)
{
	struct receiver receiver;
	struct site site;
	site_open(&site, *state);
	receiver_start(&receiver);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	struct text form = text_format(site.arena, "url=%.*s&description=Shop&all=yes&active=yes",
				       TEXT_ARG(receiver_url(&receiver, "/hook")));
	assert_int_equal(visitor_post(&owner, PAGE "/new", form.at), 200);
	assert_true(visitor_sees(&owner, "whsec_"));
	int64_t id = engine_number(&site.engine, "SELECT id FROM webhooks");
	struct text page = text_format(site.arena, PAGE "/%lld", (long long)id);
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_false(visitor_sees(&owner, "whsec_"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_values WHERE new LIKE '%whsec%'"), 0);
	receiver_answer(&receiver, "HTTP/1.1 500 Oh\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<b>not now</b>");
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/test")).at, ""), 303);
	struct text delivery = text_copy(site.arena, owner.location);
	run(&site);
	assert_int_equal(visitor_get(&owner, delivery.at), 200);
	assert_true(visitor_sees(&owner, "&lt;b&gt;not now&lt;/b&gt;"));
	assert_true(visitor_sees(&owner, "<h1>Test event</h1>"));
	assert_int_equal(visitor_get(&owner, page.at), 200);
	assert_true(visitor_sees(&owner, "Nothing has arrived lately"));
	assert_true(visitor_sees(&owner, "data-open>Test event</a>"));
	assert_false(visitor_sees(&owner, "webhook.test"));
	receiver_answer(&receiver, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
	assert_int_equal(visitor_post(&owner, text_join(site.arena, delivery, TEXT("/again")).at, ""), 303);
	run(&site);
	assert_int_equal(visitor_get(&owner, delivery.at), 200);
	assert_true(visitor_sees(&owner, "The receiver has answered that it has it."));
	/* Of another webhook there is no such delivery, and letters are none. */
	assert_int_equal(visitor_get(&owner, text_format(site.arena, PAGE "/%lld/deliveries/999", (long long)id).at),
			 404);
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/secret")).at, ""), 200);
	assert_true(visitor_sees(&owner, "whsec_"));
	assert_int_equal(visitor_post(&owner, page.at, "version=9&url=https://x.example/&all=yes"), 409);
	assert_int_equal(visitor_post(&owner, page.at, "version=1&url=https://x.example/&all=yes"), 303);
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, "https://x.example/"));
	assert_int_equal(visitor_post(&owner, text_join(site.arena, page, TEXT("/remove")).at, ""), 303);
	assert_int_equal(visitor_get(&owner, page.at), 404);
	receiver_stop(&receiver);
	site_close(&site);
}

static void a_program_manages_webhooks_and_reads_their_deliveries(void **state)
{
	struct receiver receiver;
	struct site site;
	site_open(&site, *state);
	receiver_start(&receiver);
	struct visitor shop = site_key(&site, "webhooks.write customers.read customers.write"),
		       other = site_key(&site, "customers.read");
	struct text json = text_format(site.arena, "{\"url\":\"%.*s\",\"events\":[\"customer.created\"]}",
				       TEXT_ARG(receiver_url(&receiver, "/")));
	assert_int_equal(visitor_send(&other, "GET", "/api/v1/webhooks", NULL), 403);
	assert_int_equal(visitor_send(&other, "POST", "/api/v1/webhooks", json.at), 403);
	assert_int_equal(
		visitor_send(&shop, "POST", "/api/v1/webhooks", "{\"url\":\"http://[::1]/\",\"events\":[\"*\"]}"), 422);
	assert_true(visitor_sees(&shop, "private_address"));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/webhooks",
				      "{\"url\":\"https://x.example/\",\"events\":[\"*\"],\"detailed\":true}"),
			 403);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/webhooks",
				      "{\"url\":\"https://x.example/\",\"events\":[\"*\"],\"secret\":\"mine\"}"),
			 422);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/webhooks", json.at), 201);
	assert_true(visitor_sees(&shop, "\"secret\":\"whsec_"));
	struct text path = text_copy(site.arena, visitor_header(&shop, "Location"));
	path = text_slice(path, text_find(path, TEXT("/api/"), 0), SIZE_MAX);
	path = text_copy(site.arena, path);
	assert_int_equal(visitor_send(&shop, "GET", path.at, NULL), 200);
	assert_true(visitor_sees(&shop, "\"secret\":null"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"description\":\"Shop\"}"), 200);
	assert_true(visitor_sees(&shop, "\"events\":[\"customer.created\"]"));
	assert_true(visitor_sees(&shop, "\"version\":2"));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"first_name\":\"Ann\"}"), 201);
	run(&site);
	assert_int_equal(visitor_send(&shop, "GET", text_join(site.arena, path, TEXT("/deliveries")).at, NULL), 200);
	assert_true(visitor_sees(&shop, "\"type\":\"customer.created\",\"state\":\"sent\",\"attempts\":1"));
	assert_true(visitor_sees(&shop, "\"first_name\":\"Ann\""));
	int64_t item = engine_number(&site.engine, "SELECT id FROM outbox WHERE kind = 'webhook'");
	struct text delivery = text_format(site.arena, "%.*s/deliveries/%lld", TEXT_ARG(path), (long long)item);
	assert_int_equal(visitor_send(&shop, "GET", delivery.at, NULL), 200);
	assert_int_equal(visitor_send(&shop, "POST", text_join(site.arena, delivery, TEXT("/again")).at, NULL), 202);
	run(&site);
	assert_int_equal(receiver_count(&receiver), 2);
	ASSERT_TEXT(receiver_body(receiver_got(&receiver, 1)), receiver_body(receiver_got(&receiver, 2)));
	assert_int_equal(visitor_send(&shop, "POST", text_join(site.arena, path, TEXT("/test")).at, NULL), 202);
	assert_int_equal(visitor_send(&shop, "POST", text_join(site.arena, path, TEXT("/secret")).at, NULL), 200);
	assert_int_equal(visitor_send(&shop, "DELETE", path.at, NULL), 204);
	assert_int_equal(visitor_send(&shop, "GET", path.at, NULL), 404);
	receiver_stop(&receiver);
	site_close(&site);
}

static int64_t count_where(struct site *site, const char *event, const char *condition, struct text value)
{
	return engine_number(&site->engine,
			     text_format(site->arena,
					 "SELECT COUNT(*) FROM events e LEFT JOIN event_values v ON v.event_id = e.id "
					 "WHERE e.name = '%s' AND %s'%.*s'",
					 event, condition, TEXT_ARG(value))
				     .at);
}

static void samples_have_the_objects_and_fields_that_events_have(void **state)
{
	static const char *const verbs[][2] = {{"block", "reason=Fraud"},
					       {"unblock", ""},
					       {"disapprove", "reason=No"},
					       {"approve", ""},
					       {"trash", "reason=Gone"}};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct text path = text_format(site.arena, "/admin/customers/%lld",
				       (long long)site_customer(&site, "ann@x.example").value);
	assert_int_equal(visitor_get(&owner, path.at), 200);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		assert_int_equal(
			visitor_post(&owner, text_format(site.arena, "%s/%s", path.at, verbs[i][0]).at, verbs[i][1]),
			303);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		static const char *const events[] = {"customer.blocked", "customer.unblocked", "customer.disapproved",
						     "customer.approved", "customer.trashed"};
		struct event_sample sample = event_sample(text_of(events[i]));
		struct text field;
		if (!count_where(&site, events[i], "e.object_kind = ", sample.object_kind))
			fail_msg("%s is about another kind of object", events[i]);
		while (text_next(&sample.fields, ' ', &field))
			if (!count_where(&site, events[i], "v.field = ", field))
				fail_msg("%s has no %.*s", events[i], TEXT_ARG(field));
	}
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_is_entered_is_checked_and_stands_again),
		ON_BOTH(an_owner_adds_one_sees_its_secret_once_tests_it_and_reads_what_was_answered),
		ON_BOTH(a_program_manages_webhooks_and_reads_their_deliveries),
		ON_BOTH(samples_have_the_objects_and_fields_that_events_have),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
