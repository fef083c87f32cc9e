/* JSON appended to a buffer, value by value.
 *
 * The one idea: the writer knows where commas belong, the caller says what comes: json_begin_object, json_add_key, a
 * value, json_end_object. It checks nothing else: the caller's own shape is fixed in code and seen by tests.
 */
#ifndef FORMAT_JSON_WRITE_H
#define FORMAT_JSON_WRITE_H

#include "base/buffer.h"
#include "base/instant.h"
#include "base/money.h"

struct json_writer {
	struct buffer *out;
	bool comma; /* a value stands before, on this level */
};

struct json_writer json_writer_make(struct buffer *out);

void json_begin_object(struct json_writer *json);
void json_end_object(struct json_writer *json);
void json_begin_array(struct json_writer *json);
void json_end_array(struct json_writer *json);
/* A key that is a literal: with its comma, quotation marks and colon it is one piece of known size. */
#define JSON_KEY(key)           TEXT(",\"" key "\":")
#define json_add_key(json, key) json_put_key(json, JSON_KEY(key))
/* A key that is data. */
void json_add_key_text(struct json_writer *json, struct text key);

/* Also escapes < > & U+2028 U+2029, so that JSON may stand inside a page. None gives null. */
void json_add_text(struct json_writer *json, struct text value);
void json_add_number(struct json_writer *json, int64_t value);
void json_add_flag(struct json_writer *json, bool value);
void json_add_null(struct json_writer *json);
/* "2026-11-23T04:38:54Z", "2026-11-23"; null for none. */
void json_add_instant(struct json_writer *json, struct instant value);
void json_add_date(struct json_writer *json, struct date value);
/* {"amount":1050,"currency":"EUR"} in minor units; null without a currency. */
void json_add_money(struct json_writer *json, struct money value);
/* A value that is JSON already, kept as it is: from a column of type json, or another writer. None gives null. */
void json_add_raw(struct json_writer *json, struct text value);

/* Key, a literal, and value in one line. */
#define json_pair_text(json, key, value)    json_put_text(json, JSON_KEY(key), value)
#define json_pair_number(json, key, value)  json_put_number(json, JSON_KEY(key), value)
#define json_pair_flag(json, key, value)    json_put_flag(json, JSON_KEY(key), value)
#define json_pair_instant(json, key, value) json_put_instant(json, JSON_KEY(key), value)
#define json_pair_date(json, key, value)    json_put_date(json, JSON_KEY(key), value)
/* null for 0: an id that is none. */
#define json_pair_id(json, key, value) json_put_id(json, JSON_KEY(key), value)

/* What the lines above become; `key` is made by JSON_KEY(). */
void json_put_key(struct json_writer *json, struct text key);
void json_put_text(struct json_writer *json, struct text key, struct text value);
void json_put_number(struct json_writer *json, struct text key, int64_t value);
void json_put_flag(struct json_writer *json, struct text key, bool value);
void json_put_instant(struct json_writer *json, struct text key, struct instant value);
void json_put_date(struct json_writer *json, struct text key, struct date value);
void json_put_id(struct json_writer *json, struct text key, int64_t value);

#endif
