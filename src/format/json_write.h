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
/* A key that is a literal. */
#define json_add_key(json, key) (json_put_key(json, JSON_KEY(key)), (void)((json)->comma = false))
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
#define json_pair_text(json, key, value)    (json_put_key(json, JSON_KEY(key)), json_put_text(json, value))
#define json_pair_number(json, key, value)  (json_put_key(json, JSON_KEY(key)), json_put_number(json, value))
#define json_pair_flag(json, key, value)    (json_put_key(json, JSON_KEY(key)), json_put_flag(json, value))
#define json_pair_instant(json, key, value) (json_put_key(json, JSON_KEY(key)), json_put_instant(json, value))
#define json_pair_date(json, key, value)    (json_put_key(json, JSON_KEY(key)), json_put_date(json, value))
/* null for 0: an id that is none. */
#define json_pair_id(json, key, value) (json_put_key(json, JSON_KEY(key)), json_put_id(json, value))

/* ---- what the lines above become ---- */

/* With its comma, quotation marks and colon a literal is one piece of a size that the compiler knows. */
#define JSON_KEY(key) ",\"" key "\":", sizeof(",\"" key "\":") - 1
static inline __attribute__((always_inline)) void json_put_key(struct json_writer *json, const char *key, size_t size)
{
	char *to = buffer_reserve(json->out, size);
	if (!to)
		return;
	if (json->comma)
		memcpy(to, key, size);
	else
		memcpy(to, key + 1, size - 1);
	buffer_grew(json->out, size - !json->comma);
	json->comma = true;
}

/* Values behind a key. */
void json_put_text(struct json_writer *json, struct text value);
void json_put_number(struct json_writer *json, int64_t value);
void json_put_flag(struct json_writer *json, bool value);
void json_put_instant(struct json_writer *json, struct instant value);
void json_put_date(struct json_writer *json, struct date value);
void json_put_id(struct json_writer *json, int64_t value);

#endif
