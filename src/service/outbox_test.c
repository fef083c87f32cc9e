/* Stories of the outbox on both engines: nothing goes out for what was undone, nothing twice, nothing is lost. */
#include "service/outbox.h"
#include "service/settings.h"
#include "tests/world.h"

/* The other side: says what it was told to say, and counts. */
static struct {
	struct outbox_reply reply;
	bool ready, hands_over;
	int sent, ended;
	enum outbox_state ended_as;
} other;

static enum outcome ready(struct context *ctx, bool *ret_ready)
{
	(void)ctx;
	*ret_ready = other.ready;
	return DONE;
}

static enum outcome send_it(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
			    struct outbox_reply *ret_reply)
{
	(void)ctx;
	ASSERT_TEXT(item->secret.value, TEXT("geheim"));
	*ret_reply = other.reply;
	if (other.hands_over && !outbox_hand_over(try))
		ret_reply->end = OUTBOX_LATER;
	else
		other.sent++;
	return DONE;
}

static enum outcome ended(struct context *ctx, const struct outbox_item *item)
{
	assert_true(context_is_writing(ctx));
	other.ended++;
	other.ended_as = item->state;
	return DONE;
}

static const struct outbox_kind kind = {"test", ready, send_it, ended, NULL};

static struct outbox_item_id add(struct world *world, struct customer_id customer)
{
	struct outbox_item_id id;
	const struct outbox_ask ask = {.kind = "test",
				       .what = "test",
				       .customer = customer,
				       .recipient = TEXT("Müller@x.example"),
				       .subject = TEXT("Hello"),
				       .body = TEXT("{}"),
				       .secret = {TEXT("geheim")}};
	assert_int_equal(outbox_add(world_fresh(world), &ask, &id), DONE);
	return id;
}

static bool run(struct world *world, const char *lease)
{
	bool found;
	struct outbox_sender sender = {.lease = text_of(lease)};
	assert_int_equal(outbox_run_next(world_fresh(world), &kind, &sender, &found), DONE);
	return found;
}

static struct outbox_item get(struct world *world, struct outbox_item_id id)
{
	struct outbox_item item;
	assert_int_equal(outbox_get(world_fresh(world), id, &item), DONE);
	return item;
}

static void begin(struct world *world, const char *engine)
{
	world_open(world, engine);
	memset(&other, 0, sizeof other);
	other.ready = other.hands_over = true;
	other.reply = (struct outbox_reply){.end = OUTBOX_SENT, .code = 250, .answer = TEXT("250 thanks")};
}

static void what_is_added_goes_once_and_its_secret_is_forgotten(void **state)
{
	struct world world;
	begin(&world, *state);
	struct outbox_item_id id = add(&world, (struct customer_id){0});
	assert_true(run(&world, "one"));
	assert_false(run(&world, "one"));
	struct outbox_item item = get(&world, id);
	assert_int_equal(item.state, OUTBOX_STATE_SENT);
	assert_int_equal(item.code, 250);
	assert_int_equal(item.attempts, 1);
	ASSERT_TEXT(item.answer, TEXT("250 thanks"));
	assert_false(text_is_none(item.secret.value));
	assert_int_equal(item.secret.value.size, 0);
	assert_int_equal(other.sent, 1);
	assert_int_equal(other.ended_as, OUTBOX_STATE_SENT);
	assert_int_equal(outbox_send_again(world_fresh(&world), id), CONFLICT);
	world_close(&world);
}

static enum outcome add_and_fail(struct context *ctx, void *state)
{
	struct outbox_item_id id;
	const struct outbox_ask ask = {
		.kind = "test", .what = "test", .recipient = TEXT("a"), .subject = TEXT("b"), .body = TEXT("{}")};
	(void)state;
	TRY(outbox_add(ctx, &ask, &id));
	return CONFLICT;
}

static void what_was_undone_never_goes(void **state)
{
	struct world world;
	begin(&world, *state);
	assert_int_equal(context_transact(world_fresh(&world), add_and_fail, NULL), CONFLICT);
	assert_false(run(&world, "one"));
	world_close(&world);
}

static void refusals_for_now_are_tried_again_with_growing_pauses_for_three_days(void **state)
{
	struct world world;
	begin(&world, *state);
	struct outbox_item_id id = add(&world, (struct customer_id){0});
	struct instant start = world.now;
	int64_t before = 0;
	other.reply = (struct outbox_reply){.end = OUTBOX_LATER, .code = 451, .answer = TEXT("451 not now")};
	struct outbox_item item = get(&world, id);
	for (int attempt = 1; item.state == OUTBOX_STATE_WAITING; attempt++) {
		assert_true(run(&world, "one"));
		assert_false(run(&world, "one"));
		item = get(&world, id);
		assert_int_equal(item.attempts, attempt);
		int64_t pause = item.due.us - world.now.us;
		assert_true(pause >= before && pause >= MINUTE_US && pause <= 6 * HOUR_US);
		assert_int_equal(pause, outbox_pause_us(attempt));
		before = pause;
		if (item.state == OUTBOX_STATE_WAITING)
			world.now = item.due;
	}
	assert_int_equal(item.state, OUTBOX_STATE_GIVEN_UP);
	assert_int_equal(other.ended_as, OUTBOX_STATE_GIVEN_UP);
	assert_true(world.now.us - start.us > 2 * DAY_US && world.now.us - start.us <= 3 * DAY_US);
	assert_true(item.attempts > 12);
	world_close(&world);
}

static void a_sender_that_dies_before_it_hands_over_is_followed_one_that_dies_behind_it_is_not(void **state)
{
	struct world world;
	begin(&world, *state);
	struct outbox_item_id first = add(&world, (struct customer_id){0}),
			      second = add(&world, (struct customer_id){0});
	/* As a server leaves them that is killed. */
	engine_script(&world.engine,
		      text_format(world.engine.arena,
				  "UPDATE outbox SET state = 1, lease = 'dead', leased_until = %lld WHERE id = %lld",
				  (long long)(world.now.us + OUTBOX_LEASE_US), (long long)first.value)
			      .at);
	engine_script(&world.engine,
		      text_format(world.engine.arena,
				  "UPDATE outbox SET state = 5, lease = 'dead', leased_until = %lld WHERE id = %lld",
				  (long long)(world.now.us + OUTBOX_LEASE_US), (long long)second.value)
			      .at);
	assert_false(run(&world, "one"));
	assert_int_equal(get(&world, second).state, OUTBOX_STATE_SENDING);
	world.now = instant_add(world.now, OUTBOX_LEASE_US + 1);
	assert_true(run(&world, "one"));
	assert_false(run(&world, "one"));
	assert_int_equal(other.sent, 1);
	assert_int_equal(get(&world, first).state, OUTBOX_STATE_SENT);
	assert_int_equal(get(&world, second).state, OUTBOX_STATE_UNSURE);
	assert_int_equal(outbox_send_again(world_fresh(&world), second), DONE);
	assert_true(run(&world, "one"));
	assert_int_equal(get(&world, second).state, OUTBOX_STATE_SENT);
	assert_int_equal(other.sent, 2);
	world_close(&world);
}

static struct world *stolen_in;
static enum outcome send_stolen(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
				struct outbox_reply *ret_reply)
{
	/* Meanwhile the lease has ended and another server has taken it. */
	(void)ctx;
	(void)item;
	engine_script(&stolen_in->engine, "UPDATE outbox SET lease = 'other'");
	assert_false(outbox_hand_over(try));
	*ret_reply = (struct outbox_reply){.end = OUTBOX_LATER, .code = 0, .answer = TEXT("stopped")};
	return DONE;
}

static void a_sender_that_was_too_slow_may_not_hand_over_any_more(void **state)
{
	static const struct outbox_kind slow = {"test", ready, send_stolen, ended, NULL};
	struct outbox_sender sender = {.lease = TEXT("one")};
	struct world world;
	bool found;
	begin(&world, *state);
	stolen_in = &world;
	struct outbox_item_id id = add(&world, (struct customer_id){0});
	assert_int_equal(outbox_run_next(world_fresh(&world), &slow, &sender, &found), DONE);
	assert_true(found);
	assert_int_equal(get(&world, id).state, OUTBOX_STATE_SENDING);
	assert_int_equal(other.ended, 0);
	world_close(&world);
}

static void without_anywhere_to_send_it_it_waits_and_is_given_up_after_three_days(void **state)
{
	struct world world;
	begin(&world, *state);
	other.ready = false;
	struct outbox_item_id id = add(&world, (struct customer_id){0});
	assert_false(run(&world, "one"));
	world.now = instant_add(world.now, 3 * DAY_US + MINUTE_US);
	assert_true(run(&world, "one"));
	assert_int_equal(get(&world, id).state, OUTBOX_STATE_GIVEN_UP);
	assert_int_equal(other.sent, 0);
	world_close(&world);
}

static void people_cancel_what_waits_search_and_send_again_what_was_refused(void **state)
{
	struct world world;
	struct outbox_item *items;
	size_t count;
	int64_t counts[OUTBOX_STATE_COUNT];
	begin(&world, *state);
	struct outbox_item_id id = add(&world, (struct customer_id){0});
	assert_int_equal(outbox_cancel(world_fresh(&world), id), DONE);
	assert_int_equal(outbox_cancel(world_fresh(&world), id), CONFLICT);
	/* Without its secret it would be a letter with a broken link. */
	assert_int_equal(get(&world, id).secret.value.size, 0);
	assert_int_equal(outbox_send_again(world_fresh(&world), id), CONFLICT);
	assert_false(run(&world, "one"));
	id = add(&world, (struct customer_id){0});
	other.reply = (struct outbox_reply){.end = OUTBOX_REFUSED, .code = 550, .answer = TEXT("550 nobody")};
	assert_true(run(&world, "one"));
	struct outbox_item refused = get(&world, id);
	assert_int_equal(refused.state, OUTBOX_STATE_REFUSED);
	ASSERT_TEXT(refused.secret.value, TEXT("geheim"));
	assert_true(outbox_can_send_again(&refused));
	assert_int_equal(outbox_count(world_fresh(&world), counts), DONE);
	assert_int_equal(counts[OUTBOX_STATE_REFUSED], 1);
	assert_int_equal(counts[OUTBOX_STATE_CANCELLED], 1);
	const struct outbox_list_ask asks[] = {{.all = true, .most = 9},
					       {.state = OUTBOX_STATE_REFUSED, .most = 9},
					       {.all = true, .recipient = TEXT("mueller@"), .most = 9},
					       {.all = true, .recipient = TEXT("muller@x"), .most = 9},
					       {.all = true, .recipient = TEXT("aisha"), .most = 9},
					       {.all = true, .before = id.value, .most = 9}};
	static const size_t found[] = {2, 1, 2, 2, 0, 1};
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		assert_int_equal(outbox_list(world_fresh(&world), &asks[i], &items, &count), DONE);
		assert_int_equal(count, found[i]);
	}
	world_close(&world);
}

static void what_ended_is_forgotten_after_the_days_of_the_setting(void **state)
{
	struct world world;
	struct outbox_item item;
	begin(&world, *state);
	struct outbox_item_id old = add(&world, (struct customer_id){0});
	assert_true(run(&world, "one"));
	world.now = instant_add(world.now, 30 * DAY_US);
	struct outbox_item_id fresh = add(&world, (struct customer_id){0});
	world.now = instant_add(world.now, DAY_US);
	assert_int_equal(outbox_forget_old(world_fresh(&world)), DONE);
	assert_int_equal(outbox_get(world_fresh(&world), old, &item), NOT_FOUND);
	assert_int_equal(get(&world, fresh).state, OUTBOX_STATE_WAITING);
	world_close(&world);
}

/* Of one receiver all that waits is put off at once, in the order in which it came; others' is not. */
static void what_waits_for_a_receiver_that_rests_is_put_off_and_keeps_its_order(void **state)
{
	struct world world;
	struct outbox_item_id ids[3];
	struct outbox_item *items;
	size_t count;
	begin(&world, *state);
	for (size_t i = 0; i < 3; i++) {
		const struct outbox_ask ask = {.kind = "test",
					       .what = "test",
					       .sent_to = i == 2 ? 8 : 7,
					       .recipient = TEXT("a"),
					       .subject = TEXT("b"),
					       .secret = {TEXT("geheim")}};
		assert_int_equal(outbox_add(world_fresh(&world), &ask, &ids[i]), DONE);
	}
	struct instant until = instant_add(world.now, HOUR_US);
	assert_int_equal(outbox_put_off(world_fresh(&world), "test", 7, until), DONE);
	other.reply.body = TEXT("{\"made\":1}");
	assert_true(run(&world, "one"));
	assert_false(run(&world, "one"));
	assert_int_equal(get(&world, ids[2]).state, OUTBOX_STATE_SENT);
	ASSERT_TEXT(get(&world, ids[2]).body, TEXT("{\"made\":1}"));
	world.now = until;
	/* Found to rest when it is taken: it is due later, and that was no attempt. */
	other.reply = (struct outbox_reply){.end = OUTBOX_PUT_OFF, .due = instant_add(until, MINUTE_US)};
	int ended_before = other.ended;
	assert_true(run(&world, "one"));
	assert_int_equal(get(&world, ids[0]).attempts, 0);
	assert_int_equal(get(&world, ids[0]).due.us, until.us + MINUTE_US);
	assert_int_equal(other.ended, ended_before);
	assert_int_equal(get(&world, ids[1]).due.us, until.us);
	const struct outbox_list_ask ask = {.kind = "test", .all = true, .most = 9};
	assert_int_equal(outbox_list_sent_to(world_fresh(&world), &ask, 7, &items, &count), DONE);
	assert_int_equal(count, 2);
	assert_int_equal(items[0].id.value, ids[1].value);
	assert_int_equal(items[1].sent_to, 7);
	world_close(&world);
}

static void what_waits_about_a_customer_is_cancelled_with_its_secret(void **state)
{
	struct world world;
	begin(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann"), ben = world_customer(&world, "Ben");
	struct outbox_item_id of_ann = add(&world, ann), of_ben = add(&world, ben);
	assert_int_equal(outbox_cancel_waiting(world_fresh(&world), "test", ann), DONE);
	assert_int_equal(get(&world, of_ann).state, OUTBOX_STATE_CANCELLED);
	assert_int_equal(get(&world, of_ann).secret.value.size, 0);
	assert_int_equal(get(&world, of_ben).state, OUTBOX_STATE_WAITING);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_is_added_goes_once_and_its_secret_is_forgotten),
		ON_BOTH(what_was_undone_never_goes),
		ON_BOTH(refusals_for_now_are_tried_again_with_growing_pauses_for_three_days),
		ON_BOTH(a_sender_that_dies_before_it_hands_over_is_followed_one_that_dies_behind_it_is_not),
		ON_BOTH(a_sender_that_was_too_slow_may_not_hand_over_any_more),
		ON_BOTH(without_anywhere_to_send_it_it_waits_and_is_given_up_after_three_days),
		ON_BOTH(people_cancel_what_waits_search_and_send_again_what_was_refused),
		ON_BOTH(what_ended_is_forgotten_after_the_days_of_the_setting),
		ON_BOTH(what_waits_for_a_receiver_that_rests_is_put_off_and_keeps_its_order),
		ON_BOTH(what_waits_about_a_customer_is_cancelled_with_its_secret),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
