/* Pages for postal addresses: the fields are those of the country, in its order. Customers' own: the same, by
 * contacts_address_portal.c. */
#include "contacts.routes.h"
#include "features/contacts/contacts_pages.h"
#include "format/country.h"
#include "service/settings.h"
#include "web/choices.h"

struct editing {
	struct contact_form *form;
	const struct contact_address *address; /* as it is stored; of a new one: nothing */
	bool is_new;
	bool brief; /* only where it is */
};

/* What a browser may fill in on a form that asks people for their own. */
static struct text token_of(enum contact_field field)
{
	switch (field) {
	case CONTACT_FIELD_COMPANY: return TEXT("organization");
	case CONTACT_FIELD_NAME: return TEXT("name");
	case CONTACT_FIELD_LINE1: return TEXT("address-line1");
	case CONTACT_FIELD_LINE2: return TEXT("address-line2");
	case CONTACT_FIELD_LINE3: return TEXT("address-line3");
	case CONTACT_FIELD_POSTCODE: return TEXT("postal-code");
	case CONTACT_FIELD_CITY: return TEXT("address-level2");
	case CONTACT_FIELD_STATE: return TEXT("address-level1");
	case CONTACT_FIELD_COUNTRY: return TEXT("country");
	case CONTACT_FIELD_PHONE: return TEXT("tel");
	case CONTACT_FIELD_LABEL:
	case CONTACT_FIELD_LINE4:
	case CONTACT_FIELD_TAX_ID:
	case CONTACT_FIELD_COUNT: break;
	}
	return TEXT("off");
}

static struct input *add_field(struct request *request, const struct editing *editing, enum contact_field field,
			       const char *label)
{
	struct text stored = editing->address->fields[field];
	const char *word = contact_field_declared(field)->word;
	struct input *input = contacts_form_add(request, editing->form, word,
						label ? label : contact_field_declared(field)->label, stored);
	*input = input_most(*input, contact_field_declared(field)->most);
	if (editing->form->own)
		*input = input_autocomplete(*input, token_of(field));
	if (!editing->is_new)
		*input = input_was(*input, stored);
	return input;
}

static void make_select(struct contact_form *form, const struct option *options, size_t count)
{
	struct contact_input *last = &form->inputs[form->count - 1];
	last->control = CONTACT_CONTROL_SELECT;
	last->input = input_options(last->input, options, count);
}

/* States that are known are chosen; what stands there and is none of them stays a choice. */
static void add_state(struct request *request, const struct editing *editing, struct text country, const char *label)
{
	struct arena *arena = request->ctx->arena;
	struct input *input = add_field(request, editing, CONTACT_FIELD_STATE, label);
	struct text chosen = input->value;
	size_t known, count = 0;
	const struct country_option *states = subdivision_options(arena, country, &known);
	if (!known)
		return;
	struct option *options = arena_take_array(arena, known + 2, sizeof *options);
	bool found = text_is_empty(chosen);
	options[count++] = (struct option){TEXT(""), page_words(request, N_("None"), TEXT_NONE), found};
	for (size_t i = 0; i < known; i++) {
		bool same = text_equal(states[i].code, chosen);
		options[count++] = (struct option){states[i].code, states[i].name, same};
		found = found || same;
	}
	if (!found)
		options[count++] = (struct option){chosen, chosen, true};
	make_select(editing->form, options, count);
}

static void need(const struct editing *editing, bool required)
{
	struct input *last = &editing->form->inputs[editing->form->count - 1].input;
	if (editing->form->complete && required)
		*last = input_required(*last);
}

static void add_part(struct request *request, const struct editing *editing, enum address_part part,
		     const struct address_form *country_form, struct text country)
{
	const char *label = country_form->label[part];
	if (part == ADDRESS_COUNTRY || (editing->brief && (part == ADDRESS_NAME || part == ADDRESS_COMPANY)))
		return;
	if (part == ADDRESS_STATE) {
		add_state(request, editing, country, label);
		need(editing, country_form->required[part]);
		return;
	}
	struct input *input =
		add_field(request, editing, contacts_field_of(part), part == ADDRESS_STREET ? NULL : label);
	need(editing, country_form->required[part]);
	if (part != ADDRESS_STREET)
		return;
	*input = input_wide(*input);
	for (enum contact_field line = CONTACT_FIELD_LINE2; line <= CONTACT_FIELD_LINE4; line++) {
		bool used = !text_is_empty(contacts_form_value(
			request, editing->form, contact_field_declared(line)->word, editing->address->fields[line]));
		if (line == CONTACT_FIELD_LINE2 || used) {
			struct input *more = add_field(request, editing, line, NULL);
			*more = editing->form->complete ? input_optional(input_wide(*more)) : input_wide(*more);
		}
	}
}

static enum outcome choose_country(struct request *request, const struct editing *editing, struct text *ret_country)
{
	const struct contact_form *form = editing->form;
	*ret_country = contacts_form_value(request, form, "country", editing->address->fields[CONTACT_FIELD_COUNTRY]);
	if (!text_is_empty(*ret_country) || !editing->is_new)
		return DONE;
	return form->customer.value ? contacts_phone_home(request->ctx, form->customer, ret_country)
				    : settings_get(request->ctx, SETTING_BUSINESS_COUNTRY, ret_country);
}

static void add_whose(struct request *request, const struct editing *editing)
{
	struct contact_form *form = editing->form;
	const struct contact_address *address = editing->address;
	struct input *phone = add_field(request, editing, CONTACT_FIELD_PHONE, NULL);
	*phone = input_type(*phone, TEXT("tel"));
	add_field(request, editing, CONTACT_FIELD_TAX_ID, NULL);
	contacts_form_add_switch(request, form, "is_shipping", N_("Default for shipping"), address->is_shipping);
	/* The way to a new one may ask for it. */
	bool billing = address->is_billing || !text_is_none(request_value(request, "is_billing"));
	contacts_form_add_switch(request, form, "is_billing", N_("Default for billing"), billing);
}

enum outcome contacts_form_add_address(struct request *request, struct contact_form *form,
				       const struct contact_address *was, bool brief)
{
	static const struct contact_address nothing;
	const struct editing editing = {form, was ? was : &nothing, !was, brief};
	struct text country;
	TRY(choose_country(request, &editing, &country));
	const struct choices countries = choices_or_none(request, choices_countries(request, country),
							 page_words(request, N_("Not known"), TEXT_NONE));
	add_field(request, &editing, CONTACT_FIELD_COUNTRY, NULL);
	make_select(form, countries.list, countries.count);
	need(&editing, true);
	if (!brief)
		add_field(request, &editing, CONTACT_FIELD_LABEL, NULL);
	const struct address_form parts = postal_address_form(country);
	for (size_t i = 0; i < parts.order_count; i++)
		add_part(request, &editing, parts.order[i], &parts, country);
	if (!brief)
		add_whose(request, &editing);
	form->reshapes = true;
	return DONE;
}

static enum outcome show(struct request *request, struct contact_form *form, const struct contact_address *was)
{
	TRY(contacts_form_add_address(request, form, was, false));
	return contacts_show_form(request, form);
}

enum outcome contacts_show_new_address(struct request *request, struct customer_id customer)
{
	struct contact_form form = {.title = N_("Add address"), .block = "addresses"};
	contacts_form_begin(request, &form, customer);
	return show(request, &form, NULL);
}

static enum outcome find(struct request *request, struct customer_id customer, struct address_id id,
			 struct contact_address *ret_address)
{
	struct address_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(address_list(request->ctx->reader, customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == id.value) {
			*ret_address = contacts_address_of(&rows[i]);
			return DONE;
		}
	return NOT_FOUND;
}

enum outcome contacts_show_address(struct request *request, struct customer_id customer, struct address_id id)
{
	struct contact_form form = {.title = N_("Change address"), .block = "addresses"};
	struct contact_address address;
	TRY(find(request, customer, id, &address));
	contacts_form_begin(request, &form, customer);
	form.remove_url = form.own ? contacts_own_address_remove_url(request->ctx->arena, id)
				   : contacts_address_remove_post_url(request->ctx->arena, customer, id);
	return show(request, &form, &address);
}

enum outcome contacts_take_address(struct request *request, struct customer_id customer, struct address_id id,
				   const struct contact_address_sent *sent)
{
	struct contact_address wanted;
	TRY(find(request, customer, id, &wanted));
	/* What this country's form does not ask for stays as it is. */
	for (enum contact_field f = 0; f < CONTACT_FIELD_COUNT; f++)
		if (!text_is_none(sent->seen[f]))
			wanted.fields[f] = sent->fields[f];
	wanted.is_shipping = sent->is_shipping;
	wanted.is_billing = sent->is_billing;
	TRY(contacts_change_address(request->ctx, customer, id, &wanted, sent->seen));
	return contacts_back(request, customer, "addresses");
}

enum outcome contacts_address_new_show(struct request *request, const struct contacts_address_new_show *in)
{
	return contacts_show_new_address(request, in->customer);
}

enum outcome contacts_address_new_again(struct request *request, const struct contacts_address_new *in)
{
	return contacts_show_new_address(request, in->customer);
}

enum outcome contacts_address_new(struct request *request, const struct contacts_address_new *in)
{
	struct address_id id;
	if (in->reshape)
		return contacts_show_new_address(request, in->customer);
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
	TRY(contacts_add_address(request->ctx, in->customer, &wanted, &id));
	return contacts_back(request, in->customer, "addresses");
}

enum outcome contacts_address_show(struct request *request, const struct contacts_address_show *in)
{
	return contacts_show_address(request, in->customer, in->address);
}

enum outcome contacts_address_set_again(struct request *request, const struct contacts_address_set *in)
{
	return contacts_show_address(request, in->customer, in->address);
}

enum outcome contacts_address_set(struct request *request, const struct contacts_address_set *in)
{
	if (in->reshape)
		return contacts_show_address(request, in->customer, in->address);
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
	return contacts_take_address(request, in->customer, in->address,
				     &(struct contact_address_sent){sent, seen, in->is_shipping, in->is_billing});
}

enum outcome contacts_address_remove_post(struct request *request, const struct contacts_address_remove_post *in)
{
	TRY(contacts_remove_address(request->ctx, in->customer, in->address));
	return contacts_back(request, in->customer, "addresses");
}
