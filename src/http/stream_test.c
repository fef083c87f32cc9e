/* Event streams: sent to from another thread, kept alive, noticed when the client goes, ended when the server stops. */
#include "http/http.h"

#include "tests/http_client.h"
#include "tests/unit.h"

#include <pthread.h>
#include <unistd.h>

#define BEAT_MS 100

static struct http_server *server;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the stream */
static struct http_stream *stream;

static void forget(void *state, struct http_stream *closed)
{
	(void)state;
	pthread_mutex_lock(&lock);
	if (stream == closed)
		stream = NULL;
	pthread_mutex_unlock(&lock);
}

static void handle(void *state, struct http_request *request, struct http_response *response)
{
	(void)state, (void)request;
	http_set_header(response, TEXT("Content-Type"), TEXT("text/event-stream"));
	pthread_mutex_lock(&lock);
	stream = http_stream_open(response, forget, NULL);
	pthread_mutex_unlock(&lock);
}

static bool is_open(void)
{
	pthread_mutex_lock(&lock);
	bool open = stream != NULL;
	pthread_mutex_unlock(&lock);
	return open;
}

static void wait_until(bool open)
{
	for (int i = 0; i < 60000 && is_open() != open; i++)
		usleep(1000);
	assert_int_equal(is_open(), open);
}

static bool send_event(struct text event)
{
	pthread_mutex_lock(&lock);
	bool sent = stream != NULL && http_stream_send(stream, event);
	pthread_mutex_unlock(&lock);
	return sent;
}

static size_t no_bodies(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method, (void)path;
	return 0;
}

/* One worker: were a stream to hold it, nothing else would be answered. */
static int start(void **state)
{
	(void)state;
	struct text why;
	struct http_options options = {
		.listen = TEXT("127.0.0.1:0"), .workers = 1, .beat_ms = BEAT_MS, .handle = handle};
	options.body_rule = no_bodies;
	return http_start(&options, &server, &why) == DONE ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	return server == NULL || http_stop(server, 60) ? 0 : -1;
}

static void ask(struct http_client *client)
{
	http_client_open(client, http_port(server));
	http_client_send(client, TEXT("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
	wait_until(true);
}

static void test_events_arrive_in_order(void **state)
{
	(void)state;
	struct http_client client;
	struct http_reply reply;
	ask(&client);
	for (int i = 0; i < 1000; i++)
		assert_true(send_event(TEXT("data: 0123456789\n\n")));
	pthread_mutex_lock(&lock);
	http_stream_end(stream);
	pthread_mutex_unlock(&lock);
	http_client_read(&client, false, &reply);
	assert_int_equal(reply.status, 200);
	ASSERT_TEXT(http_reply_header(&reply, TEXT("Content-Type")), TEXT("text/event-stream"));
	size_t events = 0;
	for (size_t at = 0; (at = text_find(http_reply_body(&reply), TEXT("data: 0123456789\n\n"), at)) != SIZE_MAX;
	     at++)
		events++;
	assert_int_equal(events, 1000);
	wait_until(false);
	http_reply_free(&reply);
	http_client_close(&client);
}

static void test_two_streams_on_one_worker(void **state)
{
	(void)state;
	struct http_client first, second;
	ask(&first);
	forget(NULL, stream);
	ask(&second);
	assert_true(send_event(TEXT("data: x\n\n")));
	http_client_close(&first);
	http_client_close(&second);
	wait_until(false);
}

static void test_client_that_goes_is_noticed(void **state)
{
	(void)state;
	struct http_client client;
	ask(&client);
	http_client_close(&client);
	wait_until(false);
	assert_false(send_event(TEXT("data: x\n\n")));
}

/* What the client does not read is bounded. */
static void test_client_that_does_not_read(void **state)
{
	(void)state;
	static char piece[65536];
	struct http_client client;
	ask(&client);
	unsigned sent = 0;
	while (sent < 10000 && send_event((struct text){piece, sizeof(piece)}))
		sent++;
	assert_true(sent < 10000);
	http_client_close(&client);
	wait_until(false);
}

static void test_stop_ends_streams(void **state)
{
	(void)state;
	struct http_client client;
	struct http_reply reply;
	ask(&client);
	assert_true(http_stop(server, 60));
	server = NULL;
	assert_false(is_open());
	http_client_read(&client, false, &reply);
	assert_int_equal(reply.status, 200);
	http_reply_free(&reply);
	http_client_close(&client);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_events_arrive_in_order),      TEST(test_two_streams_on_one_worker),
		TEST(test_client_that_goes_is_noticed), TEST(test_client_that_does_not_read),
		TEST(test_stop_ends_streams),
	};
	return cmocka_run_group_tests_name("streams", tests, NULL, NULL);
}
