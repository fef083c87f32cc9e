/* Sending as told, reading one response with its length or chunks. */
#include "tests/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REPLY_MOST (256u << 20)

void http_client_open(struct http_client *client, unsigned port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	*client = (struct http_client){.came = buffer_make(REPLY_MOST), .wait_ms = 60000};
	client->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(client->descriptor, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	if (client->descriptor < 0 || connect(client->descriptor, (struct sockaddr *)&to, sizeof(to)) != 0) {
		perror("http_client_open");
		abort();
	}
}

void http_client_close(struct http_client *client)
{
	close(client->descriptor);
	client->descriptor = -1;
	buffer_free(&client->came);
}

bool http_client_send(struct http_client *client, struct text bytes)
{
	while (bytes.size > 0) {
		ssize_t sent = send(client->descriptor, bytes.at, bytes.size, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		bytes = text_slice(bytes, (size_t)sent, SIZE_MAX);
	}
	return true;
}

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* More bytes; false at the end, after the silence, and of a stream that nobody ends. */
static bool receive(struct http_client *client)
{
	struct pollfd wait = {.fd = client->descriptor, .events = POLLIN};
	char bytes[65536];
	if (now_ms() > client->until_ms || poll(&wait, 1, client->wait_ms) <= 0)
		return false;
	ssize_t got = recv(client->descriptor, bytes, sizeof(bytes), 0);
	if (got <= 0)
		return false;
	buffer_add_bytes(&client->came, bytes, (size_t)got);
	return true;
}

/* Moves `size` bytes from what came to `to`, waiting for them. */
static bool take(struct http_client *client, size_t size, struct buffer *to)
{
	while (client->came.size < size)
		if (!receive(client))
			return false;
	if (size == 0)
		return true;
	buffer_add_bytes(to, client->came.at, size);
	client->came.size -= size;
	memmove(client->came.at, client->came.at + size, client->came.size);
	return true;
}

/* Moves all up to and with `end`. */
static bool take_until(struct http_client *client, struct text end, struct buffer *to)
{
	size_t at;
	while ((at = text_find(buffer_text(&client->came), end, 0)) == SIZE_MAX)
		if (!receive(client))
			return false;
	return take(client, at + end.size, to);
}

static bool take_chunks(struct http_client *client, struct buffer *to)
{
	for (;;) {
		struct buffer line = buffer_make(1024);
		bool took = take_until(client, TEXT("\r\n"), &line);
		buffer_add_char(&line, '\0');
		size_t size = took ? strtoul(line.at, NULL, 16) : 0;
		buffer_free(&line);
		struct buffer end = buffer_make(2);
		took = took && take(client, size, to) && take(client, 2, &end);
		buffer_free(&end);
		if (!took || size == 0)
			return took;
	}
}

static bool take_body(struct http_client *client, struct http_reply *reply)
{
	int64_t size;
	if (text_equal(http_reply_header(reply, TEXT("transfer-encoding")), TEXT("chunked")))
		return take_chunks(client, &reply->body);
	if (text_to_number(http_reply_header(reply, TEXT("content-length")), &size))
		return take(client, (size_t)size, &reply->body);
	while (receive(client))
		;
	return take(client, client->came.size, &reply->body);
}

bool http_client_read(struct http_client *client, bool bodiless, struct http_reply *ret_reply)
{
	*ret_reply = (struct http_reply){.head = buffer_make(REPLY_MOST), .body = buffer_make(REPLY_MOST)};
	int status;
	client->until_ms = now_ms() + 2 * (int64_t)client->wait_ms;
	do {
		buffer_clear(&ret_reply->head);
		if (!take_until(client, TEXT("\r\n\r\n"), &ret_reply->head))
			return false;
		status = ret_reply->head.size > 12 ? atoi(ret_reply->head.at + strlen("HTTP/1.1 ")) : 0;
	} while (status >= 100 && status < 200);
	bool whole = bodiless || status == 204 || status == 304 || take_body(client, ret_reply);
	ret_reply->status = whole ? status : 0;
	return whole;
}

bool http_client_ended(struct http_client *client)
{
	struct pollfd wait = {.fd = client->descriptor, .events = POLLIN};
	char byte;
	return client->came.size == 0 && poll(&wait, 1, client->wait_ms) > 0 &&
	       recv(client->descriptor, &byte, 1, 0) <= 0;
}

struct text http_reply_header(const struct http_reply *reply, struct text name)
{
	struct text rest = buffer_text(&reply->head), line;
	while (text_next(&rest, '\n', &line)) {
		if (line.size > name.size && line.at[name.size] == ':' && strncasecmp(line.at, name.at, name.size) == 0)
			return text_trim(text_slice(line, name.size + 1, SIZE_MAX));
	}
	return TEXT_NONE;
}

struct text http_reply_body(const struct http_reply *reply)
{
	return buffer_text(&reply->body);
}

void http_reply_free(struct http_reply *reply)
{
	buffer_free(&reply->head);
	buffer_free(&reply->body);
}

struct http_reply http_client_ask(unsigned port, struct text request)
{
	struct http_client client;
	struct http_reply reply;
	http_client_open(&client, port);
	http_client_send(&client, request);
	http_client_read(&client, text_starts(request, TEXT("HEAD ")), &reply);
	http_client_close(&client);
	return reply;
}
