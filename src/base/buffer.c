/* Bytes that grow; the contract is in buffer.h. */
#include "base/buffer.h"

#include "base/memory.h"

#include <stdlib.h>

#define LEAST_ROOM ((size_t)1024)

struct buffer buffer_make(size_t most)
{
	return (struct buffer){.most = most};
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){.most = buffer->most};
}

void buffer_clear(struct buffer *buffer)
{
	buffer->size = 0;
	buffer->failed = false;
}

char *buffer_reserve_more(struct buffer *buffer, size_t size)
{
	if (buffer->failed || size > buffer->most - buffer->size) {
		buffer->failed = true;
		return NULL;
	}
	size_t needed = buffer->size + size;
	if (needed > buffer->room || !buffer->at) {
		size_t room = buffer->room < LEAST_ROOM ? LEAST_ROOM : buffer->room;
		while (room < needed)
			room = room > SIZE_MAX / 2 ? needed : room * 2;
		if (room > buffer->most)
			room = buffer->most;
		buffer->at = memory_resize(buffer->at, room);
		buffer->room = room;
	}
	return buffer->at + buffer->size;
}

bool buffer_failed(const struct buffer *buffer)
{
	return buffer->failed;
}

struct text buffer_text(const struct buffer *buffer)
{
	return (struct text){buffer->at ? buffer->at : "", buffer->size};
}
