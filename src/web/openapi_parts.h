/* What openapi.c (document, paths) and openapi_schema.c (types) share; nobody else includes it. */
#ifndef WEB_OPENAPI_PARTS_H
#define WEB_OPENAPI_PARTS_H

#include "format/json_write.h"
#include "web/route.h"

/* "key": "value" */
void openapi_pair(struct json_writer *json, const char *key, const char *value);
/* {"$ref": "#/components/<part>/<name>"} */
void openapi_reference(struct json_writer *json, const char *part, const char *name);
/* The schema of one field, array included. */
void openapi_field(struct json_writer *json, const struct route_field *field, bool nullable);
/* The object that a JSON body needs to be. */
void openapi_body(struct json_writer *json, const struct route *route);
/* "Note": {…} for each shape of the table, within "schemas". */
void openapi_shapes(struct json_writer *json, const struct route_table *table);
/* "Problem": {…}, RFC 9457 with a list of fields. */
void openapi_problem(struct json_writer *json);

#endif
