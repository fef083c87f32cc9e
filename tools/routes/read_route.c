/* Reads a .routes file: the lines of routes and shapes themselves; what stands below them is in read_field.c.
 * And the words of permissions.def. */
#include "tools/routes/routes.h"

#include <string.h>

void read_permissions(struct compiler *compiler, const char *path, struct text source)
{
	struct text line;
	for (int number = 1; line_next(&source, &line); number++) {
		if (!text_starts(line, TEXT("PERMISSION(")))
			continue;
		size_t start = text_find(line, TEXT("\""), 0);
		size_t end = start == SIZE_MAX ? SIZE_MAX : text_find(line, TEXT("\""), start + 1);
		if (end == SIZE_MAX)
			report_mistake(&compiler->report, (struct place){text_of(path), number},
				       "a permission without its word");
		else
			words_add(compiler->arena, &compiler->permissions,
				  text_slice(line, start + 1, end - start - 1));
	}
}

static const char *find_method(struct text word)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (text_equal(word, text_of(methods[i])))
			return methods[i];
	return NULL;
}

static bool is_method_like(struct text word)
{
	if (word.size < 3)
		return false;
	for (size_t i = 0; i < word.size; i++)
		if (word.at[i] < 'A' || word.at[i] > 'Z')
			return false;
	return true;
}

static bool is_literal(struct text segment)
{
	if (segment.size == 0 || text_equal(segment, TEXT(".")) || text_equal(segment, TEXT("..")))
		return false;
	for (size_t i = 0; i < segment.size; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_.", segment.at[i]))
			return false;
	return true;
}

/* `{customer}`, `{id:note}`, `{name:text}` */
static void read_parameter(struct compiler *compiler, struct declared_route *route, struct text segment,
			   struct buffer *path)
{
	struct text inside = text_slice(segment, 1, segment.size - 2);
	size_t colon = text_find(inside, TEXT(":"), 0);
	struct text name = text_slice(inside, 0, colon);
	struct text kind = colon == SIZE_MAX ? name : text_slice(inside, colon + 1, SIZE_MAX);
	struct declared_field field = {.name = name, .place = route->place};
	if (text_equal(kind, TEXT("text"))) {
		field.kind = ROUTE_TEXT;
		field.min = 1;
		field.max = ROUTE_PARAMETER_LENGTH;
	} else {
		field.kind = ROUTE_ID;
		field.id_kind = kind;
		field.max = INT64_MAX;
		if (!schema_kind(&compiler->schema, kind))
			report_mistake(&compiler->report, route->place, "{%.*s}: the schema has no id(%.*s)",
				       TEXT_ARG(inside), TEXT_ARG(kind));
	}
	fields_add(compiler, &route->fields, &field);
	route->path_count = route->fields.count;
	buffer_add_char(path, '{');
	buffer_add(path, name);
	buffer_add_char(path, '}');
}

static void read_path(struct compiler *compiler, struct declared_route *route, struct text word)
{
	struct text rest = text_slice(word, 1, SIZE_MAX), segment;
	struct buffer path = buffer_make(4096);
	size_t segments = 0;
	if (rest.size == 0)
		buffer_add_char(&path, '/');
	while (rest.size && text_next(&rest, '/', &segment)) {
		buffer_add_char(&path, '/');
		segments++;
		if (text_starts(segment, TEXT("{")) && text_ends(segment, TEXT("}"))) {
			read_parameter(compiler, route, segment, &path);
		} else {
			buffer_add(&path, segment);
			if (!is_literal(segment))
				report_mistake(
					&compiler->report, route->place,
					"segment '%.*s' of a path is neither {name} nor small letters, digits, - _ .",
					TEXT_ARG(segment));
		}
	}
	if (word.size > 1 && text_ends(word, TEXT("/")))
		report_mistake(&compiler->report, route->place, "a path does not end in /");
	if (segments > ROUTE_SEGMENTS || route->path_count > ROUTE_PARAMETERS)
		report_mistake(&compiler->report, route->place, "a path has at most %d segments and %d parameters",
			       ROUTE_SEGMENTS, ROUTE_PARAMETERS);
	route->path = text_copy(compiler->arena, buffer_text(&path));
	buffer_free(&path);
}

static void read_access(struct compiler *compiler, struct declared_route *route, struct text permission)
{
	bool none = text_equal(permission, TEXT("-"));
	bool staff = text_equal(route->audience, TEXT("staff")) || text_equal(route->audience, TEXT("key"));
	if (!staff && !text_equal(route->audience, TEXT("anyone")) && !text_equal(route->audience, TEXT("customer")))
		report_mistake(&compiler->report, route->place,
			       "unknown audience '%.*s': anyone, staff, customer or key", TEXT_ARG(route->audience));
	else if (!staff && !none)
		report_mistake(&compiler->report, route->place, "%.*s has no permissions: write - instead of '%.*s'",
			       TEXT_ARG(route->audience), TEXT_ARG(permission));
	else if (!none && !words_have(&compiler->permissions, permission))
		report_mistake(&compiler->report, route->place, "permissions.def has no permission '%.*s'",
			       TEXT_ARG(permission));
	route->permission = none ? TEXT_NONE : permission;
}

/* "notes_add_post" → "Notes add post" */
static struct text humanise(struct arena *arena, struct text name)
{
	struct text words = text_copy(arena, name);
	char *at = (char *)words.at; /* our own copy */
	for (size_t i = 0; i < words.size; i++)
		if (at[i] == '_')
			at[i] = ' ';
	at[0] = (char)(at[0] - ('a' - 'A'));
	return words;
}

static struct declared_route *read_route(struct compiler *compiler, struct declared_file *file, struct text line,
					 struct text comment, struct place place)
{
	struct text rest = line;
	const char *method = find_method(word_next(&rest));
	struct text path = word_next(&rest), audience = word_next(&rest), permission = word_next(&rest);
	struct text name = word_next(&rest);
	if (text_is_none(name)) {
		report_mistake(&compiler->report, place, "a route is: METHOD /path audience permission handler");
		return NULL;
	}
	if (!text_starts(path, TEXT("/")) || !is_name(name) || word_next(&rest).size) {
		report_mistake(&compiler->report, place,
			       !text_starts(path, TEXT("/")) ? "a path begins with /"
			       : !is_name(name)              ? "a handler's name is small letters, digits and _"
							     : "nothing stands behind the handler");
		return NULL;
	}
	file->routes = array_more(compiler->arena, file->routes, file->route_count, sizeof(*file->routes));
	struct declared_route *route = &file->routes[file->route_count++];
	*route = (struct declared_route){.method = method, .audience = audience, .name = name, .place = place};
	route->summary = comment.size ? comment : humanise(compiler->arena, name);
	read_access(compiler, route, permission);
	read_path(compiler, route, path);
	return route;
}

static struct declared_shape *read_shape(struct compiler *compiler, struct declared_file *file, struct text line,
					 struct place place)
{
	struct text rest = line;
	(void)word_next(&rest);
	struct text name = word_next(&rest);
	struct text mark = word_next(&rest);
	bool object = text_equal(mark, TEXT("object"));
	if (!is_shape_name(name) || (mark.size && !object) || word_next(&rest).size) {
		report_mistake(&compiler->report, place, "a shape is: shape Name, or shape Name object");
		return NULL;
	}
	file->shapes = array_more(compiler->arena, file->shapes, file->shape_count, sizeof(*file->shapes));
	struct declared_shape *shape = &file->shapes[file->shape_count++];
	*shape = (struct declared_shape){.name = name, .object = object, .place = place};
	return shape;
}

/* One file being read. Indented lines belong to the declaration that is open: none after one with a mistake. */
struct reading {
	struct compiler *compiler;
	struct declared_file *file;
	struct place place;  /* of the line */
	struct text comment; /* what stood directly above it */
	struct declared_route *route;
	struct declared_shape *shape;
	bool broken;
};

static void read_indented(struct reading *reading, struct text line)
{
	if (reading->route)
		read_route_line(reading->compiler, reading->route, line, reading->place);
	else if (reading->shape)
		read_shape_line(reading->compiler, reading->shape, line, reading->place);
	else if (!reading->broken)
		report_mistake(&reading->compiler->report, reading->place,
			       "an indented line belongs to a route or a shape");
}

static void close_declaration(struct reading *reading)
{
	if (reading->route)
		check_route(reading->compiler, reading->route);
	reading->route = NULL;
	reading->shape = NULL;
}

/* A line that opens neither a route nor a shape. */
static void refuse_line(const struct reading *reading, struct text first)
{
	struct report *report = &reading->compiler->report;
	if (text_equal(first, TEXT("HEAD")) || text_equal(first, TEXT("OPTIONS")))
		report_mistake(report, reading->place, "HEAD and OPTIONS follow from the other methods");
	else if (is_method_like(first))
		report_mistake(report, reading->place, "unknown method '%.*s'", TEXT_ARG(first));
	else
		report_mistake(report, reading->place,
			       "expected METHOD /path audience permission handler, or shape Name");
}

static void open_declaration(struct reading *reading, struct text line)
{
	struct text rest = line, first = word_next(&rest);
	if (find_method(first))
		reading->route = read_route(reading->compiler, reading->file, line, reading->comment, reading->place);
	else if (text_equal(first, TEXT("shape")))
		reading->shape = read_shape(reading->compiler, reading->file, line, reading->place);
	else
		refuse_line(reading, first);
	reading->broken = !reading->route && !reading->shape;
}

/* A line without a declaration: of a comment, which goes on over several lines, or blank, which parts a comment from
 * what follows. */
static void keep_comment(struct reading *reading, struct text line)
{
	struct text words = text_trim(text_slice(line, 2, SIZE_MAX));
	if (line.size == 0)
		reading->comment = TEXT_NONE;
	else if (reading->comment.size)
		reading->comment =
			text_format(reading->compiler->arena, "%.*s %.*s", TEXT_ARG(reading->comment), TEXT_ARG(words));
	else
		reading->comment = words;
}

static struct declared_file *add_file(struct compiler *compiler, const char *path)
{
	compiler->files = array_more(compiler->arena, compiler->files, compiler->file_count, sizeof(*compiler->files));
	struct declared_file *file = &compiler->files[compiler->file_count++];
	*file = (struct declared_file){.path = path, .name = source_name(text_of(path), TEXT(".routes"))};
	if (!is_name(file->name))
		report_mistake(&compiler->report, (struct place){text_of(path), 1},
			       "a file's name is small letters, digits and _");
	return file;
}

void read_routes(struct compiler *compiler, const char *path, struct text source)
{
	struct reading reading = {.compiler = compiler, .file = add_file(compiler, path), .comment = TEXT_NONE};
	struct text line;
	for (int number = 1; line_next(&source, &line); number++) {
		struct text content = text_trim(line_without_comment(line));
		reading.place = (struct place){text_of(path), number};
		if (content.size == 0) {
			keep_comment(&reading, text_trim(line));
			continue;
		}
		if (line.at[0] == ' ' || line.at[0] == '\t') {
			read_indented(&reading, content);
		} else {
			close_declaration(&reading);
			open_declaration(&reading, content);
		}
		reading.comment = TEXT_NONE;
	}
	close_declaration(&reading);
	check_items(compiler, reading.file);
}
