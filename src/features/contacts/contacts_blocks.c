/* E-mails, phones, addresses and tax numbers at the right of the customer's page, and on their own first page. */
#include "features/contacts/contacts_blocks.h"

#include "base/buffer.h"
#include "contacts.routes.h"
#include "contacts.views.h"
#include "features/contacts/contacts_pages.h"
#include "format/phone.h"
#include "service/settings.h"
#include "web/language.h"

#define MISSING_MOST 1000

static bool may_write(const struct request *request)
{
	return context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE);
}

enum outcome contacts_emails_block(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct email_list *emails;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(email_list(request->ctx->reader, customer, &emails, &count));
	struct contact_email_row *rows = arena_take_array(arena, count, sizeof *rows);
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct contact_email_row){
			&emails[i],
			may_write(request) ? contacts_email_show_url(arena, customer, emails[i].id) : TEXT_NONE,
			may_write(request) ? contacts_email_works_post_url(arena, customer, emails[i].id) : TEXT_NONE};
	view_contacts_emails(&request->view, rows, count,
			     may_write(request) ? contacts_email_new_show_url(arena, customer) : TEXT_NONE);
	return DONE;
}

/* Where its form is; none: the asker may not change it. */
static struct text phone_url(struct request *request, struct customer_id customer, struct phone_id phone)
{
	if (!request_is_office(request))
		return contacts_own_phone_show_url(request->ctx->arena, phone);
	return may_write(request) ? contacts_phone_show_url(request->ctx->arena, customer, phone) : TEXT_NONE;
}

static struct text address_url(struct request *request, struct customer_id customer, struct address_id address)
{
	if (!request_is_office(request))
		return contacts_own_address_show_url(request->ctx->arena, address);
	return may_write(request) ? contacts_address_show_url(request->ctx->arena, customer, address) : TEXT_NONE;
}

static enum outcome read_phones(struct request *request, struct customer_id customer,
				const struct contact_phone_row **ret_rows, size_t *ret_count)
{
	struct arena *arena = request->ctx->arena;
	struct phone_list *phones;
	struct text home;
	TRY(context_read(request->ctx));
	TRY(phone_list(request->ctx->reader, customer, &phones, ret_count));
	TRY(settings_get(request->ctx, SETTING_BUSINESS_COUNTRY, &home));
	struct contact_phone_row *rows = arena_take_array(arena, *ret_count, sizeof *rows);
	for (size_t i = 0; i < *ret_count; i++)
		rows[i] = (struct contact_phone_row){
			.phone = &phones[i],
			.shown = phone_display(arena, phones[i].typed, phones[i].e164, phones[i].extension, home),
			.call_url = phone_call_url(arena, phones[i].e164, phones[i].extension),
			.whatsapp_url = phone_whatsapp_url(arena, phones[i].e164),
			.url = phone_url(request, customer, phones[i].id),
		};
	*ret_rows = rows;
	return DONE;
}

enum outcome contacts_phones_block(struct request *request, struct customer_id customer)
{
	const struct contact_phone_row *rows;
	size_t count;
	TRY(read_phones(request, customer, &rows, &count));
	view_contacts_phones(&request->view, rows, count,
			     may_write(request) ? contacts_phone_new_show_url(request->ctx->arena, customer)
						: TEXT_NONE);
	return DONE;
}

/* Labels of what an order could not be sent with, in the reader's language, commas between; empty when ready. */
static struct text contacts_missing(struct request *request, const struct contact_address *address)
{
	const struct postal_address postal = contacts_postal(address);
	const struct address_form form = postal_address_form(postal.country);
	enum address_flaw flaws[ADDRESS_PARTS];
	if (postal_address_check(&postal, flaws))
		return TEXT("");
	struct buffer words __attribute__((cleanup(buffer_free))) = buffer_make(MISSING_MOST);
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++) {
		if (flaws[part] == ADDRESS_GOOD)
			continue;
		if (buffer_text(&words).size)
			buffer_add(&words, TEXT(", "));
		buffer_add(&words, page_words(request, form.label[part], TEXT_NONE));
	}
	return text_copy(request->ctx->arena, buffer_text(&words));
}

static enum outcome read_addresses(struct request *request, struct customer_id customer, struct contact_addresses *data)
{
	struct arena *arena = request->ctx->arena;
	const struct address_list *addresses;
	struct text home;
	TRY(contacts_list_addresses(request->ctx, customer, &addresses, &data->count));
	TRY(settings_get(request->ctx, SETTING_BUSINESS_COUNTRY, &home));
	struct contact_address_row *rows = arena_take_array(arena, data->count, sizeof *rows);
	for (size_t i = 0; i < data->count; i++) {
		const struct contact_address address = contacts_address_of(&addresses[i]);
		const struct postal_address postal = contacts_postal(&address);
		rows[i] = (struct contact_address_row){
			.address = &addresses[i],
			.lines = postal_address_format(arena, &postal, home, text_of(request->ctx->language->code)),
			.url = address_url(request, customer, addresses[i].id),
			.missing = contacts_missing(request, &address),
		};
	}
	data->rows = rows;
	return DONE;
}

static enum outcome read_taxes(struct request *request, struct customer_id customer, struct contact_addresses *data)
{
	struct arena *arena = request->ctx->arena;
	struct tax_id_list *taxes;
	TRY(tax_id_list(request->ctx->reader, customer, &taxes, &data->tax_count));
	struct contact_tax_row *rows = arena_take_array(arena, data->tax_count, sizeof *rows);
	for (size_t i = 0; i < data->tax_count; i++)
		rows[i] = (struct contact_tax_row){
			.tax_id = &taxes[i],
			.kind = contacts_tax_words(request, taxes[i].kind),
			.country = taxes[i].country,
			.url = may_write(request) ? contacts_tax_id_show_url(arena, customer, taxes[i].id) : TEXT_NONE,
		};
	data->taxes = rows;
	return DONE;
}

enum outcome contacts_addresses_block(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct contact_addresses data = {
		.add_url = may_write(request) ? contacts_address_new_show_url(arena, customer) : TEXT_NONE,
		.add_tax_url = may_write(request) ? contacts_tax_id_new_show_url(arena, customer) : TEXT_NONE,
	};
	TRY(context_read(request->ctx));
	TRY(read_addresses(request, customer, &data));
	TRY(read_taxes(request, customer, &data));
	view_contacts_addresses(&request->view, &data);
	return DONE;
}

/* ---- on their own first page ---- */

enum outcome contacts_own_reached_block(struct request *request, struct customer_id customer)
{
	struct contact_reached data = {.email_count = 0};
	struct customer_row row;
	struct email_list *emails;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(email_list(request->ctx->reader, customer, &emails, &data.email_count));
	TRY(read_phones(request, customer, &data.phones, &data.phone_count));
	data.emails = emails;
	data.login = row.login;
	view_contacts_own_reached(&request->view, &data);
	return DONE;
}

enum outcome contacts_own_addresses_block(struct request *request, struct customer_id customer)
{
	struct contact_addresses data = {.count = 0};
	TRY(context_read(request->ctx));
	TRY(read_addresses(request, customer, &data));
	view_contacts_own_addresses(&request->view, &data);
	return DONE;
}
