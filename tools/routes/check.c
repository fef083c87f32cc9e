/* Checks what a declaration, or all files, only show as a whole. */
#include "tools/routes/routes.h"

#include <string.h>

bool route_has_query(const struct declared_route *route)
{
	return strcmp(route->method, "GET") == 0 || strcmp(route->method, "DELETE") == 0 || route->raw_types.count > 0;
}

/* Absent is told by the value where there is one for it (none, 0 for ids), else by has_name. */
bool field_has_flag(const struct declared_route *route, const struct declared_field *field)
{
	if (field < route->fields.list + route->path_count)
		return false;
	if (route->patch)
		return true;
	bool tells_itself = field->kind != ROUTE_COUNT && field->kind != ROUTE_MONEY && field->kind != ROUTE_CHOICE &&
			    field->kind != ROUTE_FLAG;
	return (field->flags & ROUTE_OPTIONAL) && (field->flags & ROUTE_MANY || !tells_itself);
}

/* Names that a field brings with it must not meet another field. */
static void check_companions(struct compiler *compiler, const struct declared_route *route,
			     const struct declared_field *field)
{
	const char *ending = field->flags & ROUTE_MANY ? "_count" : field->kind == ROUTE_MONEY ? "_currency" : NULL;
	if (!ending)
		return;
	struct text name = text_join(compiler->arena, field->name, text_of(ending));
	for (size_t i = 0; i < route->fields.count; i++)
		if (text_equal(route->fields.list[i].name, name))
			report_mistake(&compiler->report, field->place, "'%.*s' stands for itself beside '%.*s'",
				       TEXT_ARG(name), TEXT_ARG(field->name));
}

/* What is not in memory fills the disk, so nobody sends it without having been shown the form. */
static bool has_pass(const struct declared_route *route)
{
	for (size_t i = 0; i < route->path_count; i++)
		if (text_equal(route->fields.list[i].name, TEXT("pass")) && route->fields.list[i].kind == ROUTE_TEXT)
			return true;
	return false;
}

/* JSON of the API is described, too. */
static void check_json(struct compiler *compiler, const struct declared_route *route)
{
	bool json = words_have(&route->raw_types, TEXT("application/json"));
	bool takes = route->takes.at, items = route->items.at;
	if ((takes || items) && (!json || (takes && items)))
		report_mistake(&compiler->report, route->place, "takes or items says what raw application/json is");
	if (json && !takes && !items && text_equal(route->audience, TEXT("key")))
		report_mistake(&compiler->report, route->place, "raw JSON of the API needs takes or items");
	for (size_t i = route->path_count; i < route->fields.count; i++)
		if (route->fields.list[i].kind == ROUTE_JSON && !route->fields.list[i].shape.at &&
		    text_equal(route->audience, TEXT("key")))
			report_mistake(&compiler->report, route->fields.list[i].place,
				       "JSON of the API says what it is: of Shape, of Shape[]");
}

const struct declared_route *route_find(const struct declared_file *file, struct text handler)
{
	for (size_t i = 0; i < file->route_count; i++)
		if (text_equal(file->routes[i].name, handler))
			return &file->routes[i];
	return NULL;
}

void check_items(struct compiler *compiler, const struct declared_file *file)
{
	for (size_t i = 0; i < file->route_count; i++) {
		const struct declared_route *route = &file->routes[i];
		const struct declared_route *of = route_find(file, route->items);
		if (route->items.at && (!of || of->raw_types.count))
			report_mistake(&compiler->report, route->place, "%.*s takes no JSON in this file",
				       TEXT_ARG(route->items));
	}
}

void check_route(struct compiler *compiler, const struct declared_route *route)
{
	bool query = route_has_query(route);
	for (size_t i = route->path_count; i < route->fields.count; i++) {
		const struct declared_field *field = &route->fields.list[i];
		bool large = field->kind == ROUTE_FILE || field->kind == ROUTE_JSON || field->kind == ROUTE_OBJECT;
		if (query && (field->kind == ROUTE_SECRET || large))
			report_mistake(&compiler->report, field->place,
				       "secrets, files and JSON do not stand in a query");
		if (query && field->flags & ROUTE_WATCHED)
			report_mistake(&compiler->report, field->place, "a query watches nothing");
		if (route->patch && field->given.at)
			report_mistake(&compiler->report, field->place, "with patch, absent is not a default");
		if (route->raw_types.count && text_equal(field->name, TEXT("raw")))
			report_mistake(&compiler->report, field->place, "the name 'raw' is taken");
		check_companions(compiler, route, field);
	}
	if (route->spooled && !text_equal(route->audience, TEXT("key")) && !has_pass(route))
		report_mistake(&compiler->report, route->place,
			       "a body that is spooled needs {pass:text} in the path, or a key");
	check_json(compiler, route);
	if (route->tagged && !text_equal(route->audience, TEXT("key")))
		report_mistake(&compiler->report, route->place, "only answers of the API are tagged");
	if (route->protocol &&
	    (!text_equal(route->audience, TEXT("anyone")) || !route->again.at || route->raw_types.count))
		report_mistake(
			&compiler->report, route->place,
			"a protocol is spoken by anyone, has an `again` that refuses in its words, and no raw body");
	if (route->visitors && (!text_equal(route->audience, TEXT("customer")) || query))
		report_mistake(&compiler->report, route->place, "visitors change what is a customer's");
	if (query && route->patch)
		report_mistake(&compiler->report, route->place, "patch needs a form or JSON");
	bool bodiless = strcmp(route->method, "GET") == 0 || strcmp(route->method, "DELETE") == 0;
	if (bodiless && (route->body_limit || route->raw_types.count))
		report_mistake(&compiler->report, route->place, "%s has no body", route->method);
}

/* The path with every parameter as {}, so that /a/{x} and /a/{y} are the same address. */
static struct text address_of(struct arena *arena, const struct declared_route *route)
{
	struct buffer address = buffer_make(4096);
	bool inside = false;
	buffer_add(&address, text_of(route->method));
	for (size_t i = 0; i < route->path.size; i++) {
		char c = route->path.at[i];
		if (c == '}')
			inside = false;
		if (!inside)
			buffer_add_char(&address, c);
		if (c == '{')
			inside = true;
	}
	struct text copy = text_copy(arena, buffer_text(&address));
	buffer_free(&address);
	return copy;
}

static void check_shapes(struct compiler *compiler, const struct words *shapes, const struct declared_file *file)
{
	for (size_t i = 0; i < file->route_count; i++) {
		const struct declared_route *route = &file->routes[i];
		if (route->returns.at && !words_have(shapes, route->returns))
			report_mistake(&compiler->report, route->place, "no file has the shape %.*s",
				       TEXT_ARG(route->returns));
		if (route->takes.at && !words_have(shapes, route->takes))
			report_mistake(&compiler->report, route->place, "no file has the shape %.*s",
				       TEXT_ARG(route->takes));
		for (size_t j = 0; j < route->fields.count; j++) {
			const struct declared_field *field = &route->fields.list[j];
			if (field->shape.at && !words_have(shapes, field->shape))
				report_mistake(&compiler->report, field->place, "no file has the shape %.*s",
					       TEXT_ARG(field->shape));
		}
	}
	for (size_t i = 0; i < file->shape_count; i++) {
		if (file->shapes[i].object == (file->shapes[i].fields.count > 0))
			report_mistake(&compiler->report, file->shapes[i].place,
				       "a shape has members, or is an object whose names the handler knows");
		for (size_t j = 0; j < file->shapes[i].fields.count; j++) {
			const struct declared_field *field = &file->shapes[i].fields.list[j];
			if (field->kind == ROUTE_SHAPE && !words_have(shapes, field->shape))
				report_mistake(&compiler->report, field->place, "no file has the shape %.*s",
					       TEXT_ARG(field->shape));
		}
	}
}

void check_all(struct compiler *compiler)
{
	struct words addresses = {0}, handlers = {0}, shapes = {0}, names = {0};
	struct arena *arena = compiler->arena;
	for (size_t f = 0; f < compiler->file_count; f++) {
		const struct declared_file *file = &compiler->files[f];
		if (words_have(&names, file->name))
			report_mistake(&compiler->report, (struct place){text_of(file->path), 1},
				       "another file has this name");
		words_add(arena, &names, file->name);
		for (size_t i = 0; i < file->route_count; i++) {
			const struct declared_route *route = &file->routes[i];
			struct text address = address_of(arena, route);
			if (words_have(&addresses, address))
				report_mistake(&compiler->report, route->place, "%s %.*s is declared twice",
					       route->method, TEXT_ARG(route->path));
			if (words_have(&handlers, route->name))
				report_mistake(&compiler->report, route->place, "handler %.*s is declared twice",
					       TEXT_ARG(route->name));
			words_add(arena, &addresses, address);
			words_add(arena, &handlers, route->name);
		}
		for (size_t i = 0; i < file->shape_count; i++) {
			if (words_have(&shapes, file->shapes[i].name))
				report_mistake(&compiler->report, file->shapes[i].place, "shape %.*s is declared twice",
					       TEXT_ARG(file->shapes[i].name));
			words_add(arena, &shapes, file->shapes[i].name);
		}
	}
	for (size_t f = 0; f < compiler->file_count; f++)
		check_shapes(compiler, &shapes, &compiler->files[f]);
}
