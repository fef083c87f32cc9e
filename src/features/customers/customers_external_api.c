/* Ids of other systems as JSON. */
#include "customers_api.routes.h"
#include "features/customers/customers_json.h"
#include "web/api.h"

static void write_id(struct json_writer *json, struct text system, struct text value)
{
	json_begin_object(json);
	json_pair_text(json, "system", system);
	json_pair_text(json, "value", value);
	json_end_object(json);
}

enum outcome customers_external_ids_api(struct request *request, const struct customers_external_ids_api *in)
{
	struct external_id_list *rows;
	size_t count;
	TRY(external_id_list(request->ctx->reader, in->customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_id(&list.json, rows[i].system, rows[i].value);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome customers_external_id_add_api(struct request *request, const struct customers_external_id_add_api *in)
{
	struct arena *arena = request->ctx->arena;
	TRY(customers_add_external_id(request->ctx, in->customer, in->system, in->value));
	struct text url = customers_external_id_remove_api_url(arena, in->customer, in->system, in->value);
	struct json_writer json = api_created(request, url);
	write_id(&json, in->system, in->value);
	return DONE;
}

enum outcome customers_external_id_remove_api(struct request *request,
					      const struct customers_external_id_remove_api *in)
{
	TRY(customers_remove_external_id(request->ctx, in->customer, in->system, in->value));
	return api_done(request);
}
