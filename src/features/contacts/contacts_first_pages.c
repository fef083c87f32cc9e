/* Phone and address of somebody new: inputs in the form that adds them. */
#include "contacts.views.h"
#include "features/contacts/contacts_blocks.h"
#include "features/contacts/contacts_pages.h"

enum outcome contacts_new_block(struct request *request, struct customer_id customer)
{
	struct contact_form form = {.prefix = "", .action = TEXT("/admin/customers/new")};
	contacts_form_begin(request, &form, customer);
	struct input *phone = contacts_form_add(request, &form, "phone", N_("Phone"), TEXT_NONE);
	*phone = input_most(input_type(*phone, TEXT("tel")), 60);
	form.prefix = "address_";
	TRY(contacts_form_add_address(request, &form, NULL, true));
	view_contacts_first(&request->view, &form);
	return DONE;
}
