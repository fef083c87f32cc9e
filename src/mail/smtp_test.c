/* Letters to a real mail server: encryption, signing in, what it answers, when it goes away. */
#include "tests/mail_peer.h"

struct asking {
	bool allowed;
	int times;
};

static bool ask(void *state)
{
	struct asking *asking = state;
	asking->times++;
	return asking->allowed;
}

static struct smtp_reply send_to(struct mail_peer *peer, struct smtp *smtp, const char *to, struct asking *asking)
{
	const struct smtp_letter letter = {
		.from = TEXT("shop@batik.example"),
		.to = text_of(to),
		.message = TEXT("Subject: Hello\r\n\r\n.one dot\r\n.\r\nend\r\n"),
		.hand_over = ask,
		.state = asking,
	};
	return smtp_send(smtp, peer->arena, &peer->server, &letter);
}

static void letters_arrive_by_every_kind_of_connection(void **state)
{
	static const struct {
		const char *how, *user;
	} kinds[] = {{"plain", NULL}, {"starttls", NULL}, {"starttls", "farah"}, {"tls", "farah"}};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct mail_peer peer;
		struct asking asking = {.allowed = true};
		enum smtp_security security;
		mail_peer_start(&peer, kinds[i].how, kinds[i].user);
		assert_int_equal(smtp_security_parse(text_of(kinds[i].how), &security), i > 0);
		if (i)
			assert_int_equal(security, peer.server.security);
		struct smtp *smtp = smtp_open();
		struct smtp_reply reply = send_to(&peer, smtp, "a@x.example", &asking);
		ASSERT_TEXT(reply.answer, TEXT("250 2.0.0 Kept as 000001"));
		assert_int_equal(reply.end, SMTP_ACCEPTED);
		assert_int_equal(reply.code, 250);
		assert_int_equal(asking.times, 1);
		assert_int_equal(send_to(&peer, smtp, "b@x.example", &asking).end, SMTP_ACCEPTED);
		ASSERT_TEXT(mail_peer_letter(&peer, 1), TEXT("Envelope: shop@batik.example -> a@x.example\r\n"
							     "Subject: Hello\r\n\r\n.one dot\r\n.\r\nend\r\n"));
		assert_int_equal(mail_peer_count(&peer), 2);
		smtp_close(smtp);
		mail_peer_stop(&peer);
	}
}

static void what_the_server_answers_decides(void **state)
{
	static const struct {
		const char *to;
		enum smtp_end end;
		long code;
		const char *answer;
		int asked, kept;
	} cases[] = {
		{"later@x.example", SMTP_LATER, 451, "451 4.3.0 Come back later", 0, 0},
		{"refused@x.example", SMTP_REFUSED, 550, "550 5.1.1 Nobody of that name here", 0, 0},
		{"grey@x.example", SMTP_LATER, 451, "451 4.7.1 Greylisted", 0, 0},
		{"grey@x.example", SMTP_ACCEPTED, 250, "250 2.0.0 Kept as 000001", 1, 1},
		{"data-later@x.example", SMTP_LATER, 451, "451 4.3.0 Not now", 1, 1},
		{"data-refused@x.example", SMTP_REFUSED, 554, "554 5.7.1 That is spam", 1, 1},
		{"cut@x.example", SMTP_LATER, 0, NULL, 0, 1},
		{"cut-behind@x.example", SMTP_UNSURE, 0, NULL, 1, 2},
		{"a@x.example", SMTP_ACCEPTED, 250, "250 2.0.0 Kept as 000003", 1, 3},
	};
	struct mail_peer peer;
	(void)state;
	mail_peer_start(&peer, "plain", NULL);
	struct smtp *smtp = smtp_open();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct asking asking = {.allowed = true};
		struct smtp_reply reply = send_to(&peer, smtp, cases[i].to, &asking);
		if (reply.end != cases[i].end || asking.times != cases[i].asked)
			fail_msg("%s: end %d, asked %d, \"%.*s\"", cases[i].to, (int)reply.end, asking.times,
				 TEXT_ARG(reply.answer));
		if (cases[i].answer) {
			ASSERT_TEXT(reply.answer, text_of(cases[i].answer));
			assert_int_equal(reply.code, cases[i].code);
		}
		assert_int_equal(mail_peer_count(&peer), cases[i].kept);
	}
	smtp_close(smtp);
	mail_peer_stop(&peer);
}

static void a_letter_that_must_not_go_is_not_accepted(void **state)
{
	struct asking asking = {.allowed = false};
	struct mail_peer peer;
	(void)state;
	mail_peer_start(&peer, "plain", NULL);
	struct smtp *smtp = smtp_open();
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_STOPPED);
	asking.allowed = true;
	assert_int_equal(send_to(&peer, smtp, "b@x.example", &asking).end, SMTP_ACCEPTED);
	assert_int_equal(mail_peer_count(&peer), 1);
	assert_true(text_starts(mail_peer_letter(&peer, 1), TEXT("Envelope: shop@batik.example -> b@x.example")));
	smtp_close(smtp);
	mail_peer_stop(&peer);
}

/* A wrong password, an unknown certificate, no encryption, no server: nothing leaves, the letter is not at fault. */
static void wrong_settings_leave_the_letter_for_later(void **state)
{
	struct asking asking = {.allowed = true};
	struct mail_peer peer;
	(void)state;
	mail_peer_start(&peer, "starttls", "farah");
	struct smtp *smtp = smtp_open();
	const struct smtp_server right = peer.server;
	peer.server.password = (struct secret){TEXT("wrong")};
	struct smtp_reply reply = send_to(&peer, smtp, "a@x.example", &asking);
	assert_int_equal(reply.end, SMTP_LATER);
	assert_int_equal(reply.code, 535);
	peer.server = right;
	peer.server.authority = TEXT_NONE;
	reply = send_to(&peer, smtp, "a@x.example", &asking);
	assert_int_equal(reply.end, SMTP_LATER);
	assert_true(text_find(reply.answer, TEXT("certificate"), 0) != SIZE_MAX);
	peer.server = right;
	peer.server.host = TEXT("127.0.0.1"); /* of which the certificate says nothing */
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_LATER);
	peer.server = right;
	peer.server.security = SMTP_PLAIN;
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_LATER);
	peer.server = right;
	peer.server.port = 1;
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_LATER);
	assert_int_equal(asking.times, 0);
	assert_int_equal(mail_peer_count(&peer), 0);
	smtp_close(smtp);
	mail_peer_stop(&peer);
	mail_peer_start(&peer, "plain", NULL);
	smtp = smtp_open();
	peer.server.security = SMTP_STARTTLS;
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_LATER);
	peer.server.security = SMTP_TRY;
	assert_int_equal(send_to(&peer, smtp, "a@x.example", &asking).end, SMTP_ACCEPTED);
	smtp_close(smtp);
	mail_peer_stop(&peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_arrive_by_every_kind_of_connection),
		cmocka_unit_test(what_the_server_answers_decides),
		cmocka_unit_test(a_letter_that_must_not_go_is_not_accepted),
		cmocka_unit_test(wrong_settings_leave_the_letter_for_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
