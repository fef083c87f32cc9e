/* What a channel asks server to server; its refusals are those of the token endpoint (RFC 6749 5.2). */
#include "features/visits/visits.h"

#include "format/json_write.h"
#include "visits.routes.h"
#include "web/answer.h"
#include "web/request.h"

static enum outcome refuse(struct request *request, int status, const char *error)
{
	struct json_writer json = json_writer_make(answer_json(request, status));
	json_begin_object(&json);
	json_pair_text(&json, "error", text_of(error));
	json_end_object(&json);
	return DONE;
}

enum outcome visits_exchange_refuse(struct request *request, const struct visits_exchange *in)
{
	(void)in;
	return refuse(request, 400, "invalid_request");
}

static void write_customer(struct request *request, struct json_writer *json, const struct customer_row *row)
{
	const struct {
		const char *key;
		struct text value;
	} values[] = {
		{"name", row->display_name},     {"login", row->login},         {"email", row->email},
		{"first_name", row->first_name}, {"last_name", row->last_name}, {"language", row->language},
	};
	json_add_key(json, "customer");
	json_begin_object(json);
	json_pair_text(json, "sub", text_of_number(request->ctx->arena, row->id.value));
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (!text_is_empty(values[i].value)) {
			json_add_key_text(json, text_of(values[i].key));
			json_add_text(json, values[i].value);
		}
	json_end_object(json);
}

static enum outcome answer_taken(struct request *request, const struct visit_taken *taken)
{
	struct arena *arena = request->ctx->arena;
	struct text back = text_format(arena, "/admin/customers/%lld", (long long)taken->row.id.value);
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_pair_id(&json, "visit", taken->id.value);
	write_customer(request, &json, &taken->row);
	json_pair_text(&json, "role", TEXT("customer"));
	json_add_key(&json, "staff");
	json_begin_object(&json);
	json_pair_number(&json, "id", taken->staff.value);
	json_pair_text(&json, "name", taken->staff_name);
	json_end_object(&json);
	json_pair_text(&json, "reason", visit_reason_key(taken->reason));
	if (!text_is_none(taken->detail))
		json_pair_text(&json, "detail", taken->detail);
	json_pair_flag(&json, "view_only", taken->view_only);
	json_pair_text(&json, "until", instant_format(arena, taken->until));
	json_pair_number(&json, "expires_in", VISIT_LIFE_US / SECOND_US);
	json_pair_text(&json, "back", request_absolute(request, back));
	json_end_object(&json);
	return DONE;
}

enum outcome visits_exchange(struct request *request, const struct visits_exchange *in)
{
	struct oidc_client client;
	struct visit_taken taken;
	bool found;
	TRY(oidc_find_client_by(request->ctx, http_header(request->http, TEXT("Authorization")), &found, &client));
	if (!found) {
		http_set_header(request->response, TEXT("WWW-Authenticate"), TEXT("Basic realm=\"Clientele\""));
		return refuse(request, 401, "invalid_client");
	}
	if (text_is_empty(in->token.value))
		return refuse(request, 400, "invalid_request");
	TRY(visits_take(request->ctx, client.channel, in->token, &found, &taken));
	return found ? answer_taken(request, &taken) : refuse(request, 400, "invalid_grant");
}
