/* The customer's own page. What stands on it is read in their own scope: another's row cannot be asked for. */
#include "features/portal/portal_pages.h"

#include "format/phone.h"
#include "portal.routes.h"
#include "portal.views.h"
#include "service/settings.h"
#include "web/language.h"

static enum outcome read_phones(struct request *request, struct text home, struct portal_home *data)
{
	struct arena *arena = request->ctx->arena;
	struct phone_list *rows;
	TRY(phone_list(request->ctx->reader, data->row.id, &rows, &data->phone_count));
	struct text *shown = arena_take_array(arena, data->phone_count, sizeof *shown);
	for (size_t i = 0; i < data->phone_count; i++)
		shown[i] = phone_display(arena, rows[i].typed, rows[i].e164, rows[i].extension, home);
	data->phones = shown;
	return DONE;
}

static enum outcome read_addresses(struct request *request, struct text home, struct portal_home *data)
{
	struct arena *arena = request->ctx->arena;
	struct address_list *rows;
	TRY(address_list(request->ctx->reader, data->row.id, &rows, &data->address_count));
	struct portal_address *shown = arena_take_array(arena, data->address_count, sizeof *shown);
	for (size_t i = 0; i < data->address_count; i++) {
		const struct contact_address address = contacts_address_of(&rows[i]);
		const struct postal_address postal = contacts_postal(&address);
		shown[i] = (struct portal_address){
			.label = rows[i].label,
			.lines = postal_address_format(arena, &postal, home, text_of(request->ctx->language->code)),
			.shipping = rows[i].is_shipping,
			.billing = rows[i].is_billing,
		};
	}
	data->addresses = shown;
	return DONE;
}

enum outcome portal_home_show(struct request *request, const struct portal_home_show *in)
{
	(void)in;
	struct context *ctx = request->ctx;
	struct portal_home data = {.email_count = 0};
	struct email_list *emails;
	struct text home;
	TRY(customers_get(ctx, request->customer.customer, &data.row));
	TRY(access_explain(ctx, &data.row, &data.answer));
	TRY(settings_get(ctx, SETTING_BUSINESS_COUNTRY, &home));
	TRY(email_list(ctx->reader, data.row.id, &emails, &data.email_count));
	data.emails = emails;
	TRY(read_phones(request, home, &data));
	TRY(read_addresses(request, home, &data));
	struct page_frame *frame = page_frame(request, N_("My account"));
	view_portal_home(answer_html(request, 200), frame, &data);
	return DONE;
}
