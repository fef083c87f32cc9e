/* Walking every route; the contract is in walk.h. */
#include "tests/defences/walk.h"

#include "base/ids.h"
#include "format/url.h"
#include "server/demo.h"
#include "store/schema_table.h"

static enum outcome add_people(struct context *ctx, void *state)
{
	struct demo *demo = state;
	for (uint64_t i = 0; i < demo->seed; i++) {
		struct demo_person person;
		demo_person_make(ctx->arena, 1, i, &person);
		TRY(demo_add_person(demo, ctx, &person, i));
	}
	return DONE;
}

void walk_fill(struct site *site, uint64_t people)
{
	struct demo demo = {
		.store = site->engine.store, .arena = site->arena, .seed = people, .now = clock_now(&clock_system)};
	struct context ctx;
	/* The site's own ones have the names of the demo's. */
	engine_script(&site->engine, "DELETE FROM channels; DELETE FROM groups; DELETE FROM types");
	assert_int_equal(demo_add_business(&demo), DONE);
	demo_context_open(&demo, site->arena, &ctx);
	assert_int_equal(context_transact(&ctx, add_people, &demo), DONE);
	context_close(&ctx);
}

const struct route *walk_route(size_t index)
{
	for (const struct route_table *const *table = route_tables; *table; table++) {
		if (index < (*table)->route_count)
			return &(*table)->routes[index];
		index -= (*table)->route_count;
	}
	return NULL;
}

bool walk_has_parameter(const struct route *route, const char *name)
{
	for (size_t i = 0; i < route->path_count; i++)
		if (strcmp(route->fields[i].name, name) == 0)
			return true;
	return false;
}

bool walk_is_portal(const struct route *route)
{
	return strncmp(route->path, "/admin", 6) != 0 && strncmp(route->path, "/api/", 5) != 0;
}

/* ---- ids ---- */

static bool has_customer(const struct schema_table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].name, "customer_id") == 0)
			return true;
	return false;
}

/* The lowest id of that kind, of `of` when such rows belong to customers. */
static int64_t find_id(struct site *site, const char *kind, int64_t of)
{
	int64_t id = 0;
	for (size_t i = 0; i < schema_tables_count && !id; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (!table->id_kind || strcmp(table->id_kind, kind) != 0)
			continue;
		struct text where = TEXT("");
		if (has_customer(table))
			where = text_format(site->arena, " WHERE customer_id = %lld", (long long)of);
		id = engine_number(&site->engine, text_format(site->arena, "SELECT coalesce(min(id), 0) FROM %s%.*s",
							      table->name, TEXT_ARG(where))
							  .at);
	}
	return id ? id : WALK_NOBODY;
}

struct text walk_path(struct site *site, const struct route *route, int64_t customer, int64_t of)
{
	struct text values[ROUTE_PARAMETERS];
	for (size_t i = 0; i < route->path_count; i++) {
		const struct route_field *field = &route->fields[i];
		if (field->kind != ROUTE_ID) {
			values[i] = TEXT("some");
			continue;
		}
		int64_t id = strcmp(field->id_kind, "customer") == 0 ? customer : find_id(site, field->id_kind, of);
		values[i] = text_format(site->arena, "%lld", (long long)id);
	}
	return route_url(site->arena, route->path, values, route->path_count);
}

/* ---- bodies ---- */

static struct text plain_value(struct site *site, const struct route_field *field)
{
	switch (field->kind) {
	case ROUTE_COUNT: return text_format(site->arena, "%lld", (long long)(field->min > 1 ? field->min : 1));
	case ROUTE_DATE: return TEXT("2026-01-01");
	case ROUTE_INSTANT: return TEXT("2026-01-01T00:00:00Z");
	case ROUTE_ID: return text_format(site->arena, "%lld", (long long)find_id(site, field->id_kind, 1));
	case ROUTE_CHOICE: return text_of(field->words.list[0]);
	case ROUTE_EMAIL: return TEXT("walker@walk.example");
	case ROUTE_JSON:
	case ROUTE_OBJECT: return TEXT("{}");
	case ROUTE_MONEY: return TEXT("1.00");
	case ROUTE_FLAG: return TEXT("yes");
	case ROUTE_TEXT:
	case ROUTE_SECRET:
	case ROUTE_FILE:
	case ROUTE_SHAPE: break;
	}
	return text_slice(TEXT("wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"), 0, field->min > 1 ? (size_t)field->min : 1);
}

static bool is_asked_for(const struct route_field *field)
{
	return !(field->flags & ROUTE_OPTIONAL) && !field->given && field->kind != ROUTE_FLAG &&
	       field->kind != ROUTE_FILE;
}

struct text walk_form(struct site *site, const struct route *route)
{
	struct text form = TEXT("");
	for (size_t i = route->path_count; i < route->field_count; i++) {
		const struct route_field *field = &route->fields[i];
		if (is_asked_for(field))
			form = text_format(site->arena, "%.*s%s%s=%.*s", TEXT_ARG(form), form.size ? "&" : "",
					   field->name, TEXT_ARG(url_encode(site->arena, plain_value(site, field))));
	}
	return form;
}

struct text walk_json(struct site *site, const struct route *route)
{
	struct text json = TEXT("{");
	for (size_t i = route->path_count; i < route->field_count; i++) {
		const struct route_field *field = &route->fields[i];
		if (!is_asked_for(field))
			continue;
		bool bare = field->kind == ROUTE_COUNT || field->kind == ROUTE_ID || field->kind == ROUTE_JSON ||
			    field->kind == ROUTE_OBJECT;
		struct text value =
			text_format(site->arena, bare ? "%.*s" : "\"%.*s\"", TEXT_ARG(plain_value(site, field)));
		if (field->flags & ROUTE_MANY)
			value = text_format(site->arena, "[%.*s]", TEXT_ARG(value));
		json = text_format(site->arena, "%.*s%s\"%s\":%.*s", TEXT_ARG(json), json.size > 1 ? "," : "",
				   field->name, TEXT_ARG(value));
	}
	return text_join(site->arena, json, TEXT("}"));
}

int walk_send(struct visitor *visitor, const struct route *route, struct text path, const char *body)
{
	const char *method = http_method_name(route->method);
	if (route->audience == ROUTE_KEY || !body)
		return visitor_send(visitor, method, path.at, route->body_limit ? body : NULL);
	return visitor_post(visitor, path.at, body);
}

/* ---- answers ---- */

static struct text without(struct arena *arena, struct text body, struct text what)
{
	struct buffer out = buffer_make(SIZE_MAX);
	size_t at = 0, found;
	while (what.size && (found = text_find(body, what, at)) != SIZE_MAX) {
		buffer_add(&out, text_slice(body, at, found - at));
		at = found + what.size;
	}
	buffer_add(&out, text_slice(body, at, SIZE_MAX));
	struct text rest = text_copy(arena, buffer_text(&out));
	buffer_free(&out);
	return rest;
}

struct text walk_body(const struct visitor *visitor, struct text path)
{
	struct arena *arena = visitor->site->arena;
	struct text body = without(arena, visitor->body, visitor_header(visitor, "X-Request-Id"));
	body = without(arena, body, url_encode(arena, path));
	return without(arena, body, path);
}

/* ---- tables ---- */

static const char *const may_change[] = {"audit_entries",
					 "audit_heads",
					 "audit_places",
					 "audit_values",
					 "customer_counters",
					 "customer_sessions",
					 "id_blocks",
					 "idempotency_keys",
					 "list_changes",
					 "secrets",
					 "staff_sessions",
					 "throttles",
					 NULL};

struct tables_print walk_print(struct site *site)
{
	return tables_print(&site->engine, may_change);
}

void walk_watch(struct site *site)
{
	tables_watch(&site->engine, may_change);
}

const char *walk_changed(struct site *site, const struct tables_print *before)
{
	struct tables_print now = walk_print(site);
	return tables_changed(before, &now);
}
