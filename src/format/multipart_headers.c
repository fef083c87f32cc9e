/* Content-Disposition and Content-Type of a part, by RFC 7578. */
#include "format/multipart_headers.h"

#include <strings.h>

bool multipart_word_equal(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || strncasecmp(a.at, b.at, a.size) == 0);
}

bool multipart_next_parameter(struct text *rest, struct text *ret_name, struct text *ret_value)
{
	struct text left = *rest;
	if (!left.at)
		return false;
	size_t equals = text_find(left, TEXT("="), 0);
	if (equals == SIZE_MAX)
		return false;
	*ret_name = text_trim(text_slice(left, 0, equals));
	left = text_slice(left, equals + 1, left.size);
	if (ret_name->size == 0 || text_find(*ret_name, TEXT(";"), 0) != SIZE_MAX)
		return false;
	if (!text_starts(left, TEXT("\""))) {
		text_next(&left, ';', ret_value);
		*ret_value = text_trim(*ret_value);
		*rest = left;
		return true;
	}
	/* Browsers write %22 for a quote inside, so the next quote ends it; a backslash is itself (paths of old
	 * Windows). */
	size_t end = text_find(left, TEXT("\""), 1);
	if (end == SIZE_MAX)
		return false;
	*ret_value = text_slice(left, 1, end - 1);
	left = text_slice(left, end + 1, left.size);
	struct text between;
	text_next(&left, ';', &between);
	*rest = left;
	return text_trim(between).size == 0;
}

/* %22, %0D and %0A are all that browsers escape in names, as the HTML standard says. */
static struct text unescaped(struct arena *arena, struct text raw)
{
	char *at = arena_take(arena, raw.size + 1);
	size_t used = 0;
	for (size_t i = 0; i < raw.size; i++) {
		struct text three = text_slice(raw, i, 3);
		bool escape = multipart_word_equal(three, TEXT("%22")) || multipart_word_equal(three, TEXT("%0D")) ||
			      multipart_word_equal(three, TEXT("%0A"));
		at[used++] = !escape                                    ? raw.at[i]
			     : three.at[1] == '2'                       ? '"'
			     : three.at[2] == 'd' || three.at[2] == 'D' ? '\r'
									: '\n';
		i += escape ? 2 : 0;
	}
	return (struct text){at, used};
}

static bool is_text(struct text t)
{
	return text_is_valid((struct bytes){(const unsigned char *)t.at, t.size});
}

/* form-data; name="…"; filename="…" */
static enum outcome read_disposition(struct arena *arena, struct text value, struct multipart_part *part)
{
	struct text rest = value, kind, name, parameter;
	if (part->name.at || !text_next(&rest, ';', &kind) || !multipart_word_equal(text_trim(kind), TEXT("form-data")))
		return INVALID;
	while (multipart_next_parameter(&rest, &name, &parameter)) {
		bool is_name = multipart_word_equal(name, TEXT("name"));
		/* RFC 7578 forbids filename*; programs that read both forms differently are what it is sent for. */
		if (!is_name && !multipart_word_equal(name, TEXT("filename")))
			return INVALID;
		struct text *at = is_name ? &part->name : &part->file_name;
		if (at->at || !is_text(parameter))
			return INVALID;
		*at = unescaped(arena, parameter);
	}
	return text_is_none(rest) && part->name.at ? DONE : INVALID;
}

static enum outcome read_header(struct arena *arena, struct text line, struct multipart_part *part)
{
	size_t colon = text_find(line, TEXT(":"), 0);
	if (colon == SIZE_MAX || colon == 0 || line.at[0] == ' ' || line.at[0] == '\t')
		return INVALID;
	struct text name = text_slice(line, 0, colon), value = text_trim(text_slice(line, colon + 1, line.size));
	if (multipart_word_equal(name, TEXT("Content-Disposition")))
		return read_disposition(arena, value, part);
	if (multipart_word_equal(name, TEXT("Content-Transfer-Encoding")))
		return INVALID;
	if (!multipart_word_equal(name, TEXT("Content-Type")))
		return DONE;
	if (part->type.at || !is_text(value))
		return INVALID;
	part->type = text_lower_ascii(arena, value);
	return DONE;
}

enum outcome multipart_read_headers(struct arena *arena, struct text headers, struct multipart_part *ret_part)
{
	struct multipart_part part = {0};
	struct text rest = headers;
	while (rest.size) {
		size_t end = text_find(rest, TEXT("\r\n"), 0);
		struct text line = text_slice(rest, 0, end);
		rest = end == SIZE_MAX ? TEXT_NONE : text_slice(rest, end + 2, rest.size);
		if (text_find(line, TEXT("\n"), 0) != SIZE_MAX || text_find(line, TEXT("\r"), 0) != SIZE_MAX)
			return INVALID;
		TRY(read_header(arena, line, &part));
	}
	*ret_part = part;
	return part.name.at ? DONE : INVALID;
}
