/* The parts of a form with files (RFC 7578, as browsers send it); see fields_parts.h.
 *
 * The one idea: strict framing. The body begins with the boundary and ends with the closing one; every part has a
 * Content-Disposition with a name; whatever else is malformed, never guessed. Contents view the body, nothing is
 * copied.
 */
#include "web/fields_parts.h"

#include <string.h>
#include <strings.h>

#define BOUNDARY_MOST 70 /* RFC 2046 5.1.1 */
#define HEADERS_MOST  4096

struct part {
	struct text name;
	struct text file_name; /* none: a plain value */
	struct text type;
	struct bytes content;
};

static struct text view(struct bytes bytes)
{
	return (struct text){(const char *)bytes.at, bytes.size};
}

/* The place of `needle` in bytes that need not be text, or SIZE_MAX. */
static size_t find(struct bytes bytes, size_t from, struct text needle)
{
	if (from > bytes.size)
		return SIZE_MAX;
	const unsigned char *at = memmem(bytes.at + from, bytes.size - from, needle.at, needle.size);
	return at ? (size_t)(at - bytes.at) : SIZE_MAX;
}

static bool starts_any_case(struct text t, struct text prefix)
{
	return t.size >= prefix.size && strncasecmp(t.at, prefix.at, prefix.size) == 0;
}

/* The value of `; name=value` or `; name="value"` behind a header's first word; false when it is not there. Goes from
 * parameter to parameter, so a name inside somebody's quotes is never taken for one. */
static bool find_parameter(struct text header, struct text name, struct text *ret_value)
{
	struct text rest = text_slice(header, text_find(header, TEXT(";"), 0), SIZE_MAX);
	while (rest.size) {
		rest = text_trim(text_slice(rest, 1, SIZE_MAX)); /* behind the ';' */
		size_t equals = text_find(rest, TEXT("="), 0);
		if (equals == SIZE_MAX)
			return false;
		struct text found = text_slice(rest, 0, equals), value;
		rest = text_slice(rest, equals + 1, SIZE_MAX);
		if (text_starts(rest, TEXT("\""))) {
			size_t end = text_find(rest, TEXT("\""), 1);
			if (end == SIZE_MAX)
				return false;
			value = text_slice(rest, 1, end - 1);
			rest = text_trim(text_slice(rest, end + 1, SIZE_MAX));
			if (rest.size && rest.at[0] != ';')
				return false;
		} else {
			size_t end = text_find(rest, TEXT(";"), 0);
			value = text_trim(text_slice(rest, 0, end));
			rest = text_slice(rest, end, SIZE_MAX);
		}
		if (found.size == name.size && starts_any_case(found, name)) {
			*ret_value = value;
			return true;
		}
	}
	return false;
}

/* Browsers write '"', CR and LF of a name as %22, %0D and %0A, and nothing else. */
static struct text unescape(struct arena *arena, struct text t)
{
	static const struct {
		const char *escape;
		char c;
	} escapes[] = {{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}};
	char *at = arena_take(arena, t.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < t.size; i++) {
		at[size] = t.at[i];
		for (size_t j = 0; j < sizeof(escapes) / sizeof(*escapes); j++)
			if (text_starts(text_slice(t, i, 3), text_of(escapes[j].escape))) {
				at[size] = escapes[j].c;
				i += 2;
				break;
			}
		size++;
	}
	return (struct text){at, size};
}

static bool read_headers(struct arena *arena, struct text headers, struct part *ret_part)
{
	struct text line;
	while (text_next(&headers, '\n', &line)) {
		line = text_trim(line);
		if (starts_any_case(line, TEXT("content-type:"))) {
			ret_part->type = text_trim(text_slice(line, 13, SIZE_MAX));
		} else if (starts_any_case(line, TEXT("content-disposition:"))) {
			struct text value = text_trim(text_slice(line, 20, SIZE_MAX));
			if (!starts_any_case(value, TEXT("form-data;")) ||
			    !find_parameter(value, TEXT("name"), &ret_part->name))
				return false;
			ret_part->name = unescape(arena, ret_part->name);
			if (find_parameter(value, TEXT("filename"), &ret_part->file_name))
				ret_part->file_name = unescape(arena, ret_part->file_name);
		}
	}
	return !text_is_none(ret_part->name);
}

/* Cuts the next part off; `rest` stands behind a boundary. False when it is malformed. */
static bool next_part(struct arena *arena, struct bytes *rest, struct text delimiter, struct part *ret_part)
{
	*ret_part = (struct part){0};
	if (!text_starts(view(*rest), TEXT("\r\n")))
		return false;
	size_t end = find(*rest, 0, TEXT("\r\n\r\n"));
	if (end == SIZE_MAX || end > HEADERS_MOST)
		return false;
	struct bytes headers = {rest->at + 2, end > 2 ? end - 2 : 0};
	if (!text_is_valid(headers) || !read_headers(arena, view(headers), ret_part))
		return false;
	size_t close = find(*rest, end + 2, delimiter);
	if (close == SIZE_MAX)
		return false;
	/* The blank line's own end may be the beginning of the delimiter: then the content is empty. */
	size_t start = end + 4 < close ? end + 4 : close;
	ret_part->content = (struct bytes){rest->at + start, close - start};
	size_t behind = close + delimiter.size;
	*rest = (struct bytes){rest->at + behind, rest->size - behind};
	return true;
}

static int add_part(struct context *ctx, const struct part *part, struct field_list *list)
{
	if (text_is_none(part->file_name) && !text_is_valid(part->content))
		return fields_refuse(ctx, 422, "not_text", N_("Some text is not valid UTF-8, or holds a NUL."));
	struct field *field = field_list_add(list);
	if (!field)
		return fields_refuse_number(ctx);
	field->name = part->name;
	if (text_is_none(part->file_name)) {
		field->form = FIELD_TEXT;
		field->text = view(part->content);
	} else {
		field->form = FIELD_UPLOAD;
		field->upload = (struct route_file){part->file_name, part->type, part->content};
	}
	return 0;
}

static int malformed(struct context *ctx)
{
	return fields_refuse(ctx, 400, "malformed", N_("This form with files cannot be read."));
}

int fields_parse_multipart(struct context *ctx, struct text type, struct bytes body, struct field_list *list)
{
	struct text boundary;
	if (!find_parameter(type, TEXT("boundary"), &boundary) || boundary.size == 0 || boundary.size > BOUNDARY_MOST)
		return malformed(ctx);
	struct text delimiter = text_join(ctx->arena, TEXT("\r\n--"), boundary);
	struct bytes rest = body;
	if (!text_starts(view(rest), text_slice(delimiter, 2, SIZE_MAX)))
		return malformed(ctx);
	rest = (struct bytes){rest.at + delimiter.size - 2, rest.size - delimiter.size + 2};
	while (!text_starts(view(rest), TEXT("--"))) {
		struct part part;
		if (!next_part(ctx->arena, &rest, delimiter, &part))
			return malformed(ctx);
		int status = add_part(ctx, &part, list);
		if (status)
			return status;
	}
	return 0;
}
