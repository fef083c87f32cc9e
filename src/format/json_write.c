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

/* The first byte from `i` on that may have to be escaped, or the size. Most texts have none. */
static size_t plain_size(const unsigned char *at, size_t i, size_t size)
{
	static const bool special[256] = {
		[0 ... 0x1F] = true, ['"'] = true, ['\\'] = true, ['<'] = true,
		['>'] = true,        ['&'] = true, [0x7F] = true, [0xE2] = true,
	};
	while (i + 4 <= size && !(special[at[i]] | special[at[i + 1]] | special[at[i + 2]] | special[at[i + 3]]))
		i += 4;
	while (i < size && !special[at[i]])
		i++;
	return i;
}

static void add_escaped(struct buffer *out, struct text t, size_t i)
{
	const unsigned char *at = (const unsigned char *)t.at;
	size_t copied = 0;
	for (; i < t.size; i = plain_size(at, i, t.size)) {
		size_t escaped = escape_size(at + i, t.size - i);
		if (escaped) {
			buffer_add_bytes(out, at + copied, i - copied);
			add_escape(out, at + i);
			copied = i + escaped;
		}
		i += escaped ? escaped : 1;
	}
	buffer_add_bytes(out, at + copied, t.size - copied);
}

/* ---- values behind a key or a comma ---- */

static void put_null(struct json_writer *json)
{
	buffer_add(json->out, TEXT("null"));
}

void json_put_text(struct json_writer *json, struct text value)
{
	struct buffer *out = json->out;
	if (!value.at) {
		put_null(json);
		return;
	}
	size_t plain = plain_size((const unsigned char *)value.at, 0, value.size);
	char *to = buffer_reserve(out, plain + 2);
	if (!to)
		return;
	to[0] = '"';
	memcpy(to + 1, value.at, plain);
	to[plain + 1] = '"';
	buffer_grew(out, plain + 2);
	if (plain == value.size)
		return;
	out->size -= plain + 1;
	add_escaped(out, value, plain);
	buffer_add_char(out, '"');
}

void json_put_number(struct json_writer *json, int64_t value)
{
	buffer_add_number(json->out, value);
}

void json_put_id(struct json_writer *json, int64_t value)
{
	if (value)
		json_put_number(json, value);
	else
		put_null(json);
}

void json_put_flag(struct json_writer *json, bool value)
{
	if (value)
		buffer_add(json->out, TEXT("true"));
	else
		buffer_add(json->out, TEXT("false"));
}

/* Times are digits and signs: nothing in them is escaped. */
void json_put_instant(struct json_writer *json, struct instant value)
{
	char *to = buffer_reserve(json->out, INSTANT_ROOM + 2);
	size_t size = to ? instant_write(value, to + 1) : 0;
	if (size == 0) {
		put_null(json);
		return;
	}
	to[0] = to[size + 1] = '"';
	buffer_grew(json->out, size + 2);
}

void json_put_date(struct json_writer *json, struct date value)
{
	char *to = buffer_reserve(json->out, INSTANT_ROOM + 2);
	size_t size = to ? date_write(value, to + 1) : 0;
	if (size == 0) {
		put_null(json);
		return;
	}
	to[0] = to[size + 1] = '"';
	buffer_grew(json->out, size + 2);
}

/* ---- values by themselves ---- */

void json_add_key_text(struct json_writer *json, struct text key)
{
	begin_value(json);
	json_put_text(json, key);
	buffer_add_char(json->out, ':');
	json->comma = false;
}

void json_add_text(struct json_writer *json, struct text value)
{
	begin_value(json);
	json_put_text(json, value);
}

void json_add_number(struct json_writer *json, int64_t value)
{
	begin_value(json);
	json_put_number(json, value);
}

void json_add_flag(struct json_writer *json, bool value)
{
	begin_value(json);
	json_put_flag(json, value);
}

void json_add_null(struct json_writer *json)
{
	begin_value(json);
	put_null(json);
}

void json_add_raw(struct json_writer *json, struct text value)
{
	begin_value(json);
	buffer_add(json->out, value.at ? value : TEXT("null"));
}

void json_add_money(struct json_writer *json, struct money value)
{
	if (!value.currency.code[0]) {
		json_add_null(json);
		return;
	}
	json_begin_object(json);
	json_pair_number(json, "amount", value.minor);
	json_pair_text(json, "currency", text_of(value.currency.code));
	json_end_object(json);
}
