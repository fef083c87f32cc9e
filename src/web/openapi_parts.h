/* What openapi.c (document, paths), openapi_operation.c and openapi_schema.c (types) share; nobody else includes it. */
#ifndef WEB_OPENAPI_PARTS_H
#define WEB_OPENAPI_PARTS_H

#include "format/json_write.h"
#include "web/route.h"

/* "key": "value" */
void openapi_pair(struct json_writer *json, const char *key, const char *value);
/* {"$ref": "#/components/<part>/<name>"} */
void openapi_reference(struct json_writer *json, const char *part, const char *name);
/* A parameter that stands in a header, as an element of "parameters". */
void openapi_header(struct json_writer *json, const char *name, bool required, const char *description);
/* "type": {"schema": …; one value and an end of the object are still to be written. */
void openapi_content(struct json_writer *json, const char *type);
/* "get": {…} */
void openapi_operation(struct json_writer *json, const struct route_table *table, const struct route *route);
/* The schema of one field, array included. */
void openapi_field(struct json_writer *json, const struct route_field *field, bool nullable);
/* The object that a JSON body needs to be. */
void openapi_body(struct json_writer *json, const struct route *route);
/* The list of such objects that raw JSON needs to be. */
void openapi_items(struct json_writer *json, const struct route *route);
/* What a list is answered in: {"data": […], "total": 12, "next": "…"}. */
void openapi_list(struct json_writer *json, const char *shape);
/* "Note": {…} for each shape of the table, within "schemas". */
void openapi_shapes(struct json_writer *json, const struct route_table *table);
/* "Problem": {…}, RFC 9457 with a list of fields. */
void openapi_problem(struct json_writer *json);

#endif
