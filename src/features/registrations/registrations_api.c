/* JSON: a shop or site registers its customers, and sends the link once more. */
#include "features/registrations/registrations.h"
#include "registrations.routes.h"
#include "service/throttle.h"
#include "web/api.h"

#define ASKS_FOR_AN_ADDRESS 5

enum outcome registrations_api(struct request *request, const struct registrations_api *in)
{
	struct arena *arena = request->ctx->arena;
	const struct throttle by_address = {
		text_join(arena, TEXT("register:for:"), customers_fold_login(arena, in->email)), ASKS_FOR_AN_ADDRESS,
		HOUR_US};
	const struct registration ask = {
		.type = in->type,
		.channel = in->channel,
		.email = in->email,
		.values = {in->login, in->salutation, in->title, in->first_name, in->last_name, in->name_order,
			   in->company, in->birth_date, in->billing_email, in->country, in->language, in->zone,
			   in->currency, in->newsletter ? TEXT("yes") : TEXT_NONE},
		.reached = {.phone = in->phone, .address.fields = CONTACT_FIRST_ADDRESS(in)},
		.attributes = in->attributes,
		.password = in->password,
		.language = in->language,
		.terms = in->terms,
		.terms_version = in->terms_version,
		.place = in->ip,
		.wording = in->newsletter ? in->wording : TEXT_NONE,
	};
	TRY(throttle_take(request->ctx, &by_address));
	TRY(registrations_register(request->ctx, &ask));
	struct json_writer json = api_begin(request, 202);
	json_begin_object(&json);
	json_pair_text(&json, "status", TEXT("mailed"));
	json_end_object(&json);
	return DONE;
}

enum outcome registrations_link_api(struct request *request, const struct registrations_link_api *in)
{
	TRY(registrations_resend_to(request->ctx, in->customer));
	return api_done(request);
}
