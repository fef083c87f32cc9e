/* Walking every route of the program with ids that exist, and seeing what that changed.
 *
 * The one idea: paths and bodies are made from the table that the server itself reads (web/route.h), so a page that is
 * added tomorrow is walked tomorrow, and nobody has to remember it.
 */
#ifndef TESTS_DEFENCES_WALK_H
#define TESTS_DEFENCES_WALK_H

#include "tests/site.h"
#include "tests/tables.h"
#include "web/route.h"

#define WALK_NOBODY INT64_C(987654321) /* an id that never was */

/* The demo's business and `people` of its customers, numbered from 1. */
void walk_fill(struct site *site, uint64_t people);

/* The route number `index` of the program; NULL behind the last. */
const struct route *walk_route(size_t index);
bool walk_has_parameter(const struct route *route, const char *name);

/* The route's path for `customer`; its other ids are of rows that belong to the customer `of` where rows belong to
 * customers, else of any row; WALK_NOBODY when there is none. */
struct text walk_path(struct site *site, const struct route *route, int64_t customer, int64_t of);

/* Whether it stands on the customers' side (web/request.h). */
bool walk_is_portal(const struct route *route);

/* What the route asks for and no more, each value as plain as the declaration allows: a form, or a JSON object. */
struct text walk_form(struct site *site, const struct route *route);
struct text walk_json(struct site *site, const struct route *route);

/* Sends it as its audience would: JSON for the API, a form for pages. `body` NULL: none. */
int walk_send(struct visitor *visitor, const struct route *route, struct text path, const char *body);

/* The answer's body without what differs between two requests: the request's number and the address asked. */
struct text walk_body(const struct visitor *visitor, struct text path);

/* A hash of each table's rows, but of those that may change without a change: the audit log, rates, sessions, blocks of
 * ids, who looked at whom last. */
struct tables_print walk_print(struct site *site);
/* The first table that differs; NULL: all are as they were. */
const char *walk_changed(struct site *site, const struct tables_print *before);
/* tables_watch() of the same tables. */
void walk_watch(struct site *site);

#endif
