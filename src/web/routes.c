/* Finds the route of a path over the tables of all slices; see web/route.h.
 *
 * The one idea: a tree of path segments, built once. At each node the literal child is tried before the {parameter},
 * so /customers/new wins over /customers/{customer}; what a node knows of methods gives 405 and Allow.
 */
#include "base/buffer.h"
#include "base/log.h"
#include "format/url.h"
#include "web/fields_parts.h"
#include "web/route.h"

struct node {
	struct text literal;
	struct node *first;     /* of the literal children */
	struct node *next;      /* beside this one, of the same parent */
	struct node *parameter; /* the child that takes any segment */
	const struct route *by_method[HTTP_METHODS];
	unsigned methods; /* bits of by_method */
};

struct router {
	struct arena *arena;
	struct node root;
};

struct segments {
	struct text list[ROUTE_SEGMENTS];
	size_t count;
};

/* False for what no route can be: no '/' first, an empty segment, too many of them. */
static bool split(struct text path, struct segments *ret_segments)
{
	ret_segments->count = 0;
	if (!text_starts(path, TEXT("/")))
		return false;
	if (path.size == 1)
		return true;
	struct text rest = text_slice(path, 1, SIZE_MAX), segment;
	while (text_next(&rest, '/', &segment)) {
		if (segment.size == 0 || ret_segments->count == ROUTE_SEGMENTS)
			return false;
		ret_segments->list[ret_segments->count++] = segment;
	}
	return path.at[path.size - 1] != '/';
}

static struct node *add_child(struct router *router, struct node *parent, struct text segment)
{
	if (segment.at[0] == '{') {
		if (!parent->parameter)
			parent->parameter = arena_take(router->arena, sizeof(*parent));
		return parent->parameter;
	}
	for (struct node *child = parent->first; child; child = child->next)
		if (text_equal(child->literal, segment))
			return child;
	struct node *child = arena_take(router->arena, sizeof(*child));
	child->literal = segment;
	child->next = parent->first;
	parent->first = child;
	return child;
}

/* A customer's or a tag's number in a field is as good as reading the row: somebody must say whether it may be named.
 */
static enum outcome check_ids(const struct route *route)
{
	for (size_t i = route->path_count; i < route->field_count; i++)
		if (route->fields[i].kind == ROUTE_ID && !route_check_of(route->fields[i].id_kind)) {
			log_line(LOG_ERROR, TEXT_NONE, "%s %s: nobody checks id(%s) of the field %s",
				 http_method_name(route->method), route->path, route->fields[i].id_kind,
				 route->fields[i].name);
			return FAULT;
		}
	return DONE;
}

static enum outcome add_route(struct router *router, const struct route *route)
{
	TRY(check_ids(route));
	struct segments segments;
	struct node *node = &router->root;
	bool fits = split(text_of(route->path), &segments) && route->path_count <= ROUTE_PARAMETERS;
	for (size_t i = 0; fits && i < segments.count; i++)
		node = add_child(router, node, segments.list[i]);
	if (!fits || node->by_method[route->method]) {
		log_line(LOG_ERROR, TEXT_NONE, "%s %s: no path, or declared twice", http_method_name(route->method),
			 route->path);
		return FAULT;
	}
	node->by_method[route->method] = route;
	node->methods |= 1U << route->method;
	return DONE;
}

enum outcome router_open(struct arena *arena, const struct route_table *const *tables, struct router **ret_router)
{
	struct router *router = arena_take(arena, sizeof(*router));
	router->arena = arena;
	for (; *tables; tables++)
		for (size_t i = 0; i < (*tables)->route_count; i++)
			TRY(add_route(router, &(*tables)->routes[i]));
	*ret_router = router;
	return DONE;
}

/* Goes down from `node` by the segments from `depth` on; parameters that were passed stand in `match`. */
static const struct node *descend(const struct node *node, const struct segments *segments, size_t depth, size_t taken,
				  struct route_match *match)
{
	if (depth == segments->count)
		return node->methods ? node : NULL;
	struct text segment = segments->list[depth];
	for (const struct node *child = node->first; child; child = child->next)
		if (text_equal(child->literal, segment)) {
			const struct node *found = descend(child, segments, depth + 1, taken, match);
			if (found)
				return found;
			break;
		}
	if (!node->parameter || taken == ROUTE_PARAMETERS)
		return NULL;
	match->parameters[taken] = segment;
	return descend(node->parameter, segments, depth + 1, taken + 1, match);
}

void router_find(const struct router *router, enum http_method method, struct text path, struct route_match *ret_match)
{
	*ret_match = (struct route_match){0};
	struct segments segments;
	const struct node *node = NULL;
	if (split(path, &segments))
		node = descend(&router->root, &segments, 0, 0, ret_match);
	if (!node)
		return;
	ret_match->route = node->by_method[method == HTTP_HEAD ? HTTP_GET : method];
	ret_match->methods = node->methods | 1U << HTTP_OPTIONS;
	if (node->methods & 1U << HTTP_GET)
		ret_match->methods |= 1U << HTTP_HEAD;
}

struct text route_allow(struct arena *arena, unsigned methods)
{
	struct text list = TEXT("");
	for (unsigned method = 0; method < HTTP_METHODS; method++)
		if (methods & 1U << method)
			list = text_format(arena, "%.*s%s%s", TEXT_ARG(list), list.size ? ", " : "",
					   http_method_name((enum http_method)method));
	return list;
}

struct text route_url(struct arena *arena, const char *path, const struct text *values, size_t count)
{
	struct text rest = text_of(path), before;
	size_t most = rest.size + 1;
	for (size_t i = 0; i < count; i++)
		most += URL_ENCODED_MOST * values[i].size;
	struct buffer url = {.at = arena_take(arena, most), .room = most, .most = most - 1};
	for (size_t i = 0; i < count; i++) {
		text_next(&rest, '{', &before);
		buffer_add(&url, before);
		url_add_encoded(&url, values[i]);
		text_next(&rest, '}', &before);
	}
	buffer_add(&url, rest);
	return buffer_text(&url);
}
