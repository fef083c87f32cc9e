/* A view of text that somebody else keeps.
 *
 * The one idea: a `struct text` is valid UTF-8 without NUL, checked where it entered; nobody below checks again.
 * `at` is NULL for "none" (a null column, a field that was not sent), which is not the same as the empty text.
 * It is not NUL-terminated unless it came from text_copy() or a formatting function, which add one behind the end.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	const char *at;
	size_t size;
};

/* Bytes that need not be text. */
struct bytes {
	const unsigned char *at;
	size_t size;
};

/* Text that must never be logged, shown or stored as it is: passwords, tokens, keys. */
struct secret {
	struct text value;
};

#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})
#define TEXT_NONE     ((struct text){0})
/* For printf-like formats: "%.*s", TEXT_ARG(t) */
#define TEXT_ARG(t) (int)(t).size, (t).at ? (t).at : ""

/* View of a NUL-terminated string; NULL gives TEXT_NONE. */
static inline struct text text_of(const char *string)
{
	return string ? (struct text){string, strlen(string)} : TEXT_NONE;
}

static inline bool text_is_none(struct text t)
{
	return !t.at;
}

/* None or no bytes. */
static inline bool text_is_empty(struct text t)
{
	return t.size == 0 || !t.at;
}

static inline bool text_equal(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

/* Byte order, as memcmp; a prefix comes first. The order of COLLATE "C" and of SQLite's BINARY. */
int text_compare(struct text a, struct text b);
static inline bool text_starts(struct text t, struct text prefix)
{
	return t.size >= prefix.size && (prefix.size == 0 || memcmp(t.at, prefix.at, prefix.size) == 0);
}

bool text_ends(struct text t, struct text suffix);
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t text_find(struct text t, struct text needle, size_t from);
/* The part from `start` of at most `size` bytes; clamps. */
struct text text_slice(struct text t, size_t start, size_t size);
/* Without ASCII blanks and U+00A0, U+3000 at both edges. */
struct text text_trim(struct text t);
/* Cuts the next piece before `separator` off `*rest`; false when nothing is left. An empty rest that is not none gives
 * one empty piece, then false. */
bool text_next(struct text *rest, char separator, struct text *ret_piece);

struct text text_copy(struct arena *arena, struct text t);
struct text text_join(struct arena *arena, struct text a, struct text b);
struct text text_lower_ascii(struct arena *arena, struct text t);
struct text text_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text text_of_number(struct arena *arena, int64_t number);
/* The same into the caller's memory. */
enum { TEXT_NUMBER_MOST = 20 };
struct text text_write_number(char digits[TEXT_NUMBER_MOST], int64_t number);
/* The two digits of 00 … 99. */
extern const char text_digit_pairs[200];
static inline const char *text_two_digits(unsigned value)
{
	return text_digit_pairs + 2 * (size_t)value;
}

/* The whole text as a decimal int64, optional '-', no blanks, no '+', no leading zeros but "0" itself. */
bool text_to_number(struct text t, int64_t *ret_number);

/* Valid UTF-8 by RFC 3629 (no surrogates, no overlong forms), without NUL. */
bool text_is_valid(struct bytes raw);
/* Number of code points of valid text. */
size_t text_length(struct text t);
/* The first `characters` of it. */
struct text text_cut(struct text t, size_t characters);
/* Decodes the code point at *offset of valid text and moves on; false at the end. */
bool text_next_point(struct text t, size_t *offset, uint32_t *ret_point);

#endif
