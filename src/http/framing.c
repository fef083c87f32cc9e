/* The machine of framing.h. A function a part of the message; each takes one byte and answers 0 or the status to refuse
 * with. Where RFC 9112 lets a recipient be lenient (bare LF, blanks around names and codings, folded lines, chunk
 * extensions, empty lines before a request) this one is not: two programs have disagreed about each of them.
 */
#include "http/framing.h"

#include <string.h>
#include <strings.h>

enum { GOES_ON = 0, BAD = 400, TARGET_TOO_LONG = 414, HEADERS_TOO_LARGE = 431, NOT_IMPLEMENTED = 501, VERSION = 505 };

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static const bool is_token[256] = {
	['0' ... '9'] = true,  ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['!'] = true,
	['#' ... '\''] = true, ['*'] = true,         ['+'] = true,         ['-'] = true,
	['.'] = true,          ['^' ... '`'] = true, ['|'] = true,         ['~'] = true,
};

static const bool is_host[256] = {
	['0' ... '9'] = true, ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['!'] = true, ['$' ... '+'] = true,
	[':'] = true,         [';'] = true,         ['='] = true,         ['['] = true, [']'] = true,
	['_'] = true,         ['~'] = true,         ['-'] = true,         ['.'] = true,
};

/* Of a header value: blanks, visible characters, and bytes above ASCII. */
static bool is_value(unsigned char c)
{
	return c == '\t' || (c >= ' ' && c != 0x7f);
}

/* The word is only compared with short ones: of longer ones the size tells that they differ. */
static void word_add(struct framing *f, unsigned char c)
{
	if (f->word_size < sizeof(f->word))
		f->word[f->word_size] = (char)c;
	if (f->word_size <= sizeof(f->word))
		f->word_size++;
}

static bool word_is(const struct framing *f, const char *other)
{
	return f->word_size == strlen(other) && f->word_size <= sizeof(f->word) &&
	       strncasecmp(f->word, other, f->word_size) == 0;
}

static bool method_is_known(const struct framing *f)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (f->word_size == strlen(methods[i]) && memcmp(f->word, methods[i], f->word_size) == 0)
			return true;
	return false;
}

static unsigned look_method(struct framing *f, unsigned char c)
{
	if (c == ' ') {
		if (f->word_size == 0)
			return BAD;
		if (!method_is_known(f))
			return NOT_IMPLEMENTED;
		f->word_size = 0;
		f->left = 0;
		f->state = FRAMING_TARGET;
		return GOES_ON;
	}
	word_add(f, c);
	return is_token[c] && f->word_size <= sizeof(f->word) ? GOES_ON : BAD;
}

/* `left` counts the bytes of the target. A fragment is never sent, and not everybody would cut it off alike. */
static unsigned look_target(struct framing *f, unsigned char c)
{
	if (c == ' ') {
		f->state = FRAMING_VERSION;
		return f->left > 0 ? GOES_ON : BAD;
	}
	if (c <= ' ' || c >= 0x7f || c == '#')
		return BAD;
	return ++f->left <= FRAMING_TARGET_MOST ? GOES_ON : TARGET_TOO_LONG;
}

static unsigned look_version(struct framing *f, unsigned char c)
{
	if (c != '\r') {
		word_add(f, c);
		return f->word_size <= strlen("HTTP/1.1") ? GOES_ON : BAD;
	}
	if (f->word_size != strlen("HTTP/1.1") || memcmp(f->word, "HTTP/", 5) != 0 || f->word[6] != '.' ||
	    !is_digit((unsigned char)f->word[5]) || !is_digit((unsigned char)f->word[7]))
		return BAD;
	if (f->word[5] != '1' || f->word[7] > '1')
		return VERSION;
	f->minor = (unsigned)(f->word[7] - '0');
	f->left = 0;
	f->state = FRAMING_LINE_END;
	return GOES_ON;
}

static unsigned look_line(struct framing *f, unsigned char c)
{
	if (c == '\r') {
		f->state = FRAMING_BLOCK_END;
		return GOES_ON;
	}
	if (!is_token[c])
		return BAD;
	if (++f->headers > FRAMING_HEADERS_MOST)
		return HEADERS_TOO_LARGE;
	f->word_size = 0;
	word_add(f, c);
	f->state = FRAMING_NAME;
	return GOES_ON;
}

static unsigned look_name(struct framing *f, unsigned char c)
{
	if (c != ':') {
		word_add(f, c);
		return is_token[c] ? GOES_ON : BAD;
	}
	f->header = FRAMING_OTHER;
	if (word_is(f, "host")) {
		f->header = FRAMING_HOST;
		f->hosts++;
	} else if (word_is(f, "content-length")) {
		f->header = FRAMING_LENGTH;
		f->lengths++;
	} else if (word_is(f, "transfer-encoding")) {
		f->header = FRAMING_CODING;
		f->codings++;
	}
	f->word_size = 0;
	f->state = FRAMING_BLANKS;
	return f->in_trailer && f->header != FRAMING_OTHER ? BAD : GOES_ON;
}

static unsigned look_value(struct framing *f, unsigned char c)
{
	if (!is_value(c))
		return BAD;
	switch (f->header) {
	case FRAMING_HOST: word_add(f, c); return is_host[c] ? GOES_ON : BAD;
	case FRAMING_LENGTH:
		if (!is_digit(c) || ++f->size_digits > 18)
			return BAD;
		f->left = f->left * 10 + (uint64_t)(c - '0');
		return GOES_ON;
	case FRAMING_CODING: word_add(f, c); return GOES_ON;
	case FRAMING_OTHER: break;
	}
	return GOES_ON;
}

/* The value has ended. */
static unsigned end_value(struct framing *f)
{
	f->state = FRAMING_LINE_END;
	switch (f->header) {
	case FRAMING_HOST: return f->word_size > 0 && f->hosts == 1 ? GOES_ON : BAD;
	case FRAMING_LENGTH: return f->size_digits > 0 && f->lengths == 1 ? GOES_ON : BAD;
	case FRAMING_CODING: return f->codings > 1 ? BAD : word_is(f, "chunked") ? GOES_ON : NOT_IMPLEMENTED;
	case FRAMING_OTHER: break;
	}
	return GOES_ON;
}

static unsigned look_header(struct framing *f, unsigned char c)
{
	if (++f->header_size > FRAMING_HEADER_MOST)
		return HEADERS_TOO_LARGE;
	switch (f->state) {
	case FRAMING_METHOD: return look_method(f, c);
	case FRAMING_TARGET: return look_target(f, c);
	case FRAMING_VERSION: return look_version(f, c);
	case FRAMING_LINE: return look_line(f, c);
	case FRAMING_NAME: return look_name(f, c);
	case FRAMING_BLANKS:
		if (c == ' ' || c == '\t')
			return GOES_ON;
		f->state = FRAMING_VALUE;
		return c == '\r' ? end_value(f) : look_value(f, c);
	case FRAMING_VALUE: return c == '\r' ? end_value(f) : look_value(f, c);
	case FRAMING_LINE_END: f->state = FRAMING_LINE; return c == '\n' ? GOES_ON : BAD;
	case FRAMING_BLOCK_END:
	case FRAMING_BODY:
	case FRAMING_CHUNK_SIZE:
	case FRAMING_CHUNK_SIZE_END:
	case FRAMING_CHUNK_DATA:
	case FRAMING_CHUNK_DATA_CR:
	case FRAMING_CHUNK_DATA_LF: break;
	}
	return BAD;
}

static void end_request(struct framing *f)
{
	uint64_t requests = f->requests + 1;
	*f = (struct framing){.requests = requests};
}

/* The empty line is over: what follows is a body, or the next request. */
static unsigned end_block(struct framing *f, unsigned char c)
{
	if (c != '\n')
		return BAD;
	if (f->in_trailer) {
		end_request(f);
		return GOES_ON;
	}
	if (f->hosts > 1 || (f->hosts == 0 && f->minor > 0) || (f->codings > 0 && (f->lengths > 0 || f->minor == 0)))
		return BAD;
	if (f->codings > 0) {
		f->left = 0;
		f->size_digits = 0;
		f->state = FRAMING_CHUNK_SIZE;
	} else if (f->left > 0) {
		f->state = FRAMING_BODY;
	} else {
		end_request(f);
	}
	return GOES_ON;
}

static int hex_value(unsigned char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static unsigned look_chunk_size(struct framing *f, unsigned char c)
{
	int digit = hex_value(c);
	if (digit >= 0) {
		f->left = f->left << 4 | (unsigned)digit;
		return ++f->size_digits <= 15 ? GOES_ON : BAD;
	}
	f->state = FRAMING_CHUNK_SIZE_END;
	return c == '\r' && f->size_digits > 0 ? GOES_ON : BAD;
}

static unsigned end_chunk_size(struct framing *f, unsigned char c)
{
	f->size_digits = 0;
	f->in_trailer = f->left == 0;
	f->state = f->in_trailer ? FRAMING_LINE : FRAMING_CHUNK_DATA;
	return c == '\n' ? GOES_ON : BAD;
}

static unsigned look_byte(struct framing *f, unsigned char c)
{
	switch (f->state) {
	case FRAMING_BLOCK_END: return end_block(f, c);
	case FRAMING_CHUNK_SIZE: return look_chunk_size(f, c);
	case FRAMING_CHUNK_SIZE_END: return end_chunk_size(f, c);
	case FRAMING_CHUNK_DATA_CR: f->state = FRAMING_CHUNK_DATA_LF; return c == '\r' ? GOES_ON : BAD;
	case FRAMING_CHUNK_DATA_LF: f->state = FRAMING_CHUNK_SIZE; return c == '\n' ? GOES_ON : BAD;
	case FRAMING_METHOD:
	case FRAMING_TARGET:
	case FRAMING_VERSION:
	case FRAMING_LINE:
	case FRAMING_NAME:
	case FRAMING_BLANKS:
	case FRAMING_VALUE:
	case FRAMING_LINE_END:
	case FRAMING_BODY:
	case FRAMING_CHUNK_DATA: break;
	}
	return look_header(f, c);
}

/* Body bytes mean nothing here: passes over as many as there are. */
static size_t skip_data(struct framing *f, size_t size)
{
	size_t skipped = f->left < size ? (size_t)f->left : size;
	f->left -= skipped;
	if (f->left == 0 && f->state == FRAMING_BODY)
		end_request(f);
	else if (f->left == 0)
		f->state = FRAMING_CHUNK_DATA_CR;
	return skipped;
}

/* Nothing of a request has been seen yet. */
static bool is_between(const struct framing *framing)
{
	return framing->state == FRAMING_METHOD && framing->word_size == 0 && framing->refused == 0;
}

bool framing_look(struct framing *framing, const char *at, size_t size, size_t *ret_whole)
{
	*ret_whole = 0;
	for (size_t i = 0; i < size && framing->refused == 0;) {
		if (framing->state == FRAMING_BODY || framing->state == FRAMING_CHUNK_DATA) {
			i += skip_data(framing, size - i);
		} else {
			framing->refused = look_byte(framing, (unsigned char)at[i]);
			i++;
		}
		if (is_between(framing))
			*ret_whole = i;
	}
	return framing->refused == 0;
}

bool framing_in_body(const struct framing *framing)
{
	return framing->state >= FRAMING_BODY || framing->in_trailer;
}
