/* Customers' own addresses: the forms of contacts_address_pages.c, for whoever has signed in. */
#include "contacts.routes.h"
#include "features/contacts/contacts_pages.h"

enum outcome contacts_own_address_new_show(struct request *request, const struct contacts_own_address_new_show *in)
{
	(void)in;
	return contacts_show_new_address(request, request->customer.customer);
}

enum outcome contacts_own_address_new_again(struct request *request, const struct contacts_own_address_new *in)
{
	(void)in;
	return contacts_show_new_address(request, request->customer.customer);
}

enum outcome contacts_own_address_new(struct request *request, const struct contacts_own_address_new *in)
{
	struct customer_id customer = request->customer.customer;
	struct address_id id;
	if (in->reshape)
		return contacts_show_new_address(request, customer);
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
	TRY(contacts_add_address(request->ctx, customer, &wanted, &id));
	return contacts_back(request, customer, "addresses");
}

enum outcome contacts_own_address_show(struct request *request, const struct contacts_own_address_show *in)
{
	return contacts_show_address(request, request->customer.customer, in->address);
}

enum outcome contacts_own_address_set_again(struct request *request, const struct contacts_own_address_set *in)
{
	return contacts_show_address(request, request->customer.customer, in->address);
}

enum outcome contacts_own_address_set(struct request *request, const struct contacts_own_address_set *in)
{
	struct customer_id customer = request->customer.customer;
	if (in->reshape)
		return contacts_show_address(request, customer, in->address);
	const struct text seen[CONTACT_FIELD_COUNT] = {
#define FIELD(NAME, name, label, most) [CONTACT_FIELD_##NAME] = in->was_##name,
#include "features/contacts/contacts_address.def"
#undef FIELD
	};
	const struct text sent[CONTACT_FIELD_COUNT] = {
#define FIELD(NAME, name, label, most) [CONTACT_FIELD_##NAME] = in->name,
#include "features/contacts/contacts_address.def"
#undef FIELD
	};
	return contacts_take_address(request, customer, in->address,
				     &(struct contact_address_sent){sent, seen, in->is_shipping, in->is_billing});
}

enum outcome contacts_own_address_remove(struct request *request, const struct contacts_own_address_remove *in)
{
	TRY(contacts_remove_address(request->ctx, request->customer.customer, in->address));
	return contacts_back(request, request->customer.customer, "addresses");
}
