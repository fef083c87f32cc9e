/* Writes <name>.routes.c (tables, thunks, URL builders) and routes.c (the list of all tables). */
#include "tools/routes/routes.h"

#include <inttypes.h>

#define BODY_USUAL (INT64_C(1) << 20)

static const char *kind_name(enum route_kind kind)
{
	switch (kind) {
	case ROUTE_TEXT: return "ROUTE_TEXT";
	case ROUTE_SECRET: return "ROUTE_SECRET";
	case ROUTE_COUNT: return "ROUTE_COUNT";
	case ROUTE_MONEY: return "ROUTE_MONEY";
	case ROUTE_DATE: return "ROUTE_DATE";
	case ROUTE_INSTANT: return "ROUTE_INSTANT";
	case ROUTE_FLAG: return "ROUTE_FLAG";
	case ROUTE_ID: return "ROUTE_ID";
	case ROUTE_CHOICE: return "ROUTE_CHOICE";
	case ROUTE_EMAIL: return "ROUTE_EMAIL";
	case ROUTE_FILE: return "ROUTE_FILE";
	case ROUTE_JSON: return "ROUTE_JSON";
	case ROUTE_OBJECT: return "ROUTE_OBJECT";
	case ROUTE_SHAPE: return "ROUTE_SHAPE";
	}
	return "";
}

static void write_flags(struct buffer *out, unsigned flags)
{
	static const struct {
		enum route_flag flag;
		const char *name;
	} names[] = {{ROUTE_OPTIONAL, "ROUTE_OPTIONAL"},   {ROUTE_MULTILINE, "ROUTE_MULTILINE"},
		     {ROUTE_UNTRIMMED, "ROUTE_UNTRIMMED"}, {ROUTE_MANY, "ROUTE_MANY"},
		     {ROUTE_WATCHED, "ROUTE_WATCHED"},     {ROUTE_FILES, "ROUTE_FILES"},
		     {ROUTE_ABSENT, "ROUTE_ABSENT"}};
	buffer_add(out, TEXT(".flags = 0"));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (flags & names[i].flag)
			buffer_add_format(out, " | %s", names[i].name);
	buffer_add(out, TEXT(", "));
}

static void write_words(struct buffer *out, const struct words *words)
{
	if (words->count == 0)
		return;
	buffer_add(out, TEXT(".words = {(const char *const[]){"));
	for (size_t i = 0; i < words->count; i++) {
		output_literal(out, words->list[i]);
		buffer_add(out, TEXT(", "));
	}
	buffer_add_format(out, "}, %zu}, ", words->count);
}

/* .was_offset = offsetof(struct notes_edit, was_body), or ROUTE_NOWHERE */
static void write_offset(struct buffer *out, const struct declared_route *route, const char *member, struct text name,
			 bool there)
{
	const char *before = member[0] == 'h' ? "has_" : member[0] == 'w' ? "was_" : "";
	const char *after = member[0] == 'c' ? "_count" : "";
	if (there)
		buffer_add_format(out, ".%s = offsetof(struct %.*s, %s%.*s%s), ", member, TEXT_ARG(route->name), before,
				  TEXT_ARG(name), after);
	else
		buffer_add_format(out, ".%s = ROUTE_NOWHERE, ", member);
}

static void write_field(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	buffer_add(out, TEXT("\t{.name = "));
	output_literal(out, field->name);
	buffer_add_format(out, ", .kind = %s, ", kind_name(field->kind));
	write_flags(out, field->flags);
	buffer_add_format(out, ".min = INT64_C(%" PRId64 "), .max = INT64_C(%" PRId64 "), .most = %" PRId64 ", ",
			  field->min, field->max, field->most);
	if (field->given.at) {
		buffer_add(out, TEXT(".given = "));
		output_literal(out, field->given);
		buffer_add(out, TEXT(", "));
	}
	write_offset(out, route, "offset", field->name, true);
	write_offset(out, route, "count_offset", field->name, field->flags & ROUTE_MANY);
	write_offset(out, route, "has_offset", field->name, field_has_flag(route, field));
	write_offset(out, route, "was_offset", field->name, field->flags & ROUTE_WATCHED);
	write_words(out, &field->words);
	if (field->among.at)
		buffer_add_format(out, ".among = %.*s, ", TEXT_ARG(field->among));
	if (field->id_kind.at) {
		buffer_add(out, TEXT(".id_kind = "));
		output_literal(out, field->id_kind);
	}
	if (field->shape.at) {
		buffer_add(out, TEXT(".shape = "));
		output_literal(out, field->shape);
		buffer_add_format(out, ", .shape_many = %s, ", field->shape_many ? "true" : "false");
	}
	buffer_add(out, TEXT("},\n"));
}

/* A choice's number is its place in the list here: the schema that the program is built with must say the same. */
static void write_asserts(struct buffer *out, const struct declared_route *route)
{
	for (size_t i = 0; i < route->fields.count; i++) {
		const struct declared_field *field = &route->fields.list[i];
		if (field->choice.at) {
			buffer_add(out, TEXT("_Static_assert("));
			write_upper(out, field->choice);
			buffer_add_format(out, "_COUNT == %zu && sizeof(enum %.*s) == sizeof(unsigned), \"\");\n",
					  field->words.count, TEXT_ARG(field->choice));
		}
	}
}

/* What slices have in headers of their own, which are not known here. */
static void write_among(struct buffer *out, const struct declared_route *route)
{
	for (size_t i = 0; i < route->fields.count; i++)
		if (route->fields.list[i].among.at)
			buffer_add_format(out, "extern const char *const %.*s[];\n",
					  TEXT_ARG(route->fields.list[i].among));
}

static void write_url(struct buffer *out, const struct declared_route *route)
{
	struct buffer values = buffer_make(16384);
	buffer_add_format(out, "struct text %.*s_url(struct arena *arena", TEXT_ARG(route->name));
	for (size_t i = 0; i < route->path_count; i++) {
		const struct declared_field *field = &route->fields.list[i];
		struct text name = field->name;
		if (field->kind == ROUTE_ID) {
			buffer_add_format(out, ", struct %.*s_id %.*s", TEXT_ARG(field->id_kind), TEXT_ARG(name));
			buffer_add_format(&values, "text_of_number(arena, %.*s.value), ", TEXT_ARG(name));
		} else {
			buffer_add_format(out, ", struct text %.*s", TEXT_ARG(name));
			buffer_add_format(&values, "%.*s, ", TEXT_ARG(name));
		}
	}
	buffer_add(out, TEXT(")\n{\n\treturn route_url(arena, "));
	output_literal(out, route->path);
	if (route->path_count)
		buffer_add_format(out, ", (const struct text[]){%.*s}", TEXT_ARG(buffer_text(&values)));
	else
		buffer_add(out, TEXT(", NULL"));
	buffer_add_format(out, ", %zu);\n}\n\n", route->path_count);
	buffer_free(&values);
}

/* Gives the handler's struct its type back. */
static void write_thunk(struct buffer *out, const char *verb, struct text name, struct text handler)
{
	buffer_add_format(out, "static enum outcome %s_%.*s(struct request *request, const void *in)\n{\n\treturn ",
			  verb, TEXT_ARG(name));
	buffer_add_format(out, "%.*s(request, in);\n}\n\n", TEXT_ARG(handler));
}

static void write_code(struct buffer *out, const struct declared_route *route)
{
	struct text name = route->name;
	write_thunk(out, "run", name, name);
	if (route->again.at)
		write_thunk(out, "again", name, route->again);
	write_url(out, route);
	write_asserts(out, route);
	write_among(out, route);
	if (route->fields.count) {
		buffer_add_format(out, "static const struct route_field fields_%.*s[] = {\n", TEXT_ARG(name));
		for (size_t i = 0; i < route->fields.count; i++)
			write_field(out, route, &route->fields.list[i]);
		buffer_add(out, TEXT("};\n\n"));
	}
}

/* A list of texts, ended by NULL. */
static void write_types(struct buffer *out, const char *member, const struct words *types)
{
	if (types->count == 0)
		return;
	buffer_add_format(out, ".%s = (const char *const[]){", member);
	for (size_t i = 0; i < types->count; i++) {
		output_literal(out, types->list[i]);
		buffer_add(out, TEXT(", "));
	}
	buffer_add(out, TEXT("NULL}, "));
}

static void write_body(struct buffer *out, const struct declared_route *route)
{
	bool bodiless =
		text_equal(text_of(route->method), TEXT("GET")) || text_equal(text_of(route->method), TEXT("DELETE"));
	buffer_add_format(out, ".body_limit = %" PRId64 ", ",
			  bodiless            ? 0
			  : route->body_limit ? route->body_limit
					      : BODY_USUAL);
	if (route->spooled)
		buffer_add(out, TEXT(".spooled = true, "));
	if (route->raw_types.count == 0)
		return;
	write_types(out, "raw_types", &route->raw_types);
	buffer_add_format(out, ".raw_offset = offsetof(struct %.*s, raw), ", TEXT_ARG(route->name));
	buffer_add_format(out, ".raw_type_offset = offsetof(struct %.*s, raw_type), ", TEXT_ARG(route->name));
}

/* What describes raw JSON. */
static void write_takes(struct buffer *out, const struct declared_file *file, const struct declared_route *route)
{
	if (route->takes.at) {
		buffer_add(out, TEXT(".takes = "));
		output_literal(out, route->takes);
		buffer_add(out, TEXT(", "));
	}
	if (route->items.at)
		buffer_add_format(out, ".items = &routes[%zu], .items_most = %" PRId64 ", ",
				  (size_t)(route_find(file, route->items) - file->routes), route->items_most);
}

static void write_row(struct buffer *out, const struct declared_file *file, const struct declared_route *route)
{
	buffer_add_format(out, "\t{.method = HTTP_%s, .path = ", route->method);
	output_literal(out, route->path);
	buffer_add(out, TEXT(", .audience = ROUTE_"));
	write_upper(out, route->audience);
	if (route->permission.at) {
		buffer_add(out, TEXT(", .permission = PERMISSION_"));
		write_upper(out, route->permission);
	} else {
		buffer_add(out, TEXT(", .permission = ROUTE_NO_PERMISSION"));
	}
	buffer_add(out, TEXT(",\n\t .name = "));
	output_literal(out, route->name);
	buffer_add(out, TEXT(", .summary = "));
	output_literal(out, route->summary);
	buffer_add_format(out, ",\n\t .run = run_%.*s, .in_size = sizeof(struct %.*s), ", TEXT_ARG(route->name),
			  TEXT_ARG(route->name));
	if (route->again.at)
		buffer_add_format(out, ".again = again_%.*s, ", TEXT_ARG(route->name));
	if (route->fields.count)
		buffer_add_format(out, ".fields = fields_%.*s, .field_count = %zu, .path_count = %zu, ",
				  TEXT_ARG(route->name), route->fields.count, route->path_count);
	write_body(out, route);
	if (route->patch)
		buffer_add(out, TEXT(".patch = true, "));
	if (route->protocol)
		buffer_add(out, TEXT(".protocol = true, "));
	if (route->visitors)
		buffer_add(out, TEXT(".visitors = true, "));
	if (route->paced)
		buffer_add(out, TEXT(".paced = true, "));
	if (route->refusals_paced)
		buffer_add(out, TEXT(".refusals_paced = true, "));
	if (route->tagged)
		buffer_add(out, TEXT(".tagged = true, "));
	write_takes(out, file, route);
	if (route->returns.at) {
		buffer_add(out, TEXT(".returns = "));
		output_literal(out, route->returns);
		buffer_add_format(out, ", .returns_many = %s", route->returns_many ? "true" : "false");
	}
	write_types(out, "returns_types", &route->returns_types);
	buffer_add(out, TEXT("},\n"));
}

static void write_shape(struct buffer *out, const struct declared_shape *shape)
{
	if (shape->object)
		return;
	buffer_add_format(out, "static const struct route_shape_field shape_%.*s[] = {\n", TEXT_ARG(shape->name));
	for (size_t i = 0; i < shape->fields.count; i++) {
		const struct declared_field *field = &shape->fields.list[i];
		buffer_add(out, TEXT("\t{.name = "));
		output_literal(out, field->name);
		buffer_add_format(out, ", .kind = %s, ", kind_name(field->kind));
		write_flags(out, field->flags);
		write_words(out, &field->words);
		if (field->shape.at) {
			buffer_add(out, TEXT(".shape = "));
			output_literal(out, field->shape);
		}
		buffer_add(out, TEXT("},\n"));
	}
	buffer_add(out, TEXT("};\n\n"));
}

static void write_shape_row(struct buffer *out, const struct declared_shape *shape)
{
	struct text name = shape->name;
	if (shape->object)
		buffer_add_format(out, "\t{\"%.*s\", NULL, 0},\n", TEXT_ARG(name));
	else
		buffer_add_format(out, "\t{\"%.*s\", shape_%.*s, %zu},\n", TEXT_ARG(name), TEXT_ARG(name),
				  shape->fields.count);
}

void write_source(struct buffer *out, const struct declared_file *file)
{
	buffer_add_format(out, "/* Made from %.*s.routes. */\n#include \"%.*s.routes.h\"\n\n", TEXT_ARG(file->name),
			  TEXT_ARG(file->name));
	for (size_t i = 0; i < file->route_count; i++)
		write_code(out, &file->routes[i]);
	for (size_t i = 0; i < file->shape_count; i++)
		write_shape(out, &file->shapes[i]);
	if (file->route_count) {
		buffer_add(out, TEXT("static const struct route routes[] = {\n"));
		for (size_t i = 0; i < file->route_count; i++)
			write_row(out, file, &file->routes[i]);
		buffer_add(out, TEXT("};\n\n"));
	}
	if (file->shape_count) {
		buffer_add(out, TEXT("static const struct route_shape shapes[] = {\n"));
		for (size_t i = 0; i < file->shape_count; i++)
			write_shape_row(out, &file->shapes[i]);
		buffer_add(out, TEXT("};\n\n"));
	}
	buffer_add_format(out, "const struct route_table %.*s_routes = {\"%.*s\", ", TEXT_ARG(file->name),
			  TEXT_ARG(file->name));
	buffer_add_format(out, "%s, %zu, %s, %zu};\n", file->route_count ? "routes" : "NULL", file->route_count,
			  file->shape_count ? "shapes" : "NULL", file->shape_count);
}

void write_list(struct buffer *out, const struct compiler *compiler)
{
	buffer_add(out, TEXT("/* Made from every .routes file. */\n#include \"web/route.h\"\n\n"));
	for (size_t i = 0; i < compiler->file_count; i++)
		buffer_add_format(out, "extern const struct route_table %.*s_routes;\n",
				  TEXT_ARG(compiler->files[i].name));
	buffer_add(out, TEXT("\nconst struct route_table *const route_tables[] = {\n"));
	for (size_t i = 0; i < compiler->file_count; i++)
		buffer_add_format(out, "\t&%.*s_routes,\n", TEXT_ARG(compiler->files[i].name));
	buffer_add(out, TEXT("\tNULL,\n};\n"));
}
