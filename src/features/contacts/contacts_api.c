/* E-mails, phones and tax numbers as JSON. Addresses: contacts_address_api.c. */
#include "contacts.routes.h"
#include "features/contacts/contacts.h"
#include "web/api.h"

/* ---- e-mails ---- */

static void write_email(struct json_writer *json, const struct email_find *row)
{
	json_begin_object(json);
	json_pair_id(json, "id", row->id.value);
	json_pair_text(json, "address", row->address);
	json_pair_flag(json, "primary", row->is_primary);
	json_pair_text(json, "verification", verification_key(row->verification));
	json_pair_instant(json, "verified_at", row->verified_at);
	json_pair_instant(json, "bounced_at", row->bounced_at);
	json_pair_text(json, "bounce_reason", row->bounce_reason);
	json_end_object(json);
}

static enum outcome find_email(struct request *request, struct customer_id customer, struct email_id email,
			       struct email_find *ret_row)
{
	bool found;
	TRY(context_read(request->ctx));
	TRY(email_find(request->ctx->reader, customer, email, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

enum outcome contacts_emails_api(struct request *request, const struct contacts_emails_api *in)
{
	struct email_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(email_list(request->ctx->reader, in->customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_email(&list.json, &(struct email_find){
						.id = rows[i].id,
						.address = rows[i].address,
						.is_primary = rows[i].is_primary,
						.verification = rows[i].verification,
						.verified_at = rows[i].verified_at,
						.bounced_at = rows[i].bounced_at,
						.bounce_reason = rows[i].bounce_reason,
					});
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome contacts_email_add_api(struct request *request, const struct contacts_email_add_api *in)
{
	struct email_find row;
	struct email_id email;
	TRY(contacts_add_email(request->ctx, in->customer, in->address, in->primary, &email));
	TRY(find_email(request, in->customer, email, &row));
	struct json_writer json =
		api_created(request, contacts_email_change_api_url(request->ctx->arena, in->customer, email));
	write_email(&json, &row);
	return DONE;
}

enum outcome contacts_email_change_api(struct request *request, const struct contacts_email_change_api *in)
{
	struct email_find row;
	TRY(find_email(request, in->customer, in->email, &row));
	const struct contact_email wanted = {
		.address = in->has_address ? in->address : row.address,
		.verification = in->has_verification ? in->verification : row.verification,
		.primary = in->has_primary && in->primary,
	};
	TRY(contacts_set_email(request->ctx, in->customer, in->email, &wanted, TEXT_NONE));
	TRY(find_email(request, in->customer, in->email, &row));
	struct json_writer json = api_begin(request, 200);
	write_email(&json, &row);
	return DONE;
}

enum outcome contacts_bounce_api(struct request *request, const struct contacts_bounce_api *in)
{
	int64_t customers;
	TRY(contacts_bounced(request->ctx, in->address, in->reason, &customers));
	struct json_writer json = api_begin(request, 200);
	json_begin_object(&json);
	json_pair_number(&json, "customers", customers);
	json_end_object(&json);
	return DONE;
}

enum outcome contacts_email_works_api(struct request *request, const struct contacts_email_works_api *in)
{
	TRY(contacts_clear_bounce(request->ctx, in->customer, in->email));
	return api_done(request);
}

enum outcome contacts_email_remove_api(struct request *request, const struct contacts_email_remove_api *in)
{
	TRY(contacts_remove_email(request->ctx, in->customer, in->email));
	return api_done(request);
}

/* ---- phones ---- */

static void write_phone(struct json_writer *json, const struct phone_find *row)
{
	json_begin_object(json);
	json_pair_id(json, "id", row->id.value);
	json_pair_text(json, "number", row->typed);
	json_pair_text(json, "e164", row->e164);
	json_pair_text(json, "extension", row->extension);
	json_pair_text(json, "label", row->label);
	json_pair_flag(json, "primary", row->is_primary);
	json_end_object(json);
}

static enum outcome find_phone(struct request *request, struct customer_id customer, struct phone_id phone,
			       struct phone_find *ret_row)
{
	bool found;
	TRY(context_read(request->ctx));
	TRY(phone_find(request->ctx->reader, customer, phone, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

enum outcome contacts_phones_api(struct request *request, const struct contacts_phones_api *in)
{
	struct phone_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(phone_list(request->ctx->reader, in->customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_phone(&list.json, &(struct phone_find){
						.id = rows[i].id,
						.typed = rows[i].typed,
						.e164 = rows[i].e164,
						.extension = rows[i].extension,
						.label = rows[i].label,
						.is_primary = rows[i].is_primary,
					});
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome contacts_phone_add_api(struct request *request, const struct contacts_phone_add_api *in)
{
	const struct contact_phone wanted = {in->number, in->label, in->country, in->primary};
	struct phone_find row;
	struct phone_id phone;
	TRY(contacts_add_phone(request->ctx, in->customer, &wanted, &phone));
	TRY(find_phone(request, in->customer, phone, &row));
	struct json_writer json =
		api_created(request, contacts_phone_change_api_url(request->ctx->arena, in->customer, phone));
	write_phone(&json, &row);
	return DONE;
}

enum outcome contacts_phone_change_api(struct request *request, const struct contacts_phone_change_api *in)
{
	struct phone_find row;
	TRY(find_phone(request, in->customer, in->phone, &row));
	const struct contact_phone wanted = {
		.typed = in->has_number ? in->number : row.typed,
		.label = in->has_label ? in->label : row.label,
		.country = in->country,
		.primary = in->has_primary && in->primary,
	};
	TRY(contacts_change_phone(request->ctx, in->customer, in->phone, &wanted, TEXT_NONE));
	TRY(find_phone(request, in->customer, in->phone, &row));
	struct json_writer json = api_begin(request, 200);
	write_phone(&json, &row);
	return DONE;
}

enum outcome contacts_phone_remove_api(struct request *request, const struct contacts_phone_remove_api *in)
{
	TRY(contacts_remove_phone(request->ctx, in->customer, in->phone));
	return api_done(request);
}

/* ---- tax numbers ---- */

static void write_tax(struct json_writer *json, const struct tax_id_list *row)
{
	json_begin_object(json);
	json_pair_id(json, "id", row->id.value);
	json_pair_text(json, "kind", row->kind);
	json_pair_text(json, "country", row->country);
	json_pair_text(json, "value", row->value);
	json_end_object(json);
}

static enum outcome find_tax(struct request *request, struct customer_id customer, struct tax_id_id id,
			     struct tax_id_list *ret_row)
{
	struct tax_id_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(tax_id_list(request->ctx->reader, customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == id.value) {
			*ret_row = rows[i];
			return DONE;
		}
	return NOT_FOUND;
}

enum outcome contacts_tax_ids_api(struct request *request, const struct contacts_tax_ids_api *in)
{
	struct tax_id_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(tax_id_list(request->ctx->reader, in->customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_tax(&list.json, &rows[i]);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome contacts_tax_id_add_api(struct request *request, const struct contacts_tax_id_add_api *in)
{
	const struct contact_tax_id wanted = {in->kind, in->country, in->value};
	struct tax_id_list row;
	struct tax_id_id id;
	TRY(contacts_add_tax_id(request->ctx, in->customer, &wanted, &id));
	TRY(find_tax(request, in->customer, id, &row));
	struct json_writer json =
		api_created(request, contacts_tax_id_change_api_url(request->ctx->arena, in->customer, id));
	write_tax(&json, &row);
	return DONE;
}

enum outcome contacts_tax_id_change_api(struct request *request, const struct contacts_tax_id_change_api *in)
{
	struct tax_id_list row;
	TRY(find_tax(request, in->customer, in->tax_id, &row));
	const struct contact_tax_id wanted = {
		.kind = in->has_kind ? in->kind : row.kind,
		.country = in->has_country ? in->country : row.country,
		.value = in->has_value ? in->value : row.value,
	};
	TRY(contacts_change_tax_id(request->ctx, in->customer, in->tax_id, &wanted));
	TRY(find_tax(request, in->customer, in->tax_id, &row));
	struct json_writer json = api_begin(request, 200);
	write_tax(&json, &row);
	return DONE;
}

enum outcome contacts_tax_id_remove_api(struct request *request, const struct contacts_tax_id_remove_api *in)
{
	TRY(contacts_remove_tax_id(request->ctx, in->customer, in->tax_id));
	return api_done(request);
}
