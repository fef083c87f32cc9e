/* JSON that somebody sent: refused when it is anything but plain, else looked at through an opaque value.
 *
 * The one idea: nothing is converted silently. Duplicate keys, NUL in strings, more than 32 levels, invalid UTF-8 and
 * anything behind the value are refused; a number is an integer within ±(2^53 - 1) when one is asked for.
 */
#ifndef FORMAT_JSON_READ_H
#define FORMAT_JSON_READ_H

#include "base/outcome.h"
#include "base/text.h"

#define JSON_DEPTH_MOST 32

/* A parsed document; every value and text from it lives until it is closed. */
struct json_document;
/* A value inside; a null pointer is "not there". */
struct json_value;

struct json_fault {
	const char *code; /* "json_syntax", "json_depth", "json_duplicate_key", "json_nul", "json_utf8",
			   * "json_number" (beyond int64) */
	int line, column; /* from 1; 0 where unknown */
};

/* INVALID with `ret_fault` filled, else DONE. */
enum outcome json_open(struct bytes raw, struct json_document **ret_document, struct json_fault *ret_fault) MUST_USE;
void json_cleanup(struct json_document **document);
const struct json_value *json_root(const struct json_document *document);

enum json_kind {
	JSON_IS_ABSENT,
	JSON_IS_NULL,
	JSON_IS_FLAG,
	JSON_IS_NUMBER,
	JSON_IS_TEXT,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT,
};
enum json_kind json_kind(const struct json_value *value);

/* False when the value is of another kind (an absent one too); `ret_` is untouched then. */
bool json_as_text(const struct json_value *value, struct text *ret_text);
/* Also false for a fraction, an exponent and beyond ±(2^53 - 1). */
bool json_as_number(const struct json_value *value, int64_t *ret_number);
bool json_as_flag(const struct json_value *value, bool *ret_flag);
/* A number of any kind as text: a fraction with as few digits as give it again. None for other kinds. */
struct text json_digits(struct arena *arena, const struct json_value *value);

/* Elements of an array or members of an object; 0 for other kinds. */
size_t json_count(const struct json_value *value);
const struct json_value *json_at(const struct json_value *array, size_t index);
const struct json_value *json_member(const struct json_value *object, struct text key);

/* Members in the order in which they were sent: begin with `struct json_walk walk = {0}`. */
struct json_walk {
	void *place;
	bool started;
};
bool json_next(const struct json_value *object, struct json_walk *walk, struct text *ret_key,
	       const struct json_value **ret_value);

/* Compact JSON of the value, keys in the order in which they were sent; for columns of type json. */
struct text json_source(struct arena *arena, const struct json_value *value);

#endif
