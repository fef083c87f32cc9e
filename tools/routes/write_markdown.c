/* Writes docs/ROUTES.md: who may ask what, with which fields. */
#include "tools/routes/routes.h"

#include <inttypes.h>

static void write_type(struct buffer *out, const struct declared_field *field)
{
	static const char *const names[] = {
		[ROUTE_TEXT] = "text", [ROUTE_SECRET] = "secret",   [ROUTE_COUNT] = "count",   [ROUTE_MONEY] = "money",
		[ROUTE_DATE] = "date", [ROUTE_INSTANT] = "instant", [ROUTE_FLAG] = "flag",     [ROUTE_EMAIL] = "email",
		[ROUTE_FILE] = "file", [ROUTE_JSON] = "json",       [ROUTE_OBJECT] = "object",
	};
	if (field->kind == ROUTE_ID) {
		buffer_add_format(out, "id(%.*s)", TEXT_ARG(field->id_kind));
	} else if (field->kind == ROUTE_CHOICE) {
		for (size_t i = 0; i < field->words.count; i++)
			buffer_add_format(out, "%s%.*s", i ? " or " : "", TEXT_ARG(field->words.list[i]));
	} else {
		buffer_add(out, text_of(names[field->kind]));
		if (field->kind == ROUTE_TEXT || field->kind == ROUTE_SECRET || field->kind == ROUTE_COUNT)
			buffer_add_format(out, " %" PRId64 "–%" PRId64, field->min, field->max);
	}
}

static void write_field(struct buffer *out, const struct declared_route *route, const struct declared_field *field)
{
	buffer_add_format(out, "`%.*s` ", TEXT_ARG(field->name));
	write_type(out, field);
	if (field->flags & ROUTE_MANY)
		buffer_add_format(out, ", at most %" PRId64, field->most);
	if (field->given.at)
		buffer_add_format(out, " = %.*s", TEXT_ARG(field->given));
	else if (field->flags & ROUTE_OPTIONAL || route->patch)
		buffer_add(out, TEXT(", optional"));
}

static void write_row(struct buffer *out, const struct declared_route *route)
{
	struct text permission = route->permission.at ? route->permission : TEXT("–");
	buffer_add_format(out, "| %s | `%.*s` | %.*s | %.*s | ", route->method, TEXT_ARG(route->path),
			  TEXT_ARG(route->audience), TEXT_ARG(permission));
	for (size_t i = route->path_count; i < route->fields.count; i++) {
		if (i > route->path_count)
			buffer_add(out, TEXT("; "));
		write_field(out, route, &route->fields.list[i]);
	}
	for (size_t i = 0; i < route->raw_types.count; i++)
		buffer_add_format(out, "%s%.*s", i ? ", " : " body: ", TEXT_ARG(route->raw_types.list[i]));
	buffer_add_format(out, " | `%.*s` |\n", TEXT_ARG(route->name));
}

void write_markdown(struct buffer *out, const struct compiler *compiler)
{
	buffer_add(
		out,
		TEXT("# Routes: who may ask what\n\n"
		     "Made from the `.routes` files by `make routes`; `make check` compares. What does not stand here\n"
		     "answers 404. HEAD and OPTIONS follow from the other methods. *key* is an API key or a signed-in\n"
		     "member of staff; – means that signing in suffices (or, for *anyone*, that nobody needs to).\n"));
	for (size_t f = 0; f < compiler->file_count; f++) {
		const struct declared_file *file = &compiler->files[f];
		if (file->route_count == 0)
			continue;
		buffer_add_format(out, "\n## %.*s\n\n", TEXT_ARG(file->name));
		buffer_add(
			out,
			TEXT("| Method | Path | Who | Permission | Fields | Handler |\n|---|---|---|---|---|---|\n"));
		for (size_t i = 0; i < file->route_count; i++)
			write_row(out, &file->routes[i]);
	}
}
