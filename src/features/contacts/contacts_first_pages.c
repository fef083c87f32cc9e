/* Phone and address of somebody new: inputs in the form that adds them, and in that of those who register. */
#include "contacts.views.h"
#include "features/contacts/contacts_blocks.h"
#include "features/contacts/contacts_pages.h"
#include "features/contacts/contacts_write.h"

static void add_phone(struct request *request, struct contact_form *form, bool needed)
{
	struct input *phone = contacts_form_add(request, form, "phone", N_("Phone"), TEXT_NONE);
	*phone = input_most(input_type(*phone, TEXT("tel")), 60);
	if (form->own)
		*phone = input_autocomplete(*phone, TEXT("tel"));
	if (needed)
		*phone = input_required(*phone);
	else if (form->own)
		*phone = input_optional(*phone);
}

static enum outcome show(struct request *request, struct text action, const struct contact_asked *asked)
{
	struct contact_form form = {.action = action, .complete = asked->address_needed};
	contacts_form_begin(request, &form, (struct customer_id){0});
	if (asked->phone)
		add_phone(request, &form, asked->phone_needed);
	form.prefix = "address_";
	if (asked->address)
		TRY(contacts_form_add_address(request, &form, NULL, true));
	if (form.count)
		view_contacts_first(&request->view, &form);
	return DONE;
}

enum outcome contacts_new_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	return show(request, TEXT("/admin/customers/new"), &(struct contact_asked){.phone = true, .address = true});
}

enum outcome contacts_register_block(struct request *request, struct customer_id customer)
{
	const struct contact_asked asked = contacts_are_asked(request->ctx);
	(void)customer;
	return show(request, TEXT("/register"), &asked);
}
