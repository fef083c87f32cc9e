/* The API's description of itself: for programs as OpenAPI. */
#include "api_docs.routes.h"
#include "web/answer.h"
#include "web/openapi.h"
#include "web/web.h"

enum outcome api_openapi_show(struct request *request, const struct api_openapi_show *in)
{
	(void)in;
	struct openapi_ask ask = {.tables = route_tables, .base_url = web_base_url(request->web)};
	TRY(openapi_webhooks(request->ctx, &ask.webhooks, &ask.webhook_count));
	openapi_write(answer_json(request, 200), &ask);
	return DONE;
}
