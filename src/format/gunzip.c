/* Inflating by zlib, member after member. */
#include "format/gunzip.h"

#include "base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define PIECE_SIZE  ((size_t)64 << 10)
#define GZIP_WINDOW (16 + MAX_WBITS)

struct gunzip {
	z_stream stream;
	uint64_t left;
	gunzip_sink *sink;
	void *state;
	enum outcome outcome;
	bool member_ended; /* the input may end here */
	unsigned char piece[PIECE_SIZE];
};

bool gunzip_is_gzip(struct bytes head)
{
	return head.size >= 2 && head.at[0] == 0x1F && head.at[1] == 0x8B;
}

struct gunzip *gunzip_open(uint64_t most, gunzip_sink *sink, void *state)
{
	struct gunzip *gunzip = memory_resize(NULL, sizeof *gunzip);
	gunzip->stream = (z_stream){0};
	gunzip->left = most;
	gunzip->sink = sink;
	gunzip->state = state;
	gunzip->outcome = DONE;
	gunzip->member_ended = false;
	if (inflateInit2(&gunzip->stream, GZIP_WINDOW) != Z_OK)
		memory_end();
	return gunzip;
}

void gunzip_close(struct gunzip *gunzip)
{
	if (!gunzip)
		return;
	inflateEnd(&gunzip->stream);
	free(gunzip);
}

void gunzip_cleanup(struct gunzip **gunzip)
{
	gunzip_close(*gunzip);
}

/* Unpacks one piece and hands it on; `*ret_more` while there is input, or output that did not fit. */
static enum outcome unpack_piece(struct gunzip *gunzip, bool *ret_more)
{
	z_stream *stream = &gunzip->stream;
	if (gunzip->member_ended && inflateReset(stream) != Z_OK)
		return FAULT;
	gunzip->member_ended = false;
	stream->next_out = gunzip->piece;
	stream->avail_out = (uInt)PIECE_SIZE;
	int result = inflate(stream, Z_NO_FLUSH);
	/* Z_BUF_ERROR only says that nothing was to be done. */
	if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
		return INVALID;
	size_t size = PIECE_SIZE - stream->avail_out;
	if (size > gunzip->left)
		return TOO_MANY;
	gunzip->left -= size;
	gunzip->member_ended = result == Z_STREAM_END;
	*ret_more = stream->avail_in > 0 || (stream->avail_out == 0 && !gunzip->member_ended);
	return size ? gunzip->sink(gunzip->state, (struct bytes){gunzip->piece, size}) : DONE;
}

enum outcome gunzip_push(struct gunzip *gunzip, struct bytes bytes)
{
	while (bytes.size && gunzip->outcome == DONE) {
		size_t size = bytes.size < INT_MAX ? bytes.size : INT_MAX;
		gunzip->stream.next_in = (Bytef *)(uintptr_t)bytes.at;
		gunzip->stream.avail_in = (uInt)size;
		bool more = true;
		while (more && gunzip->outcome == DONE)
			gunzip->outcome = unpack_piece(gunzip, &more);
		bytes = (struct bytes){bytes.at + size, bytes.size - size};
	}
	return gunzip->outcome;
}

enum outcome gunzip_end(struct gunzip *gunzip)
{
	if (gunzip->outcome == DONE && !gunzip->member_ended)
		gunzip->outcome = INVALID;
	return gunzip->outcome;
}
