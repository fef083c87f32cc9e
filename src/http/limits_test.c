/* What a server takes at once, and how it stops: the queue, the limits of each client, the options that it refuses. */
#include "http/http.h"

#include "tests/http_client.h"
#include "tests/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <unistd.h>

static struct http_server *server;
static unsigned port;
static _Atomic bool released;
static _Atomic unsigned held;

/* "/hold" is answered when the test says so. */
static void handle(void *state, struct http_request *request, struct http_response *response)
{
	(void)state;
	if (text_equal(request->path, TEXT("/hold"))) {
		atomic_fetch_add(&held, 1);
		while (!atomic_load(&released))
			usleep(1000);
	} else {
		buffer_add(&response->body, TEXT("hello"));
	}
}

static size_t no_bodies(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method, (void)path;
	return 0;
}

static int start(struct http_options options)
{
	struct text why = TEXT_NONE;
	options.listen = TEXT("127.0.0.1:0");
	options.handle = handle;
	options.body_rule = no_bodies;
	atomic_store(&released, false);
	atomic_store(&held, 0);
	if (http_start(&options, &server, &why) != DONE)
		return -1;
	port = http_port(server);
	return 0;
}

static int start_plain(void **state)
{
	(void)state;
	return start((struct http_options){.workers = 4});
}

static int start_behind_proxy(void **state)
{
	(void)state;
	return start((struct http_options){.workers = 4, .trusted_proxies = TEXT("127.0.0.0/8"), .per_client = 2});
}

static int start_small(void **state)
{
	(void)state;
	return start((struct http_options){.workers = 1, .queue = 2});
}

static int start_few(void **state)
{
	(void)state;
	return start((struct http_options){.workers = 2, .per_client = 3});
}

static int stop(void **state)
{
	(void)state;
	atomic_store(&released, true);
	return server == NULL || http_stop(server, 60) ? 0 : -1;
}

static void assert_answer(struct http_reply reply, int status, struct text body)
{
	assert_int_equal(reply.status, status);
	assert_int_equal(reply.body.size, body.size);
	if (body.size > 0)
		assert_memory_equal(reply.body.at, body.at, body.size);
	http_reply_free(&reply);
}

#define REQUEST(first, rest) TEXT(first " HTTP/1.1\r\nHost: test\r\n" rest "\r\n")

static void read_and_assert(struct http_client *client, int status, struct text body)
{
	struct http_reply reply;
	http_client_read(client, false, &reply);
	assert_answer(reply, status, body);
}

static void hold(struct http_client *clients, unsigned count, struct text request)
{
	for (unsigned i = 0; i < count; i++) {
		http_client_open(&clients[i], port);
		http_client_send(&clients[i], request);
	}
}

static void let_go(struct http_client *clients, unsigned count)
{
	atomic_store(&released, true);
	for (unsigned i = 0; i < count; i++) {
		read_and_assert(&clients[i], 200, TEXT(""));
		http_client_close(&clients[i]);
	}
}

static void wait_for_held(unsigned count)
{
	while (atomic_load(&held) < count)
		usleep(1000);
}

/* Behind a proxy the limit is on the client's requests, not on the proxy's connections. */
static void test_limit_of_a_forwarded_client(void **state)
{
	(void)state;
	struct http_client clients[4];
	hold(clients, 2, REQUEST("GET /hold", "X-Forwarded-For: 1.1.1.1\r\n"));
	hold(clients + 2, 2, REQUEST("GET /hold", "X-Forwarded-For: 2.2.2.2\r\n"));
	wait_for_held(4);
	assert_answer(http_client_ask(port, REQUEST("GET /hello", "X-Forwarded-For: 1.1.1.1\r\n")), 429,
		      TEXT("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429}\n"));
	let_go(clients, 4);
	assert_answer(http_client_ask(port, REQUEST("GET /hello", "X-Forwarded-For: 1.1.1.1\r\n")), 200, TEXT("hello"));
}

static void test_limit_of_a_direct_client(void **state)
{
	(void)state;
	struct http_client clients[4];
	for (int i = 0; i < 3; i++) {
		http_client_open(&clients[i], port);
		http_client_send(&clients[i], REQUEST("GET /hello", ""));
		read_and_assert(&clients[i], 200, TEXT("hello"));
	}
	http_client_open(&clients[3], port);
	http_client_send(&clients[3], REQUEST("GET /hello", "")); /* what is only silent is cut as well, later */
	assert_true(http_client_ended(&clients[3]));
	for (int i = 0; i < 4; i++)
		http_client_close(&clients[i]);
}

/* One is worked on, two wait; the next is told so at once, and may try again on the same connection. */
static void test_full_queue(void **state)
{
	(void)state;
	struct http_client clients[3], other;
	hold(clients, 1, REQUEST("GET /hold", ""));
	wait_for_held(1);
	hold(clients + 1, 2, REQUEST("GET /hold", ""));
	while (http_count(server).requests < 3)
		usleep(1000);
	http_client_open(&other, port);
	http_client_send(&other, REQUEST("GET /hello", ""));
	read_and_assert(&other, 503,
			TEXT("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}\n"));
	let_go(clients, 3);
	http_client_send(&other, REQUEST("GET /hello", ""));
	read_and_assert(&other, 200, TEXT("hello"));
	http_client_close(&other);
}

static void *release_soon(void *state)
{
	(void)state;
	usleep(100000);
	atomic_store(&released, true);
	return NULL;
}

/* A running request is answered, though the server is being stopped. */
static void test_graceful_stop(void **state)
{
	(void)state;
	struct http_client clients[1];
	pthread_t releaser;
	hold(clients, 1, REQUEST("GET /hold", ""));
	wait_for_held(1);
	pthread_create(&releaser, NULL, release_soon, NULL);
	assert_true(http_stop(server, 60));
	server = NULL;
	pthread_join(releaser, NULL);
	struct http_reply reply;
	http_client_read(&clients[0], false, &reply);
	ASSERT_TEXT(http_reply_header(&reply, TEXT("Connection")), TEXT("close"));
	assert_answer(reply, 200, TEXT(""));
	assert_true(http_client_ended(&clients[0]));
	http_client_close(&clients[0]);
}

/* What still runs after the time is told, and nothing is taken from under it. */
static void test_stop_that_takes_too_long(void **state)
{
	(void)state;
	struct http_client clients[1];
	hold(clients, 1, REQUEST("GET /hold", ""));
	wait_for_held(1);
	assert_false(http_stop(server, 0));
	let_go(clients, 1);
}

/* As a connection ends: the library's threads and the one that stops them meet at the listener. */
static void test_stop_while_a_client_leaves(void **state)
{
	for (int i = 0; i < 200; i++) {
		struct http_client client;
		assert_int_equal(start_plain(state), 0);
		http_client_open(&client, port);
		http_client_send(&client, REQUEST("GET /", ""));
		read_and_assert(&client, 200, TEXT("hello"));
		http_client_close(&client);
		assert_true(http_stop(server, 60));
	}
	server = NULL;
}

/* What decides that meeting: whoever takes the listener out of a set second finds it gone. */
static void test_out_of_a_set_twice(void **state)
{
	int set = epoll_create1(EPOLL_CLOEXEC), ends[2];
	struct epoll_event event = {.events = EPOLLIN};
	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event), 0);
	assert_int_equal(epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(epoll_ctl(set, EPOLL_CTL_DEL, ends[0], NULL), 0);
	assert_int_equal(epoll_ctl(set, EPOLL_CTL_DEL, ends[0], NULL), 0);
	assert_int_equal(epoll_ctl(set, EPOLL_CTL_MOD, ends[0], &event), -1);
	assert_int_equal(errno, ENOENT);
	close(ends[0]);
	close(ends[1]);
	close(set);
}

static void test_wrong_options(void **state)
{
	(void)state;
	struct http_server *none;
	struct text why;
	static const char *const listens[] = {"", "8080", "localhost:8080", "127.0.0.1", "127.0.0.1:x", "[::1:80"};
	for (size_t i = 0; i < sizeof(listens) / sizeof(*listens); i++) {
		struct http_options options = {.listen = text_of(listens[i]), .workers = 1};
		assert_int_equal(http_start(&options, &none, &why), INVALID);
	}
	static const char *const proxies[] = {"x", "10.0.0.0/33", "10.0.0.1/8", "::1/129", "10.0.0.0/-1", "10.0.0.0/"};
	for (size_t i = 0; i < sizeof(proxies) / sizeof(*proxies); i++) {
		struct http_options options = {.listen = TEXT("127.0.0.1:0"), .trusted_proxies = text_of(proxies[i])};
		assert_int_equal(http_start(&options, &none, &why), INVALID);
	}
}

#define TEST(start, test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(start_behind_proxy, test_limit_of_a_forwarded_client),
		TEST(start_few, test_limit_of_a_direct_client),
		TEST(start_small, test_full_queue),
		TEST(start_plain, test_graceful_stop),
		TEST(start_plain, test_stop_that_takes_too_long),
		cmocka_unit_test(test_stop_while_a_client_leaves),
		cmocka_unit_test(test_out_of_a_set_twice),
		cmocka_unit_test(test_wrong_options),
	};
	return cmocka_run_group_tests_name("http limits", tests, NULL, NULL);
}
