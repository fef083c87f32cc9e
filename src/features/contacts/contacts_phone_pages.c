/* Pages for telephone numbers, of staff and of the customers themselves. */
#include "contacts.routes.h"
#include "features/contacts/contacts_pages.h"
#include "format/country.h"
#include "web/choices.h"
#include "web/language.h"

static enum outcome show_phone_form(struct request *request, struct contact_form *form, const struct phone_find *row)
{
	struct text home;
	TRY(contacts_phone_home(request->ctx, form->customer, &home));
	struct input *number = contacts_form_add(request, form, "number", N_("Number"), row ? row->typed : TEXT_NONE);
	*number = input_autofocus(input_required(input_type(*number, TEXT("tel"))));
	if (form->own)
		*number = input_autocomplete(*number, TEXT("tel"));
	if (row)
		*number = input_was(*number, row->typed);
	struct input *label = contacts_form_add(request, form, "label", N_("Label"), row ? row->label : TEXT_NONE);
	*label = input_most(input_optional(*label), 60);
	struct text none = text_is_empty(home)
				   ? page_words(request, N_("Not known"), TEXT_NONE)
				   : page_words(request, N_("As usual: {0}"),
						country_name(home, text_of(request->ctx->language->code)), TEXT_NONE);
	const struct choices countries = choices_or_none(
		request, choices_countries(request, contacts_form_value(request, form, "country", TEXT_NONE)), none);
	contacts_form_add_select(request, form, "country", N_("Country of a number without +"), countries);
	if (!row || !row->is_primary)
		contacts_form_add_switch(request, form, "primary", N_("Primary number"), false);
	return contacts_show_form(request, form);
}

static enum outcome show_new_phone(struct request *request, struct customer_id customer)
{
	struct contact_form form = {.title = N_("Add phone"), .block = "phones"};
	contacts_form_begin(request, &form, customer);
	return show_phone_form(request, &form, NULL);
}

enum outcome contacts_phone_new_show(struct request *request, const struct contacts_phone_new_show *in)
{
	return show_new_phone(request, in->customer);
}

enum outcome contacts_phone_new_again(struct request *request, const struct contacts_phone_new *in)
{
	return show_new_phone(request, in->customer);
}

enum outcome contacts_phone_new(struct request *request, const struct contacts_phone_new *in)
{
	struct phone_id phone;
	TRY(contacts_add_phone(request->ctx, in->customer,
			       &(struct contact_phone){in->number, in->label, in->country, in->primary}, &phone));
	return contacts_back(request, in->customer, "phones");
}

static enum outcome show_phone(struct request *request, struct customer_id customer, struct phone_id phone)
{
	struct contact_form form = {.title = N_("Change phone"), .block = "phones"};
	struct phone_find row;
	bool found;
	TRY(context_read(request->ctx));
	TRY(phone_find(request->ctx->reader, customer, phone, &found, &row));
	if (!found)
		return NOT_FOUND;
	contacts_form_begin(request, &form, customer);
	form.remove_url = form.own ? contacts_own_phone_remove_url(request->ctx->arena, phone)
				   : contacts_phone_remove_post_url(request->ctx->arena, customer, phone);
	return show_phone_form(request, &form, &row);
}

enum outcome contacts_phone_show(struct request *request, const struct contacts_phone_show *in)
{
	return show_phone(request, in->customer, in->phone);
}

enum outcome contacts_phone_set_again(struct request *request, const struct contacts_phone_set *in)
{
	return show_phone(request, in->customer, in->phone);
}

enum outcome contacts_phone_set(struct request *request, const struct contacts_phone_set *in)
{
	TRY(contacts_change_phone(request->ctx, in->customer, in->phone,
				  &(struct contact_phone){in->number, in->label, in->country, in->primary},
				  in->was_number));
	return contacts_back(request, in->customer, "phones");
}

enum outcome contacts_phone_remove_post(struct request *request, const struct contacts_phone_remove_post *in)
{
	TRY(contacts_remove_phone(request->ctx, in->customer, in->phone));
	return contacts_back(request, in->customer, "phones");
}

/* ---- customers' own ---- */

enum outcome contacts_own_phone_new_show(struct request *request, const struct contacts_own_phone_new_show *in)
{
	(void)in;
	return show_new_phone(request, request->customer.customer);
}

enum outcome contacts_own_phone_new_again(struct request *request, const struct contacts_own_phone_new *in)
{
	(void)in;
	return show_new_phone(request, request->customer.customer);
}

enum outcome contacts_own_phone_new(struct request *request, const struct contacts_own_phone_new *in)
{
	struct customer_id customer = request->customer.customer;
	struct phone_id phone;
	TRY(contacts_add_phone(request->ctx, customer,
			       &(struct contact_phone){in->number, in->label, in->country, in->primary}, &phone));
	return contacts_back(request, customer, "phones");
}

enum outcome contacts_own_phone_show(struct request *request, const struct contacts_own_phone_show *in)
{
	return show_phone(request, request->customer.customer, in->phone);
}

enum outcome contacts_own_phone_set_again(struct request *request, const struct contacts_own_phone_set *in)
{
	return show_phone(request, request->customer.customer, in->phone);
}

enum outcome contacts_own_phone_set(struct request *request, const struct contacts_own_phone_set *in)
{
	struct customer_id customer = request->customer.customer;
	TRY(contacts_change_phone(request->ctx, customer, in->phone,
				  &(struct contact_phone){in->number, in->label, in->country, in->primary},
				  in->was_number));
	return contacts_back(request, customer, "phones");
}

enum outcome contacts_own_phone_remove(struct request *request, const struct contacts_own_phone_remove *in)
{
	TRY(contacts_remove_phone(request->ctx, request->customer.customer, in->phone));
	return contacts_back(request, request->customer.customer, "phones");
}
