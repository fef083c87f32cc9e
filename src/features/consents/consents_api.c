/* Consents for programs. */
#include "consents.routes.h"
#include "features/consents/consents.h"
#include "web/api.h"

static void write(struct json_writer *json, const struct consent *consent)
{
	bool none = consent->state == CONSENT_STATE_NONE;
	json_begin_object(json);
	json_pair_text(json, "purpose", consent_purpose_key(CONSENT_PURPOSE_NEWSLETTER));
	json_pair_text(json, "state", consent_state_key(consent->state));
	json_pair_instant(json, "at", none ? INSTANT_NONE : consent->row.at);
	json_pair_text(json, "source", none ? TEXT_NONE : consent_source_key(consent->row.source));
	json_pair_text(json, "wording", none ? TEXT_NONE : consent->row.wording);
	json_pair_instant(json, "given", none ? INSTANT_NONE : consent->row.given);
	json_pair_text(json, "given_ip", none ? TEXT_NONE : consent->row.given_ip);
	json_pair_text(json, "confirmed_ip", none ? TEXT_NONE : consent->row.confirmed_ip);
	json_end_object(json);
}

enum outcome consents_list_api(struct request *request, const struct consents_list_api *in)
{
	struct consent consent;
	TRY(consents_get(request->ctx, in->customer, &consent));
	struct api_list list = api_list_begin(request);
	write(&list.json, &consent);
	return api_list_end(&list, 1, TEXT_NONE);
}

enum outcome consents_set_api(struct request *request, const struct consents_set_api *in)
{
	const struct consent_proof proof = {CONSENT_SOURCE_API, in->wording, in->ip};
	struct consent consent;
	if (in->given)
		TRY(consents_give(request->ctx, in->customer, &proof));
	else
		TRY(consents_withdraw(request->ctx, in->customer, CONSENT_SOURCE_API));
	TRY(consents_get(request->ctx, in->customer, &consent));
	struct json_writer json = api_begin(request, 200);
	write(&json, &consent);
	return DONE;
}
