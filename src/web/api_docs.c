/* The API's description of itself: for programs as OpenAPI. */
#include "api_docs.routes.h"
#include "web/answer.h"
#include "web/openapi.h"
#include "web/web.h"

enum outcome api_openapi_show(struct request *request, const struct api_openapi_show *in)
{
	(void)in;
	openapi_write(answer_json(request, 200), route_tables, web_base_url(request->web));
	return DONE;
}
