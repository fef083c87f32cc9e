/* Files as people have them: which encoding, which delimiter, and UTF-8 out of it, piece by piece.
 *
 * The one idea: what was found out is only a proposal, the caller may say otherwise; converting then is strict: what is
 * no text in that encoding stops it at its place, and is never replaced. Who wants to go on leaves it out by name.
 */
#ifndef FORMAT_ENCODING_H
#define FORMAT_ENCODING_H

#include "base/buffer.h"
#include "base/outcome.h"

enum encoding { ENCODING_UTF8, ENCODING_UTF16_LE, ENCODING_UTF16_BE, ENCODING_WINDOWS_1252 };
#define ENCODINGS 4

/* "utf-8", "utf-16le", "utf-16be", "windows-1252" */
struct text encoding_name(enum encoding encoding);
/* Also "latin-1", "iso-8859-1", "utf8", "cp1252"; any case. */
bool encoding_parse(struct text name, enum encoding *ret_encoding);

/* By byte order mark; else UTF-16 by where NUL bytes stand; else UTF-8 when the bytes are (a character cut off at the
 * end is allowed), or most of those beyond ASCII; else Windows-1252, which holds Latin-1. The more of the file, the
 * surer. */
enum encoding encoding_detect(struct bytes head);

/* The one of , ; TAB | that divides the first records most evenly, outside quotes; ',' when none does. */
char encoding_guess_delimiter(struct text head);

/* Bytes of a first line "sep=;", with which Excel names the delimiter; 0 when there is none. */
size_t encoding_delimiter_line(struct text head, char *ret_delimiter);

/* A conversion under way. */
struct decoder {
	enum encoding encoding;
	unsigned char kept[4]; /* a character that the last piece cut off */
	size_t kept_count;
	bool begun;      /* the place of a byte order mark is past */
	uint64_t wide;   /* characters beyond ASCII that have come: so many speak for this encoding */
	uint64_t offset; /* bytes of input that have been converted: where it stopped on INVALID */
};

struct decoder decoder_make(enum encoding encoding);
/* Takes the bytes off `rest` and appends UTF-8 without byte order mark. INVALID: broken sequence, lone surrogate or NUL
 * at decoder->offset; TOO_MANY: the buffer is full. A piece gives at most three times its size (+ 12). */
enum outcome decoder_push(struct decoder *decoder, struct bytes *rest, struct buffer *out) MUST_USE;
/* INVALID when the input ended inside a character. */
enum outcome decoder_end(const struct decoder *decoder) MUST_USE;
/* Behind INVALID: leaves out the byte that is no text, of UTF-16 the unit, and says which; decoder_push() goes on
 * behind it. */
unsigned decoder_skip(struct decoder *decoder, struct bytes *rest);

#endif
