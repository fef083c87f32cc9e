/* What is missing for an order, for programs. */
#include "features/needs/needs.h"
#include "needs.routes.h"
#include "web/api.h"

enum outcome needs_api(struct request *request, const struct needs_api *in)
{
	struct need *list;
	size_t count;
	TRY(needs_list(request->ctx, in->customer, &list, &count));
	struct json_writer writer = api_begin(request, 200), *json = &writer;
	json_begin_object(json);
	json_pair_flag(json, "ready", !count);
	json_add_key(json, "missing");
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_add_text(json, need_path(request->ctx->arena, &list[i]));
	json_end_array(json);
	json_end_object(json);
	return DONE;
}
