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

/* What stands before it (a key, a comma, nothing), the text in quotation marks, what stands behind it. */
static void add_string(struct buffer *out, struct text before, struct text t)
{
	size_t plain = plain_size((const unsigned char *)t.at, 0, t.size);
	char *to = buffer_reserve(out, before.size + plain + 2);
	if (!to)
		return;
	memcpy(to, before.at, before.size);
	to[before.size] = '"';
	if (plain == t.size) {
		memcpy(to + before.size + 1, t.at, plain);
		to[before.size + 1 + plain] = '"';
		buffer_grew(out, before.size + plain + 2);
		return;
	}
	buffer_grew(out, before.size + 1);
	add_escaped(out, t, plain);
	buffer_add_char(out, '"');
}

/* The comma that stands before what comes now, if there is one. */
static struct text take_comma(struct json_writer *json)
{
	struct text comma = json->comma ? TEXT(",") : TEXT("");
	json->comma = true;
	return comma;
}

/* The key with its comma, or without. */
static struct text take_key(struct json_writer *json, struct text key)
{
	struct text taken = json->comma ? key : (struct text){key.at + 1, key.size - 1};
	json->comma = true;
	return taken;
}

static void put(struct json_writer *json, struct text before, struct text value)
{
	char *to = buffer_reserve(json->out, before.size + value.size);
	if (!to)
		return;
	memcpy(to, before.at, before.size);
	memcpy(to + before.size, value.at, value.size);
	buffer_grew(json->out, before.size + value.size);
}

/* ---- values by themselves: in arrays, and behind json_add_key() ---- */

void json_put_key(struct json_writer *json, struct text key)
{
	buffer_add(json->out, take_key(json, key));
	json->comma = false;
}

void json_add_key_text(struct json_writer *json, struct text key)
{
	add_string(json->out, take_comma(json), key);
	buffer_add_char(json->out, ':');
	json->comma = false;
}

void json_add_text(struct json_writer *json, struct text value)
{
	if (value.at)
		add_string(json->out, take_comma(json), value);
	else
		json_add_null(json);
}

void json_add_number(struct json_writer *json, int64_t value)
{
	char digits[TEXT_NUMBER_MOST];
	put(json, take_comma(json), text_write_number(digits, value));
}

void json_add_flag(struct json_writer *json, bool value)
{
	json_add_raw(json, value ? TEXT("true") : TEXT("false"));
}

void json_add_null(struct json_writer *json)
{
	json_add_raw(json, TEXT("null"));
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

void json_add_raw(struct json_writer *json, struct text value)
{
	put(json, take_comma(json), value.at ? value : TEXT("null"));
}

/* ---- keys with their values ---- */

void json_put_text(struct json_writer *json, struct text key, struct text value)
{
	if (value.at)
		add_string(json->out, take_key(json, key), value);
	else
		put(json, take_key(json, key), TEXT("null"));
}

void json_put_number(struct json_writer *json, struct text key, int64_t value)
{
	char digits[TEXT_NUMBER_MOST];
	put(json, take_key(json, key), text_write_number(digits, value));
}

void json_put_id(struct json_writer *json, struct text key, int64_t value)
{
	if (value)
		json_put_number(json, key, value);
	else
		put(json, take_key(json, key), TEXT("null"));
}

void json_put_flag(struct json_writer *json, struct text key, bool value)
{
	put(json, take_key(json, key), value ? TEXT("true") : TEXT("false"));
}

/* Times are digits and signs: nothing in them is escaped. */
static void put_time(struct json_writer *json, struct text key, struct text words)
{
	char quoted[INSTANT_ROOM + 2] = {'"'};
	memcpy(quoted + 1, words.at, words.size);
	quoted[words.size + 1] = '"';
	put(json, take_key(json, key), words.size ? (struct text){quoted, words.size + 2} : TEXT("null"));
}

void json_put_instant(struct json_writer *json, struct text key, struct instant value)
{
	char words[INSTANT_ROOM];
	put_time(json, key, (struct text){words, instant_write(value, words)});
}

void json_put_date(struct json_writer *json, struct text key, struct date value)
{
	char words[INSTANT_ROOM];
	put_time(json, key, (struct text){words, date_write(value, words)});
}
