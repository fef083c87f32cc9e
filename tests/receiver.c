/* The server that tests let be called; see receiver.h. */
#include "tests/receiver.h"

#include "tests/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define REQUEST_MOST 65536
#define OK_ANSWER    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nthanks"

/* Up to the end of the body that Content-Length tells of. */
static size_t read_request(int from, char *to)
{
	size_t size = 0, whole = SIZE_MAX;
	while (size < REQUEST_MOST - 1 && size < whole) {
		ssize_t got = read(from, to + size, REQUEST_MOST - 1 - size);
		if (got <= 0)
			break;
		size += (size_t)got;
		to[size] = '\0';
		const char *end = strstr(to, "\r\n\r\n"), *length = strcasestr(to, "\r\nContent-Length: ");
		if (end)
			whole = (size_t)(end - to) + 4 + (length ? strtoul(length + 18, NULL, 10) : 0);
	}
	return size;
}

static void write_endless(int to)
{
	char piece[4096];
	memset(piece, 'x', sizeof piece);
	while (send(to, piece, sizeof piece, MSG_NOSIGNAL) > 0)
		;
}

static void answer_one(struct receiver *receiver, int connection)
{
	char *request = calloc(1, REQUEST_MOST);
	size_t size = read_request(connection, request);
	pthread_mutex_lock(&receiver->lock);
	if (size && receiver->count < RECEIVER_MOST)
		receiver->got[receiver->count++] = text_copy(receiver->arena, (struct text){request, size});
	const char *answer = receiver->answer;
	bool endless = receiver->endless;
	pthread_mutex_unlock(&receiver->lock);
	free(request);
	if (answer)
		(void)!send(connection, answer, strlen(answer), MSG_NOSIGNAL);
	if (answer && endless)
		write_endless(connection);
	/* Held until the caller has had enough. */
	char rest[64];
	while (!answer && read(connection, rest, sizeof rest) > 0)
		;
	close(connection);
}

static void *serve(void *state)
{
	struct receiver *receiver = state;
	for (;;) {
		int connection = accept(receiver->listening, NULL, NULL);
		if (connection < 0)
			return NULL;
		answer_one(receiver, connection);
	}
}

void receiver_start(struct receiver *receiver)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof at;
	memset(receiver, 0, sizeof *receiver);
	receiver->arena = arena_open(SIZE_MAX);
	receiver->answer = OK_ANSWER;
	receiver->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(receiver->listening, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(receiver->listening, 16), 0);
	assert_int_equal(getsockname(receiver->listening, (struct sockaddr *)&at, &size), 0);
	receiver->port = ntohs(at.sin_port);
	pthread_mutex_init(&receiver->lock, NULL);
	assert_int_equal(pthread_create(&receiver->thread, NULL, serve, receiver), 0);
}

void receiver_stop(struct receiver *receiver)
{
	shutdown(receiver->listening, SHUT_RDWR);
	pthread_join(receiver->thread, NULL);
	close(receiver->listening);
	pthread_mutex_destroy(&receiver->lock);
	arena_close(receiver->arena);
}

void receiver_answer(struct receiver *receiver, const char *answer)
{
	pthread_mutex_lock(&receiver->lock);
	receiver->answer = answer;
	pthread_mutex_unlock(&receiver->lock);
}

size_t receiver_count(struct receiver *receiver)
{
	pthread_mutex_lock(&receiver->lock);
	size_t count = receiver->count;
	pthread_mutex_unlock(&receiver->lock);
	return count;
}

struct text receiver_got(struct receiver *receiver, size_t number)
{
	assert_true(number >= 1 && number <= receiver_count(receiver));
	return receiver->got[number - 1];
}

struct text receiver_header(struct text request, const char *name)
{
	struct text rest = text_slice(request, 0, text_find(request, TEXT("\r\n\r\n"), 0)), line;
	size_t size = strlen(name);
	while (text_next(&rest, '\n', &line))
		if (line.size > size && line.at[size] == ':' && strncasecmp(line.at, name, size) == 0)
			return text_trim(text_slice(line, size + 1, SIZE_MAX));
	return TEXT_NONE;
}

struct text receiver_body(struct text request)
{
	return text_slice(request, text_find(request, TEXT("\r\n\r\n"), 0) + 4, SIZE_MAX);
}

struct text receiver_url(struct receiver *receiver, const char *path)
{
	return text_format(receiver->arena, "http://127.0.0.1:%u%s", receiver->port, path);
}
