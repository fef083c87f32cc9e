/* Percent encoding by RFC 3986, forms by the URL standard. */
#include "format/url.h"

#include <string.h>

#define OWN_PATH_MOST 2000

static const bool plain[256] = {
	['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true, ['-'] = true,
	['.'] = true,         ['_'] = true,         ['~'] = true,
};

static size_t encode(struct text t, char *to)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t used = 0;
	for (size_t i = 0; i < t.size; i++) {
		unsigned char c = (unsigned char)t.at[i];
		if (plain[c]) {
			to[used++] = t.at[i];
			continue;
		}
		to[used++] = '%';
		to[used++] = hex[c >> 4];
		to[used++] = hex[c & 15];
	}
	return used;
}

static size_t encoded_size(struct text t)
{
	size_t size = 0;
	for (size_t i = 0; i < t.size; i++)
		size += plain[(unsigned char)t.at[i]] ? 1 : URL_ENCODED_MOST;
	return size;
}

void url_add_encoded(struct buffer *out, struct text t)
{
	char *to = buffer_reserve(out, encoded_size(t));
	if (to)
		buffer_grew(out, encode(t, to));
}

struct text url_encode(struct arena *arena, struct text t)
{
	char *at = arena_take(arena, encoded_size(t) + 1);
	return (struct text){at, encode(t, at)};
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* `plus` is what '+' stands for. */
static enum outcome decode(struct arena *arena, struct text raw, char plus, struct text *ret_text)
{
	char *at = arena_take(arena, raw.size + 1);
	size_t used = 0;
	for (size_t i = 0; i < raw.size; i++) {
		if (raw.at[i] != '%') {
			at[used++] = raw.at[i] == '+' ? plus : raw.at[i];
			continue;
		}
		int high = raw.size - i > 2 ? hex_value(raw.at[i + 1]) : -1;
		int low = high >= 0 ? hex_value(raw.at[i + 2]) : -1;
		if (low < 0)
			return INVALID;
		at[used++] = (char)(high << 4 | low);
		i += 2;
	}
	at[used] = '\0';
	if (!text_is_valid((struct bytes){(unsigned char *)at, used}))
		return INVALID;
	*ret_text = (struct text){at, used};
	return DONE;
}

enum outcome url_decode(struct arena *arena, struct text raw, struct text *ret_text)
{
	return decode(arena, raw, '+', ret_text);
}

enum outcome url_next_pair(struct arena *arena, struct text *rest, bool *ret_found, struct url_pair *ret_pair)
{
	struct text piece;
	*ret_found = false;
	do {
		if (!text_next(rest, '&', &piece))
			return DONE;
	} while (piece.size == 0);
	struct text value = piece, name;
	text_next(&value, '=', &name);
	TRY(decode(arena, name, ' ', &ret_pair->name));
	TRY(decode(arena, value, ' ', &ret_pair->value));
	*ret_found = true;
	return DONE;
}

bool url_is_own_path(struct text target)
{
	if (target.size == 0 || target.size > OWN_PATH_MOST || target.at[0] != '/' || text_starts(target, TEXT("//")))
		return false;
	for (size_t i = 0; i < target.size; i++)
		if (target.at[i] <= ' ' || target.at[i] >= 0x7F || target.at[i] == '\\')
			return false;
	return true;
}

bool url_is_web(struct text t)
{
	size_t scheme = text_starts(t, TEXT("https://")) ? 8 : text_starts(t, TEXT("http://")) ? 7 : 0;
	if (!scheme || t.size == scheme || t.size > 2000 || strchr("/?#:@.", t.at[scheme]))
		return false;
	for (size_t i = 0; i < t.size; i++) {
		unsigned char c = (unsigned char)t.at[i];
		if (c <= ' ' || c == 0x7f || strchr("\"'<>\\`", c))
			return false;
	}
	return true;
}
