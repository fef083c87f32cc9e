/* Writes <name>.routes.h: a struct, the handler's prototype and a URL builder per route, and the table. */
#include "tools/routes/routes.h"

void write_upper(struct buffer *out, struct text name)
{
	for (size_t i = 0; i < name.size; i++) {
		char c = name.at[i];
		buffer_add_char(out, c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c == '.' ? '_' : c);
	}
}

static void write_type(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	switch (field->kind) {
	case ROUTE_TEXT:
	case ROUTE_EMAIL:
	case ROUTE_JSON:
	case ROUTE_OBJECT:
	case ROUTE_SHAPE: buffer_add(out, TEXT("struct text")); break;
	case ROUTE_SECRET: buffer_add(out, TEXT("struct secret")); break;
	case ROUTE_COUNT: buffer_add(out, TEXT("int64_t")); break;
	case ROUTE_MONEY: buffer_add(out, TEXT("struct money")); break;
	case ROUTE_DATE: buffer_add(out, TEXT("struct date")); break;
	case ROUTE_INSTANT: buffer_add(out, TEXT("struct instant")); break;
	case ROUTE_FLAG: buffer_add(out, TEXT("bool")); break;
	case ROUTE_ID: buffer_add_format(out, "struct %.*s_id", TEXT_ARG(field->id_kind)); break;
	case ROUTE_FILE: buffer_add(out, TEXT("struct route_file")); break;
	case ROUTE_CHOICE:
		if (field->choice.at)
			buffer_add_format(out, "enum %.*s", TEXT_ARG(field->choice));
		else
			buffer_add_format(out, "enum %.*s_%.*s", TEXT_ARG(route->name), TEXT_ARG(field->name));
		break;
	}
}

/* enum notes_list_api_sort { NOTES_LIST_API_SORT_NEWEST, … }; */
static void write_one_of(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	buffer_add_format(out, "enum %.*s_%.*s {\n", TEXT_ARG(route->name), TEXT_ARG(field->name));
	for (size_t i = 0; i < field->words.count; i++) {
		buffer_add_char(out, '\t');
		write_upper(out, route->name);
		buffer_add_char(out, '_');
		write_upper(out, field->name);
		buffer_add_char(out, '_');
		write_upper(out, field->words.list[i]);
		buffer_add(out, TEXT(",\n"));
	}
	buffer_add(out, TEXT("};\n"));
}

static void write_member(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	bool many = field->flags & ROUTE_MANY;
	buffer_add(out, many ? TEXT("\tconst ") : TEXT("\t"));
	write_type(out, route, field);
	buffer_add_format(out, " %s%.*s;\n", many ? "*" : "", TEXT_ARG(field->name));
	if (many)
		buffer_add_format(out, "\tsize_t %.*s_count;\n", TEXT_ARG(field->name));
	if (field_has_flag(route, field))
		buffer_add_format(out, "\tbool has_%.*s;\n", TEXT_ARG(field->name));
	if (field->flags & ROUTE_WATCHED)
		buffer_add_format(out, "\tstruct text was_%.*s;\n", TEXT_ARG(field->name));
}

/* The builder's arguments behind the arena; write_source writes the same list. */
static void write_url(struct buffer *out, const struct declared_route *route)
{
	buffer_add_format(out, "struct text %.*s_url(struct arena *arena", TEXT_ARG(route->name));
	for (size_t i = 0; i < route->path_count; i++) {
		buffer_add(out, TEXT(", "));
		write_type(out, route, &route->fields.list[i]);
		buffer_add_format(out, " %.*s", TEXT_ARG(route->fields.list[i].name));
	}
	buffer_add(out, TEXT(");\n"));
}

/* #define FILES_ADD_POST_FILE_MOST 20000000: pages say how large a file may be. */
static void write_most(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	buffer_add(out, TEXT("#define "));
	write_upper(out, route->name);
	buffer_add_char(out, '_');
	write_upper(out, field->name);
	buffer_add_format(out, "_MOST %lld\n", (long long)field->max);
}

static void write_route(struct buffer *out, const struct declared_route *route)
{
	buffer_add_format(out, "/* %s %.*s */\n", route->method, TEXT_ARG(route->path));
	for (size_t i = 0; i < route->fields.count; i++) {
		const struct declared_field *field = &route->fields.list[i];
		if (field->kind == ROUTE_CHOICE && text_is_none(field->choice))
			write_one_of(out, route, field);
		else if (field->kind == ROUTE_FILE)
			write_most(out, route, field);
	}
	buffer_add_format(out, "struct %.*s {\n", TEXT_ARG(route->name));
	for (size_t i = 0; i < route->fields.count; i++)
		write_member(out, route, &route->fields.list[i]);
	if (route->raw_types.count)
		buffer_add(out, TEXT("\tstruct bytes raw;\n\tstruct text raw_type;\n"));
	buffer_add(out, TEXT("};\n"));
	buffer_add_format(out, "enum outcome %.*s(struct request *request, const struct %.*s *in);\n",
			  TEXT_ARG(route->name), TEXT_ARG(route->name));
	if (route->again.at)
		buffer_add_format(out, "enum outcome %.*s(struct request *request, const struct %.*s *in);\n",
				  TEXT_ARG(route->again), TEXT_ARG(route->name));
	write_url(out, route);
	buffer_add_char(out, '\n');
}

static struct types types_of(const struct compiler *compiler, const struct declared_file *file)
{
	struct types types = {0};
	for (size_t i = 0; i < file->route_count; i++) {
		const struct fields_declared *fields = &file->routes[i].fields;
		for (size_t f = 0; f < fields->count; f++) {
			const struct declared_field *field = &fields->list[f];
			if (field->kind == ROUTE_ID)
				types_add(compiler->arena, &types, (struct type){SCHEMA_ID, field->id_kind});
			else if (field->kind == ROUTE_CHOICE)
				types_add(compiler->arena, &types, (struct type){SCHEMA_CHOICE, field->choice});
		}
	}
	return types;
}

void write_header(struct buffer *out, const struct compiler *compiler, const struct declared_file *file)
{
	const struct types types = types_of(compiler, file);
	buffer_add_format(out, "/* Made from %.*s.routes. Each handler is to be written by the slice. */\n#ifndef ",
			  TEXT_ARG(file->name));
	write_upper(out, file->name);
	buffer_add(out, TEXT("_ROUTES_H\n#define "));
	write_upper(out, file->name);
	buffer_add(out, TEXT("_ROUTES_H\n\n#include \"base/instant.h\"\n#include \"base/money.h\"\n"));
	include_schemas(out, &compiler->schema, &types);
	buffer_add(out, TEXT("#include \"web/route.h\"\n\n"));
	for (size_t i = 0; i < file->route_count; i++)
		write_route(out, &file->routes[i]);
	buffer_add_format(out, "extern const struct route_table %.*s_routes;\n\n#endif\n", TEXT_ARG(file->name));
}
