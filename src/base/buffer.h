/* Bytes that grow by appending, up to a maximum that is set when the buffer is made.
 *
 * The one idea: appending past the maximum is remembered, not reported call by call: the buffer stops growing and
 * buffer_failed() is asked once, at the end. Memory comes from malloc, so a buffer may outlive an arena.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/text.h"

#include <string.h>

struct buffer {
	char *at;
	size_t size;
	size_t room;
	size_t most;
	bool failed;
};

/* A buffer of at most `most` bytes. Takes no memory yet. */
struct buffer buffer_make(size_t most);
void buffer_free(struct buffer *buffer);
/* Empties it, keeps its memory, forgets a failure. */
void buffer_clear(struct buffer *buffer);

/* What buffer_reserve() does when there is no more room than `size`, or no more at all. */
char *buffer_reserve_more(struct buffer *buffer, size_t size);

/* Room for `size` more bytes to write into directly, or NULL past the maximum; then tell with buffer_grew(). */
static inline char *buffer_reserve(struct buffer *buffer, size_t size)
{
	if (buffer->failed || size >= buffer->room - buffer->size)
		return buffer_reserve_more(buffer, size);
	return buffer->at + buffer->size;
}

static inline void buffer_grew(struct buffer *buffer, size_t size)
{
	buffer->size += size;
}

/* Pages are written in a thousand pieces of a few bytes each, so these stand here. */
static inline void buffer_add_bytes(struct buffer *buffer, const void *at, size_t size)
{
	char *to = size ? buffer_reserve(buffer, size) : NULL;
	if (!to)
		return;
	memcpy(to, at, size);
	buffer->size += size;
}

static inline void buffer_add(struct buffer *buffer, struct text t)
{
	buffer_add_bytes(buffer, t.at, t.size);
}

static inline void buffer_add_char(struct buffer *buffer, char c)
{
	buffer_add_bytes(buffer, &c, 1);
}

static inline void buffer_add_number(struct buffer *buffer, int64_t number)
{
	char digits[TEXT_NUMBER_MOST];
	if (number >= 0 && number < 10)
		buffer_add_char(buffer, (char)('0' + number));
	else
		buffer_add(buffer, text_write_number(digits, number));
}

void buffer_add_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool buffer_failed(const struct buffer *buffer);
/* View of what is in it, until the next append. */
struct text buffer_text(const struct buffer *buffer);

#endif
