/* Slow and silent connections are cut, and others do not notice them. Deadlines are shortened; what must be cut is
 * waited for longer than any machine needs, and what must not be cut stays well within them.
 */
#include "http/http.h"

#include "base/instant.h"
#include "tests/http_client.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER_MS  1000
#define SLOW_MS    1000
#define LONG_MS    60000
#define PATIENT_MS 5000
#define MS         INT64_C(1000000)
#define LARGE      (12u << 20)

static struct http_server *server;
static unsigned port;

static void handle(void *state, struct http_request *request, struct http_response *response)
{
	(void)state;
	size_t size = text_equal(request->path, TEXT("/large")) ? LARGE : 2;
	char *room = buffer_reserve(&response->body, size);
	memset(room, 'o', size);
	buffer_grew(&response->body, size);
	if (text_equal(request->path, TEXT("/wait")))
		usleep(2 * SLOW_MS * 1000);
}

static size_t body_limit(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method, (void)path;
	return LARGE;
}

static int start_with(unsigned header_ms, unsigned slow_ms)
{
	struct text why;
	struct http_options options = {.listen = TEXT("127.0.0.1:0"),
				       .workers = 4,
				       .header_ms = header_ms,
				       .slow_ms = slow_ms,
				       .handle = handle,
				       .body_rule = body_limit};
	if (http_start(&options, &server, &why) != DONE)
		return -1;
	port = http_port(server);
	return 0;
}

static int start(void **state)
{
	(void)state;
	return start_with(HEADER_MS, SLOW_MS);
}

static int start_patient(void **state)
{
	(void)state;
	return start_with(PATIENT_MS, PATIENT_MS);
}

static int stop(void **state)
{
	(void)state;
	return http_stop(server, 60) ? 0 : -1;
}

static void assert_ok(struct http_client *client)
{
	struct http_reply reply;
	http_client_read(client, false, &reply);
	assert_int_equal(reply.status, 200);
	http_reply_free(&reply);
}

/* One byte each 20 ms until the other side closes; milliseconds that it took. */
static int64_t drip(struct http_client *client)
{
	int64_t start_ns = monotonic_ns();
	client->wait_ms = 20;
	while (http_client_send(client, TEXT("x")) && !http_client_ended(client) &&
	       monotonic_ns() - start_ns < LONG_MS * MS)
		;
	return (monotonic_ns() - start_ns) / MS;
}

static void test_dripping_header(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("GET / HTTP/1.1\r\nHost: a\r\nX: "));
	assert_in_range(drip(&client), HEADER_MS / 2, LONG_MS - 1);
	assert_int_equal(http_count(server).cut, 1);
	http_client_close(&client);
}

static void test_silent_connection(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

/* The time for a header begins again with the end of each response, not with the connection. */
static void test_keep_alive_has_its_own_time(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	for (int i = 0; i < 4; i++) {
		http_client_send(&client, TEXT("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
		assert_ok(&client);
		usleep(HEADER_MS * 300);
	}
	assert_true(http_client_ended(&client));
	http_client_close(&client);
}

static void test_dripping_body(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n"));
	assert_in_range(drip(&client), SLOW_MS / 2, LONG_MS - 1);
	http_client_close(&client);
}

/* An upload that takes long because it is large goes on. */
static void test_steady_body(void **state)
{
	(void)state;
	static char piece[8192];
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 819200\r\n\r\n"));
	for (int i = 0; i < 100; i++) {
		assert_true(http_client_send(&client, (struct text){piece, sizeof(piece)}));
		usleep(3 * SLOW_MS * 10);
	}
	assert_ok(&client);
	http_client_close(&client);
}

static void test_handler_may_take_its_time(void **state)
{
	(void)state;
	struct http_client client;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
	assert_ok(&client);
	http_client_close(&client);
}

static void ask_large(struct http_client *client)
{
	int small = 4096;
	http_client_open(client, port);
	setsockopt(client->descriptor, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	http_client_send(client, TEXT("GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
}

static void test_slow_reader(void **state)
{
	(void)state;
	struct http_client client;
	char byte;
	int64_t start_ns = monotonic_ns();
	ask_large(&client);
	while (http_count(server).cut == 0 && monotonic_ns() - start_ns < LONG_MS * MS) {
		assert_int_equal(recv(client.descriptor, &byte, 1, 0), 1);
		usleep(20000);
	}
	assert_in_range((monotonic_ns() - start_ns) / MS, SLOW_MS / 2, LONG_MS - 1);
	http_client_close(&client);
}

/* So does a download. */
static void test_steady_reader(void **state)
{
	(void)state;
	struct http_client client;
	static char piece[LARGE / 40];
	size_t came = 0;
	ssize_t got = 1;
	http_client_open(&client, port);
	http_client_send(&client, TEXT("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
	for (; got > 0; came += (size_t)got) {
		got = recv(client.descriptor, piece, sizeof(piece), MSG_WAITALL);
		usleep(3 * SLOW_MS * 1000 / 40);
	}
	assert_true(got == 0 && came > LARGE);
	http_client_close(&client);
}

/* A refusal is read by the other side although it goes on sending, and then the connection ends all the same. */
static void check_lingering(struct text request, int status)
{
	static char piece[65536];
	struct http_client client;
	struct http_reply reply;
	http_client_open(&client, port);
	http_client_send(&client, request);
	for (int i = 0; i < 50; i++)
		assert_true(http_client_send(&client, (struct text){piece, sizeof(piece)}));
	int64_t start_ns = monotonic_ns();
	http_client_read(&client, false, &reply);
	assert_int_equal(reply.status, status);
	http_reply_free(&reply);
	while (http_client_send(&client, TEXT("x")) && monotonic_ns() - start_ns < LONG_MS * MS)
		usleep(20000);
	assert_in_range((monotonic_ns() - start_ns) / MS, 1000, LONG_MS - 1);
	http_client_close(&client);
}

static void test_refused_ones_linger(void **state)
{
	(void)state;
	check_lingering(TEXT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n"), 413);
	check_lingering(TEXT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"), 400);
}

/* Two hundred that drip headers, bodies, or do not read; requests are answered while they are still there. */
static void test_crowd_of_slow_ones(void **state)
{
	(void)state;
	static struct http_client slow[200];
	struct http_client client;
	for (int i = 0; i < 200; i++) {
		if (i % 20 == 0) {
			ask_large(&slow[i]);
		} else {
			http_client_open(&slow[i], port);
			http_client_send(&slow[i],
					 i % 2 == 0 ? TEXT("GET / HTTP/1.1\r\nHo")
						    : TEXT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"));
		}
	}
	http_client_open(&client, port);
	for (int i = 0; i < 100; i++) {
		http_client_send(&client, TEXT("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
		assert_ok(&client);
	}
	assert_in_range(http_count(server).cut, 0, 199);
	int64_t start_ns = monotonic_ns();
	while (http_count(server).cut < 201 && monotonic_ns() - start_ns < LONG_MS * MS)
		usleep(20000);
	assert_int_equal(http_count(server).cut, 201);
	for (int i = 0; i < 200; i++)
		http_client_close(&slow[i]);
	http_client_close(&client);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_dripping_header),
		TEST(test_silent_connection),
		TEST(test_keep_alive_has_its_own_time),
		TEST(test_dripping_body),
		TEST(test_steady_body),
		TEST(test_handler_may_take_its_time),
		TEST(test_slow_reader),
		TEST(test_steady_reader),
		TEST(test_refused_ones_linger),
		cmocka_unit_test_setup_teardown(test_crowd_of_slow_ones, start_patient, stop),
	};
	return cmocka_run_group_tests_name("slow", tests, NULL, NULL);
}
