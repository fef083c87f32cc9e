/* The API described in OpenAPI 3.1, made from the tables of routes and shapes, so it cannot fall behind the code.
 *
 * The one idea: what is under /api/v1/ is the API; an operation is a route, a schema is a shape, limits are the
 * fields'. What is sent to others stands beside it, with samples that are written by who sends.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "base/buffer.h"
#include "context/context.h"
#include "web/route.h"

/* What is sent to others: its type, words for people (to be translated), the shape of its body, a sample as JSON. */
struct openapi_webhook {
	struct text name, label, shape, sample;
};
typedef enum outcome openapi_list_webhooks(struct context *ctx, const struct openapi_webhook **ret_list,
					   size_t *ret_count);
/* All of them; server/assembly.c knows who makes them. */
extern openapi_list_webhooks *const openapi_webhooks;

struct openapi_ask {
	const struct route_table *const *tables;
	struct text base_url; /* without a slash at the end; none: the document's own host */
	const struct openapi_webhook *webhooks;
	size_t webhook_count;
};
/* The whole document as JSON. */
void openapi_write(struct buffer *out, const struct openapi_ask *ask);

#endif
