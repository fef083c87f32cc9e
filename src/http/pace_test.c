/* Answers that leave at even moments, over the socket. Lower bounds are exact; of upper ones a busy machine knows none.
 */
#include "http/http.h"

#include "base/instant.h"
#include "tests/http_client.h"
#include "tests/unit.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define MS      INT64_C(1000000)
#define PACE_MS 200
#define LONG_MS 600000

static struct http_server *server;

/* /quick at once, /paced and /late at the pace, /long far away. */
static void handle(void *state, struct http_request *request, struct http_response *response)
{
	(void)state;
	buffer_add(&response->body, TEXT("ok"));
	if (text_equal(request->path, TEXT("/late")))
		usleep((PACE_MS + 1) * 1000);
	if (!text_equal(request->path, TEXT("/quick")))
		response->pace_ms = text_equal(request->path, TEXT("/long")) ? LONG_MS : PACE_MS;
}

static size_t no_body(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method, (void)path;
	return 0;
}

/* One worker: whoever waited would keep all others waiting. */
static int start(void **state)
{
	struct text why;
	const struct http_options options = {
		.listen = TEXT("127.0.0.1:0"), .workers = 1, .handle = handle, .body_rule = no_body};
	(void)state;
	return http_start(&options, &server, &why) == DONE ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	return http_stop(server, 60) ? 0 : -1;
}

static void ask(struct http_client *client, const char *path)
{
	char request[100];
	int size = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);
	http_client_open(client, http_port(server));
	assert_true(http_client_send(client, (struct text){request, (size_t)size}));
}

/* Milliseconds since `begun`. */
static int64_t answered_after(struct http_client *client, int64_t begun)
{
	struct http_reply reply;
	http_client_read(client, false, &reply);
	assert_int_equal(reply.status, 200);
	http_reply_free(&reply);
	http_client_close(client);
	return (monotonic_ns() - begun) / MS;
}

static void an_answer_leaves_at_the_next_full_pace(void **state)
{
	struct http_client client;
	int64_t begun = monotonic_ns();
	(void)state;
	ask(&client, "/paced");
	assert_true(answered_after(&client, begun) >= PACE_MS);
	begun = monotonic_ns();
	ask(&client, "/late");
	assert_true(answered_after(&client, begun) >= 2 * PACE_MS);
}

static void who_waits_for_the_pace_holds_no_worker_and_the_shorter_wait_ends_first(void **state)
{
	struct http_client far, near, quick;
	int64_t begun = monotonic_ns();
	(void)state;
	ask(&far, "/long");
	ask(&near, "/paced");
	ask(&quick, "/quick");
	assert_true(answered_after(&quick, begun) < LONG_MS);
	assert_true(answered_after(&near, begun) < LONG_MS);
	/* The server is stopped with one that waits: http_stop() lets it go. */
	http_client_close(&far);
}

static void *stop_server(void *state)
{
	(void)state;
	return http_stop(server, 60) ? server : NULL;
}

static void a_server_that_stops_lets_all_go(void **state)
{
	struct http_client client, quick;
	pthread_t stopper;
	void *stopped;
	int64_t begun = monotonic_ns();
	(void)state;
	ask(&client, "/long");
	while (http_count(server).requests == 0)
		usleep(1000);
	/* Behind it at the only worker: once that is answered, the other waits for the pace. */
	ask(&quick, "/quick");
	(void)answered_after(&quick, begun);
	assert_int_equal(pthread_create(&stopper, NULL, stop_server, NULL), 0);
	assert_true(answered_after(&client, begun) < LONG_MS);
	pthread_join(stopper, &stopped);
	assert_ptr_equal(stopped, server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_answer_leaves_at_the_next_full_pace, start, stop),
		cmocka_unit_test_setup_teardown(who_waits_for_the_pace_holds_no_worker_and_the_shorter_wait_ends_first,
						start, stop),
		cmocka_unit_test_setup(a_server_that_stops_lets_all_go, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
