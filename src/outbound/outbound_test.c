/* Which servers may be called, and what is taken from them. Security 21. */
#include "outbound/outbound.h"

#include "tests/receiver.h"
#include "tests/unit.h"

#include <time.h>

static struct networks networks_of(const char *words)
{
	struct networks networks;
	struct text wrong;
	assert_int_equal(networks_parse(text_of(words), &networks, &wrong), DONE);
	return networks;
}

static void an_address_that_is_not_public_is_known_in_every_form__21(void **state)
{
	(void)state;
	static const char *const forbidden[] = {"http://127.0.0.1/",
						"http://127.1/",
						"http://2130706433/",
						"http://0x7f.0.0.1/",
						"http://0177.0.0.1/",
						"http://0.0.0.0/",
						"http://10.1.2.3/",
						"http://172.16.0.1/",
						"http://172.31.255.255/",
						"http://192.168.1.1/",
						"http://169.254.169.254/latest/meta-data",
						"http://100.64.0.1/",
						"http://224.0.0.1/",
						"http://255.255.255.255/",
						"http://[::1]/",
						"http://[::]/",
						"http://[::ffff:127.0.0.1]/",
						"http://[::ffff:7f00:1]/",
						"http://[::127.0.0.1]/",
						"http://[64:ff9b::7f00:1]/",
						"http://[2002:7f00:1::]/",
						"http://[2001::7f00:1]/",
						"http://[fd00::1]/",
						"http://[fe80::1]/",
						"http://[ff02::1]/",
						"http://[2001:db8::1]/"};
	static const char *const open[] = {"http://9.9.9.9/",           "http://172.15.255.255/",
					   "http://172.32.0.1/",        "http://100.63.255.255/",
					   "http://[2620:fe::fe]/",     "http://[2a00:1450::1]/",
					   "https://shop.example.com/", "http://192.167.255.255/"};
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (!outbound_url_is_forbidden(text_of(forbidden[i]), NULL))
			fail_msg("%s may be called", forbidden[i]);
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (outbound_url_is_forbidden(text_of(open[i]), NULL))
			fail_msg("%s may not be called", open[i]);
	struct networks allowed = networks_of("10.0.0.0/8 fd00::/8");
	assert_false(outbound_url_is_forbidden(TEXT("http://10.1.2.3/"), &allowed));
	assert_false(outbound_url_is_forbidden(TEXT("http://[fd00::1]/"), &allowed));
	assert_true(outbound_url_is_forbidden(TEXT("http://127.0.0.1/"), &allowed));
}

static void only_plain_addresses_of_the_web_fit__21(void **state)
{
	(void)state;
	static const char *const wrong[] = {"",
					    "shop.example.com",
					    "ftp://shop.example.com/",
					    "file:///etc/passwd",
					    "gopher://shop.example.com/",
					    "http://",
					    "http://user@shop.example.com/",
					    "http://user:pass@shop.example.com/",
					    "https://shop.example.com/#there",
					    "http://shop.example.com/a b",
					    "http://shop.example.com/\r\nHost: x",
					    "http://shop.example.com:99999/",
					    "javascript:alert(1)"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (outbound_url_fits(text_of(wrong[i])))
			fail_msg("\"%s\" fits", wrong[i]);
	assert_true(outbound_url_fits(TEXT("https://shop.example.com/hooks?of=clientele")));
	assert_true(outbound_url_fits(TEXT("http://[2620:fe::fe]:8443/")));
}

struct world {
	struct receiver receiver;
	struct outbound *outbound;
	struct networks allowed;
	struct arena *arena;
};

static void begin(struct world *world, const char *allowed)
{
	receiver_start(&world->receiver);
	world->outbound = outbound_open();
	world->allowed = networks_of(allowed);
	world->arena = arena_open(1 << 20);
}

static void finish(struct world *world)
{
	arena_close(world->arena);
	outbound_close(world->outbound);
	receiver_stop(&world->receiver);
}

static struct outbound_reply post(struct world *world, struct text url)
{
	const struct outbound_header headers[] = {{"Content-Type", TEXT("application/json")}};
	const struct outbound_call call = {url, headers, 1, TEXT("{\"a\":1}"), &world->allowed, 2};
	return outbound_post(world->outbound, world->arena, &call);
}

static void the_body_arrives_and_the_answer_is_told(void **state)
{
	struct world world;
	(void)state;
	begin(&world, "127.0.0.0/8");
	struct outbound_reply reply = post(&world, receiver_url(&world.receiver, "/hook?a=b"));
	assert_int_equal(reply.end, OUTBOUND_ANSWERED);
	assert_int_equal(reply.status, 200);
	ASSERT_TEXT(reply.answer, TEXT("thanks"));
	struct text got = receiver_got(&world.receiver, 1);
	assert_true(text_starts(got, TEXT("POST /hook?a=b HTTP/1.1\r\n")));
	ASSERT_TEXT(receiver_header(got, "Content-Type"), TEXT("application/json"));
	ASSERT_TEXT(receiver_body(got), TEXT("{\"a\":1}"));
	finish(&world);
}

/* A name says nothing: where it leads is judged when the connection is made. */
static void a_name_that_leads_into_a_private_network_is_not_called__21(void **state)
{
	struct world world;
	(void)state;
	begin(&world, "");
	struct text url = text_format(world.arena, "http://localhost:%u/", world.receiver.port);
	assert_false(outbound_url_is_forbidden(url, &world.allowed));
	assert_int_equal(post(&world, url).end, OUTBOUND_FORBIDDEN);
	assert_int_equal(post(&world, receiver_url(&world.receiver, "/")).end, OUTBOUND_FORBIDDEN);
	assert_int_equal(receiver_count(&world.receiver), 0);
	finish(&world);
}

static void a_redirect_is_an_answer_and_nobody_follows_it__21(void **state)
{
	struct world world;
	(void)state;
	begin(&world, "127.0.0.0/8");
	receiver_answer(&world.receiver, text_format(world.arena,
						     "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
						     "http://127.0.0.1:%u/other\r\nContent-Length: 0\r\nConnection: "
						     "close\r\n\r\n",
						     world.receiver.port)
						 .at);
	assert_int_equal(post(&world, receiver_url(&world.receiver, "/one")).status, 307);
	assert_int_equal(receiver_count(&world.receiver), 1);
	finish(&world);
}

static void nobody_waits_for_a_silent_server_nor_listens_to_an_endless_one__21(void **state)
{
	struct world world;
	(void)state;
	begin(&world, "127.0.0.0/8");
	receiver_answer(&world.receiver, NULL);
	time_t before = time(NULL);
	struct outbound_reply reply = post(&world, receiver_url(&world.receiver, "/"));
	assert_int_equal(reply.end, OUTBOUND_FAILED);
	/* It may take two seconds, and a busy machine a few more. */
	assert_true(time(NULL) - before < 20);
	assert_true(reply.answer.size > 0);
	world.receiver.endless = true;
	receiver_answer(&world.receiver, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
	reply = post(&world, receiver_url(&world.receiver, "/"));
	assert_int_equal(reply.end, OUTBOUND_ANSWERED);
	assert_int_equal(reply.answer.size, OUTBOUND_ANSWER_MOST);
	finish(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_that_is_not_public_is_known_in_every_form__21),
		cmocka_unit_test(only_plain_addresses_of_the_web_fit__21),
		cmocka_unit_test(the_body_arrives_and_the_answer_is_told),
		cmocka_unit_test(a_name_that_leads_into_a_private_network_is_not_called__21),
		cmocka_unit_test(a_redirect_is_an_answer_and_nobody_follows_it__21),
		cmocka_unit_test(nobody_waits_for_a_silent_server_nor_listens_to_an_endless_one__21),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
