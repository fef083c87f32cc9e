/* Commas, levels and escapes. */
#include "format/json_write.h"

struct json_writer json_writer_make(struct buffer *out)
{
	return (struct json_writer){.out = out};
}

static void begin_value(struct json_writer *json)
{
	if (json->comma)
		buffer_add_char(json->out, ',');
	json->comma = true;
}

static void begin_level(struct json_writer *json, char bracket)
{
	begin_value(json);
	buffer_add_char(json->out, bracket);
	json->comma = false;
}

static void end_level(struct json_writer *json, char bracket)
{
	buffer_add_char(json->out, bracket);
	json->comma = true;
}

void json_begin_object(struct json_writer *json)
{
	begin_level(json, '{');
}

void json_end_object(struct json_writer *json)
{
	end_level(json, '}');
}

void json_begin_array(struct json_writer *json)
{
	begin_level(json, '[');
}

void json_end_array(struct json_writer *json)
{
	end_level(json, ']');
}

/* Bytes of the character at `at` that must be escaped, 0 when it may stand as it is. */
static size_t escape_size(const unsigned char *at, size_t left)
{
	if (at[0] < 0x20 || at[0] == '"' || at[0] == '\\' || at[0] == '<' || at[0] == '>' || at[0] == '&' ||
	    at[0] == 0x7F)
		return 1;
	return left >= 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9) ? 3 : 0;
}

static void add_escape(struct buffer *out, const unsigned char *at)
{
	switch (at[0]) {
	case '"': buffer_add(out, TEXT("\\\"")); return;
	case '\\': buffer_add(out, TEXT("\\\\")); return;
	case '\n': buffer_add(out, TEXT("\\n")); return;
	case '\r': buffer_add(out, TEXT("\\r")); return;
	case '\t': buffer_add(out, TEXT("\\t")); return;
	case 0xE2: buffer_add(out, at[2] == 0xA8 ? TEXT("\\u2028") : TEXT("\\u2029")); return;
	default: break;
	}
	static const char hex[] = "0123456789abcdef";
	const char code[] = {'\\', 'u', '0', '0', hex[at[0] >> 4], hex[at[0] & 15]};
	buffer_add_bytes(out, code, sizeof code);
}

static void add_string(struct buffer *out, struct text t)
{
	const unsigned char *at = (const unsigned char *)t.at;
	size_t copied = 0;
	buffer_add_char(out, '"');
	for (size_t i = 0; i < t.size;) {
		size_t escaped = escape_size(at + i, t.size - i);
		if (escaped) {
			buffer_add_bytes(out, at + copied, i - copied);
			add_escape(out, at + i);
			copied = i + escaped;
		}
		i += escaped ? escaped : 1;
	}
	if (t.size > copied)
		buffer_add_bytes(out, at + copied, t.size - copied);
	buffer_add_char(out, '"');
}

void json_add_key(struct json_writer *json, const char *key)
{
	json_add_key_text(json, text_of(key));
}

void json_add_key_text(struct json_writer *json, struct text key)
{
	begin_value(json);
	add_string(json->out, key);
	buffer_add_char(json->out, ':');
	json->comma = false;
}

void json_add_text(struct json_writer *json, struct text value)
{
	if (!value.at) {
		json_add_null(json);
		return;
	}
	begin_value(json);
	add_string(json->out, value);
}

void json_add_number(struct json_writer *json, int64_t value)
{
	begin_value(json);
	buffer_add_number(json->out, value);
}

void json_add_flag(struct json_writer *json, bool value)
{
	json_add_raw(json, value ? TEXT("true") : TEXT("false"));
}

void json_add_null(struct json_writer *json)
{
	json_add_raw(json, TEXT("null"));
}

void json_add_instant(struct json_writer *json, struct instant value)
{
	char words[INSTANT_ROOM];
	size_t size = instant_write(value, words);
	json_add_text(json, size ? (struct text){words, size} : TEXT_NONE);
}

void json_add_date(struct json_writer *json, struct date value)
{
	char words[INSTANT_ROOM];
	size_t size = date_write(value, words);
	json_add_text(json, size ? (struct text){words, size} : TEXT_NONE);
}

void json_add_money(struct json_writer *json, struct money value)
{
	if (!value.currency.code[0]) {
		json_add_null(json);
		return;
	}
	json_begin_object(json);
	json_add_key(json, "amount");
	json_add_number(json, value.minor);
	json_add_key(json, "currency");
	json_add_text(json, text_of(value.currency.code));
	json_end_object(json);
}

void json_add_raw(struct json_writer *json, struct text value)
{
	begin_value(json);
	buffer_add(json->out, value.at ? value : TEXT("null"));
}

void json_pair_text(struct json_writer *json, const char *key, struct text value)
{
	json_add_key(json, key);
	json_add_text(json, value);
}

void json_pair_number(struct json_writer *json, const char *key, int64_t value)
{
	json_add_key(json, key);
	json_add_number(json, value);
}

void json_pair_id(struct json_writer *json, const char *key, int64_t value)
{
	json_add_key(json, key);
	if (value)
		json_add_number(json, value);
	else
		json_add_null(json);
}

void json_pair_flag(struct json_writer *json, const char *key, bool value)
{
	json_add_key(json, key);
	json_add_flag(json, value);
}

void json_pair_instant(struct json_writer *json, const char *key, struct instant value)
{
	json_add_key(json, key);
	json_add_instant(json, value);
}

void json_pair_date(struct json_writer *json, const char *key, struct date value)
{
	json_add_key(json, key);
	json_add_date(json, value);
}
