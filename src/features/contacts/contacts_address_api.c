/* Postal addresses as JSON. */
#include "contacts.routes.h"
#include "features/contacts/contacts.h"
#include "web/api.h"

/* Words of what an order could not be sent with; those of the fields, street for the lines. */
static void write_missing(struct json_writer *json, const struct contact_address *address)
{
	static const char *const words[] = {
		[ADDRESS_COMPANY] = "company", [ADDRESS_NAME] = "name",         [ADDRESS_STREET] = "line1",
		[ADDRESS_CITY] = "city",       [ADDRESS_POSTCODE] = "postcode", [ADDRESS_STATE] = "state",
		[ADDRESS_COUNTRY] = "country"};
	const struct postal_address postal = contacts_postal(address);
	enum address_flaw flaws[ADDRESS_PARTS];
	json_pair_flag(json, "order_ready", postal_address_check(&postal, flaws));
	json_add_key(json, "missing");
	json_begin_array(json);
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++)
		if (flaws[part] != ADDRESS_GOOD)
			json_add_text(json, text_of(words[part]));
	json_end_array(json);
}

static void write_address(struct json_writer *json, const struct address_list *row)
{
	const struct contact_address address = contacts_address_of(row);
	json_begin_object(json);
	json_pair_id(json, "id", row->id.value);
	for (enum contact_field f = 0; f < CONTACT_FIELD_COUNT; f++) {
		json_add_key_text(json, text_of(contact_field_declared(f)->word));
		json_add_text(json, address.fields[f]);
	}
	json_pair_flag(json, "is_shipping", address.is_shipping);
	json_pair_flag(json, "is_billing", address.is_billing);
	write_missing(json, &address);
	json_end_object(json);
}

static enum outcome find(struct request *request, struct customer_id customer, struct address_id id,
			 struct address_list *ret_row)
{
	struct address_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(address_list(request->ctx->reader, customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == id.value) {
			*ret_row = rows[i];
			return DONE;
		}
	return NOT_FOUND;
}

enum outcome contacts_addresses_api(struct request *request, const struct contacts_addresses_api *in)
{
	const struct address_list *rows;
	size_t count;
	TRY(contacts_list_addresses(request->ctx, in->customer, &rows, &count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_address(&list.json, &rows[i]);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

enum outcome contacts_address_add_api(struct request *request, const struct contacts_address_add_api *in)
{
	const struct contact_address wanted = {
		.fields =
			{
#define FIELD(NAME, name, label, most) [CONTACT_FIELD_##NAME] = in->name,
#include "features/contacts/contacts_address.def"
#undef FIELD
			},
		.is_shipping = in->is_shipping,
		.is_billing = in->is_billing,
	};
	struct address_list row;
	struct address_id id;
	TRY(contacts_add_address(request->ctx, in->customer, &wanted, &id));
	TRY(find(request, in->customer, id, &row));
	struct json_writer json =
		api_created(request, contacts_address_change_api_url(request->ctx->arena, in->customer, id));
	write_address(&json, &row);
	return DONE;
}

enum outcome contacts_address_change_api(struct request *request, const struct contacts_address_change_api *in)
{
	struct address_list row;
	TRY(find(request, in->customer, in->address, &row));
	struct contact_address wanted = contacts_address_of(&row);
#define FIELD(NAME, name, label, most)                                                                                 \
	if (in->has_##name)                                                                                            \
		wanted.fields[CONTACT_FIELD_##NAME] = in->name;
#include "features/contacts/contacts_address.def"
#undef FIELD
	if (in->has_is_shipping)
		wanted.is_shipping = in->is_shipping;
	if (in->has_is_billing)
		wanted.is_billing = in->is_billing;
	TRY(contacts_change_address(request->ctx, in->customer, in->address, &wanted, NULL));
	TRY(find(request, in->customer, in->address, &row));
	struct json_writer json = api_begin(request, 200);
	write_address(&json, &row);
	return DONE;
}

enum outcome contacts_address_remove_api(struct request *request, const struct contacts_address_remove_api *in)
{
	TRY(contacts_remove_address(request->ctx, in->customer, in->address));
	return api_done(request);
}
