/* Holding a stream open and waiting for words in it. */
#include "tests/listening.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MS 6000

void listening_start(struct listening *listening, const struct visitor *visitor, unsigned port, const char *topics)
{
	*listening = (struct listening){.came = buffer_make(1 << 20)};
	http_client_open(&listening->client, port);
	assert_true(http_client_send(&listening->client,
				     text_format(visitor->site->arena,
						 "GET /admin/live?topic=%s HTTP/1.1\r\nHost: localhost:%u\r\n"
						 "Cookie: %.*s\r\n\r\n",
						 topics, port, TEXT_ARG(visitor->cookies))));
}

void listening_stop(struct listening *listening)
{
	http_client_close(&listening->client);
	buffer_free(&listening->came);
}

bool listening_hears(struct listening *listening, const char *words)
{
	int64_t until = monotonic_ns() + WAIT_MS * INT64_C(1000000);
	char room[4096];
	while (text_find(buffer_text(&listening->came), text_of(words), 0) == SIZE_MAX) {
		struct pollfd polled = {.fd = listening->client.descriptor, .events = POLLIN};
		if (listening->ended || monotonic_ns() > until)
			return false;
		if (poll(&polled, 1, 100) <= 0)
			continue;
		ssize_t size = recv(polled.fd, room, sizeof room, 0);
		listening->ended = size <= 0;
		if (size > 0)
			buffer_add_bytes(&listening->came, room, (size_t)size);
	}
	buffer_clear(&listening->came);
	return true;
}

bool listening_ends(struct listening *listening)
{
	return listening_hears(listening, "0\r\n\r\n") || listening->ended;
}
