/* Stories of webhooks on both engines: what is told, to whom, signed by which secret, and what an answer means. Pages
 * and the API: webhooks_pages_test.c. */
#include "features/webhooks/webhooks.h"

#include "features/access/access.h"
#include "features/customers/customers.h"
#include "features/labels/labels.h"
#include "features/notes/notes.h"
#include "features/webhooks/webhooks_payload.h"
#include "http/address.h"
#include "tests/receiver.h"
#include "tests/world.h"

#define OK_BODY  "Content-Length: 0\r\nConnection: close\r\n\r\n"
#define SAYS_410 "HTTP/1.1 410 Gone\r\n" OK_BODY
#define SAYS_422 "HTTP/1.1 422 Unprocessable Content\r\n" OK_BODY
#define SAYS_503 "HTTP/1.1 503 Service Unavailable\r\n" OK_BODY
#define SAYS_200 "HTTP/1.1 200 OK\r\n" OK_BODY

static const struct outbox_kind kind = {"webhook", webhooks_ready, webhooks_deliver, webhooks_ended, webhooks_close};

struct story {
	struct world world;
	struct receiver receiver;
	struct networks allowed;
	struct outbox_sender sender;
};

static void begin(struct story *story, const char *engine)
{
	struct text wrong;
	world_open(&story->world, engine);
	world_furnish(&story->world);
	receiver_start(&story->receiver);
	assert_int_equal(networks_parse(TEXT("127.0.0.0/8"), &story->allowed, &wrong), DONE);
	story->sender = (struct outbox_sender){.lease = TEXT("one"), .allowed = &story->allowed};
}

static void finish(struct story *story)
{
	webhooks_close(story->sender.connection);
	receiver_stop(&story->receiver);
	world_close(&story->world);
}

static struct webhook_id add(struct story *story, const char *events, struct channel_id channel)
{
	struct text list[4], rest = text_of(events);
	struct webhook_ask ask = {.url = receiver_url(&story->receiver, "/hook"),
				  .events = list,
				  .channel = channel,
				  .active = true,
				  .allowed = &story->allowed};
	struct webhook_id id;
	struct secret secret;
	while (text_next(&rest, ' ', &list[ask.event_count]))
		ask.event_count++;
	assert_int_equal(webhooks_add(world_fresh(&story->world), &ask, &id, &secret), DONE);
	return id;
}

static bool run(struct story *story)
{
	bool found;
	assert_int_equal(outbox_run_next(world_fresh(&story->world), &kind, &story->sender, &found), DONE);
	return found;
}

static void run_all(struct story *story)
{
	while (run(story))
		;
}

static int64_t number(struct story *story, const char *sql)
{
	return engine_number(&story->world.engine, sql);
}

static struct webhook get(struct story *story, struct webhook_id id)
{
	struct webhook webhook;
	assert_int_equal(webhooks_get(world_fresh(&story->world), id, &webhook), DONE);
	return webhook;
}

static bool holds(struct text where, const char *what)
{
	return text_find(where, text_of(what), 0) != SIZE_MAX;
}

static void block(struct story *story, struct customer_id customer)
{
	const struct access_ask words = {.reason = TEXT("owes us money"), .message = TEXT("Please call us.")};
	assert_int_equal(access_change(world_fresh(&story->world), customer, ACCESS_VERB_BLOCK, &words), DONE);
}

static void what_happens_to_a_customer_is_told_with_the_customer_as_the_api_shows_them(void **state)
{
	struct story story;
	begin(&story, *state);
	add(&story, "customer.blocked", (struct channel_id){0});
	struct customer_id ann = world_customer(&story.world, "ann@x.example");
	block(&story, ann);
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 1);
	struct text got = receiver_got(&story.receiver, 1), body = receiver_body(got);
	assert_true(text_starts(body, TEXT("{\"type\":\"customer.blocked\",\"timestamp\":\"")));
	assert_true(holds(body, "\"email\":\"ann@x.example\""));
	assert_true(holds(body, "\"status\":\"blocked\""));
	assert_true(holds(body, "\"changes\":[{\"field\":"));
	ASSERT_TEXT(receiver_header(got, "Content-Type"), TEXT("application/json"));
	/* The team's reason and who it was are told to whoever was given more alone. */
	assert_false(holds(body, "owes us money"));
	assert_false(holds(body, "actor"));
	finish(&story);
}

static void with_details_it_says_who_did_it_and_old_and_new_values(void **state)
{
	struct story story;
	struct webhook_id id;
	struct secret secret;
	begin(&story, *state);
	const struct text all[] = {TEXT("*")};
	const struct webhook_ask ask = {.url = receiver_url(&story.receiver, "/"),
					.events = all,
					.event_count = 1,
					.detailed = true,
					.active = true,
					.allowed = &story.allowed};
	assert_int_equal(webhooks_add(world_fresh(&story.world), &ask, &id, &secret), DONE);
	struct customer_id ann = world_customer(&story.world, "Ann");
	world_act_as(&story.world, 1, STORE_SCOPE_ALL);
	block(&story, ann);
	world_act_as(&story.world, 0, STORE_SCOPE_ALL);
	run_all(&story);
	struct text body = receiver_body(receiver_got(&story.receiver, receiver_count(&story.receiver)));
	assert_true(holds(body, "owes us money"));
	assert_true(holds(body, "\"actor\":{\"kind\":\"staff\",\"id\":1"));
	finish(&story);
}

static enum outcome add_and_fail(struct context *ctx, void *state)
{
	(void)state;
	world_add(ctx, "Ghost", false);
	return CONFLICT;
}

static void nothing_is_told_of_what_was_undone_of_notes_nor_of_what_nobody_asked_for(void **state)
{
	struct story story;
	struct note_id note;
	begin(&story, *state);
	struct customer_id ann = world_customer(&story.world, "Ann");
	add(&story, "customer.created", (struct channel_id){0});
	block(&story, ann);
	assert_int_equal(context_transact(world_fresh(&story.world), add_and_fail, NULL), CONFLICT);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox"), 0);
	add(&story, "*", (struct channel_id){0});
	const struct note_words words = {.body = TEXT("pays late")};
	assert_int_equal(notes_add(world_fresh(&story.world), ann, &words, &note), DONE);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM events WHERE name = 'note.added'"), 1);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox"), 0);
	finish(&story);
}

/* The signature is made again here by other means than the program's: openssl would say the same (the library that
 * receivers use judges it in the browser's story). */
static void a_delivery_is_signed_and_for_a_day_by_the_secret_before_too(void **state)
{
	struct story story;
	struct secret fresh;
	begin(&story, *state);
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	struct webhook before = get(&story, id);
	assert_true(text_starts(before.secret.value, TEXT("whsec_")));
	assert_int_equal(webhooks_rotate(world_fresh(&story.world), id, &fresh), DONE);
	assert_false(text_equal(fresh.value, before.secret.value));
	world_customer(&story.world, "Ann");
	run_all(&story);
	struct text got = receiver_got(&story.receiver, 1), message = receiver_header(got, "webhook-id");
	struct webhook both = get(&story, id);
	struct instant at = {story.world.now.us};
	ASSERT_TEXT(receiver_header(got, "webhook-timestamp"), text_of_number(story.receiver.arena, at.us / SECOND_US));
	struct text signature = receiver_header(got, "webhook-signature");
	ASSERT_TEXT(signature, webhook_sign(story.receiver.arena, &both, message, at, receiver_body(got)));
	ASSERT_TEXT(text_slice(signature, signature.size - 47, SIZE_MAX),
		    webhook_sign(story.receiver.arena, &before, message, at, receiver_body(got)));
	story.world.now = instant_add(story.world.now, WEBHOOK_BOTH_US);
	world_customer(&story.world, "Ben");
	run_all(&story);
	assert_int_equal(receiver_header(receiver_got(&story.receiver, 2), "webhook-signature").size, 47);
	finish(&story);
}

static void a_webhook_of_a_channel_hears_of_its_customers_alone(void **state)
{
	struct story story;
	begin(&story, *state);
	struct customer_id ann = world_customer(&story.world, "Ann"), ben = world_customer(&story.world, "Ben");
	engine_script(&story.world.engine,
		      text_format(story.receiver.arena,
				  "INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (%lld, 2, 1)",
				  (long long)ben.value)
			      .at);
	add(&story, "*", (struct channel_id){2});
	block(&story, ann);
	block(&story, ben);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox"), 1);
	/* Whoever left it before it went is nobody's business there any more. */
	engine_script(&story.world.engine, "DELETE FROM customer_channels WHERE channel_id = 2");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 0);
	assert_int_equal(number(&story, "SELECT state FROM outbox"), OUTBOX_STATE_CANCELLED);
	finish(&story);
}

static void it_follows_its_channel_to_the_one_that_takes_over(void **state)
{
	struct story story;
	begin(&story, *state);
	struct webhook_id id = add(&story, "*", (struct channel_id){2});
	assert_int_equal(labels_remove(world_fresh(&story.world), LABEL_CHANNEL, 2, 1), DONE);
	assert_int_equal(get(&story, id).channel.value, 1);
	finish(&story);
}

static void a_receiver_that_is_away_rests_and_then_hears_all_in_order(void **state)
{
	struct story story;
	begin(&story, *state);
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	receiver_answer(&story.receiver, SAYS_503);
	world_customer(&story.world, "Ann");
	world_customer(&story.world, "Ben");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 1);
	world_customer(&story.world, "Cem");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 1);
	assert_int_equal(get(&story, id).failures, 1);
	receiver_answer(&story.receiver, SAYS_200);
	story.world.now = instant_add(story.world.now, MINUTE_US);
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 4);
	static const char *const order[] = {"Ann", "Ann", "Ben", "Cem"};
	for (size_t i = 0; i < 4; i++)
		assert_true(holds(receiver_body(receiver_got(&story.receiver, i + 1)), order[i]));
	/* Every attempt has the same id and the same bytes. */
	struct text first = receiver_got(&story.receiver, 1), second = receiver_got(&story.receiver, 2);
	ASSERT_TEXT(receiver_header(first, "webhook-id"), receiver_header(second, "webhook-id"));
	ASSERT_TEXT(receiver_body(first), receiver_body(second));
	assert_int_equal(get(&story, id).failures, 0);
	assert_true(instant_is_none(get(&story, id).failing_since));
	finish(&story);
}

static void an_event_that_the_receiver_refuses_holds_up_no_other(void **state)
{
	struct story story;
	begin(&story, *state);
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	receiver_answer(&story.receiver, SAYS_422);
	world_customer(&story.world, "Ann");
	world_customer(&story.world, "Ben");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 2);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE state = 0 AND attempts = 1 AND code = 422"),
			 2);
	assert_true(get(&story, id).active);
	finish(&story);
}

static void a_receiver_that_is_gone_is_switched_off_and_the_owner_is_told(void **state)
{
	struct story story;
	begin(&story, *state);
	engine_script(&story.world.engine, "UPDATE staff SET role_id = (SELECT id FROM roles WHERE word = 'owner') "
					   "WHERE id = 1");
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	receiver_answer(&story.receiver, SAYS_410);
	world_customer(&story.world, "Ann");
	world_customer(&story.world, "Ben");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 1);
	struct webhook webhook = get(&story, id);
	assert_false(webhook.active);
	ASSERT_TEXT(webhook.stopped_why, TEXT("gone"));
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE kind = 'mail' AND what = 'webhook_stopped'"),
			 1);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM audit_entries WHERE name = 'webhook.stopped'"), 1);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE kind = 'mail' AND body LIKE "
					"'%/admin/settings/webhooks/%' AND body NOT LIKE '%https:%'"),
			 1);
	/* What waited does not go, and nothing more is put in. */
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE kind = 'webhook' AND state = 6"), 1);
	world_customer(&story.world, "Cem");
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE kind = 'webhook'"), 2);
	finish(&story);
}

static void one_that_has_failed_for_three_days_is_switched_off(void **state)
{
	struct story story;
	begin(&story, *state);
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	receiver_answer(&story.receiver, SAYS_503);
	world_customer(&story.world, "Ann");
	for (int hours = 0; hours < 72; hours++) {
		run_all(&story);
		assert_true(get(&story, id).active);
		assert_true(get(&story, id).rests_until.us - story.world.now.us <= WEBHOOK_REST_US);
		story.world.now = instant_add(story.world.now, HOUR_US);
	}
	world_customer(&story.world, "Ben");
	run_all(&story);
	struct webhook webhook = get(&story, id);
	assert_false(webhook.active);
	ASSERT_TEXT(webhook.stopped_why, TEXT("failing"));
	finish(&story);
}

/* Security 21: judged where the connection is made, whatever was entered before. */
static void an_address_that_is_not_public_is_not_called__21(void **state)
{
	struct story story;
	begin(&story, *state);
	add(&story, "customer.created", (struct channel_id){0});
	story.allowed.count = 0;
	world_customer(&story.world, "Ann");
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 0);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE answer LIKE '%not public%'"), 1);
	struct webhook_id id;
	struct secret secret;
	const struct text events[] = {TEXT("*")};
	static const char *const urls[] = {"http://127.0.0.1/", "http://169.254.169.254/", "ftp://shop.example.com/",
					   "https://user@shop.example.com/"};
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		const struct webhook_ask ask = {.url = text_of(urls[i]), .events = events, .event_count = 1};
		assert_int_equal(webhooks_add(world_fresh(&story.world), &ask, &id, &secret), INVALID);
		ASSERT_TEXT(story.world.ctx.problems->list[0].field, TEXT("url"));
	}
	finish(&story);
}

static void nobody_who_sees_some_customers_manages_what_is_told_of_all__6(void **state)
{
	struct story story;
	struct webhook webhook;
	struct webhook_id id;
	struct secret secret;
	begin(&story, *state);
	id = add(&story, "*", (struct channel_id){0});
	const struct text events[] = {TEXT("*")};
	struct webhook_ask ask = {.url = TEXT("https://shop.example.com/"),
				  .events = events,
				  .event_count = 1,
				  .detailed = true,
				  .version = 1};
	world_act_as(&story.world, 2, STORE_SCOPE_CHANNELS);
	assert_int_equal(webhooks_get(world_fresh(&story.world), id, &webhook), FORBIDDEN);
	assert_int_equal(webhooks_add(world_fresh(&story.world), &ask, &id, &secret), FORBIDDEN);
	assert_int_equal(webhooks_rotate(world_fresh(&story.world), id, &secret), FORBIDDEN);
	world_act_as(&story.world, 1, STORE_SCOPE_ALL);
	story.world.ctx.permissions.bits &= ~(UINT64_C(1) << PERMISSION_EVENTS_READ);
	assert_int_equal(webhooks_change(world_fresh(&story.world), id, &ask), FORBIDDEN);
	ask.detailed = false;
	assert_int_equal(webhooks_change(world_fresh(&story.world), id, &ask), DONE);
	/* Two who have seen the same version: the second is told. */
	assert_int_equal(webhooks_change(world_fresh(&story.world), id, &ask), CONFLICT);
	finish(&story);
}

static void a_customer_who_is_erased_is_told_of_by_number_alone(void **state)
{
	struct story story;
	begin(&story, *state);
	struct customer_id ann = world_customer(&story.world, "ann@x.example");
	add(&story, "*", (struct channel_id){0});
	block(&story, ann);
	assert_int_equal(
		customers_erase(world_fresh(&story.world), ann, text_of_number(story.receiver.arena, ann.value)), DONE);
	run_all(&story);
	assert_int_equal(receiver_count(&story.receiver), 1);
	struct text body = receiver_body(receiver_got(&story.receiver, 1));
	assert_true(text_starts(body, TEXT("{\"type\":\"customer.erased\"")));
	assert_true(holds(
		body,
		text_format(story.receiver.arena, "\"data\":{\"customer\":{\"id\":%lld}}", (long long)ann.value).at));
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM outbox WHERE body LIKE '%ann@x%'"), 0);
	finish(&story);
}

static void what_arrived_is_sent_again_on_demand_with_the_same_id(void **state)
{
	struct story story;
	begin(&story, *state);
	struct webhook_id id = add(&story, "customer.created", (struct channel_id){0});
	struct outbox_item_id item, other = {999};
	assert_int_equal(webhooks_test(world_fresh(&story.world), id, &item), DONE);
	run_all(&story);
	assert_true(text_starts(receiver_body(receiver_got(&story.receiver, 1)), TEXT("{\"type\":\"webhook.test\"")));
	assert_int_equal(webhooks_send_again(world_fresh(&story.world), id, item), DONE);
	run_all(&story);
	ASSERT_TEXT(receiver_header(receiver_got(&story.receiver, 1), "webhook-id"),
		    receiver_header(receiver_got(&story.receiver, 2), "webhook-id"));
	assert_int_equal(webhooks_send_again(world_fresh(&story.world), id, other), NOT_FOUND);
	assert_int_equal(webhooks_send_again(world_fresh(&story.world), (struct webhook_id){id.value + 1}, item),
			 NOT_FOUND);
	finish(&story);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_happens_to_a_customer_is_told_with_the_customer_as_the_api_shows_them),
		ON_BOTH(with_details_it_says_who_did_it_and_old_and_new_values),
		ON_BOTH(nothing_is_told_of_what_was_undone_of_notes_nor_of_what_nobody_asked_for),
		ON_BOTH(a_delivery_is_signed_and_for_a_day_by_the_secret_before_too),
		ON_BOTH(a_webhook_of_a_channel_hears_of_its_customers_alone),
		ON_BOTH(it_follows_its_channel_to_the_one_that_takes_over),
		ON_BOTH(a_receiver_that_is_away_rests_and_then_hears_all_in_order),
		ON_BOTH(an_event_that_the_receiver_refuses_holds_up_no_other),
		ON_BOTH(a_receiver_that_is_gone_is_switched_off_and_the_owner_is_told),
		ON_BOTH(one_that_has_failed_for_three_days_is_switched_off),
		ON_BOTH(an_address_that_is_not_public_is_not_called__21),
		ON_BOTH(nobody_who_sees_some_customers_manages_what_is_told_of_all__6),
		ON_BOTH(a_customer_who_is_erased_is_told_of_by_number_alone),
		ON_BOTH(what_arrived_is_sent_again_on_demand_with_the_same_id),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
