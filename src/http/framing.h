/* Where one HTTP/1.1 request ends and the next begins, by RFC 9112 in its strictest reading.
 *
 * The one idea: a machine over single bytes that keeps no copy of them, so it can look at whatever a socket gives, in
 * pieces of any size, before anybody parses it. Whatever two programs could read in two ways is refused; what passes
 * here has one reading only. It knows no sockets and takes no memory.
 */
#ifndef HTTP_FRAMING_H
#define HTTP_FRAMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAMING_TARGET_MOST  8192
#define FRAMING_HEADER_MOST  32768 /* bytes of request line and headers */
#define FRAMING_HEADERS_MOST 100   /* headers, trailers counted in */

enum framing_state {
	FRAMING_METHOD,
	FRAMING_TARGET,
	FRAMING_VERSION,
	FRAMING_LINE, /* at the first byte of a header line */
	FRAMING_NAME,
	FRAMING_BLANKS, /* between colon and value */
	FRAMING_VALUE,
	FRAMING_LINE_END,  /* after the CR of the request line or a header line */
	FRAMING_BLOCK_END, /* after the CR of the empty line */
	FRAMING_BODY,
	FRAMING_CHUNK_SIZE,
	FRAMING_CHUNK_SIZE_END,
	FRAMING_CHUNK_DATA,
	FRAMING_CHUNK_DATA_CR,
	FRAMING_CHUNK_DATA_LF,
};

/* All zero: at the start of a request. */
struct framing {
	enum framing_state state;
	unsigned refused;  /* status to refuse with, once and for good */
	uint64_t requests; /* whole ones seen */

	/* of the current request */
	size_t header_size;
	unsigned headers;
	unsigned hosts, lengths, codings;
	unsigned size_digits;
	unsigned minor; /* of the version */
	bool in_trailer;
	bool last_chunk;
	uint64_t left; /* bytes of the body or of the chunk still to come */

	/* the word being read: method, version, header name, or a value that matters */
	unsigned word_size;
	enum { FRAMING_OTHER, FRAMING_HOST, FRAMING_LENGTH, FRAMING_CODING } header;
	char word[24];
};

/* Looks at `size` more bytes. *ret_whole is how many of them end with the last byte of a request, so that what lies
 * behind belongs to the next. Returns false when the bytes must be refused with `framing->refused`; the request at
 * fault is the one behind *ret_whole (or, if that is 0, one that began in earlier bytes). */
bool framing_look(struct framing *framing, const char *at, size_t size, size_t *ret_whole);

bool framing_in_body(const struct framing *framing);

#endif
