/* Responses that stay open. A stream without bytes to send is suspended in the library and costs no thread; sending
 * resumes it.
 *
 * A stream belongs to the library's response, which frees it when its connection has ended. `lock` of the streams
 * guards the list and is taken before that of a stream.
 */
#include "http/server.h"

#include "base/instant.h"

#include <stdlib.h>
#include <string.h>

struct http_stream {
	struct streams *all;
	struct http_stream *next, *previous;
	struct MHD_Connection *connection; /* NULL until the answer has been made */
	http_stream_closed *closed;
	void *state;
	pthread_mutex_t lock; /* of what follows */
	struct buffer waiting;
	bool suspended, ended;
};

struct streams {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t beater;
	bool closing;
	unsigned beat_ms;
	struct http_stream *first;
};

/* One stream ------------------------------------------------------------------------------------------------------ */

struct http_stream *http_stream_open(struct http_response *response, http_stream_closed *closed, void *state)
{
	struct http_stream *stream = calloc(1, sizeof(*stream));
	if (stream == NULL)
		return NULL;
	stream->closed = closed;
	stream->state = state;
	stream->waiting = buffer_make(HTTP_STREAM_MOST);
	pthread_mutex_init(&stream->lock, NULL);
	response->stream = stream;
	return stream;
}

/* Under the stream's lock. */
static void wake(struct http_stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	MHD_resume_connection(stream->connection);
}

bool http_stream_send(struct http_stream *stream, struct text bytes)
{
	pthread_mutex_lock(&stream->lock);
	if (!stream->ended)
		buffer_add(&stream->waiting, bytes);
	if (buffer_failed(&stream->waiting))
		stream->ended = true;
	bool queued = !stream->ended;
	wake(stream);
	pthread_mutex_unlock(&stream->lock);
	return queued;
}

void http_stream_end(struct http_stream *stream)
{
	pthread_mutex_lock(&stream->lock);
	stream->ended = true;
	wake(stream);
	pthread_mutex_unlock(&stream->lock);
}

/* The library asks for bytes, on the thread of the connection. */
static ssize_t read_stream(void *state, uint64_t position, char *room, size_t size)
{
	struct http_stream *stream = state;
	(void)position;
	pthread_mutex_lock(&stream->lock);
	struct buffer *waiting = &stream->waiting;
	ssize_t given = (ssize_t)(waiting->size < size ? waiting->size : size);
	if (given > 0) {
		memcpy(room, waiting->at, (size_t)given);
		waiting->size -= (size_t)given;
		memmove(waiting->at, waiting->at + given, waiting->size);
	} else if (stream->ended) {
		given = MHD_CONTENT_READER_END_OF_STREAM;
	} else {
		stream->suspended = true;
		MHD_suspend_connection(stream->connection);
	}
	pthread_mutex_unlock(&stream->lock);
	return given;
}

/* The response is gone, and with it the connection or its interest. */
static void free_stream(void *state)
{
	struct http_stream *stream = state;
	struct streams *streams = stream->all;
	pthread_mutex_lock(&streams->lock);
	if (stream->next != NULL)
		stream->next->previous = stream->previous;
	if (stream->previous != NULL)
		stream->previous->next = stream->next;
	else
		streams->first = stream->next;
	pthread_mutex_unlock(&streams->lock);
	stream->closed(stream->state, stream);
	buffer_free(&stream->waiting);
	pthread_mutex_destroy(&stream->lock);
	free(stream);
}

struct MHD_Response *stream_answer(struct http_stream *stream, struct streams *streams,
				   struct MHD_Connection *connection)
{
	stream->all = streams;
	stream->connection = connection;
	pthread_mutex_lock(&streams->lock);
	stream->next = streams->first;
	if (stream->next != NULL)
		stream->next->previous = stream;
	streams->first = stream;
	pthread_mutex_unlock(&streams->lock);
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, stream, free_stream);
}

/* All of them ----------------------------------------------------------------------------------------------------- */

void streams_end_all(struct streams *streams)
{
	pthread_mutex_lock(&streams->lock);
	for (struct http_stream *stream = streams->first; stream != NULL; stream = stream->next)
		http_stream_end(stream);
	pthread_mutex_unlock(&streams->lock);
}

/* A line that event streams ignore. Writing is the only way to learn that a client has gone. */
static void *beat(void *state)
{
	struct streams *streams = state;
	pthread_mutex_lock(&streams->lock);
	while (!streams->closing) {
		int64_t until = monotonic_ns() + streams->beat_ms * INT64_C(1000000);
		struct timespec at = {.tv_sec = until / 1000000000, .tv_nsec = until % 1000000000};
		pthread_cond_clockwait(&streams->wake, &streams->lock, CLOCK_MONOTONIC, &at);
		for (struct http_stream *stream = streams->first; stream != NULL; stream = stream->next)
			(void)!http_stream_send(stream, TEXT(":\n\n"));
	}
	pthread_mutex_unlock(&streams->lock);
	return NULL;
}

struct streams *streams_open(unsigned beat_ms)
{
	struct streams *streams = calloc(1, sizeof(*streams));
	if (streams == NULL)
		return NULL;
	streams->beat_ms = beat_ms;
	pthread_mutex_init(&streams->lock, NULL);
	pthread_cond_init(&streams->wake, NULL);
	if (pthread_create(&streams->beater, NULL, beat, streams) != 0) {
		free(streams);
		return NULL;
	}
	return streams;
}

void streams_close(struct streams *streams)
{
	pthread_mutex_lock(&streams->lock);
	streams->closing = true;
	pthread_cond_signal(&streams->wake);
	pthread_mutex_unlock(&streams->lock);
	pthread_join(streams->beater, NULL);
	pthread_cond_destroy(&streams->wake);
	pthread_mutex_destroy(&streams->lock);
	free(streams);
}
