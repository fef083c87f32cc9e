/* Servers that send mail are killed with kill -9 at any point, again and again: no letter arrives twice, none is lost,
 * and what nobody can know is shown as unsure. Against a real mail server. */
#include "mail/letter.h"
#include "service/outbox.h"
#include "tests/engine.h"
#include "tests/mail_peer.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LETTERS 40
#define DEATHS  25

static struct smtp *smtp;
static struct mail_peer peer;

static enum outcome ready(struct context *ctx, bool *ret_ready)
{
	(void)ctx;
	*ret_ready = true;
	return DONE;
}

static bool hand_over(void *state)
{
	return outbox_hand_over(state);
}

static enum outcome send_it(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
			    struct outbox_reply *ret_reply)
{
	const struct letter letter = {.from = {TEXT(""), TEXT("shop@batik.example")},
				      .to = {TEXT(""), item->recipient},
				      .subject = item->subject,
				      .message_id =
					      text_format(ctx->arena, "%lld@batik.example", (long long)item->id.value),
				      .date = item->created,
				      .text = item->subject,
				      .html = item->subject};
	const struct smtp_letter sent = {TEXT("shop@batik.example"), item->recipient, letter_write(ctx->arena, &letter),
					 hand_over, try};
	struct smtp_reply reply = smtp_send(smtp, ctx->arena, &peer.server, &sent);
	enum outbox_end end = reply.end == SMTP_ACCEPTED ? OUTBOX_SENT
			      : reply.end == SMTP_UNSURE ? OUTBOX_UNSURE
							 : OUTBOX_LATER;
	*ret_reply = (struct outbox_reply){.end = end, .code = reply.code, .answer = reply.answer};
	return DONE;
}

static const struct outbox_kind kind = {"test", ready, send_it, NULL, NULL};

static void run_all(struct store *store)
{
	bool found = true;
	smtp = smtp_open();
	while (found) {
		struct arena *arena = arena_open(SIZE_MAX);
		struct outbox_sender sender = {.lease = text_format(arena, "%d", (int)getpid())};
		struct context ctx;
		context_open(&ctx, arena, store);
		if (outbox_run_next(&ctx, &kind, &sender, &found) != DONE)
			found = false;
		context_close(&ctx);
		arena_close(arena);
	}
	smtp_close(smtp);
}

static void work_and_wait_for_death(const struct engine *engine)
{
	const struct store_options where = {.where = engine->where};
	struct store *store;
	struct text why;
	if (store_open(&where, arena_open(SIZE_MAX), &store, &why) != DONE)
		_exit(1);
	run_all(store);
	_exit(0);
}

static int64_t count(struct engine *engine, const char *what)
{
	return engine_number(engine, text_format(engine->arena, "SELECT COUNT(*) FROM outbox WHERE %s", what).at);
}

static void kill_somewhere(struct engine *engine, int64_t before)
{
	pid_t child = fork();
	int status;
	assert_true(child >= 0);
	if (child == 0)
		work_and_wait_for_death(engine);
	/* Once it is at work, at some point of some letter. */
	while (count(engine, "state = 0") >= before && waitpid(child, &status, WNOHANG) == 0)
		usleep(200);
	usleep((useconds_t)(random() % 9000));
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	engine_script(engine, "UPDATE outbox SET leased_until = 1 WHERE lease IS NOT NULL");
}

static void no_letter_arrives_twice_and_none_is_lost_when_servers_are_killed(void **state)
{
	struct engine engine;
	struct context ctx;
	bool arrived[LETTERS * 64 + 1] = {0};
	engine_open(&engine, *state);
	mail_peer_start(&peer, "plain", NULL);
	context_open(&ctx, engine.arena, engine.store);
	for (int i = 0; i < LETTERS; i++) {
		struct outbox_item_id id;
		const struct outbox_ask ask = {.kind = "test",
					       .what = "test",
					       .recipient = TEXT("a@x.example"),
					       .subject = TEXT("Hello"),
					       .body = TEXT("{}")};
		assert_int_equal(outbox_add(&ctx, &ask, &id), DONE);
	}
	context_close(&ctx);
	for (int i = 0; i < DEATHS && count(&engine, "state = 0") > 0; i++)
		kill_somewhere(&engine, count(&engine, "state = 0"));
	run_all(engine.store);
	size_t letters = mail_peer_count(&peer);
	for (size_t i = 1; i <= letters; i++) {
		struct text id = mail_peer_header(&peer, mail_peer_letter(&peer, i), "Message-ID");
		int number = atoi(id.at + 1);
		assert_true(number > 0 && number <= LETTERS * 64);
		if (arrived[number])
			fail_msg("letter %d arrived twice", number);
		arrived[number] = true;
		assert_int_equal(count(&engine, text_format(engine.arena, "id = %d AND state IN (2, 5)", number).at),
				 1);
	}
	assert_int_equal(count(&engine, "state NOT IN (2, 5)"), 0);
	assert_true((int64_t)letters >= count(&engine, "state = 2"));
	assert_true(count(&engine, "state = 2") + count(&engine, "state = 5") == LETTERS);
	print_message("%zu letters arrived, %lld rows are unsure\n", letters, (long long)count(&engine, "state = 5"));
	mail_peer_stop(&peer);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(no_letter_arrives_twice_and_none_is_lost_when_servers_are_killed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
