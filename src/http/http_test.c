/* A whole server on a free port of 127.0.0.1, asked over real sockets. Framing has its own table in framing_test.c;
 * limits are in limits_test.c, slowness in slow_test.c.
 */
#include "http/http.h"

#include "tests/http_client.h"
#include "tests/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static struct http_server *server;
static unsigned port;
static char file[] = "/tmp/http_test-XXXXXX";

static void show_client(struct http_request *request, struct http_response *response)
{
	buffer_add(&response->body, request->peer);
	buffer_add(&response->body, request->secure ? TEXT(" secure") : TEXT(" plain"));
}

static char spool[32];

static void show_upload(struct http_request *request, struct http_response *response)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < request->body.size; i++)
		sum += request->body.at[i];
	/* The folder is empty although the body lies in it: its file has no name. */
	bool nameless = rmdir(spool) == 0 && mkdir(spool, 0700) == 0;
	buffer_add_format(&response->body, "%zu %llu %s", request->body.size, (unsigned long long)sum,
			  nameless ? "nameless" : "named");
}

static void handle(void *state, struct http_request *request, struct http_response *response)
{
	struct text path = request->path;
	if (state != &port) {
		response->status = 500;
	} else if (text_equal(path, TEXT("/hello"))) {
		buffer_add(&response->body, TEXT("hello"));
		http_set_header(response, TEXT("Content-Type"), TEXT("text/plain"));
	} else if (text_equal(path, TEXT("/echo"))) {
		buffer_add_bytes(&response->body, request->body.at, request->body.size);
	} else if (text_equal(path, TEXT("/target"))) {
		buffer_add(&response->body, text_is_none(request->query) ? TEXT("none") : request->query);
	} else if (text_equal(path, TEXT("/file"))) {
		response->file = text_of(file);
		http_set_header(response, TEXT("ETag"), TEXT("\"v1\""));
	} else if (text_equal(path, TEXT("/peer"))) {
		show_client(request, response);
	} else if (text_equal(path, TEXT("/upload")) || text_equal(path, TEXT("/asks"))) {
		show_upload(request, response);
	} else if (text_equal(path, TEXT("/inject"))) {
		http_set_header(response, TEXT("X-Name"), TEXT("a\r\nX-Evil: 1\r\n\r\nbody\x7f"));
	} else {
		response->status = 404;
	}
}

static size_t body_limit(void *state, enum http_method method, struct text path)
{
	(void)state;
	bool large = text_equal(path, TEXT("/upload")) || text_equal(path, TEXT("/asks"));
	return method == HTTP_GET ? 0 : large ? 64u << 20 : 100000;
}

static enum http_spool spools(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method;
	if (text_equal(path, TEXT("/asks")))
		return HTTP_SPOOL_ASKS;
	return text_equal(path, TEXT("/upload")) ? HTTP_SPOOL : HTTP_SPOOL_NEVER;
}

/* Who says nothing is nobody; each is waited for a little, as for a database. */
static unsigned leave(void *state, struct http_request *request)
{
	(void)state;
	usleep(20000);
	return text_equal(http_header(request, TEXT("Authorization")), TEXT("Bearer friend")) ? 0 : 401;
}

static void start(struct http_options options)
{
	struct text why = TEXT_NONE;
	options.listen = TEXT("127.0.0.1:0");
	options.handle = handle;
	options.body_rule = body_limit;
	options.spool_rule = spools;
	options.leave = leave;
	strcpy(spool, "/tmp/clientele-spool-XXXXXX");
	assert_non_null(mkdtemp(spool));
	options.spool_folder = text_of(spool);
	options.state = &port;
	if (http_start(&options, &server, &why) != DONE)
		fail_msg("%.*s", TEXT_ARG(why));
	port = http_port(server);
}

static int start_plain(void **state)
{
	(void)state;
	start((struct http_options){.workers = 4});
	return 0;
}

static int start_behind_proxy(void **state)
{
	(void)state;
	start((struct http_options){.workers = 4, .trusted_proxies = TEXT("127.0.0.0/8 10.0.0.1 fd00::/8")});
	return 0;
}

static int stop(void **state)
{
	(void)state;
	return http_stop(server, 60) && rmdir(spool) == 0 ? 0 : -1;
}

static void assert_answer(struct http_reply reply, int status, struct text body)
{
	assert_int_equal(reply.status, status);
	assert_int_equal(reply.body.size, body.size);
	if (body.size > 0)
		assert_memory_equal(reply.body.at, body.at, body.size);
	http_reply_free(&reply);
}

static void assert_header(const struct http_reply *reply, struct text name, struct text value)
{
	struct text got = http_reply_header(reply, name);
	if (!text_equal(got, value))
		fail_msg("%.*s is \"%.*s\"", TEXT_ARG(name), TEXT_ARG(got));
}

#define REQUEST(first, rest) TEXT(first " HTTP/1.1\r\nHost: test\r\n" rest "\r\n")

static void read_and_assert(struct http_client *client, int status, struct text body)
{
	struct http_reply reply;
	http_client_read(client, false, &reply);
	assert_answer(reply, status, body);
}

static void test_round_trip(void **state)
{
	(void)state;
	struct http_reply reply = http_client_ask(port, REQUEST("GET /hello", ""));
	assert_header(&reply, TEXT("Content-Type"), TEXT("text/plain"));
	assert_header(&reply, TEXT("Content-Length"), TEXT("5"));
	assert_answer(reply, 200, TEXT("hello"));
	assert_answer(http_client_ask(port, REQUEST("GET /nothing", "")), 404, TEXT(""));
}

static void test_target_comes_as_sent(void **state)
{
	(void)state;
	assert_answer(http_client_ask(port, REQUEST("GET /target", "")), 200, TEXT("none"));
	assert_answer(http_client_ask(port, REQUEST("GET /target?", "")), 200, TEXT(""));
	assert_answer(http_client_ask(port, REQUEST("GET /target?a=%41+&b=%00&a", "")), 200, TEXT("a=%41+&b=%00&a"));
	assert_answer(http_client_ask(port, REQUEST("GET http://test/target?x", "")), 200, TEXT("x"));
	assert_answer(http_client_ask(port, REQUEST("GET http://evil/target?x", "")), 400,
		      TEXT("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}\n"));
	assert_answer(http_client_ask(port, REQUEST("GET target", "")), 400,
		      TEXT("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}\n"));
	assert_answer(http_client_ask(port, REQUEST("GET *", "")), 400,
		      TEXT("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}\n"));
}

static void test_keep_alive(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	for (int i = 0; i < 50; i++) {
		http_client_send(&client, REQUEST("POST /echo", "Content-Length: 4\r\n"));
		http_client_send(&client, TEXT("ab\r\n"));
		read_and_assert(&client, 200, TEXT("ab\r\n"));
	}
	struct http_reply reply;
	http_client_send(&client, REQUEST("GET /hello", "Connection: close\r\n"));
	http_client_read(&client, false, &reply);
	assert_header(&reply, TEXT("Connection"), TEXT("close"));
	assert_answer(reply, 200, TEXT("hello"));
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

static void test_http_1_0_closes(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("GET /hello HTTP/1.0\r\n\r\n"));
	read_and_assert(&client, 200, TEXT("hello"));
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

static void test_pipelining_in_any_pieces(void **state)
{
	(void)state;
	const struct text three = TEXT("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
				       "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
				       "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"
				       "GET /target?last HTTP/1.1\r\nHost: a\r\n\r\n");
	for (size_t piece = 1; piece < three.size; piece = piece * 3 / 2 + 1) {
		struct http_client client;
		http_client_open(&client, port);
		for (size_t at = 0; at < three.size; at += piece) {
			http_client_send(&client, text_slice(three, at, piece));
			usleep(piece < 20 ? 200 : 0);
		}
		read_and_assert(&client, 200, TEXT("hello"));
		read_and_assert(&client, 200, TEXT("abcd"));
		read_and_assert(&client, 200, TEXT("last"));
		http_client_close(&client);
	}
}

/* The good requests in front of a bad one are answered, then the bad one is refused. */
static void test_bad_one_behind_good_ones(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("GET /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /target?b HTTP/1.1\r\nHost: a\r\n\r\n"
				       "GET /hello HTTP/1.1\nHost: a\n\n"));
	read_and_assert(&client, 200, TEXT("hello"));
	read_and_assert(&client, 200, TEXT("b"));
	read_and_assert(&client, 400, TEXT("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}\n"));
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

static void test_head_has_no_body(void **state)
{
	(void)state;
	struct http_client client;
	struct http_reply reply;
	http_client_open(&client, port);
	http_client_send(&client, REQUEST("HEAD /hello", ""));
	http_client_read(&client, true, &reply);
	assert_header(&reply, TEXT("Content-Length"), TEXT("5"));
	assert_answer(reply, 200, TEXT(""));
	http_client_send(&client, REQUEST("GET /hello", ""));
	read_and_assert(&client, 200, TEXT("hello"));
	http_client_close(&client);
}

static void test_too_large_bodies(void **state)
{
	(void)state;
	const struct text refusal = TEXT("{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413}\n");
	assert_answer(http_client_ask(port, REQUEST("POST /echo", "Content-Length: 100001\r\n")), 413, refusal);
	assert_answer(
		http_client_ask(port, REQUEST("POST /echo", "Expect: 100-continue\r\nContent-Length: 100001\r\n")), 413,
		refusal);
	assert_answer(http_client_ask(port, TEXT("GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")), 413,
		      refusal);
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, REQUEST("POST /echo", "Transfer-Encoding: chunked\r\n"));
	char chunk[10007] = "2710\r\n";
	memset(chunk + 6, 'x', 10000);
	for (int i = 0; i < 10; i++) {
		http_client_send(&client, (struct text){chunk, 10006});
		http_client_send(&client, TEXT("\r\n"));
	}
	http_client_send(&client, TEXT("1\r\nx\r\n"));
	read_and_assert(&client, 413, refusal);
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

static void test_expect_continue(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, REQUEST("POST /echo", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
	char line[32] = "";
	assert_true(recv(client.descriptor, line, 25, MSG_WAITALL) == 25);
	assert_string_equal(line, "HTTP/1.1 100 Continue\r\n\r\n");
	http_client_send(&client, TEXT("12345"));
	read_and_assert(&client, 200, TEXT("12345"));
	http_client_close(&client);
}

static void test_upload_to_file(void **state)
{
	(void)state;
	struct http_client client;
	struct http_reply reply;
	static char piece[1 << 20];
	memset(piece, 2, sizeof piece);
	http_client_open(&client, port);
	http_client_send(&client, REQUEST("PUT /upload", "Content-Length: 20971520\r\n"));
	for (int i = 0; i < 20; i++)
		assert_true(http_client_send(&client, (struct text){piece, sizeof(piece)}));
	assert_true(http_client_read(&client, false, &reply));
	assert_true(text_equal(http_reply_body(&reply), TEXT("20971520 41943040 nameless")));
	http_client_send(&client, REQUEST("GET /hello", ""));
	read_and_assert(&client, 200, TEXT("hello"));
	http_reply_free(&reply);
	http_client_close(&client);
}

static void test_leave_is_asked_before_a_large_body_comes(void **state)
{
	(void)state;
	struct http_client client;
	struct http_reply reply;
	static char piece[1 << 20];
	memset(piece, 2, sizeof piece);
	http_client_open(&client, port);
	for (int times = 0; times < 2; times++) {
		http_client_send(&client, REQUEST("PUT /asks", "Authorization: Bearer friend\r\n"
							       "Content-Length: 20971520\r\n"));
		for (int i = 0; i < 20; i++)
			assert_true(http_client_send(&client, (struct text){piece, sizeof(piece)}));
		assert_true(http_client_read(&client, false, &reply));
		assert_true(text_equal(http_reply_body(&reply), TEXT("20971520 41943040 nameless")));
		http_reply_free(&reply);
	}
	/* In one piece with its body, and with one that is empty. */
	http_client_send(&client, REQUEST("PUT /asks", "Authorization: Bearer friend\r\nContent-Length: 2\r\n"));
	http_client_send(&client, TEXT("\1\1"));
	read_and_assert(&client, 200, TEXT("2 2 nameless"));
	http_client_send(&client, REQUEST("PUT /asks", "Authorization: Bearer friend\r\n"
						       "Transfer-Encoding: chunked\r\n"));
	http_client_send(&client, TEXT("0\r\n\r\n"));
	read_and_assert(&client, 200, TEXT("0 0 nameless"));
	/* Refused with nothing of the body sent. */
	http_client_send(&client, REQUEST("PUT /asks", "Content-Length: 20971520\r\n"));
	assert_true(http_client_read(&client, false, &reply));
	assert_int_equal(reply.status, 401);
	http_reply_free(&reply);
	http_client_close(&client);
}

static void assert_part(struct text request, struct text range, struct text body)
{
	struct http_reply reply = http_client_ask(port, request);
	assert_header(&reply, TEXT("Content-Range"), range);
	assert_answer(reply, text_starts(range, TEXT("bytes *")) ? 416 : 206, body);
}

#define RANGE(range) REQUEST("GET /file", "Range: " range "\r\n")

static void test_ranges(void **state)
{
	(void)state;
	const struct text outside = TEXT("bytes */10"),
			  refusal = TEXT(
				  "{\"type\":\"about:blank\",\"title\":\"Range Not Satisfiable\",\"status\":416}\n");
	assert_answer(http_client_ask(port, REQUEST("GET /file", "")), 200, TEXT("0123456789"));
	assert_part(RANGE("bytes=2-4"), TEXT("bytes 2-4/10"), TEXT("234"));
	assert_part(RANGE("bytes=7-"), TEXT("bytes 7-9/10"), TEXT("789"));
	assert_part(RANGE("bytes=7-99"), TEXT("bytes 7-9/10"), TEXT("789"));
	assert_part(RANGE("bytes=-3"), TEXT("bytes 7-9/10"), TEXT("789"));
	assert_part(RANGE("bytes=-99"), TEXT("bytes 0-9/10"), TEXT("0123456789"));
	assert_part(RANGE("bytes=10-"), outside, refusal);
	assert_part(RANGE("bytes=10-12"), outside, refusal);
	assert_part(RANGE("bytes=-0"), outside, refusal);
	assert_answer(http_client_ask(port, RANGE("bytes=4-2")), 200, TEXT("0123456789"));
	assert_answer(http_client_ask(port, RANGE("bytes=0-1,3-4")), 200, TEXT("0123456789"));
	assert_answer(http_client_ask(port, RANGE("bytes=-")), 200, TEXT("0123456789"));
	assert_answer(http_client_ask(port, RANGE("lines=1-2")), 200, TEXT("0123456789"));
	assert_part(RANGE("bytes=0-0\r\nIf-Range: \"v1\""), TEXT("bytes 0-0/10"), TEXT("0"));
	assert_answer(http_client_ask(port, RANGE("bytes=0-0\r\nIf-Range: \"v2\"")), 200, TEXT("0123456789"));
	assert_answer(http_client_ask(port, RANGE("bytes=0-0\r\nIf-Range: W/\"v1\"")), 200, TEXT("0123456789"));
	struct http_reply reply = http_client_ask(port, REQUEST("HEAD /file", "Range: bytes=1-2\r\n"));
	assert_header(&reply, TEXT("Content-Length"), TEXT("10"));
	assert_answer(reply, 200, TEXT(""));
}

static void test_no_header_injection(void **state)
{
	(void)state;
	struct http_reply reply = http_client_ask(port, REQUEST("GET /inject", ""));
	assert_header(&reply, TEXT("X-Name"), TEXT("aX-Evil: 1body"));
	assert_true(text_is_none(http_reply_header(&reply, TEXT("X-Evil"))));
	assert_answer(reply, 200, TEXT(""));
}

static void test_forwarded_counts_only_from_proxies(void **state)
{
	(void)state;
	assert_answer(
		http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n")),
		200, TEXT("127.0.0.1 plain"));
}

static void test_forwarded(void **state)
{
	(void)state;
	assert_answer(
		http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n")),
		200, TEXT("1.2.3.4 secure"));
	assert_answer(http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-For: 6.6.6.6, 2001:DB8::1,10.0.0.1\r\n")),
		      200, TEXT("2001:db8::1 plain"));
	assert_answer(
		http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 5.5.5.5\r\n")),
		200, TEXT("5.5.5.5 plain"));
	assert_answer(http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-For: 6.6.6.6, nonsense\r\n")), 200,
		      TEXT("127.0.0.1 plain"));
	assert_answer(http_client_ask(port, REQUEST("GET /peer", "X-Forwarded-Proto: https, http\r\n")), 200,
		      TEXT("127.0.0.1 plain"));
}

#define TEST(test)           cmocka_unit_test_setup_teardown(test, start_plain, stop)
#define TEST_ON(start, test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_round_trip),
		TEST(test_target_comes_as_sent),
		TEST(test_keep_alive),
		TEST(test_http_1_0_closes),
		TEST(test_pipelining_in_any_pieces),
		TEST(test_bad_one_behind_good_ones),
		TEST(test_head_has_no_body),
		TEST(test_too_large_bodies),
		TEST(test_expect_continue),
		TEST(test_upload_to_file),
		TEST(test_leave_is_asked_before_a_large_body_comes),
		TEST(test_ranges),
		TEST(test_no_header_injection),
		TEST(test_forwarded_counts_only_from_proxies),
		TEST_ON(start_behind_proxy, test_forwarded),
	};
	int descriptor = mkstemp(file);
	if (descriptor < 0 || write(descriptor, "0123456789", 10) != 10)
		return 1;
	close(descriptor);
	int failed = cmocka_run_group_tests_name("http", tests, NULL, NULL);
	unlink(file);
	return failed;
}
