/* The API described in OpenAPI 3.1, made from the tables of routes and shapes, so it cannot fall behind the code.
 *
 * The one idea: what is under /api/v1/ is the API; an operation is a route, a schema is a shape, limits are the
 * fields'.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "base/buffer.h"
#include "web/route.h"

/* The whole document as JSON. `base_url` without a slash at the end; none: the document's own host. */
void openapi_write(struct buffer *out, const struct route_table *const *tables, struct text base_url);

#endif
