/* Cutting the body into parts. Their headers are in multipart_headers.c. */
#include "format/multipart.h"

#include "format/multipart_headers.h"

#define BOUNDARY_MOST 70

static bool is_boundary(struct text boundary)
{
	static const struct text marks = TEXT("'()+_,-./:=? ");
	if (boundary.size == 0 || boundary.size > BOUNDARY_MOST || boundary.at[boundary.size - 1] == ' ')
		return false;
	for (size_t i = 0; i < boundary.size; i++) {
		char c = boundary.at[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!plain && text_find(marks, (struct text){&c, 1}, 0) == SIZE_MAX)
			return false;
	}
	return true;
}

struct text multipart_boundary(struct text content_type)
{
	struct text rest = content_type, type, boundary = TEXT_NONE, name, value;
	if (!text_next(&rest, ';', &type) || !multipart_word_equal(text_trim(type), TEXT("multipart/form-data")))
		return TEXT_NONE;
	while (multipart_next_parameter(&rest, &name, &value)) {
		if (!multipart_word_equal(name, TEXT("boundary")))
			continue;
		if (boundary.at)
			return TEXT_NONE;
		boundary = value;
	}
	return text_is_none(rest) && is_boundary(boundary) ? boundary : TEXT_NONE;
}

/* Takes `expected` off the front of the body. */
static bool take(struct text *rest, struct text expected)
{
	if (!text_starts(*rest, expected))
		return false;
	*rest = text_slice(*rest, expected.size, rest->size);
	return true;
}

/* Cuts off what stands before the next line that begins with the boundary, and that beginning. `*ret_last` when it was
 * the closing one. A line that only begins like the boundary is content. */
static bool take_body(struct text *rest, struct text delimiter, struct text *ret_body, bool *ret_last)
{
	size_t from = 0;
	for (size_t found; (found = text_find(*rest, delimiter, from)) != SIZE_MAX; from = found + 1) {
		struct text after = text_slice(*rest, found + delimiter.size, rest->size);
		bool last = take(&after, TEXT("--"));
		if (!last && !take(&after, TEXT("\r\n")))
			continue;
		*ret_body = text_slice(*rest, 0, found);
		*ret_last = last;
		*rest = after;
		return true;
	}
	return false;
}

static enum outcome take_part(struct arena *arena, struct text *rest, struct text delimiter,
			      struct multipart_part *ret_part, bool *ret_last)
{
	struct text headers = TEXT(""), body;
	if (!take(rest, TEXT("\r\n"))) {
		size_t end = text_find(text_slice(*rest, 0, MULTIPART_HEADERS_MOST), TEXT("\r\n\r\n"), 0);
		if (end == SIZE_MAX)
			return INVALID;
		headers = text_slice(*rest, 0, end);
		*rest = text_slice(*rest, end + 4, rest->size);
	}
	TRY(multipart_read_headers(arena, headers, ret_part));
	if (!take_body(rest, delimiter, &body, ret_last))
		return INVALID;
	ret_part->body = (struct bytes){(const unsigned char *)body.at, body.size};
	return DONE;
}

enum outcome multipart_parse(struct arena *arena, struct bytes body, struct text boundary, size_t parts_most,
			     struct multipart_parts *ret_parts)
{
	struct text rest = {(const char *)body.at, body.size};
	struct text delimiter = text_join(arena, TEXT("\r\n--"), boundary);
	struct multipart_parts parts = {.list = arena_take_array(arena, parts_most, sizeof *parts.list)};
	/* The first boundary stands at the very start, without the line break before it. */
	bool last = false;
	if (!is_boundary(boundary) || !take(&rest, text_slice(delimiter, 2, delimiter.size)))
		return INVALID;
	if (take(&rest, TEXT("--")))
		last = true;
	else if (!take(&rest, TEXT("\r\n")))
		return INVALID;
	while (!last) {
		if (parts.count == parts_most)
			return TOO_MANY;
		TRY(take_part(arena, &rest, delimiter, &parts.list[parts.count++], &last));
	}
	take(&rest, TEXT("\r\n"));
	if (rest.size)
		return INVALID;
	*ret_parts = parts;
	return DONE;
}
