/* Settings on screen. */
#include "features/settings/settings_pages.h"

#include "features/settings/settings.h"
#include "settings.routes.h"
#include "settings.views.h"
#include "settings_waiting.sql.h"

enum outcome settings_index_show(struct request *request, const struct settings_index_show *in)
{
	(void)in;
	size_t shown = 0;
	struct page_topic *list = arena_take_array(request->ctx->arena, page_topic_count, sizeof *list);
	for (const struct page_topic *topic = page_topics; topic < page_topics + page_topic_count; topic++)
		if (topic->permission == ROUTE_NO_PERMISSION || context_may(request->ctx, topic->permission))
			list[shown++] = *topic;
	view_settings_index(answer_html(request, 200), page_frame(request, N_("Settings")), list, shown);
	return DONE;
}

/* What was sent stands again in a form that was refused; else what is stored. */
static enum outcome value_of(struct request *request, const char *name, enum setting setting, struct text *ret_value)
{
	*ret_value = request_value(request, name);
	return text_is_none(*ret_value) ? settings_get(request->ctx, setting, ret_value) : DONE;
}

/* A switch that is off is not sent. */
static enum outcome flag_of(struct request *request, const char *name, enum setting setting, bool *ret_value)
{
	if (request->http->method != HTTP_POST)
		return settings_flag(request->ctx, setting, ret_value);
	*ret_value = !text_is_none(request_value(request, name));
	return DONE;
}

static enum outcome fill(struct request *request, struct settings_business *data)
{
	struct text zone, currency, language, country;
	TRY(value_of(request, "name", SETTING_BUSINESS_NAME, &data->name));
	TRY(value_of(request, "trash_days", SETTING_TRASH_DAYS, &data->trash_days));
	TRY(value_of(request, "sign_in_days", SETTING_SIGN_IN_DAYS, &data->sign_in_days));
	TRY(value_of(request, "registration_tell", SETTING_REGISTRATION_TELL, &data->registration_tell));
	TRY(value_of(request, "zone", SETTING_BUSINESS_ZONE, &zone));
	TRY(value_of(request, "currency", SETTING_BUSINESS_CURRENCY, &currency));
	TRY(value_of(request, "language", SETTING_BUSINESS_LANGUAGE, &language));
	TRY(value_of(request, "country", SETTING_BUSINESS_COUNTRY, &country));
	TRY(flag_of(request, "familiar", SETTING_CUSTOMERS_FAMILIAR, &data->familiar));
	TRY(flag_of(request, "list_guests", SETTING_LIST_GUESTS, &data->list_guests));
	TRY(flag_of(request, "registration_first", SETTING_REGISTRATION_FIRST, &data->registration_first));
	TRY(flag_of(request, "approval_automatic", SETTING_APPROVAL_AUTOMATIC, &data->approval_automatic));
	data->zones = choices_zones(request, zone);
	data->currencies = choices_currencies(request, currency);
	data->languages = choices_languages(request, language);
	data->countries = choices_or_none(request, choices_countries(request, country), TEXT("–"));
	data->problems = request->ctx->problems;
	return DONE;
}

/* Automatic approval is of those who register from now on. */
static enum outcome count_waiting(struct request *request, int64_t *ret_waiting)
{
	struct context *ctx = request->ctx;
	struct settings_waiting waiting;
	bool automatic;
	TRY(settings_flag(ctx, SETTING_APPROVAL_AUTOMATIC, &automatic));
	*ret_waiting = 0;
	if (!automatic || !context_may(ctx, PERMISSION_CUSTOMERS_APPROVE))
		return DONE;
	TRY(settings_waiting(ctx->reader, &waiting));
	*ret_waiting = waiting.total;
	return DONE;
}

static enum outcome show(struct request *request)
{
	struct settings_business data = {0};
	TRY(fill(request, &data));
	TRY(count_waiting(request, &data.waiting));
	struct page_frame *frame = page_frame(request, N_("Business"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	data.logo = (struct logo_card){
		.logo = frame->face.logo,
		.action = TEXT("/admin/settings/business/logo"),
		.remove_action = TEXT("/admin/settings/business/logo/remove"),
	};
	view_settings_business(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome settings_business_show(struct request *request, const struct settings_business_show *in)
{
	(void)in;
	return show(request);
}

enum outcome settings_business_again(struct request *request, const struct settings_business_set *in)
{
	(void)in;
	return show(request);
}

enum outcome settings_business_set(struct request *request, const struct settings_business_set *in)
{
	struct context *ctx = request->ctx;
	const struct setting_value values[] = {
		{SETTING_BUSINESS_NAME, in->name},
		{SETTING_BUSINESS_ZONE, in->zone},
		{SETTING_BUSINESS_CURRENCY, in->currency},
		{SETTING_BUSINESS_LANGUAGE, in->language},
		{SETTING_BUSINESS_COUNTRY, text_is_none(in->country) ? TEXT("") : in->country},
		{SETTING_CUSTOMERS_FAMILIAR, in->familiar ? TEXT("yes") : TEXT("no")},
		{SETTING_LIST_GUESTS, in->list_guests ? TEXT("yes") : TEXT("no")},
		{SETTING_REGISTRATION_FIRST, in->registration_first ? TEXT("yes") : TEXT("no")},
		{SETTING_APPROVAL_AUTOMATIC, in->approval_automatic ? TEXT("yes") : TEXT("no")},
		{SETTING_REGISTRATION_TELL, text_is_none(in->registration_tell) ? TEXT("") : in->registration_tell},
		{SETTING_TRASH_DAYS, text_of_number(ctx->arena, in->trash_days)},
		{SETTING_SIGN_IN_DAYS, text_of_number(ctx->arena, in->sign_in_days)},
	};
	TRY(settings_change(ctx, values, sizeof values / sizeof *values));
	return answer_redirect_saying(request, TEXT("/admin/settings/business"), N_("Saved."), TEXT_NONE);
}
