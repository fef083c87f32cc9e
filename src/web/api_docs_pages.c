/* Turning the tables of routes into what the page shows. */
#include "api_docs.routes.h"
#include "format/json_indent.h"
#include "web.views.h"
#include "web/api_docs.h"
#include "web/openapi.h"
#include "web/pages.h"

#include <string.h>

static bool is_call(const struct route *route)
{
	return route->audience == ROUTE_KEY && strncmp(route->path, "/api/", 5) == 0;
}

/* Those to choose from; none: it is no choice. */
static struct text words_of(struct arena *arena, const struct route_field *field)
{
	struct text all = TEXT_NONE;
	for (size_t i = 0; i < field->words.count; i++)
		all = text_format(arena, "%.*s%s%s", TEXT_ARG(all), i ? " | " : "", field->words.list[i]);
	for (size_t i = 0; field->among && field->among[i]; i++)
		all = text_format(arena, "%.*s%s%s", TEXT_ARG(all), i ? " | " : "", field->among[i]);
	return all;
}

static struct text type_of(struct arena *arena, const struct route_field *field)
{
	static const char *const names[] = {
		[ROUTE_TEXT] = "text",     [ROUTE_SECRET] = "text",  [ROUTE_COUNT] = "number", [ROUTE_MONEY] = "money",
		[ROUTE_DATE] = "date",     [ROUTE_INSTANT] = "time", [ROUTE_FLAG] = "flag",    [ROUTE_ID] = "id",
		[ROUTE_CHOICE] = "choice", [ROUTE_EMAIL] = "email",  [ROUTE_FILE] = "file",    [ROUTE_JSON] = "json",
		[ROUTE_OBJECT] = "object", [ROUTE_SHAPE] = "object",
	};
	struct text words = words_of(arena, field);
	if (!text_is_none(words))
		return text_format(arena, "%.*s%s", TEXT_ARG(words), field->flags & ROUTE_MANY ? " []" : "");
	if (field->kind == ROUTE_TEXT || field->kind == ROUTE_COUNT)
		return text_format(arena, "%s %lld–%lld%s", names[field->kind], (long long)field->min,
				   (long long)field->max, field->flags & ROUTE_MANY ? " []" : "");
	return text_format(arena, "%s%s", names[field->kind], field->flags & ROUTE_MANY ? " []" : "");
}

static void fill_fields(struct request *request, const struct route *route, struct api_docs_call *call)
{
	struct arena *arena = request->ctx->arena;
	struct api_docs_field *fields = arena_take_array(arena, route->field_count, sizeof *fields);
	for (size_t i = route->path_count; i < route->field_count; i++) {
		const struct route_field *field = &route->fields[i];
		struct text note = TEXT("");
		if (field->given)
			note = text_format(arena, "= %s", field->given);
		else if (field->flags & ROUTE_OPTIONAL || route->patch)
			note = page_words(request, N_("optional"), TEXT_NONE);
		fields[call->field_count++] =
			(struct api_docs_field){text_of(field->name), type_of(arena, field), note};
	}
	call->fields = fields;
}

static struct api_docs_call call_of(struct request *request, const struct route *route)
{
	struct arena *arena = request->ctx->arena;
	struct text method = text_of(http_method_name(route->method));
	struct api_docs_call call = {
		.method = method,
		.path = text_of(route->path),
		.id = text_of(route->name),
		.summary = text_of(route->summary),
		.takes = text_of(route->takes ? route->takes : ""),
		.items_most = (int64_t)route->items_most,
		.reads_tagged = route->tagged && route->method == HTTP_GET,
		.changes_tagged = route->tagged && route->method != HTTP_GET && route->method != HTTP_POST,
		.returns = route->returns ? text_format(arena, "%s%s", route->returns, route->returns_many ? "[]" : "")
					  : TEXT(""),
	};
	struct text url = request_absolute(request, call.path);
	if (route->method == HTTP_GET)
		call.example = text_format(arena, "curl -H \"Authorization: Bearer $KEY\" '%.*s'", TEXT_ARG(url));
	else
		call.example = text_format(arena, "curl -X %.*s -H \"Authorization: Bearer $KEY\" '%.*s'",
					   TEXT_ARG(method), TEXT_ARG(url));
	if (route->items)
		call.items = text_format(arena, "%s %s", http_method_name(route->items->method), route->items->path);
	if (route->permission != ROUTE_NO_PERMISSION)
		call.permission = permission_word(route->permission);
	fill_fields(request, route, &call);
	return call;
}

static bool fill_group(struct request *request, const struct route_table *table, struct api_docs_group *group)
{
	struct api_docs_call *calls = arena_take_array(request->ctx->arena, table->route_count, sizeof *calls);
	struct text name = text_of(table->name);
	if (text_ends(name, TEXT("_api")))
		name = text_slice(name, 0, name.size - 4);
	*group = (struct api_docs_group){.name = name, .calls = calls};
	for (size_t i = 0; i < table->route_count; i++)
		if (is_call(&table->routes[i]))
			calls[group->count++] = call_of(request, &table->routes[i]);
	return group->count > 0;
}

static enum outcome fill_events(struct request *request, struct api_docs_data *data)
{
	struct arena *arena = request->ctx->arena;
	const struct openapi_webhook *hooks;
	TRY(openapi_webhooks(request->ctx, &hooks, &data->event_count));
	struct api_docs_event *events = arena_take_array(arena, data->event_count, sizeof *events);
	for (size_t i = 0; i < data->event_count; i++)
		events[i] = (struct api_docs_event){
			.name = hooks[i].name,
			.words = page_words(request, hooks[i].label.at, TEXT_NONE),
			.id = text_join(arena, TEXT("event-"), hooks[i].name),
			.sample = json_indent(arena, hooks[i].sample),
		};
	data->events = events;
	return DONE;
}

enum outcome api_docs_show(struct request *request, const struct api_docs_show *in)
{
	(void)in;
	size_t tables = 0, count = 0;
	while (route_tables[tables])
		tables++;
	struct api_docs_group *groups = arena_take_array(request->ctx->arena, tables, sizeof *groups);
	for (size_t i = 0; i < tables; i++)
		count += fill_group(request, route_tables[i], &groups[count]);
	struct api_docs_data data = {.framed = request->staff.staff.value != 0, .groups = groups, .count = count};
	TRY(fill_events(request, &data));
	struct page_frame *frame = page_frame(request, N_("The API"));
	view_api_docs(answer_html(request, 200), frame, &data);
	return DONE;
}
